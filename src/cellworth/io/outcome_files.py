"""Files of what became known after a case's day; read by the back-test alone, after the run.

They stand in data/outcomes, one for each case. A fact with `row` takes source, grade and day from that row of
the market tables, which must have become known after the day of the case.
"""

import datetime
import math
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import Field

from cellworth.core.errors import InputError, Problem
from cellworth.engine.backtest import ClosingFact, EventFact, Fact, PathFact, PriceFact, StructureFact
from cellworth.io.case_numbers import Form
from cellworth.io.column_sets import unit_of
from cellworth.io.form_problems import formed, sentence, within
from cellworth.io.market_data import MarketRow, known_later
from cellworth.io.text_files import parsed_toml
from cellworth.io.units import UnitError, to_canonical

__all__ = ["Outcome", "load_outcome", "outcome_names"]

PACKS = "pack/year"
UNITS = {"1/year": PACKS, "kWh": "kWh", "": "1"}
OWN_PATHS = {"industry_energy": "kWh", "supplier_energy": "kWh"}
"""Paths that stand in no glossary, with their unit."""

TOLERANCE = 1e-9


class FactForm(Form):
    """One fact."""

    title: str
    source: str = ""
    where: str = ""
    """Address or place in the source."""
    grade: Literal["A", "B", "C", "D", ""] = ""
    known_from: datetime.date | None = None
    row: str = ""
    """Row of the market tables that says it."""


class PathForm(FactForm):
    """A realised number."""

    path: str
    year: int
    value: str


class StructureForm(FactForm):
    """What was done."""

    strategies: tuple[str, ...] = Field(min_length=1)
    retained: Annotated[float, Field(ge=0, le=1)] | None = None


class PriceForm(FactForm):
    """A price."""

    value: str
    """In the money it was told in."""
    exchange: str = ""
    """Rate to dollars."""
    deal: str = ""
    of: Literal["price", "whole"] = "price"


class ClosingForm(FactForm):
    """A signed deal."""

    bidder: str
    closed: bool


class EventForm(FactForm):
    """An event of the case."""

    event: str
    happened: bool


class OutcomeForm(Form):
    """What came."""

    schema_: Literal["outcome/1"] = Field(alias="schema")
    case: str
    story: str
    """What happened, in two or three sentences."""
    flag_below: float = Field(default=2.0 / 3.0, gt=0, lt=1)
    """Chance of closing below which a run counts as having warned."""
    paths: tuple[PathForm, ...] = ()
    structure: StructureForm | None = None
    prices: tuple[PriceForm, ...] = ()
    closings: tuple[ClosingForm, ...] = ()
    events: tuple[EventForm, ...] = ()
    not_scored: tuple[str, ...] = ()
    """What could not be scored, and why."""


class Outcome(Form):
    """What came, as records of the engine.

    Attributes
    ----------
    story : in words. flag_below : chance of closing below which a run counts as having warned.
    paths, structure, prices, closings, events : facts. not_scored : what could not be, and why.
    """

    story: str
    flag_below: float
    paths: tuple[PathFact, ...]
    structure: StructureFact | None
    prices: tuple[PriceFact, ...]
    closings: tuple[ClosingFact, ...]
    events: tuple[EventFact, ...]
    not_scored: tuple[str, ...]


def outcome_names() -> tuple[str, ...]:
    """Cases that have a file of what came."""
    names = [entry.name for entry in files("cellworth").joinpath("data", "outcomes").iterdir()]
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def load_outcome(name: str, as_of: datetime.date) -> Outcome:
    """What came after the day of a case.

    Raises
    ------
    InputError
        If there is no such file, a fact has no source, or was known on the day of the case.
    """
    if name not in outcome_names():
        instead = f"One of: {', '.join(outcome_names())}."
        raise InputError(Problem(f"case '{name}'", "nothing is stored of what came", "", instead))
    place = f"data/outcomes/{name}.toml"
    content = files("cellworth").joinpath("data", "outcomes", f"{name}.toml").read_bytes()
    raw, _ = parsed_toml(content, place, "a file of what came")
    form = formed(raw, OutcomeForm, within(place))
    return _Reader(place, as_of).outcome(form)


class _Reader:
    """Turns forms into facts, checked against the market tables and the day of the case."""

    def __init__(self, place: str, as_of: datetime.date) -> None:
        self.place, self.as_of = place, as_of
        self.later = known_later(as_of)

    def outcome(self, form: OutcomeForm) -> Outcome:
        return Outcome(
            story=form.story,
            flag_below=form.flag_below,
            paths=tuple(map(self._path, form.paths)),
            structure=self._structure(form.structure) if form.structure else None,
            prices=tuple(map(self._price, form.prices)),
            closings=tuple(ClosingFact(self._fact(e), e.bidder, e.closed) for e in form.closings),
            events=tuple(EventFact(self._fact(e), e.event, e.happened) for e in form.events),
            not_scored=form.not_scored,
        )

    def _fact(self, form: FactForm, value: str = "") -> Fact:
        if form.row:
            row = self.later.row(form.row)
            self._agrees(form, row, value)
            return Fact(form.title, row.source, row.grade, row.known_from, form.row)
        if not form.source or not form.grade or form.known_from is None:
            why = "a fact needs a row, or a source, a grade and a day"
            raise InputError(Problem(f"{self.place}, '{form.title}'", "not all of them stand there", why))
        if form.known_from <= self.as_of:
            why = f"it was known on {self.as_of}, so it is no outcome"
            raise InputError(Problem(f"{self.place}, '{form.title}'", f"known from {form.known_from}", why))
        told = f"{form.source}, {form.where}" if form.where else form.source
        return Fact(form.title, told, form.grade, form.known_from, "")

    def _agrees(self, form: FactForm, row: MarketRow, value: str) -> None:
        """A value that names a row says that row's number."""
        if value and float(value.split()[0]) != float(row.value):
            why = f"row {row.id} says {row.given}"
            raise InputError(Problem(f"{self.place}, '{form.title}'", f"found '{value}'", why))

    def _path(self, form: PathForm) -> PathFact:
        unit = OWN_PATHS.get(form.path.partition(".")[0]) or unit_of(form.path)
        value = self._number(form, form.value, UNITS.get(unit, unit))
        return PathFact(self._fact(form, form.value), form.path, form.year, value, unit)

    def _structure(self, form: StructureForm) -> StructureFact:
        kept = math.nan if form.retained is None else form.retained
        return StructureFact(self._fact(form), form.strategies, kept)

    def _price(self, form: PriceForm) -> PriceFact:
        currency = next((word for word in form.value.split() if word.isupper() and len(word) == 3), "USD")
        value = self._number(form, form.value, currency)
        if currency != "USD":
            value *= self._number(form, form.exchange, f"USD/{currency}")
        return PriceFact(self._fact(form, form.value), value, form.deal, form.of)

    def _number(self, form: FactForm, text: str, unit: str) -> float:
        try:
            return to_canonical(text, unit)[0]
        except UnitError as error:
            where = f"{self.place}, '{form.title}'"
            raise InputError(Problem(where, f"found '{text}'", error.why, sentence(error.instead))) from error
