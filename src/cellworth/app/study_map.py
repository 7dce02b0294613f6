"""Switch maps: which option is best over two inputs."""

import itertools
from dataclasses import replace
from typing import Any

import numpy as np

from cellworth.app.study_asked import Asked, Columns, StudyResult, headed
from cellworth.io.arrow_units import unit_in_heading

__all__ = ["switch_map"]

OF_CASE = ("leader", "chance", "strategy")


def switch_map(asked: Asked) -> StudyResult:
    """The best option at every combination of two inputs.

    Of packs, the option with the smallest (or largest) first output, and what the next one is behind; of a
    case, the leading family with its chance and its best strategy.

    Parameters
    ----------
    asked : with two inputs that vary.
    """
    first, second = asked.form.vary
    rows = [{first: x, second: y} for x, y in itertools.product(asked.values(first), asked.values(second))]
    if asked.form.case:
        outputs = asked.evaluate(rows, outputs=OF_CASE)
        notes = (*_fields(outputs["leader"]), *asked.still(rows, outputs))
        found = asked.result(asked.table(rows, outputs), len(rows), notes)
        return replace(found, map=(asked.titled(first), asked.titled(second), "leader"))
    return _of_packs(asked, rows)


def _of_packs(asked: Asked, rows: list[Columns]) -> StudyResult:
    names, output = list(asked.form.options), asked.outputs[0]
    sign = asked.form.sign(output)
    sides = [asked.evaluate(rows, asked.base(asked.form.options[name])) for name in names]
    values = sign * np.stack([asked.numbers(output, side) for side in sides])
    worst_last = np.where(np.isnan(values), np.inf, values)
    order = np.argsort(worst_last, axis=0, kind="stable")
    best, following = np.sort(worst_last, axis=0)[:2]
    solved = np.isfinite(best)
    option = np.where(solved, np.asarray(names, dtype=object)[order[0]], "none")
    columns = {
        **asked.table(rows, {}),
        "best": option,
        asked.heading(output): np.where(solved, sign * best, np.nan),
        "next": np.where(np.isfinite(following), np.asarray(names, dtype=object)[order[1]], "none"),
        headed("next is behind by", unit_in_heading(asked.heading(output))): np.where(
            np.isfinite(following), following - np.where(solved, best, 0.0), np.nan
        ),
    }
    first, second = asked.form.vary
    notes = (*_fields(option), *asked.still(rows, dict(zip(names, values, strict=True))))
    found = asked.result(columns, len(rows) * len(names), notes)
    return replace(found, map=(asked.titled(first), asked.titled(second), "best"))


def _fields(best: Any) -> tuple[str, ...]:
    """How much of the map each option takes."""
    names, counts = np.unique(best.astype(str), return_counts=True)
    order = np.argsort(-counts, kind="stable")
    told = [f"{names[k]} on {counts[k]} of {len(best)} points" for k in order]
    return (f"Best: {', '.join(told)}.",)
