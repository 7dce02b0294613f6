"""Draws of a case: each quantity by itself, named scenarios on top, correlations, nothing reshuffled."""

from dataclasses import replace

import numpy as np
import pytest
from made_up_case import CASE, UNCERTAIN, quantity, with_quantities

from cellworth.engine.scenarios.case import NamedScenario
from cellworth.engine.scenarios.draws import central_values, dependence, draw, uncertain_names

ONE_WORLD = replace(CASE, scenarios=(NamedScenario("plan", "Plan", 1.0, {}),))
N = 16_384
FOUR_ERRORS = 4.0


def drawn(case, *, first=0, count=N, seed=0, dimensions=None, held=""):
    return draw(case, dependence(case), dimensions or {}, first, count, seed, held)


def with_more(case, place, name="another.one"):
    """The case with one more uncertain quantity in front, in the middle or at the end."""
    entries = list(case.quantities.items())
    entries.insert(place, (name, quantity(name, "uniform", (0.0, 1.0))))
    return replace(case, quantities=dict(entries))


@pytest.mark.parametrize(
    "dimensions", [{}, {"named_scenario": 0, "money.partner_price": 1, "supplier.quote": 2}]
)
@pytest.mark.parametrize("place", [0, 40, len(CASE.quantities)])
def test_one_more_quantity_moves_no_other(place, dimensions):
    before = drawn(CASE, count=256, dimensions=dimensions)
    after = drawn(with_more(CASE, place), count=256, dimensions=dimensions)

    assert "another.one" in after.values
    assert np.array_equal(before.scenario, after.scenario)
    for name, values in before.values.items():
        assert np.array_equal(values, after.values[name]), name


def test_one_more_correlation_moves_no_earlier_quantity():
    more = replace(CASE, correlations=(*CASE.correlations, ("industry.growth", "supplier.margin_high", 0.4)))
    before, after = drawn(CASE, count=256), drawn(more, count=256)
    changed = [name for name in before.values if not np.array_equal(before.values[name], after.values[name])]

    assert changed == ["supplier.margin_high"]


@pytest.mark.parametrize(("first", "count"), [(0, 1), (4096, 1000), (16_000, 384)])
def test_a_scenario_has_the_same_draws_in_any_block(first, count):
    whole, part = drawn(CASE), drawn(CASE, first=first, count=count)

    for name, values in part.values.items():
        wanted = whole.values[name]
        assert np.array_equal(values, wanted if wanted.shape[0] == 1 else wanted[first : first + count]), name


def test_seeds_differ_and_zero_is_one():
    found = [drawn(CASE, count=64, seed=seed).values["bidder.third_party"] for seed in (0, 1)]

    assert np.all(np.isfinite(found))
    assert not np.any(found[0] == found[1])


MOMENTS = {
    "normal": ((3.0, 0.5), 3.0, 0.5),
    "lognormal": ((80.0, 160.0), 117.35, 117.35 * np.sqrt(np.exp(0.2704**2) - 1)),
    "uniform": ((2.0, 4.0), 3.0, 2.0 / np.sqrt(12.0)),
    "triangular": ((0.0, 0.0, 3.0), 1.0, np.sqrt(0.5)),
    "pert": ((10.0, 20.0, 60.0), 25.0, np.sqrt(15.0 * 35.0 / 7.0)),
    "pool": ((0.6, 145.0, 10.0, 200.0, 30.0), 167.0, 33.9),
}
"""Mean and deviation by closed forms; pool and lognormal as the method's checks S5 and S8 have them."""


@pytest.mark.parametrize("kind", MOMENTS)
def test_each_kind_has_its_mean_and_spread(kind):
    numbers, mean, sd = MOMENTS[kind]
    case = replace(ONE_WORLD, quantities={"a": quantity("a", kind, numbers)}, correlations=())
    values = drawn(case).values["a"]

    assert np.mean(values) == pytest.approx(mean, abs=2e-3 * sd + 5e-3)
    assert np.std(values) == pytest.approx(sd, rel=5e-3)


def test_draws_are_cut_off_at_the_limits():
    limited = quantity("a", "normal", (0.0, 1.0), lower=-0.5, upper=1.0)
    values = drawn(replace(ONE_WORLD, quantities={"a": limited}, correlations=())).values["a"]

    assert np.min(values) == -0.5
    assert np.max(values) == 1.0
    assert np.mean(values == 1.0) == pytest.approx(0.1587, abs=1e-3)


def test_rank_correlation_is_the_wanted_one():
    values = drawn(ONE_WORLD).values
    ranks = [np.argsort(np.argsort(values[name])) for name in ("programme.volume", "industry.growth")]

    error = (1.0 - 0.5**2) / np.sqrt(N)
    assert np.corrcoef(ranks)[0, 1] == pytest.approx(0.5, abs=FOUR_ERRORS * error)


def test_impossible_correlations_are_repaired_and_reported():
    names = [name for name in UNCERTAIN if name != "supplier.quote"][:3]
    pairs = tuple((a, b, -0.9) for k, a in enumerate(names) for b in names[k + 1 :])
    found = dependence(replace(CASE, correlations=pairs))

    assert found.largest_change > 0.1
    assert np.min(np.linalg.eigvalsh(found.correlation)) > 0.0
    assert dependence(CASE).largest_change == 0.0


def test_a_certain_quantity_has_no_correlation():
    case = with_quantities(CASE, industry__growth=1.0)

    assert dependence(case).names == ()
    assert "industry.growth" not in uncertain_names(case)


def test_named_scenarios_come_by_their_chances_and_act_by_their_factors():
    found = drawn(CASE)
    plain = drawn(ONE_WORLD).values["programme.volume"]
    slump = found.scenario == 1

    assert np.bincount(found.scenario, minlength=3) / N == pytest.approx([0.7, 0.3, 0.0], abs=1e-3)
    assert np.allclose(found.values["programme.volume"][slump], 0.7 * plain[slump], rtol=1e-15)
    assert np.array_equal(found.values["programme.volume"][~slump], plain[~slump])
    assert found.values["supplier.duty"].shape == (1,)


def test_a_scenario_without_a_chance_can_be_held_for_a_stress():
    found = drawn(CASE, count=64, held="war")

    assert np.all(found.scenario == 2)
    assert np.allclose(found.values["supplier.duty"], 0.15)


def test_factors_do_not_lead_beyond_the_limits():
    limited = replace(quantity("industry.growth", "uniform", (0.5, 1.0)), upper=0.6)
    boom = NamedScenario("boom", "Boom", 1.0, {"industry.growth": 2.0})
    case = replace(
        CASE, quantities=CASE.quantities | {"industry.growth": limited}, correlations=(), scenarios=(boom,)
    )

    assert np.all(drawn(case, count=64).values["industry.growth"] == 0.6)


def test_the_plan_stands_at_the_medians():
    central = central_values(CASE)

    assert central["programme.volume"][0] == pytest.approx(np.sqrt(0.8 * 1.2))
    assert central["programme.elasticity"][0] == pytest.approx(2.0)
    assert central["money.tax_rate"][0] == 0.3
