"""Blocks of the scenario axis over workers: same bits whatever the cut."""

import mmap
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Protocol, TypeAlias

import numpy as np

from cellworth.core.types import Array
from cellworth.engine.executors import PROCESSES, Answers, Workers, in_order
from cellworth.engine.memory import keep_freed_memory

Evaluate: TypeAlias = Callable[[Mapping[str, Array]], Mapping[str, Array]]
Progress: TypeAlias = Callable[[int, int], None]

BLOCK = 12_288
"""Scenarios per block: arrays of 96 KiB, so that a kernel's operands stay in the second-level cache."""

PROCESSES_FROM = 200_000
"""Scenarios from which forking pays for itself (docs/decisions/0002)."""

TASKS_PER_WORKER = 4
"""At least, where short blocks go together."""


class Store(Protocol):
    """Keeps the outputs of the first scenarios, so that a stopped job goes on behind them.

    Attributes
    ----------
    answers : what was found from them.
    """

    @property
    def answers(self) -> Answers:
        """What was found from them."""

    def taken(self) -> Mapping[str, Array]:
        """Outputs that were kept; none if there are none."""

    def keep(self, outputs: Mapping[str, Array], stop: int) -> None:
        """Keep what is not yet kept of the scenarios before `stop`, if it is time to."""


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


def run_blocks(
    evaluate: Evaluate,
    inputs: Mapping[str, Array],
    *,
    n: int,
    block: int = BLOCK,
    blocks_per_task: int = 1,
    workers: Workers | None = None,
    progress: Progress | None = None,
    first: Mapping[str, Array] | None = None,
    store: Store | None = None,
) -> dict[str, Array]:
    """Evaluate every block and put the outputs together in order.

    Parameters
    ----------
    evaluate : maps the inputs of a block to named outputs of that block's length (or length one).
    inputs : arrays of length `n`, or of length one when shared by all scenarios.
    n : number of scenarios.
    block : scenarios per block; results do not depend on it.
    blocks_per_task : most blocks handed out at once; short ones go together.
    workers : who does it; as many as there are cores by default.
    progress : called with scenarios done and `n`.
    first : outputs of the first scenarios, where they are known already; evaluated here else.
    store : of finished blocks; what it holds is not computed again.

    Returns
    -------
    outputs : arrays of length `n`.
    """
    keep_freed_memory()
    known = store.taken() if store else {}
    if first is None or _length(known) > _length(first):
        first = known
    done = min(_length(first), n)
    if not first:
        done = min(block, n)
        first = evaluate(cut(inputs, slice(0, done)))
    spans = _spans(n, done, block, (workers or Workers()).count, blocks_per_task)
    workers = (workers or Workers()).for_arrays(large=n >= PROCESSES_FROM).at_most(len(spans))
    outputs = {name: _allocate(n, array, shared=workers.kind == PROCESSES) for name, array in first.items()}
    _put(outputs, slice(0, done), first)
    if progress:
        progress(done, n)
    for stop in _filled(outputs, evaluate, inputs, spans, block, workers):
        if store:
            store.keep(outputs, stop)
        if progress:
            progress(stop, n)
    return outputs


def _length(outputs: Mapping[str, Array]) -> int:
    return max((len(array) for array in outputs.values()), default=0)


def _spans(n: int, first: int, block: int, workers: int, most: int) -> list[slice]:
    """Tasks of some blocks each, several for each worker where there are enough blocks."""
    blocks = -(-(n - first) // block)
    together = max(min(most, blocks // (TASKS_PER_WORKER * workers)), 1)
    return slices(n, together * block, first)


def _filled(
    outputs: Mapping[str, Array],
    evaluate: Evaluate,
    inputs: Mapping[str, Array],
    spans: list[slice],
    block: int,
    workers: Workers,
) -> Iterator[int]:
    """Fill the outputs span by span; the end of each when it and all before it are there."""
    if workers.remote:
        cuts = (cut(inputs, span) for span in spans)
        lengths = [span.stop - span.start for span in spans]
        found = in_order(partial(_evaluated, evaluate, block), zip(cuts, lengths, strict=True), workers)
        for span, part in zip(spans, found, strict=True):
            _put(outputs, span, part)
            yield span.stop
        return

    def fill(span: slice) -> None:
        for part in slices(span.stop, block, span.start):
            _put(outputs, part, evaluate(cut(inputs, part)))

    for span, _ in zip(spans, in_order(fill, spans, workers), strict=True):
        yield span.stop


def _evaluated(evaluate: Evaluate, block: int, task: tuple[Mapping[str, Array], int]) -> dict[str, Array]:
    """Outputs of one span, in memory of its own."""
    keep_freed_memory()
    inputs, n = task
    parts = slices(n, block)
    first = evaluate(cut(inputs, parts[0]))
    outputs = {name: _allocate(n, array, shared=False) for name, array in first.items()}
    _put(outputs, parts[0], first)
    for part in parts[1:]:
        _put(outputs, part, evaluate(cut(inputs, part)))
    return outputs


def _allocate(n: int, like: Array, *, shared: bool) -> Array:
    dtype = np.asarray(like).dtype
    if not shared:
        return np.empty(n, dtype=dtype)
    return np.frombuffer(mmap.mmap(-1, max(n * dtype.itemsize, 1)), dtype=dtype, count=n)


def _put(outputs: Mapping[str, Array], part: slice, found: Mapping[str, Array]) -> None:
    for name, array in found.items():
        outputs[name][part] = array
