"""A case with edits answered at once on few scenarios, explained, or written as a file."""

from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from cellworth.app.cell_plants import designed_cell_plants
from cellworth.app.explain_full import FullFacts
from cellworth.app.explain_tree import Explanation, tree
from cellworth.app.quick import quick_decision
from cellworth.app.run import decide
from cellworth.app.run_json import answer_form
from cellworth.core.errors import InputError, Problem
from cellworth.engine.scenarios.case import StrategyCase
from cellworth.engine.scenarios.result import StrategyResult
from cellworth.io.case_edits import Edits, case_text, edited_case
from cellworth.io.cases import CaseFile
from cellworth.io.input_schema import nearest
from cellworth.io.result_json import TableForm
from cellworth.io.result_tables import asked_tables, decision_tables, full_headline, full_tables
from cellworth.io.strategy_records import strategy_case
from cellworth.report.page_document import page_document
from cellworth.report.strategies.content import strategies_content
from cellworth.report.strategies.quick_page import quick_page

__all__ = ["question_answer", "question_at_once", "question_explained", "question_file"]

KEPT = 4
TABLES = (
    "strategies",
    "families",
    "bidders",
    "breakevens",
    "drivers",
    "events",
    "leave_one_out",
    "risk_switches",
    "switch_map",
    "switch_chance",
    "switch_today",
    "wait",
    "sensitivities",
    "ownership",
    "control",
)
"""Tables of an answer without its sections."""


@dataclass(frozen=True)
class Question:
    """A case with edits, known by the file it rests on and what differs."""

    case: CaseFile
    edits: Edits
    base: str

    @property
    def key(self) -> str:
        """The same for the same question."""
        return "".join([*(digest for _, digest in self.case.layers), self.base, self.edits.mark])

    def __hash__(self) -> int:
        """By its key."""
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        """By its key."""
        return isinstance(other, Question) and self.key == other.key


@lru_cache(maxsize=KEPT)
def _decided(question: Question, n_scenarios: int, seed: int) -> tuple[CaseFile, StrategyResult]:
    edited = _edited(question)
    return edited, decide(strategy_case(edited), n_scenarios=n_scenarios, seed=seed)


@lru_cache(maxsize=KEPT)
def _asked(question: Question) -> StrategyCase:
    return strategy_case(_edited(question))


def _edited(question: Question) -> CaseFile:
    """The case with its edits.

    Raises
    ------
    InputError
        If an edit cannot be, or the case has no decision under uncertainty.
    """
    edited = edited_case(question.case, question.edits, question.base)
    if edited.form.strategy is None:
        why = "the decision under uncertainty needs that part"
        raise InputError(Problem(f"case '{edited.form.name}'", "no [strategy]", why))
    return edited


def question_at_once(
    case: CaseFile, edits: Edits, base: str, *, n_scenarios: int, seed: int, with_map: bool = False
) -> dict[str, Any]:
    """The answer alone, to the bits of the whole: no drivers; what did not change is used again.

    Parameters
    ----------
    case : as read.
    edits : what differs from it.
    base : name of the case it rests on.
    n_scenarios, seed : of the draws.
    with_map : the switch map too.

    Raises
    ------
    InputError
        If an edit cannot be.
    """
    asked = _asked(Question(case, edits, base))
    result = quick_decision(asked, n_scenarios=n_scenarios, seed=seed, with_map=with_map)
    return _told(result, decision_tables(result), quick_page(result))


def question_answer(
    case: CaseFile, edits: Edits, base: str, *, n_scenarios: int, seed: int, sections: bool
) -> dict[str, Any]:
    """The decision part of a result as plain content, and its page.

    Parameters
    ----------
    case : as read.
    edits : what differs from it.
    base : name of the case it rests on.
    n_scenarios, seed : of the draws.
    sections : all tables and sections of the page, not the first screen alone.

    Raises
    ------
    InputError
        If an edit cannot be.
    """
    edited, result = _decided(Question(case, edits, base), n_scenarios, seed)
    tables = {**full_tables(result), **asked_tables(result.case)}
    content = strategies_content(result, None, layers=edited.layers)
    wanted = {name: table for name, table in tables.items() if sections or name in TABLES}
    return _told(result, wanted, page_document(content, sections=sections))


def _told(result: StrategyResult, tables: dict[str, TableForm], page: dict[str, Any]) -> dict[str, Any]:
    return {
        "scenarios": result.n_scenarios,
        "seed": result.seed,
        "answer": answer_form(result).model_dump(),
        "headline": [line.model_dump() for line in full_headline(result)],
        "tables": {name: table.model_dump() for name, table in tables.items()},
        "page": page,
    }


def question_explained(
    case: CaseFile, edits: Edits, base: str, name: str, *, depth: int, n_scenarios: int, seed: int
) -> dict[str, Any]:
    """A number of the decision explained down to the quantities of the case.

    Raises
    ------
    InputError
        If no number has this name.
    """
    _, result = _decided(Question(case, edits, base), n_scenarios, seed)
    facts = FullFacts(
        result, designed_cell_plants(result.case.packs, result.case.places), result.case.years[0]
    )
    return {"explained": [asdict(each) for each in explained(name, facts, depth)]}


def explained(name: str, facts: FullFacts, depth: int) -> list[Explanation]:
    """A number, or all whose names begin so; what would change it is left out.

    Raises
    ------
    InputError
        If no number has this name.
    """
    names = [name] if name in facts.named else []
    names = names or [each for each in facts.named if each.startswith((f"{name}_", f"{name}."))]
    if not names:
        offer = nearest(name, facts.named, what="numbers")
        raise InputError(Problem("name", f"'{name[:80]}'", "no number of the case has this name", offer))
    note = facts.note(name, False)
    return [Explanation(tree(each, facts, depth), (), (), note) for each in names]


def question_file(case: CaseFile, edits: Edits, base: str, own: str | None) -> tuple[str, str]:
    """Name and text of a case file that says what differs; it runs to the same bits.

    Parameters
    ----------
    case : as read.
    edits : what differs from it.
    base : name of the shipped case it rests on, or of the uploaded one.
    own : text of an uploaded case, into which the edits go.

    Raises
    ------
    InputError
        If an edit cannot be.
    """
    return case_text(case, edits, base, own=own)
