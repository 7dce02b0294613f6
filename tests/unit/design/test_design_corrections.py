"""Each correction of electrode, cell and sizing, against the quirk it replaces."""

from dataclasses import fields

import numpy as np
import pytest

import design_given as given
from cellworth.core.record import replace
from cellworth.design.corrections import DesignCorrections, corrected, parity
from cellworth.design.electrode.pulse import temperature_factor
from cellworth.design.pack.copper import tab_share
from cellworth.design.sizing.design import design_cell


def with_only(name):
    return replace(parity(), **{name: True})


def designs(name, **changes):
    """The same battery in parity and with one correction."""
    return (
        design_cell(*given.default_case(**changes)),
        design_cell(*given.default_case(corrections=with_only(name), **changes)),
    )


def test_parity_corrects_nothing_and_corrected_everything():
    assert not any(getattr(parity(), field.name) for field in fields(DesignCorrections))
    assert all(getattr(corrected(), field.name) for field in fields(DesignCorrections))


def test_derived_properties_follow_overrides():
    entered = replace(given.no_overrides(), positive_porosity=np.asarray([35.0]))
    plain = given.default_case()[0].kinetics
    stale = given.default_case(entered=entered)[0].kinetics
    fresh = given.default_case(entered=entered, corrections=with_only("derived_properties"))[0].kinetics

    np.testing.assert_array_equal(stale.positive_specific_area, plain.positive_specific_area)
    np.testing.assert_allclose(
        fresh.positive_specific_area, plain.positive_specific_area * (1.0 - 0.35) / (1.0 - 0.25)
    )
    np.testing.assert_allclose(
        fresh.positive_thickness_reference,
        plain.positive_thickness_reference * (1.0 - 0.25) / (1.0 - 0.35),
    )


def test_reference_thickness_takes_the_couples_ratio():
    name = "LMO-LTO (Energy)"
    stale = given.default_case(couple=name)[0]
    fresh = given.default_case(couple=name, corrections=with_only("np_ratio_in_reference"))[0]
    ratio = fresh.kinetics.negative_thickness_reference / stale.kinetics.negative_thickness_reference

    np.testing.assert_allclose(ratio, 1.02 / 1.1, rtol=1e-13)
    np.testing.assert_array_equal(
        fresh.kinetics.positive_thickness_reference, stale.kinetics.positive_thickness_reference
    )


def test_diffusion_term_is_that_of_the_reference():
    before, after = designs("diffusion_term", power=[3000.0], energy=[100.0], charging_asked=[False])
    for design, squared in ((before, True), (after, False)):
        share = design.impedance.power_c_rate / 120.0
        solid = 1.0 - share**2 if squared else (1.0 - share) ** 2
        ionic = 1.0 - design.impedance.power_current_density / 100.0
        scale = design.impedance.asi_positive_interface * design.sized.positive_coating_thickness
        np.testing.assert_allclose(
            scale * np.sqrt(solid * ionic),
            before_scale(design),
            rtol=1e-12,
        )


def before_scale(design):
    """Positive interface times thickness at no rate, from worked values of the same couple."""
    at_rest = 0.4057584076555345 * 120.0
    rate, density = 3.093367270983305 / 120.0, 24.96096746609343 / 100.0
    return at_rest * np.sqrt((1.0 - rate**2) * (1.0 - density)) * np.ones_like(design.impedance.asi_power)


def test_one_gas_constant():
    couple, *_, parameters, _ = given.default_case()
    energy = couple.kinetics.activation_energy

    def factor(celsius, switches):
        return temperature_factor(np.asarray([celsius]), energy, parameters.physics, switches)

    def published(celsius):
        return np.exp(-30000.0 / 8.31 * (1.0 / 298.0 - 1.0 / (celsius + 273.0)))

    def exact(celsius):
        return np.exp(-30000.0 / 8.314 * (1.0 / 298.15 - 1.0 / (celsius + 273.15)))

    for celsius in (0.0, 25.0, 40.0):
        np.testing.assert_allclose(factor(celsius, parity()), published(celsius), rtol=1e-12)
        np.testing.assert_allclose(factor(celsius, with_only("one_gas_constant")), exact(celsius), rtol=1e-12)


def test_energy_of_a_capacity():
    before, after = designs("energy_of_capacity", energy=[np.nan], capacity=[200.0])

    np.testing.assert_allclose(before.goals.energy_target, 200.0 * before.open_circuit.cell_ocv_average)
    np.testing.assert_allclose(
        after.goals.energy_target, 200.0 * after.electrics.pack_voltage / 1000.0, rtol=1e-13
    )
    np.testing.assert_allclose(after.goals.energy_target, after.electrics.pack_energy, rtol=1e-12)


def test_charge_model_takes_the_cells_capacity():
    before, after = designs("charge_model_capacity", modules_per_row=[10.0], rows=[2.0])
    estimate = before.goals.capacity_estimate

    np.testing.assert_allclose(before.limits.charge_model_capacity, estimate / 2.0)
    np.testing.assert_allclose(after.limits.charge_model_capacity, estimate / 4.0)


def test_charge_model_knows_capacity_targets():
    before, after = designs("charge_model_capacity", energy=[np.nan], capacity=[200.0])

    np.testing.assert_array_equal(before.limits.charge_model_capacity, 0.0)
    np.testing.assert_array_equal(after.limits.charge_model_capacity, 50.0)


def test_tab_resistance_in_one_unit():
    before, after = designs("tab_resistance", cells_in_parallel=[4.0])
    piece = before.conductors.cell_interconnect_resistance / (20.0 - 4.0)
    straight = before.conductors.tab_resistance - 5.0 / 16.0 * piece / 100.0
    after_piece = after.conductors.cell_interconnect_resistance / (20.0 - 4.0)

    np.testing.assert_allclose(
        after.conductors.tab_resistance, straight + 5.0 / 16.0 * after_piece, rtol=1e-12
    )


def test_tab_share_for_any_number_in_parallel():
    layout = replace(given.layout(), cells_in_parallel=np.arange(1.0, 7.0))
    hardware = given.design_parameters().conductors
    sums = [sum((i / n) ** 2 for i in range(1, n - 1)) for n in range(1, 7)]

    np.testing.assert_allclose(tab_share(layout, hardware, parity()), [0.0, 0.0, 0.25, 0.3125, 0.0, 0.0])
    np.testing.assert_allclose(tab_share(layout, hardware, with_only("tab_share")), sums, atol=1e-15)


def test_bus_bars_follow_the_charging_in_force():
    before, after = designs("bus_bars_follow_charging", vehicle="PHEV", energy=[16.0], power=[100.0])

    np.testing.assert_array_equal(before.operation.bus_bar_heating_rate, 0.04)
    np.testing.assert_array_equal(after.operation.bus_bar_heating_rate, 0.10)


@pytest.mark.parametrize(("in_series", "times"), [(True, 2.0), (False, 1.0)])
def test_power_of_packs_in_parallel(in_series, times):
    before, after = designs("packs_in_power", packs_per_vehicle=[2.0], packs_in_series=[in_series])

    np.testing.assert_allclose(before.electrics.system_power, times * before.electrics.pack_power)
    np.testing.assert_allclose(after.electrics.system_power, 2.0 * after.electrics.pack_power)
