"""Exact derivatives of what one strategy of a case is worth above another, to every quantity of the case."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from cellworth.core.sums import ordered_mean
from cellworth.core.types import Array
from cellworth.engine.backends import gradients, on_jax, to_numpy
from cellworth.engine.executors import THREADS, Workers
from cellworth.engine.placed_numbers import numbers_of, with_numbers
from cellworth.engine.scenarios.case import Strategy, StrategyCase
from cellworth.engine.scenarios.components import Drawn, Later, Menu, components
from cellworth.engine.scenarios.decision import Decided, decide
from cellworth.engine.scenarios.designs import CellDesigner
from cellworth.engine.scenarios.draws import Draws, central_values, draw
from cellworth.engine.scenarios.first_pass import first_pass
from cellworth.engine.scenarios.market import Noise, calm
from cellworth.engine.scenarios.parts import short_menu
from cellworth.engine.scenarios.paths import ScenarioPaths
from cellworth.engine.scenarios.scenario_paths import PathModel, path_model, scenario_paths
from cellworth.engine.scenarios.setting import Setting

__all__ = ["LEAD", "Compared", "StrategyGradients", "compared_strategies", "strategy_gradients"]

LEAD = "lead"
"""Name of the difference between the two leading strategies; the others go by family."""

Moves = Mapping[str, Mapping[str, Array]]
"""Moves of quantities by name, ``share`` [1] of themselves and ``shift`` in their units; as ``case`` other
numbers by their place in the case, paths over the years as arrays."""

ASIDE = (
    "quantities",
    "correlations",
    "scenarios",
    "claims",
    "events",
    "accounts",
    "numbers",
    "histories",
    "strategies",
    "holdings",
    "materiality",
    "risk_aversion",
    "more_work_cost",
)
"""Parts of a case whose numbers make the draws, are choices, or move no worth."""

ENERGY, OF_DESIGN = ".energy", ".inputs.energy"
"""The energy of a pack stands twice: as what is sold, and as what is designed for."""


@dataclass(frozen=True)
class Compared:
    """Strategies of a case side by side on some draws, with every choice made.

    Attributes
    ----------
    case : with the contracts that are worth signing.
    menu : the strategies that are compared, and what their prices hang on.
    later : what may be done after waiting.
    model : PathModel
    designer : of the packs of the case.
    drawn : of the quantities, (s,) or (1,). medians : on which the plan was made.
    seed : of the yearly noise; none at the central case, which has no shocks.
    pairs : strategies whose worth is compared, by name of the difference; the second one is taken off.
    """

    case: StrategyCase
    menu: Menu
    later: Later | None
    model: PathModel
    designer: CellDesigner
    drawn: Draws
    medians: Mapping[str, Array]
    seed: int | None
    pairs: Mapping[str, tuple[Strategy, Strategy]]

    @cached_property
    def numbers(self) -> dict[str, float | tuple[float, ...]]:
        """Real numbers of the case beside its quantities by place, one or a path over the years."""
        listed = numbers_of(self.case, ASIDE, paths=True)
        return {place: number for place, number in listed.items() if self._is_free(place)}

    def _is_free(self, place: str) -> bool:
        """Whether a number measures; those of a design may be counts."""
        head, _, last = place.rpartition(".")
        if not head.startswith("packs.") or not head.endswith(".inputs"):
            return True
        return last in self.designer.free and not place.endswith(OF_DESIGN)

    def differences(self, moves: Moves) -> dict[str, Array]:
        """Mean over the draws of what a strategy is worth above another, by name of the pair [USD].

        Draws and plan move together, as they do when the case states another number.
        """
        others = dict(moves.get("case", {}))
        case, cells = self.case, self.model.cells
        for place in [place for place in others if place.startswith("packs.")]:
            if place.endswith(ENERGY):
                others[place.removesuffix(ENERGY) + OF_DESIGN] = others[place]
        if others:
            case = with_numbers(case, others)
        if any(place.startswith(("packs.", "places.")) for place in others):
            designer = replace(self.designer, places=case.places)
            cells = designer.cells(case.packs)
        model = path_model(case, cells, self.model.dimensions, _moved(self.medians, moves))
        drawn = replace(self.drawn, values=_moved(self.drawn.values, moves))
        paths = _paths(case, model, drawn, self.seed)
        named = components(Setting(case, paths), self.menu, self.later, yearly=False, checked=False)
        found = decide(case, self.menu, Drawn(named), self.later)
        return {
            name: ordered_mean(found.column(one.name) - found.column(other.name))
            for name, (one, other) in self.pairs.items()
        }


@dataclass(frozen=True)
class StrategyGradients:
    """Differences in worth and their derivatives.

    Attributes
    ----------
    values : [USD] by name of the difference.
    by_shift : for each difference the derivative by quantity, all its draws shifted alike.
    by_share : the same for all draws multiplied alike, per one [USD].
    by_number : for each difference the derivative by place of the number, of a path that of each year.
    """

    values: dict[str, float]
    by_shift: dict[str, dict[str, float]]
    by_share: dict[str, dict[str, float]]
    by_number: dict[str, dict[str, Array]]


def compared_strategies(
    case: StrategyCase, model: PathModel, designer: CellDesigner, n: int, seed: int
) -> Compared:
    """Run a case on few draws and hold what was chosen on them.

    Parameters
    ----------
    case : StrategyCase
    model, designer : of this case.
    n : draws; none for the central case, every quantity at its median and no shock.
    seed : zero is a seed like any other.
    """
    medians = central_values(case)
    still = Draws(dict(medians), np.zeros(1, dtype=int))
    drawn = draw(case, model.together, model.dimensions, 0, n, seed) if n else still
    of_noise = seed if n else None

    def paths_of(case: StrategyCase, model: PathModel, scenarios: Array, _seed: int) -> ScenarioPaths:
        assert len(scenarios) == max(n, 1)
        return _paths(case, model, drawn, of_noise)

    count = max(n, 1)
    passed = first_pass(
        case, model, paths_of, n=count, seed=seed, block=count, workers=Workers(THREADS, 1), progress=None
    )
    decided = decide(passed.case, passed.menu, passed.drawn, passed.later)
    menu = short_menu(passed.menu, decided, passed.later)
    asked = {entry.name for entry in (*menu.plain, *passed.later.actions)}
    some = tuple(
        entry for entry in passed.case.strategies if entry.kind in ("sell", "wait") or entry.name in asked
    )
    return Compared(
        case=replace(passed.case, strategies=some, packs=designer.in_force(case.packs)),
        menu=menu,
        later=passed.later,
        model=model,
        designer=designer,
        drawn=drawn,
        medians=medians,
        seed=of_noise,
        pairs=_pairs(menu, decided),
    )


def strategy_gradients(compared: Compared) -> StrategyGradients:
    """Derivatives through market, plants, suppliers, ledgers, prices of sales and the rule of waiting.

    Parameters
    ----------
    compared : strategies on some draws.

    Notes
    -----
    Backward, one pass for each difference, whatever the number of quantities. Held are the strategies
    compared, contracts signed, the rule of waiting, whole years, and on which side of a limit each draw is in
    each year.
    """
    names = list(compared.drawn.values)
    moves: dict[str, dict[str, Array]] = {
        kind: {name: np.zeros(()) for name in names} for kind in ("share", "shift")
    }
    moves["case"] = {place: np.asarray(number) for place, number in compared.numbers.items()}

    def function(variables: Any, _constants: Any) -> dict[str, Array]:
        return compared.differences(variables)

    found, slopes = gradients(function, on_jax(moves), {})
    by = {name: to_numpy(each) for name, each in slopes.items()}
    return StrategyGradients(
        values={name: float(value) for name, value in to_numpy(found).items()},
        by_shift={name: _numbers(each["shift"]) for name, each in by.items()},
        by_share={name: _numbers(each["share"]) for name, each in by.items()},
        by_number={name: each["case"] for name, each in by.items()},
    )


def _numbers(by: Mapping[str, Array]) -> dict[str, float]:
    return {name: float(value) for name, value in by.items()}


def _moved(values: Mapping[str, Array], moves: Moves) -> dict[str, Array]:
    """Values of the quantities after their moves."""
    share, shift = moves.get("share", {}), moves.get("shift", {})
    return {
        name: value * (1.0 + share.get(name, 0.0)) + shift.get(name, 0.0) for name, value in values.items()
    }


def _paths(case: StrategyCase, model: PathModel, drawn: Draws, seed: int | None) -> ScenarioPaths:
    """Paths of given draws; without shocks where there is no seed."""
    stream: Noise | None = calm(len(case.years)) if seed is None else None
    return scenario_paths(case, model, np.arange(len(drawn.scenario)), seed or 0, drawn=drawn, stream=stream)


def _pairs(menu: Menu, decided: Decided) -> dict[str, tuple[Strategy, Strategy]]:
    """The two leading strategies, and the best of each family against keeping."""
    keep = next(entry for entry in menu.plain if entry.name == menu.keep)
    leader, rival = decided.leader(), decided.runner_up()
    pairs = {LEAD: (leader, rival)} if rival is not None else {}
    best = {family: decided.best_of(family) for family in decided.families}
    return pairs | {family: (entry, keep) for family, entry in best.items() if entry.name != keep.name}
