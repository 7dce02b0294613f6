"""Inputs of a single design: defaults, and texts by name."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from cellworth.core.errors import InputError, Problem
from cellworth.io.input_rules import effectless, refusals
from cellworth.io.input_schema import InputDefinition, input_definitions, nearest, read_value, shortened
from cellworth.io.plant_range import scale_notes

__all__ = ["default_arrays", "settle_target", "single_design"]


def default_arrays() -> dict[str, Any]:
    """Every input at its default, arrays of length one."""
    return {name: _default(definition) for name, definition in input_definitions().items()}


def _default(definition: InputDefinition) -> Any:
    if not definition.default:
        return np.array([np.nan])
    value = read_value(definition, definition.default, "data/inputs.csv", bare=True)
    return np.array([value]) if not definition.is_numeric else np.array([float(value)])


def settle_target(arrays: dict[str, Any], *, energy_given: Any) -> None:
    """Drop the default energy where a capacity is given and no energy is."""
    drop = ~np.isnan(arrays["capacity"]) & ~np.asarray(energy_given)
    arrays["energy"] = np.where(drop, np.nan, arrays["energy"])


def single_design(given: Mapping[str, tuple[str, str]], *, parity: bool) -> tuple[dict[str, Any], list[str]]:
    """Inputs of one design from texts.

    Parameters
    ----------
    given : for each input given, where it stands and its text.
    parity : whether the published method is followed with its quirks.

    Returns
    -------
    arrays : all inputs, arrays of length one.
    notes : sentences on inputs without effect.

    Raises
    ------
    InputError
        With every flaw found.
    """
    arrays = default_arrays()
    problems: list[Problem] = []
    for name, (where, text) in given.items():
        definition = input_definitions().get(name)
        try:
            if definition is None:
                offer = nearest(name, input_definitions())
                raise InputError(Problem(where, shortened(name), "no input has this name", offer))
            value = read_value(definition, text, where)
            arrays[name] = np.array([float(value) if definition.is_numeric else value])
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(*problems)
    settle_target(arrays, energy_given=np.array(["energy" in given]))
    flaws = [tell(0) for mask, tell in refusals(arrays, parity=parity) if mask[0]]
    if flaws:
        raise InputError(*flaws)
    notes = effectless(set(given), arrays)
    return arrays, [*notes, *scale_notes(arrays["energy"] * arrays["packs_per_year"])]
