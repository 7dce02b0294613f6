"""What a study asks: a TOML file, checked."""

import tomllib
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from cellworth.core.errors import InputError, Problem
from cellworth.io.input_schema import InputDefinition, input_definitions, nearest
from cellworth.io.output_names import is_output
from cellworth.io.units import UnitError, to_canonical

__all__ = ["METAL", "METAL_UNIT", "StudyForm", "VaryForm", "input_value", "read_study"]

METAL = "metal."
"""Begins the name of a metal's price, such as ``metal.Ni``; numbers are in `METAL_UNIT`."""

METAL_UNIT = "USD/kg"

Given: TypeAlias = str | float | bool


class Form(BaseModel):
    """Frozen, no unknown keys."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", use_attribute_docstrings=True, populate_by_name=True
    )


class VaryForm(Form):
    """How an input is varied: by a list, or from one value to another."""

    values: tuple[Given, ...] = ()
    """Values in turn."""
    start: Given | None = Field(None, alias="from")
    """First of evenly spaced values, or the low end of a range."""
    end: Given | None = Field(None, alias="to")
    """Last of them, or the high end."""
    points: Annotated[int, Field(ge=2, le=100_000)] = 5
    """How many of them."""
    group: str = ""
    """Group of a Sobol' study; the input alone if none is named."""


class StudyForm(Form):
    """A study of packs."""

    kind: Literal["grid", "one-at-a-time", "inverse", "pareto", "sobol"]
    """What is asked."""
    outputs: tuple[str, ...] = ("pack_cost_per_energy",)
    """Outputs wanted; the first one is solved for, or split. Of a Pareto front: those to make small."""
    base: dict[str, Given] = {}
    """Inputs that stay, as texts with a unit."""
    metals: str = ""
    """Year or month of the metal prices the cathode is priced by; empty for the price of the tables."""
    vary: dict[str, VaryForm]
    """Inputs that vary, by name; `metal.Ni` and others are prices of metals in USD/kg."""
    target: float | None = None
    """Of an inverse study: value of the output, in its unit."""
    against: dict[str, Given] = {}
    """Of an inverse study: the other design, as differences from the base."""
    samples: Annotated[int, Field(ge=64, le=65_536)] = 1024
    """Base points of a Sobol' study, or designs drawn for a Pareto front."""
    seed: Annotated[int, Field(ge=0)] = 1
    """Of the points."""


def read_study(path: str) -> StudyForm:
    """Read a study and refuse what cannot be.

    Raises
    ------
    InputError
        If the file cannot be read, a key or name is unknown, or the parts do not fit the kind.
    """
    try:
        raw = tomllib.loads(Path(path).read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise InputError(Problem(path, "no such file", "a study is a TOML file")) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(Problem(path, "it is not TOML", str(error))) from None
    try:
        form = StudyForm.model_validate(raw)
    except ValidationError as error:
        flaws = [(".".join(map(str, each["loc"])), each["msg"].lower()) for each in error.errors()]
        raise InputError(*(Problem(f"{path}, {where}", "not as due", why) for where, why in flaws)) from None
    problems = [*_names(form, path), *_sense(form, path)]
    if problems:
        raise InputError(*problems)
    return form


def _names(form: StudyForm, path: str) -> list[Problem]:
    known = input_definitions()
    given = [name for name in (*form.base, *form.against, *form.vary) if not name.startswith(METAL)]
    wrong = [name for name in dict.fromkeys(given) if name not in known]
    problems = [Problem(f"{path}, {name}", "no input has this name", nearest(name, known)) for name in wrong]
    return problems + [
        Problem(f"{path}, outputs", f"'{name}'", "no output has this name")
        for name in form.outputs
        if not is_output(name)
    ]


def _sense(form: StudyForm, path: str) -> list[Problem]:
    problems = []
    if not form.vary or not form.outputs:
        problems.append(Problem(path, "nothing to vary or to tell", "a study varies an input", "Add [vary]."))
    if any(name.startswith(METAL) for name in form.vary) and not form.metals:
        why = "the other metals need a day"
        problems.append(Problem(path, "a metal without metals", why, 'Add metals = "2024".'))
    ranges = form.kind in ("inverse", "pareto", "sobol")
    for name, vary in form.vary.items():
        ends = vary.start is not None and vary.end is not None
        if (not ends and (ranges or not vary.values)) or (ends and vary.values):
            why = "from and to are due" if ranges else "values, or from and to, are due"
            problems.append(Problem(f"{path}, vary.{name}", "no range", why))
    if form.kind == "inverse":
        if len(form.vary) != 1:
            problems.append(Problem(path, f"{len(form.vary)} inputs vary", "an inverse study solves for one"))
        if (form.target is None) == (not form.against):
            why = "an inverse study has a target, or a design to be as good as"
            problems.append(Problem(path, "target and against", why, "Give one of them."))
    return problems


def input_value(name: str, given: Given, path: str) -> Given:
    """A number in the unit of its input; texts of choices stay.

    Raises
    ------
    InputError
        If the unit cannot be that of the input.
    """
    definition: InputDefinition | None = input_definitions().get(name)
    unit = METAL_UNIT if definition is None else definition.unit
    if isinstance(given, bool) or (definition is not None and definition.kind not in ("number", "count")):
        return given
    if not isinstance(given, str) and unit != "1":
        why = "a unit is due"
        raise InputError(Problem(f"{path}, {name}", f"{given:g}", why, f'Write "{given:g} {unit}".'))
    try:
        return to_canonical(given, unit)[0]
    except UnitError as error:
        raise InputError(Problem(f"{path}, {name}", f"'{given}'", str(error))) from None
