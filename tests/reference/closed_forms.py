"""Named reference functions: closed forms and known wrong ways that only tests use (decision 4).

Rows of worked_strategy.csv that test a function of this file and nothing of the program:
see ``REFERENCE_ONLY`` in worked_calls; the program's sampled estimators are tested against the same
values within four standard errors in test_sampled_estimators.py.
"""

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
