"""`cellworth explain`: where a number comes from and what would change it."""

import inspect
import json
import sys
import textwrap
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import typer

from cellworth.cli.explain_gradient import print_gradient
from cellworth.cli.pack import given_inputs, input_options
from cellworth.cli.wording import CASE_HELP, PARITY_HELP
from cellworth.core.errors import InputError, Problem

if TYPE_CHECKING:
    from cellworth.app.explain_tree import Effect, Explanation, Leaf, Node

__all__ = ["HELP", "explain_command"]

HELP = """
Explain a number: how it follows from its parents, down to tables and inputs, and what would change it.

Without --case it is a number of one pack, whose inputs are those of cellworth pack. With --case it is one of
the case's results; with --run it is that of a run, on its scenarios and seed. What would change it is
computed by the model itself, with each input a tenth larger.

Example: cellworth explain unit_cost.pack --couple "LFP-G (Energy)" --energy "60 kWh"

Example: cellworth explain saving_per_pack --case nissan-aesc-2016

Example: cellworth explain walk_away --run out/nissan-aesc-2016

With --gradient it lists the exact derivative to every continuous input instead, the largest elasticity first;
whole layers, counts, choices and the branch in force are held.

Example: cellworth explain unit_cost.pack --energy "60 kWh" --gradient

Example: cellworth explain saving_worth --case nissan-aesc-2016 --gradient

Of a case npv_difference is what its strategies are worth above each other, as a mean over draws: the two
leading ones, and the best of each family against keeping. Its derivatives are those to quantities, designs of
packs, planned volumes, prices and all other plans and terms, the largest first and the largest of each kind.

Example: cellworth explain npv_difference.lead --case nissan-aesc-2016 --gradient

Example: cellworth explain npv_difference.buy --case nissan-aesc-2016 --gradient --top 30 --by-year
"""

WIDTH = 100
INDENT = "  "


def explain_command() -> Callable[..., None]:
    """The verb, with the options of a pack."""

    def explain(**options: Any) -> None:
        print_explanation(**options)

    own = [
        ("name", str, typer.Argument(metavar="OUTPUT", help="Name of an output, as unit_cost.pack.")),
        ("case", str, typer.Option("", "--case", metavar="CASE", help=CASE_HELP)),
        (
            "of_run",
            str,
            typer.Option("", "--run", metavar="FOLDER", help="Of a run, by its folder or JSON file."),
        ),
        ("year", int | None, typer.Option(None, "--year", help="Of a case's number by year; else today.")),
        ("depth", int, typer.Option(2, "--depth", min=0, help="Levels of the tree.")),
        ("top", int, typer.Option(10, "--top", min=0, help="How many inputs that change it; 0 skips them.")),
        ("parity", bool, typer.Option(False, "--parity", help=PARITY_HELP, metavar=" ")),
        (
            "gradient",
            bool,
            typer.Option(
                False, "--gradient", help="Exact derivatives to every input; needs jax.", metavar=" "
            ),
        ),
        (
            "draws",
            int | None,
            typer.Option(
                None, "--draws", min=0, help="Draws of npv_difference, 64 if not given; 0: central case."
            ),
        ),
        (
            "by_year",
            bool,
            typer.Option(False, "--by-year", help="With --gradient: each year of a path.", metavar=" "),
        ),
        ("as_json", bool, typer.Option(False, "--json", help="Print as JSON.", metavar=" ")),
    ]
    parameters = [*(_parameter(*each) for each in own), *input_options()]
    explain.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    explain.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return explain


def _parameter(name: str, annotation: Any, option: Any) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=option, annotation=annotation)


