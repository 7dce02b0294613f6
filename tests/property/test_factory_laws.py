"""Laws of the factory for any plant: ledgers add up, dearer is never cheaper, volume and yield pay.

Where the published method breaks a law, the break is shown and the corrected mode holds.
"""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

import factory_cases as cases
from cellworth.core.record import replace
from cellworth.engine.factory_stage import cost_packs, recycle_packs
from cellworth.factory.breakdown import MATERIALS_OF_PACK
from cellworth.factory.corrections import CORRECTED, PARITY
from cellworth.factory.plant import MATERIALS, BoughtPrices
from cellworth.factory.results import DETAIL

MODES = st.sampled_from([PARITY, CORRECTED])
SLACK = 1e-12
NO_STRATEGY = {"buys_cells": cases.array(0), "buys_modules": cases.array(0)}

quick = settings(max_examples=40, deadline=None, derandomize=True)


@st.composite
def plants(draw):
    """One plant for the seven batteries, any choice."""
    strategy = draw(st.sampled_from(["in_house", "buy_cells", "buy_modules"]))
    option = draw(st.sampled_from(["cost_to_consumer", "cost_to_build"]))
    return cases.plant_inputs(
        strategy,
        option,
        packs_per_year=cases.array(10.0 ** draw(st.floats(3.5, 7.5))),
        cell_yield=cases.array(draw(st.floats(0.5, 0.999))),
        utilization_method=cases.array(draw(st.sampled_from([1, 2, 3]))),
        utilization=cases.array(draw(st.floats(0.2, 1.0))),
        operating_days=cases.array(draw(st.floats(200, 365))),
    )


@st.composite
def markets(draw):
    """Prices of materials, from free to five times dearer, and either solvent."""
    listed = cases.material_inputs().list_price
    prices = {name: price * draw(st.floats(0.0, 5.0)) + 0.01 for name, price in listed.items()}
    return cases.material_inputs(
        list_price=prices,
        negative_solvent_is_nmp=cases.array(draw(st.sampled_from([0, 1]))),
    )


def amounts(**changes):
    return cases.worked_amounts(jacket_base_steel=np.full(7, 19.6), **changes)


def costs(plant, materials=None, corrections=PARITY, parameters=cases.PARAMETERS, **options):
    return cost_packs(
        options.pop("packs", amounts()),
        plant,
        materials or cases.material_inputs(),
        cases.vehicle_items(),
        parameters,
        corrections,
        **options,
    )


def units(found):
    return {level: cost.unit_cost for level, cost in found.levels.level_cost.items()}


def not_below(higher, lower):
    for level, value in units(lower).items():
        assert (units(higher)[level] >= value * (1.0 - SLACK)).all(), level


@quick
@given(plants(), markets(), MODES)
def test_ledgers_add_up(plant, market, mode):
    found = costs(plant, market, mode, detail=tuple(DETAIL))
    ledger, parts, pack = found.ledger, found.breakdown, found.levels.level_cost["pack"]
    bms = amounts().pack.bms_cost
    sums = [
        (ledger.cell_material_costs.cell_item_cost, ledger.cell_material_costs.cell_materials_cost),
        (ledger.module_item_costs.module_item_cost, ledger.module_item_costs.module_items_cost),
        (ledger.pack_item_costs.pack_item_cost, ledger.pack_item_costs.pack_items_cost),
        (parts.plain.pack_material_cost, parts.plain.materials_per_pack),
        (found.plant_costs.groups.group_labor, found.plant_costs.groups.total_labor),
        (found.plant_costs.steps.step_labor, found.plant_costs.groups.total_labor),
        (found.plant_costs.steps.step_equipment, found.plant_costs.groups.total_equipment),
        (found.plant_costs.steps.step_area, found.plant_costs.groups.total_area),
    ]
    for lines, total in sums:
        np.testing.assert_allclose(sum(lines.values()), total, rtol=SLACK)
    bought = parts.plain.materials_per_pack + parts.plain.purchased_items_per_pack + bms
    np.testing.assert_allclose(bought, pack.direct_materials, rtol=SLACK)
    np.testing.assert_allclose(parts.plain.breakdown_total, pack.unit_cost, rtol=SLACK)
    np.testing.assert_allclose(parts.loaded.loaded_total, pack.unit_cost, rtol=SLACK)


