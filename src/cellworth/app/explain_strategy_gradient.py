"""The exact derivatives of what one strategy of a case is worth above another, to its every number."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from cellworth.app.case_numbers import numbers_by_place, quantity_node
from cellworth.app.cell_plants import cell_designer, open_inputs_filled
from cellworth.app.explain_gradient import Gradient, Slope, needs_jax
from cellworth.app.explain_number_slopes import QUANTITIES, number_slopes
from cellworth.app.run import SEED
from cellworth.core.constants import PERCENT
from cellworth.core.errors import InputError, Problem
from cellworth.engine.scenarios.case import StrategyCase
from cellworth.engine.scenarios.scenario_paths import path_model
from cellworth.engine.scenarios.supply_contract import SIGNED
from cellworth.io.case_numbers import Number
from cellworth.io.cases import load_case
from cellworth.io.dimensions import known_dimensions
from cellworth.io.input_schema import nearest
from cellworth.io.strategy_records import strategy_case

if TYPE_CHECKING:
    from cellworth.engine.strategy_gradients import Compared, StrategyGradients

__all__ = ["DIFFERENCE", "DRAWS", "compared_case", "is_difference", "strategy_gradient"]

DIFFERENCE = "npv_difference"
"""Name of all differences together; each has the name of its pair behind a dot."""

DRAWS = 64
"""Draws of a difference; a rule of waiting can be learned on no fewer."""


def is_difference(name: str) -> bool:
    """Whether a name is that of a difference in worth."""
    return name == DIFFERENCE or name.startswith(f"{DIFFERENCE}.")


def strategy_gradient(name: str, case: str, *, draws: int = DRAWS, seed: int = SEED) -> list[Gradient]:
    """Derivatives of the difference of two strategies, or of all of them.

    Parameters
    ----------
    name : ``npv_difference``, or one with a family or ``lead`` behind a dot.
    case : name or path.
    draws : over which the difference is a mean; zero for the central case.
    seed : zero is a seed like any other.

    Raises
    ------
    InputError
        If JAX is absent, the case cannot be used, or there is no such difference.
    """
    needs_jax()
    from cellworth.engine.strategy_gradients import strategy_gradients

    read = load_case(case)
    if read.form.strategy is None:
        why = "strategies are compared by that part"
        raise InputError(Problem(f"case '{read.form.name}'", "no [strategy]", why))
    compared = compared_case(strategy_case(read), draws, seed)
    names = {f"{DIFFERENCE}.{pair}": pair for pair in compared.pairs}
    if name != DIFFERENCE and name not in names:
        offer = nearest(name, [DIFFERENCE, *names], what="outputs")
        why = "a difference goes by the family that is compared with keeping"
        raise InputError(Problem(f"output '{name}'", "none of these", why, offer))
    wanted = names if name == DIFFERENCE else {name: names[name]}
    some = replace(compared, pairs={pair: compared.pairs[pair] for pair in wanted.values()})
    found, stated = strategy_gradients(some), numbers_by_place(read.form)
    return [_gradient(each, pair, some, (found, stated), draws) for each, pair in wanted.items()]


def compared_case(asked: StrategyCase, draws: int, seed: int) -> "Compared":
    """Strategies of a case side by side on some draws.

    Parameters
    ----------
    asked : the case.
    draws : zero for the central case.
    seed : zero is a seed like any other.

    Raises
    ------
    InputError
        If a pack of the case cannot be used.
    """
    from cellworth.engine.strategy_gradients import compared_strategies

    designer = cell_designer(asked.packs, asked.places)
    model = path_model(asked, designer.cells(asked.packs), known_dimensions())
    return compared_strategies(asked, model, open_inputs_filled(designer), draws, seed)


def _gradient(
    name: str,
    pair: str,
    compared: "Compared",
    known: tuple["StrategyGradients", Mapping[str, Number]],
    draws: int,
) -> Gradient:
    found, stated = known
    shift, share = found.by_shift[pair], found.by_share[pair]
    value, case = found.values[pair], compared.case
    slopes = [
        _slope(quantity, case, compared.drawn.values, (shift[quantity], share[quantity]), value)
        for quantity in case.quantities
    ]
    slopes += number_slopes(compared, found, pair, stated)
    moving = [each for each in slopes if each.derivative or each.per_percent]
    moving.sort(key=lambda each: (-max(abs(each.per_percent or 0.0), abs(each.per_spread or 0.0)), each.name))
    one, other = (entry.name for entry in compared.pairs[pair])
    where = f"mean of {draws} draws" if draws else "central case: every quantity at its median, no shock"
    return Gradient(
        name,
        value,
        "USD",
        tuple(moving),
        len(slopes) - len(moving),
        {"strategies": f"{one} and {other}", "contracts": _signed(compared)},
        f"worth of {one} less that of {other}, {where}",
    )


def _slope(
    name: str,
    case: StrategyCase,
    drawn: Mapping[str, np.ndarray],
    slopes: tuple[float, float],
    value: float,
) -> Slope:
    quantity, values = case.quantities[name], drawn[name]
    here, spread = float(np.mean(values)), float(np.std(values))
    return Slope(
        name=name,
        unit=quantity.unit,
        value=here,
        derivative=slopes[0],
        elasticity=slopes[1] / value if value else None,
        leaf=quantity_node(quantity, here).leaf,
        per_percent=slopes[1] / PERCENT,
        spread=spread,
        per_spread=slopes[0] * spread,
        group=QUANTITIES,
    )


def _signed(compared: "Compared") -> str:
    signed = [entry.name for entry in compared.case.strategies if entry.terms.get(SIGNED)]
    return ", ".join(signed) or "none signed"
