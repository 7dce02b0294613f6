"""What a page says as plain JSON: the words, rounded numbers and charts of the report, for the workbench."""

import math
from collections.abc import Sequence
from importlib import import_module
from typing import Any

from cellworth.report.content import (
    Cited,
    Column,
    Conflict,
    Content,
    Headline,
    Picture,
    Point,
    Section,
    Table,
    Why,
)
from cellworth.report.figures import amount, day, pair, quantity, shown_unit, span
from cellworth.report.look import SIZES

__all__ = ["answer_document", "page_document"]


def page_document(content: Content, *, sections: bool = True) -> dict[str, Any]:
    """Content of a page with every number as it is shown.

    Parameters
    ----------
    content : of the report.
    sections : the parts below the first page too: sections, facts, conflicts, limits, manifest.

    Returns
    -------
    page : texts, lists and mappings only; a chart is a Vega-Lite specification for each width.
    """
    first = answer_document(
        title=content.title,
        as_known_on=content.as_known_on,
        run_line=content.run_line,
        answer=content.answer,
        caution=content.caution,
        headlines=content.headlines,
        board=content.board,
        lead=content.lead,
    )
    if not sections:
        return first
    return first | {
        "sections": [_section(section) for section in content.sections],
        "facts": [
            {"group": group, "facts": [_cited(fact) for fact in facts]} for group, facts in content.facts
        ],
        "conflicts": [_conflict(conflict) for conflict in content.conflicts],
        "limits": list(content.limits),
        "manifest": dict(content.manifest),
    }


def answer_document(
    *,
    title: str,
    as_known_on: str,
    run_line: str,
    answer: str,
    caution: str,
    headlines: Sequence[Headline],
    board: Sequence[Section],
    lead: Picture | None,
) -> dict[str, Any]:
    """The first page; the arguments are those of the content of a report."""
    return {
        "title": title,
        "as_known_on": day(as_known_on),
        "run_line": run_line,
        "answer": answer,
        "caution": caution,
        "headlines": [_headline(item) for item in headlines],
        "lead": _picture(lead) if lead is not None else None,
        "board": [_section(section, first_screen=True) for section in board],
    }


def _headline(item: Headline) -> dict[str, Any]:
    number, unit = pair(item.value, item.unit, first_screen=True)
    known = item.low is not None and item.high is not None
    return {
        "name": item.name,
        "label": item.label,
        "number": number,
        "unit": unit,
        "span": span(item.low, item.high, item.unit, first_screen=True)
        if known and item.low is not None and item.high is not None
        else "",
        "spans": item.spans,
        "note": item.note,
        "why": _why(item.why),
    }


def _why(why: Why) -> dict[str, Any]:
    return {
        "formula": why.formula,
        "inputs": [_cited(fact) for fact in why.inputs],
        "moves": list(why.moves),
    }


def _cited(fact: Cited) -> dict[str, Any]:
    return {
        "name": fact.name,
        "shown": quantity(fact.value, fact.unit),
        "source": fact.source,
        "grade": fact.grade,
        "known_from": day(fact.known_from) if fact.known_from else "",
        "url": fact.url,
        "note": fact.note,
    }


def _conflict(conflict: Conflict) -> dict[str, Any]:
    return {
        "about": conflict.about,
        "claims": [_cited(claim) for claim in conflict.claims],
        "treated": conflict.treated,
    }


def _picture(picture: Picture) -> dict[str, Any]:
    draw = import_module(f"cellworth.report.charts.{picture.chart}").spec
    return {
        "key": picture.key,
        "title": picture.title,
        "subtitle": picture.subtitle,
        "notes": list(picture.notes),
        "equations": picture.equations,
        "specs": {size.name: _drawable(draw(picture.tables, size)) for size in SIZES},
        "tables": [_table(table) for table in picture.tables.values() if table.caption],
    }


def _section(section: Section, *, first_screen: bool = False) -> dict[str, Any]:
    return {
        "heading": section.heading,
        "words": list(section.words),
        "points": [_point(point) for point in section.points],
        "numbered": section.numbered,
        "pictures": [_picture(picture) for picture in section.pictures],
        "tables": [_table(table, first_screen=first_screen) for table in section.tables],
        "folds": [
            {
                "summary": fold.summary,
                "words": list(fold.words),
                "tables": [_table(table) for table in fold.tables],
            }
            for fold in section.folds
        ],
        "notes": list(section.notes),
        "span": section.span,
        "equations": section.equations,
    }


def _point(point: Point) -> dict[str, Any]:
    return {"text": point.text, "why": _why(point.why) if point.why else None}


def _table(table: Table, *, first_screen: bool = False) -> dict[str, Any]:
    return {
        "caption": table.caption,
        "columns": [
            {
                "name": column.name,
                "label": column.label,
                "unit": shown_unit(column.unit),
                "numeric": column.numeric,
                "long": column.long,
                "date": column.unit == "date",
                "why": column.why,
            }
            for column in table.columns
        ],
        "rows": [
            [_entry(row[column.name], column, first_screen) for column in table.columns]
            for row in table.rows()
        ],
        "sorted_by": [[_sorting(row[column.name]) for column in table.columns] for row in table.rows()],
        "best": [sorted(table.bold(row)) for row in table.rows()],
        "swatches": list(table.swatches),
    }


def _entry(value: Any, column: Column, first_screen: bool) -> str:
    return amount(value, column.unit, first_screen=first_screen)


def _sorting(value: Any) -> float | str | None:
    """What a table is sorted by: of a range, its low end."""
    low = value[0] if isinstance(value, tuple) else value
    if low is None or isinstance(low, str):
        return low
    if not isinstance(low, (int, float)):
        return str(low)
    return float(low) if math.isfinite(low) else None


def _drawable(value: Any) -> Any:
    """Specification with null where a number does not exist; JSON has no other word for it."""
    if isinstance(value, dict):
        return {name: _drawable(part) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_drawable(part) for part in value]
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    return value
