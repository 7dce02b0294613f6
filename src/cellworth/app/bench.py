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

from cellworth.app.bench_rates import limit_seconds, measured_rates
from cellworth.app.bench_scenarios import scenario_years
from cellworth.core.types import Array
from cellworth.engine.blocks import BLOCK, Progress, cut, run_blocks
from cellworth.engine.executors import ALONE, THREADS, Workers, default_workers
from cellworth.engine.operation_count import operations_by_kind
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
    "peak_rss_bytes": "most memory in use by all processes, at the largest size",
    "operations_per_design": "elementwise array operations of one full design with cost",
    "design_operations": "of them, those before the factory",
    "operations_by_kind": "of all of them, how many are of which kind",
    "rate_by_kind": "operations of each kind a second here, all cores, same blocks",
    "limit_designs_per_second": "designs a second if only those operations took time, each at its rate",
    "share_of_limit": "designs_per_second over that limit",
    "workers_over_one": "designs per second of all workers over those of one, median of three pairs",
    "machine_over_one": "the same of those operations alone, which share nothing but the machine",
    "threads_over_one": "the same with threads in place of processes",
    "scenario_years_fixed": "scenario-years a second of the real case, packs designed once",
    "scenario_years_varying": "the same with every pack designed anew for each scenario",
    "evaluations_per_scenario_year": "cost evaluations that one takes",
    "designs_per_scenario_year": "designs that one takes where they vary",
    "feasible_share": "random designs that have a solution",
    "by_size": "designs per second by number of designs",
    "memory_by_size": "most memory in use by all processes, bytes by number of designs",
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
PAIR = 1_000_000
"""Designs of each round that compares workers."""
SINGLE_RUNS = 30
LOOK_SECONDS = 0.25
"""Between two looks at the memory."""

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
    by_size, memory, feasible = {}, {}, 0.0
    for size in sorted(sizes):
        by_size[str(size)], feasible, memory[str(size)] = _rate(size, outputs)
        rate, held = by_size[str(size)], memory[str(size)] / 1e6
        report(f"{size:>12,} designs  {rate:>12,.0f} a second  {size / rate:8.2f} s  {held:8,.0f} MB")
    rounds = [inputs_size(inputs) / _timed(inputs, outputs)[0] for _ in range(ROUNDS)]
    return {
        "designs_per_second": statistics.median(rounds),
        "designs_per_second_best": max(rounds),
        "cost_only_per_second": _cost_only(inputs, outputs),
        "single_design_seconds": _single(),
        "peak_rss_bytes": max(memory.values()),
        **_limit(inputs, outputs, statistics.median(rounds)),
        "workers_over_one": _over_one(inputs, outputs, Workers()),
        "threads_over_one": _over_one(inputs, outputs, Workers(THREADS)),
        **_scenario_years(),
        "feasible_share": feasible,
        "by_size": by_size,
        "memory_by_size": memory,
        "workers": default_workers(),
        "block": BLOCK,
        "outputs": len(outputs),
        "python": sys.version.split()[0],
        "numpy": np.__version__,
    }


def _scenario_years() -> dict[str, float]:
    rates = scenario_years()
    return {
        "scenario_years_fixed": rates["fixed"],
        "scenario_years_varying": rates["varying"],
        "evaluations_per_scenario_year": rates["evaluations"],
        "designs_per_scenario_year": rates["designs"],
    }


def _limit(inputs: Mapping[str, Array], outputs: Sequence[str], found: float) -> dict[str, Any]:
    """Operations by kind, the machine's rates, and how near to them the designs are."""
    whole, design = _operations(inputs, outputs)
    pairs = [(measured_rates(ALONE), measured_rates(Workers())) for _ in range(ROUNDS)]
    rates = {kind: statistics.median(some[kind] for _, some in pairs) for kind in whole}
    limit = 1.0 / limit_seconds(whole, rates)
    more = [limit_seconds(whole, alone) / limit_seconds(whole, some) for alone, some in pairs]
    return {
        "operations_per_design": sum(whole.values()),
        "design_operations": sum(design.values()),
        "operations_by_kind": whole,
        "rate_by_kind": rates,
        "limit_designs_per_second": limit,
        "share_of_limit": found / limit,
        "machine_over_one": statistics.median(more),
    }


def _over_one(inputs: Mapping[str, Array], outputs: Sequence[str], workers: Workers) -> float:
    """How much faster some workers are than one, both in turn on the same designs."""
    some = cut_first(inputs, PAIR)
    found = []
    for _ in range(ROUNDS):
        alone = _timed(some, outputs, ALONE)[0]
        found.append(alone / _timed(some, outputs, workers)[0])
    return statistics.median(found)


def _inputs(n: int, seed: int = SEED) -> dict[str, Array]:
    return {**default_arrays(), **random_designs(n, seed)}


def inputs_size(inputs: Mapping[str, Array]) -> int:
    """Number of designs."""
    return max(len(array) for array in inputs.values())


def cut_first(inputs: Mapping[str, Array], n: int) -> dict[str, Array]:
    """Inputs of the first designs."""
    return cut(inputs, slice(0, n))


def _timed(
    inputs: Mapping[str, Array],
    outputs: Sequence[str],
    workers: Workers | None = None,
    progress: Progress | None = None,
) -> tuple[float, float]:
    start = time.perf_counter()
    results = evaluate_packs(inputs, pack_model(), outputs=outputs, workers=workers, progress=progress)
    return time.perf_counter() - start, float(np.mean(results.reason == 0))


def _rate(size: int, outputs: Sequence[str]) -> tuple[float, float, int]:
    """Designs per second, the share with a solution, and most memory; drawing the designs is not timed."""
    seconds, shares, watched = 0.0, [], _Memory()
    for part in range(0, size, CHUNK):
        inputs = _inputs(min(CHUNK, size - part), SEED + part // CHUNK)
        spent, share = _timed(inputs, outputs, progress=watched)
        seconds += spent
        shares.append(share)
    return size / seconds, statistics.fmean(shares), watched.peak


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


def _operations(
    inputs: Mapping[str, Array], outputs: Sequence[str]
) -> tuple[dict[str, float], dict[str, float]]:
    """Operations by kind, of design and cost and of the design."""
    model, first = pack_model(), cut_first(inputs, BLOCK)
    whole = partial(evaluate_block, model=model, corrections=CORRECTED, names=outputs)

    def design(block: Mapping[str, Array]) -> Any:
        with np.errstate(all="ignore"):
            return design_block(block, model, CORRECTED)

    return operations_by_kind(whole, first, BLOCK), operations_by_kind(design, first, BLOCK)


class _Memory:
    """Most memory of this process and its children, shared pages counted once; looks when work is done.

    A look takes some milliseconds of the time that is measured, so there are few.
    """

    def __init__(self) -> None:
        self.peak, self._looked = _memory_now(), time.perf_counter()

    def __call__(self, done: int, n: int) -> None:
        if done < n and time.perf_counter() - self._looked < LOOK_SECONDS:
            return
        self.peak, self._looked = max(self.peak, _memory_now()), time.perf_counter()


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
