"""A number explained: from an output down to inputs, tables and case numbers, and what would change it."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from cellworth.app.explain_case import explain_case
from cellworth.app.explain_pack import explain_pack
from cellworth.app.explain_tree import Explanation
from cellworth.app.run import SCENARIOS, SEED
from cellworth.app.run_json import case_hash
from cellworth.core.errors import InputError, Problem
from cellworth.io.cases import load_case
from cellworth.io.result_json import ResultForm, read_run

__all__ = ["explain", "explanation_json"]

SAME = 1e-12
"""Relative difference below which a number is that of the run."""


def explain(
    name: str,
    *,
    case: str = "",
    of_run: str = "",
    given: Mapping[str, tuple[str, str]] | None = None,
    parity: bool = False,
    depth: int = 2,
    year: int | None = None,
    with_effects: bool = True,
) -> list[Explanation]:
    """Explain an output, of a pack, of a case or of a run.

    Parameters
    ----------
    name : of the output, or what stands before the dot of several.
    case : name or path; empty for a pack.
    of_run : folder of a run or its JSON file: the case is run again with its scenarios and seed, and must be
        the same case; empty to run it as `cellworth run` does.
    given : inputs of the pack, by name: where each stands, and its text.
    parity : follow the published method with its quirks; of a pack.
    depth : levels of the tree.
    year : of a number of the case that goes by year; today's if not given.
    with_effects : whether to compute what would change it.

    Raises
    ------
    InputError
        If there is no such output, an input cannot be used, or the case is not that of the run.

    Examples
    --------
    >>> cost = explain("unit_cost.pack", depth=1, with_effects=False)[0].root
    >>> cost.equation, [part.name for part in cost.parents]
    ('C89', ['variable_cost.pack', 'fixed_expenses.pack', 'profit.pack', 'warranty.pack'])
    """
    if of_run:
        known = read_run(of_run)
        return _of_run(name, case or known.manifest.case, known, depth, year, with_effects)
    if case:
        return explain_case(name, case, depth=depth, year=year, with_effects=with_effects)
    return explain_pack(name, given or {}, parity=parity, depth=depth, with_effects=with_effects)


def _of_run(
    name: str, case: str, known: ResultForm, depth: int, year: int | None, with_effects: bool
) -> list[Explanation]:
    """Explain a number of a run on its scenarios; a note where the program now finds another."""
    manifest = known.manifest
    if case_hash(load_case(case)) != manifest.case_sha256:
        why = "its files have changed since the run, or it is another case"
        offer = "Run it again, or name its file with --case."
        raise InputError(Problem(f"case '{case}'", "not that of the run", why, offer))
    found = explain_case(
        name,
        case,
        depth=depth,
        year=year,
        with_effects=with_effects,
        n_scenarios=manifest.scenarios or SCENARIOS,
        seed=SEED if manifest.seed is None else manifest.seed,
    )
    told = _in_dollars(known)
    return [_compared(each, told.get(each.root.name), _money_note(known)) for each in found]


def _in_dollars(known: ResultForm) -> dict[str, float | None]:
    """Headline numbers of a nominal run in dollars, in which numbers are explained; of a real one, none."""
    if known.money.real is not None:
        return {}
    currency, rate = known.money.currency, known.money.per_dollar
    return {
        line.name: line.value / rate if line.value is not None and currency in line.unit else line.value
        for line in known.headline
    }


def _money_note(known: ResultForm) -> str:
    """Says so where the run shows its numbers in another money."""
    money = known.money
    if not money.words:
        return ""
    return f"The run shows {money.short}; explained in nominal USD, {money.per_dollar:.6g} of it each."


def _compared(found: Explanation, written: float | None, said: str) -> Explanation:
    """The explanation with a note on its money, and one if the run wrote another number."""
    value = found.root.value
    notes = [said, found.note]
    if written is not None and isinstance(value, float) and abs(value - written) > SAME * abs(written):
        notes.insert(1, f"The run wrote {written:,.6g}: the program or its data have changed since.")
    return replace(found, note=" ".join(note for note in notes if note))


def explanation_json(found: list[Explanation]) -> dict[str, Any]:
    """Explanations as plain mappings and lists."""
    return {"explained": [asdict(each) for each in found]}
