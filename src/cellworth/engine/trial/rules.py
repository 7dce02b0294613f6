"""Rules in use that the program is held against (S80)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from cellworth.core.sums import ordered_mean
from cellworth.engine.scenarios.case import StrategyCase
from cellworth.engine.scenarios.components import Drawn, components, menu_of
from cellworth.engine.scenarios.decision import decide
from cellworth.engine.scenarios.draws import Draws, central_values
from cellworth.engine.scenarios.scenario_paths import PathModel, scenario_paths
from cellworth.engine.scenarios.setting import Setting
from cellworth.engine.trial.telling import Telling

__all__ = ["always_keep", "cost_against_quote", "face_values", "point_estimate"]


def always_keep(case: StrategyCase) -> str:
    """What is done today."""
    return menu_of(case).keep


def cost_against_quote(case: StrategyCase, model: PathModel) -> str:
    """Buy all where the mean of the published prices lies below that of the planned unit cost, else keep.

    Parameters
    ----------
    case : StrategyCase
    model : of the case; it holds the planned unit cost by year, capital included.
    """
    cost = model.plan_cost[~np.isnan(model.plan_cost)]
    best, name = (float(np.mean(cost)) if len(cost) else np.inf), menu_of(case).keep
    for entry in case.strategies:
        supplier = next((each for each in case.suppliers if each.name == entry.supplier), None)
        if entry.kind != "buy_close" or supplier is None or not supplier.quoted:
            continue
        by_year = {year: case.quantities[key].numbers[0] for year, key in supplier.quoted.items()}
        path = [by_year[max((y for y in by_year if y <= year), default=min(by_year))] for year in case.years]
        price = sum(path) / len(path)
        if price < best:
            best, name = price, entry.name
    return name


def face_values(case: StrategyCase, tellings: Sequence[Telling]) -> dict[str, float]:
    """Every quantity at one value: the newest claim as it stands, or the analyst's middle value.

    Parameters
    ----------
    case : as the analyst writes it, before any claim.
    tellings : claims.
    """
    values = {name: float(value[0]) for name, value in central_values(case).items()}
    figures = [telling for telling in tellings if telling.value]
    for telling in sorted(figures, key=lambda telling: -telling.age):
        values[telling.about] = float(telling.value)
    told = {telling.about for telling in tellings}
    for supplier in case.suppliers:
        if supplier.quoted:
            values[supplier.quote] = float(supplier.quote in told)
    return values


def point_estimate(case: StrategyCase, model: PathModel, values: Mapping[str, float]) -> str:
    """Strategy of the highest net present value at one value of each quantity, without any shock.

    Parameters
    ----------
    case : StrategyCase
    model : of the case.
    values : of every quantity.
    """
    calm = _shocks(case)
    held = {name: np.asarray([0.0 if name in calm else value]) for name, value in values.items()}
    without = replace(case, scenarios=())
    paths = scenario_paths(without, model, np.arange(1), 0, drawn=Draws(held, np.zeros(1, dtype=int)))
    menu = menu_of(without)
    drawn = Drawn(components(Setting(without, paths), menu, yearly=False))
    decided = decide(without, menu, drawn, None)
    means = [float(ordered_mean(decided.values[:, k])) for k in range(len(decided.strategies))]
    return decided.strategies[int(np.argmax(means))].name


def _shocks(case: StrategyCase) -> set[str]:
    """Quantities that are nothing but the size of yearly shocks."""
    found = {name for each in case.programmes for name in (each.shock_sd, each.jump_rate)}
    found |= {volatility for _, _, volatility in case.index_paths.values()}
    return found | set(case.currencies.values())
