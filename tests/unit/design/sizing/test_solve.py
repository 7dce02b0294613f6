import numpy as np
import pytest

import design_given as given
from cellworth.core.record import replace
from cellworth.design.corrections import corrected, parity
from cellworth.design.sizing import solve
from cellworth.design.sizing.design import design_cell
from cellworth.design.sizing.hardware import Resistance, real_body, whole_body
from cellworth.design.sizing.newton import first_guess, hardware_asi
from cellworth.design.sizing.prepare import size_cell, sizing_parts
from cellworth.design.sizing.problem import starting_point
from cellworth.design.sizing.states import (
    DESIGNED,
    MISSING,
    NO_ENERGY,
    NO_POWER,
    NOT_CONVERGED,
    RATE_TOO_HIGH,
)
from cellworth.design.sizing.steps import stepped

RANDOM_DESIGNS = 4000
FEW, MANY = (2, 5), (25, 25)


def random_designs(switches):
    """Reference designs, drawn again and again with other power, energy and recharge time."""
    draw = np.random.default_rng(20)
    places = draw.integers(0, len(given.rows()), RANDOM_DESIGNS)
    couple, targets, layout, vehicle, parameters, switches = given.everything(switches)
    targets = given.taken(targets, places)
    targets = replace(
        targets,
        power=targets.power * draw.uniform(0.5, 1.3, RANDOM_DESIGNS),
        energy=targets.energy * draw.uniform(0.7, 1.6, RANDOM_DESIGNS),
        recharge_time=targets.recharge_time * draw.uniform(0.8, 1.5, RANDOM_DESIGNS),
    )
    rest = (given.taken(layout, places), given.taken(vehicle, places), parameters, switches)
    return (given.taken(couple, places), targets, *rest)


def parts_of(arguments):
    couple, targets, layout, vehicle, parameters, switches = arguments
    start = starting_point(couple, targets, layout, vehicle, parameters, switches)
    return sizing_parts(start, couple, targets, layout, vehicle, parameters, switches)


def with_more_steps(monkeypatch):
    for name, steps in (("FIRST_STEPS", 30), ("OTHER_STEPS", 20), ("TRIAL_STEPS", 8), ("FINAL_STEPS", 20)):
        monkeypatch.setattr(solve, name, (steps, steps))


@pytest.mark.parametrize("switches", [parity(), corrected()], ids=["parity", "corrected"])
def test_steps_suffice_for_the_reference_designs(monkeypatch, switches):
    arguments = given.everything(switches)
    parts, ends = parts_of(arguments), arguments[4:]
    sized = size_cell(parts, *ends)
    with_more_steps(monkeypatch)
    exact = size_cell(parts, *ends)

    np.testing.assert_allclose(sized.positive_area, exact.positive_area, rtol=1e-11)
    np.testing.assert_allclose(sized.pack_capacity, exact.pack_capacity, rtol=1e-11)
    np.testing.assert_array_equal(sized.bicell_layers, exact.bicell_layers)
    np.testing.assert_array_equal(sized.feedthrough_width, exact.feedthrough_width)


@pytest.mark.parametrize("switches", [parity(), corrected()], ids=["parity", "corrected"])
def test_steps_suffice_for_random_designs(monkeypatch, switches):
    arguments = random_designs(switches)
    parts, ends = parts_of(arguments), arguments[4:]
    sized = size_cell(parts, *ends)
    with_more_steps(monkeypatch)
    exact = size_cell(parts, *ends)
    both = (sized.design_state == DESIGNED) & (exact.design_state == DESIGNED)

    assert np.mean(sized.design_state == DESIGNED) > 0.98
    assert np.mean(sized.design_state == NOT_CONVERGED) < 0.002
    same = both & (sized.bicell_layers == exact.bicell_layers)
    assert np.sum(both & ~same) <= RANDOM_DESIGNS // 1000
    np.testing.assert_allclose(sized.positive_area[same], exact.positive_area[same], rtol=1e-10)


@pytest.mark.parametrize("switches", [parity(), corrected()], ids=["parity", "corrected"])
def test_solution_meets_its_own_equations(switches):
    """Energy, thickness and area as the report computes them, which the solve does not use."""
    arguments = random_designs(switches)
    design = design_cell(*arguments)
    targets = arguments[1]
    good = design.sized.design_state == DESIGNED
    by_energy = good & np.isnan(targets.capacity)
    limits, sized = design.limits, design.sized
    smallest = np.minimum.reduce(
        [
            limits.coating_power,
            limits.coating_energy,
            limits.coating_charge,
            arguments[0].positive.positive_coating_limit,
        ]
    )
    free = good & np.isnan(targets.positive_thickness) & (limits.limited_by != 5)
    fixed = good & ~np.isnan(targets.positive_thickness)

    np.testing.assert_allclose(design.electrics.pack_energy[by_energy], targets.energy[by_energy], rtol=1e-10)
    np.testing.assert_allclose(sized.positive_coating_thickness[free], smallest[free], rtol=1e-9)
    if not switches.current_limit_with_override:
        np.testing.assert_allclose(
            sized.positive_coating_thickness[fixed], targets.positive_thickness[fixed], rtol=1e-11
        )


