"""What a case holds, for a page on which it can be changed."""

from typing import Any

import numpy as np

from cellworth.engine.scenarios.case import Quantity
from cellworth.engine.scenarios.draws import quantile
from cellworth.io.case_edits import editable_numbers, measure_of, place_of
from cellworth.io.case_files import DECISION, STAKES
from cellworth.io.cases import CaseFile
from cellworth.io.quantity_records import quantities
from cellworth.io.result_json import TableForm
from cellworth.io.result_tables import asked_tables
from cellworth.io.stakes_records import StakesFile
from cellworth.io.strategy_records import strategy_case
from cellworth.report.decision.reading import words_of
from cellworth.report.strategies.reading import stance

__all__ = ["case_page", "stakes_page", "timeline"]

RANGE = np.asarray([0.05, 0.95])
NOTHING: dict[str, Any] = {
    "risk_aversion": None,
    "inputs": [],
    "claims": [],
    "events": [],
    "switches": {},
    "families": {},
}
"""What a case without a decision under uncertainty holds."""


def case_page(case: CaseFile) -> dict[str, Any]:
    """Inputs with middle, range (P5 to P95) and limits; claims, events, switches; names of families of ways.

    Parameters
    ----------
    case : as read.
    """
    form = case.form
    head = {
        "title": form.title,
        "question": form.question,
        "as_of": form.as_of.isoformat(),
        "kind": DECISION,
        "warnings": [str(problem) for problem in case.warnings],
        "limits": list(form.limits),
    }
    if form.strategy is None:
        return {**head, **NOTHING}
    asked = strategy_case(case)
    tables = asked_tables(asked)
    titles = {name: each.title for name, each in asked.quantities.items()}
    titles |= {f"events.{each.name}": each.title for each in asked.events}
    return {
        **head,
        "question": asked.question,
        "risk_aversion": asked.risk_aversion,
        "inputs": _inputs(case),
        "claims": [
            {
                **row,
                "told_by": list(claim.told_by),
                "stance_title": stance(claim),
                "moves_title": titles.get(claim.moves, ""),
            }
            for row, claim in zip(_records(tables["claims"]), asked.claims, strict=True)
        ],
        "events": _records(tables["events"]),
        "switches": asked.switches,
        "families": words_of("families"),
    }


def stakes_page(case: StakesFile) -> dict[str, Any]:
    """A case of stake deals: nothing of it can be changed here."""
    form = case.form
    return {
        "title": form.title,
        "question": form.question,
        "as_of": form.as_of.isoformat(),
        "kind": STAKES,
        "warnings": [str(problem) for problem in case.warnings],
        "limits": list(form.limits),
        **NOTHING,
    }


def timeline(case: CaseFile) -> list[dict[str, Any]]:
    """Claims of a case by the day they were made, and the day of the case."""
    if case.form.strategy is None:
        return []
    found = [
        {
            "date": (claim.stated_on or claim.known_from).isoformat(),
            "title": claim.text,
            "kind": claim.stance,
            "source": claim.told_by[0],
            "claim": claim.name,
        }
        for claim in strategy_case(case).claims
    ]
    return sorted(found, key=lambda entry: (entry["date"], entry["claim"]))


def _inputs(case: CaseFile) -> list[dict[str, Any]]:
    known = editable_numbers(case.form)
    plain = quantities(known, {})
    made = strategy_case(case).quantities
    return [
        _input(case, key, plain[key], entry.number.value, made[key].claims) for key, entry in known.items()
    ]


def _input(
    case: CaseFile, key: str, plain: Quantity, middle: float, claims: tuple[str, ...]
) -> dict[str, Any]:
    """One number in its own unit, before any claim."""
    path = place_of(case.form, key)
    measure = measure_of(case.form, path)
    least = measure.greater if measure.greater is not None else measure.at_least
    low, high = (middle, middle) if plain.kind == "fixed" else quantile(plain, RANGE).tolist()
    return {
        "name": key,
        "title": plain.title,
        "unit": plain.unit,
        "shown": measure.shown,
        "median": middle,
        "low": low,
        "high": high,
        "min": least,
        "max": measure.at_most,
        "kind": plain.kind,
        "grade": plain.grade,
        "source": plain.origin.source,
        "where": plain.origin.where,
        "given": plain.origin.given,
        "place": ".".join(path),
        "group": plain.group,
        "claims": list(claims),
        "editable": True,
    }


def _records(table: TableForm) -> list[dict[str, Any]]:
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.rows]
