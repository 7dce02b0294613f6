"""The dashboard inputs: what each may be, how a text is read, and what to offer when it is wrong."""

import csv
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import TypeAlias

from cellworth.core.errors import InputError, Problem
from cellworth.io.couple_tables import couple_rows_all
from cellworth.io.parameter_files import parameter_table

__all__ = [
    "InputDefinition",
    "choice_texts",
    "column_rows",
    "couple_names",
    "input_definitions",
    "nearest",
    "read_value",
    "shortened",
    "value_problem",
]

Value: TypeAlias = float | int | bool

YES = frozenset({"yes", "y", "true", "on", "1"})
NO = frozenset({"no", "n", "false", "off", "0"})
PLAIN_UNITS = frozenset({"1", "1/year"})
SHOWN_CHARACTERS = 60
PLAIN_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$")
NUMERIC_KINDS = frozenset({"number", "count"})


@dataclass(frozen=True)
class InputDefinition:
    """One dashboard input.

    Attributes
    ----------
    name : as in options, tables and Python.
    unit : unit of the number, ``1`` for a pure number, text, choice or flag.
    kind : text, flag, number, count or choice.
    default : text of the default; empty where the couple or the vehicle gives the value.
    lower, upper : limits, both allowed; infinite where there is none.
    choices : allowed texts of a choice or of the couple, in order of their index.
    batpac_column : name of the column in files of reference designs; empty where there is none.
    label, meaning : for forms, helps and sheets.
    group : heading it stands under.
    """

    name: str
    unit: str
    kind: str
    default: str
    lower: float
    upper: float
    choices: tuple[str, ...]
    batpac_column: str
    label: str
    meaning: str
    group: str

    @property
    def heading(self) -> str:
        """Table head: ``name [unit]``; a pure number stands without a unit."""
        return self.name if self.unit == "1" else f"{self.name} [{self.unit}]"

    @property
    def unit_shown(self) -> str:
        """Unit behind a number in a sentence."""
        return {"1": "", "1/year": " per year"}.get(self.unit, f" {self.unit}")

    @property
    def is_numeric(self) -> bool:
        """Whether the values are numbers, not texts or flags."""
        return self.kind in NUMERIC_KINDS

    @property
    def needs_unit(self) -> bool:
        """Whether a text must name a unit."""
        return self.kind == "number" and self.unit not in PLAIN_UNITS


def column_rows(name: str) -> list[dict[str, str]]:
    """Rows of a table below ``data/columns``."""
    path = files("cellworth").joinpath("data", "columns", name)
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


@cache
def couple_names() -> tuple[str, ...]:
    """Names of the electrode couples in the order of their index."""
    return tuple(row["couple_name"] for row in couple_rows_all())


@cache
def input_definitions() -> dict[str, InputDefinition]:
    """Every input by name, in the order of the dashboard."""
    groups = {name: row["group"] for row in column_rows("input_groups.csv") for name in row["names"].split()}
    found = {}
    for row in parameter_table("inputs.csv").rows:
        name = row["name"]
        choices = couple_names() if row["kind"] == "text" else tuple(filter(None, row["choices"].split("|")))
        found[name] = InputDefinition(
            name=name,
            unit=row["unit"],
            kind=row["kind"],
            default=row["default"],
            lower=float(row["lower"] or -math.inf),
            upper=float(row["upper"] or math.inf),
            choices=choices,
            batpac_column=row["batpac_column"],
            label=row["label"],
            meaning=row["meaning"],
            group=groups.get(name, "Other"),
        )
    return found


@cache
def choice_texts(name: str) -> dict[str, int]:
    """Index of every text accepted for a choice, in lower case: own words and the dashboard's."""
    choices = input_definitions()[name].choices
    texts = {choice.casefold(): index for index, choice in enumerate(choices)}
    for row in column_rows("dashboard_texts.csv"):
        if row["name"] == name:
            texts[row["text"].casefold()] = choices.index(row["choice"])
    return texts


def shortened(text: object) -> str:
    """Text as shown in a message: one line, quoted, cut where it is long."""
    plain = " ".join(str(text)[: 4 * SHOWN_CHARACTERS].split())
    if len(plain) > SHOWN_CHARACTERS or len(str(text)) > 4 * SHOWN_CHARACTERS:
        plain = plain[:SHOWN_CHARACTERS] + "…"
    return f"'{plain}'"


NEAREST, LISTED = 3, 16
"""Names offered that hold what was given, and names told where none is near."""


