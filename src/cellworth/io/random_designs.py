"""Random designs for benchmarks and tests, from a data file of ranges and a seed."""

from functools import cache

import numpy as np

from cellworth.core.types import Array
from cellworth.io.parameter_files import parameter_table

RANGES = "bench/random_designs.csv"


@cache
def _ranges() -> dict[str, tuple[str, tuple[float, ...], tuple[float, ...]]]:
    return {
        row["name"]: (row["law"], _numbers(row["low"]), _numbers(row["high"]))
        for row in parameter_table(RANGES).rows
    }


def _numbers(text: str) -> tuple[float, ...]:
    return tuple(float(part) for part in text.split("|")) if text else ()


def random_designs(n: int, seed: int) -> dict[str, Array]:
    """Draw inputs of `n` designs; the same numbers for the same seed and `n`.

    Parameters
    ----------
    n : number of designs.
    seed : of the generator.

    Returns
    -------
    inputs : arrays by input name; power follows from energy, cells per module from the parallel cells.
    """
    source = np.random.default_rng(seed)
    drawn: dict[str, Array] = {}
    for name, (law, low, high) in _ranges().items():
        place = drawn["vehicle"] if law.endswith("_by_vehicle") else np.zeros(n, dtype=np.int64)
        lower = np.asarray(low)[place]
        upper = np.asarray(high or (1.0,))[place]
        uniform = source.random(n)
        drawn[name] = _value(law.removesuffix("_by_vehicle"), uniform, lower, upper)
    drawn["power"] = drawn["energy"] * drawn.pop("power_to_energy")
    drawn["cells_per_module"] = drawn["cells_in_parallel"] * drawn.pop("groups_per_module")
    drawn["rows"] = np.maximum(drawn["rows"], drawn["modules_in_parallel"])
    return drawn


def _value(law: str, uniform: Array, lower: Array, upper: Array) -> Array:
    if law == "uniform":
        return lower + (upper - lower) * uniform
    if law == "loguniform":
        return lower * (upper / lower) ** uniform
    if law == "integer":
        whole = np.floor(lower + (upper - lower + 1.0) * uniform)
        return whole.astype(np.int64) if lower[0] == 0 else whole
    if law == "choice":
        return np.where(uniform < 0.5, lower, upper)
    if law == "flag":
        return uniform < lower
    raise ValueError(f"unknown law {law} in data/{RANGES}")
