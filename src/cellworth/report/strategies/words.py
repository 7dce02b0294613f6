"""The first screen: answer with its word and chance, what it leaves open, three numbers with their why."""

from dataclasses import replace

from cellworth.engine.scenarios.result import Spread, StrategyResult, StrategyRow
from cellworth.report.content import Cited, Headline, Why
from cellworth.report.decision.reading import known
from cellworth.report.figures import amount, plain, quantity, significant, span, supported, upper
from cellworth.report.strategies.reading import (
    MILLION,
    between,
    by_certainty,
    chances,
    cited_quantities,
    company,
    computed,
    dollars,
    priced,
    rounded,
    row_of,
    spoken,
    titled,
    way,
)

__all__ = ["answer", "caution", "headlines"]

LEAST_SHARE = 0.005
"""Share below which an input is not named."""

SIDES_OF_SALE = (
    ("sale.alternative", "Worth of the best without a sale", "USD"),
    ("sale.sold_for_nothing", "Worth of the sale at a price of zero", "USD"),
    ("sale.discount", "Worth today of a {name} at closing", "1"),
    ("sale.fees", "Fees", "USD"),
    ("sale.tax", "Tax on the gain", "USD"),
)
SIDES_OF_SUPPLY = (
    ("supply.expected", "Price expected", "USD/kWh", "delivered, with freight, duty and interest"),
    ("supply.gap", "Worth of buying less that of keeping, at that price", "USD", ""),
    (
        "supply.slope",
        "Worth a {name} on the price takes off or adds",
        "USD",
        "on average from there to the tie",
    ),
)
SPANS = "P5–P95 of the scenarios"
NEVER = "almost never"
UNSURE = 4.0
"""Standard errors below which a number of the first screen is told with its own error."""


def answer(result: StrategyResult) -> str:
    """Recommended strategy with the word for its chance, and the runner-up."""
    chance = quantity(chances(result)[result.family], "share", first_screen=True)
    rival = _runner_up(result)
    beaten = f" Next best: {titled(rival.title)}." if rival else ""
    first = titled(row_of(result, result.strategy).title)
    return f"{upper(first)} ({result.confidence}, {chance}).{beaten}"


def caution(result: StrategyResult) -> str:
    """Chance of every family, which rule ranks, where rules differ, why the word is not a stronger one."""
    reasons = [spoken(result, text) for text in result.confidence_reasons]
    return " ".join((_chances(result), _ranking(result), *reasons))


def _chances(result: StrategyResult) -> str:
    """How often each family is best, the recommended one first (S81)."""
    found = chances(result)
    ranked = sorted(found, key=lambda name: (name != result.family, -found[name]))
    shares = {name: quantity(found[name], "share", first_screen=True) for name in ranked}
    told = {name: shares[name] for name in ranked if round(100.0 * found[name])}
    told |= {name: f"in {share} of scenarios" for name, share in list(told.items())[:1]}
    first, *others = ranked
    start = f"{upper(way(first))} is " + (f"best {told[first]}" if first in told else f"{NEVER} best")
    rest = "".join(f", {way(name)} {told.get(name, NEVER)}" for name in others)
    tie = f"ties within {dollars(result, result.case.materiality)}"
    return f"{start}{rest} ({tie}).{_today(result)}"


def _today(result: StrategyResult) -> str:
    """Waiting and keeping all plants are one act today: how often either is best, where waiting leads."""
    listed = {each.name: each for each in result.case.strategies}
    keeps = next((each.family for each in listed.values() if each.kind == "keep"), "")
    if result.family != "wait" or not keeps:
        return ""
    both = sum(
        row.chance_best
        for row in result.strategies
        if row.family in ("wait", keeps) and "close" not in listed[row.name].plants.values()
    )
    often = quantity(both, "share", first_screen=True)
    kept = f"keeping today, for good or for a while, is best in {often}"
    return f" In hindsight what is waited for mostly wins; {kept}."


def _ranking(result: StrategyResult) -> str:
    """Which rule ranks; what leads by the average alone, and what is best most often, if others (S47)."""
    weight = result.case.risk_aversion
    rule = "Ranked by the average"
    if weight > 0.0:
        rule += f", {quantity(weight, 'share', first_screen=True)} weight on the worst tenth"
    first, found = row_of(result, result.strategy), chances(result)
    by_mean = max(result.strategies, key=lambda row: row.mean)
    often = max(found, key=lambda name: found[name])
    said = []
    if by_mean.family != result.family:
        ahead = dollars(result, by_mean.mean - first.mean)
        said.append(f"without that weight {way(by_mean.family)} would lead by {ahead}")
    elif often == result.family and (rival := _runner_up(result)) is not None and first.mean > rival.mean:
        said.append(
            f"on average it is {dollars(result, first.mean - rival.mean)} ahead of {way(rival.family)}"
        )
    if often not in (result.family, by_mean.family):
        best = row_of(result, next(each.best for each in result.families if each.name == often))
        said.append(f"{way(often)}{_often(result, first, best)}")
    elif often != result.family:
        said.append(f"{way(often)} is also best most often")
    return "; ".join((rule, *said, *_tie(result, first))) + "."


