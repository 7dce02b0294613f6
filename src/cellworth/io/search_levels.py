"""Levels and bounds of a search, from the table of the package."""

from cellworth.engine.search.levers import Levels
from cellworth.engine.search.result import Rules
from cellworth.io.parameter_files import parameter_table

__all__ = ["search_levels", "search_rules"]

TABLE = "search/levels.csv"


def _rows() -> dict[str, list[float]]:
    return {
        row["name"]: [float(text) for text in row["value"].split()] for row in parameter_table(TABLE).rows
    }


def search_levels() -> Levels:
    """Levels tried on each lever."""
    rows = _rows()
    return Levels(
        shares=tuple(rows["shares"]),
        retained=tuple(rows["retained"]),
        agreement_years=tuple(map(int, rows["agreement_years"])),
        agreement_shares=tuple(rows["agreement_shares"]),
        delays=tuple(map(int, rows["delays"])),
    )


def search_rules() -> Rules:
    """Bounds of a search and how many ways it shows."""
    rows = _rows()
    names = ("beam", "ways", "screening_draws", "final_draws", "shown", "of_one_family")
    return Rules(**{name: int(rows[name][0]) for name in names})
