"""Results of a case explained: the first decision, and which facts explain what."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from cellworth.app.case_numbers import case_node, numbers_by_place, with_factor
from cellworth.app.cell_plants import designed_cell_plants
from cellworth.app.explain_full import FullFacts
from cellworth.app.explain_tree import Explanation, Node, effects, leaves, tree
from cellworth.app.run import SCENARIOS, SEED, CaseRun, evaluate_block, run
from cellworth.core.errors import InputError, Problem
from cellworth.engine.decision_result import DecisionResult
from cellworth.engine.decision_stage import run_decision
from cellworth.io.case_numbers import Number
from cellworth.io.case_records import decision_inputs
from cellworth.io.cases import CaseFile, load_case
from cellworth.io.glossary import term
from cellworth.io.input_schema import nearest
from cellworth.io.relations import FIRST_BOOK, Relation, relation
from cellworth.io.result_tables import named_rows
from cellworth.io.theory_pages import theory_page

__all__ = ["FirstFacts", "explain_case", "full_facts"]

GROUP = "case:"


def explain_case(
    name: str,
    case: str,
    *,
    depth: int = 2,
    year: int | None = None,
    with_effects: bool = True,
    n_scenarios: int = SCENARIOS,
    seed: int = SEED,
) -> list[Explanation]:
    """Explain a result of a case, or all results whose names begin so.

    Results of the first decision go first; those of the decision under uncertainty need a whole run.

    Parameters
    ----------
    name : of a result.
    case : name or path.
    depth : levels of the tree.
    year : of a result by year; today's, or the first after it, if not given.
    with_effects : whether to compute what would change it.
    n_scenarios, seed : of the decision under uncertainty; as a run takes them if not given.

    Raises
    ------
    InputError
        If the case cannot be used, or no result has this name.
    """
    read = load_case(case)
    leads = read.form.strategy is not None and name in named_rows("headline")
    first = FirstFacts.of(read)
    if not leads:
        found = _named(name, first.names)
        if found:
            return [_explained(each, first.in_year(year), depth, with_effects) for each in found]
    if read.form.strategy is None:
        raise _unknown(name, case, first.names)
    full = full_facts(run(case, n_scenarios=n_scenarios, seed=seed), year)
    found = _named(name, list(full.named))
    if not found:
        raise _unknown(name, case, [*full.named, *first.names])
    return [_explained(each, full, depth, with_effects) for each in found]


def full_facts(done: CaseRun, year: int | None) -> FullFacts:
    """The decision under uncertainty of a run.

    Raises
    ------
    InputError
        If the case has none, or the year is not on its axis.
    """
    if done.strategies is None:
        why = "the decision under uncertainty needs that part"
        raise InputError(Problem(f"case '{done.result.name}'", "no [strategy]", why))
    years = done.strategies.case.years
    shown = years[0] if year is None else year
    if shown not in years:
        raise InputError(Problem("--year", str(shown), f"the case runs from {years[0]} to {years[-1]}"))
    case = done.strategies.case
    return FullFacts(done.strategies, designed_cell_plants(case.packs, case.places), shown)


def _named(name: str, names: list[str]) -> list[str]:
    """The name itself, or all that begin so."""
    if name in names:
        return [name]
    return [each for each in names if each.startswith((f"{name}_", f"{name}."))]


def _unknown(name: str, case: str, names: list[str]) -> InputError:
    offer = nearest(name, names, what="results")
    return InputError(
        Problem(f"result '{name}' of {case}", "there is none", "a result of the case is due", offer)
    )


def _explained(name: str, facts: "FirstFacts | FullFacts", depth: int, with_effects: bool) -> Explanation:
    root = tree(name, facts, depth)
    if not isinstance(root.value, float):
        return Explanation(root, (), (), "It has no value here, so nothing is said of what would change it.")
    note = facts.note(name, with_effects)
    if not with_effects:
        return Explanation(root, (), (), note)
    found, unchanged = effects(root.value, leaves(name, facts), facts.changed(name))
    return Explanation(root, found, unchanged, note)


@dataclass(frozen=True)
class FirstFacts:
    """The first decision of a case and what its numbers follow from.

    Attributes
    ----------
    case : as read.
    result : of the decision.
    numbers : of the case, by place.
    year : of the numbers that go by year.
    """

    case: CaseFile
    result: DecisionResult
    numbers: dict[str, Number]
    year: int

    @classmethod
    def of(cls, case: CaseFile) -> "FirstFacts":
        """Decide a case; numbers by year are today's."""
        result = run_decision(decision_inputs(case), evaluate_block)
        return cls(case, result, numbers_by_place(case.form), result.today)

    def in_year(self, year: int | None) -> "FirstFacts":
        """The same with the numbers of a year; today's if none is named.

        Raises
        ------
        InputError
            If the year is not on the axis of the case.
        """
        years = self.result.years
        shown = self.result.today if year is None else year
        if shown not in years:
            raise InputError(Problem("--year", str(shown), f"the case runs from {years[0]} to {years[-1]}"))
        return replace(self, year=shown)

    @property
    def names(self) -> list[str]:
        """Results that can be explained."""
        calibration = [found.name for found in self.result.calibration]
        return list(dict.fromkeys([*self.result.headline, *self.result.yearly, *calibration]))

    def knows(self, name: str) -> bool:
        """Whether a result has this name."""
        return name in self.names

    def note(self, name: str, with_effects: bool) -> str:  # noqa: ARG002
        """What the reader should know."""
        return f"Of the year {self.year}." if name in self.result.yearly else ""

    def value(self, name: str, result: DecisionResult | None = None) -> float:
        """A result, of the year where it goes by year."""
        found = result or self.result
        if name in found.yearly:
            return float(found.yearly[name][found.years.index(self.year)])
        if name in found.headline:
            return float(found.headline[name])
        return float(next(entry.value for entry in found.calibration if entry.name == name))

    def relation(self, name: str) -> Relation | None:
        """How a result follows; a part of the case holds its numbers."""
        if name.startswith(GROUP):
            places = tuple(self._within(name.removeprefix(GROUP)))
            return Relation(name, "", f"the {len(places)} numbers of this part of the case", places, "")
        return relation(name, FIRST_BOOK) if self.knows(name) else None

    def _within(self, part: str) -> list[str]:
        return [place for place in self.numbers if place == part or place.startswith(f"{part}.")]

    def parents(self, found: Relation) -> tuple[str, ...]:
        """Names a result follows from."""
        return found.parents

    def own_leaf(self, name: str) -> Node | None:  # noqa: ARG002
        """No result names itself."""
        return None

    def node(self, name: str) -> Node:
        """A number by itself."""
        if name.startswith(GROUP):
            return Node(name.removeprefix(GROUP), "", "", "", "", "", "", "", None, ())
        if not self.knows(name):
            return case_node(name, self.numbers[name])
        found, value = relation(name, FIRST_BOOK), self.value(name)
        equation = found.equation if found else ""
        told = term(name)
        shown = value if math.isfinite(value) else None
        return Node(name, shown, told.unit, told.meaning, "", "", equation, theory_page(equation), None, ())

    def changed(self, name: str) -> Callable[[Node, float], float | None]:
        """The result explained, with a number of the case multiplied."""

        def again(node: Node, factor: float) -> float | None:
            form = with_factor(self.case.form, node.name, factor)
            try:
                result = run_decision(decision_inputs(replace(self.case, form=form)), evaluate_block)
            except InputError:
                return None
            value = self.value(name, result)
            return value if math.isfinite(value) else None

        return again
