"""The answer put together from the passes: tables, headlines, identities, notes."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from cellworth.core.sums import ordered_mean, ordered_sum
from cellworth.core.types import Array
from cellworth.engine.scenarios.breakevens import breakevens
from cellworth.engine.scenarios.bridge import SALE_FOR_NOTHING
from cellworth.engine.scenarios.case import StrategyCase
from cellworth.engine.scenarios.deal_table import bidder_results, chance_of_deal, deal_figures
from cellworth.engine.scenarios.decision import Decided
from cellworth.engine.scenarios.fans import missing_numbers
from cellworth.engine.scenarios.first_pass import FirstPass
from cellworth.engine.scenarios.frontier import frontier, terms_no_other_beats
from cellworth.engine.scenarios.headlines import headlines
from cellworth.engine.scenarios.ownership import ownership_sides, ultimate_error
from cellworth.engine.scenarios.result import OwnershipSide, StrategyResult
from cellworth.engine.scenarios.rows import confidence_of, family_results, strategy_rows
from cellworth.engine.scenarios.taken_apart import Parts
from cellworth.uncertainty.decision import risk_switches
from cellworth.uncertainty.errors import is_settled, mean_error
from cellworth.uncertainty.summary import DecisionSummary, decision_summary

__all__ = ["assembled"]

CLEAR_ERRORS = 3.0
USD_PER_MILLION = 1e6
OTHER_SCENARIOS = "all scenarios against the first ones"
SAME = 1e-9
"""Part of the largest item below which a difference is rounding."""


def assembled(
    case: StrategyCase,
    model: Any,
    passed: FirstPass,
    decided: Decided,
    parts: Parts,
    words: Sequence[tuple[str, float]],
    seed: int,
    seconds: Mapping[str, float],
) -> StrategyResult:
    """Put the answer together.

    Parameters
    ----------
    case : StrategyCase
    model : of the case, which says what its preparation took.
    passed, decided, parts : first pass, values, and what took them apart.
    words : confidence words with the least chance of each, the strongest first.
    seed : of the run.
    seconds : by stage.
    """
    drawn, signed = passed.drawn, passed.case
    summary = decision_summary(decided.values, case.materiality)
    sides = ownership_sides(signed, drawn, decided.reference)
    together = getattr(model, "together", None)
    return StrategyResult(
        case=case,
        n_scenarios=len(drawn),
        seed=seed,
        **_answer(case, passed, decided, summary, parts, words),
        **_deal(signed, passed, decided, parts),
        breakevens=breakevens(signed, passed.menu, decided, parts.explained, parts.supply, parts.volume),
        drivers=parts.drivers,
        ownership=sides,
        switch_map=parts.switch_map,
        by_year=parts.by_year,
        sensitivities=parts.sensitivities,
        accounts=parts.accounts,
        ledger_residual=float(np.max(drawn.named["residual"])),
        identities=_identities(drawn.named, decided, summary, sides),
        not_a_number=missing_numbers(drawn.named),
        evaluations=_evaluations(drawn.named["evaluations"], model),
        seconds=dict(seconds),
        repaired_correlation=float(together.largest_change) if together is not None else 0.0,
        draws=_draws(case, passed, decided),
        notes=_notes(case, passed, decided, summary),
        bridge=_whole_bridge(parts.bridge, decided),
        ledgers=parts.ledgers,
    )


def _answer(
    case: StrategyCase,
    passed: FirstPass,
    decided: Decided,
    summary: DecisionSummary,
    parts: Parts,
    words: Sequence[tuple[str, float]],
) -> dict[str, Any]:
    """Recommendation with its word, and the tables it is drawn from."""
    families = family_results(case, decided)
    confidence = confidence_of(decided, families, parts.weak, words)
    leader, rival = decided.leader(), decided.runner_up()
    chance = next(entry for entry in families if entry.name == leader.family)
    rows = strategy_rows(passed.case, passed.menu, passed.drawn, decided, summary, parts.stressed)
    switches = risk_switches(summary.value_mean, summary.worst_tenth)
    return {
        "family": leader.family,
        "strategy": leader.name,
        "next_best": rival.family if rival else leader.family,
        "confidence": confidence.word,
        "confidence_reasons": confidence.reasons,
        "chance": chance.chance_best,
        "chance_error": chance.chance_error,
        "strategies": rows,
        "families": families,
        "information_worth": (float(summary.evpi), float(summary.evpi_error)),
        "wait": decided.waited.figures(_best_now(decided)) if decided.waited else {},
        "risk_switches": tuple((at, decided.strategies[place].name) for at, place in switches),
    }


def _deal(signed: StrategyCase, passed: FirstPass, decided: Decided, parts: Parts) -> dict[str, Any]:
    """Headline numbers, bidders, and what stands behind the reference deal."""
    drawn, menu = passed.drawn, passed.menu
    head = headlines(signed, menu, drawn, decided, parts.supply)
    deal = decided.reference
    return {
        "bidders": bidder_results(signed, menu, drawn, decided),
        "walk_away": head.walk_away,
        "price_band": head.price_band,
        "zone": head.zone,
        "deal_chance": chance_of_deal(signed, drawn, deal) if deal is not None else 0.0,
        "buy_below": parts.supply.price,
        "saving_per_pack": head.saving_per_pack,
        "headline_ranges": head.ranges,
        "compared": head.compared,
        "terms": head.terms,
        "frontier": frontier(signed, drawn, decided),
        "deal": deal_figures(signed, menu, drawn, decided),
    }


def _best_now(decided: Decided) -> Array:
    """Values of the best strategy that is not waiting, (s,)."""
    places = [k for k, entry in enumerate(decided.strategies) if entry.kind != "wait"]
    return decided.values[:, max(places, key=lambda place: float(decided.means[place]))]


def _identities(
    named: Mapping[str, Array],
    decided: Decided,
    summary: DecisionSummary,
    sides: tuple[OwnershipSide, OwnershipSide],
) -> dict[str, float]:
    """Largest error of what must hold exactly, relative where it has a size."""
    best_of_each = ordered_mean(np.max(decided.values, axis=1)[:, None])[0]
    informed = float(best_of_each - np.max(decided.means))
    size = max(abs(float(np.max(decided.means))), 1.0)
    return {
        "S43": float(np.max(named["residual"])),
        "S48": abs(informed - float(summary.evpi)) / size,
        "S69": max(ultimate_error(side) for side in sides),
    }


def _whole_bridge(bridge: Mapping[str, Mapping[str, float]], decided: Decided) -> dict[str, dict[str, float]]:
    """Items of the first scenarios, and what all scenarios add to them: together the mean of all.

    Of a sale for nothing the first scenarios alone are known by item, and so is its sum over all.
    """
    totals = {entry.name: float(decided.means[k]) for k, entry in enumerate(decided.strategies)}
    if decided.reference is not None:
        totals[SALE_FOR_NOTHING] = decided.reference.offer.sold_for_nothing
    found = {}
    for name, items in bridge.items():
        left = totals.get(name, sum(items.values())) - sum(items.values())
        small = abs(left) <= SAME * max(abs(worth) for worth in items.values())
        found[name] = dict(items) if small else {**items, OTHER_SCENARIOS: left}
    return found


def _evaluations(by_scenario: Array, model: Any) -> dict[str, int]:
    """Cost evaluations of the scenarios, and designs and evaluations of the preparation."""
    return {
        "cost": round(float(ordered_sum(by_scenario))),
        "prepared": int(getattr(model, "evaluations", 0)),
    }


def _draws(case: StrategyCase, passed: FirstPass, decided: Decided) -> dict[str, Array]:
    """Values by strategy, and inputs that vary by quantity."""
    found = {entry.name: decided.values[:, k] for k, entry in enumerate(decided.strategies)}
    for name in case.quantities:
        draws = passed.drawn.quantity(name)
        if float(np.min(draws)) < float(np.max(draws)):
            found[name] = draws
    return found


def _notes(
    case: StrategyCase, passed: FirstPass, decided: Decided, summary: DecisionSummary
) -> tuple[str, ...]:
    """What the run has to say beside its numbers."""
    notes = []
    deal = decided.reference
    if deal is not None:
        if not deal.has_zone:
            notes.append(
                "No class of bidders can pay what the stake is worth to the seller; a sale is shown at the"
            )
            notes[-1] += " most the best of them can pay."
        best = ", ".join(f"'{name}'" for name in terms_no_other_beats(decided))
        notes.append(f"Sales that no other terms of the menu beat for seller and bidder at once: {best}.")
        notes.append(f"Where a sale fails, '{decided.fallback}' is done instead.")
    leader, rival = decided.leader(), decided.runner_up()
    if rival is not None:
        gap = (decided.column(leader.name) - decided.column(rival.name))[:, None]
        settled = is_settled(
            float(ordered_mean(gap)[0]),
            float(mean_error(gap)[0]),
            float(summary.evpi),
            case.more_work_cost,
            CLEAR_ERRORS,
        )
        notes.append(
            "More draws would not change the answer." if settled else "More draws may change the answer."
        )
    for name, cost in passed.unsigned.items():
        notes.append(
            f"'{name}' buys at the market's price: the contract asked costs {cost / 1e6:.0f} M$ more."
        )
    stressed = [named.title for named in case.scenarios if named.chance <= 0.0]
    if stressed:
        notes.append(f"Without a chance, and only stressed: {', '.join(stressed)}.")
    return tuple(notes)