@quick
@given(st.sampled_from(MATERIALS), MODES)
def test_each_material_stands_in_the_breakdown_once(material, mode):
    """Only one material has a price: its line holds all cell materials but the parts."""
    prices = dict.fromkeys(MATERIALS, cases.array(0)) | {material: cases.array(3)}
    packs = amounts(
        positive_additive=np.full(7, 1.0),
        negative_additive=np.full(7, 2.0),
        electrolyte_additive=np.full(7, 3.0),
        negative_conductive=np.full(7, 4.0),
    )
    found = costs(
        cases.plant_inputs(),
        cases.material_inputs(list_price=prices),
        mode,
        packs=packs,
        detail=("breakdown",),
    )
    lines = found.breakdown.plain.pack_material_cost
    (own,) = [line for line, members in MATERIALS_OF_PACK.items() if material in members]
    per_cell = found.ledger.cell_material_costs.cell_item_cost[material]
    assert (per_cell > 0.0).all()
    np.testing.assert_allclose(lines[own], 400.0 * per_cell, rtol=SLACK)
    assert all((value == 0.0).all() for line, value in lines.items() if line != own)


@quick
@given(plants(), markets(), MODES, st.sampled_from(MATERIALS), st.floats(0.0, 50.0))
def test_dearer_material_never_cheapens(plant, market, mode, material, more):
    dearer = market.list_price | {material: market.list_price[material] + more}
    not_below(costs(plant, replace(market, list_price=dearer), mode), costs(plant, market, mode))


@quick
@given(
    plants(),
    MODES,
    st.sampled_from(["labor_rate", "land_building_cost", *cases.PARAMETERS.items.ingot_price]),
    st.floats(1.0, 5.0),
)
def test_dearer_labor_land_or_metal_never_cheapens(plant, mode, what, factor):
    rates, items = cases.PARAMETERS.rates, cases.PARAMETERS.items
    if what in items.ingot_price:
        ingots = items.ingot_price | {what: items.ingot_price[what] * factor}
        dearer = replace(cases.PARAMETERS, items=replace(items, ingot_price=ingots))
    else:
        changed = replace(rates, **{what: getattr(rates, what) * factor})
        dearer = replace(cases.PARAMETERS, rates=changed)
    not_below(costs(plant, corrections=mode, parameters=dearer), costs(plant, corrections=mode))


@quick
@given(plants(), MODES, st.floats(0.3, 1.0))
def test_lower_cell_yield_never_cheapens(plant, mode, factor):
    worse = replace(plant, cell_yield=plant.cell_yield * factor)
    not_below(costs(worse, corrections=mode), costs(plant, corrections=mode))


@quick
@given(plants(), MODES, st.floats(1.0, 100.0))
def test_more_volume_never_makes_dearer_at_the_same_utilization(plant, mode, factor):
    more = replace(plant, packs_per_year=plant.packs_per_year * factor)
    not_below(costs(plant, corrections=mode), costs(more, corrections=mode))


@quick
@given(plants(), MODES, st.floats(0.1, 1.0))
def test_idle_plant_never_cheapens(plant, mode, factor):
    emptier = replace(plant, utilization=plant.utilization * factor)
    not_below(costs(emptier, corrections=mode), costs(plant, corrections=mode))


@quick
@given(plants(), st.floats(1.5, 100.0))
def test_volume_never_raises_what_pack_parts_cost_corrected(plant, factor):
    more = replace(plant, packs_per_year=plant.packs_per_year * factor)
    few, many = costs(plant, corrections=CORRECTED), costs(more, corrections=CORRECTED)
    for name, cost in few.ledger.pack_item_costs.pack_item_cost.items():
        assert (many.ledger.pack_item_costs.pack_item_cost[name] <= cost * (1.0 + SLACK)).all()


def test_parity_breaks_it_pack_parts_get_dearer_with_volume():
    """C22; with modules at a fixed price the whole pack does too."""
    few = cases.plant_inputs("buy_modules", packs_per_year=cases.array(2e7))
    many = replace(few, packs_per_year=cases.array(4e8))
    bought = BoughtPrices(cell_price=None, module_price=cases.array(450))
    for mode, sign in ((PARITY, 1.0), (CORRECTED, -1.0)):
        low, high = costs(few, corrections=mode, bought=bought), costs(many, corrections=mode, bought=bought)
        change = high.ledger.pack_item_costs.pack_items_cost - low.ledger.pack_item_costs.pack_items_cost
        assert (sign * change > 0.0).all()
        assert (sign * (units(high)["pack"] - units(low)["pack"]) > 0.0).all()


def test_parity_breaks_it_packs_per_system_move_the_pack():
    """C3."""
    plant, double = cases.plant_inputs(), amounts(packs_per_system=np.full(7, 2.0))
    moved = units(costs(plant, packs=double))["pack"] - units(costs(plant))["pack"]
    still = units(costs(plant, corrections=CORRECTED, packs=double))["pack"]
    assert (moved > 0.0).all()
    np.testing.assert_array_equal(still, units(costs(plant, corrections=CORRECTED))["pack"])


