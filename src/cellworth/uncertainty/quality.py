"""Is the decision any good: stated chances and ranges against worlds whose truth is known."""

from cellworth.core.arrays import namespace
from cellworth.core.types import Array


def calibration_gap(stated: Array, was_best: Array, counted: Array | None = None) -> Array:
    r"""Stated chance less share of hits; above zero is overconfident.

    .. math:: \overline{P} - \overline{o}

    Parameters
    ----------
    stated : (w,) [1]
        Chance that the recommended strategy is best, in each world.
    was_best : (w,) [1]
        One where it was, zero where not.
    counted : (w,) [1]
        One for the worlds of a bin, zero for the others; all if not given.

    Returns
    -------
    calibration_gap : () [1]
        NaN for an empty bin.

    References
    ----------
    S80.
    """
    return _mean(stated - was_best, counted)


def in_bin(stated: Array, low: float, high: float) -> Array:
    """Worlds whose stated chance lies from `low` to below `high`.

    Parameters
    ----------
    stated : (w,) [1]
    low : float [1]
    high : float [1]

    Returns
    -------
    in_bin : (w,) [1]

    References
    ----------
    S80.
    """
    xp = namespace(stated)
    return xp.astype((stated >= low) & (stated < high), stated.dtype)


def interval_coverage(low: Array, high: Array, truth: Array) -> Array:
    """Share of worlds whose truth lies inside the stated range.

    Parameters
    ----------
    low : (w,) [any]
    high : (w,) [any]
    truth : (w,) [any]

    Returns
    -------
    interval_coverage : () [1]

    References
    ----------
    S80.
    """
    xp = namespace(low, high, truth)
    return xp.mean(xp.astype((truth >= low) & (truth <= high), truth.dtype))


def chosen_regret(value: Array, choice: Array) -> Array:
    """What a rule loses in each world against the best choice there.

    Parameters
    ----------
    value : (w, j) [USD million]
        True value of each strategy.
    choice : (w,) [1]
        Whole number of the strategy the rule takes.

    Returns
    -------
    chosen_regret : (w,) [USD million]

    References
    ----------
    S80.
    """
    xp = namespace(value, choice)
    taken = xp.take_along_axis(value, choice[:, None], axis=1)[:, 0]
    return xp.max(value, axis=1) - taken


def cheaper_choice(unit_cost: Array, quote: Array, make: int, buy: int) -> Array:
    """The rule in use that compares own unit cost with the supplier's quote.

    Parameters
    ----------
    unit_cost : (w,) [USD/kWh]
    quote : (w,) [USD/kWh]
    make : int
        Number of the strategy taken when making is not dearer.
    buy : int

    Returns
    -------
    cheaper_choice : (w,) [1]

    References
    ----------
    S80.
    """
    xp = namespace(unit_cost, quote)
    makes = xp.astype(unit_cost <= quote, xp.int64)
    return makes * make + (1 - makes) * buy


def _mean(values: Array, counted: Array | None) -> Array:
    xp = namespace(values)
    if counted is None:
        return xp.mean(values)
    total = xp.sum(counted)
    return xp.where(
        total > 0.0, xp.sum(values * counted) / xp.where(total > 0.0, total, xp.ones_like(total)), xp.nan
    )
