"""Named reference functions: closed forms and known wrong ways that only tests use (decision 4).

Rows of worked_strategy.csv that test a function of this file and nothing of the program:
see ``REFERENCE_ONLY`` in worked_calls; the program's sampled estimators are tested against the same
values within four standard errors in test_sampled_estimators.py.
"""

import numpy as np
from scipy.stats import norm


def naive_pooled_weight(reliability):
    """S3, wrong on purpose: every relay counted as an independent witness."""
    left = 1.0
    for r in reliability:
        left *= 1.0 - r
    return 1.0 - left


def cvar_of_normal(level, mean, sd):
    """S47: mean of the worst share of a normal number, mu - sigma phi(z) / alpha."""
    return mean - sd * norm.pdf(norm.ppf(level)) / level


def gain_of_learning_normal(mean, sd):
    """S49: E max(0, X) - max(0, E X) for a normal lead X of one strategy over the other."""
    z = mean / sd
    return sd * (norm.pdf(z) + z * norm.cdf(z)) - max(0.0, mean)


def voi_lead(g, known):
    """S49: mean and spread of p1 - p2 that the given inputs explain."""
    spread = {"p1": g["p1"][1], "p2": g["p2"][1]}
    return g["p1"][0] - g["p2"][0], sum(spread[name] ** 2 for name in known) ** 0.5


LS_PATHS = [
    [1.00, 1.09, 1.08, 1.34],
    [1.00, 1.16, 1.26, 1.54],
    [1.00, 1.22, 1.07, 1.03],
    [1.00, 0.93, 0.97, 0.92],
    [1.00, 1.11, 1.56, 1.52],
    [1.00, 0.76, 0.77, 0.90],
    [1.00, 0.92, 0.84, 1.01],
    [1.00, 0.88, 1.22, 1.34],
]
"""S52: the eight stock-price paths of Longstaff and Schwartz (2001), section 1."""


def put_by_tree(spot, strike, rate, volatility, years, exercise_per_year, steps_per_date=40):
    """S52: put that may be exercised on fixed dates, on a binomial tree; print used finite differences."""
    n = int(years * exercise_per_year) * steps_per_date
    step = years / n
    up = np.exp(volatility * step**0.5)
    chance = (np.exp(rate * step) - 1 / up) / (up - 1 / up)
    price = spot * up ** (2.0 * np.arange(n + 1) - n)
    value = np.maximum(strike - price, 0.0)
    for k in range(n - 1, -1, -1):
        value = np.exp(-rate * step) * (chance * value[1:] + (1 - chance) * value[:-1])
        price = price[:-1] * up
        if k % steps_per_date == 0:
            value = np.maximum(value, strike - price)
    return value[0]


def revenue_of_uniform_auction(n, reserve):
    """S65: expected price among n private values even on 0 to 1: second highest or reserve, none below it.

    With F(x) = x: r n r^(n-1) (1 - r) when one bid passes the reserve, else the second highest above it.
    """
    alone = reserve * n * reserve ** (n - 1) * (1 - reserve)
    second = n * (n - 1) * ((1 - reserve**n) / n - (1 - reserve ** (n + 1)) / (n + 1))
    return alone + second