def _tie(result: StrategyResult, first: StrategyRow) -> tuple[str, ...]:
    """Says so where the next best is as good in what ranks them (S47, S81); nothing otherwise."""
    rival, weight = _runner_up(result), result.case.risk_aversion
    if rival is None:
        return ()
    ahead = (1.0 - weight) * (first.mean - rival.mean) + weight * (first.worst_tenth - rival.worst_tenth)
    if not 0.0 <= ahead < result.case.materiality:
        return ()
    return (f"the first two tie, {dollars(result, ahead)} apart: other draws may turn them round",)


def _often(result: StrategyResult, first: StrategyRow, often: StrategyRow) -> str:
    """What is best most often, and why it is not ranked first."""
    lost = [
        said.format(dollars(result, ours - theirs))
        for said, ours, theirs in (
            ("averages {} less", first.mean, often.mean),
            ("has a worst tenth {} lower", first.worst_tenth, often.worst_tenth),
        )
        if ours > theirs
    ]
    return f", best most often, {' and '.join(lost)}" if lost else " is best most often"


def _runner_up(result: StrategyResult) -> StrategyRow | None:
    best = {each.name: each.best for each in result.families}
    same = result.next_best == result.family
    return row_of(result, best[result.next_best]) if result.next_best in best and not same else None


def headlines(result: StrategyResult) -> tuple[Headline, ...]:
    """Saving per pack, walk-away price, supply price to buy below."""
    return _saving(result), _walk_away(result), _buy_below(result)


def _headline(result: StrategyResult, name: str, label: str, unit: str, note: str, why: Why) -> Headline:
    """A number with P5 and P95 over the scenarios; its own error and what is missing stand in the why."""
    value, spread = known(getattr(result, name)), result.headline_ranges.get(name)
    low, high = (known(spread.low), known(spread.high)) if spread else (None, None)
    coarse = unit != result.unit("USD/kWh")
    error = known(spread.error) if spread else None
    if value is not None and error is not None and abs(value) < UNSURE * error:
        note = f"±\N{NO-BREAK SPACE}{dollars(result, 2.0 * error)} with other draws; {note}"
    return Headline(
        name=name,
        label=label,
        value=rounded(result, name) if coarse else value,
        unit=unit,
        low=supported(low, low, high) if coarse and low is not None else low,
        high=supported(high, low, high) if coarse and high is not None else high,
        spans=SPANS,
        note=note,
        why=replace(why, moves=(*_sureness(result, spread, unit), *why.moves)),
    )


def _sureness(result: StrategyResult, spread: Spread | None, unit: str) -> tuple[str, ...]:
    """Error of the number itself, what its range is, scenarios that have no such number."""
    if spread is None:
        return ()
    found = []
    if known(spread.error) is not None:
        error = dollars(result, spread.error) if unit == result.unit("USD") else quantity(spread.error, unit)
        found.append(f"More scenarios: the number itself is known to ± {error} (standard error, S51).")
    looked = plain(spread.draws)
    found.append(
        f"Which scenario comes: the range is P5 to P95 of what it is in each of {looked} scenarios by itself."
    )
    if spread.without:
        found.append(f"In {plain(spread.without)} of these {looked} there is no such number.")
    return tuple(found)


def _moves(result: StrategyResult) -> tuple[str, ...]:
    """Inputs that carry most of what is uncertain."""
    ranked = sorted(result.drivers, key=lambda each: -each.variance_share)[:3]
    return tuple(
        f"{upper(each.group)}: {amount(each.variance_share, 'share')}% of what is uncertain {between(result)}"
        f" (grade {each.grade})."
        for each in ranked
        if each.variance_share >= LEAST_SHARE
    )


def _leading_inputs(result: StrategyResult, n_groups: int = 3) -> tuple[str, ...]:
    ranked = sorted(result.drivers, key=lambda each: -each.variance_share)[:n_groups]
    return tuple(name for each in ranked for name in each.quantities[:2])


