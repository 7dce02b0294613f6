"""A BatPaC workbook beside ours as plain content, for a page."""

import math
from collections.abc import Mapping
from typing import Any

from cellworth.app.import_workbook import Compared, SideBySide
from cellworth.io.batpac_workbook import BATTERIES
from cellworth.io.input_schema import input_definitions

__all__ = ["side_content"]

FAR_SHOWN = 20
MOST_TEXT = 200


def side_content(side: SideBySide) -> dict[str, Any]:
    """What was read, what is lacking, and the results side by side.

    Parameters
    ----------
    side : of a workbook.

    Returns
    -------
    content : version and day of the workbook; numbers of its batteries computed here; notes and problems;
        inputs and results, each with a value per battery from 1 to 7 (None where there is none); count of
        the numbers compared, their median difference, the share within the workbook's own tolerance, and
        the farthest; words that differ. Numbers that JSON has not are None; long texts are cut.
    """
    summary = side.summary()
    return {
        "version": _cut(side.workbook.version),
        "saved_on": side.workbook.saved_on,
        "batteries": list(side.batteries),
        "notes": [_cut(note, 4 * MOST_TEXT) for note in side.notes],
        "problems": [
            {name: _cut(getattr(problem, name)) for name in ("where", "found", "why", "instead")}
            for problem in side.problems
        ],
        "inputs": _inputs(side),
        "results": [_line(title, lines) for title, lines in side.shown()],
        "compared": summary.compared if summary else 0,
        "median": _number(summary.median) if summary else None,
        "within": summary.within if summary else None,
        "far": [_far(entry) for entry in summary.far[:FAR_SHOWN]] if summary else [],
        "words_differ": [
            {"name": column, "battery": battery, "workbook": _cut(stored), "here": _cut(here)}
            for column, battery, stored, here in side.texts_differ[:FAR_SHOWN]
        ],
    }


def _inputs(side: SideBySide) -> list[dict[str, Any]]:
    """Inputs entered in the workbook, in the order of our own."""
    found = []
    for definition in input_definitions().values():
        values = side.workbook.inputs.get(definition.batpac_column, ())
        if any(value is not None for value in values):
            shown = [_cut(value) if isinstance(value, str) else value for value in values]
            named = {"name": definition.name, "title": definition.label, "unit": definition.unit}
            found.append({**named, "values": shown})
    return found


def _line(title: str, lines: Mapping[int, Compared]) -> dict[str, Any]:
    """One result: of the workbook, here, and how far apart."""
    numbers = range(1, BATTERIES + 1)
    sides = {"workbook": "stored", "here": "here", "difference": "difference"}
    return {
        "title": title,
        **{
            name: [_number(getattr(lines[n], part)) if n in lines else None for n in numbers]
            for name, part in sides.items()
        },
    }


def _far(entry: Compared) -> dict[str, Any]:
    sides = {"workbook": entry.stored, "here": entry.here, "difference": entry.difference}
    named = {"name": entry.column, "battery": entry.battery}
    return {**named, **{name: _number(value) for name, value in sides.items()}}


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _cut(text: str, most: int = MOST_TEXT) -> str:
    return text if len(text) <= most else f"{text[:most]}…"
