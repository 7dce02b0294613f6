"""What a study asks of a case: its numbers by the names of the workbench, and decisions on few scenarios."""

from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from difflib import get_close_matches
from fnmatch import fnmatchcase
from functools import cached_property, partial
from itertools import chain
from threading import Lock
from typing import Any

import numpy as np

from cellworth.app.quick import quick_decision
from cellworth.app.run import evaluate_block
from cellworth.app.study_asked import Answer, Asked, headed, with_unit
from cellworth.core.errors import InputError, Problem
from cellworth.engine.decision_stage import run_decision
from cellworth.engine.executors import ALONE, in_order
from cellworth.engine.scenarios.result import StrategyResult
from cellworth.io.case_edits import Edits, editable_numbers, edited_case, measure_of, place_of
from cellworth.io.case_records import decision_inputs
from cellworth.io.cases import CaseFile, load_case
from cellworth.io.result_json import HeadlineForm
from cellworth.io.result_tables import decision_tables, first_headline, full_headline
from cellworth.io.strategy_records import strategy_case
from cellworth.io.study_files import StudyForm, in_unit, study_place

__all__ = ["AskedOfCase", "Told", "answers", "read_case"]

OUTPUTS = ("leader", "chance", "saving_per_pack", "walk_away", "buy_below")
"""Told where the study names none."""

MANY = "*"
"""In a name: all numbers it fits move together, by a factor."""

BY_OPTION = ("strategies", "families")
FIRST = "today."
"""Begins the name of a number of the first decision, on the most likely inputs."""

Told = dict[str, tuple[Any, str]]
"""Value and unit by name of output."""


def read_case(form: StudyForm, path: str) -> CaseFile:
    """The case of a study.

    Raises
    ------
    InputError
        If it cannot be used, or has no decision under uncertainty.
    """
    case = load_case(form.case)
    if case.form.strategy is None:
        why = "a study of a case needs that part"
        raise InputError(Problem(study_place(path, "case"), f"'{form.case}' has no [strategy]", why))
    return case


def answers(result: StrategyResult) -> Told:
    """Numbers of a decision by name: the headline, the leader, and ``mean.buy`` by family or strategy."""
    told: Told = {"leader": (result.family, "1"), "strategy": (result.strategy, "1")}
    told |= {line.name: _line(line) for line in full_headline(result)}
    tables = decision_tables(result)
    for source in BY_OPTION:
        heads = tables[source].columns
        for row in tables[source].rows:
            entry = dict(zip((head.name for head in heads), row, strict=True))
            told |= {f"{head.name}.{row[0]}": (entry[head.name], head.unit) for head in heads[1:]}
    for family in result.families:
        for head in tables["strategies"].columns[3:]:
            told.setdefault(f"{head.name}.{family.name}", told[f"{head.name}.{family.best}"])
    return told


def _line(line: HeadlineForm) -> tuple[Any, str]:
    return line.value, line.unit


