"""A case of stake deals in, its table out."""

from dataclasses import dataclass
from pathlib import Path

from cellworth.core.types import Array
from cellworth.engine.scenarios.stakes import StakesResult, run_stakes
from cellworth.io.case_files import STAKES, case_kind
from cellworth.io.stakes_records import StakesFile, load_stakes, stakes_case
from cellworth.report.stakes import write_stakes_page

__all__ = ["StakesRun", "is_stakes", "stakes", "write_stakes_report"]

MILLION = 1e6
REPORT = "report.html"


@dataclass(frozen=True)
class StakesRun:
    """A case of stake deals that was run.

    Attributes
    ----------
    case : as read and checked.
    result : of the deals.
    """

    case: StakesFile
    result: StakesResult

    @property
    def summary(self) -> str:
        """One screen of text."""
        parts = (_deals(self.result), _control(self.result), _funds(self.result), _pools(self.result))
        head = f"{self.result.case.title}\n{self.result.case.question}"
        return "\n\n".join([head, *("\n".join(lines) for lines in parts if lines)])


def write_stakes_report(found: StakesRun, folder: str | Path) -> Path:
    """Write the page of a run into its folder, whole or not at all."""
    return write_stakes_page(found.result, Path(folder) / REPORT, found.case.layers)


def is_stakes(name_or_path: str) -> bool:
    """Whether a case is one of stake deals."""
    return case_kind(name_or_path) == STAKES


def stakes(name_or_path: str) -> StakesRun:
    """Run a case of stake deals by name or path.

    Raises
    ------
    InputError
        If the case cannot be used.
    """
    case = load_stakes(name_or_path)
    return StakesRun(case, run_stakes(stakes_case(case)))


def _money(values: Array) -> str:
    """Low, middle and high in million USD; one number where they are the same."""
    low, middle, high = (f"{value / MILLION:,.0f}" for value in values)
    return middle if low == high else f"{middle} ({low} to {high})"


def _table(rows: list[tuple[str, ...]]) -> list[str]:
    """Rows under each other, the first column to the left, the others to the right."""
    widths = [max(len(row[k]) for row in rows) for k in range(len(rows[0]))]
    return [
        "  ".join(
            cell.ljust(w) if k == 0 else cell.rjust(w)
            for k, (cell, w) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]


def _deals(result: StakesResult) -> list[str]:
    rows: list[tuple[str, ...]] = [
        ("million USD", "price", "implied whole", "before the new money", "without control")
    ]
    for entry in result.deals:
        before = _money(entry.before_money) if entry.deal.new_shares else "old shares"
        numbers = (_money(entry.price), _money(entry.whole), before, _money(entry.minority_level))
        rows.append((f"{entry.deal.title}, {entry.deal.day}", *numbers))
    return _table(rows)


def _control(result: StakesResult) -> list[str]:
    titles = {company.name: company.title for company in result.case.companies}
    holder = titles[result.case.holder]
    rows: list[tuple[str, ...]] = [
        (f"{holder}'s part", "before", "after", "can carry alone", "can stop alone")
    ]
    for name in result.after.carries:
        at = result.after.companies.index(name)
        shares = [f"{100.0 * side.look_through[at]:.1f} %" for side in (result.before, result.after)]
        rows.append(
            (
                titles[name],
                *shares,
                _resolutions(result, name, "carries"),
                _resolutions(result, name, "blocks"),
            )
        )
    capacity = (f"{side.capacity / MILLION:.2f} GWh" for side in (result.before, result.after))
    rows.append(("cells a year, look-through", *capacity, "", ""))
    return _table(rows)


def _resolutions(result: StakesResult, company: str, right: str) -> str:
    """Resolutions a right reaches, before and after."""
    told = []
    for side in (result.before, result.after):
        reached = getattr(side, right)[company]
        told.append(" and ".join(t.name for t in result.case.thresholds if reached[t.name]) or "none")
    return told[0] if told[0] == told[1] else f"{told[0]} > {told[1]}"


def _funds(result: StakesResult) -> list[str]:
    rows: list[tuple[str, ...]] = [
        ("sources and uses, million USD", "poor", "middle", "good"),
        ("stakes sold", *(f"{value / MILLION:,.0f}" for value in result.source_total)),
        ("stakes bought", *(f"{value / MILLION:,.0f}" for value in result.use_total)),
        ("left over", *(f"{value / MILLION:,.0f}" for value in result.net_funds)),
    ]
    return _table(rows)


def _pools(result: StakesResult) -> list[str]:
    if not result.pools:
        return []
    rows: list[tuple[str, ...]] = [("volume together", "GWh a year", "USD/kWh")]
    for entry in result.pools:
        first, *_ = entry.pool.volume
        alone, pooled = entry.volume_alone / MILLION, entry.volume_pooled / MILLION
        rows.append((f"{entry.pool.title}: {first} alone", f"{alone:.2f}", f"{entry.cost_alone:.0f}"))
        rows.append(("all together", f"{pooled:.2f}", f"{entry.cost_pooled:.0f}"))
    return _table(rows)
