"""One screen of plain text from the same content as the page."""

import textwrap
from collections.abc import Iterator, Sequence

from cellworth.report.content import Content, Headline, Section, Table
from cellworth.report.figures import HARD_SPACE, amount, day, quantity, shown_unit, span

__all__ = ["summary_text"]

WIDTH = 100
NAME = 16
"""Letters that the first column of a table keeps in any case."""


def summary_text(content: Content) -> str:
    """The first page, or answer, three numbers and the years; at most 100 columns wide."""
    head = f"{content.title}, as known on {day(content.as_known_on)}"
    lines = [
        _both_ends(head, content.run_line),
        "",
        *_wrapped(content.answer),
        *_wrapped(content.caution),
        *_wrapped(content.money),
        "",
        *_numbers(content.headlines),
        "",
        *(_board(content.board) if content.board else [*_table(content.yearly), ""]),
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
            spans = f", {item.spans}" if item.spans else ""
            value += f"  ({span(item.low, item.high, item.unit, first_screen=True)}{spans})"
        line = f"  {item.label:<{wide}}  {value}"
        noted = f"{line}  {item.note}"
        if not item.note or len(noted) <= WIDTH:
            yield noted.rstrip()
        else:
            yield line
            yield from textwrap.wrap(item.note, WIDTH, initial_indent=indent, subsequent_indent=indent)


def _board(sections: Sequence[Section]) -> Iterator[str]:
    """Rest of the first page: tables under their heads, lists and sentences beside them."""
    for section in sections:
        for table in section.tables:
            yield from _table(table, section.heading)
        if section.tables:
            for line in section.notes:
                yield from _wrapped(line)
            yield ""
    lists = [section for section in sections if not section.tables]
    wide = max((len(section.heading) for section in lists), default=0) + 2
    for section in lists:
        head, rest = f"{section.heading + ':':<{wide}}", " " * wide
        lines = [*section.words, *(point.text for point in section.points)]
        if not section.numbered:
            lines = [" ".join(lines)]
        for place, line in enumerate(lines):
            number = f"{place + 1}. " if section.numbered and section.points else ""
            start = (rest if place else head) + number
            more = rest + " " * len(number)
            yield from textwrap.wrap(line, WIDTH, initial_indent=start, subsequent_indent=more)
    yield ""


def _table(table: Table, heading: str = "") -> list[str]:
    """Columns of numbers, and of words if they are few, under heads of two lines, as many as fit."""
    whole = bool(heading)
    columns = []
    for place, column in enumerate(table.columns):
        if column.long and place:
            continue
        head = heading if whole and place == 0 else column.label
        texts = [amount(value, column.unit, first_screen=whole) for value in column.values]
        cells = [head, shown_unit(column.unit), *texts]
        columns.append((column.numeric, cells, max(map(len, cells))))
    if columns and not columns[0][0]:
        rest = sum(wide + 2 for _, _, wide in columns[1:])
        columns[0] = _cut(columns[0][1], max(WIDTH - rest, len(columns[0][1][0]), NAME))
    while columns and sum(wide + 2 for *_, wide in columns) - 2 * whole > WIDTH:
        columns.pop()
    set_out = [
        [cell.rjust(wide) if numeric else cell.ljust(wide) for cell in cells]
        for numeric, cells, wide in columns
    ]
    margin = "" if whole else "  "
    return [(margin + "  ".join(row)).rstrip() for row in zip(*set_out, strict=True)]


def _cut(cells: list[str], most: int) -> tuple[bool, list[str], int]:
    """Names no longer than a width."""
    short = [cell if len(cell) <= most else cell[: most - 1].rstrip() + "…" for cell in cells]
    return False, short, max(map(len, short))


def _rests_on(content: Content) -> str:
    n_facts = sum(len(facts) for _, facts in content.facts)
    counted = ((n_facts, "numbers with sources"), (len(content.conflicts), "conflicts between sources"))
    parts = [f"{count} {what}" for count, what in (*counted, (len(content.limits), "limits")) if count]
    return f"In the report: {', '.join(parts)}." if parts else ""