def _saving(result: StrategyResult) -> Headline:
    pair = result.compared.get("saving_per_pack")
    note = "there is no other way of supply to compare with"
    inputs: tuple[Cited, ...] = ()
    if pair is not None:
        first, second = (row_of(result, name) for name in pair)
        note = f"{titled(first.title)}, instead of: {titled(second.title)}"
        inputs = tuple(
            _term(result, f"Worth, {titled(row.title)}", row.mean, "USD") for row in (first, second)
        )
    served = result.terms.get("packs_served", float("nan"))
    return _headline(
        result,
        "saving_per_pack",
        "Saving per pack",
        result.unit("USD/pack"),
        note,
        Why(
            formula="(worth of the recommended strategy − worth of the best that supplies the other way)"
            " ÷ packs served, all in money of today (S40, S44)",
            inputs=(
                *inputs,
                computed("Packs served, later ones counted less", served, "count"),
                *cited_quantities(result, _leading_inputs(result)),
            ),
            moves=_moves(result),
        ),
    )


def _walk_away(result: StrategyResult) -> Headline:
    low, middle, high = result.price_band
    pays = known(result.zone[1])
    note = "least price for the stake, paid at closing"
    if pays is not None and pays >= 0.0:
        note += f"; no bidder can pay more than {dollars(result, pays)}"
    elif pays is not None:
        note += f"; nobody would pay, the best bidder would ask {dollars(result, -pays)} to take it over"
    inputs = [
        *(
            _term(result, label.format(name=result.money.name), result.terms[name], unit)
            for name, label, unit in SIDES_OF_SALE
            if name in result.terms
        ),
        computed("Most the best bidder can pay", result.zone[1], result.unit("USD")),
        computed(
            "Price to aim for",
            middle,
            result.unit("USD"),
            f"{span(low, high, result.unit('USD'))} by bargaining power",
        ),
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
        result.unit("USD"),
        note,
        Why(
            formula="(worth of the best without a sale − worth of the sale at a price of zero)"
            f" ÷ worth today of a {result.money.name} at closing + fees + tax on the gain (S61)",
            inputs=(*inputs, *cited_quantities(result, names)),
            moves=(*_band_in_draws(result), *_moves(result)),
        ),
    )


def _term(result: StrategyResult, name: str, value: float, unit: str, note: str = "") -> Cited:
    """A part of a number; sums in millions, so that what is added up can be followed."""
    if unit == "USD":
        return computed(name, value / MILLION, result.unit("MUSD"), note)
    return computed(name, value, result.unit(unit), note)


def _band_in_draws(result: StrategyResult) -> tuple[str, ...]:
    """The price to aim for in single scenarios."""
    spread = result.headline_ranges.get("price_band_middle")
    if spread is None or known(spread.low) is None:
        return ("The price to aim for exists in no single scenario: none in which the bidder could pay it.",)
    low, high = (supported(end, spread.low, spread.high) for end in (spread.low, spread.high))
    ends = span(low, high, result.unit("USD"))
    return (
        f"Price to aim for in single scenarios: {ends} (P5–P95) where the bidder can pay our least;"
        f" in {plain(spread.without)} of {plain(spread.draws)} it cannot. Not a range to bargain in (S63).",
    )


def _buy_below(result: StrategyResult) -> Headline:
    supplier = priced(result)
    today = known(result.switch_map["today"][1]) if "today" in result.switch_map else None
    pair = result.compared.get("buy_below")
    note = "delivered price below which buying beats keeping"
    if today is not None:
        note += f"; {quantity(today, result.unit('USD/kWh'))} expected"
    quoted = next((each for each in result.case.suppliers if each.name == supplier), None)
    names = (quoted.cost_factor, quoted.margin_high, quoted.freight, quoted.duty) if quoted else ()
    moves = [f"Supplier: the price of {company(result, supplier)} is meant here."] if supplier else []
    if pair is not None:
        first, second = (titled(row_of(result, name).title) for name in pair)
        moves.append(f"Compared: {first}, with: {second}.")
    terms = [
        _term(result, label.format(name=result.money.name), result.terms[name], unit, note_)
        for name, label, unit, note_ in SIDES_OF_SUPPLY
        if name in result.terms
    ]
    return _headline(
        result,
        "buy_below",
        "Buy below",
        result.unit("USD/kWh"),
        note,
        Why(
            formula="price expected + (worth of buying − worth of keeping) ÷ what a"
            f" {result.money.name} on the price takes off the worth of buying, on the mean of all scenarios"
            " (S41)",
            inputs=(*terms, *cited_quantities(result, names)),
            moves=(*moves, *_volume_moves(result)),
        ),
    )


def _volume_moves(result: StrategyResult) -> tuple[str, ...]:
    """How the price moves with volume, read off the switch map."""
    if "today" not in result.switch_map:
        return ()
    volume = plain(significant(float(result.switch_map["today"][0]), 3))
    return (f"Volume: {volume} packs a year are meant here; the chart shows other volumes.",)
