"""Paths of scenarios: laws that hold in any draw, on the bottom-up model of the made-up case."""

from dataclasses import fields, is_dataclass, replace
from itertools import pairwise

import numpy as np
import pytest
from made_up_case import CASE, PROGRAMME, STRATEGIES, YEARS, all_fixed, quantity, strategy, with_quantities

from cellworth.app.cell_plants import designed_cell_plants
from cellworth.engine.scenarios.allocations import own_allocations, own_name, supply_name, supply_shares
from cellworth.engine.scenarios.by_year import circle_gain, paths_by_name
from cellworth.engine.scenarios.scenario_paths import path_model, scenario_paths
from cellworth.io.glossary import term

CELLS = designed_cell_plants(CASE.packs)
CERTAIN = all_fixed(CASE)
N = 64


def paths_of(case, *, first=0, count=N, seed=0, held=""):
    numbers = np.arange(first, first + count)
    return scenario_paths(case, path_model(case, CELLS), numbers, seed, held=held)


def arrays(entry, name=""):
    """Every array of a record by its place."""
    if isinstance(entry, np.ndarray):
        yield name, entry
    elif isinstance(entry, dict):
        for key, value in entry.items():
            yield from arrays(value, f"{name}.{key}")
    elif is_dataclass(entry):
        for item in fields(entry):
            yield from arrays(getattr(entry, item.name), f"{name}.{item.name}")


@pytest.fixture(scope="module")
def paths():
    return paths_of(CASE)


def test_no_number_is_missing(paths):
    assert not [name for name, values in arrays(paths) if np.isnan(values).any()]


@pytest.mark.parametrize(("first", "count"), [(0, 1), (1, 7), (20, 44), (63, 1)])
@pytest.mark.parametrize("seed", [0, 5])
def test_a_scenario_has_the_same_bits_in_any_block(first, count, seed):
    whole = dict(arrays(paths_of(CASE, seed=seed)))
    for name, part in arrays(paths_of(CASE, first=first, count=count, seed=seed)):
        full = whole[name]
        wanted = full[first : first + count] if full.shape[0] == N else full
        assert np.array_equal(part, wanted), name


def test_a_block_with_a_gap_is_refused():
    with pytest.raises(ValueError, match="gap"):
        scenario_paths(CASE, path_model(CASE, CELLS), np.asarray([0, 2]), 0)


def test_demand_is_packs_times_energy_and_service(paths):
    energy = [CASE.packs[name].energy for name in PROGRAMME.pack]

    np.testing.assert_allclose(paths.demand, paths.packs * energy * 1.02, rtol=1e-14)
    assert np.all(paths.demand > 0.0)


def test_plants_make_the_demand_as_far_as_they_can(paths):
    plants = [volumes["all"] for volumes in paths.own.values()]
    made = sum(each.output for each in plants)
    can = sum(each.capacity for each in plants)

    np.testing.assert_allclose(made, np.minimum(paths.demand, can), rtol=1e-12)
    assert np.any(made < paths.demand)
    for each in plants:
        assert np.all((each.output >= 0.0) & (each.output <= each.capacity * (1.0 + 1e-12)))


def test_what_one_plant_cannot_make_goes_to_the_other():
    lopsided = tuple(
        replace(each, share=(share,) * len(YEARS))
        for each, share in zip(CASE.plants, (0.7, 0.3), strict=True)
    )
    smaller = circle(with_quantities(CERTAIN, programme__volume=0.8), False)
    found = paths_of(replace(smaller, plants=lopsided), count=1)
    north, south = (volumes["all"].output[0] for volumes in found.own.values())

    assert np.all(found.demand[0, :3] * 0.7 < 1.8e6)
    np.testing.assert_allclose(south[:3], 0.3 * found.demand[0, :3], rtol=1e-14)
    assert found.demand[0, 3] < 3.6e6
    assert north[3] == 1.8e6
    assert south[3] == pytest.approx(found.demand[0, 3] - 1.8e6)


