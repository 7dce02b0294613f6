import numpy as np
import pytest

import design_given as given
from cellworth.design.sizing.design import design_cell


def use(**changes):
    return design_cell(*given.default_case(**changes)).operation


def test_vehicle_gives_pulse_and_window():
    found = use()

    assert [found.pulse_time[0], found.soc_at_power[0]] == [10.0, 20.0]
    assert [found.soc_at_upper[0], found.soc_at_lower[0], found.usable_share[0]] == [95.0, 10.0, 85.0]


def test_pulse_entered_acts_only_where_the_default_is_off():
    on = use(pulse_duration=[4.0], soc_for_power=[55.0])
    off = use(pulse_duration=[4.0], soc_for_power=[55.0], default_power=[False])

    assert [on.pulse_time[0], on.soc_at_power[0]] == [10.0, 20.0]
    assert [off.pulse_time[0], off.soc_at_power[0]] == [4.0, 55.0]


def test_without_default_and_without_entry_the_vehicle_rules():
    off = use(default_power=[False])

    assert [off.pulse_time[0], off.soc_at_power[0]] == [10.0, 20.0]


def test_a_limit_of_zero_percent_is_a_value():
    found = use(soc_lower=[0.0])

    assert [found.soc_at_lower[0], found.usable_share[0]] == [0.0, 95.0]


@pytest.mark.parametrize(
    ("vehicle", "asked", "in_force", "time"),
    [
        ("EV", True, True, 25.0),
        ("EV", False, False, 60.0),
        ("PHEV", True, False, 60.0),
        ("HEV-HP", True, False, 60.0),
        ("mildHEV", True, False, 60.0),
    ],
)
def test_charging_needs_the_vehicle(vehicle, asked, in_force, time):
    found = use(vehicle=vehicle, charging_asked=[asked], recharge_time=[25.0], energy=[20.0], power=[50.0])

    assert bool(found.charging_in_force[0]) is in_force
    assert found.charge_time[0] == time
    assert found.bus_bar_heating_rate[0] == (0.04 if asked else 0.10)


@pytest.mark.parametrize(("vehicle", "thickness"), [("EV", 20.0), ("PHEV", 16.0), ("HEV-HP", 12.0)])
def test_cell_thickness_of_the_vehicle(vehicle, thickness):
    assert use(vehicle=vehicle, energy=[20.0], power=[50.0]).stack_thickness_target[0] == thickness


def test_cell_thickness_entered():
    np.testing.assert_array_equal(use(cell_thickness_target=[14.0]).stack_thickness_target, 14.0)


def test_two_packs_in_series_and_in_parallel():
    series = design_cell(*given.default_case(packs_per_vehicle=[2.0], packs_in_series=[True]))
    parallel = design_cell(*given.default_case(packs_per_vehicle=[2.0], packs_in_series=[False]))

    np.testing.assert_allclose(series.electrics.system_voltage, 2.0 * series.electrics.pack_voltage)
    np.testing.assert_allclose(parallel.electrics.system_voltage, parallel.electrics.pack_voltage)
    np.testing.assert_allclose(series.electrics.system_capacity, series.sized.pack_capacity)
    np.testing.assert_allclose(parallel.electrics.system_capacity, 2.0 * parallel.sized.pack_capacity)
