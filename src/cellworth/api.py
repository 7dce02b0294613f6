"""Designs and costs from Python: scalars, arrays or a table in, named arrays out.

>>> import cellworth
>>> packs = cellworth.design_packs(couple="NMC811-G (Energy)", energy=[40.0, 60.0])
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from cellworth.app.evaluate import evaluate_packs
from cellworth.core.errors import InputError, Problem
from cellworth.io.array_tables import array_table
from cellworth.io.input_columns import read_inputs
from cellworth.io.input_schema import input_definitions, nearest, shortened
from cellworth.io.input_values import default_arrays
from cellworth.io.output_names import of_room
from cellworth.io.output_texts import in_words

__all__ = ["cost_packs", "design_packs"]

REASON = "reason"
PROBLEMS_SHOWN = 10


def design_packs(
    table: Any = None, /, *, parity: bool = False, outputs: Sequence[str] | None = None, **inputs: Any
) -> dict[str, Any]:
    """Design packs: cells, modules, packs, cooling.

    Parameters
    ----------
    table : mapping of columns or a data frame, by input name, ``name [unit]`` or BatPaC column; optional.
    parity : follow the published method with its quirks.
    outputs : names wanted; all outputs of the design if none are named.
    **inputs : further inputs by name, each a scalar or an array: numbers in the unit of the input (see
        ``cellworth pack --help``), texts with a unit, names of couples and choices, truth of flags.

    Returns
    -------
    results : array of each output by name; scalars if no input is an array or a table. ``reason`` says why
        a design has no solution, and is empty where it has one; numbers are NaN there.

    Raises
    ------
    InputError
        If an input cannot be used, with every flaw found.

    Examples
    --------
    >>> packs = design_packs(couple="NMC811-G (Energy)", energy=[40.0, 60.0], power="150 kW")
    >>> packs["pack_mass"].round(1)
    array([269.4, 347.2])
    >>> design_packs(couple="no such couple")
    Traceback (most recent call last):
    cellworth.core.errors.InputError: ...
    """
    return _evaluate(table, inputs, parity=parity, outputs=outputs, room="design")


def cost_packs(
    table: Any = None, /, *, parity: bool = False, outputs: Sequence[str] | None = None, **inputs: Any
) -> dict[str, Any]:
    """Design packs and cost them: arguments and results as for `design_packs`, with all costs.

    Examples
    --------
    >>> wanted = ["pack_cost_per_energy"]
    >>> cost_packs(couple="LFP-G (Energy)", energy="60 kWh", power="150 kW", outputs=wanted)
    {'pack_cost_per_energy': ..., 'reason': ''}
    """
    return _evaluate(table, inputs, parity=parity, outputs=outputs, room=None)


def _evaluate(
    table: Any, inputs: Mapping[str, Any], *, parity: bool, outputs: Sequence[str] | None, room: str | None
) -> dict[str, Any]:
    columns, scalar = _columns(table, inputs)
    arrays = _read(columns, frozenset(inputs), parity=parity, scalar=scalar)
    results = evaluate_packs(arrays, parity=parity, outputs=outputs)
    chosen = {
        name: in_words(name, values)
        for name, values in results.outputs.items()
        if outputs is not None or room is None or of_room(name, room)
    }
    reasons = np.array(["", *results.reasons[1:]], dtype=object)[results.reason]
    return {name: values[0] if scalar else values for name, values in {**chosen, REASON: reasons}.items()}


def _columns(table: Any, inputs: Mapping[str, Any]) -> tuple[dict[str, Any], bool]:
    """Columns of the table and of the call, and whether all of them are scalars."""
    unknown = [name for name in inputs if name not in input_definitions()]
    if unknown:
        raise InputError(*map(_unknown, unknown))
    given = {} if table is None else {str(name): np.asarray(table[name]) for name in table}
    asked = {name: np.asarray(value) for name, value in inputs.items() if value is not None}
    columns = {**given, **asked}
    return columns, not any(array.ndim for array in columns.values())


def _unknown(name: str) -> Problem:
    return Problem(name, shortened(name), "no input has this name", nearest(name, input_definitions()))


def _read(
    columns: Mapping[str, Any], keep_nan: frozenset[str], *, parity: bool, scalar: bool
) -> dict[str, Any]:
    if not columns:
        return default_arrays()
    found = read_inputs(array_table(columns, path="the call", keep_nan=keep_nan), parity=parity)
    if not found.problems:
        return found.arrays
    shown = list(found.problems.items())[:PROBLEMS_SHOWN]
    if scalar:
        raise InputError(*(problem for _, problem in shown))
    rest = len(found.problems) - len(shown)
    more = [Problem("the call", f"{rest} more rows", "they are flawed as well")] if rest else []
    raise InputError(
        *(replace(problem, where=f"row {row}, {problem.where}") for row, problem in shown), *more
    )