@dataclass(frozen=True)
class AskedOfCase(Asked):
    """A study of a case.

    Attributes
    ----------
    form : as read. path : of its file. progress : called with decisions done and all of them.
    case : whose numbers vary.
    """

    case: CaseFile

    @property
    def outputs(self) -> tuple[str, ...]:
        """Outputs wanted."""
        return self.form.outputs or OUTPUTS

    @cached_property
    def numbers_of_case(self) -> Mapping[str, Any]:
        """Numbers that can be changed, by name."""
        return editable_numbers(self.case.form)

    @cached_property
    def units(self) -> dict[str, str]:
        """Unit by output, of the case as it stands."""
        return {name: unit for name, (_, unit) in self._told({}, first=True).items()}

    def keys(self, name: str) -> list[str]:
        """Numbers of the case that a name stands for.

        Raises
        ------
        InputError
            If there is none.
        """
        found = [key for key in self.numbers_of_case if fnmatchcase(key, name)] if MANY in name else []
        found = found or [key for key in (name,) if key in self.numbers_of_case]
        if not found:
            near = get_close_matches(name, self.numbers_of_case, n=1)
            instead = f"Did you mean '{near[0]}'?" if near else "The workbench shows them."
            part = next((part for part in ("base", "against") if name in getattr(self.form, part)), "vary")
            where = study_place(self.path, part, name)
            why = f"'{self.form.case}' does not have it"
            raise InputError(Problem(where, "no number of the case has this name", why, instead))
        return found

    def value(self, name: str, given: Any) -> Any:
        """A number in the unit the case computes in; a factor where the name stands for many."""
        keys = self.keys(name)
        unit = "1" if MANY in name else self.numbers_of_case[keys[0]].number.unit
        return in_unit(name, given, unit, self.path)

    def said(self, found: float) -> tuple[str, ...]:
        """The numbers a factor stands for."""
        name = next(iter(self.form.vary))
        if MANY not in name:
            return ()
        numbers = {key: self.numbers_of_case[key].number for key in self.keys(name)}
        return tuple(
            f"{key}: {found * each.value:.6g} {each.unit}, today {each.value:.6g}."
            for key, each in numbers.items()
        )

    def titled(self, name: str) -> str:
        """Heading of a number."""
        unit = "1" if MANY in name else self.numbers_of_case[self.keys(name)[0]].number.unit
        return headed(name, unit)

    def allowed(self, name: str) -> tuple[float, float]:
        """Least and largest value that a number may have; any factor where the name stands for many."""
        if MANY in name:
            return -np.inf, np.inf
        measure = measure_of(self.case.form, place_of(self.case.form, self.keys(name)[0]))
        least = measure.at_least if measure.greater is None else measure.greater
        return -np.inf if least is None else least, np.inf if measure.at_most is None else measure.at_most

    def heading(self, name: str) -> str:
        """Heading of an output."""
        return headed(name, self.units.get(name, "1"))

    def decide(self, values: Mapping[str, float]) -> StrategyResult:
        """The decision with some numbers changed."""
        with self._at(values):
            return self._decided(self._edited(values))

    @contextmanager
    def _at(self, values: Mapping[str, float]) -> Iterator[None]:
        """Tell where the case cannot be decided."""
        try:
            yield
        except InputError as error:
            told = ", ".join(
                f"{name} = {with_unit(value, self.titled(name))}" for name, value in values.items()
            )
            problems = (replace(each, where=f"{self.path}, {told}, {each.where}") for each in error.problems)
            raise InputError(*problems) from None

    def _decided(self, edited: CaseFile) -> StrategyResult:
        return quick_decision(strategy_case(edited), n_scenarios=self.form.scenarios, seed=self.form.seed)

    def _edited(self, values: Mapping[str, float]) -> CaseFile:
        changed: dict[str, float] = {}
        for name, value in values.items():
            numbers = {key: self.numbers_of_case[key].number.value for key in self.keys(name)}
            changed |= {key: value * now if MANY in name else value for key, now in numbers.items()}
        return edited_case(self.case, Edits(changed), self.form.case)

    def _told(self, values: Mapping[str, float], *, first: bool) -> Told:
        with self._at(values):
            edited = self._edited(values)
            told = answers(self._decided(edited))
            if not first:
                return told
            first_result = run_decision(decision_inputs(edited), evaluate_block)
        return told | {f"{FIRST}{line.name}": _line(line) for line in first_headline(first_result)}

    @property
    def together(self) -> int:
        """One decision: it takes about a second."""
        return 1

    def check(self, wanted: Sequence[str]) -> None:
        """Refuse outputs that the case does not have."""
        self._known(wanted)

    def joined(self, values: Sequence[Any]) -> Any:
        """Values of an output of all decisions as one array."""
        return _column(list(chain.from_iterable(values)))

    def computed(
        self, tasks: Sequence[Sequence[Mapping[str, Any]]], wanted: tuple[str, ...]
    ) -> Generator[Answer, None, None]:
        """Outputs of each decision in order, on the same draws; None where there is no such number."""
        first = any(name.startswith(FIRST) for name in wanted)
        bare = replace(self, progress=None, kept=None, workers=ALONE)
        work = partial(_outputs_of, bare, wanted, first=first)
        workers = self.workers.for_jobs().at_most(len(tasks))
        for done, answer in enumerate(in_order(work, tasks, workers), 1):
            if self.progress:
                self.progress(done, len(tasks))
            yield answer

    def _known(self, wanted: Sequence[str]) -> None:
        unknown = [name for name in wanted if name not in self.units]
        if unknown:
            where = study_place(self.path, "outputs")
            raise InputError(
                *(Problem(where, f"'{n}'", "no output of the case", self._near(n)) for n in unknown)
            )

    def _near(self, name: str) -> str:
        near = get_close_matches(name, self.units, n=3)
        return f"Did you mean {' or '.join(near)}?" if near else f"For example {', '.join(OUTPUTS)}."


_ONE_AT_A_TIME = Lock()
"""What quick decisions use again is not made for two threads."""


def _outputs_of(
    asked: AskedOfCase, wanted: Sequence[str], rows: Sequence[Mapping[str, Any]], *, first: bool
) -> Answer:
    with _ONE_AT_A_TIME:
        told = [asked._told(row, first=first) for row in rows]
    return {name: [each[name][0] for each in told] for name in wanted}


def _column(values: Sequence[Any]) -> Any:
    if any(isinstance(value, str) for value in values):
        return np.asarray(values, dtype=object)
    return np.asarray([np.nan if value is None else value for value in values], dtype=float)
