"""What a study asks of packs: inputs with their units, points, and designs computed at once."""

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any, TypeAlias

import numpy as np

from cellworth.app.evaluate import evaluate_packs
from cellworth.app.study_moved import unmoved
from cellworth.core.errors import InputError, Problem
from cellworth.engine.blocks import BLOCK, Progress
from cellworth.engine.executors import Workers, not_yet_kept
from cellworth.engine.packs import BLOCKS_PER_TASK
from cellworth.io.array_tables import array_table
from cellworth.io.arrow_units import unit_in_heading
from cellworth.io.column_sets import heading
from cellworth.io.input_columns import read_inputs
from cellworth.io.input_schema import input_definitions
from cellworth.io.kept_answers import KeptAnswers
from cellworth.io.metal_records import cathode_price, dates_taken, metal_prices
from cellworth.io.output_texts import in_words
from cellworth.io.place_inputs import powder_of
from cellworth.io.study_files import (
    METAL,
    METAL_UNIT,
    LimitForm,
    StudyForm,
    VaryForm,
    in_unit,
    input_value,
    study_place,
)
from cellworth.uncertainty.draws import quasi_uniforms

__all__ = ["Answer", "Asked", "Columns", "StudyResult", "headed", "with_unit"]

COUPLE, POWDER_PRICE = "couple", "price_positive_active"
COST = "pack_cost_per_energy"
PROBLEMS_SHOWN = 5

Columns = dict[str, Any]
Answer: TypeAlias = Mapping[str, Any]
"""Values of some rows by output: a list or an array."""


def headed(name: str, unit: str) -> str:
    """Heading ``name [unit]``; a pure number stands without a unit."""
    return name if unit == "1" else f"{name} [{unit}]"


def with_unit(value: float, heading: str) -> str:
    """A number in a sentence, with the unit of its column."""
    unit = unit_in_heading(heading)
    return f"{value:.6g}" if unit == "1" else f"{value:.6g} {unit}"


@dataclass(frozen=True)
class StudyResult:
    """Answer of a study.

    Attributes
    ----------
    columns : arrays of one length by heading ``name [unit]``.
    evaluations : designs or decisions computed.
    notes : a sentence each.
    counted : what the evaluations are.
    map : headings of the two inputs and of the best option, of a switch map.
    """

    columns: Columns
    evaluations: int
    notes: tuple[str, ...] = ()
    counted: str = "designs"
    map: tuple[str, str, str] | None = None


