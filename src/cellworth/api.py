"""Designs and costs from Python: scalars, arrays or a table in, named arrays out.

>>> import cellworth
>>> packs = cellworth.design_packs(couple="NMC811-G (Energy)", energy=[40.0, 60.0])
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from cellworth.core.errors import InputError, Problem
from cellworth.engine.packs import evaluate_packs
from cellworth.io.column_sets import room_of
from cellworth.io.input_columns import read_inputs
from cellworth.io.input_schema import input_definitions, nearest, shortened
from cellworth.io.tables import Table

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
    """
    return _evaluate(table, inputs, parity=parity, outputs=outputs, room="design")


def cost_packs(
    table: Any = None, /, *, parity: bool = False, outputs: Sequence[str] | None = None, **inputs: Any
) -> dict[str, Any]:
    """Design packs and cost them: arguments and results as for `design_packs`, with all costs."""
    return _evaluate(table, inputs, parity=parity, outputs=outputs, room=None)


def _evaluate(
    table: Any, inputs: Mapping[str, Any], *, parity: bool, outputs: Sequence[str] | None, room: str | None
) -> dict[str, Any]:
    columns, n_rows, scalar = _columns(table, inputs)
    asked = Table("the call", columns, n_rows, is_csv=False, bare_units=True)
    found = read_inputs(asked, parity=parity) if columns else None
    if found and found.problems:
        raise InputError(*_placed(found.problems, scalar=scalar))
    arrays = found.arrays if found else _defaults()
    results = evaluate_packs(arrays, parity=parity, outputs=outputs)
    reasons = np.array(["", *results.reasons[1:]], dtype=object)[results.reason]
    chosen = {
        name: values
        for name, values in results.outputs.items()
        if outputs is not None or room is None or room_of(name) == room
    }
    named = {**chosen, REASON: reasons}
    return {name: values[0] if scalar else values for name, values in named.items()}


def _defaults() -> dict[str, Any]:
    from cellworth.io.input_values import default_arrays

    return default_arrays()


def _placed(problems: Mapping[int, Problem], *, scalar: bool) -> list[Problem]:
    from dataclasses import replace

    shown = list(problems.items())[:PROBLEMS_SHOWN]
    if scalar:
        return [problem for _, problem in shown]
    rest = len(problems) - len(shown)
    more = [Problem("the call", f"{rest} more rows", "they are flawed as well")] if rest else []
    return [replace(problem, where=f"row {row}, {problem.where}") for row, problem in shown] + more


def _columns(table: Any, inputs: Mapping[str, Any]) -> tuple[dict[str, Any], int, bool]:
    """Arrow columns of one length, that length, and whether all was scalar."""
    unknown = [name for name in inputs if name not in input_definitions()]
    if unknown:
        raise InputError(*map(_unknown, unknown))
    given = {} if table is None else {str(name): np.asarray(table[name]) for name in table}
    arrays = {name: np.asarray(value) for name, value in inputs.items() if value is not None}
    lengths = {array.shape[0] for array in [*given.values(), *arrays.values()] if array.ndim == 1}
    if len(lengths - {1}) > 1 or any(a.ndim > 1 for a in [*given.values(), *arrays.values()]):
        found = ", ".join(f"{name} {array.shape}" for name, array in {**given, **arrays}.items())
        raise InputError(Problem("the call", found, "arrays have one axis and one length"))
    n_rows = max(lengths, default=1)
    columns = {name: _arrow(array, n_rows, blanks=True) for name, array in given.items()}
    columns |= {name: _arrow(array, n_rows, blanks=False) for name, array in arrays.items()}
    return columns, n_rows, not lengths


def _unknown(name: str) -> Problem:
    return Problem(name, shortened(name), "no input has this name", nearest(name, input_definitions()))


def _arrow(array: Any, n_rows: int, *, blanks: bool) -> Any:
    """Arrow array of a numpy array; in a table, NaN is an empty cell."""
    full = np.broadcast_to(array.reshape(-1), (n_rows,))
    return pa.array(full, from_pandas=blanks)
