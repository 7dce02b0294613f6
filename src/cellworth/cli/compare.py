"""`cellworth compare`: what differs between two runs."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from cellworth.app.compare import Comparison, TableChange

__all__ = ["HELP", "compare"]

HELP = """
Say what differs between two runs: inputs with both values and sources, results, versions.

A run is the folder that cellworth run wrote, its JSON file, or the name of a case, which is then run.

Example: cellworth compare out/nissan-aesc-2016 my-case.toml
"""

SHOWN = 12
SHORT_HASH = 12


def compare(
    first: Annotated[str, typer.Argument(metavar="RUN", help="Folder of a run, its JSON file, or a case.")],
    second: Annotated[str, typer.Argument(metavar="RUN", help="The run it is held against.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.", metavar=" ")] = False,
    everything: Annotated[bool, typer.Option("--all", help="All that differs, not the first of it.")] = False,
) -> None:
    """Compare two runs."""
    from cellworth.app.compare import compare as compare_runs
    from cellworth.app.compare import comparison_json

    found = compare_runs(first, second)
    if as_json:
        print(json.dumps(comparison_json(found), indent=1, allow_nan=False, ensure_ascii=False))
        return
    print("\n".join(_lines(found, None if everything else SHOWN)))


def _lines(found: "Comparison", shown: int | None) -> Iterator[str]:
    yield f"first   {found.first}"
    yield f"second  {found.second}"
    if found.same:
        yield ""
        yield "Nothing differs."
        return
    yield from _section(
        "Versions", [_pair(c.name, "", c.first, c.second, None) for c in found.manifest], shown
    )
    inputs = []
    for change in found.inputs:
        inputs.append(_pair(change.place, "", change.first, change.second, None))
        if change.first_source != change.second_source:
            inputs[-1] += f"\n      first:  {change.first_source or 'does not stand there'}"
            inputs[-1] += f"\n      second: {change.second_source or 'does not stand there'}"
    yield from _section("Inputs", inputs, shown)
    answer = [_pair(c.name, c.unit, c.first, c.second, c.relative) for c in found.answer]
    yield from _section("Answer", answer, shown)
    headline = [_pair(c.name, c.unit, c.first, c.second, c.relative) for c in found.headline]
    yield from _section("Headline", headline, None)
    yield from _section("Tables", [_table(change) for change in found.tables], None)


def _section(title: str, entries: list[str], shown: int | None) -> Iterator[str]:
    if not entries:
        return
    yield ""
    yield f"{title}: {len(entries)} differ{'s' * (len(entries) == 1)}"
    for entry in entries[:shown]:
        yield f"  {entry}"
    if shown is not None and len(entries) > shown:
        yield f"  and {len(entries) - shown} more; see --all"


def _pair(name: str, unit: str, first: Any, second: Any, relative: float | None) -> str:
    shown_unit = f" {unit}" if unit not in ("", "1") else ""
    change = _change(first, second, shown_unit) if relative is None else f"  ({100 * relative:+,.1f} %)"
    return f"{name:34} {_value(first)} -> {_value(second)}{shown_unit}{change}"


def _change(first: Any, second: Any, unit: str) -> str:
    """By how much a number went up or down, where a share would mean nothing."""
    if not (isinstance(first, float) and isinstance(second, float)):
        return ""
    return f"  ({'+' if second > first else ''}{_value(second - first)}{unit})"


def _value(value: Any) -> str:
    if value is None:
        return "none"
    if isinstance(value, float):
        return f"{value:,.6g}" if abs(value) < 1e6 else f"{value:,.0f}"
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}" if abs(value) > 9999 else str(value)
    text = str(value)
    is_hash = len(text) == 64 and set(text) <= set("0123456789abcdef")
    return text[:SHORT_HASH] if is_hash else text


def _table(change: "TableChange") -> str:
    lines = [f"{change.table}: {change.differing:,} of {change.cells:,} cells"]
    for side, alone in (("first", change.only_first), ("second", change.only_second)):
        if alone:
            more = f" and {len(alone) - SHOWN} more" if len(alone) > SHOWN else ""
            lines.append(f"only in the {side}: {', '.join(alone[:SHOWN])}{more}")
    for cell in change.largest:
        lines.append(_pair(f"{cell.row}, {cell.column}", cell.unit, cell.first, cell.second, cell.relative))
    return "\n      ".join(lines)
