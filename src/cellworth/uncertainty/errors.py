"""How sure the figures of a run are, and when to stop."""

from cellworth.core.arrays import namespace
from cellworth.core.sums import ordered_mean, ordered_sum
from cellworth.core.types import Array


def draws_counted(value: Array, weight: Array | None) -> Array:
    r"""Number of equal draws that carry as much, :math:`(\sum w)^2 / \sum w^2`.

    Parameters
    ----------
    value : (s, j) [USD million]
    weight : (s,) [1]
        Equal if not given.

    Returns
    -------
    draws_counted : () [1]

    References
    ----------
    S51.
    """
    if weight is None or weight.shape[0] == 1:
        return float(value.shape[0])
    return ordered_sum(weight) ** 2 / ordered_sum(weight**2)


def chance_error(chance: Array, n: float) -> Array:
    r"""Standard error of a chance, :math:`\sqrt{p (1 - p) / N}`.

    Parameters
    ----------
    chance : (j,) [1]
    n : float [1]
        Number of draws.

    Returns
    -------
    chance_error : (j,) [1]

    References
    ----------
    S51.
    """
    xp = namespace(chance)
    return xp.sqrt(chance * (1.0 - chance) / n)


def mean_error(value: Array, weight: Array | None = None) -> Array:
    r"""Standard error of a mean over the draws, as if they were independent.

    .. math:: \sigma / \sqrt{N_{\mathrm{eff}} - 1}, \quad N_{\mathrm{eff}} = (\sum w)^2 / \sum w^2

    Parameters
    ----------
    value : (s, j) [USD million]
    weight : (s,) [1]

    Returns
    -------
    mean_error : (j,) [USD million]
        NaN for a single draw.

    Notes
    -----
    Too large for quasi-random draws, so on the safe side.

    References
    ----------
    S51.
    """
    xp = namespace(value)
    variance = ordered_mean((value - ordered_mean(value, weight)[None, ...]) ** 2, weight)
    free = xp.asarray(draws_counted(value, weight), dtype=value.dtype) - 1.0
    return xp.sqrt(variance / xp.where(free > 0.0, free, xp.full_like(free, xp.nan)))


def is_settled(difference: float, error: float, evpi: float, cost: float, n_errors: float) -> bool:
    """Whether more draws or more research would be idle.

    Parameters
    ----------
    difference : float [USD million]
        Mean of the leader less mean of the runner-up.
    error : float [USD million]
        Its standard error.
    evpi : float [USD million]
    cost : float [USD million]
        Of more work.
    n_errors : float [1]
        Standard errors that count as clear, three by default of the pages.

    Returns
    -------
    settled : bool

    References
    ----------
    S51.
    """
    return abs(difference) > n_errors * error or evpi < cost


def confidence_step(chance: float, thresholds: tuple[float, ...], steps_down: int) -> int:
    """Which confidence word a chance earns, counted from the strongest.

    Parameters
    ----------
    chance : float [1]
        Of the leading family.
    thresholds : tuple
        Least chance of each word but the last, falling.
    steps_down : int
        One for a leading difference within its error, one for weak evidence.

    Returns
    -------
    step : int
        Zero is the strongest word; never beyond the last.

    References
    ----------
    S81.
    """
    earned = sum(chance < least for least in thresholds)
    return min(earned + steps_down, len(thresholds))
