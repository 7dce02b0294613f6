"""Setting the level of the time: capital on published investment, conversion cost on published pack costs."""

import math
from dataclasses import dataclass

import numpy as np

from cellworth.core.arrays import namespace
from cellworth.core.types import Array
from cellworth.engine.decision_costs import Levels, OwnPart, own_parts, plan_parts, recovery
from cellworth.engine.decision_evaluations import Evaluations, Experience
from cellworth.engine.decision_inputs import DecisionInputs, plain
from cellworth.engine.decision_result import Calibration
from cellworth.market.learning import fitted_level

__all__ = ["OwnCosts", "calibrate_capital", "calibrate_conversion", "own_costs"]

COMPARED_WITH_OWN = ("own_full", "own_cash", "own_plan")


@dataclass(frozen=True)
class OwnCosts:
    """The maker's plants at the real output and in full use.

    Attributes
    ----------
    cell, rest : OwnPart at the real output.
    warranty : (y,) [USD] per pack.
    plan_cell, plan_rest, plan_warranty : the same with every plant in full use.
    recovery : [1/year], capital recovery factor of the maker.
    """

    cell: OwnPart
    rest: OwnPart
    warranty: Array
    plan_cell: OwnPart
    plan_rest: OwnPart
    plan_warranty: Array
    recovery: float

    def pack(self, compare: str, level: Array) -> Array:
        """Cost of a pack, by year: ``own_full``, ``own_cash`` or ``own_plan``."""
        plan = compare == "own_plan"
        parts = (self.plan_cell, self.plan_rest) if plan else (self.cell, self.rest)
        total = self.plan_warranty if plan else self.warranty
        for part in parts:
            if compare == "own_cash":
                total = total + part.cash(level)
            else:
                total = total + part.full(level, self.recovery)
        return total


def own_costs(inputs: DecisionInputs, found: Evaluations) -> OwnCosts:
    """Parts of the maker's plants."""
    maker = inputs.maker
    factor = recovery(maker.discount_rate, maker.plant_life)
    return OwnCosts(*own_parts(inputs, found), *plan_parts(found), recovery=factor)


def calibrate_conversion(
    inputs: DecisionInputs, learned: Experience, own: OwnCosts, energy: Array
) -> tuple[Levels, Calibration]:
    """Level of conversion cost, and on what it was set (S15).

    The level in the first year that comes nearest to the figures marked for it, learned down to the cost
    method's own level.
    """
    xp = inputs.library
    fitted_to = [e for e in inputs.evidence if e.fit and e.compare in COMPARED_WITH_OWN]
    places = np.asarray([inputs.years.index(e.year) for e in fitted_to], dtype=int)
    ones = xp.ones(len(inputs.years))

    def model(level: Array) -> Array:
        by_kind = {kind: own.pack(kind, level) / energy for kind in COMPARED_WITH_OWN}
        return xp.asarray([by_kind[e.compare][place] for e, place in zip(fitted_to, places, strict=True)])

    figures = xp.asarray([e.price for e in fitted_to])
    at_method = model(ones)
    per_level = model(2.0 * ones) - at_method
    above = 0.0
    if fitted_to:
        slope = per_level * learned.maker_learned[places]
        above = plain(fitted_level(figures - at_method, slope))
    maker = 1.0 + above * learned.maker_learned
    supplier = 1.0 + above * learned.supplier_learned
    conversion = Calibration(
        name="conversion_level",
        value=plain(maker[0]),
        fitted_to=tuple(e.name for e in fitted_to),
        before=_misfit(at_method, figures),
        after=_misfit(model(maker), figures),
        at=maker,
    )
    return Levels(maker, supplier), conversion


def calibrate_capital(inputs: DecisionInputs, found: Evaluations) -> Calibration:
    """Level of capital: published investment over the cost method's, all plants together."""
    xp = inputs.library
    built = found.take(found.built)
    method = xp.asarray(built.cell.capital + built.rest.capital)
    published = xp.asarray([plant.investment for plant in inputs.plants])
    value = plain(xp.sum(published) / xp.sum(method))
    return Calibration(
        name="capital_level",
        value=value,
        fitted_to=tuple(plant.name for plant in inputs.plants),
        before=_misfit(method, published),
        after=_misfit(method * value, published),
        at=xp.full(len(inputs.years), value),
    )


def _misfit(model: Array, figures: Array) -> float:
    """Root mean square of the relative difference."""
    if not len(figures):
        return math.nan
    xp = namespace(model)
    return plain(xp.sqrt(xp.mean((model / figures - 1.0) ** 2)))
