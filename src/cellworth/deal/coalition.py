"""Splitting what parties can only have together."""

from math import factorial

from cellworth.core.arrays import namespace
from cellworth.core.types import Array


def shapley_split(coalition_value: Array, n_parties: int) -> Array:
    r"""Fair part of each party: its mean contribution over all orders of joining.

    .. math:: \phi_i = \sum_{C \not\ni i} \frac{|C|! \, (n - |C| - 1)!}{n!} \bigl(v(C \cup i) - v(C)\bigr)

    Parameters
    ----------
    coalition_value : (s, q) [USD million]
        Of each coalition; coalition number is the sum of :math:`2^i` over its parties, zero the empty one.
    n_parties : int

    Returns
    -------
    shapley_split : (s, n) [USD million]
        Sums to the value of all together.

    Raises
    ------
    ValueError
        If there are not two to the power of `n_parties` coalitions.

    References
    ----------
    S67. [shapley1953]_
    """
    n_coalitions = 2**n_parties
    if coalition_value.shape[-1] != n_coalitions:
        raise ValueError(
            f"{n_parties} parties make {n_coalitions} coalitions, got {coalition_value.shape[-1]}"
        )
    xp = namespace(coalition_value)
    parts = []
    for party in range(n_parties):
        total = xp.zeros_like(coalition_value[..., 0])
        for number in range(n_coalitions):
            if number >> party & 1:
                continue
            size = number.bit_count()
            share = factorial(size) * factorial(n_parties - size - 1) / factorial(n_parties)
            gain = coalition_value[..., number | 1 << party] - coalition_value[..., number]
            total = total + share * gain
        parts.append(total)
    return xp.stack(parts, axis=-1)


def three_way_value(alone_with_bidder: Array, all_three: Array) -> Array:
    """Coalition values of a sale with a partner: seller, partner, bidder, in this order.

    Parameters
    ----------
    alone_with_bidder : (s,) [USD million]
        What seller and bidder can do without the partner; zero where its consent is needed.
    all_three : (s,) [USD million]

    Returns
    -------
    three_way_value : (s, 8) [USD million]

    References
    ----------
    S67.
    """
    xp = namespace(alone_with_bidder, all_three)
    nothing = xp.zeros_like(all_three + alone_with_bidder)
    values = [nothing] * 8
    values[0b101] = alone_with_bidder + nothing
    values[0b111] = all_three + nothing
    return xp.stack(values, axis=-1)
