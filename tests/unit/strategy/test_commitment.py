import array_api_strict
import numpy as np
import pytest
from scipy.stats import norm

from cellworth.strategy.commitment import committed_quantity, supply_tiers


def cost(firm, option, demand, p, r, e, s):
    """Expected cost of serving demand with firm, then options, then spot."""
    above = np.maximum(demand - firm, 0.0)
    exercised = np.minimum(above, option)
    return (p * firm + r * option + e * exercised + s * (above - exercised)).mean()


def test_tiers_are_the_cheapest():
    p, r, e, s = 130.0, 15.0, 120.0, 160.0
    demand = norm(10, 2).ppf((np.arange(20_000) + 0.5) / 20_000)

    tiers = supply_tiers(*(np.asarray([x]) for x in (p, r, e, s, 10.0, 2.0)))

    firm, both = float(tiers.firm_quantity[0]), float(tiers.firm_plus_option_quantity[0])
    least = cost(firm, both - firm, demand, p, r, e, s)
    for d_firm in (-0.3, 0.0, 0.3):
        for d_both in (-0.3, 0.0, 0.3):
            assert cost(firm + d_firm, both + d_both - firm - d_firm, demand, p, r, e, s) >= least - 1e-6


@pytest.mark.parametrize(
    ("given", "firm_chance", "both_chance"),
    [
        ((130.0, 15.0, 110.0, 120.0), 1.0, 1.0),  # spot is cheapest: nothing firm, no options
        ((130.0, 45.0, 120.0, 160.0), 130 / 160, 130 / 160),  # options never pay
        ((140.0, 15.0, 120.0, 160.0), 1.0, 15 / 40),  # firm dearer than option and strike
        ((60.0, 30.0, 100.0, 160.0), 60 / 160, 60 / 160),  # firm so cheap that the levels cross
    ],
)
def test_a_tier_that_never_pays_is_empty(given, firm_chance, both_chance):
    tiers = supply_tiers(*(np.asarray([x]) for x in (*given, 10.0, 2.0)))

    expected = [max(0.0, norm(10, 2).isf(chance)) for chance in (firm_chance, both_chance)]
    assert [float(tiers.firm_quantity[0]), float(tiers.firm_plus_option_quantity[0])] == pytest.approx(
        expected
    )


def test_free_options_have_no_limit():
    tiers = supply_tiers(*(np.asarray([x]) for x in (130.0, 0.0, 120.0, 160.0, 10.0, 2.0)))

    assert np.isnan(tiers.firm_plus_option_quantity[0])


@pytest.mark.parametrize("xp", [np, array_api_strict], ids=["numpy", "strict"])
def test_even_costs_commit_to_the_mean(xp):
    mean, sd = xp.asarray([10.0]), xp.asarray([2.0])

    assert np.asarray(committed_quantity(mean, sd, xp.asarray([5.0]), xp.asarray([5.0]))) == pytest.approx(
        [10.0]
    )