def nearest(given: str, known: Iterable[str], *, what: str = "known") -> str:
    """Sentence that offers the nearest known names, or lists them; of many, the first."""
    names = list(known)
    by_folded = {name.casefold(): name for name in names}
    close = get_close_matches(given.casefold()[:200], by_folded, n=2, cutoff=0.5)
    if close:
        return f"Did you mean {' or '.join(repr(by_folded[name]) for name in close)}?"
    held = [name for name in names if given and given.casefold() in name.casefold()][:NEAREST]
    if held:
        return f"Did you mean {' or '.join(map(repr, held))}?"
    if len(names) <= LISTED:
        return f"Those {what} are {', '.join(names)}."
    return f"The {len(names)} {what} begin with {', '.join(names[:LISTED])}."


def value_problem(definition: InputDefinition, value: float, found: str, where: str) -> Problem | None:
    """Why a number cannot be, or nothing if it can."""
    if not math.isfinite(value):
        return Problem(where, found, "a finite number is due", f"For example {example(definition)}.")
    if definition.kind == "count" and value != math.floor(value):
        return Problem(where, found, f"{definition.label.lower()} is a whole number", "")
    if definition.lower <= value <= definition.upper:
        return None
    limits = f"{definition.lower:,.10g} to {definition.upper:,.10g}{definition.unit_shown}"
    return Problem(where, found, f"{definition.label.lower()} must lie within {limits}")


def example(definition: InputDefinition) -> str:
    """Text of an allowed value."""
    number = definition.default or f"{max(definition.lower, min(1.0, definition.upper)):g}"
    return f"'{number} {definition.unit}'" if definition.needs_unit else number


def read_value(definition: InputDefinition, given: str, where: str, *, bare: bool = False) -> Value:
    """Value of one input from its text.

    Parameters
    ----------
    definition : the input.
    given : text, for a number with its unit.
    where : option, cell or path, for the message.
    bare : whether a number without a unit is taken in the unit of the input.

    Returns
    -------
    value : number in the unit of the input, index of a choice, or truth of a flag.

    Raises
    ------
    InputError
        With what was found, why it cannot be and what would be right.
    """
    text = given.strip()
    if definition.kind == "flag":
        return _flag(definition, text, where)
    if not definition.is_numeric:
        return _choice(definition, text, where)
    value = _number(definition, text, where, bare=bare)
    problem = value_problem(definition, value, shortened(text), where)
    if problem:
        raise InputError(problem)
    return value


def _flag(definition: InputDefinition, text: str, where: str) -> bool:
    folded = text.casefold()
    if folded in YES or folded in NO:
        return folded in YES
    why = f"{definition.label.lower()} is yes or no"
    raise InputError(Problem(where, shortened(text), why))


def _choice(definition: InputDefinition, text: str, where: str) -> int:
    index = choice_texts(definition.name).get(text.casefold())
    if index is not None:
        return index
    known = definition.choices
    if definition.kind == "text":
        offer = nearest(text, known, what="known")
        raise InputError(Problem(where, shortened(text), "no couple has this name", offer))
    why = f"{definition.label.lower()} is one of {', '.join(known)}"
    close = get_close_matches(text.casefold(), [name.casefold() for name in known], n=1, cutoff=0.6)
    raise InputError(Problem(where, shortened(text), why, f"Did you mean '{close[0]}'?" if close else ""))


def _number(definition: InputDefinition, text: str, where: str, *, bare: bool) -> float:
    try:
        value = float(text if "_" not in text else "with unit")
    except ValueError:
        return _quantity(definition, text, where)
    if definition.needs_unit and not bare and math.isfinite(value):
        share = definition.unit == "%" and 0.0 < value <= 1.0
        instead = f"Write '{100.0 * value:g} %'." if share else f"Write '{text} {definition.unit}'."
        raise InputError(Problem(where, f"{shortened(text)} has no unit", "a unit is due", instead))
    return value


def _quantity(definition: InputDefinition, text: str, where: str) -> float:
    text = text.replace("°", "deg")
    number = text.removesuffix(definition.unit)
    if number != text and PLAIN_NUMBER.match(number.strip()):
        return float(number)
    if not any(character.isdigit() for character in text):
        why = f"a number{' with a unit' if definition.needs_unit else ''} is due"
        raise InputError(Problem(where, shortened(text), why, f"For example {example(definition)}."))
    from cellworth.io.units import UnitError, to_canonical

    try:
        return to_canonical(text, definition.unit)[0]
    except UnitError as error:
        instead = f"For example {example(definition)}."
        raise InputError(Problem(where, shortened(text), error.why, instead)) from None
