"""The first screen: answer with its word and chance, what it leaves open, three numbers with their why."""

from cellworth.engine.scenarios.result import StrategyResult, StrategyRow
from cellworth.report.content import Headline, Why
from cellworth.report.decision.reading import known
from cellworth.report.figures import amount, plain, quantity, span, supported
from cellworth.report.strategies.reading import (
    best_bidder,
    by_certainty,
    cited_quantities,
    company,
    computed,
    dollars,
    priced,
    row_of,
    spoken,
    titled,
    upper,
    way,
)

__all__ = ["answer", "caution", "headlines"]

SPANS = {
    "saving_per_pack": "P5–P95",
    "walk_away": "P5–P95 of the mean",
    "buy_below": "P5–P95 of the mean",
}
"""What each range spans: all scenarios, or what the draws leave unknown of a mean (S63)."""


def answer(result: StrategyResult) -> str:
    """Recommended strategy with the word for its chance, and the runner-up."""
    chance = quantity(result.chance, "share", first_screen=True)
    rival = _runner_up(result)
    beaten = f" Next best: {titled(rival.title)}." if rival else ""
    first = titled(row_of(result, result.strategy).title)
    return f"{upper(first)} ({result.confidence}, {chance}).{beaten}"


def caution(result: StrategyResult) -> str:
    """What the chance counts, what it leaves open, and why the word is not a stronger one."""
    chance = quantity(result.chance, "share", first_screen=True)
    reasons = [spoken(result, text) for text in result.confidence_reasons]
    counted = f"{chance} is the chance that {way(result.family)} is best, in whatever form{_ahead(result)}."
    tie = f"Less than {dollars(result.case.materiality)} apart counts as a tie."
    return " ".join((counted, tie, *reasons))


def _ahead(result: StrategyResult) -> str:
    """How far the recommended strategy is ahead of the runner-up, on average or by the worst tenth only."""
    rival = _runner_up(result)
    if rival is None:
        return ""
    gap = row_of(result, result.strategy).mean - rival.mean
    if gap >= 0:
        return f"; on average it is {dollars(gap)} ahead of {way(rival.family)}"
    weight = quantity(result.case.risk_aversion, "share", first_screen=True)
    behind = f"; on average it is {dollars(-gap)} behind {way(rival.family)}"
    return f"{behind}, and ahead once the worst tenth of the scenarios counts for {weight}"


def _runner_up(result: StrategyResult) -> StrategyRow | None:
    best = {each.name: each.best for each in result.families}
    same = result.next_best == result.family
    return row_of(result, best[result.next_best]) if result.next_best in best and not same else None


def headlines(result: StrategyResult) -> tuple[Headline, ...]:
    """Saving per pack, walk-away price, supply price to buy below."""
    return _saving(result), _walk_away(result), _buy_below(result)


def _ranged(result: StrategyResult, name: str) -> tuple[float | None, float | None]:
    if name not in result.headline_ranges:
        return None, None
    low, high = result.headline_ranges[name]
    return known(low), known(high)


def _headline(result: StrategyResult, name: str, label: str, unit: str, note: str, why: Why) -> Headline:
    value = known(getattr(result, name))
    low, high = _ranged(result, name)
    rounded = unit != "USD/kWh" and value is not None
    return Headline(
        name=name,
        label=label,
        value=supported(value, low, high) if rounded and value is not None else value,
        unit=unit,
        low=supported(low, low, high) if rounded and low is not None else low,
        high=supported(high, low, high) if rounded and high is not None else high,
        spans=SPANS[name],
        note=note,
        why=why,
    )


def _moves(result: StrategyResult) -> tuple[str, ...]:
    """Inputs that carry most of what is uncertain."""
    ranked = sorted(result.drivers, key=lambda each: -each.variance_share)[:3]
    return tuple(
        f"{upper(each.group)}: {amount(each.variance_share, 'share')}% of what is uncertain in the leading"
        f" difference (grade {each.grade})."
        for each in ranked
    )


def _leading_inputs(result: StrategyResult, n_groups: int = 3) -> tuple[str, ...]:
    ranked = sorted(result.drivers, key=lambda each: -each.variance_share)[:n_groups]
    return tuple(name for each in ranked for name in each.quantities[:2])


def _saving(result: StrategyResult) -> Headline:
    row = row_of(result, result.strategy)
    mean, error = row.against_keep
    return _headline(
        result,
        "saving_per_pack",
        "Saving per pack",
        "USD/pack",
        "nothing changes: to keep is what is recommended" if _keeps(result) else "against keeping as it is",
        Why(
            formula="(worth of the strategy − worth of keeping, both today) ÷ packs, worth today (S40, S44)",
            inputs=(
                computed(f"Worth over keeping, {row.title}", mean, "USD", f"± {dollars(error)}"),
                *cited_quantities(result, _leading_inputs(result)),
            ),
            moves=_moves(result),
        ),
    )


def _keeps(result: StrategyResult) -> bool:
    return any(each.name == result.strategy and each.kind == "keep" for each in result.case.strategies)


def _walk_away(result: StrategyResult) -> Headline:
    low, middle, high = result.price_band
    best = best_bidder(result)
    pays = known(result.zone[1])
    note = "least price to take for the stake"
    if pays is not None and best is not None:
        most = f"the most a bidder can pay is {dollars(pays)}"
        note += f"; {most}" if pays >= 0 else f"; the best bidder asks {dollars(-pays)} to take it"
    inputs = [
        computed("Worth without a sale less worth of a sale for nothing", result.walk_away, "USD"),
        computed("Most the best bidder can pay", result.zone[1], "USD"),
        computed("Price to aim for", middle, "USD", span(low, high, "USD") + " by bargaining power"),
        *(
            computed(
                f"Closes: {each.title}", each.closing_chance, "share", "funds × permits × consent × no change"
            )
            for each in by_certainty(result)[:2]
        ),
    ]
    money = result.case.money
    names = [money[name] for name in ("gains_tax", "consent", "failure_damage") if name in money]
    return _headline(
        result,
        "walk_away",
        "Walk away below",
        "USD",
        note,
        Why(
            formula="price at which a sale is worth as much as the best without it, less tax and fees (S61)",
            inputs=(*inputs, *cited_quantities(result, names)),
            moves=_moves(result),
        ),
    )


def _buy_below(result: StrategyResult) -> Headline:
    supplier = priced(result)
    today = known(result.switch_map["today"][1]) if "today" in result.switch_map else None
    note = "price at the door at which buying and keeping tie"
    if today is not None:
        note += f"; {quantity(today, 'USD/kWh')} expected"
    quoted = next((each for each in result.case.suppliers if each.name == supplier), None)
    names = (quoted.cost_factor, quoted.margin_high, quoted.freight, quoted.duty) if quoted else ()
    moves = [f"Of {company(result, supplier)}, whose price is meant here."] if supplier else []
    return _headline(
        result,
        "buy_below",
        "Buy below",
        "USD/kWh",
        note,
        Why(
            formula="(cash to make − cash to close) ÷ kWh, all worth today, on the mean of all draws (S41)",
            inputs=(
                *((computed("Price expected", today, "USD/kWh"),) if today is not None else ()),
                *cited_quantities(result, names),
            ),
            moves=(*moves, *_volume_moves(result)),
        ),
    )


def _volume_moves(result: StrategyResult) -> tuple[str, ...]:
    """How the price moves with volume, read off the switch map."""
    if "today" not in result.switch_map:
        return ()
    volume = plain(float(result.switch_map["today"][0]))
    return (f"Volume: {volume} packs a year are meant here; the chart shows other volumes.",)
