"""The rest of the first page: strategies, bidders, what would change the answer, what to find out, when."""

from collections.abc import Iterator, Mapping

from cellworth.engine.scenarios.result import Breakeven, Driver, OwnershipSide, StrategyResult
from cellworth.report.content import Cited, Fold, Point, Section, Why
from cellworth.report.decision.reading import known
from cellworth.report.figures import amount, plain, quantity, significant, upper
from cellworth.report.strategies import tables
from cellworth.report.strategies.reading import (
    between,
    by_certainty,
    cited_quantities,
    company,
    computed,
    dollars,
    rounded,
    row_of,
    titled,
    way,
)

__all__ = ["board", "quick_board"]

MOST = 3
LEAST_SHARE = 0.005
"""Share below which an input is not named."""

ADDING = "What two inputs do together counts for both, so shares may add to more than 100%."
FORMULAS = {
    "supply_price": "delivered price at which the two are worth the same on average, same scenarios (S41)",
    "volume": "packs a year at which the two are worth the same on average, plants as they are (bisection)",
    "sale_price": "price at which chance of closing × worth of the closed sale + (1 − chance) × worth of a"
    " failed one is worth what is done without it (S61, S66)",
}
WEAK = "DE"
KEEPING = "keeping"
HALF_OF_VOTES = 0.5
KWH_PER_GWH = 1e6
WAITED = {
    "now": "Best done now",
    "bidder_stays": "Waiting, the bidder stays",
    "bidder_leaves": "Waiting, the bidder leaves",
    "error": "Standard error of the gain",
}


def quick_board(result: StrategyResult) -> tuple[Section, ...]:
    """Those sections of the first page that a decision not taken apart can fill."""
    return _strategies(result), _bidders(result), _timing(result), _after(result)


def board(result: StrategyResult) -> tuple[Section, ...]:
    """Sections of the first page below the chart."""
    return (
        _strategies(result),
        _bidders(result),
        _change(result),
        _find_out(result),
        _timing(result),
        _after(result),
        _weakest(result),
    )


def _strategies(result: StrategyResult) -> Section:
    every = Fold(summary=f"All {len(result.strategies)} strategies", tables=(tables.strategies(result),))
    return Section(heading="Strategies", tables=(tables.families(result),), folds=(every,))


def _bidders(result: StrategyResult) -> Section:
    if not result.bidders:
        return Section(heading="Bidders", words=("The case has no bidders.",))
    seller, best = result.zone
    words = () if best >= seller else (_no_zone(result),)
    return Section(
        heading="Bidders",
        words=words,
        tables=(tables.bidders(result),),
        folds=(Fold(summary="What each can pay", tables=(tables.bidder_details(result),)),),
        notes=_unwilling(result),
    )


def _no_zone(result: StrategyResult) -> str:
    least, best = (dollars(result, end) for end in (rounded(result, "walk_away") or 0.0, result.zone[1]))
    return f"No bidder can pay what the stake is worth to us: {best} at most, against {least}."


def _unwilling(result: StrategyResult) -> tuple[str, ...]:
    """Bidders whose price is below zero, in plain words."""
    asking = [each for each in by_certainty(result) if each.headline < 0.0]
    if not asking:
        return ()
    said = ", ".join(f"{each.title} {dollars(result, -each.headline)}" for each in asking)
    return (f"A price below zero: would not pay; would ask that much to take the stake over ({said}).",)


def _change(result: StrategyResult) -> Section:
    found = [each for each in result.breakevens if known(each.breakeven) is not None]
    ranked = sorted(found, key=lambda each: (bool(_out_of_reach(each)), _distance(each)))[:MOST]
    never = len(result.breakevens) - len(found)
    notes = (f"{never} more were tried: no value of theirs changes it.",) if never else ()
    points = tuple(_breakeven(result, each) for each in ranked)
    words = () if points else ("No single number does, within what is possible.",)
    return Section(
        heading="What would change the answer", words=words, points=points, numbered=True, notes=notes, span=3
    )


def _distance(each: Breakeven) -> float:
    scale = abs(each.today) or 1.0
    return abs(each.breakeven - each.today) / scale


def _breakeven(result: StrategyResult, each: Breakeven) -> Point:
    unit = _unit(result, each)
    beyond = "above" if each.breakeven > each.today else "below"
    at, now = (_shown(value, unit) for value in (each.breakeven, each.today))
    ahead = f"{_called(result, each.towards)} beats {_called(result, each.against)}"
    limit = _out_of_reach(each)
    reach = f"; that is {limit} ({_limit(each, unit)})" if limit else ""
    return Point(
        text=f"{_named(each)}: {beyond} {at} {ahead} (expected: {now}){reach}.",
        why=Why(
            formula=FORMULAS.get(
                each.quantity, "value at which the straight line through the scenarios says that the two tie"
            ),
            inputs=(*_compared(result, each), *cited_quantities(result, (each.quantity,))),
        ),
    )


