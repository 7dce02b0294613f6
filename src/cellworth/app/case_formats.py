"""Packs of a case with cells of several formats, evaluated together."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from cellworth.app.evaluate import evaluate_packs
from cellworth.app.format_spread import format_spread
from cellworth.core.constants import PERCENT
from cellworth.core.types import Array
from cellworth.engine.decision_inputs import PackDesign
from cellworth.engine.format_inputs import FormatInputs
from cellworth.engine.format_stage import format_packs
from cellworth.engine.packs import PackResults
from cellworth.io.array_tables import array_table
from cellworth.io.format_records import POUCH, format_inputs, format_numbers, format_title
from cellworth.io.input_columns import read_inputs
from cellworth.io.pack_model import pack_model

__all__ = ["evaluate_formats", "format_tables", "told_spreads"]

DRAWS = 256
COST = "cell_cost_per_energy"


def format_tables(format_ids: Iterable[str]) -> dict[str, FormatInputs]:
    """The record of each format that is no pouch."""
    return {
        each: format_inputs(
            each, {name: np.asarray([graded.number.value]) for name, graded in format_numbers(each).items()}
        )
        for each in dict.fromkeys(format_ids)
        if each and each != POUCH
    }


def evaluate_formats(arrays: Mapping[str, Array], format_ids: Sequence[str]) -> PackResults:
    """Design and cost packs of a case, each with cells of its format.

    Parameters
    ----------
    arrays : every input by name, one row per pack, or length one.
    format_ids : identifier of each row, empty for the pouch.

    Returns
    -------
    results : as of `evaluate_packs`; a pack holds just the energy asked for, so that its cost is that of a
        plant that sells by the kWh.
    """
    results, wanted = evaluate_packs(arrays), np.asarray(format_ids, dtype=object)
    outputs = dict(results.outputs)
    for each, form in format_tables(format_ids).items():
        rows = np.flatnonzero(wanted == each)
        own = {name: array[rows] if array.shape[0] > 1 else array for name, array in arrays.items()}
        for name, values in format_packs(own, pack_model(), form, exact=True).outputs.items():
            if name in outputs:
                whole = np.broadcast_to(outputs[name], wanted.shape).copy()
                whole[rows] = values
                outputs[name] = whole
    return PackResults(outputs=outputs, reason=results.reason)


def told_spreads(packs: Iterable[PackDesign]) -> tuple[str, ...]:
    """How uncertain the cost of cells of other formats is, a sentence for each format and couple.

    Parameters
    ----------
    packs : of a case.
    """
    named = {
        (pack.cell_format, str(pack.inputs["couple"])): pack
        for pack in packs
        if pack.cell_format not in ("", POUCH)
    }
    return tuple(_told(pack, couple) for (_, couple), pack in named.items())


def _told(pack: PackDesign, couple: str) -> str:
    columns = {name: np.asarray([value]) for name, value in pack.inputs.items()}
    arrays = read_inputs(array_table(columns, path="the packs of the case"), parity=False).arrays
    fixed = {*pack.inputs, *pack.prices}
    found = format_spread(pack.cell_format, couple, arrays, pack_model(), fixed, n=DRAWS)
    band = found.bands[COST]
    low, high = (PERCENT * (end / band.middle - 1.0) for end in (band.low, band.high))
    return (
        f"{couple} as {format_title(pack.cell_format)}: with every number of the format, the couple and the "
        f"plant drawn by its grade, nine of ten cells cost {low:+.0f} % to {high:+.0f} % of the middle; "
        f"{PERCENT * found.estimates_share:.0f} % of that rests on estimates (grade D or E)."
    )
