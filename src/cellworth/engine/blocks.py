"""Blocks of the scenario axis over threads or processes: same bits whatever the cut."""

import mmap
import multiprocessing
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeAlias

import numpy as np

from cellworth.core.types import Array
from cellworth.engine.memory import keep_freed_memory

Evaluate: TypeAlias = Callable[[Mapping[str, Array]], Mapping[str, Array]]
Progress: TypeAlias = Callable[[int, int], None]

BLOCK = 12_288
"""Scenarios per block: arrays of 96 KiB, so that a kernel's operands stay in the second-level cache."""

POLL_SECONDS = 0.01

PROCESSES_FROM = 200_000
"""Scenarios from which forking pays for itself (docs/decisions/0002)."""


def slices(n: int, block: int, first: int = 0) -> list[slice]:
    """Cuts of the scenario axis from the first one on."""
    return [slice(start, min(start + block, n)) for start in range(first, n, block)]


def even_block(n: int, block: int, workers: int) -> int:
    """Largest length up to `block` at which all workers get the same number of blocks of `n` scenarios."""
    rounds = max(-(-n // (block * workers)), 1)
    return max(-(-n // (rounds * workers)), 1)


def cut(inputs: Mapping[str, Array], part: slice) -> dict[str, Array]:
    """Inputs of one block; arrays of length one are shared by all blocks."""
    return {name: array if array.shape[0] == 1 else array[part] for name, array in inputs.items()}


def default_workers() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1)


def choose_executor(n: int, workers: int) -> str:
    """``serial``, ``threads`` or ``processes`` for a job of `n` scenarios."""
    if workers == 1 or n <= BLOCK:
        return "serial"
    forks = sys.platform == "linux" and threading.active_count() == 1
    return "processes" if forks and n >= PROCESSES_FROM else "threads"


def run_blocks(
    evaluate: Evaluate,
    inputs: Mapping[str, Array],
    *,
    n: int,
    block: int = BLOCK,
    workers: int | None = None,
    executor: str = "auto",
    progress: Progress | None = None,
    first: Mapping[str, Array] | None = None,
) -> dict[str, Array]:
    """Evaluate every block and put the outputs together in order.

    Parameters
    ----------
    evaluate : maps the inputs of a block to named outputs of that block's length (or length one).
    inputs : arrays of length `n`, or of length one when shared by all scenarios.
    n : number of scenarios.
    block : scenarios per block; results do not depend on it.
    workers : cores to use; all by default.
    executor : ``auto``, ``serial``, ``threads`` or ``processes``.
    progress : called with scenarios done and `n`.
    first : outputs of the first scenarios, where they are known already; evaluated here else.

    Returns
    -------
    outputs : arrays of length `n`.
    """
    keep_freed_memory()
    if first is None:
        parts = slices(n, block)
        first = evaluate(cut(inputs, parts[0]))
    else:
        known = max(len(array) for array in first.values())
        parts = [slice(0, known), *slices(n, block, known)]
    workers = min(workers or default_workers(), max(len(parts) - 1, 1))
    chosen = choose_executor(n, workers) if executor == "auto" else executor
    outputs = {name: _allocate(n, array, shared=chosen == "processes") for name, array in first.items()}
    _store(outputs, parts[0], first)
    if progress:
        progress(parts[0].stop, n)
    rest = parts[1:]
    if not rest:
        return outputs
    if chosen == "processes":
        _in_processes(evaluate, inputs, outputs, rest, n, workers, progress)
    else:
        _in_threads(evaluate, inputs, outputs, rest, n, 1 if chosen == "serial" else workers, progress)
    return outputs


def _allocate(n: int, like: Array, *, shared: bool) -> Array:
    dtype = np.asarray(like).dtype
    if not shared:
        return np.empty(n, dtype=dtype)
    return np.frombuffer(mmap.mmap(-1, max(n * dtype.itemsize, 1)), dtype=dtype, count=n)


def _store(outputs: Mapping[str, Array], part: slice, found: Mapping[str, Array]) -> None:
    for name, array in found.items():
        outputs[name][part] = array


def _in_threads(
    evaluate: Evaluate,
    inputs: Mapping[str, Array],
    outputs: Mapping[str, Array],
    parts: list[slice],
    n: int,
    workers: int,
    progress: Progress | None,
) -> None:
    done = parts[0].start

    def one(part: slice) -> int:
        _store(outputs, part, evaluate(cut(inputs, part)))
        return int(part.stop - part.start)

    if workers == 1:
        results: Iterator[int] = map(one, parts)
        _count(results, done, n, progress)
        return
    with ThreadPoolExecutor(workers) as pool:
        try:
            _count(pool.map(one, parts), done, n, progress)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _count(results: Iterator[int], done: int, n: int, progress: Progress | None) -> None:
    for finished in results:
        done += finished
        if progress:
            progress(done, n)


def _in_processes(
    evaluate: Evaluate,
    inputs: Mapping[str, Array],
    outputs: Mapping[str, Array],
    parts: list[slice],
    n: int,
    workers: int,
    progress: Progress | None,
) -> None:
    """Fork one process per worker; each takes the next block until none is left."""
    context = multiprocessing.get_context("fork")
    counter = context.Value("q", 0)
    finished = context.Value("q", parts[0].start)
    failures = context.SimpleQueue()

    def work() -> None:
        try:
            while True:
                with counter.get_lock():
                    index = counter.value
                    counter.value += 1
                if index >= len(parts):
                    return
                _store(outputs, parts[index], evaluate(cut(inputs, parts[index])))
                with finished.get_lock():
                    finished.value += parts[index].stop - parts[index].start
        except KeyboardInterrupt:
            return
        except BaseException:
            failures.put(traceback.format_exc())
            raise SystemExit(1) from None

    children: list[Any] = [context.Process(target=work, daemon=True) for _ in range(workers)]
    try:
        for child in children:
            child.start()
        while any(child.is_alive() for child in children):
            time.sleep(POLL_SECONDS)
            if progress:
                progress(finished.value, n)
            if not failures.empty():
                break
    finally:
        for child in children:
            if child.is_alive():
                if sys.exc_info()[0] or not failures.empty():
                    child.terminate()
                child.join()
    if not failures.empty():
        raise RuntimeError(f"a block failed in a worker process:\n{failures.get()}")
    if any(child.exitcode for child in children):
        codes = [child.exitcode for child in children]
        raise RuntimeError(f"worker processes ended with codes {codes}; the machine may be out of memory")
    if progress:
        progress(n, n)