def _unit(result: StrategyResult, each: Breakeven) -> str:
    """Unit as the page writes it; a percentage where the case gives one."""
    quantity_ = result.case.quantities.get(each.quantity)
    if each.unit == "1" and (quantity_ is None or "%" in quantity_.origin.given):
        return "share"
    return {"1/year": "count", "kWh/year": "kWh"}.get(each.unit, each.unit)


def _shown(value: float, unit: str) -> str:
    """A value with three digits at most where it is a count."""
    return quantity(significant(value, 3) if unit == "count" else value, unit, first_screen=True)


def _named(each: Breakeven) -> str:
    """What is meant, in words."""
    named = {
        "supply_price": f"Delivered price of {each.title}",
        "volume": "Packs a year",
        "sale_price": "Price for the stake, the risk that the sale fails counted",
    }
    return named.get(each.quantity, upper(each.title))


def _called(result: StrategyResult, name: str) -> str:
    """A strategy as a sentence says it: keeping what there is, or the way of its family."""
    for each in result.case.strategies:
        if each.name == name:
            return KEEPING if each.kind == "keep" else way(each.family)
    return way(name)


def _compared(result: StrategyResult, each: Breakeven) -> tuple[Cited, ...]:
    """Strategies that tie, with what they are worth today."""
    rows = [row for row in result.strategies if row.name in (each.towards, each.against)]
    return tuple(computed(f"Worth, {titled(row.title)}", row.mean, result.unit("USD")) for row in rows)


def _out_of_reach(each: Breakeven) -> str:
    """Why a value is not to be expected; empty if it may come."""
    if each.breakeven > each.most:
        return (
            "beyond what any bidder can pay"
            if each.quantity == "sale_price"
            else "beyond what the plants can make"
        )
    low, high = each.likely
    return "outside of what is likely" if each.breakeven < low or each.breakeven > high else ""


def _limit(each: Breakeven, unit: str) -> str:
    """The limit that a value lies beyond."""
    if each.breakeven > each.most:
        return _shown(each.most, unit)
    low, high = (_shown(end, unit) for end in each.likely)
    return f"{low} to {high}, P1–P99"


def _find_out(result: StrategyResult) -> Section:
    paying = sorted(
        (each for each in result.drivers if each.find_out and each.information_worth > each.find_out_cost),
        key=lambda each: each.find_out_cost - each.information_worth,
    )
    everything, error = result.information_worth
    limit = f"Knowing everything would be worth {dollars(result, everything)} (± {dollars(result, error)})."
    words = () if paying else ("Nothing that can be found out is worth its cost.",)
    points = tuple(_finding(result, each) for each in paying[:MOST])
    return Section(
        heading="Find out first", words=words, points=points, numbered=True, notes=(limit,), span=3
    )


def _finding(result: StrategyResult, each: Driver) -> Point:
    worth, cost = (dollars(result, value) for value in (each.information_worth, each.find_out_cost))
    months = _months(result, each)
    return Point(
        text=f"{upper(each.find_out)}: worth {worth}, costs {cost}{months}.",
        why=Why(
            formula="mean of the best choice knowing it − best choice on the mean (S49)",
            inputs=(
                computed("Standard error", each.information_error, result.unit("USD")),
                *cited_quantities(result, each.quantities),
            ),
        ),
    )


def _months(result: StrategyResult, each: Driver) -> str:
    ways = (
        result.case.quantities[name].find_out for name in each.quantities if name in result.case.quantities
    )
    months = max((way_.months for way_ in ways if way_), default=0.0)
    return f", {plain(months)} month{'s' * (months != 1)}" if months > 0 else ""


def _timing(result: StrategyResult) -> Section:
    found = {name: known(value) for name, value in result.wait.items()}
    value = found.get("value")
    if value is None:
        return Section(heading="Act or wait", words=("Waiting was not valued.",), span=2)
    worth = dollars(result, abs(value))
    first = f"Act now: waiting costs {worth} on average."
    if value > 0:
        first = f"Waiting gains {worth} on average over the best done now{_yet(result)}."
    years, acts = found.get("years"), found.get("acts")
    when = ""
    if value > 0 and years is not None and acts is not None:
        often = quantity(acts, "share", first_screen=True)
        when = f"In {often} of the scenarios something is done then, after {_years(years)} on average."
    why = Why(
        formula="worth of the best policy that may wait − worth of the best done now, fresh draws (S52, S53)",
        inputs=tuple(
            computed(name, found[key] or 0.0, result.unit("USD"))
            for key, name in WAITED.items()
            if found.get(key) is not None
        ),
    )
    more = tuple(Point(text=text) for text in (_hazard(found), when) if text)
    return Section(heading="Act or wait", points=(Point(text=first, why=why), *more), span=2)


