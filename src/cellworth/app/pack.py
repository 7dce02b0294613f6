"""One design from texts, with its cost."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cellworth.app.evaluate import evaluate_packs
from cellworth.app.unsolved import no_design
from cellworth.core.errors import InputError
from cellworth.engine.pack_model import PackModel
from cellworth.io.input_schema import InputDefinition, input_definitions
from cellworth.io.input_values import single_design
from cellworth.io.output_texts import in_words

__all__ = ["PackDesign", "pack_design", "pack_json"]


@dataclass(frozen=True)
class PackDesign:
    """One design.

    Attributes
    ----------
    inputs : every input by name: number, text of a choice, truth, or nothing where none is given.
    outputs : every output by name.
    notes : sentences on inputs without effect.
    """

    inputs: dict[str, float | str | bool | None]
    outputs: dict[str, float | str]
    notes: tuple[str, ...]


def pack_design(
    given: Mapping[str, tuple[str, str]], *, parity: bool = False, model: PackModel | None = None
) -> PackDesign:
    """Design and cost one pack.

    Parameters
    ----------
    given : for each input given, where it stands and its text.
    parity : follow the published method with its quirks.
    model : tables and parameters other than those of the package.

    Raises
    ------
    InputError
        If an input cannot be used or no design meets them all.

    Examples
    --------
    >>> made = pack_design({"energy": ("--energy", "60 kWh"), "power": ("--power", "150 kW")})
    >>> round(made.outputs["pack_energy"], 1)
    60.0
    """
    arrays, notes = single_design(given, parity=parity)
    results = evaluate_packs(arrays, parity=parity, model=model)
    if results.reason[0]:
        raise InputError(no_design(results, 0))
    inputs = {name: _shown(input_definitions()[name], array[0]) for name, array in arrays.items()}
    outputs = {name: _plain(in_words(name, values)[0]) for name, values in results.outputs.items()}
    return PackDesign(inputs, outputs, tuple(notes))


def _shown(definition: InputDefinition, value: Any) -> float | str | bool | None:
    if definition.kind == "flag":
        return bool(value)
    if not definition.is_numeric:
        return definition.choices[int(value)]
    return None if math.isnan(value) else float(value)


def _plain(value: Any) -> float | str:
    return value if isinstance(value, str) else float(value)


def pack_json(design: PackDesign) -> str:
    """Inputs, outputs and their units as JSON; a number that does not exist is null."""
    from cellworth.io.column_sets import unit_of

    outputs = {
        name: None if isinstance(value, float) and not math.isfinite(value) else value
        for name, value in design.outputs.items()
    }
    content = {
        "inputs": design.inputs,
        "outputs": outputs,
        "units": {
            **{name: definition.unit for name, definition in input_definitions().items()},
            **{name: unit_of(name) for name in outputs},
        },
        "notes": list(design.notes),
    }
    return json.dumps(content, indent=1, allow_nan=False, ensure_ascii=False)
