"""How fast packs are designed and costed here."""

import os
import resource
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from cellworth.core.types import Array
from cellworth.engine.blocks import BLOCK, cut, run_blocks
from cellworth.engine.executors import default_workers
from cellworth.engine.operation_count import operations_per_element
from cellworth.engine.pack_model import CORRECTED
from cellworth.engine.packs import cost_block, design_block, evaluate_block, evaluate_packs
from cellworth.io.input_schema import column_rows
from cellworth.io.input_values import default_arrays
from cellworth.io.pack_model import pack_model
from cellworth.io.random_designs import random_designs

__all__ = ["DEFAULT_SIZES", "KEYS", "bench"]

KEYS = {
    "designs_per_second": "full design and cost of 1,000,000 or the largest size, median of three",
    "designs_per_second_best": "the best of the three rounds",
    "cost_only_per_second": "cost half alone, on designs made before",
    "single_design_seconds": "one design with cost from Python, median",
    "peak_rss_bytes": "most memory in use by all processes, at the size of designs_per_second",
    "multiply_add_per_second": "multiplications and additions here, all cores, same blocks",
    "operations_per_design": "elementwise array operations of one full design with cost",
    "design_operations": "the share of them before the factory",
    "feasible_share": "random designs that have a solution",
    "by_size": "designs per second by number of designs",
    "workers": "cores used",
    "block": "designs per block",
    "outputs": "named outputs kept",
    "python": "version of Python",
    "numpy": "version of NumPy",
}
"""What each key of the result means."""

SEED = 1
DEFAULT_SIZES = (10_000, 100_000, 1_000_000)
CHUNK = 1_000_000
"""Designs held at a time; larger sizes are run in such parts."""

ROUNDS = 3
SINGLE_RUNS = 30
REPEATS = 200


def bench(
    sizes: Sequence[int] = DEFAULT_SIZES, report: Callable[[str], None] = lambda _line: None
) -> dict[str, Any]:
    """Time full designs, the cost half and one design on this machine.

    Parameters
    ----------
    sizes : numbers of designs.
    report : called with a line for each finished part.

    Returns
    -------
    result : numbers by the keys of `KEYS`.
    """
    outputs = [row["name"] for row in column_rows("bench.csv")]
    inputs = _inputs(min(max(sizes), CHUNK))
    _timed(cut_first(inputs, BLOCK), outputs)
    by_size, feasible = {}, 0.0
    for size in sorted(sizes):
        rate, feasible = _rate(size, outputs)
        by_size[str(size)] = rate
        report(f"{size:>12,} designs  {rate:>12,.0f} a second  {size / rate:8.2f} s")
    rounds = [inputs_size(inputs) / _timed(inputs, outputs)[0] for _ in range(ROUNDS)]
    operations, design_operations = _operations(inputs, outputs)
    return {
        "designs_per_second": statistics.median(rounds),
        "designs_per_second_best": max(rounds),
        "cost_only_per_second": _cost_only(inputs, outputs),
        "single_design_seconds": _single(),
        "peak_rss_bytes": _peak_memory(inputs, outputs),
        "multiply_add_per_second": _multiply_add(),
        "operations_per_design": operations,
        "design_operations": design_operations,
        "feasible_share": feasible,
        "by_size": by_size,
        "workers": default_workers(),
        "block": BLOCK,
        "outputs": len(outputs),
        "python": sys.version.split()[0],
        "numpy": np.__version__,
    }


def _inputs(n: int, seed: int = SEED) -> dict[str, Array]:
    return {**default_arrays(), **random_designs(n, seed)}


def inputs_size(inputs: Mapping[str, Array]) -> int:
    """Number of designs."""
    return max(len(array) for array in inputs.values())


def cut_first(inputs: Mapping[str, Array], n: int) -> dict[str, Array]:
    """Inputs of the first designs."""
    return cut(inputs, slice(0, n))


def _timed(inputs: Mapping[str, Array], outputs: Sequence[str]) -> tuple[float, float]:
    start = time.perf_counter()
    results = evaluate_packs(inputs, pack_model(), outputs=outputs)
    return time.perf_counter() - start, float(np.mean(results.reason == 0))


def _rate(size: int, outputs: Sequence[str]) -> tuple[float, float]:
    """Designs per second and the share with a solution; drawing the designs is not timed."""
    seconds, shares = 0.0, []
    for part in range(0, size, CHUNK):
        inputs = _inputs(min(CHUNK, size - part), SEED + part // CHUNK)
        spent, share = _timed(inputs, outputs)
        seconds += spent
        shares.append(share)
    return size / seconds, statistics.fmean(shares)


def _cost_only(inputs: Mapping[str, Array], outputs: Sequence[str]) -> float:
    """Cost half on one designed block, over and over on all cores."""
    model, first = pack_model(), cut_first(inputs, BLOCK)
    with np.errstate(all="ignore"):
        designed = design_block(first, model, CORRECTED)

    def cost(_block: Mapping[str, Array]) -> dict[str, Array]:
        with np.errstate(all="ignore"):
            found = cost_block(first, designed, model, CORRECTED, outputs)
        return {"cost": found.costs.system.system_cost}

    n = BLOCK * REPEATS
    numbers = {"number": np.zeros(n)}
    start = time.perf_counter()
    run_blocks(cost, numbers, n=n)
    return n / (time.perf_counter() - start)


def _single() -> float:
    from cellworth.api import cost_packs

    spent = []
    for _ in range(SINGLE_RUNS):
        start = time.perf_counter()
        cost_packs(couple="NMC811-G (Energy)", energy=60.0)
        spent.append(time.perf_counter() - start)
    return statistics.median(spent)


def _operations(inputs: Mapping[str, Array], outputs: Sequence[str]) -> tuple[float, float]:
    model, first = pack_model(), cut_first(inputs, BLOCK)
    whole = partial(evaluate_block, model=model, corrections=CORRECTED, names=outputs)

    def design(block: Mapping[str, Array]) -> Any:
        with np.errstate(all="ignore"):
            return design_block(block, model, CORRECTED)

    return operations_per_element(whole, first, BLOCK), operations_per_element(design, first, BLOCK)


def _multiply_add() -> float:
    """Multiplications and additions per second on blocks that stay in cache."""

    def work(block: Mapping[str, Array]) -> dict[str, Array]:
        a, b = block["number"], block["number"] + 1.0
        for _ in range(REPEATS):
            a = a * b + b
            a = a * 1e-3
        return {"number": a}

    n = BLOCK * REPEATS
    start = time.perf_counter()
    run_blocks(work, {"number": np.ones(n)}, n=n)
    return 3.0 * n * REPEATS / (time.perf_counter() - start)


def _peak_memory(inputs: Mapping[str, Array], outputs: Sequence[str]) -> int:
    """Most memory of this process and its children, shared pages counted once."""
    peak = _memory_now()

    def watch(_done: int, _n: int) -> None:
        nonlocal peak
        peak = max(peak, _memory_now())

    evaluate_packs(inputs, pack_model(), outputs=outputs, progress=watch)
    return max(peak, _memory_now())


def _memory_now() -> int:
    if not sys.platform.startswith("linux"):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    me = os.getpid()
    children = Path(f"/proc/{me}/task/{me}/children").read_text().split()
    return sum(_shared_out(int(pid)) for pid in (str(me), *children))


def _shared_out(pid: int) -> int:
    """Memory of a process with its part of the shared pages, in bytes."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    kibibytes = [int(line.split()[1]) for line in lines if line.startswith("Pss:")]
    return 1024 * sum(kibibytes)
