"""Columns given as arrays, seen as a table."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from cellworth.core.errors import InputError, Problem
from cellworth.io.tables import Table

__all__ = ["array_table"]


def array_table(columns: Mapping[str, Any], *, path: str, keep_nan: frozenset[str] = frozenset()) -> Table:
    """Table of scalars and arrays of one length; numbers are in the unit of their input.

    Parameters
    ----------
    columns : scalars or arrays by heading.
    path : what to call the table in messages.
    keep_nan : headings where NaN is a value, and a wrong one; elsewhere it is an empty cell.

    Raises
    ------
    InputError
        If the arrays have more than one axis, no entry, or different lengths.
    """
    arrays = {name: np.asarray(value) for name, value in columns.items()}
    lengths = {array.shape[0] for array in arrays.values() if array.ndim == 1}
    if len(lengths - {1}) > 1 or 0 in lengths or any(array.ndim > 1 for array in arrays.values()):
        found = ", ".join(f"{name} {array.shape}" for name, array in arrays.items() if array.ndim)
        raise InputError(Problem(path, f"arrays of shapes {found}", "all have one axis and one length"))
    n_rows = max(lengths, default=1)
    full = {name: np.broadcast_to(array.reshape(-1), (n_rows,)) for name, array in arrays.items()}
    made = {name: pa.array(array, from_pandas=name not in keep_nan) for name, array in full.items()}
    return Table(path, made, n_rows, is_csv=False, bare_units=True)
