"""An electrode of several active materials, and the lithium its first cycle takes."""

from collections.abc import Mapping

from cellworth.core.types import Array

__all__ = ["blended_capacity", "first_cycle_loss"]


def _total(parts: list[Array]) -> Array:
    return sum(parts[1:], start=parts[0])


def blended_capacity(shares: Mapping[str, Array], capacities: Mapping[str, Array]) -> Array:
    r"""Capacity of a blend, :math:`\sum_i w_i q_i`; its price is found the same way.

    Parameters
    ----------
    shares : dict of (s,) [g/g]
    capacities : dict of (s,) [mAh/g]

    Returns
    -------
    capacity : (s,) [mAh/g]

    References
    ----------
    X36.
    """
    return _total([share * capacities[name] for name, share in shares.items()])


def first_cycle_loss(
    capacity_ratio: Array,
    shares: Mapping[str, Array],
    capacities: Mapping[str, Array],
    efficiencies: Mapping[str, Array],
) -> Array:
    r"""Lithium that the negative electrode keeps, per capacity of the positive one.

    .. math:: \lambda = NP \frac{\sum_i w_i q_i (1/\eta_i - 1)}{\sum_i w_i q_i}

    Parameters
    ----------
    capacity_ratio : (s,) [1]
        Negative over positive.
    shares : dict of (s,) [g/g]
    capacities : dict of (s,) [mAh/g]
    efficiencies : dict of (s,) [1]
        Of the first cycle.

    Returns
    -------
    loss : (s,) [1]

    References
    ----------
    X37.
    """
    lost = _total(
        [share * capacities[name] * (1.0 / efficiencies[name] - 1.0) for name, share in shares.items()]
    )
    return capacity_ratio * lost / blended_capacity(shares, capacities)
