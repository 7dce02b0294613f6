"""The section on the dates of a case, in Markdown."""

from pathlib import Path

from cellworth.app.docs import table
from cellworth.app.marked_sections import check_section, write_section
from cellworth.app.timeline import TimelineRun
from cellworth.report.content import Section, Table
from cellworth.report.figures import amount, shown_unit
from cellworth.report.timeline import timeline_content

__all__ = ["check_timeline_section", "section", "write_timeline_section"]

SECTION, TITLE = "timeline", "Validation"


def section(done: TimelineRun) -> str:
    """Answers, prices and chances by date, how far the draws settle them, and what was new."""
    content = timeline_content(done.runs, done.layers)
    result = done.runs[0].result
    command = f"cellworth timeline {done.name} --scenarios {result.n_scenarios} --seed {result.seed}"
    parts = [
        "## The answer at several dates",
        f"{content.answer} {content.caution}",
        f"Made by `{command} --page docs/validation.md`.",
        *(part for each in content.sections for part in _parts(each)),
        "What it cannot say:",
        "\n".join(f"- {limit}" for limit in content.limits),
    ]
    return "\n\n".join(parts)


def _parts(part: Section) -> list[str]:
    """Words and tables of a section; its charts stand in the report alone."""
    if not part.tables:
        return []
    return [f"### {part.heading}", *part.words, *map(_table, part.tables)]


def _table(shown: Table) -> str:
    heads = [
        f"{each.label}, {unit}" if (unit := shown_unit(each.unit)) else each.label for each in shown.columns
    ]
    cells = [[amount(value, each.unit) for value in each.values] for each in shown.columns]
    return table(heads, zip(*cells, strict=True))


def check_timeline_section(page: str) -> None:
    """Refuse a page that the section cannot be put into.

    Raises
    ------
    InputError
        If it is so.
    """
    check_section(page, SECTION)


def write_timeline_section(done: TimelineRun, page: str) -> Path:
    """Put the section into a page; the rest of the page stays.

    Raises
    ------
    InputError
        If the page cannot be written.
    """
    return write_section(page, SECTION, section(done), TITLE)
