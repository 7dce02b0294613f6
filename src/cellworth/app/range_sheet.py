"""Ranges of a car as lines of text and as JSON."""

import json
from collections.abc import Iterator
from itertools import groupby

from cellworth.app.range import CarRange, RangeAnswer
from cellworth.io.input_schema import column_rows

__all__ = ["answer_json", "sheet_lines", "table_lines"]

LABEL, VALUE = 44, 10
TABLE = (
    ("total_energy", "kWh"),
    ("carried_mass", "pack kg"),
    ("test_mass", "test kg"),
    ("udds_range", "UDDS mi"),
    ("hwfet_range", "HWFET mi"),
    ("us06_range", "US06 mi"),
    ("wltc_range", "WLTC km"),
    ("label_range", "label mi"),
    ("range_error", "+/- %"),
    ("pack_cost", "USD"),
)
"""Columns of the table of packs, with their heads."""

GAP = 2


def sheet_lines(answer: RangeAnswer) -> Iterator[str]:
    """One pack: label, number, unit, under headings."""
    row = answer.rows[0]
    yield f"{answer.title}: {row.title}, {row.couple}"
    for section, columns in groupby(column_rows("range_columns.csv"), key=lambda column: column["section"]):
        yield ""
        yield section
        for column in columns:
            value = format(row.values[column["name"]], column["form"])
            yield f"  {column['label']:{LABEL}} {value:>{VALUE}} {column['unit']}"


def table_lines(answer: RangeAnswer) -> Iterator[str]:
    """Several packs: one line each."""
    forms = {column["name"]: column["form"] for column in column_rows("range_columns.csv")}
    cells = [[row.title, row.couple, *(_cell(row, name, forms) for name, _ in TABLE)] for row in answer.rows]
    table = [["pack", "couple", *(head for _, head in TABLE)], *cells]
    widths = [max(len(line[place]) for line in table) for place in range(len(table[0]))]
    yield answer.title
    yield ""
    for line in table:
        words = [
            text.ljust(width) if place < 2 else text.rjust(width)
            for place, (text, width) in enumerate(zip(line, widths, strict=True))
        ]
        yield (" " * GAP).join(words).rstrip()


def _cell(row: CarRange, name: str, forms: dict[str, str]) -> str:
    return format(row.values[name], forms[name])


def answer_json(answer: RangeAnswer) -> str:
    """All numbers with their units."""
    content = {
        "vehicle": answer.key,
        "title": answer.title,
        "packs": [{"title": row.title, "couple": row.couple, "values": row.values} for row in answer.rows],
        "units": {column["name"]: column["unit"] for column in column_rows("range_columns.csv")},
        "notes": list(answer.notes),
    }
    return json.dumps(content, indent=1, allow_nan=False, ensure_ascii=False)
