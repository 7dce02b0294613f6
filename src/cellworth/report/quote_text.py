"""An offer judged as lines of text."""

from cellworth.engine.quote.result import QuoteResult
from cellworth.report.content import Table
from cellworth.report.figures import amount, shown_unit
from cellworth.report.quote import Asked, quote_answer, quote_sections

__all__ = ["quote_text"]

WIDTH = 100


def quote_text(result: QuoteResult, asked: Asked) -> list[str]:
    """The page as lines of text, at most 100 columns."""
    lines = [asked.title, *_wrapped(asked.note), *_wrapped(asked.money), *_wrapped(asked.terms), ""]
    lines += _wrapped(quote_answer(result, asked))
    for section in quote_sections(result, asked):
        lines += ["", section.heading]
        for word in section.words:
            lines += _wrapped(word, "  ")
        for number, point in enumerate(section.points, 1):
            lines += _wrapped(f"{number}. {point.text}", "  ")
        for table in section.tables:
            lines += _rows(table)
    return lines


def _wrapped(text: str, indent: str = "") -> list[str]:
    lines, line = [], indent
    for word in text.split():
        if len(line) + len(word) + 1 > WIDTH and line.strip():
            lines.append(line.rstrip())
            line = indent + (" " * 2 if indent else "")
        line += f"{word} "
    return [*lines, line.rstrip()] if line.strip() else lines


def _rows(table: Table) -> list[str]:
    cells = [
        [
            f"{each.label} {shown_unit(each.unit)}".rstrip(),
            *(amount(value, each.unit) for value in each.values),
        ]
        for each in table.columns
    ]
    wide = [max(map(len, entries)) for entries in cells]
    return [
        "  "
        + "  ".join(
            entry.ljust(width) if place == 0 else entry.rjust(width)
            for place, (entry, width) in enumerate(zip(row, wide, strict=True))
        ).rstrip()
        for row in zip(*cells, strict=True)
    ]
