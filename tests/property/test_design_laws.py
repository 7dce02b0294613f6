"""What must hold for any battery: monotone, scale-free, summing up."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from cellworth.design.sizing.design import design_cell
from cellworth.design.sizing.states import DESIGNED
from design_given import default_case

POWERS = st.floats(60.0, 500.0)
ENERGIES = st.floats(40.0, 150.0)
COUPLES = st.sampled_from(["NMC811-G (Energy)", "LFP-G (Energy)", "NMC622-G (Power)", "LMO-LTO (Energy)"])
GAP = 1e-9


@settings(max_examples=25, deadline=None)
@given(couple=COUPLES, energy=ENERGIES, power=POWERS)
def test_longer_recharge_never_thins_the_coating(couple, energy, power):
    """With real layers, as whole ones jump."""
    times = np.asarray([10.0, 15.0, 25.0, 40.0, 60.0])
    case = default_case(couple=couple, energy=[energy], power=[power], recharge_time=times)
    sized = design_cell(*case, whole_layers=False).sized
    thickness = sized.positive_coating_thickness[sized.design_state == DESIGNED]

    narrow = sized.feedthrough_width[sized.design_state == DESIGNED]
    for width in (40.0, 50.0):
        assert np.all(np.diff(thickness[narrow == width]) >= -GAP)


@settings(max_examples=25, deadline=None)
@given(couple=COUPLES, energy=ENERGIES)
def test_more_power_never_thickens_the_coating(couple, energy):
    powers = np.linspace(50.0, 900.0, 8)
    case = default_case(couple=couple, energy=[energy], power=powers, charging_asked=[False])
    sized = design_cell(*case, whole_layers=False).sized
    good = sized.design_state == DESIGNED

    for width in (40.0, 50.0):
        chosen = good & (sized.feedthrough_width == width)
        assert np.all(np.diff(sized.positive_coating_thickness[chosen]) <= GAP)


@settings(max_examples=25, deadline=None)
@given(couple=COUPLES, energy=ENERGIES, power=POWERS)
def test_cell_is_the_sum_of_its_parts(couple, energy, power):
    case = default_case(couple=couple, energy=[energy], power=[power])
    design, properties = design_cell(*case), case[0]
    parts, physics = design.materials, case[4].physics
    copper, aluminum = physics.density_copper, physics.density_aluminum
    negative = np.where(properties.negative.negative_foil_aluminum, aluminum, copper)
    foils = (
        parts.positive_foil_area * properties.positive.positive_collector_thickness * aluminum
        + parts.negative_foil_area * properties.negative.negative_collector_thickness * negative
    )
    separator = (
        parts.separator_area
        * properties.between.separator_layer_thickness
        * properties.kinetics.separator_density
    )
    whole = (
        parts.positive_active_mass
        + parts.positive_carbon_mass
        + parts.positive_binder_mass
        + parts.negative_active_mass
        + parts.negative_carbon_mass
        + parts.negative_binder_mass
        + parts.electrolyte_mass
        + parts.positive_terminal_mass
        + parts.negative_terminal_mass
        + parts.container_mass
        + foils
        + separator
    )

    np.testing.assert_allclose(whole, parts.cell_mass, rtol=1e-12)


@settings(max_examples=25, deadline=None)
@given(couple=COUPLES, energy=ENERGIES, power=POWERS)
def test_rated_power_is_the_power_asked(couple, energy, power):
    design = design_cell(*default_case(couple=couple, energy=[energy], power=[power]))

    if design.sized.design_state[0] == DESIGNED:
        np.testing.assert_allclose(design.electrics.pack_rated_power, power, rtol=1e-10)
        assert design.electrics.pack_power[0] >= power * (1.0 - GAP)
