"""The decision alone on few scenarios, at once: what has not changed since the last question is used again.

Whether something has changed is found from what was read: draws note which of them are asked for, and of a
case all is compared but a list of parts that are never read.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

import numpy as np

from cellworth.core.types import Array
from cellworth.engine.scenarios.assemble import assembled
from cellworth.engine.scenarios.breakevens import SupplyTie, bought_from, supply_breakeven
from cellworth.engine.scenarios.case import StrategyCase
from cellworth.engine.scenarios.cell_plant import CellPlant
from cellworth.engine.scenarios.components import Drawn, Menu, after_waiting, components, menu_of
from cellworth.engine.scenarios.decision import Decided, decide, later_of
from cellworth.engine.scenarios.draws import Draws, central_values, draw, uncertain_names
from cellworth.engine.scenarios.first_pass import FIRST, FirstPass, first_scenarios, signed
from cellworth.engine.scenarios.information import Explained, weak_share
from cellworth.engine.scenarios.parts import Apart, short_menu
from cellworth.engine.scenarios.paths import ScenarioPaths
from cellworth.engine.scenarios.result import StrategyResult
from cellworth.engine.scenarios.scenario_paths import PathModel, path_model, scenario_paths
from cellworth.engine.scenarios.setting import Setting, write_off_table
from cellworth.engine.scenarios.switch_map import map_row, map_supplier, map_volumes, switch_map
from cellworth.engine.scenarios.taken_apart import Parts

__all__ = ["NOT_IN_NUMBERS", "NOT_IN_PATHS", "QuickDecisions"]

WORDING = frozenset(
    {"name", "title", "question", "as_of", "claims", "events", "accounts", "numbers", "limits"}
)
SIZES = 2
"""Numbers of scenarios of which what was made last is kept: one while a slider moves, one when it stands."""

DRAWN = frozenset({"quantities", "correlations", "scenarios"})
"""Parts of a case that show in its draws only."""

OF_CHOICE = frozenset({"materiality", "risk_aversion", "bargaining", "more_work_cost", "histories"})

NOT_IN_NUMBERS = WORDING | DRAWN | OF_CHOICE
"""Parts of a case that worths by scenario do not read."""

NOT_IN_PATHS = NOT_IN_NUMBERS | {
    "companies",
    "holdings",
    "purchases",
    "write_off",
    "automaker",
    "venture",
    "partner",
}
"""Parts of a case that its paths do not read either."""


class _Noted(dict[str, Array]):
    """Draws that note which of them are read."""

    def __init__(self, values: Mapping[str, Array], read: set[str] | None = None) -> None:
        super().__init__(values)
        self.read = set() if read is None else read

    def __getitem__(self, name: str) -> Array:
        self.read.add(name)
        return super().__getitem__(name)


@dataclass(frozen=True, eq=False)
class _Made:
    """Something made, with all it rests on: parts of a case, other things, and values by quantity.

    Equal to itself only, so that what rests on it can name it.
    """

    made: Any
    parts: Mapping[str, Any]
    other: tuple[object, ...]
    values: Mapping[str, Array]

    def holds(self, parts: Mapping[str, Any], other: tuple[object, ...], values: Mapping[str, Array]) -> bool:
        """Whether all of it is still so."""
        return (
            self.other == other
            and self.parts == parts
            and all(name in values and np.array_equal(values[name], old) for name, old in self.values.items())
        )


@dataclass(frozen=True)
class _Numbers:
    """Numbers by scenario, and the setting they were made in, its contracts signed."""

    setting: Setting
    unsigned: Mapping[str, float]
    menu: Menu
    named: dict[str, Array]


@dataclass(frozen=True, eq=False)
class _Answered:
    """A question, its answer, and what that rests on."""

    asked: tuple[StrategyCase, int, int]
    passed: FirstPass
    decided: Decided
    result: StrategyResult


@dataclass(frozen=True)
class _Kept:
    """What was made last, by name."""

    made: dict[str, _Made] = field(default_factory=dict)

    def again(
        self,
        name: str,
        parts: Mapping[str, Any],
        other: tuple[object, ...],
        values: Mapping[str, Array],
        make: Callable[[_Noted], Any],
    ) -> _Made:
        """What was made last if it still holds, else made anew from values that note what is read."""
        kept = self.made.get(name)
        if kept is None or not kept.holds(parts, other, values):
            noted = _Noted(values)
            made = make(noted)
            kept = self.made[name] = _Made(made, parts, other, {key: values[key] for key in noted.read})
        return kept


def _parts(case: StrategyCase, left_out: frozenset[str]) -> dict[str, Any]:
    return {item.name: getattr(case, item.name) for item in fields(case) if item.name not in left_out}


@dataclass
class QuickDecisions:
    """Answers questions about a case one after the other; those that change little are answered sooner.

    Attributes
    ----------
    cells_of : cell plants of a case, designed; asked again where packs or places change.
    dimensions : dimension of the Sobol' points by quantity.
    words : confidence words with the least chance of each, the strongest first.
    """

    cells_of: Callable[[StrategyCase], Mapping[str, CellPlant]]
    dimensions: Mapping[str, int]
    words: Sequence[tuple[str, float]]
    _once: _Kept = field(default_factory=_Kept)
    _kept: dict[int, _Kept] = field(default_factory=dict)
    _last: _Answered | None = None

    def decide(self, case: StrategyCase, *, n_scenarios: int = 2048, seed: int = 1) -> StrategyResult:
        """The decision, as the whole run on as many scenarios gives it, and nothing that takes it apart.

        Drivers, sensitivities, switch map, paths by year, bridge and accounts stay empty, and of the
        breakevens those that need another evaluation of the case; one process.

        Parameters
        ----------
        case : StrategyCase
        n_scenarios : draws.
        seed : zero is a seed like any other.
        """
        return self._answered(case, n_scenarios, seed).result

    def mapped(self, case: StrategyCase, *, n_scenarios: int = 2048, seed: int = 1) -> StrategyResult:
        """The same with the switch map; soon after `decide` was asked the same.

        Parameters
        ----------
        case, n_scenarios, seed : as of `decide`.
        """
        found = self._answered(case, n_scenarios, seed)
        passed, decided = found.passed, found.decided
        short = Apart(passed.case, short_menu(passed.menu, decided, passed.later), passed.paths)
        supplier = map_supplier(passed.case, passed.menu, decided)
        rows = [map_row(short, supplier, volume) for volume in map_volumes()] if supplier else []
        return replace(found.result, switch_map=switch_map(short, supplier, rows) if rows else {})

    def _answered(self, case: StrategyCase, n_scenarios: int, seed: int) -> _Answered:
        """The last answer if it is one to the same question, else a new one."""
        asked = (case, n_scenarios, seed)
        if self._last is None or self._last.asked != asked:
            self._last = self._decided(*asked)
        return self._last

    def _decided(self, case: StrategyCase, n_scenarios: int, seed: int) -> _Answered:
        started = time.perf_counter()
        model = self._model(case)
        drawn = draw(case, model.together, dict(self.dimensions), 0, n_scenarios, seed)
        passed = self._passed(case, self._paths(case, model, drawn, seed), drawn)
        decided = decide(passed.case, passed.menu, passed.drawn, passed.later)
        count = min(n_scenarios, FIRST)
        parts = Parts(
            explained=Explained({}, {}, {}, {}, {}, {}),
            weak=weak_share(passed.case, passed.drawn, decided, count),
            drivers=(),
            supply=self._supply(passed, decided),
            volume=(),
            switch_map={},
            sensitivities=(),
            stressed={},
            bridge={},
            accounts=(),
            by_year={},
        )
        seconds = {"quick": time.perf_counter() - started}
        result = assembled(case, model, passed, decided, parts, self.words, seed, seconds)
        return _Answered((case, n_scenarios, seed), passed, decided, result)

    def _of(self, n_scenarios: int) -> _Kept:
        """What was made for as many scenarios; that of the number asked for longest ago is dropped."""
        kept = self._kept[n_scenarios] = self._kept.pop(n_scenarios, _Kept())
        while len(self._kept) > SIZES:
            del self._kept[next(iter(self._kept))]
        return kept

    def _model(self, case: StrategyCase) -> PathModel:
        packs = {"packs": case.packs, "places": case.places}
        cells = self._once.again("cells", packs, (), {}, lambda _: self.cells_of(case)).made
        parts = _parts(case, NOT_IN_PATHS) | {"correlations": case.correlations}

        def make(noted: _Noted) -> PathModel:
            return path_model(case, cells, self.dimensions, noted)

        values = central_values(case)
        found: PathModel = self._once.again("model", parts, (uncertain_names(case),), values, make).made
        return found

    def _paths(self, case: StrategyCase, model: PathModel, drawn: Draws, seed: int) -> _Made:
        numbers = np.arange(len(drawn.scenario))

        def make(noted: _Noted) -> ScenarioPaths:
            return scenario_paths(case, model, numbers, seed, drawn=Draws(noted, drawn.scenario))

        other = (len(numbers), seed, model.plan_cost.tobytes())
        return self._of(len(numbers)).again("paths", _parts(case, NOT_IN_PATHS), other, drawn.values, make)

    def _passed(self, case: StrategyCase, kept: _Made, drawn: Draws) -> FirstPass:
        """First pass over all scenarios at once."""
        count = min(len(drawn.scenario), FIRST)
        paths = replace(kept.made, draws=drawn.values, scenario=drawn.scenario)
        first = first_scenarios(paths, count) if count < len(drawn.scenario) else paths
        parts, table = _parts(case, NOT_IN_NUMBERS), write_off_table(case).tobytes()

        def numbers(noted: _Noted) -> _Numbers:
            few = Setting(case, replace(first, draws=_Noted(first.draws, noted.read)))
            setting, unsigned = signed(few)
            whole = setting if first is paths else Setting(setting.case, replace(paths, draws=noted))
            menu = menu_of(setting.case)
            return _Numbers(whole, unsigned, menu, components(whole, menu, yearly=False))

        found = self._of(len(drawn.scenario)).again("numbers", parts, (kept, table), drawn.values, numbers)
        made: _Numbers = found.made
        asked = replace(case, strategies=made.setting.case.strategies)
        named = made.named | {
            f"input|{name}": np.broadcast_to(each, len(drawn.scenario)) for name, each in drawn.values.items()
        }
        named["scenario"] = np.asarray(drawn.scenario)
        later = later_of(asked, made.menu, Drawn({name: each[:count] for name, each in named.items()}))

        def waiting(noted: _Noted) -> dict[str, Array]:
            return after_waiting(replace(made.setting, paths=replace(paths, draws=noted)), later)

        sale = (later.sale[0].name, later.sale[1].name) if later.sale else ()
        of = (found, tuple(entry.name for entry in later.actions), sale)
        named |= self._of(len(drawn.scenario)).again("waiting", {}, of, drawn.values, waiting).made
        return FirstPass(asked, made.unsigned, made.menu, later, Drawn(named), first)

    def _supply(self, passed: FirstPass, decided: Decided) -> SupplyTie:
        buys = bought_from(passed.menu, decided)
        kept = self._of(len(passed.drawn))
        of = (kept.made["numbers"], buys.name if buys else "")

        def make(_: _Noted) -> SupplyTie:
            return supply_breakeven(passed.case, passed.menu, decided, passed.paths)

        found: SupplyTie = kept.again("supply", {}, of, {}, make).made
        return found