def print_explanation(
    *,
    name: str,
    case: str,
    of_run: str,
    year: int | None,
    depth: int,
    top: int,
    parity: bool,
    gradient: bool,
    draws: int | None,
    by_year: bool,
    as_json: bool,
    settings: list[str] | None,
    **options: str | None,
) -> None:
    """Explain an output and print it."""
    from cellworth.app.explain import explain, explanation_json

    given = given_inputs(options, settings or [])
    if gradient:
        print_gradient(
            name,
            case=case,
            of_run=of_run,
            given=given,
            parity=parity,
            top=top,
            as_json=as_json,
            draws=draws,
            by_year=by_year,
        )
        return
    for option, asked in (("--draws", draws is not None), ("--by-year", by_year)):
        if asked:
            why = "it belongs to --gradient"
            raise InputError(Problem(option, "given without --gradient", why, "Leave it out."))
    if (case or of_run) and (given or parity):
        flags = [where for where, _ in given.values()] + ["--parity"] * parity
        why = "a case states its own packs"
        raise InputError(
            Problem(
                ", ".join(flags), f"given with {'--case' if case else '--run'}", why, "Leave one of them out."
            )
        )
    if year is not None and not (case or of_run):
        why = "only numbers of a case go by year"
        raise InputError(Problem("--year", str(year), why, "Name the case with --case."))
    found = explain(
        name,
        case=case,
        of_run=of_run,
        given=given,
        parity=parity,
        depth=depth,
        year=year,
        with_effects=top > 0,
    )
    if as_json:
        print(json.dumps(explanation_json(found), indent=1, allow_nan=False, ensure_ascii=False))
        return
    for place, each in enumerate(found):
        if place:
            print()
        print("\n".join(_lines(each, top)))
    if len(found) > 1:
        print(f"note: {name} stands for {len(found)} outputs; each is explained.", file=sys.stderr)


def _lines(found: "Explanation", top: int) -> Iterator[str]:
    root = found.root
    yield from _node(root, 0)
    if found.note:
        yield ""
        yield from textwrap.wrap(found.note, WIDTH)
    if not top or not (found.effects or found.unchanged):
        return
    yield ""
    if not found.effects:
        yield f"None of the {len(found.unchanged)} inputs below it changes it by a tenth more of itself."
        return
    yield f"What would change it, the strongest of {len(found.effects)} inputs, computed again:"
    wide = max(len(effect.name) for effect in found.effects[:top])
    for effect in found.effects[:top]:
        yield from _effect(effect, wide, root.unit)
    if found.unchanged:
        yield f"{INDENT}no effect: {len(found.unchanged)} inputs."


def _node(node: "Node", level: int) -> Iterator[str]:
    indent = INDENT * level
    unit = "" if node.unit in ("", "1") else f" {node.unit}"
    value = f"  {_number(node.value)}{unit}" if node.value != "" else ""
    yield f"{indent}{node.name}{value}" + ("  (see above)" if node.shown_before else "")
    below = indent + INDENT
    if level == 0 and node.meaning:
        yield from textwrap.wrap(node.meaning, WIDTH, initial_indent=below, subsequent_indent=below)
    if not node.shown_before:
        yield from _relation(node, below, with_page=level == 0)
    if node.leaf is not None:
        text = f"< {_origin(node.leaf)}"
        yield from textwrap.wrap(text, WIDTH, initial_indent=below, subsequent_indent=below + INDENT)
    for parent in node.parents:
        yield from _node(parent, level + 1)


def _relation(node: "Node", indent: str, *, with_page: bool) -> Iterator[str]:
    """Formula or words, with the equation."""
    text = node.formula or node.words
    if not text:
        return
    where = f"{node.equation}, {node.page}" if with_page and node.page else node.equation
    told = f"= {text}" + (f"  [{where}]" if where else "")
    yield from textwrap.wrap(
        told, WIDTH, initial_indent=indent, subsequent_indent=indent + INDENT, break_long_words=False
    )


def _origin(leaf: "Leaf") -> str:
    known = f", {leaf.known}" if leaf.known else ""
    grade = f", grade {leaf.grade}" if leaf.grade else ""
    given = f"{leaf.given}; " if leaf.given else ""
    return f"{given}{leaf.place}; {leaf.source}: {leaf.where}{grade}{known}"


def _effect(effect: "Effect", wide: int, unit: str) -> Iterator[str]:
    shown = "" if unit in ("", "1") else f" {unit}"
    sign = "+" if effect.change >= 0 else "−"
    moved = f"{_number(effect.value)}{shown} ({sign}{_number(abs(effect.change))})"
    told = f"{INDENT}{effect.name:{wide}}  {100 * effect.step:+.0f} %  {moved}".replace(" -", " −")
    strength = f"  elasticity {effect.elasticity:.2f}" if effect.elasticity is not None else ""
    yield (told + strength).replace("elasticity -", "elasticity −")


def _number(value: float | str | None) -> str:
    if value is None:
        return "none"
    if isinstance(value, str):
        return value
    text = f"{abs(value):,.6g}" if abs(value) < 1e6 else f"{abs(value):,.0f}"
    return f"−{text}" if value < 0 else text