@dataclass(frozen=True)
class Asked:
    """A study of packs.

    Attributes
    ----------
    form : as read. path : of its file. progress : called with designs done and all designs.
    workers : who computes. kept : answers that need not be computed again.
    """

    form: StudyForm
    path: str
    progress: Progress | None
    workers: Workers = field(default_factory=Workers, kw_only=True)
    kept: KeptAnswers | None = field(default=None, kw_only=True)

    @property
    def outputs(self) -> tuple[str, ...]:
        """Outputs wanted."""
        return self.form.outputs or (COST,)

    def result(self, columns: Columns, evaluations: int, notes: tuple[str, ...] = ()) -> StudyResult:
        """Answer of this study."""
        return StudyResult(columns, evaluations, (*notes, *self._dates()), self.form.counted)

    def _dates(self) -> tuple[str, ...]:
        """What to know of metal prices of another day than asked for, in the cathode of the base."""
        if not self.form.metals:
            return ()
        metals = metal_prices(self.form.metals)
        powder = powder_of(str(self.form.base.get(COUPLE, input_definitions()[COUPLE].default)))
        used = cathode_price(powder, metals).used
        return dates_taken(self.form.metals, {name: each for name, each in metals.items() if each in used})

    def said(self, _found: float) -> tuple[str, ...]:
        """What an answer means, where its number does not say it."""
        return ()

    def value(self, name: str, given: Any) -> Any:
        """An input in its unit."""
        return input_value(name, given, self.path)

    def ends(self, name: str) -> tuple[float, float]:
        """Ends of the range of an input."""
        vary: VaryForm = self.form.vary[name]
        low, high = self.value(name, vary.start), self.value(name, vary.end)
        if not all(isinstance(end, int | float) and not isinstance(end, bool) for end in (low, high)):
            where = study_place(self.path, "vary", name)
            raise InputError(Problem(where, "no number", "a range has two numbers"))
        return float(low), float(high)

    def allowed(self, name: str) -> tuple[float, float]:
        """Least and largest value that an input may have."""
        known = input_definitions().get(name)
        return (known.lower, known.upper) if known else (-np.inf, np.inf)

    def bound(self, output: str, given: float | str, *place: str) -> float:
        """A value of an output in its unit, given as a text or in that unit; `place` are its keys."""
        if isinstance(given, str):
            return float(in_unit(output, given, unit_in_heading(self.heading(output)), self.path, place))
        return float(given)

    def within(self, output: str, limit: LimitForm, *place: str) -> tuple[float, float]:
        """Bounds of an output; infinite where there is none."""
        low, high = limit.at_least, limit.at_most
        return (
            -np.inf if low is None else self.bound(output, low, *place, "at_least"),
            np.inf if high is None else self.bound(output, high, *place, "at_most"),
        )

    @property
    def limits(self) -> dict[str, tuple[float, float]]:
        """Bounds of outputs by name."""
        return {name: self.within(name, each, "limits", name) for name, each in self.form.limits.items()}

    def values(self, name: str) -> list[Any]:
        """Values of an input in turn."""
        vary = self.form.vary[name]
        if vary.values:
            return [self.value(name, each) for each in vary.values]
        return [float(each) for each in np.linspace(*self.ends(name), vary.points)]

    def base(self, over: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Inputs that stay, with those of another design over them."""
        return {name: self.value(name, each) for name, each in {**self.form.base, **(over or {})}.items()}

    def points(self, names: Sequence[str], offset: int) -> Any:
        """Points between zero and one, (s, k), keyed by seed and name; another offset gives others."""
        dimensions = {name: place + 1 for place, name in enumerate(names)}
        return np.asarray(
            quasi_uniforms(self.form.seed, names, dimensions, 0, self.form.points, offset=offset)
        )

    def rows(self, names: Sequence[str], uniforms: Any) -> list[dict[str, Any]]:
        """Points as values of the inputs, each between its ends."""
        ends = [self.ends(name) for name in names]
        low, high = np.asarray([end[0] for end in ends]), np.asarray([end[1] for end in ends])
        return [dict(zip(names, map(float, each), strict=True)) for each in low + uniforms * (high - low)]

    def titled(self, name: str) -> str:
        """Heading of an input."""
        if name.startswith(METAL):
            return headed(name, METAL_UNIT)
        return input_definitions()[name].heading

    def heading(self, name: str) -> str:
        """Heading of an output."""
        return heading(name)

    def table(self, rows: Sequence[Mapping[str, Any]], outputs: Columns) -> Columns:
        """Inputs and outputs side by side."""
        names = list(dict.fromkeys(name for row in rows for name in row))
        given = {self.titled(name): np.asarray([row[name] for row in rows]) for name in names}
        return {**given, **{self.heading(name): array for name, array in outputs.items()}}

    def noticed(self, rows: Sequence[Mapping[str, Any]], outputs: Columns) -> tuple[str, ...]:
        """What to know of rows: how many have no solution, and which inputs moved nothing."""
        return (*self._unsolved(outputs), *self.still(rows, outputs))

    def still(self, rows: Sequence[Mapping[str, Any]], outputs: Columns) -> tuple[str, ...]:
        """Which inputs moved nothing, a sentence each."""
        return tuple(f"{name} moved no output." for name in unmoved(rows, outputs))

    def _unsolved(self, outputs: Columns) -> tuple[str, ...]:
        """How many of them have no solution, in a sentence."""
        first = next(iter(outputs.values()))
        count = int(np.isnan(first).sum()) if first.dtype.kind == "f" else 0
        return (f"{count} of {len(first)} {self.form.counted} have no solution.",) if count else ()

    def numbers(self, name: str, outputs: Columns) -> Any:
        """Values of an output that must be a number.

        Raises
        ------
        InputError
            If it is a text.
        """
        if outputs[name].dtype.kind not in "fiu":
            found, why = f"'{name}'", f"a study of kind '{self.form.kind}' needs a number"
            raise InputError(Problem(study_place(self.path, "outputs"), found, why))
        return np.asarray(outputs[name], dtype=float)

    def evaluate(
        self,
        rows: Sequence[Mapping[str, Any]],
        base: Mapping[str, Any] | None = None,
        outputs: Sequence[str] = (),
    ) -> Columns:
        """Outputs of what is asked, one row each; NaN where there is no such number."""
        wanted = tuple(outputs) or self.outputs
        self.check(wanted)
        start = self.base() if base is None else base
        tasks = self._tasks([{**start, **row} for row in rows])
        kept = self.kept
        keys = [kept.key(task, wanted) if kept else f"{number}" for number, task in enumerate(tasks)]
        asked = dict(zip(keys, tasks, strict=True))
        found = not_yet_kept(asked, lambda some: self.computed(some, wanted), kept)
        answers = dict(zip(asked, found, strict=True))
        return {name: self.joined([answers[key][name] for key in keys]) for name in wanted}

    def _tasks(self, rows: Sequence[Mapping[str, Any]]) -> list[Sequence[Mapping[str, Any]]]:
        """Rows in tasks; those of one task have the same inputs."""
        alike = [list(some) for _, some in groupby(rows, key=tuple)]
        return [
            some[first : first + self.together]
            for some in alike
            for first in range(0, len(some), self.together)
        ]

    @property
    def together(self) -> int:
        """Rows of a task."""
        return BLOCK * BLOCKS_PER_TASK

    def check(self, wanted: Sequence[str]) -> None:
        """Refuse outputs that are not known; those of packs are known by their form."""

    def joined(self, values: Sequence[Any]) -> Any:
        """Values of an output of all tasks as one array."""
        return np.concatenate([np.asarray(each) for each in values])

    def computed(
        self, tasks: Sequence[Sequence[Mapping[str, Any]]], wanted: tuple[str, ...]
    ) -> Generator[Answer, None, None]:
        """Outputs of each task in order, its designs spread over the workers."""
        first, n = 0, sum(map(len, tasks))
        for task in tasks:
            yield self._designed(task, wanted, first, n)
            first += len(task)

    def _designed(
        self, task: Sequence[Mapping[str, Any]], wanted: tuple[str, ...], first: int, n: int
    ) -> Answer:
        """Outputs of some designs of `n`, of which so many came before; NaN where one has no solution."""
        rows = [self._priced(row) for row in task] if self.form.metals else task
        names = list(dict.fromkeys(name for row in rows for name in row))
        columns = {name: np.asarray([row[name] for row in rows]) for name in names}
        columns = columns or {COUPLE: np.asarray([input_definitions()[COUPLE].default])}
        found = read_inputs(array_table(columns, path=self.path), parity=False)
        if found.problems:
            told = list(found.problems.items())[:PROBLEMS_SHOWN]
            where = [f"{self.path}, design {first + row + 1}, {each.where}" for row, each in told]
            problems = (replace(each, where=place) for place, (_, each) in zip(where, told, strict=True))
            raise InputError(*problems)

        def progress(done: int, _: int) -> None:
            if self.progress:
                self.progress(first + done, n)

        results = evaluate_packs(found.arrays, outputs=wanted, workers=self.workers, progress=progress)
        return {
            name: np.broadcast_to(in_words(name, array), len(task)) for name, array in results.outputs.items()
        }

    def _priced(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """Inputs with the cathode priced by its metals, those of the row first."""
        metals = metal_prices(self.form.metals, study_place(self.path, "metals"))
        for name, price in row.items():
            if name.startswith(METAL):
                metal = name.removeprefix(METAL)
                if metal not in metals:
                    where = study_place(self.path, "vary", name)
                    raise InputError(Problem(where, "no such metal", f"known are {', '.join(metals)}"))
                metals = {**metals, metal: replace(metals[metal], value=float(price))}
        powder = powder_of(str(row.get(COUPLE, input_definitions()[COUPLE].default)))
        own = {name: each for name, each in row.items() if not name.startswith(METAL)}
        price = cathode_price(powder, metals, study_place(self.path, "metals")).price
        return {**own, POWDER_PRICE: price}
