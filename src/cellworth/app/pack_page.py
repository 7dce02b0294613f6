"""Pack designs for a page: sheet, drawing to scale, mass and cost by part; and one input swept."""

import math
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np

from cellworth.app.evaluate import evaluate_packs
from cellworth.app.pack import PackDesign, pack_design
from cellworth.app.pack_sheet import pack_sheet
from cellworth.core.errors import InputError, Problem
from cellworth.io.column_sets import unit_of
from cellworth.io.input_rules import refusals
from cellworth.io.input_schema import (
    InputDefinition,
    column_rows,
    couple_names,
    input_definitions,
    nearest,
    read_value,
    shortened,
)
from cellworth.io.input_values import default_arrays, settle_target, single_design

__all__ = ["given_texts", "pack_inputs", "pack_page", "pack_sweep"]

Given: TypeAlias = Mapping[str, float | bool | str | None]

PARTS = "pack_parts.csv"
DRAWN = ("cell", "module", "rack", "pack")


def pack_inputs() -> dict[str, Any]:
    """Every input of a design: unit, default, limits, choices, words."""
    return {
        "couples": list(couple_names()),
        "inputs": [_described(definition) for definition in input_definitions().values()],
    }


def _described(definition: InputDefinition) -> dict[str, Any]:
    value = default_arrays()[definition.name][0]
    if definition.kind == "flag":
        default: Any = bool(value)
    elif definition.is_numeric:
        default = _number(float(value))
    else:
        default = definition.choices[int(value)]
    return {
        "name": definition.name,
        "title": definition.label,
        "unit": definition.unit,
        "kind": definition.kind,
        "default": default,
        "min": _number(definition.lower),
        "max": _number(definition.upper),
        "choices": list(definition.choices),
        "help": definition.meaning,
        "group": definition.group,
    }


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None


def given_texts(inputs: Given) -> dict[str, tuple[str, str]]:
    """Inputs as texts with their unit, and where each stands: its own name.

    Parameters
    ----------
    inputs : numbers in the unit of the input, texts, truths; None for the default.
    """
    found = {}
    for name, value in inputs.items():
        definition = input_definitions().get(name)
        if value is None:
            continue
        if isinstance(value, bool):
            text = "yes" if value else "no"
        elif isinstance(value, str):
            text = value
        else:
            text = repr(value)
            text += f" {definition.unit}" if definition is not None and definition.needs_unit else ""
        found[name] = (name, text)
    return found


def pack_page(inputs: Given) -> dict[str, Any]:
    """One design: its sheet, its sizes [mm], mass [kg] and cost [USD per pack] by part.

    Parameters
    ----------
    inputs : what differs from the defaults, in the units of the inputs.

    Raises
    ------
    InputError
        If an input cannot be used, or no design meets them all; `where` is the name of the input.
    """
    design = pack_design(given_texts(inputs))
    sheet = pack_sheet(design.inputs, design.outputs)
    return {
        "inputs": design.inputs,
        "title": sheet.title,
        "sheet": [
            {
                "side": section.side,
                "group": section.heading,
                "lines": [
                    {
                        "name": line.names[0],
                        "title": line.label.strip(),
                        "value": line.value,
                        "unit": line.unit,
                    }
                    for line in section.lines
                ],
            }
            for section in sheet.sections
        ],
        "drawing": {name: _sizes(name, design) for name in (*DRAWN, "counts")},
        "mass": _parts("mass", design),
        "cost": _parts("cost", design),
        "totals": _parts("totals", design),
        "limits": sheet.limits,
        "errors": list(sheet.errors),
        "warnings": list(sheet.warnings),
        "notes": list(design.notes),
    }


def _rows(name: str) -> list[dict[str, str]]:
    return [row for row in column_rows(PARTS) if row["list"] == name]


def _sizes(name: str, design: PackDesign) -> dict[str, float | None]:
    return {row["part"]: _number(float(design.outputs[row["name"]])) for row in _rows(name)}


def _parts(name: str, design: PackDesign) -> list[dict[str, Any]]:
    return [
        {
            "part": row["part"],
            "title": row["title"],
            "name": row["name"],
            "value": _number(float(design.outputs[row["name"]])),
            "unit": unit_of(row["name"]),
        }
        for row in _rows(name)
    ]


def pack_sweep(inputs: Given, swept: str, values: Sequence[float]) -> dict[str, Any]:
    """Totals of a design over one of its inputs; null where there is no design.

    Parameters
    ----------
    inputs : what differs from the defaults, in the units of the inputs.
    swept : name of a number among the inputs.
    values : of it, in its unit.

    Raises
    ------
    InputError
        If an input cannot be used, or the swept one is no number.
    """
    definition = input_definitions().get(swept)
    if definition is None or not definition.is_numeric:
        numbers = [name for name, entry in input_definitions().items() if entry.is_numeric]
        why = "a number among the inputs can be swept"
        raise InputError(Problem("input", shortened(swept), why, nearest(swept, numbers)))
    for value in values:
        read_value(definition, repr(float(value)), swept, bare=True)
    texts = given_texts({name: value for name, value in inputs.items() if name != swept})
    base, _ = single_design(texts, parity=False)
    arrays, there = _swept(base, swept, values, energy_given="energy" in {*texts, swept})
    rows = _rows("totals")
    results = evaluate_packs(arrays)
    there = there & (results.reason == 0)
    return {
        "input": swept,
        "title": definition.label,
        "unit": definition.unit,
        "values": [float(value) for value in values],
        "outputs": [_swept_output(row, results.outputs[row["name"]], there) for row in rows],
    }


def _swept(
    base: Mapping[str, Any], swept: str, values: Sequence[float], *, energy_given: bool
) -> tuple[dict[str, Any], Any]:
    """Inputs over the values; those that cannot be are another design's, and marked (v,)."""
    count = len(values)
    arrays = {name: np.repeat(array, count) for name, array in base.items()}
    arrays[swept] = np.asarray(values, dtype=float)
    settle_target(arrays, energy_given=np.repeat(energy_given, count))
    flaws = [(mask, tell) for mask, tell in refusals(arrays, parity=False) if mask.any()]
    there = ~np.any([mask for mask, _ in flaws], axis=0) if flaws else np.ones(count, dtype=bool)
    if not there.any():
        raise InputError(*(tell(0) for mask, tell in flaws if mask[0]))
    kept = int(np.argmax(there))
    return {name: np.where(there, array, array[kept]) for name, array in arrays.items()}, there


def _swept_output(row: Mapping[str, str], found: Any, there: Any) -> dict[str, Any]:
    values = np.broadcast_to(found, there.shape)
    return {
        "name": row["part"],
        "title": row["title"],
        "unit": unit_of(row["name"]),
        "values": [
            _number(float(value)) if fine else None for value, fine in zip(values, there, strict=True)
        ],
    }
