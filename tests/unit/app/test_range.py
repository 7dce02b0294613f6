"""Range of named cars, of tables of cars, and the pack for a range."""

import json

import numpy as np
import pyarrow.csv as arrow_csv
import pytest

from cellworth.app.named_car import named_car
from cellworth.app.range import car_range
from cellworth.app.range_table import range_table
from cellworth.core.errors import InputError
from cellworth.core.record import named_arrays
from cellworth.engine.executors import ALONE
from cellworth.engine.vehicle_results import label_of
from cellworth.engine.vehicle_stage import (
    CarPack,
    complete_car,
    cycle_uses,
    elasticity_to_mass,
    energy_at_range,
    evaluate_ranges,
)
from cellworth.io.car_columns import named_cars
from cellworth.io.vehicle_parameters import car_keys, vehicle_model
from cellworth.strategy.equal_range import pack_energy_at_range

HEADINGS = (
    "vehicle,model_year,battery_total_kwh,battery_usable_kwh,motor_kw,curb_mass_kg,etw_lb,"
    "coastdown_a_lbf,coastdown_b_lbf_per_mph,coastdown_c_lbf_per_mph2,drag_coefficient,frontal_area_m2"
)
FULL = "Leaf,2016,30,28,80,1538,3750,29.92,0.076,0.02195,0.28,2.276"


def table(tmp_path, *rows, headings=HEADINGS):
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("\n".join([headings, *rows]) + "\n")
    report = range_table(str(source), str(target))
    return report, arrow_csv.read_csv(target).to_pylist()


def test_own_pack_changes_nothing():
    car = named_car("leaf-2016")
    answer = car_range("leaf-2016").rows[0].values
    assert answer["test_mass"] == pytest.approx(3750 * 0.45359237)
    assert answer == car_range("LEAF-2016", energies=["30 kWh"]).rows[0].values
    assert answer["carried_mass"] == pytest.approx(float(car.pack.carried_mass[0]))


def test_the_pack_for_a_range_gives_it():
    row = car_range("leaf-2018", wanted="250 mi").rows[-1].values
    assert row["label_range"] == pytest.approx(250.0, rel=1e-6)
    again = car_range("leaf-2018", energies=[f"{row['total_energy']!r} kWh"]).rows[0].values
    assert again["label_range"] == pytest.approx(250.0, rel=1e-6)


def test_range_grows_less_than_the_pack():
    small, large = (row.values for row in car_range("leaf-2016", energies=["24 kWh", "60 kWh"]).rows)
    assert 2.0 < large["label_range"] / small["label_range"] < 2.5
    assert large["test_mass"] - small["test_mass"] == pytest.approx(
        large["carried_mass"] - small["carried_mass"]
    )


def test_packs_of_a_case():
    answer = car_range("leaf-2016", case="nissan-aesc-2016", wanted="250 mi")
    energies = {row.title: row.values["total_energy"] for row in answer.rows}
    assert energies["Leaf 24 kWh"] == pytest.approx(24.0)
    assert energies["announced 60 kWh"] == pytest.approx(60.0)
    reached = [row.values["label_range"] for row in answer.rows if row.title.endswith("250 mi")]
    assert len(reached) * 2 == len(answer.rows)
    assert reached == pytest.approx([250.0] * len(reached), rel=1e-6)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"vehicle": "lief-2016"}, "Did you mean 'leaf-2016'"),
        ({"vehicle": "leaf-2016", "energies": ["30"]}, "no unit"),
        ({"vehicle": "leaf-2016", "energies": ["0 kWh"]}, "above zero"),
        ({"vehicle": "leaf-2016", "energies": ["30 kg"]}, "another kind of unit"),
        ({"vehicle": "leaf-2016", "couple": "NMC9"}, "no couple has this name"),
        ({"vehicle": "leaf-2016", "wanted": "5000 mi"}, "no pack gives this range"),
    ],
)
def test_what_cannot_be_is_refused(arguments, words):
    with pytest.raises(InputError, match=words):
        car_range(**arguments)


def test_a_pack_of_linear_mass_agrees_with_the_closed_form():
    """S77 with this car's consumption and elasticity: the same pack within the bend of the model."""
    model, specific = vehicle_model(), 140.0 * 3600.0
    complete = complete_car(named_cars(["leaf-2018"]), np.asarray([0.02]), model)
    car = named_car("leaf-2018")
    own = CarPack(carried_mass=complete.total_energy / specific, battery_loss_share=np.asarray([0.02]))
    usable = complete.car.discharge_energy / complete.total_energy
    wanted = np.asarray([400e3])

    def udds(loaded):
        return loaded.discharge_energy / cycle_uses(loaded, model, ("udds",))["udds"].energy_use

    from cellworth.engine.vehicle_stage import with_pack

    found = energy_at_range(
        wanted,
        lambda energy: CarPack(carried_mass=energy / specific, battery_loss_share=np.asarray([0.02])),
        lambda energy, pack: with_pack(complete.car, own, pack, energy * usable, model),
        udds,
        complete.total_energy,
    )
    elasticity = elasticity_to_mass(complete.car, model, "udds", np.asarray([50.0]))
    assert 0.3 < elasticity[0] < 0.8
    closed = pack_energy_at_range(
        wanted / 1000.0,
        cycle_uses(complete.car, model, ("udds",))["udds"].energy_use / 3600.0,
        elasticity,
        complete.car.test_mass,
        complete.car.test_mass - own.carried_mass,
        usable,
        np.asarray([0.140]),
    )
    assert found[0] / 3.6e6 == pytest.approx(closed[0], rel=0.01)
    assert car.key == "leaf-2018"


