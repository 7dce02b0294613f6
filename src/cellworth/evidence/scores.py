"""How good the odds were, once outcomes are known."""

from cellworth.core.arrays import namespace
from cellworth.core.types import Array


def brier_score(stated: Array, happened: Array) -> Array:
    r"""Mean squared distance between stated chance and outcome; zero is perfect, one quarter knows nothing.

    .. math:: B = \frac{1}{n} \sum_k (P_k - o_k)^2

    Parameters
    ----------
    stated : (s, c) [1]
    happened : (s, c) [1]
        One where the event came, zero where not.

    Returns
    -------
    brier_score : (s,) [1]

    References
    ----------
    S4, scores by source class. [brier1950]_
    """
    xp = namespace(stated, happened)
    return xp.mean((stated - happened) ** 2, axis=-1)
