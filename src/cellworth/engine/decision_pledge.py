"""A sum once announced, beside the factory for the packs it names: how much of it that explains."""

from collections.abc import Mapping

import numpy as np

from cellworth.engine.decision_evaluations import Evaluations
from cellworth.engine.decision_inputs import DecisionInputs

__all__ = ["pledge_figures"]


def pledge_figures(
    inputs: DecisionInputs, as_published: Evaluations, capital_level: float
) -> Mapping[str, tuple[float, float]]:
    """Investment in a factory for the packs of the pledge, and its share of the sum; low and high.

    The range spans the level of capital cost, the published plants' against the cost method's, and whether
    the sum is held against the cell plant alone or against the whole pack plant, launch included.

    Parameters
    ----------
    inputs : DecisionInputs
    as_published : evaluations at the cost method's own level of capital.
    capital_level : [1], of the published plants over the method.
    """
    pledge = inputs.pledge
    if pledge is None:
        return {}
    cash = as_published.cash.rows(np.asarray([as_published.pledged]))
    cell = float(cash.cell.capital[0])
    pack = cell + float(cash.rest.capital[0])
    levels = sorted((1.0, capital_level))
    cells, packs = ((part * levels[0], part * levels[1]) for part in (cell, pack))
    return {
        "cell_plant": cells,
        "pack_plant": packs,
        "sum_named": (pledge.money, pledge.money),
        "explained_share": (cells[0] / pledge.money, packs[1] / pledge.money),
    }
