"""What takes the answer apart: information, breakeven price, switch map, sensitivities, stresses, bridge."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeAlias

from cellworth.core.types import Array
from cellworth.engine.executors import Answers, Workers, side_by_side
from cellworth.engine.scenarios.accounts import reconciled
from cellworth.engine.scenarios.audit import total_indices
from cellworth.engine.scenarios.breakevens import (
    SupplyTie,
    supply_breakeven,
    volume_breakeven,
)
from cellworth.engine.scenarios.bridge import bridge_of
from cellworth.engine.scenarios.case import StrategyCase
from cellworth.engine.scenarios.decision import Decided
from cellworth.engine.scenarios.fans import fans
from cellworth.engine.scenarios.first_pass import FirstPass, first_scenarios
from cellworth.engine.scenarios.information import (
    Explained,
    drivers,
    explain_lead,
    groups_of,
    weak_share,
)
from cellworth.engine.scenarios.parts import Apart, short_menu
from cellworth.engine.scenarios.result import Breakeven, Driver
from cellworth.engine.scenarios.sensitivities import (
    Rebuilt,
    sensitivity_jobs,
    sensitivity_row,
    stressed_means,
)
from cellworth.engine.scenarios.setting import Options, Setting
from cellworth.engine.scenarios.switch_map import map_row, map_supplier, map_volumes, switch_map
from cellworth.engine.scenarios.yearly_books import LedgerLine

__all__ = ["Parts", "take_apart"]

Jobs: TypeAlias = dict[str, Callable[[], Any]]


@dataclass(frozen=True)
class Parts:
    """Results of taking the answer apart.

    Attributes
    ----------
    explained : how the lead hangs on the inputs.
    weak : [1] of the variance of the lead that inputs of grade D and E carry.
    drivers : worth of knowing each group, the largest first.
    supply : price at which buying and keeping tie; volume : packs a year at which they do.
    switch_map, sensitivities, bridge, accounts, by_year, ledgers : as in `StrategyResult`.
    stressed : mean [USD] by strategy, by named scenario without chance.
    """

    explained: Explained
    weak: float
    drivers: tuple[Driver, ...]
    supply: SupplyTie
    volume: tuple[Breakeven, ...]
    switch_map: dict[str, Any]
    sensitivities: tuple[dict[str, Any], ...]
    stressed: Mapping[str, Mapping[str, float]]
    bridge: Mapping[str, Mapping[str, float]]
    accounts: tuple[dict[str, Any], ...]
    by_year: dict[str, Array]
    ledgers: tuple[LedgerLine, ...] = ()


def take_apart(
    case: StrategyCase,
    passed: FirstPass,
    decided: Decided,
    rebuilt: Rebuilt,
    information: int,
    workers: Workers,
    *,
    audit: bool,
    kept: Answers | None = None,
) -> Parts:
    """Run everything that takes the answer apart, the long jobs first.

    Parameters
    ----------
    case : StrategyCase
    passed : first pass.
    decided : Decided
    rebuilt : how paths of changed cases are made.
    information : draws behind the worth of information.
    workers : who does it; what looks at all scenarios stays on this machine.
    audit : whether to take the shares of the variance from total Sobol' indices.
    kept : results of a stopped run; those of this one are kept there.
    """
    drawn, menu = passed.drawn, passed.menu
    short = Apart(case, short_menu(menu, decided, passed.later), passed.paths)
    standing = replace(short, paths=first_scenarios(passed.paths, rebuilt.count), later=passed.later)
    supplier = map_supplier(case, menu, decided)
    explained = explain_lead(case, drawn, decided, information)
    base = sensitivity_row("As the case stands", case, standing.decided(Options()))
    jobs = _on_other_paths(case, standing, replace(standing, menu=menu), rebuilt)
    if supplier:
        jobs |= {f"map {k}": partial(map_row, short, supplier, v) for k, v in enumerate(map_volumes())}
    jobs |= _on_these_draws(case, passed, decided, explained, information)
    workers = workers.here()
    found = side_by_side(jobs, workers, kept)

    def all_of(kind: str) -> dict[str, Any]:
        return {name.partition(" ")[2]: done for name, done in found.items() if name.startswith(f"{kind} ")}

    ranked = sorted(
        (driver for part in all_of("drivers").values() for driver in part),
        key=lambda driver: -driver.information_worth,
    )
    weak = found["weak"]
    if audit and decided.acting_pair()[0] is not decided.acting_pair()[1]:
        indices = total_indices(
            case,
            rebuilt.model,
            rebuilt.paths_of,
            passed,
            decided,
            seed=rebuilt.seed,
            workers=workers,
            kept=kept,
        )
        ranked = [replace(entry, variance_share=indices.total[entry.group]) for entry in ranked]
        weak = indices.weak
    return Parts(
        explained=explained,
        weak=weak,
        drivers=tuple(ranked),
        supply=found["supply"],
        volume=found["volume"],
        switch_map=switch_map(short, supplier, list(all_of("map").values())) if supplier else {},
        sensitivities=(base, *all_of("row").values()),
        stressed=all_of("stress"),
        bridge=found["bridge"][0],
        ledgers=found["bridge"][1],
        accounts=found["accounts"],
        by_year=found["fans"],
    )


def _on_other_paths(case: StrategyCase, standing: Apart, whole: Apart, rebuilt: Rebuilt) -> Jobs:
    """Sensitivities on the best of each family, and named scenarios without chance on all strategies."""
    jobs: Jobs = {f"row {name}": job for name, job in sensitivity_jobs(standing, rebuilt).items()}
    for named in case.scenarios:
        if named.chance <= 0.0:
            jobs[f"stress {named.name}"] = partial(stressed_means, whole, rebuilt, named.name)
    return jobs


def _on_these_draws(
    case: StrategyCase, passed: FirstPass, decided: Decided, explained: Explained, information: int
) -> Jobs:
    """Worth of information in two halves, share of weak evidence, breakeven price, bridge, accounts."""
    drawn, whole = passed.drawn, Setting(case, passed.paths)
    groups = list(groups_of(case, drawn))
    half = max((len(groups) + 1) // 2, 1)
    jobs: Jobs = {}
    for start in range(0, len(groups), half):
        names = groups[start : start + half]
        jobs[f"drivers {start}"] = partial(
            drivers, case, drawn, decided, names, explained.shares, information
        )
    jobs["weak"] = partial(weak_share, case, drawn, decided, information)
    jobs["supply"] = partial(supply_breakeven, case, passed.menu, decided, passed.paths)
    jobs["volume"] = partial(volume_breakeven, case, passed.menu, decided, passed.paths)
    shown = {passed.menu.keep, *(decided.best_of(family).name for family in decided.families)}
    jobs["bridge"] = partial(bridge_of, whole, passed.menu, decided.reference, shown)
    jobs["accounts"] = partial(reconciled, whole)
    jobs["fans"] = partial(fans, drawn.named, len(case.years))
    return jobs
