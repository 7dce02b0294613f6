"""Each correction moves what it should, by as much as it should."""

from dataclasses import fields

import numpy as np
import pytest

import pack_given as given
from cellworth.core.record import replace
from cellworth.design.pack.bms import bms_parts
from cellworth.design.pack_corrections import CORRECTED, PARITY, PackCorrections
from cellworth.engine.pack_stage import pack_cells, pack_detail
from cellworth.io.pack_parameters import pack_parameters

FOLD = 1.0
NUMBERS = pack_parameters()


def packs(corrections, inputs=None, cell=None):
    inputs, cell = inputs or given.pack_inputs(), cell or given.sized_cells()
    pack = pack_cells(inputs, cell, NUMBERS, corrections)
    return pack, pack_detail(inputs, cell, pack, FOLD, NUMBERS, corrections)


@pytest.fixture(scope="module")
def published():
    return packs(PARITY)


def only(name):
    return replace(PARITY, **{name: True})


@pytest.fixture(scope="module")
def layout():
    return given.pack_inputs().layout


def test_each_correction_is_one_switch():
    assert all(item.type is bool or item.type == "bool" for item in fields(PackCorrections))
    assert CORRECTED != PARITY


def test_coolant_fills_pipes_of_their_own_diameter(published):
    right, _ = packs(only("coolant_diameters"))
    cooling = published[0].cooling
    removed = (
        np.pi
        / 4e6
        * 1.07
        * (
            cooling.manifold_length * (30.0**2 - 25.0**2)
            + cooling.connecting_tube_length * (15.0**2 - 12.0**2)
        )
    )
    np.testing.assert_allclose(cooling.coolant_mass - right.cooling.coolant_mass, removed, rtol=1e-9)


def test_coolant_fills_both_panels_of_a_row(published, layout):
    right, _ = packs(only("coolant_panel_count"))
    pack = published[0]
    one_panel = 5.0 * pack.module.conductor_sheet_length * pack.cooling.coolant_panel_length * 1.07e-6
    added = right.cooling.coolant_mass - pack.cooling.coolant_mass
    np.testing.assert_allclose(added, layout.rows * one_panel, rtol=1e-9)


def test_interconnects_weigh_as_many_as_resist():
    right, _ = packs(only("module_interconnect_mass_count"))
    count = right.wiring.module_interconnects_mass / right.wiring.module_interconnect_mass
    np.testing.assert_allclose(count, given.numbers("bd_module_interconnects_number_per_pack"), rtol=1e-12)


def test_label_of_the_angle_iron_is_that_of_the_frame():
    right, _ = packs(only("angle_iron_label"))
    np.testing.assert_array_equal(right.jacket.angle_iron == 0.0, right.jacket.angle_iron_mass == 0.0)


def test_one_board_in_the_management_unit():
    right, _ = packs(only("bmu_boards"))
    np.testing.assert_allclose(right.bms_size.bmu_mass, 0.04 + 0.02 * right.bms_parts.asic_count, rtol=1e-12)


def test_contactors_follow_the_voltage_of_their_pack():
    cell, inputs = given.sized_cells(), given.pack_inputs()
    pack = np.full_like(cell.open_circuit.system_ocv_average, 40.0)
    voltages = replace(cell.open_circuit, system_ocv_average=2.0 * pack, pack_ocv_average=pack)

    def main_contactors(corrections):
        parts = bms_parts(inputs.layout, cell.counts, voltages, inputs.vehicle, NUMBERS.bms, corrections)
        return parts.bms_part_count["contactor_main"]

    several = cell.counts.modules_per_pack > 1.0
    assert np.all(main_contactors(PARITY)[several] == 1.0)
    assert np.all(main_contactors(only("bms_voltage_of_pack")) == 0.0)


def test_heat_does_not_depend_on_how_packs_are_joined(layout):
    corrections = replace(only("sustained_power_per_pack"), heat_packs_once=True)
    together, _ = packs(corrections)
    several = layout.packs_per_vehicle > 1.0
    cell = given.sized_cells()
    current = 1000.0 * together.heat.sustained_power / together.heat.sustained_voltage
    expected = current**2 * together.heat.sustained_resistance
    np.testing.assert_allclose(together.heat.sustained_heat, expected, rtol=1e-12)
    voltage = together.heat.sustained_voltage[several]
    assert np.all(voltage < cell.open_circuit.pack_ocv_average[several])
    total = together.heat.sustained_heat + together.heat.ambient_heat
    np.testing.assert_allclose(together.heat.heat_with_ambient, total, rtol=1e-12)


