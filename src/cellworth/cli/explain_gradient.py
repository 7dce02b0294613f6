"""`cellworth explain --gradient`: derivatives to every continuous input, as a table."""

import json
import sys
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from cellworth.core.errors import InputError, Problem

if TYPE_CHECKING:
    from cellworth.app.explain_gradient import Gradient, Slope

__all__ = ["print_gradient"]

HEADS = ("input", "value", "derivative", "elasticity")
DRAWN_HEADS = ("input", "mean", "derivative")
MOVES = ("+1 %", "+1 sd")
INDENT = "  "


def print_gradient(
    name: str,
    *,
    case: str,
    of_run: str,
    given: Mapping[str, tuple[str, str]],
    parity: bool,
    top: int,
    as_json: bool,
    draws: int | None = None,
    by_year: bool = False,
) -> None:
    """Take the derivatives of an output and print them.

    Raises
    ------
    InputError
        If they are asked of a run, or cannot be taken.
    """
    from cellworth.app.explain_gradient import explain_gradient, gradient_json

    if of_run:
        why = "derivatives are those of a pack or a case"
        raise InputError(Problem("--gradient", "given with --run", why, "Name the case with --case."))
    if case:
        if given or parity:
            why = "a case states its own packs"
            raise InputError(Problem("--case", "given with inputs of a pack", why, "Leave one of them out."))
        found = _of_case(name, case, draws)
    else:
        found = explain_gradient(name, given, parity=parity)
    if as_json:
        print(json.dumps(gradient_json(found), indent=1, allow_nan=False, ensure_ascii=False))
        return
    for place, each in enumerate(found):
        if place:
            print()
        print("\n".join(_lines(each, top, years=by_year)))
    if case:
        print("note: years of a path move together.", file=sys.stderr)
    if len(found) > 1:
        print(f"note: {name} stands for {len(found)} outputs; each has its own table.", file=sys.stderr)


def _of_case(name: str, case: str, draws: int | None) -> "list[Gradient]":
    """Of the decision under uncertainty, or of the first decision."""
    from cellworth.app.explain_strategy_gradient import DRAWS, is_difference, strategy_gradient

    if is_difference(name):
        return strategy_gradient(name, case, draws=DRAWS if draws is None else draws)
    if draws is not None:
        why = "the first decision draws nothing"
        raise InputError(Problem("--draws", f"given for {name}", why, "Leave it out."))
    from cellworth.app.explain_decision_gradient import decision_gradient

    return decision_gradient(name, case)


def _lines(found: "Gradient", top: int, *, years: bool = False) -> Iterator[str]:
    drawn = any(slope.per_percent is not None for slope in found.slopes)
    yield f"{found.name}  {_number(found.value)}{_unit(found.unit)}"
    if found.words:
        yield f"{INDENT}{found.words}"
    first = "effect" if drawn else "elasticity"
    yield f"Derivatives to {len(found.slopes)} inputs and parameters, the largest {first} first:"
    row_of = _drawn_row if drawn else _row
    heads = (*DRAWN_HEADS, *(f"{move} [{found.unit}]" for move in MOVES)) if drawn else HEADS
    rows: list[tuple[str, ...]] = [heads]
    for group, members in _groups(found, top).items():
        rows += [(group,)] if group else []
        for slope in members:
            rows.append(row_of(slope, found.unit))
            rows += _year_rows(slope, found.unit) if years else []
    wide = [max(len(row[k]) for row in rows if len(row) > 1) for k in range(len(heads))]
    for name, *numbers in rows:
        if not numbers:
            yield f"{INDENT}{name}:"
            continue
        cells = (f"{text:>{width}}" for text, width in zip(numbers, wide[1:], strict=True))
        yield f"{INDENT}{name:{wide[0]}}  {'  '.join(cells)}"
    shown = sum(map(len, _groups(found, top).values()))
    if shown < len(found.slopes):
        yield f"{INDENT}{len(found.slopes) - shown} more: --top {len(found.slopes)}."
    yield f"{INDENT}no effect: {found.unmoved} inputs and parameters."
    held = ", ".join(f"{name} {_number(value)}" for name, value in found.held.items())
    yield f"Held: {held}; counts and choices."


def _groups(found: "Gradient", top: int) -> "dict[str, list[Slope]]":
    """The largest ones under their headings, and of each heading the largest; all for zero."""
    groups: dict[str, list[Slope]] = {}
    for place, slope in enumerate(found.slopes):
        members = groups.setdefault(slope.group, [])
        if not top or place < top or not members:
            members.append(slope)
    return groups


def _year_rows(slope: "Slope", unit: str) -> Iterator[tuple[str, ...]]:
    """A row for each year of a path."""
    per = f" per {slope.unit}" if slope.unit else ""
    for year, derivative in slope.by_year.items():
        yield f"{INDENT}{year}", "", f"{_number(derivative, '+,.6g')}{_unit(unit)}{per}", "", ""


def _drawn_row(slope: "Slope", unit: str) -> tuple[str, ...]:
    """With what one percent and one standard deviation of the draws do."""
    name, value, derivative, _ = _row(slope, unit)
    percent = _number(slope.per_percent or 0.0, "+,.4g")
    return name, value, derivative, percent, _number(slope.per_spread, "+,.4g") if slope.spread else ""


def _row(slope: "Slope", unit: str) -> tuple[str, ...]:
    per = f" per {slope.unit}" if slope.unit else ""
    value = "several" if slope.value is None else f"{_number(slope.value)}{_unit(slope.unit)}"
    share = "" if slope.elasticity is None else _number(slope.elasticity, "+.4f")
    return slope.name, value, f"{_number(slope.derivative, '+,.6g')}{_unit(unit)}{per}", share


def _unit(unit: str) -> str:
    return "" if unit in ("", "1") else f" {unit}"


def _number(value: float | str | None, form: str = ",.6g") -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else f"{value:{form}}".replace("-", "−")
