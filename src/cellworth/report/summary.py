"""One screen of plain text from the same content as the page."""

import textwrap
from collections.abc import Iterator

from cellworth.report.content import Content, Headline, Table
from cellworth.report.figures import HARD_SPACE, amount, day, quantity, shown_unit, span

__all__ = ["summary_text"]

WIDTH = 100


def summary_text(content: Content) -> str:
    """Answer, three numbers, the years and what it rests on, at most 100 columns wide."""
    head = f"{content.title}, as known on {day(content.as_known_on)}"
    lines = [
        _both_ends(head, content.run_line),
        "",
        *_wrapped(content.answer),
        *_wrapped(content.caution),
        "",
        *_numbers(content.headlines),
        "",
        *_table(content.yearly),
        "",
        *_wrapped(_rests_on(content)),
    ]
    return "\n".join(lines).replace(HARD_SPACE, " ").rstrip() + "\n"


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH) if text else []


def _both_ends(left: str, right: str) -> str:
    gap = WIDTH - len(left) - len(right)
    return left + " " * gap + right if gap > 1 else left


def _numbers(headlines: tuple[Headline, ...]) -> Iterator[str]:
    wide = max((len(item.label) for item in headlines), default=0)
    indent = " " * (wide + 4)
    for item in headlines:
        value = quantity(item.value, item.unit, first_screen=True)
        if item.low is not None and item.high is not None:
            value += f"  ({span(item.low, item.high, item.unit, first_screen=True)})"
        line = f"  {item.label:<{wide}}  {value}"
        noted = f"{line}  {item.note}"
        if not item.note or len(noted) <= WIDTH:
            yield noted.rstrip()
        else:
            yield line
            yield from textwrap.wrap(item.note, WIDTH, initial_indent=indent, subsequent_indent=indent)


def _table(table: Table) -> list[str]:
    """Columns set to the right under heads of two lines, as many as fit."""
    columns = []
    for column in table.columns:
        unit = shown_unit(column.unit)
        cells = [column.label, unit, *(amount(value, column.unit) for value in column.values)]
        columns.append([cell.rjust(max(map(len, cells))) for cell in cells])
    while columns and sum(len(cells[0]) + 2 for cells in columns) > WIDTH:
        columns.pop()
    return ["  " + "  ".join(row) for row in zip(*columns, strict=True)]


def _rests_on(content: Content) -> str:
    n_facts = sum(len(facts) for _, facts in content.facts)
    counted = ((n_facts, "numbers with sources"), (len(content.conflicts), "conflicts between sources"))
    parts = [f"{count} {what}" for count, what in (*counted, (len(content.limits), "limits")) if count]
    return f"In the report: {', '.join(parts)}." if parts else ""
