"""Laws of the extensions: better yield never costs more; dearer metal, wage or money is never cheaper."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cellworth.factory.carbon import grid_carbon, plant_carbon
from cellworth.factory.cost_measures import (
    CostParts,
    capacity_cost,
    cost_measures,
    discounted_output,
    implied_rate,
    tax_factor,
)
from cellworth.factory.end_of_life import second_life_value
from cellworth.factory.energy import energy_cost, energy_use
from cellworth.factory.places import PlaceFactors, located, unit_labor_ratio
from cellworth.factory.ramp import (
    good_output,
    ramp_utilization,
    ramp_weighted_cash,
    scrap_by_age,
    started_cost,
)
from cellworth.factory.warranty import fade_claims, warranty_provision
from cellworth.io.extension_values import SourcedNumber, number_at
from cellworth.io.factory_parameters import factory_parameters
from cellworth.io.metal_records import cathode_powders, cathode_price, metal_prices
from cellworth.io.place_records import place, place_names
from cellworth.market.active_material_price import oxide_price

quick = settings(max_examples=40, deadline=None, derandomize=True)
share = st.floats(0.01, 0.99)
money = st.floats(0.1, 500.0)


def one(number):
    return np.asarray([float(number)])


def oxide(metal, yields, lithium=50.0, margin=0.08):
    return oxide_price(
        {"Ni": one(metal)}, {"Ni": one(0.5)}, one(lithium), one(0.07), one(0.03), one(yields[0]),
        one(yields[1]), one(0.95), one(2.0), one(4.0), one(margin),
    )[0]  # fmt: skip


@quick
@given(money, money, st.floats(0.5, 0.98), st.floats(0.0, 0.02))
def test_powder_falls_with_yield_and_rises_with_metal(metal, lithium, low, gain):
    price = oxide(metal, (low, low), lithium)

    assert oxide(metal, (low + gain, low), lithium) <= price * (1 + 1e-12)
    assert oxide(metal, (low, low + gain), lithium) <= price * (1 + 1e-12)
    assert oxide(metal * 1.1, (low, low), lithium) > price
    assert oxide(metal, (low, low), lithium * 1.1) > price


@pytest.mark.parametrize("powder", [name for name in cathode_powders() if not name.startswith("Na")])
def test_a_powder_costs_more_than_its_metals_and_follows_them(powder):
    metals = metal_prices("2024")
    dearer = {name: replace_value(number, 1.1) for name, number in metals.items()}

    now, then = cathode_price(powder, metals), cathode_price(powder, dearer)

    assert now.price > now.metal_value
    assert now.price < then.price < 1.1 * now.price


def replace_value(number, factor):
    return SourcedNumber(
        number.name, number.value * factor, number.unit, number.source, number.grade, number.year
    )


@quick
@given(money, share, money)
def test_dearer_hours_cost_more_and_better_hands_less(wage, skill, base):
    cost = unit_labor_ratio(one(wage), one(skill), one(base), one(1.0))

    assert unit_labor_ratio(one(wage * 1.1), one(skill), one(base), one(1.0)) > cost
    assert unit_labor_ratio(one(wage), one(skill + 0.01), one(base), one(1.0)) < cost


def test_the_country_of_the_method_changes_nothing_but_the_energy():
    parameters = factory_parameters()
    home = place("US", 2023).factors

    there = located(parameters, home)

    assert there.rates.labor_rate == parameters.rates.labor_rate
    assert there.rates.land_building_cost == parameters.rates.land_building_cost
    assert there.rates.variable_overhead_on_labor < parameters.rates.variable_overhead_on_labor
    for name, step in parameters.steps.items():
        assert there.steps[name].baseline_equipment == step.baseline_equipment


def test_a_factor_scales_every_machine():
    factors = PlaceFactors(
        labor_factor=one(0.5),
        equipment_factor=one(0.6),
        building_factor=one(0.7),
        overhead_with_energy=one(0.3),
    )
    parameters = factory_parameters()

    there = located(parameters, factors)

    assert there.rates.labor_rate == 0.5 * parameters.rates.labor_rate
    assert all(
        there.steps[name].baseline_equipment == 0.6 * step.baseline_equipment
        for name, step in parameters.steps.items()
    )


@quick
@given(share, st.floats(0.1, 0.98), money, money)
def test_idle_plants_take_more_energy_and_dearer_energy_costs_more(fixed, use, power, gas):
    def used(utilization):
        return energy_use(
            {"dry": one(2.0)}, {"dry": one(8.0)}, {"dry": one(1.0)}, {"dry": one(fixed)}, one(utilization)
        )

    idle, busy = used(use), used(use + 0.02)

    assert idle.electricity_use > busy.electricity_use
    assert idle.gas_use > busy.gas_use
    cost = energy_cost(busy.electricity_use, busy.gas_use, one(power), one(gas))
    assert energy_cost(busy.electricity_use, busy.gas_use, one(power * 1.1), one(gas)) > cost


@quick
@given(st.floats(0.0, 1.0), st.floats(0.01, 30.0))
def test_dirtier_power_is_never_cleaner_cells(grid, electricity):
    def carbon(of_grid):
        return plant_carbon(one(electricity), one(20.0), one(of_grid), one(0.06), one(0.24))

    assert carbon(grid + 0.01) > carbon(grid)


def test_the_grid_ends_at_its_floor_and_never_rises_to_it():
    years = np.arange(0.0, 80.0)

    falling = grid_carbon(np.full(80, 0.5), np.full(80, -0.05), years, np.full(80, 0.02))
    clean = grid_carbon(one(0.01), one(-0.05), one(5.0), one(0.02))

    assert np.all(np.diff(falling) <= 0.0)
    assert falling[-1] == 0.02
    assert clean == 0.01


def parts(material=60.0):
    values = dict.fromkeys(("labor_part", "energy_part", "depreciation_part", "overhead_part"), one(5.0))
    return CostParts(material_part=one(material), capital_per_output=one(80.0), **values)


@quick
@given(st.floats(0.01, 0.3), st.floats(0.0, 0.5), st.integers(2, 20))
def test_levelized_cost_rises_with_interest_tax_and_material(rate, tax, life):
    def levelized(rate, tax, material=60.0):
        output = discounted_output(one(rate), one(0.9), life, one(0.0))
        capital = tax_factor(one(rate), one(tax), one(life)) * capacity_cost(one(80.0), output)
        return cost_measures(parts(material), one(1.0), capital, one(2.0))

    costs = levelized(rate, tax)

    assert costs.marginal_cost < costs.full_cost < costs.full_cost_imputed
    assert costs.marginal_cost_filled <= costs.marginal_cost
    assert levelized(rate + 0.01, tax).levelized_cost > costs.levelized_cost
    assert levelized(rate, tax + 0.05).levelized_cost >= costs.levelized_cost
    assert levelized(rate, tax, 61.0).levelized_cost > costs.levelized_cost


@quick
@given(st.floats(0.005, 0.5), st.floats(0.0, 0.4))
def test_the_implied_rate_is_the_one_that_was_put_in(rate, tax):
    life = 10
    output = discounted_output(one(rate), one(1.0), life, one(0.0))
    capital = tax_factor(one(rate), one(tax), one(life)) * capacity_cost(one(80.0), output)

    assert implied_rate(capital, one(80.0), one(tax), one(life), life)[0] == pytest.approx(rate, rel=1e-8)
    assert np.isnan(implied_rate(0.5 * one(80.0) / life, one(80.0), one(tax), one(life), life))[0]


@quick
@given(st.floats(0.1, 0.6), st.floats(0.01, 0.09), st.floats(0.5, 5.0))
def test_a_plant_gets_better_with_age_and_never_above_plan(first, last, time):
    age = np.arange(0.5, 20.0)[None, :]

    scrap = scrap_by_age(one(first)[:, None], one(last)[:, None], one(time)[:, None], age)
    use = ramp_utilization(one(0.9)[:, None], one(2.2)[:, None], one(1.25)[:, None], age)
    output = good_output(use / 0.9, scrap, one(last)[:, None])

    assert np.all(np.diff(scrap) <= 0.0)
    assert scrap[0, 0] > scrap[0, 3] > last
    assert np.all(np.diff(output) >= 0.0)
    assert np.all(output <= 1.0 + 1e-12)


@quick
@given(money, money, st.floats(0.0, 0.9), share)
def test_scrap_costs_and_recovery_saves(material, other, scrap, recovered):
    cost = started_cost(one(material), one(other), one(scrap), one(recovered))

    assert started_cost(one(material), one(other), one(scrap + 0.05), one(recovered)) > cost
    assert started_cost(one(material), one(other), one(scrap), one(recovered + 0.01)) <= cost


def test_a_steady_plant_has_no_ramp():
    cost = ramp_weighted_cash(np.full((1, 10), 7.0), np.full((1, 10), 2.0), one(0.08))

    assert cost == pytest.approx(3.5)


@quick
@given(st.floats(0.005, 0.05), st.floats(0.1, 0.6), st.floats(2.0, 10.0))
def test_faster_fade_is_never_fewer_claims(fade, spread, years):
    claims = fade_claims(one(0.3), one(years), one(fade), one(spread))

    assert fade_claims(one(0.3), one(years), one(fade * 1.1), one(spread)) >= claims
    assert fade_claims(one(0.35), one(years), one(fade), one(spread)) <= claims
    assert 0.0 <= claims[0] <= 1.0


def test_every_claim_is_paid_once():
    years = (1, 5)
    fade = np.asarray([[0.0, 0.1, 0.3, 0.6, 1.0]])

    paid = warranty_provision(np.zeros(years), fade, np.ones(years), np.zeros(years), one(0.0))

    assert paid == pytest.approx(1.0)


@quick
@given(share, share, money, money)
def test_a_second_life_is_never_worth_less_than_nothing(health, discount, price, work):
    assert second_life_value(one(health), one(discount), one(price), one(work), one(0.5)) >= 0.0


def test_a_number_between_two_years_lies_between_them_and_later_ones_are_not_read():
    series = [
        SourcedNumber("wage", value, "USD/h", "x", "A", year) for year, value in ((2010, 10.0), (2020, 40.0))
    ]

    assert number_at(series, 2015).value == pytest.approx(20.0)
    assert number_at(series, 2000).value == 10.0
    assert number_at(series, 2030).value == 40.0
    assert number_at(series, 2030, known_by=2015).value == 10.0
    assert number_at(series, 2030, known_by=2005) is None


@pytest.mark.parametrize("code", sorted(set(place_names().values())))
def test_every_listed_country_has_every_factor(code):
    found = place(code, 2024)

    assert found.left_out == ()
    assert found.factors.labor_factor > 0.0
    assert found.grid > 0.0
    assert {number.grade for number in found.used} <= set("ABCDE")
