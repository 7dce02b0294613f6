"""Evaluation of packs with the tables of the package."""

from collections.abc import Mapping, Sequence

from cellworth.core.types import Array
from cellworth.engine import packs
from cellworth.engine.blocks import Progress, Store
from cellworth.engine.executors import Workers
from cellworth.engine.pack_model import PackModel
from cellworth.io.pack_model import pack_model

__all__ = ["evaluate_packs"]


def evaluate_packs(
    inputs: Mapping[str, Array],
    *,
    parity: bool = False,
    outputs: Sequence[str] | None = None,
    model: PackModel | None = None,
    workers: Workers | None = None,
    progress: Progress | None = None,
    store: Store | None = None,
) -> packs.PackResults:
    """Design and cost packs; see `cellworth.engine.packs.evaluate_packs`."""
    return packs.evaluate_packs(
        inputs,
        model or pack_model(),
        parity=parity,
        outputs=outputs,
        workers=workers,
        progress=progress,
        store=store,
    )