def test_closed_from_the_start_a_plant_costs_nothing_and_helps_nobody():
    alone = tuple(
        replace(each, share=(share,) * len(YEARS))
        for each, share in zip(CASE.plants, (1.0, 0.0), strict=True)
    )
    found = paths_of(replace(CERTAIN, plants=alone), count=1)

    assert found.own["north"]["all"].output[0, 3] == 1.8e6
    assert np.all(found.own["south"]["all"].output == 0.0)
    assert np.all(found.own["south"]["all"].fixed == 0.0)


def test_plant_without_capacity_is_not_there():
    none = quantity("plant.none", "fixed", (0.0,))
    plants = (CASE.plants[0], replace(CASE.plants[1], capacity="plant.none"))
    case = replace(CASE, plants=plants, quantities=CASE.quantities | {"plant.none": none})
    south = paths_of(case, count=4).own["south"]["all"]

    for values in (south.output, south.fixed, south.capital):
        assert np.all(values == 0.0)
    assert np.all(np.isfinite(south.variable))


def test_volumes_are_those_of_the_strategies(paths):
    total = {
        name: sum(volumes[name].output for volumes in paths.own.values()) for name in own_allocations(CASE)
    }

    np.testing.assert_allclose(total["part"][:, 0], total["all"][:, 0], rtol=1e-14)
    assert np.all(total["part"] <= total["all"])
    assert np.mean(total["part"][:, 1:] < total["all"][:, 1:]) > 0.9
    assert np.all(total["pooled:fund"] >= total["all"])
    assert np.any(total["pooled:fund"] > total["all"])
    assert np.all(total["expanded:expand"] >= total["all"] * (1.0 - 1e-12))


def test_added_capacity_costs_and_makes_more(paths):
    more, same = (paths.own["north"][name] for name in ("expanded:expand", "all"))

    np.testing.assert_allclose(more.capacity[:, 1:], 1.25 * same.capacity[:, 1:], rtol=1e-12)
    assert np.all(more.capital[:, 1:] > same.capital[:, 1:])
    np.testing.assert_array_equal(more.capital[:, 0], same.capital[:, 0])


def test_nothing_on_offer_is_negative(paths):
    for volumes in paths.supply.values():
        for each in volumes.values():
            assert np.all(each.available >= 0.0)
            assert np.all(each.price > 0.0)


def test_all_promised_means_nothing_on_offer():
    found = paths_of(with_quantities(CASE, supplier__committed=0.95), count=8)

    assert np.all(found.supply["quick"]["all"].available == 0.0)
    np.testing.assert_array_equal(
        found.supply["quick"]["all"].full_cost, found.supply["quick"]["none"].full_cost
    )


def circle(case, on):
    return replace(case, switches={"scale_circle": on})


def test_circle_switched_off_is_the_circle_without_an_answer():
    off = dict(arrays(paths_of(circle(CASE, False), count=16)))
    for name in ("elasticity", "pass_through"):
        mute = with_quantities(CASE, **{f"programme__{name}": 0.0})
        for place, values in arrays(paths_of(circle(mute, True), count=16)):
            if not place.startswith(".draws"):
                assert np.array_equal(values, off[place]), place


def test_circle_deepens_a_fall_and_lifts_a_rise():
    for factor, sign in ((0.7, -1.0), (1.2, 1.0)):
        slow = with_quantities(CERTAIN, learning__own_rate=0.0, learning__industry_rate=0.0)
        model = path_model(slow, CELLS)
        moved = with_quantities(slow, programme__volume=factor)
        effect = scenario_paths(circle(moved, True), model, np.arange(1), 0).volume_effect[0]

        assert effect[0] == 1.0
        assert np.all(sign * (effect[1:] - 1.0) >= 0.0)
        assert np.all(sign * (effect[1:4] - 1.0) > 0.01)


def test_at_plan_the_circle_stands_still():
    np.testing.assert_allclose(paths_of(CERTAIN, count=1).volume_effect, 1.0, rtol=1e-12)