def test_pulse_of_one_pack_takes_one_packs_power(published, layout):
    _, right = packs(only("pulse_power_per_pack"))
    np.testing.assert_allclose(
        right.pulse.pulse_current * layout.packs_per_vehicle, published[1].pulse.pulse_current, rtol=1e-12
    )


def test_heat_enters_through_six_faces(published):
    right, _ = packs(only("insulation_end_faces"))
    size = published[0].size
    ends = 2.0 * (size.pack_width - 12.0) * (size.pack_height - 12.0) / 100.0
    added = right.heat.insulation_area - published[0].heat.insulation_area
    np.testing.assert_allclose(added, ends, rtol=1e-9)


def test_beyond_the_largest_unit_several_are_taken():
    hot = replace(given.pack_inputs(), temperature=given.numbers("in_discharge_temperature_degc") - 2000.0)
    published, _ = packs(PARITY, hot)
    right, _ = packs(only("several_cooling_units"), hot)
    heat = right.heat.pack_heat_to_remove
    beyond = heat >= 6000.0
    assert beyond.any()
    assert not beyond.all()
    assert np.all(np.isnan(published.unit.thermal_base_price) == beyond)
    number = np.ceil(heat / 6000.0)[beyond]
    np.testing.assert_allclose(right.unit.thermal_base_price[beyond], 200.0 * number)
    np.testing.assert_array_equal(right.unit.cooling_unit[beyond], 4.0)


def test_every_system_holds_its_cooling_unit():
    right, _ = packs(only("cooling_in_system_size"))
    np.testing.assert_array_equal(
        right.system_summary.system_mass, right.system_summary.system_mass_with_cooling
    )
    unit = right.system_summary.system_volume - right.totals.packs_volume
    np.testing.assert_allclose(unit, right.unit.cooling_unit_volume, rtol=1e-9)


def test_energy_of_all_packs_over_all_cells(layout):
    right, detail = packs(only("energy_of_all_packs"))
    cell = given.sized_cells()
    all_cells = cell.counts.cells_per_system * cell.materials.cell_mass / 1e6
    expected = layout.packs_per_vehicle * cell.electrics.pack_energy / all_cells
    np.testing.assert_allclose(detail.cell_summary.cell_specific_energy, expected, rtol=1e-12)
    assert np.all(right.system_summary.packs_specific_energy < detail.cell_summary.cell_specific_energy)


def test_rated_power_of_module_and_cell_adds_up_to_the_packs():
    _, right = packs(only("rated_power_of_parts"))
    cell = given.sized_cells()
    summed = right.module_summary.module_rated_power * cell.counts.modules_per_pack
    np.testing.assert_allclose(summed, cell.electrics.pack_rated_power, rtol=1e-12)


def test_groups_add_up_to_the_mass_of_all_packs(published, layout):
    pack, detail = packs(only("mass_split_of_packs"))
    np.testing.assert_allclose(detail.split.all_groups_mass, pack.totals.packs_mass, rtol=1e-12)
    one = layout.packs_per_vehicle == 1.0
    np.testing.assert_allclose(
        published[1].split.all_groups_mass[one], published[0].totals.packs_mass[one], rtol=1e-12
    )


def test_error_two_looks_at_modules():
    odd = replace(given.pack_inputs().layout, rows=np.full(493, 3.0), modules_in_parallel=np.full(493, 2.0))
    inputs = replace(given.pack_inputs(), layout=odd)
    cell = given.sized_cells()
    cell = replace(cell, counts=replace(cell.counts, modules_per_pack=np.full(493, 6.0)))
    published, _ = packs(PARITY, inputs, cell)
    right, _ = packs(only("modules_divisible"), inputs, cell)
    assert published.checks.design_error["2"].all()
    assert not right.checks.design_error["2"].any()
