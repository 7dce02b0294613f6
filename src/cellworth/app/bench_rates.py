"""What this machine can do: elementwise operations per second by kind, on blocks that stay in cache."""

import time
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from cellworth.core.types import Array
from cellworth.engine.blocks import BLOCK, run_blocks
from cellworth.engine.executors import Workers

__all__ = ["limit_seconds", "measured_rates"]

BLOCKS = 160
"""Enough that starting the workers does not count."""
CALLS = {"simple": 1500, "divide": 1500, "where": 1000, "sqrt": 800, "power": 300}
"""Of each operation on a block, so that each kind takes about a second."""

Operation = Callable[[Array, Array, Array, Array], Any]
"""Works on two arrays and a choice, into a fourth."""

OPERATIONS: Mapping[str, tuple[Operation, ...]] = {
    "simple": (
        lambda a, b, _, out: np.multiply(a, b, out=out),
        lambda a, b, _, out: np.add(a, b, out=out),
    ),
    "divide": (lambda a, b, _, out: np.divide(a, b, out=out),),
    "where": (lambda a, b, pick, _: np.where(pick, a, b),),
    "sqrt": (lambda a, _b, _, out: np.sqrt(a, out=out),),
    "power": (lambda a, b, _, out: np.power(a, b, out=out),),
}


def measured_rates(workers: Workers) -> dict[str, float]:
    """Operations per second by the kinds of `cellworth.engine.operation_count.KINDS`, all workers together.

    Parameters
    ----------
    workers : who does it.
    """
    return {kind: _rate(kind, workers) for kind in OPERATIONS}


def _rate(kind: str, workers: Workers) -> float:
    operations, calls = OPERATIONS[kind], CALLS[kind]

    def work(block: Mapping[str, Array]) -> dict[str, Array]:
        given = block["number"]
        other, out = given[::-1].copy(), np.empty_like(given)
        pick = other > given
        for _ in range(calls):
            for operation in operations:
                operation(given, other, pick, out)
        return {"number": out}

    n = BLOCK * BLOCKS
    start = time.perf_counter()
    run_blocks(work, {"number": np.linspace(0.5, 1.5, n)}, n=n, workers=workers)
    return n * calls * len(operations) / (time.perf_counter() - start)


def limit_seconds(operations: Mapping[str, float], rates: Mapping[str, float]) -> float:
    """Least time of one design: each kind of operation at the machine's own rate, and nothing else.

    Parameters
    ----------
    operations : of one design by kind. rates : operations per second by kind.
    """
    return sum(count / rates[kind] for kind, count in operations.items())
