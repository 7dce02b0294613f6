"""Both sides of the first decision, costed: own and bought, by year."""

from dataclasses import dataclass, replace

from cellworth.core.types import Array
from cellworth.engine.blocks import Evaluate
from cellworth.engine.decision_costs import Bought, Levels, bought_price, pack_energy
from cellworth.engine.decision_evaluations import Evaluations, Experience, evaluate_case, experience
from cellworth.engine.decision_inputs import DecisionInputs
from cellworth.engine.decision_levels import OwnCosts, calibrate_capital, calibrate_conversion, own_costs
from cellworth.engine.decision_result import Calibration

__all__ = ["Weighed", "weighed"]


@dataclass(frozen=True)
class Weighed:
    """Both sides of the decision, costed.

    Attributes
    ----------
    learned : Experience
    as_published, found : Evaluations, capital as the cost method has it and at the level of the plants.
    own : OwnCosts
    levels : Levels
    bought : Bought
    energy : (y,) [kWh] of the pack made.
    calibration : of capital and of conversion cost.
    """

    learned: Experience
    as_published: Evaluations
    found: Evaluations
    own: OwnCosts
    levels: Levels
    bought: Bought
    energy: Array
    calibration: tuple[Calibration, Calibration]


def weighed(inputs: DecisionInputs, evaluate: Evaluate) -> Weighed:
    """Costs of both sides by year; on the array library of the inputs."""
    learned = experience(inputs)
    as_published = evaluate_case(inputs, learned, evaluate)
    capital = calibrate_capital(inputs, as_published)
    found = replace(as_published, cash=as_published.cash.at_capital_level(capital.value))
    energy = pack_energy(inputs)
    own = own_costs(inputs, found)
    levels, conversion = calibrate_conversion(inputs, learned, own, energy)
    bought = bought_price(inputs, found, levels)
    return Weighed(learned, as_published, found, own, levels, bought, energy, (capital, conversion))