@quick
@given(st.floats(0.2, 0.95))
def test_parity_breaks_it_half_used_is_not_the_larger_plant(share):
    """C110: corrected, method 3 is method 1 at the full volume for equipment and area of every step."""
    idle = cases.plant_inputs(utilization_method=cases.array(3), utilization=cases.array(share))
    large = cases.plant_inputs(packs_per_year=cases.array(5e5 / share))
    for mode, same in ((CORRECTED, True), (PARITY, False)):
        steps = [
            costs(plant, corrections=mode, detail=("steps",)).plant_costs.steps for plant in (idle, large)
        ]
        for name in steps[0].step_equipment:
            one, two = (each.step_equipment[name] for each in steps)
            unequal = not same and name in ("coat_positive", "coat_negative", "stack")
            assert np.allclose(one, two, rtol=1e-12) != unequal, name
            np.testing.assert_allclose(steps[0].step_area[name], steps[1].step_area[name], rtol=1e-12)


def test_parity_breaks_it_a_price_exponent_frees_electrolyte():
    """C19."""
    scaling = cases.PARAMETERS.scaling
    changed = replace(scaling, price_exponent=dict.fromkeys(scaling.price_exponent, 0.95))
    parameters = replace(cases.PARAMETERS, scaling=changed)
    for mode, free in ((PARITY, {"electrolyte"}), (CORRECTED, set())):
        found = costs(cases.plant_inputs(), corrections=mode, parameters=parameters)
        price = found.ledger.unit_prices.material_price
        listed = cases.material_inputs().list_price
        zero = {name for name in MATERIALS if (price[name] == 0.0).all() and (listed[name] > 0.0).all()}
        assert zero == free


def test_parity_breaks_it_a_worse_step_may_cost_nothing():
    """C10: 0.02 % off one step yield is rounded away."""
    yields = cases.PARAMETERS.yields
    worse = yields.slitting_yield | {"positive_dry": yields.slitting_yield["positive_dry"] - 2e-4}
    parameters = replace(cases.PARAMETERS, yields=replace(yields, slitting_yield=worse))
    for mode, moves in ((PARITY, False), (CORRECTED, True)):
        now = costs(cases.plant_inputs(), corrections=mode).ledger.needs.cell_need["positive_active"]
        then = costs(cases.plant_inputs(), corrections=mode, parameters=parameters)
        assert (then.ledger.needs.cell_need["positive_active"] > now).all() == moves


def test_parity_breaks_it_recovered_solvent_is_bought_again():
    """C17, C25, C26."""
    less = replace(cases.PARAMETERS, solvents=replace(cases.PARAMETERS.solvents, nmp_recovery=0.5))
    for mode, moves in ((PARITY, False), (CORRECTED, True)):
        poor = units(costs(cases.plant_inputs(), corrections=mode, parameters=less))["cell"]
        good = units(costs(cases.plant_inputs(), corrections=mode))["cell"]
        assert (poor > good).all() == moves


def test_parity_breaks_it_five_steps_ignore_operating_days():
    """C60."""
    few = cases.plant_inputs(operating_days=cases.array(200))
    lazy = {"dry_room", "formation", "building_support", "reject_recycle", "control_lab"}
    for mode, ignoring in ((PARITY, lazy), (CORRECTED, set())):
        steps = [
            costs(plant, corrections=mode, detail=("steps",)).plant_costs.steps
            for plant in (few, cases.plant_inputs())
        ]
        same = {
            name
            for name, value in steps[0].step_equipment.items()
            if (value == steps[1].step_equipment[name]).all()
        }
        assert same == ignoring


def test_parity_breaks_it_recycling_without_rejects():
    """C66."""
    perfect = cases.plant_inputs(cell_yield=cases.array(1))
    for mode, idle in ((PARITY, False), (CORRECTED, True)):
        steps = costs(perfect, corrections=mode, detail=("steps",)).plant_costs.steps
        assert (steps.step_equipment["reject_recycle"] == 0.0).all() == idle


@quick
@given(plants())
def test_parity_breaks_it_mass_is_lost(plant):
    """C119, C120: what is bought is built in, rejected or on the floor."""
    parts = ("positive_active", "negative_active")
    for mode, kept in ((CORRECTED, True), (PARITY, False)):
        found = costs(plant, corrections=mode, detail=("annual",))
        balance = recycle_packs(amounts(), cases.recycling_inputs(), found, cases.PARAMETERS, mode)
        rates = found.ledger.annual_rates
        for part in parts:
            accepted = rates.cells_accepted_per_year * getattr(amounts().cell, part) / 1000.0
            bought = found.annual.annual_need[part]
            known = accepted + balance.scrap.total_scrap[part]
            assert np.allclose(known, bought, rtol=1e-9) == kept
        terminals = rates.cells_rejected_per_year * amounts().cell.negative_terminal / 1000.0
        assert np.allclose(balance.scrap.rejected_scrap["negative_terminal"], terminals, rtol=1e-9) == kept