def test_blocks_give_the_same_as_one_car():
    model, keys = vehicle_model(), list(car_keys())
    car = complete_car(named_cars(keys), np.full(len(keys), np.nan), model).car
    inputs = {name: np.resize(array, 1300) for name, array in named_arrays(car)}
    found = evaluate_ranges(inputs, model, workers=ALONE)
    np.testing.assert_allclose(found["label_range"][: len(keys)], label_of(car, model), rtol=1e-12)
    np.testing.assert_allclose(found["label_range"][1275 : 1275 + 17], label_of(car, model), rtol=1e-12)


def test_table_says_what_is_estimated(tmp_path):
    rows = [FULL, "Less,,30,,,,,,,,,", "More,2016,30,28,80,1538,3750,,,,0.28,2.276"]
    report, found = table(tmp_path, *rows)
    assert (report.n_rows, report.n_done) == (3, 3)
    told = [row["estimated"] for row in found]
    assert told[0] == "charging efficiency"
    for word in ("usable energy", "mass", "road load", "drag", "motor power", "model year"):
        assert word in told[1]
    assert "road load" in told[2]
    assert "drag" not in told[2]
    errors = [row["range_error [%]"] for row in found]
    assert errors[0] < errors[2] < errors[1]
    assert found[2]["label_range [mi]"] == pytest.approx(found[0]["label_range [mi]"], rel=0.15)


def test_table_reads_no_label(tmp_path):
    labels = "epa_range_mi,unadj_udds_range_mi,adjustment_factor,ac_recharge_kwh"
    (tmp_path / "a").mkdir()
    _, plain = table(tmp_path, FULL)
    _, with_labels = table(tmp_path / "a", f"{FULL},1,2,3,4", headings=f"{HEADINGS},{labels}")
    assert {name: with_labels[0][name] for name in plain[0]} == plain[0]
    assert with_labels[0]["epa_range_mi"] == 1


def test_flawed_rows_stay_in_place(tmp_path):
    rows = ["None,2016,,,80,1538,3750,,,,,", FULL, "Odd,2016,30,35,80,,,,,,,", "Text,2016,thirty,,,,,,,,,"]
    report, found = table(tmp_path, *rows)
    assert (report.n_rows, report.n_done) == (4, 1)
    assert [row["label_range [mi]"] is None for row in found] == [True, False, True, True]
    assert "both empty" in found[0]["problem"]
    assert "above the total energy" in found[2]["problem"]
    assert "battery_total_kwh" in found[3]["problem"]
    assert str(report.problems[0]).startswith(f"{tmp_path / 'in.csv'}, line 2, battery_total_kwh")


@pytest.mark.parametrize(
    ("headings", "words"),
    [("battery_totl_kwh,etw_lb", "battery_total_kwh"), ("etw_lb,motor_kw", "no column battery_total_kwh")],
)
def test_headings_that_cannot_be_are_refused(tmp_path, headings, words):
    with pytest.raises(InputError, match=words):
        table(tmp_path, "30,3750", headings=headings)


def test_units_may_stand_in_a_cell(tmp_path):
    _, found = table(tmp_path, FULL, FULL.replace(",30,28,", ",30000 Wh,28 kWh,"))
    assert found[0]["label_range [mi]"] == found[1]["label_range [mi]"]


def test_command_prints_one_car(cellworth):
    code, out, err = cellworth("range", "--vehicle", "leaf-2016", "--energy", "30 kWh")
    assert code == 0
    assert out.startswith("Nissan Leaf (30 kWh), 2016 SV/SL: 30 kWh, NMC333-G (Power)\n\nRange\n")
    assert "label is that of two cycles" in err


def test_command_prints_packs_and_json(cellworth):
    code, out, _ = cellworth("range", "--vehicle", "leaf-2016", "--energy", "24 kWh", "--range", "250 mi")
    assert code == 0
    assert [line.split("  ")[0] for line in out.splitlines()[2:]] == ["pack", "24 kWh", "pack for 250 mi"]
    content = json.loads(cellworth("range", "--vehicle", "leaf-2016", "--json")[1])
    assert content["units"]["label_range"] == "mi"
    assert content["packs"][0]["values"]["total_energy"] == pytest.approx(30.0)


def test_command_lists_cars_and_wants_one_task(cellworth):
    assert "leaf-2016" in cellworth("range", "--cars")[1]
    assert cellworth("range")[0] == 2
    assert cellworth("range", "--cars", "--vehicle", "leaf-2016")[0] == 2


def test_pack_for_a_range(cellworth):
    code, out, err = cellworth("pack", "--range", "250 mi", "--vehicle", "leaf-2018", "--json")
    assert code == 0
    content = json.loads(out)
    wanted = car_range("leaf-2018", wanted="250 mi").rows[-1].values
    assert content["inputs"]["energy"] == pytest.approx(wanted["total_energy"], rel=1e-6)
    assert content["outputs"]["pack_mass"] == pytest.approx(wanted["carried_mass"], rel=1e-6)
    assert content["inputs"]["couple"] == "NMC622-G (Power)"
    assert "kWh give leaf-2018 250 mi on the label" in err


@pytest.mark.parametrize(
    "more",
    [
        [],
        ["--vehicle", "EV"],
        ["--vehicle", "leaf-2018", "--energy", "40 kWh"],
        ["--vehicle", "leaf-2018", "--parity"],
    ],
)
def test_pack_for_a_range_wants_a_car_and_no_size(cellworth, more):
    assert cellworth("pack", "--range", "250 mi", *more)[0] == 2