def test_gain_of_the_circle_is_what_a_small_shock_does():
    model = path_model(CERTAIN, CELLS)
    quiet = with_quantities(CERTAIN, learning__own_rate=0.0, programme__volume=0.6)
    less = with_quantities(CERTAIN, learning__own_rate=0.0, programme__volume=0.6 * 0.999)
    flat = [circle(case, False) for case in (quiet, less)]
    cost = [scenario_paths(case, model, np.arange(1), 0).pack_cost[0, 4] for case in flat]
    gain = circle_gain(quiet, scenario_paths(flat[0], model, np.arange(1), 0))[0, 4]

    price, answer = 30_000.0, 2.0 * 0.6
    found = answer * (cost[1] - cost[0]) * 60.0 / price / 0.001
    assert found == pytest.approx(gain, rel=0.1)
    assert 0.0 < gain < 1.0


def test_larger_supplier_is_never_dearer():
    costs = [
        paths_of(with_quantities(CASE, supplier__volume=factor), count=16).supply["slow"]["all"]
        for factor in (0.5, 1.0, 2.0, 4.0)
    ]
    for small, large in pairwise(costs):
        assert np.all(large.cash_cost <= small.cash_cost)
        assert np.all(large.full_cost <= small.full_cost)


def test_buying_more_never_makes_the_supplier_dearer(paths):
    none, part, whole = (paths.supply["quick"][name].full_cost for name in ("none", "part", "all"))

    assert np.all(whole <= part)
    assert np.all(part[:, 1:] < none[:, 1:])


def test_fuller_own_plants_make_cheaper_cells():
    cost = [
        paths_of(circle(with_quantities(CERTAIN, programme__volume=factor), False), count=1).pack_cost
        for factor in (0.5, 0.8, 1.0)
    ]

    assert np.all(cost[0] > cost[1])
    assert np.all(cost[1] > cost[2])


def test_draw_that_follows_the_published_price_has_it():
    heard = paths_of(with_quantities(CERTAIN, supplier__quote=1.0, supplier__quoted=77.0), count=1)
    alone = paths_of(with_quantities(CERTAIN, supplier__quote=0.0, supplier__quoted=77.0), count=1)

    np.testing.assert_allclose(heard.supply["quick"]["all"].price, 77.0, rtol=1e-14)
    landed = 77.0 * (1.03 + 0.08 * 30.0 / 365.0) + 3.0
    np.testing.assert_allclose(heard.supply["quick"]["all"].landed, landed, rtol=1e-12)
    assert np.all(alone.supply["quick"]["all"].price != 77.0)


def test_price_is_full_cost_with_margin_or_cash_cost():
    found = paths_of(CERTAIN, count=1)
    bought = found.supply["quick"]["all"]
    wanted = np.maximum(bought.cash_cost, bought.full_cost * (1.0 + found.tightness_margin))

    np.testing.assert_allclose(bought.price, wanted, rtol=1e-13)


def test_lighter_cell_is_compared_at_equal_range():
    extra = {"car.elasticity": 0.6, "car.share": 0.15, "supplier.specific_energy": 1.2}
    quantities = CERTAIN.quantities | {name: quantity(name, "fixed", (v,)) for name, v in extra.items()}
    names = {"mass_elasticity": "car.elasticity", "cell_mass_share": "car.share"}
    light = paths_of(replace(CERTAIN, quantities=quantities, equal_range=names), count=1)
    same = paths_of(CERTAIN, count=1)

    less = (1.0 - 0.09) / (1.0 - 0.09 / 1.2)
    ours, theirs = light.supply["quick"]["none"], same.supply["quick"]["none"]
    np.testing.assert_allclose(ours.landed, less * theirs.landed, rtol=1e-12)
    np.testing.assert_allclose(ours.available, theirs.available / less, rtol=1e-12)
    np.testing.assert_array_equal(ours.price, theirs.price)


def test_idle_crew_is_paid_as_far_as_the_case_says():
    found = [
        paths_of(circle(with_quantities(CERTAIN, money__idle_labor=share), False), count=1).own["south"][
            "all"
        ]
        for share in (0.0, 0.5, 1.0)
    ]

    assert np.all(found[1].fixed > found[0].fixed)
    np.testing.assert_allclose(found[1].fixed - found[0].fixed, found[2].fixed - found[1].fixed, rtol=1e-9)
    np.testing.assert_array_equal(found[0].variable, found[2].variable)


