"""The rest of the first page: strategies, bidders, what would change the answer, what to find out, when."""

from collections.abc import Iterator, Mapping

from cellworth.engine.scenarios.result import Breakeven, Driver, OwnershipSide, StrategyResult
from cellworth.report.content import Fold, Point, Section, Why
from cellworth.report.decision.reading import known
from cellworth.report.figures import amount, plain, quantity
from cellworth.report.strategies import tables
from cellworth.report.strategies.reading import cited_quantities, company, computed, dollars, upper, way

__all__ = ["board"]

MOST = 3
WEAK = "DE"
HALF_OF_VOTES = 0.5
KWH_PER_GWH = 1e6
WAITED = {
    "now": "Best done now",
    "bidder_stays": "Waiting, the bidder stays",
    "bidder_leaves": "Waiting, the bidder leaves",
    "error": "Standard error of the gain",
}


def board(result: StrategyResult) -> tuple[Section, ...]:
    """Sections of the first page below the chart."""
    return (
        Section(
            heading="Strategies",
            tables=(tables.families(result),),
            folds=(
                Fold(summary=f"All {len(result.strategies)} strategies", tables=(tables.strategies(result),)),
            ),
        ),
        _bidders(result),
        _change(result),
        _find_out(result),
        _timing(result),
        _after(result),
        _weakest(result),
    )


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
    )


def _no_zone(result: StrategyResult) -> str:
    seller, best = (dollars(end) for end in result.zone)
    return f"No bidder can pay what the stake is worth to us: {best} at most, against {seller}."


def _change(result: StrategyResult) -> Section:
    found = [each for each in result.breakevens if known(each.breakeven) is not None]
    ranked = sorted(found, key=_distance)[:MOST]
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
    quantity_ = result.case.quantities.get(each.quantity)
    percent = each.unit == "1" and (quantity_ is None or "%" in quantity_.origin.given)
    unit = "share" if percent else each.unit
    unit = {"1/year": "count", "kWh/year": "kWh"}.get(unit, unit)
    beyond = "above" if each.breakeven > each.today else "below"
    at = quantity(each.breakeven, unit, first_screen=True)
    now = quantity(each.today, unit, first_screen=True)
    then = way(each.towards)
    text = f"{upper(each.title)} {beyond} {at}: {then} (today {now})."
    if " at which " in each.title:
        text = f"{upper(each.title)}: {at} (today {now}); {beyond} that, {then}."
    return Point(
        text=text,
        why=Why(
            formula="value at which the mean worth of the two is the same, on the same draws (bisection)",
            inputs=cited_quantities(result, (each.quantity,)),
        ),
    )


def _find_out(result: StrategyResult) -> Section:
    paying = sorted(
        (each for each in result.drivers if each.find_out and each.information_worth > each.find_out_cost),
        key=lambda each: each.find_out_cost - each.information_worth,
    )
    everything, error = result.information_worth
    limit = f"Knowing everything would be worth {dollars(everything)} (± {dollars(error)})."
    words = () if paying else ("Nothing that can be found out is worth its cost.",)
    points = tuple(_finding(result, each) for each in paying[:MOST])
    return Section(
        heading="Find out first", words=words, points=points, numbered=True, notes=(limit,), span=3
    )


def _finding(result: StrategyResult, each: Driver) -> Point:
    worth, cost = (dollars(value) for value in (each.information_worth, each.find_out_cost))
    months = _months(result, each)
    return Point(
        text=f"{upper(each.find_out)}: worth {worth}, costs {cost}{months}.",
        why=Why(
            formula="mean of the best choice knowing it − best choice on the mean (S49)",
            inputs=(
                computed("Standard error", each.information_error, "USD"),
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
    worth = dollars(abs(value))
    first = f"Act now: waiting costs {worth} on average."
    if value > 0:
        first = f"Waiting gains {worth} on average over the best done now."
    years, acts = found.get("years"), found.get("acts")
    when = ""
    if value > 0 and years is not None and acts is not None:
        often = quantity(acts, "share", first_screen=True)
        when = (
            f"In {often} of the scenarios something is done then, after {plain(years, 1)} years on average."
        )
    why = Why(
        formula="worth of the best policy that may wait − worth of the best done now, fresh draws (S52, S53)",
        inputs=tuple(
            computed(name, found[key] or 0.0, "USD")
            for key, name in WAITED.items()
            if found.get(key) is not None
        ),
    )
    more = tuple(Point(text=text) for text in (when, _hazard(found)) if text)
    return Section(heading="Act or wait", points=(Point(text=first, why=why), *more), span=2)


def _hazard(found: Mapping[str, float | None]) -> str:
    """While which chance of losing the bidder it pays to wait."""
    breakeven, hazard = found.get("breakeven_hazard"), found.get("hazard")
    taken = "" if hazard is None else f"; {quantity(hazard, 'share', first_screen=True)} is assumed"
    if breakeven is not None and breakeven < 1.0:
        limit = quantity(breakeven, "share", first_screen=True)
        return f"Waiting pays only while the chance of losing the bidder is below {limit} a year{taken}."
    stays, leaves = found.get("bidder_stays"), found.get("bidder_leaves")
    return "Losing the bidder would not change that." if stays is not None and stays == leaves else ""


def _after(result: StrategyResult) -> Section:
    before, after = result.ownership
    notes = () if result.family == "sell" else (f"{after.title}; the best of the sales, not recommended.",)
    points = tuple(Point(text=line) for line in _held(result, before, after))
    return Section(heading="After the deal", points=points, notes=notes, span=2)


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
    kept, had = (side.capacity.get(maker, 0.0) / KWH_PER_GWH for side in (after, before))
    yield f"Capacity looked through: {quantity(kept, 'GWh/year')} (now {amount(had, 'GWh/year')})."


def _veto(side: OwnershipSide, maker: str) -> str:
    powers = [power for level, power in side.power.get(maker, {}).items() if _above_half(level)]
    return "A veto on special resolutions is kept." if any(powers) else "No veto by law is kept."


def _above_half(level: str) -> bool:
    try:
        return float(level) > HALF_OF_VOTES
    except ValueError:
        return "two" in level or "special" in level


def _weakest(result: StrategyResult) -> Section:
    weak = sorted(
        (each for each in result.drivers if set(each.grade) & set(WEAK)),
        key=lambda each: -each.variance_share,
    )
    points = tuple(
        Point(
            text=f"{upper(each.group)} (grade {each.grade}):"
            f" {amount(each.variance_share, 'share', first_screen=True)}% of what is uncertain.",
            why=Why(
                formula="share of the variance of the leading difference (S50)",
                inputs=cited_quantities(result, each.quantities),
            ),
        )
        for each in weak[:MOST]
    )
    words = () if points else ("No leading input is of grade D or E.",)
    return Section(heading="Weakest evidence", words=words, points=points, span=2)
