"""A number explained: from an output down to inputs, tables and case numbers, and what would change it."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from cellworth.app.explain_case import explain_case
from cellworth.app.explain_pack import explain_pack
from cellworth.app.explain_tree import Explanation

__all__ = ["explain", "explanation_json"]


def explain(
    name: str,
    *,
    case: str = "",
    given: Mapping[str, tuple[str, str]] | None = None,
    parity: bool = False,
    depth: int = 2,
    year: int | None = None,
    with_effects: bool = True,
) -> list[Explanation]:
    """Explain an output, of a pack or of a case.

    Parameters
    ----------
    name : of the output, or what stands before the dot of several.
    case : name or path; empty for a pack.
    given : inputs of the pack, by name: where each stands, and its text.
    parity : follow the published method with its quirks; of a pack.
    depth : levels of the tree.
    year : of a number of the case that goes by year; today's if not given.
    with_effects : whether to compute what would change it.

    Raises
    ------
    InputError
        If there is no such output, or an input cannot be used.
    """
    if case:
        return explain_case(name, case, depth=depth, year=year, with_effects=with_effects)
    return explain_pack(name, given or {}, parity=parity, depth=depth, with_effects=with_effects)


def explanation_json(found: list[Explanation]) -> dict[str, Any]:
    """Explanations as plain mappings and lists."""
    return {"explained": [asdict(each) for each in found]}
