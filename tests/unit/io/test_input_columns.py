import numpy as np
import pyarrow as pa
import pytest

from cellworth.core.errors import InputError
from cellworth.io.input_columns import read_inputs
from cellworth.io.tables import Table, read_table


def inputs_of(columns, *, parity=False, **settings):
    arrays = {name: pa.array(values) for name, values in columns.items()}
    n_rows = len(next(iter(arrays.values())))
    return read_inputs(Table("t.csv", arrays, n_rows, **settings), parity=parity)


def told(found):
    return {row: str(problem) for row, problem in found.problems.items()}


def test_units_of_headings_are_converted():
    found = inputs_of(
        {"energy [Wh]": ["60000", "4e4"], "temperature [K]": ["303.15", ""], "soc_upper [%]": ["95", ""]}
    )
    np.testing.assert_allclose(found.arrays["energy"], [60.0, 40.0], rtol=1e-14)
    np.testing.assert_allclose(found.arrays["temperature"], [30.0, 30.0], rtol=1e-12)
    np.testing.assert_array_equal(found.arrays["soc_upper"], [95.0, np.nan])
    assert not found.problems


def test_cells_may_carry_their_own_unit():
    found = inputs_of({"energy": ["60 kWh", "40000 Wh", ""]})
    np.testing.assert_allclose(found.arrays["energy"], [60.0, 40.0, 100.0])


def test_names_and_flags():
    found = inputs_of(
        {"couple": ["LFP-G (Energy)", ""], "Charging": ["no", ""], "utilization-method": ["", "2"]}
    )
    assert found.arrays["couple"].tolist() == [11, 7]
    assert found.arrays["charging"].tolist() == [False, True]
    assert found.arrays["charging"].dtype == bool
    assert found.arrays["vehicle"].shape == (1,)


def test_typed_columns():
    found = inputs_of(
        {
            "energy [kWh]": [60.0, None, float("nan")],
            "cells_per_module": [20, 24, 25],
            "utilization_method": [1.0, 1.0, 1.0],
            "charging": [True, False, None],
        }
    )
    np.testing.assert_array_equal(found.arrays["energy"][:2], [60.0, 100.0])
    assert found.arrays["charging"].tolist() == [True, False, True]
    assert told(found) == {
        2: "energy [kWh]: 'nan'; a finite number is due. Leave the cell empty for the default."
    }


def test_columns_of_reference_designs_leave_blanks_not_given():
    found = inputs_of(
        {
            "in_target_pack_energy_kwh": ["60", ""],
            "in_target_pack_capacity_ah": ["", "100"],
            "in_pack_manufacturing_method": ["All manufacturing in-house (Default)"] * 2,
            "in_packs_parallel_or_series": ["", "P"],
        },
        parity=True,
    )
    np.testing.assert_array_equal(found.arrays["energy"], [60.0, np.nan])
    np.testing.assert_array_equal(found.arrays["capacity"], [np.nan, 100.0])
    assert found.arrays["pack_connection"].tolist() == [0, 1]


def test_capacity_drops_the_default_energy_only():
    found = inputs_of({"capacity [Ah]": ["100", ""]})
    np.testing.assert_array_equal(found.arrays["energy"], [np.nan, 100.0])
    both = inputs_of({"capacity [Ah]": ["100"], "energy [kWh]": ["60"]})
    assert "60 kWh and 100 Ah are both given" in told(both)[0]


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"energy [kWh]": ["-5"]}, "energy [kWh]: -5 kWh; energy must lie within 0.001 to 100,000 kWh."),
        ({"energy [kWh]": ["1e9"]}, "energy [kWh]: 1000000000 kWh; energy must lie within"),
        ({"energy [kWh]": ["1e999"]}, "a finite number is due"),
        ({"energy [kWh]": ["nan"]}, "energy [kWh]: 'nan'; a finite number is due"),
        ({"energy [kWh]": ["sixty"]}, "energy [kWh]: 'sixty'; a number with a unit is due"),
        ({"energy [kWh]": ["60,5"]}, "'60,5'"),
        ({"energy": ["60 kg"]}, "energy: '60 kg'; 'kg' is another kind of unit"),
        (
            {"couple": ["NMC811"]},
            "Did you mean 'NMC811-G (Power)' or 'NMC811-G (Energy)'?",
        ),
        ({"vehicle": ["EVV"]}, "vehicle is one of mildHEV, HEV-HP, PHEV, EV. Did you mean"),
        ({"charging": ["perhaps"]}, "fast charging is yes or no"),
        ({"cells_per_module": ["2.5"]}, "cells per module is a whole number"),
        ({"packs_per_year [1/year]": ["0"]}, "packs per year must lie within 1 to 100,000,000 per year"),
        ({"utilization": ["1.5"]}, "utilization: 1.5; utilisation must lie within 0.001 to 1"),
        ({"utilization_method": ["3"]}, "methods 2 and 3 size the plant for its full volume"),
        ({"cells_per_module": ["10"], "cells_in_parallel": ["4"]}, "they must fill whole groups of 4 cells"),
        ({"soc_lower [%]": ["90"], "soc_upper [%]": ["80"]}, "it must lie below the upper limit of 80 %"),
    ],
)
def test_flawed_cells_are_set_aside_with_the_reason(columns, message):
    doubled = {name: [*values, ""] for name, values in columns.items()}
    found = inputs_of(doubled)
    assert list(found.problems) == [0]
    assert message in told(found)[0]


def test_parity_computes_a_cut_group():
    found = inputs_of({"cells_per_module": ["10"], "cells_in_parallel": ["4"]}, parity=True)
    assert not found.problems


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        (
            {"enrgy [kWh]": ["1"], "couple": [""]},
            "no input has this name. Did you mean 'energy'",
        ),
        ({"energy": ["60"]}, "the heading 'energy' has no unit; a unit is due. Write 'energy [kWh]'."),
        ({"energy [kg]": ["60"]}, "'kg' is another kind of unit. Write 'energy [kWh]'."),
        ({"energy [kWh]": ["6"], "in_target_pack_energy_kwh": ["6"]}, "'energy [kWh]' already gives energy"),
        ({"name": ["6"]}, "no column is an input ('name')"),
        ({"energy [kWh]": [[1.0]]}, "a column of type list"),
    ],
)
def test_flawed_headings_refuse_the_table(columns, message):
    with pytest.raises(InputError) as caught:
        inputs_of(columns)
    assert message in str(caught.value)


def test_outputs_beside_inputs_are_not_misspelt_inputs():
    found = inputs_of({"in_target_pack_energy_kwh": ["60"], "bd_target_pack_energy_kwh": ["60"]})
    assert not found.problems


def test_decimal_comma_of_semicolon_files(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("energy [kWh];power [kW]\n60,5;300\n1.234,5;300\n")
    found = read_inputs(read_table(str(path)), parity=False)
    assert found.arrays["energy"][0] == 60.5
    assert read_table(str(path)).columns["energy [kWh]"].to_pylist() == ["60.5", "1234.5"]
    assert found.arrays["energy"][1] == 1234.5
    assert not found.problems


def test_ragged_rows_stay_flawed(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("energy [kWh],power [kW]\n60\n60,300\n")
    found = read_inputs(read_table(str(path)), parity=False)
    assert told(found) == {0: "the row: 1 cell in '60'; the heading has 2."}
