import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

import cellworth
from cellworth.core.errors import InputError


def test_scalars_give_scalars():
    packs = cellworth.cost_packs(energy=60, couple="LFP-G (Energy)", charging=False)
    assert packs["pack_energy"] == pytest.approx(60.0)
    assert np.ndim(packs["unit_cost.pack"]) == 0
    assert packs["reason"] == ""


def test_arrays_give_arrays():
    packs = cellworth.cost_packs(energy=[40, 60.0], packs_per_year=np.array([100_000, 200_000]), power=150)
    np.testing.assert_allclose(packs["pack_energy"], [40.0, 60.0])
    alone = cellworth.cost_packs(energy=60, packs_per_year=200_000, power=150)
    assert packs["unit_cost.pack"][1] == alone["unit_cost.pack"]


def test_texts_with_units():
    assert cellworth.design_packs(energy="60000 Wh")["pack_energy"] == pytest.approx(60.0)


def test_tables_and_frames():
    columns = {"energy [Wh]": [60000.0, np.nan], "couple": ["LFP-G (Energy)", None]}
    for table in (columns, pd.DataFrame(columns)):
        packs = cellworth.design_packs(table, power=200, outputs=["pack_energy"])
        np.testing.assert_allclose(packs["pack_energy"], [60.0, 100.0])
        assert set(packs) == {"pack_energy", "reason"}


def test_a_design_out_of_reach_has_a_reason():
    packs = cellworth.design_packs(energy=[60.0, 1.0], power=[150.0, 50_000.0])
    assert packs["reason"][0] == ""
    assert packs["reason"][1] != ""
    assert np.isnan(packs["pack_mass"][1])


def test_design_leaves_costs_out():
    design, cost = cellworth.design_packs(), cellworth.cost_packs()
    assert "pack_mass" in design
    assert "unit_cost.pack" not in design
    assert set(design) < set(cost)


@pytest.mark.parametrize(
    ("inputs", "told"),
    [
        ({"energy": float("nan")}, "energy: 'nan'; a finite number is due"),
        ({"energy": float("inf")}, "energy: inf kWh; a finite number is due"),
        ({"energy": [50.0, -1.0]}, "row 1, energy: -1 kWh; energy must lie within"),
        ({"energy": []}, "all have one axis and one length"),
        ({"energy": [1.0, 2.0], "power": [1.0, 2.0, 3.0]}, "all have one axis and one length"),
        ({"energy": np.ones((2, 2))}, "all have one axis and one length"),
        ({"enrgy": 60}, "no input has this name. Did you mean 'energy'?"),
        ({"couple": "NMC811"}, "no couple has this name. Did you mean"),
        ({"energy": "60 kg"}, "'kg' is another kind of unit"),
        ({"utilization": 1.5}, "utilisation must lie within 0.001 to 1"),
    ],
)
def test_bad_arguments_are_told(inputs, told):
    with pytest.raises(InputError) as caught:
        cellworth.design_packs(**inputs)
    assert told in str(caught.value)


def test_import_loads_no_library_and_reads_no_file():
    code = (
        "import sys; seen = set(sys.modules); import builtins; opened = []\n"
        "sys.addaudithook(lambda e, a: opened.append(str(a[0])) if e == 'open' else None)\n"
        "import cellworth\n"
        "assert not {'numpy', 'pyarrow', 'pandas'} & (set(sys.modules) - seen)\n"
        "assert not [name for name in opened if not name.endswith(('.py', '.pyc'))], opened\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_unknown_attribute():
    with pytest.raises(AttributeError, match="no attribute 'pack'"):
        _ = cellworth.pack