def _years(years: float) -> str:
    """Years with one decimal where it says something."""
    whole = round(years, 1) == round(years)
    return f"{plain(years, 0 if whole else 1)} year{'s' * (round(years, 1) != 1.0)}"


def _yet(result: StrategyResult) -> str:
    """Why waiting is not recommended all the same."""
    if result.family == "wait":
        return ""
    waits = [row for row in result.strategies if row.family == "wait"]
    gap = row_of(result, result.strategy).worst_tenth - waits[0].worst_tenth if waits else 0.0
    return f", but is {dollars(result, gap)} behind in the worst tenth of the scenarios" if gap > 0.0 else ""


def _hazard(found: Mapping[str, float | None]) -> str:
    """While which chance of losing the bidder it pays to wait (S53)."""
    breakeven, hazard = found.get("breakeven_hazard"), found.get("hazard")
    taken = "" if hazard is None else f" ({quantity(hazard, 'share', first_screen=True)} a year is assumed)"
    if breakeven is None:
        return f"Losing the bidder would not change that{taken}."
    if breakeven >= 1.0:
        return f"That holds even if the bidder were sure to leave{taken}."
    if breakeven <= 0.0:
        return f"That holds even if the bidder were sure to stay{taken}."
    limit = quantity(breakeven, "share", first_screen=True)
    return f"Waiting pays only while the chance of losing the bidder is below {limit} a year{taken}."


def _after(result: StrategyResult) -> Section:
    """Who holds what after the sale; as a mere possibility where no sale is recommended."""
    before, after = result.ownership
    lines = tuple(_held(result, before, after))
    deal = next((row for row in result.strategies if row.name == result.compared.get("sale", ("",))[0]), None)
    to = f" to: {after.title.partition(': ')[2]}" if ": " in after.title else ""
    terms = f" (reference deal: {titled(deal.title)})" if deal is not None else ""
    if result.family == "sell":
        return Section(heading="After the deal", points=tuple(Point(text=line) for line in lines), span=2)
    first = f"Not recommended; the best of the sales would be{to}{terms}."
    points = tuple(Point(text=line) for line in (first, *lines))
    return Section(heading="If sold", points=points, span=2)


def _held(result: StrategyResult, before: OwnershipSide, after: OwnershipSide) -> Iterator[str]:
    maker, venture = result.case.automaker, result.case.venture

    def share(side: OwnershipSide, what: str) -> float:
        if maker not in side.companies or venture not in side.companies:
            return 0.0
        place = side.companies.index(maker), side.companies.index(venture)
        return float(getattr(side, what)[place])

    def both(what: str) -> str:
        kept, had = (amount(share(side, what), "share", first_screen=True) for side in (after, before))
        return f"{kept}% (now {had}%)"

    yield f"Stake in {company(result, venture)}: {both('shares')}; votes: {both('votes')}."
    controller = after.controller.get(venture, "")
    if controller:
        yield f"{company(result, controller)} controls it."
    if share(after, "votes") < HALF_OF_VOTES:
        yield _veto(after, maker)
    kept, had = (significant(side.capacity.get(maker, 0.0) / KWH_PER_GWH, 2) for side in (after, before))
    yield f"Its part of the plants: {quantity(kept, 'GWh/year')} (now {amount(had, 'GWh/year')})."


def _veto(side: OwnershipSide, maker: str) -> str:
    powers = [power for level, power in side.power.get(maker, {}).items() if _above_half(level)]
    return "A veto on special resolutions is kept." if any(powers) else "No veto by law is kept."


def _above_half(level: str) -> bool:
    try:
        return float(level) > HALF_OF_VOTES
    except ValueError:
        return "two" in level or "special" in level


def _weakest(result: StrategyResult) -> Section:
    """Inputs of grade D and E by their share of what is uncertain; tiny shares are left out."""
    weak = sorted(
        (
            each
            for each in result.drivers
            if set(each.grade) & set(WEAK) and each.variance_share >= LEAST_SHARE
        ),
        key=lambda each: -each.variance_share,
    )[:MOST]
    points = tuple(
        Point(
            text=f"{upper(each.group)} (grade {each.grade}): {_percent(each)}.",
            why=Why(
                formula="share of the variance of the difference of the two that this input explains (S50)",
                inputs=cited_quantities(result, each.quantities),
            ),
        )
        for each in weak
    )
    words = (f"Share of what is uncertain {between(result)}:",)
    notes = (ADDING,) if points else ()
    if not points:
        words = ("No leading input is of grade D or E.",)
    return Section(heading="Weakest evidence", words=words, points=points, notes=notes, span=2)


def _percent(each: Driver) -> str:
    return quantity(each.variance_share, "share", first_screen=True)
