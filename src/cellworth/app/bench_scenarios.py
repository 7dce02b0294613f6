"""How fast scenarios of a case are valued here: scenario-years a second, designs fixed or drawn with them."""

import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from cellworth.app.cell_plants import cell_designer, designed_cell_plants
from cellworth.core.types import Array
from cellworth.engine.blocks import even_block
from cellworth.engine.executors import Workers
from cellworth.engine.scenarios.case import StrategyCase
from cellworth.engine.scenarios.cell_plant import cell_plants
from cellworth.engine.scenarios.first_pass import first_pass
from cellworth.engine.scenarios.paths import ScenarioPaths
from cellworth.engine.scenarios.run import BLOCK
from cellworth.engine.scenarios.scenario_paths import PathModel, path_model, scenario_paths
from cellworth.io.cases import load_case
from cellworth.io.dimensions import known_dimensions
from cellworth.io.pack_model import pack_model
from cellworth.io.strategy_records import strategy_case
from cellworth.uncertainty.draws import quasi_uniforms

__all__ = ["CASE", "DrawnDesigns", "scenario_years"]

CASE = "nissan-aesc-2016"
SCENARIOS = 16_384
SEED = 1
VARIED = ("positive_capacity", "negative_capacity", "positive_thickness", "separator_thickness", "power")
"""Inputs of every pack that a varying design is drawn with."""
SPREAD = 0.03
"""Furthest from the input of the case, of it."""


def scenario_years(workers: Workers | None = None, n: int = SCENARIOS) -> dict[str, float]:
    """Scenario-years a second through all plants, suppliers and strategies, and what one takes.

    Parameters
    ----------
    workers : who does it; all cores by default.
    n : scenarios.

    Returns
    -------
    rates : ``fixed`` and ``varying`` [1/s]; ``evaluations`` and ``designs`` [1] per scenario-year, designs
        of the varying run.
    """
    case = strategy_case(load_case(CASE))
    model = path_model(case, designed_cell_plants(case.packs, case.places), known_dimensions())
    years = len(case.years)
    fixed, evaluations = _timed(case, model, scenario_paths, workers or Workers(), n)
    varying, _ = _timed(case, model, DrawnDesigns(case), workers or Workers(), n)
    return {
        "fixed": n * years / fixed,
        "varying": n * years / varying,
        "evaluations": evaluations / (n * years),
        "designs": len(case.packs) / years,
    }


def _timed(
    case: StrategyCase, model: PathModel, paths_of: Any, workers: Workers, n: int
) -> tuple[float, float]:
    """Seconds of the first pass, and the cost evaluations it made."""
    block = even_block(n, BLOCK, workers.count)
    start = time.perf_counter()
    passed = first_pass(case, model, paths_of, n=n, seed=SEED, block=block, workers=workers, progress=None)
    return time.perf_counter() - start, float(np.sum(passed.drawn.named["evaluations"]))


class DrawnDesigns:
    """Paths of scenarios that each have packs of their own, designed anew for every block."""

    def __init__(self, case: StrategyCase) -> None:
        self._inputs = cell_designer(case.packs).coded
        self._packs = len(case.packs)

    def __call__(
        self, case: StrategyCase, model: PathModel, scenarios: Array, seed: int, **given: Any
    ) -> ScenarioPaths:
        """Paths as `cellworth.engine.scenarios.scenario_paths.scenario_paths` makes them."""
        inputs = self._of(int(scenarios[0]), len(scenarios), seed)
        cells = cell_plants(case.packs, inputs, pack_model(), scenarios=len(scenarios))
        return scenario_paths(case, replace(model, cells=cells), scenarios, seed, **given)

    def _of(self, first: int, count: int, seed: int) -> Mapping[str, Array]:
        """Inputs pack after pack, each drawn about its value."""
        dimensions = {name: place for place, name in enumerate(VARIED)}
        drawn = np.asarray(quasi_uniforms(seed, VARIED, dimensions, first, count))
        found = {
            name: np.repeat(array, count) if array.shape[0] > 1 else array
            for name, array in self._inputs.items()
        }
        for place, name in enumerate(VARIED):
            found[name] = found[name] * np.tile(1.0 + SPREAD * (2.0 * drawn[:, place] - 1.0), self._packs)
        return found
