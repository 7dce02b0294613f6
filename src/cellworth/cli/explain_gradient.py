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
        from cellworth.app.explain_decision_gradient import decision_gradient

        if given or parity:
            why = "a case states its own packs"
            raise InputError(Problem("--case", "given with inputs of a pack", why, "Leave one of them out."))
        found = decision_gradient(name, case)
    else:
        found = explain_gradient(name, given, parity=parity)
    if as_json:
        print(json.dumps(gradient_json(found), indent=1, allow_nan=False, ensure_ascii=False))
        return
    for place, each in enumerate(found):
        if place:
            print()
        print("\n".join(_lines(each, top)))
    if case:
        print(
            "note: numbers of the case in kWh, year and USD; years of a path move together.", file=sys.stderr
        )
    if len(found) > 1:
        print(f"note: {name} stands for {len(found)} outputs; each has its own table.", file=sys.stderr)


def _lines(found: "Gradient", top: int) -> Iterator[str]:
    shown = found.slopes[:top] if top else found.slopes
    yield f"{found.name}  {_number(found.value)}{_unit(found.unit)}"
    yield f"Derivatives to {len(found.slopes)} inputs and parameters, the largest elasticity first:"
    rows = [HEADS, *(_row(slope, found.unit) for slope in shown)]
    wide = [max(len(row[k]) for row in rows) for k in range(len(HEADS))]
    for row in rows:
        name, value, slope, share = row
        yield f"{INDENT}{name:{wide[0]}}  {value:>{wide[1]}}  {slope:>{wide[2]}}  {share:>{wide[3]}}"
    if len(shown) < len(found.slopes):
        yield f"{INDENT}{len(found.slopes) - len(shown)} more: --top {len(found.slopes)}."
    yield f"{INDENT}no effect: {found.unmoved} inputs and parameters."
    held = ", ".join(f"{name} {_number(value)}" for name, value in found.held.items())
    yield f"Held: {held}; counts and choices."


def _row(slope: "Slope", unit: str) -> tuple[str, str, str, str]:
    per = "" if slope.unit in ("", "1") else f" per {slope.unit}"
    value = "several" if slope.value is None else f"{_number(slope.value)}{_unit(slope.unit)}"
    share = "" if slope.elasticity is None else _number(slope.elasticity, "+.4f")
    return slope.name, value, f"{_number(slope.derivative, '+,.6g')}{_unit(unit)}{per}", share


def _unit(unit: str) -> str:
    return "" if unit in ("", "1") else f" {unit}"


def _number(value: float | str, form: str = ",.6g") -> str:
    return value if isinstance(value, str) else f"{value:{form}}".replace("-", "−")
