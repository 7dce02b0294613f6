"""The result of a run as JSON: forms, schema, reading and writing.

A number that does not exist is null. The schema has a name and a version; a change that breaks a reader
raises the version. Version 2 says the money; version 1, all in nominal dollars, is read too.
"""

import json
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from cellworth.core.errors import InputError, Problem
from cellworth.io.form_problems import formed, within
from cellworth.io.text_files import read_json

__all__ = [
    "RESULT_FILE",
    "AnswerForm",
    "AskedForm",
    "ColumnForm",
    "HeadlineForm",
    "LayerForm",
    "ManifestForm",
    "MoneyForm",
    "NumberForm",
    "ResultForm",
    "TableForm",
    "read_result",
    "read_run",
    "result_schema",
    "result_text",
]

RESULT_FILE = "result.json"
"""Name of the document in the folder of a run."""

SHOWN_RUNS = 5
VERSION = 2
FIRST_VERSION = 1
"""The version before money was said."""

Figure: TypeAlias = Annotated[float, Field(allow_inf_nan=False)] | None
"""A number, or null where there is none."""

Cell: TypeAlias = bool | int | Annotated[float, Field(allow_inf_nan=False)] | str | None


class Form(BaseModel):
    """Frozen, no unknown keys, field docs below the field."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class LayerForm(Form):
    """A file the case was read from."""

    name: str
    """Its name."""
    sha256: str
    """Hash of its bytes."""


class ManifestForm(Form):
    """What is needed to compute the run again."""

    version: str
    """Of the program."""
    case: str
    """Name of the case."""
    case_sha256: str
    """Hash over its files, the base first."""
    layers: tuple[LayerForm, ...]
    """Files of the case, the base first."""
    as_of: str
    """Day of the case; nothing known later is used."""
    seed: int | None
    """Of the draws; null where nothing is drawn."""
    scenarios: int | None
    """Number of scenarios; null where nothing is drawn."""
    data: dict[str, str]
    """SHA-256 of every table of the program, by path below its data folder."""
    evaluations: dict[str, int]
    """Designs and costs computed."""
    missing: dict[str, int]
    """Count of numbers that do not exist, by output."""


class MoneyForm(Form):
    """Money of all numbers but the inputs, which stay as they were given."""

    currency: str = "USD"
    """Code; the units of money say it."""
    real: int | None = None
    """Year whose money it is; null for nominal."""
    per_dollar: float = 1.0
    """Units of it for a nominal dollar of the day of the case."""
    words: str = ""
    """What it is and at which rate; empty for nominal dollars."""

    @property
    def short(self) -> str:
        """What money it is, in two or three words."""
        return f"nominal {self.currency}" if self.real is None else f"{self.currency} of {self.real}"


class AskedForm(Form):
    """What was asked."""

    name: str
    """Name of the case."""
    title: str
    """Printed name."""
    question: str
    """The question."""
    parties: dict[str, str]
    """Companies by their part."""


class AnswerForm(Form):
    """What the decision under uncertainty says."""

    family: str
    """Family of the recommended strategy."""
    strategy: str
    """Recommended strategy."""
    next_best: str
    """Family that comes next."""
    chance: Figure
    """Chance that the family is best."""
    chance_error: Figure
    """Standard error of the chance."""
    confidence: str
    """Word of the fixed list."""
    reasons: tuple[str, ...]
    """Sentences on every step down of that word."""


class HeadlineForm(Form):
    """One number of the first screen."""

    name: str
    """As in the glossary."""
    value: Figure
    """Null where there is none."""
    unit: str
    """`1` for a pure number."""
    low: Figure
    """Low end of the range; null where no range is known."""
    high: Figure
    """High end of the range."""
    range: str
    """What the range spans; empty where there is none."""
    meaning: str
    """One line."""


class ColumnForm(Form):
    """Head of a column."""

    name: str
    """Key."""
    unit: str
    """`1` for a pure number or a text."""
    meaning: str
    """One line."""


class TableForm(Form):
    """A table, row by row."""

    columns: tuple[ColumnForm, ...]
    """Heads, in the order of the cells."""
    rows: tuple[tuple[Cell, ...], ...]
    """Cells; null where a number does not exist."""


class NumberForm(Form):
    """An input with its origin."""

    place: str
    """In the case."""
    given: str
    """As written, with its unit."""
    source: str
    """Who said it."""
    where: str
    """Place in the source, or the reasoning of an estimate."""
    grade: str
    """A read at the primary source, B maker or authority, C second-hand, D estimate, E stand-in."""
    known_from: str
    """First day a careful outsider could have had it."""
    row: str
    """Row of the market tables, or empty."""
    rule: str
    """How a derived number follows, or empty."""
    parents: tuple[str, ...]
    """Rows a derived number follows from."""


class ResultForm(Form):
    """Everything a run says."""

    schema_name: Literal["cellworth-result"]
    """Name of this form."""
    schema_version: Literal[2]
    """Version of this form."""
    manifest: ManifestForm
    """What is needed to compute the run again."""
    case: AskedForm
    """What was asked."""
    money: MoneyForm
    """Money of the numbers."""
    answer: AnswerForm | None
    """Null where odds were not computed."""
    headline: tuple[HeadlineForm, ...]
    """Numbers of the first screen."""
    tables: dict[str, TableForm]
    """Tables by name."""
    numbers: tuple[NumberForm, ...]
    """Inputs of the case with their origin."""
    limits: tuple[str, ...]
    """What is not in it."""
    notes: tuple[str, ...]
    """What the run had to say."""


def result_text(document: ResultForm) -> str:
    """The document as JSON."""
    content = document.model_dump()
    return json.dumps(content, indent=1, allow_nan=False, ensure_ascii=False) + "\n"


def result_schema() -> dict[str, Any]:
    """JSON schema of the document."""
    dialect = "https://json-schema.org/draft/2020-12/schema"
    return {"$schema": dialect, **ResultForm.model_json_schema()}


def read_run(name: str) -> ResultForm:
    """A run by its folder or its JSON file.

    Raises
    ------
    InputError
        If it is neither.
    """
    path = Path(name)
    if path.is_dir():
        if not (path / RESULT_FILE).is_file():
            why = f"a run has its {RESULT_FILE}, and none stands in this folder"
            raise InputError(Problem(name, "this is no run", why, _runs_below(path)))
        return read_result(path / RESULT_FILE)
    if not path.exists():
        why = "a run is a folder written by cellworth run, or a JSON file of it"
        raise InputError(Problem(f"run '{name}'", "there is none", why, "Write one: cellworth run CASE."))
    return read_result(path)


def _runs_below(path: Path) -> str:
    """Runs below a folder that is none, or how to write one."""
    found = sorted(str(hit.parent) for hit in path.glob(f"*/{RESULT_FILE}"))[:SHOWN_RUNS]
    return f"Runs stand in {', '.join(found)}." if found else f"Write one: cellworth run CASE --out {path}."


def read_result(path: Path) -> ResultForm:
    """Read a document.

    Raises
    ------
    InputError
        If the file is none, or of another version.
    """
    content = read_json(path, "a result", "Run the case again.")
    found = content.get("schema_version") if isinstance(content, dict) else None
    if found == FIRST_VERSION:
        content |= {"schema_version": VERSION, "money": MoneyForm().model_dump()}
    elif found != VERSION:
        told = f"schema version {found}" if found is not None else "no schema version"
        why = f"versions {FIRST_VERSION} and {VERSION} are read here"
        raise InputError(Problem(str(path), told, why, "Run the case again."))
    return formed(content, ResultForm, within(str(path)))
