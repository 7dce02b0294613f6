"""Dimensions of the Sobol' points that quantities of the shipped cases keep for good."""

from collections.abc import Iterable

from cellworth.io.parameter_files import parameter_table
from cellworth.uncertainty.dimensions import dimension_numbers

__all__ = ["known_dimensions", "unlisted"]

TABLE = "uncertainty/dimensions.csv"


def known_dimensions() -> dict[str, int]:
    """Dimension by quantity; a name that is not in it draws from points of its own."""
    rows = parameter_table(TABLE).values("name", "dimension")
    return dimension_numbers((), {name: int(number) for name, number in rows.items()})


def unlisted(names: Iterable[str]) -> dict[str, int]:
    """Names that are not in the table, with the next free dimensions: what to add to it."""
    known = known_dimensions()
    found = dimension_numbers(names, known)
    return {name: number for name, number in found.items() if name not in known}
