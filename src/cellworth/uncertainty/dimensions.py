"""Which dimension of the draws belongs to which uncertain parameter, for good."""

from collections.abc import Iterable, Mapping


def dimension_numbers(names: Iterable[str], known: Mapping[str, int]) -> dict[str, int]:
    """Dimension of each parameter: a known one keeps its own, new ones take the next free.

    Parameters
    ----------
    names : iterable
        Parameters of this run; new ones are numbered in this order.
    known : mapping
        Dimensions given before (built-in list, manifest of an earlier run). They stay taken even when
        their parameter is not part of this run.

    Returns
    -------
    dimension_numbers : mapping
        Of the known and the new parameters; goes into the manifest.

    Raises
    ------
    ValueError
        If two known parameters share a dimension.

    References
    ----------
    Theory, eq. uncertainty-1 (decision before S7).
    """
    taken = set(known.values())
    if len(taken) < len(known):
        raise ValueError("two parameters share a dimension of the draws")
    numbers = dict(known)
    free = 0
    for name in names:
        if name in numbers:
            continue
        while free in taken:
            free += 1
        numbers[name] = free
        taken.add(free)
    return numbers
