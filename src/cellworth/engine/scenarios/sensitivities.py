"""Standard sensitivities on the same first scenarios: what else would be recommended, and how surely."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from cellworth.engine.scenarios.case import StrategyCase
from cellworth.engine.scenarios.decision import Decided
from cellworth.engine.scenarios.first_pass import PathMaker
from cellworth.engine.scenarios.parts import Apart
from cellworth.engine.scenarios.setting import Options

__all__ = [
    "Rebuilt",
    "halved_reliability",
    "longer",
    "sensitivity_jobs",
    "sensitivity_row",
    "stressed_means",
]

POINTS = 0.02
YEARS = 3
POOL_WEIGHT = 0
"""Place of the claims' weight among the numbers of a pooled quantity (S5)."""

Row = dict[str, Any]
PathBuilder = Callable[[StrategyCase, Any], Any]


@dataclass(frozen=True)
class Rebuilt:
    """How paths are made again for a changed case.

    Attributes
    ----------
    paths_of : (case, model, scenarios, seed) to paths.
    model_of : (case, model of the case as it stands) to the model of the changed case.
    model : of the case as it stands.
    seed, count : draws.
    """

    paths_of: PathMaker
    model_of: Callable[[StrategyCase, Any], Any]
    model: Any
    seed: int
    count: int

    def apart(self, case: StrategyCase, like: Apart, held: str = "") -> Apart:
        """First scenarios of a changed case, with the volumes that the strategies compared ask for."""
        model = self.model if case is like.case else self.model_of(case, self.model)
        asked = {entry.name for entry in (*like.menu.plain, *(like.later.actions if like.later else ()))}
        some = tuple(
            entry for entry in case.strategies if entry.kind in ("sell", "wait") or entry.name in asked
        )
        fewer = replace(case, strategies=some)
        paths = self.paths_of(fewer, model, np.arange(self.count), self.seed, held=held)
        return replace(like, case=fewer, paths=paths)


def sensitivity_row(title: str, case: StrategyCase, decided: Decided) -> Row:
    """Family ranked first, its chance, and its lead over the next in what ranks them (S47)."""
    chance, _ = decided.family_chances(case.materiality)
    leader, rival = decided.leader(), decided.runner_up()
    score = {entry.name: float(at) for entry, at in zip(decided.strategies, decided.scores, strict=True)}
    return {
        "title": title,
        "family": leader.family,
        "strategy": leader.name,
        "next": rival.family if rival else "",
        "chance": float(chance[decided.families.index(leader.family)]),
        "lead": score[leader.name] - score[rival.name] if rival else float("nan"),
    }


def sensitivity_jobs(apart: Apart, rebuilt: Rebuilt) -> dict[str, Callable[[], Row]]:
    """One job per sensitivity; those that need new paths first."""
    case = apart.case

    def on_new_paths(title: str, changed: StrategyCase) -> Callable[[], Row]:
        return lambda: sensitivity_row(title, changed, rebuilt.apart(changed, apart).decided(Options()))

    def on_these(title: str, options: Options, like: Apart = apart) -> Callable[[], Row]:
        return lambda: sensitivity_row(title, case, like.decided(options))

    jobs = {"longer": on_new_paths(f"Horizon {YEARS} years longer", longer(case, YEARS))}
    if case.switches.get("scale_circle", True):
        off = replace(case, switches={**case.switches, "scale_circle": False})
        jobs["circle"] = on_new_paths("Scale circle off", off)
    if case.correlations:
        jobs["apart"] = on_new_paths("Correlations off", replace(case, correlations=()))
    halved = halved_reliability(case)
    if halved is not case:
        jobs["halved"] = on_new_paths("All sources half as reliable", halved)
    n_years = len(case.years)
    jobs |= {
        "dearer": on_these("Rates two points higher", Options(rate_shift=POINTS)),
        "cheaper": on_these("Rates two points lower", Options(rate_shift=-POINTS)),
        "no_end": on_these("Nothing left at the end", Options(end_value=False)),
    }
    if n_years > YEARS:
        shorter = Options(n_years=n_years - YEARS)
        jobs["shorter"] = on_these(f"Horizon {YEARS} years shorter", shorter)
    if apart.later is not None:
        jobs["no_wait"] = on_these("Without waiting", Options(), replace(apart, later=None))
    return jobs


def halved_reliability(case: StrategyCase) -> StrategyCase:
    """The case with the weight of the claims on every number halved; the case itself if none moves any."""
    changed = {
        name: replace(quantity, numbers=(quantity.numbers[POOL_WEIGHT] / 2.0, *quantity.numbers[1:]))
        for name, quantity in case.quantities.items()
        if quantity.kind == "pool"
    }
    return replace(case, quantities={**case.quantities, **changed}) if changed else case


def longer(case: StrategyCase, years: int) -> StrategyCase:
    """The case with more years: plans as in the last year, growth as in the last two."""

    def held(row: tuple[Any, ...]) -> tuple[Any, ...]:
        return row + (row[-1],) * years

    def grown(row: tuple[float, ...]) -> tuple[float, ...]:
        rate = row[-1] / row[-2] if len(row) > 1 and row[-2] > 0.0 else 1.0
        return row + tuple(row[-1] * rate ** (k + 1) for k in range(years))

    last = case.years[-1]
    return replace(
        case,
        years=case.years + tuple(last + k + 1 for k in range(years)),
        programmes=tuple(
            replace(
                programme,
                packs=held(programme.packs),
                pack=held(programme.pack),
                regions={name: held(share) for name, share in programme.regions.items()},
            )
            for programme in case.programmes
        ),
        plants=tuple(replace(plant, share=held(plant.share)) for plant in case.plants),
        suppliers=tuple(replace(each, energy=grown(each.energy)) for each in case.suppliers),
        industry_energy=grown(case.industry_energy),
        industry_capacity=grown(case.industry_capacity),
        industry_announced=held(case.industry_announced),
    )


def stressed_means(apart: Apart, rebuilt: Rebuilt, scenario: str) -> Mapping[str, float]:
    """Mean worth by strategy where a named scenario without chance holds in all draws (S8)."""
    decided = rebuilt.apart(apart.case, apart, scenario).decided(Options())
    return {entry.name: float(decided.means[k]) for k, entry in enumerate(decided.strategies)}
