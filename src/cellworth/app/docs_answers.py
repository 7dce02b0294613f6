"""The questions and statements of the reports, each with the command that answers it and what that prints."""

import re
import shlex
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, TypeAlias

from cellworth.app.docs import MADE
from cellworth.engine.scenarios.case import ClaimRecord
from cellworth.io.cases import load_case
from cellworth.io.strategy_records import strategy_case

__all__ = ["AnswerPlan", "RunLine", "answer_pages", "answer_plan"]

RunLine: TypeAlias = Callable[[list[str]], str]
"""What a command line prints."""

PROGRAM = "cellworth"


@dataclass(frozen=True)
class Answer:
    """A command and which of its lines answer.

    Attributes
    ----------
    command : without the name of the program.
    keep : expressions of which a line must match one; all lines where none are given.
    most : lines shown at most.
    """

    command: str
    keep: tuple[str, ...]
    most: int


@dataclass(frozen=True)
class Question:
    """One row of what the reports ask.

    Attributes
    ----------
    row : R1 to R13.
    asks : in a sentence.
    reads : how to read the answer.
    answers : commands.
    """

    row: str
    asks: str
    reads: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class AnswerPlan:
    """Which command answers what.

    Attributes
    ----------
    case : whose reports they are.
    prepare : commands that go before all others.
    questions : rows.
    statements : command by claim.
    """

    case: str
    prepare: tuple[str, ...]
    questions: tuple[Question, ...]
    statements: dict[str, Answer]


def answer_plan() -> AnswerPlan:
    """The plan of the package."""
    path = files("cellworth").joinpath("data", "docs", "answers.toml")
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    questions = tuple(
        Question(row, entry["asks"], entry["reads"], tuple(map(_answer, entry["answers"])))
        for row, entry in raw["rows"].items()
    )
    statements = {name: _answer(entry) for name, entry in raw["statements"].items()}
    return AnswerPlan(raw["case"], tuple(raw["prepare"]), questions, statements)


def _answer(entry: Mapping[str, Any]) -> Answer:
    return Answer(entry["command"], tuple(entry.get("keep", ())), entry.get("most", 20))


def answer_pages(run_line: RunLine) -> dict[str, str]:
    """Text of the two pages by file name.

    Parameters
    ----------
    run_line : runs a command line, in a folder of its own.
    """
    plan = answer_plan()
    printed: dict[str, str] = {}

    def output(command: str) -> str:
        if command not in printed:
            printed[command] = run_line(shlex.split(command))
        return printed[command]

    for command in plan.prepare:
        output(command)
    return {"rows.md": _rows(plan, output), "statements.md": _statements(plan, output)}


def _rows(plan: AnswerPlan, output: Callable[[str], str]) -> str:
    intro = (
        f"What the reports of August 2016 describe, and what the program says about it. Written first: "
        f"{_commands(plan.prepare)}; what it wrote is read by the commands below. Long outputs are cut to "
        "the lines that answer, marked by …"
    )
    parts = [MADE, "# The questions, answered", intro]
    for question in plan.questions:
        parts.append(f"## {question.row}: {question.asks}")
        for answer in question.answers:
            parts.append(
                f"```\n$ {PROGRAM} {answer.command}\n{kept_lines(answer, output(answer.command))}\n```"
            )
        parts.append(question.reads)
    return "\n\n".join(parts) + "\n"


def _statements(plan: AnswerPlan, output: Callable[[str], str]) -> str:
    claims = {claim.name: claim for claim in strategy_case(load_case(plan.case)).claims}
    intro = (
        "Every factual statement of the two reports in our own words: the claim it is in "
        "`data/claims/nissan-aesc.toml`, the row it serves ([rows](rows.md)), what its chain is worth on the "
        f"day of the case (S1, S2), and what the program says about its subject. Written first: "
        f"{_commands(plan.prepare)}."
    )
    parts = [MADE, "# The statements, answered", intro]
    for name, answer in plan.statements.items():
        parts.append(_statement(claims[name], answer, output))
    return "\n\n".join(parts) + "\n"


def _statement(claim: ClaimRecord, answer: Answer, output: Callable[[str], str]) -> str:
    rows = ", ".join(claim.rows)
    moves = f"; moves `{claim.moves}`" if claim.moves else ""
    against = f"; in conflict with `{claim.conflict}`" if claim.conflict else ""
    chain = " > ".join(claim.chain)
    told = (
        f"Claim `{claim.name}`, {rows}; {claim.stance.replace('_', ' ')}; {chain}; reliability "
        f"{claim.reliability:.2f}, weight {claim.weight:.2f}{moves}{against}."
    )
    lines = kept_lines(answer, output(answer.command))
    return f"## {claim.name}: {claim.text}\n\n{told}\n\n```\n$ {PROGRAM} {answer.command}\n{lines}\n```"


def _commands(commands: tuple[str, ...]) -> str:
    return ", ".join(f"`{PROGRAM} {command}`" for command in commands)


def kept_lines(answer: Answer, printed: str) -> str:
    """The lines of an output that answer.

    Raises
    ------
    LookupError
        If an expression matches no line: the command answers no more what it was chosen for.
    """
    lines = [line.rstrip() for line in printed.rstrip().splitlines()]
    for expression in answer.keep:
        if not any(re.search(expression, line) for line in lines):
            raise LookupError(f"{PROGRAM} {answer.command}: no line holds '{expression}'")
    kept = [
        place
        for place, line in enumerate(lines)
        if not answer.keep or any(re.search(expression, line) for expression in answer.keep)
    ][: answer.most]
    shown = []
    for number, place in enumerate(kept):
        if number and place != kept[number - 1] + 1:
            shown.append("…")
        shown.append(lines[place])
    if kept and kept[-1] != len(lines) - 1:
        shown.append("…")
    return "\n".join(shown)
