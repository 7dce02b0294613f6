"""Results of a case explained: down to its numbers with their sources."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from cellworth.app.case_numbers import case_node, numbers_by_place, with_factor
from cellworth.app.explain_tree import Explanation, Node, effects, leaves, tree
from cellworth.app.run import evaluate_block
from cellworth.core.errors import InputError, Problem
from cellworth.engine.decision_result import DecisionResult
from cellworth.engine.decision_stage import run_decision
from cellworth.io.case_numbers import Number
from cellworth.io.case_records import decision_inputs
from cellworth.io.cases import CaseFile, load_case
from cellworth.io.glossary import term
from cellworth.io.input_schema import nearest
from cellworth.io.relations import Relation, relation
from cellworth.io.theory_pages import theory_page

__all__ = ["FIRST_BOOK", "FirstFacts", "explain_case"]

FIRST_BOOK = "first_decision"
GROUP = "case:"


def explain_case(name: str, case: str, *, depth: int = 2, year: int | None = None) -> list[Explanation]:
    """Explain a result of a case, or all results whose names begin so.

    Parameters
    ----------
    name : of a result.
    case : name or path.
    depth : levels of the tree.
    year : of a result by year; today's if not given.

    Raises
    ------
    InputError
        If the case cannot be used, or no result has this name.
    """
    facts = FirstFacts.of(load_case(case), year)
    names = [name] if facts.knows(name) else [each for each in facts.names if each.startswith(f"{name}_")]
    if not names:
        offer = nearest(name, facts.names, what="results")
        raise InputError(
            Problem(f"result '{name}' of {case}", "there is none", "a result of the case is due", offer)
        )
    return [_explained(each, facts, depth) for each in names]


def _explained(name: str, facts: "FirstFacts", depth: int) -> Explanation:
    root = tree(name, facts, depth)
    if not isinstance(root.value, float):
        return Explanation(root, (), (), "It has no value here, so nothing is said of what would change it.")
    found, unchanged = effects(root.value, leaves(name, facts), facts.changed(name))
    by_year = name in facts.result.yearly
    return Explanation(root, found, unchanged, f"Of the year {facts.year}." if by_year else "")


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
    def of(cls, case: CaseFile, year: int | None = None) -> "FirstFacts":
        """Decide a case.

        Raises
        ------
        InputError
            If the year is not on the axis of the case.
        """
        result = run_decision(decision_inputs(case), evaluate_block)
        shown = result.today if year is None else year
        if shown not in result.years:
            why = f"the case runs from {result.years[0]} to {result.years[-1]}"
            raise InputError(Problem("--year", str(shown), why))
        return cls(case, result, numbers_by_place(case.form), shown)

    @property
    def names(self) -> list[str]:
        """Results that can be explained."""
        calibration = [found.name for found in self.result.calibration]
        return list(dict.fromkeys([*self.result.headline, *self.result.yearly, *calibration]))

    def knows(self, name: str) -> bool:
        """Whether a result has this name."""
        return name in self.names

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