def test_administration_outlasts_a_plant_as_far_as_the_case_says():
    none, half, whole = (
        paths_of(circle(with_quantities(CERTAIN, money__kept_administration=kept), False), count=1).own[
            "south"
        ]["all"]
        for kept in (0.0, 0.5, 1.0)
    )

    assert np.all(none.lasting[:, -1] > 0.0)
    assert np.all(half.lasting[:, -1] > none.lasting[:, -1])
    np.testing.assert_allclose(half.lasting - none.lasting, whole.lasting - half.lasting, rtol=1e-9)
    assert np.all(whole.lasting <= whole.fixed)
    np.testing.assert_array_equal(none.fixed, whole.fixed)


def test_dear_money_makes_dear_labour_and_buildings():
    euro = tuple(replace(each, currency="EUR") for each in CASE.plants)
    found = paths_of(replace(CERTAIN, plants=euro), count=32)
    dollar = paths_of(CERTAIN, count=32)
    dear = found.exchange["EUR"] > 1.0
    ours, theirs = found.own["south"]["all"], dollar.own["south"]["all"]

    assert np.array_equal(ours.capital > theirs.capital, dear)
    assert np.array_equal((ours.variable > theirs.variable)[:, 0], dear[:, 0])


def test_class_of_bidders_works_at_its_own_cost():
    cheap = with_quantities(CERTAIN, bidder__cost_factor=0.8, bidder__third_party=0.0)
    found = paths_of(cheap, count=1).own["north"]

    assert np.all(found["pooled:fund"].variable < found["all"].variable)
    np.testing.assert_array_equal(found["pooled:fund"].output, found["all"].output)


def test_converted_plants_make_the_other_pack():
    one = {"north": "convert", "south": "keep"}
    change = strategy("change", "make", "convert", pack="large", plants=one, start_year=YEARS[1])
    found = paths_of(replace(CERTAIN, strategies=(change,)), count=1).own

    for year, other in ((0, False), (1, True), (4, False)):
        moved = (
            found["north"]["converted:change"].variable[0, year] != found["north"]["all"].variable[0, year]
        )
        assert moved == other
    np.testing.assert_allclose(
        found["south"]["converted:change"].variable, found["south"]["all"].variable, rtol=1e-12
    )


def test_every_strategy_finds_its_paths(paths):
    for each in STRATEGIES:
        assert own_name(CASE, each) in paths.own["north"]
        if each.supplier:
            assert supply_name(CASE, each) in paths.supply[each.supplier]


def test_shares_of_a_second_dual_strategy_have_a_name_of_their_own():
    second = strategy("dual_late", "dual", "dual", supplier="slow", supplier_share=0.7, start_year=YEARS[3])
    case = replace(CASE, strategies=(*STRATEGIES, second))

    assert own_name(case, second) == "part:dual_late"
    assert supply_shares(case, "slow")["part:dual_late"] == (0.0, 0.0, 0.0, 0.7, 0.7, 0.7)
    assert "part:dual_late" not in supply_shares(case, "quick")
    assert own_allocations(case)["part:dual_late"].kept == pytest.approx((1.0, 1.0, 1.0, 0.3, 0.3, 0.3))


def test_evaluations_are_counted(paths):
    volumes, plants, bought = len(own_allocations(CASE)), 2, 3 + 2
    at_output = volumes * plants + bought
    at_capacity = (len(YEARS) * (plants + bought) + (len(YEARS) - 1) * plants) / len(YEARS)

    assert paths.evaluations == N * len(YEARS) * (at_output + at_capacity)


def test_no_shock_of_zero_output_breaks_a_year():
    late = replace(PROGRAMME, packs=(0.0, 0.0, *PROGRAMME.packs[2:]))
    found = paths_of(replace(CASE, programmes=(late,)), count=8)

    assert np.all(found.demand[:, :2] == 0.0)
    assert np.all(np.isnan(found.pack_cost[:, :2]))
    assert np.all(found.volume_effect[:, :3] == 1.0)
    assert np.all(np.isfinite(found.own["north"]["all"].variable))


def test_every_public_name_is_in_the_glossary(paths):
    for name, values in paths_by_name(CASE, paths).items():
        assert term(name).unit
        assert values.shape == (N, len(YEARS))
