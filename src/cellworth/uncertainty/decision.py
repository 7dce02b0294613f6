"""Which strategy is best, how sure, and what knowing more is worth."""

from cellworth.core.arrays import namespace
from cellworth.core.sums import ordered_mean
from cellworth.core.types import Array


def mean_value(value: Array, weight: Array | None = None) -> Array:
    """Mean over the draws, in an order that does not depend on blocks.

    Parameters
    ----------
    value : (s, j) [USD million]
        Of each strategy on the same draws.
    weight : (s,) [1]
        Of the draws; equal if not given. Zero leaves a draw out.

    Returns
    -------
    mean_value : (j,) [USD million]

    References
    ----------
    S44.
    """
    return ordered_mean(value, weight)


def best_share(value: Array, materiality: float = 0.0) -> Array:
    """Share of each draw that a strategy takes: all if best, split among ties.

    Parameters
    ----------
    value : (s, j) [USD million]
    materiality : float [USD million]
        A strategy less than this behind the best counts as tied.

    Returns
    -------
    best_share : (s, j) [1]
        Sums to one in each draw.

    References
    ----------
    S45, S81.
    """
    xp = namespace(value)
    behind = regret(value)
    tied = xp.astype((behind <= 0.0) | (behind < materiality), value.dtype)
    return tied / xp.sum(tied, axis=-1, keepdims=True)


def chance_best(value: Array, materiality: float = 0.0, weight: Array | None = None) -> Array:
    """Chance that a strategy is the best of all, ties split.

    Parameters
    ----------
    value : (s, j) [USD million]
    materiality : float [USD million]
    weight : (s,) [1]

    Returns
    -------
    chance_best : (j,) [1]

    References
    ----------
    S45.

    Examples
    --------
    Three draws of two strategies, the last a tie:

    >>> import numpy as np
    >>> chance_best(np.asarray([[2.0, 1.0], [0.0, 3.0], [1.0, 1.0]])).round(2)
    array([0.5, 0.5])
    """
    return ordered_mean(best_share(value, materiality), weight)


def family_chance(chance_best: Array, family: tuple[int, ...], n_families: int) -> Array:
    """Chance that the best strategy belongs to a family.

    Parameters
    ----------
    chance_best : (j,) [1]
    family : tuple
        Number of each strategy's family.
    n_families : int

    Returns
    -------
    family_chance : (f,) [1]

    References
    ----------
    S81.
    """
    xp = namespace(chance_best)
    members = [[float(own == number) for own in family] for number in range(n_families)]
    return xp.sum(xp.asarray(members, dtype=chance_best.dtype) * chance_best[None, :], axis=-1)


def regret(value: Array) -> Array:
    r"""What a strategy loses against the best of each draw, :math:`\max_i V_i - V_j`.

    Parameters
    ----------
    value : (s, j) [USD million]

    Returns
    -------
    regret : (s, j) [USD million]

    References
    ----------
    S46. For a table of named scenarios its largest entry per strategy is the minimax criterion.
    """
    xp = namespace(value)
    return xp.max(value, axis=-1, keepdims=True) - value


def perfect_information_value(value: Array, weight: Array | None = None) -> Array:
    r"""What knowing everything before choosing would be worth (EVPI).

    .. math:: E \max_j V_j - \max_j E V_j

    Parameters
    ----------
    value : (s, j) [USD million]
    weight : (s,) [1]

    Returns
    -------
    perfect_information_value : () [USD million]
        The expected regret of the strategy that is best on average.

    References
    ----------
    S48.
    """
    xp = namespace(value)
    return xp.min(ordered_mean(regret(value), weight))


def risk_score(mean: Array, tail: Array, aversion: Array) -> Array:
    r"""Ranking number of the risk slider, :math:`(1 - \lambda) \, E V + \lambda \, \mathrm{CVaR}`.

    Parameters
    ----------
    mean : (j,) [USD million]
    tail : (j,) [USD million]
    aversion : (j,) [1]
        From zero (mean only) to one (worst cases only).

    Returns
    -------
    risk_score : (j,) [USD million]

    References
    ----------
    S47.
    """
    return (1.0 - aversion) * mean + aversion * tail


def risk_switches(mean: Array, tail: Array) -> list[tuple[float, int]]:
    """Where the leader changes as the risk slider moves from zero to one.

    Parameters
    ----------
    mean : (j,) [USD million]
    tail : (j,) [USD million]

    Returns
    -------
    switches : list
        Pairs of slider position and strategy that leads from there on; the first stands at zero.

    References
    ----------
    S47.
    """
    start = [float(mean[j]) for j in range(mean.shape[0])]
    slope = [float(tail[j]) - start[j] for j in range(mean.shape[0])]
    here = 0.0
    leader = max(range(len(start)), key=lambda j: (start[j], slope[j]))
    found = [(here, leader)]
    while True:
        crossings = []
        for j in range(len(start)):
            if slope[j] > slope[leader]:
                at = (start[leader] - start[j]) / (slope[j] - slope[leader])
                if here <= at <= 1.0:
                    crossings.append((at, -slope[j], j))
        if not crossings:
            return found
        here, _, leader = min(crossings)
        found.append((here, leader))