@pytest.mark.parametrize("whole", [True, False])
def test_hardware_of_the_solve_is_the_sum_of_the_eleven_terms(whole):
    arguments = given.everything()
    parts, parameters = parts_of(arguments), arguments[4]
    design = design_cell(*arguments, whole_layers=whole)
    sized = design.sized
    narrow = sized.feedthrough_width == parameters.cell.feedthrough_narrow
    near = Resistance(*(np.where(narrow, a, b) for a, b in zip(parts.narrow, parts.wide, strict=True)))
    stack = (parts.problem, parts.layers)
    if whole:
        body = whole_body(*stack, sized.bicell_layers, near, parts.far, parameters)
    else:
        body = real_body(*stack, sized.cell_thickness, near, parts.far, parameters)
    charge = sized.positive_area * sized.positive_coating_thickness / parts.problem.area_scale

    found = hardware_asi(body, sized.positive_area, charge)

    np.testing.assert_allclose(found, design.hardware.asi_hardware, rtol=1e-13)


def test_layers_are_whole_and_set_the_thickness():
    sized, geometry = given.designed().sized, given.designed().geometry
    couple = given.couples()
    layers = sized.bicell_layers
    pouch = 2.0 * 150.0 + couple.negative.negative_collector_thickness

    np.testing.assert_array_equal(layers, np.round(layers))
    np.testing.assert_allclose(
        sized.cell_thickness, (layers * geometry.bicell_thickness / 0.97 + pouch) / 1000.0, rtol=1e-13
    )


def test_real_layers_keep_the_thickness():
    design = design_cell(*given.everything(), whole_layers=False)

    np.testing.assert_array_equal(design.sized.cell_thickness, design.operation.stack_thickness_target)


def test_feedthrough_follows_the_width_where_it_can():
    sized, geometry = given.designed().sized, given.designed().geometry
    agrees = (geometry.positive_width > 84.0) == (sized.feedthrough_width == 50.0)

    assert np.mean(agrees) > 0.99


def state_of(**changes):
    return design_cell(*given.default_case(**changes)).sized


def test_power_that_no_thickness_gives_has_no_design():
    sized = state_of(power=np.asarray([300.0, 10000.0]), charging_asked=[False])

    assert sized.design_state.tolist() == [DESIGNED, NO_POWER]
    assert np.isnan(sized.positive_area[1])


def test_energy_that_conductors_for_little_power_cannot_carry_has_no_design():
    sized = state_of(power=[300.0, 0.001], charging_asked=[False])

    assert sized.design_state.tolist() == [DESIGNED, NO_ENERGY]


def test_pulse_beyond_the_diffusion_limit_has_no_design():
    couple, *rest = given.default_case(power=[300.0, 310.0])
    kinetics = replace(couple.kinetics, limiting_c_rate=np.asarray([3.2, 3.0]))

    sized = design_cell(replace(couple, kinetics=kinetics), *rest).sized

    assert sized.design_state.tolist() == [DESIGNED, RATE_TOO_HIGH]


def test_no_target_is_no_design():
    sized = state_of(energy=[100.0, np.nan])

    assert sized.design_state.tolist() == [DESIGNED, MISSING]


def test_composition_that_does_not_add_up_is_no_design():
    book = given.couple_book().couples
    shares = book.positive.positive_carbon_share + 1.0
    odd = replace(book, positive=replace(book.positive, positive_carbon_share=shares))
    couple = given.couple_in_force(
        given.couple_rows(odd, np.asarray([7])), given.no_overrides(), given.design_parameters(), parity()
    )

    sized = design_cell(couple, *given.default_case()[1:]).sized

    assert sized.design_state.tolist() == [MISSING]


def test_capacity_as_target_is_kept():
    design = design_cell(*given.default_case(energy=[np.nan], capacity=[200.0]))

    np.testing.assert_array_equal(design.sized.pack_capacity, 200.0)


def test_capacity_rules_if_both_are_given():
    design = design_cell(*given.default_case(energy=[100.0], capacity=[200.0]))

    np.testing.assert_array_equal(design.sized.pack_capacity, 200.0)
    np.testing.assert_array_equal(design.goals.energy_target, 100.0)


def limited_current(switches, limit=23.0):
    couple, *rest = given.default_case(corrections=switches, power=[300.0], charging_asked=[False])
    between = replace(couple.between, limiting_current_density=np.asarray([limit]))
    return design_cell(replace(couple, between=between), *rest)


