"""What a study asks: a TOML file, checked."""

from pathlib import Path
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from cellworth.core.errors import InputError, Problem
from cellworth.io.case_lines import line_of
from cellworth.io.form_problems import formed
from cellworth.io.input_schema import InputDefinition, input_definitions
from cellworth.io.text_files import file_content, parsed_toml
from cellworth.io.units import UnitError, to_canonical

__all__ = [
    "METAL",
    "METAL_UNIT",
    "RANGES",
    "LimitForm",
    "StudyForm",
    "VaryForm",
    "in_unit",
    "input_value",
    "read_study",
    "study_place",
]

METAL = "metal."
"""Begins the name of a metal's price, such as ``metal.Ni``; numbers are in `METAL_UNIT`."""

METAL_UNIT = "USD/kg"

RANGES = ("inverse", "pareto", "sobol")
"""Kinds whose inputs all have a range."""

SAMPLES, SAMPLES_OF_CASE = 1024, 64
"""Points drawn where the study does not say; each of a case is a decision of its own."""

Given: TypeAlias = str | float | bool

Wanted: TypeAlias = Literal["smallest", "largest"]


class Form(BaseModel):
    """Frozen, no unknown keys."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        use_attribute_docstrings=True,
        populate_by_name=True,
        allow_inf_nan=False,
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


class LimitForm(Form):
    """Bounds of an output, as texts with a unit or as numbers in its unit."""

    at_least: float | str | None = None
    """Lower bound."""
    at_most: float | str | None = None
    """Upper bound."""


class StudyForm(Form):
    """A study of packs, or of a case."""

    kind: Literal["grid", "one-at-a-time", "inverse", "pareto", "sobol", "switch-map", "optimise", "discover"]
    """What is asked."""
    case: str = ""
    """Name or path of the case whose numbers vary; empty for a study of packs."""
    scenarios: Annotated[int, Field(ge=64, le=65_536)] = 2048
    """Draws of each decision of a case."""
    outputs: tuple[str, ...] = ()
    """Outputs wanted; the first one is solved for, split, or made best; of a front all are made best."""
    base: dict[str, Given] = {}
    """Inputs that stay, as texts with a unit."""
    metals: str = ""
    """Year or month of the metal prices the cathode is priced by; empty for the price of the tables."""
    vary: dict[str, VaryForm] = {}
    """Inputs that vary, by name; `metal.Ni` and others are prices of metals in USD/kg."""
    target: float | str | None = None
    """Of an inverse study: value of the output, as a text with a unit or a number in its unit."""
    against: dict[str, Given] = {}
    """Of an inverse study: the other design, as differences from the base."""
    options: dict[str, dict[str, Given]] = {}
    """Of a switch map of packs: the designs to choose from by name, as differences from the base."""
    best: Wanted | dict[str, Wanted] = "smallest"
    """Which values are wanted: of the first output of a switch map or an optimum, of all outputs of a front;
    or by name of output, smallest where none is given."""
    limits: dict[str, LimitForm] = {}
    """Of an optimum: bounds of outputs, by name."""
    bad: LimitForm = LimitForm()
    """Of a discovery: the values of the first output that are bad."""
    samples: Annotated[int, Field(ge=4, le=65_536)] | None = None
    """Points drawn: base points of a Sobol' study, designs of a front, or of a discovery."""
    seed: Annotated[int, Field(ge=0)] = 1
    """Of the points."""

    @property
    def points(self) -> int:
        """Points drawn."""
        return self.samples or (SAMPLES_OF_CASE if self.case else SAMPLES)

    @property
    def counted(self) -> str:
        """What is computed."""
        return "decisions" if self.case else "designs"

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys the study gives, those of inputs that vary as ``vary.from``."""
        given = self.model_dump(exclude_unset=True, by_alias=True)
        inner = [f"vary.{key}" for vary in given.get("vary", {}).values() for key in vary]
        return tuple(dict.fromkeys((*given, *inner)))

    def best_of(self, output: str) -> Wanted:
        """Which values of an output are wanted."""
        return self.best if isinstance(self.best, str) else self.best.get(output, "smallest")

    def sign(self, output: str) -> float:
        """Times this, an output is to be small."""
        return 1.0 if self.best_of(output) == "smallest" else -1.0


def study_place(path: str, *keys: str) -> str:
    """Where a key of a study stands: file, line and key.

    Parameters
    ----------
    path : of the study.
    keys : from the outside in.
    """
    line, _ = line_of(Path(path).read_text(encoding="utf-8-sig"), keys)
    return ", ".join([path, *([f"line {line}"] if line else []), *([".".join(keys)] if keys else [])])


def read_study(path: str) -> StudyForm:
    """Read the form of a study; `cellworth.io.study_sense` says whether its parts fit together.

    Raises
    ------
    InputError
        If the file cannot be read, a key is unknown, or a value is not of its kind.
    """
    raw, _ = parsed_toml(file_content(path, "a study"), path, "a study")
    return formed(raw, StudyForm, lambda keys: study_place(path, *keys))


def input_value(name: str, given: Given, path: str) -> Given:
    """A number in the unit of an input of packs; texts of choices stay.

    Raises
    ------
    InputError
        If the unit cannot be that of the input.
    """
    definition: InputDefinition | None = input_definitions().get(name)
    if definition is not None and definition.kind not in ("number", "count"):
        return given
    return in_unit(name, given, METAL_UNIT if definition is None else definition.unit, path)


def in_unit(name: str, given: Given, unit: str, path: str, place: tuple[str, ...] = ()) -> Given:
    """A number in a unit.

    Parameters
    ----------
    name : of the input.
    given : a text with a unit; a bare number where the unit is one.
    unit : wanted.
    path : of the study.
    place : keys of the number; sought by the name of an input if empty.

    Raises
    ------
    InputError
        If the unit is missing or another.
    """
    if isinstance(given, bool):
        return given
    if not isinstance(given, str) and unit != "1":
        why = "a unit is due"
        raise InputError(Problem(_place_of(path, name), f"{given:g}", why, f'Write "{given:g} {unit}".'))
    try:
        return to_canonical(given, unit)[0]
    except UnitError as error:
        where = study_place(path, *place) if place else _place_of(path, name)
        raise InputError(Problem(where, f"'{given}'", str(error))) from None


def _place_of(path: str, name: str) -> str:
    """Where an input is given a value."""
    text = Path(path).read_text(encoding="utf-8-sig")
    parts = [part for part in ("vary", "base", "against") if line_of(text, (part, name))[1] == 2]
    return study_place(path, *parts[:1], name)