def test_current_limit_enlarges_the_area_and_leaves_the_thickness():
    design = limited_current(parity())
    wanted = 1.01 * 1000.0 * design.electrics.cell_current / 23.0

    assert design.sized.positive_area[0] == pytest.approx(wanted[0], rel=1e-12)
    assert design.sized.positive_coating_thickness[0] == pytest.approx(120.0, rel=1e-12)
    assert design.limits.limited_by.tolist() == [5]
    resistance = design.counts.cells_in_series * design.impedance.asi_energy / (3.0 * 4.0 * wanted)
    voltage = design.open_circuit.pack_ocv_average
    capacity = (voltage - np.sqrt(voltage**2 - 4000.0 * resistance * 100.0)) / (2.0 * resistance)
    assert design.sized.pack_capacity[0] == pytest.approx(capacity[0], rel=1e-11)


def test_current_limit_thins_the_coating_when_corrected():
    design = limited_current(replace(parity(), current_limit_thickness=True))
    coated = design.electrics.cell_capacity / design.coatings.positive_volumetric_capacity

    thickness = 1.0e4 * coated / design.sized.positive_area
    assert design.sized.positive_coating_thickness[0] == pytest.approx(thickness[0], rel=1e-12)
    assert design.sized.positive_coating_thickness[0] < 119.0
    assert design.limits.limited_by.tolist() == [5]


def test_thickness_override_switches_the_current_limit_off():
    design = design_cell(*given.default_case(positive_thickness=[2000.0], power=[3000.0]))

    assert design.sized.design_state.tolist() == [DESIGNED]
    assert design.impedance.power_current_density[0] > 100.0
    assert np.isnan(design.impedance.asi_power[0])
    assert np.isfinite(design.materials.cell_mass[0])
    assert design.electrics.pack_energy[0] == pytest.approx(100.0, rel=1e-12)


def test_current_limit_acts_under_an_override_when_corrected():
    switches = replace(parity(), current_limit_with_override=True, current_limit_thickness=True)
    design = design_cell(
        *given.default_case(positive_thickness=[2000.0], power=[3000.0], corrections=switches)
    )

    assert design.impedance.power_current_density[0] == pytest.approx(100.0 / 1.01, rel=1e-12)


def test_designs_do_not_depend_on_their_neighbours():
    couple, targets, layout, vehicle, *ends = given.everything()
    some = np.asarray([5, 77, 300])
    alone = design_cell(*(given.taken(record, some) for record in (couple, targets, layout, vehicle)), *ends)

    np.testing.assert_array_equal(alone.sized.positive_area, given.designed().sized.positive_area[some])


def stage_of(switches):
    arguments = random_designs(switches)
    parts = parts_of(arguments)
    body = real_body(parts.problem, parts.layers, parts.thickness, parts.wide, parts.far, arguments[4])
    return parts.problem, body


@pytest.mark.parametrize("switches", [parity(), corrected()], ids=["parity", "corrected"])
def test_designs_that_stop_early_have_arrived(switches):
    problem, body = stage_of(switches)
    start = first_guess(problem, body)
    before, after = stepped(problem, body, start, FEW, solve.STILL, switches)
    _, exact = stepped(problem, body, start, MANY, solve.STILL, switches)
    still = np.abs(after.area - before.area) <= solve.STILL * after.area

    assert np.mean(still) > 0.95
    np.testing.assert_allclose(after.area[still], exact.area[still], rtol=1e-9)
    np.testing.assert_allclose(after.capacity[still], exact.capacity[still], rtol=1e-9)


@pytest.mark.parametrize("switches", [parity(), corrected()], ids=["parity", "corrected"])
def test_a_design_steps_as_often_alone_as_beside_others(switches):
    problem, body = stage_of(switches)
    _, together = stepped(problem, body, first_guess(problem, body), FEW, solve.STILL, switches)
    n = together.area.shape[0]

    def cut(whole, part):
        return type(whole)(*(x[part] if getattr(x, "shape", None) == (n,) else x for x in whole))

    for part in (slice(0, 1), slice(1, 8), slice(8, n // 2)):
        some, near = cut(problem, part), cut(body, part)
        _, alone = stepped(some, near, first_guess(some, near), FEW, solve.STILL, switches)
        np.testing.assert_array_equal(alone.area, together.area[part])
        np.testing.assert_array_equal(alone.capacity, together.capacity[part])


@pytest.mark.parametrize("switches", [parity(), corrected()], ids=["parity", "corrected"])
def test_a_coating_at_its_limit_does_not_hold_the_area_back(switches):
    """The area follows the capacity of the same step: two steps more square the error twice."""
    problem, body = stage_of(switches)
    start = first_guess(problem, body)
    _, exact = stepped(problem, body, start, MANY, solve.STILL, switches)
    _, third = stepped(problem, body, start, (3, 3), solve.STILL, switches)
    coating = problem.area_scale * exact.capacity / exact.area
    thick = np.isclose(coating, problem.thickest, rtol=1e-9)
    far = np.abs(third.area / exact.area - 1.0)[thick]

    assert np.sum(thick) > 50
    assert np.mean(far < 1e-11) > 0.9
