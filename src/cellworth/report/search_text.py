"""What a search found, in words: titles of ways, what they differ in, lines for the terminal (S82)."""

from collections.abc import Sequence
from itertools import groupby

from cellworth.engine.scenarios.case import StrategyCase
from cellworth.engine.search.levers import Way
from cellworth.engine.search.result import Found, SearchResult
from cellworth.report.figures import plain

__all__ = ["curse_words", "differences", "millions", "search_text", "way_title"]

MILLION = 1e6

ENDED = {
    "done": "it ended by itself: no single lever moved makes the best few better",
    "ways": "some families were cut short by the most ways it may value",
    "seconds": "it was cut short by its time, so that a second search may differ",
    "interrupted": "it was stopped by hand, so that a second search may differ",
}
FATES = {"keep": "keep", "convert": "convert", "close": "close", "sell": "sell"}


def millions(value: float) -> str:
    """Sum with its sign, in million USD."""
    return f"{value / MILLION:+z,.1f}"


def way_title(case: StrategyCase, way: Way) -> str:
    """A way in one phrase."""
    fates = _fates(case, way)
    supplier = _supplier(case, way)
    if way.family == "make":
        return fates if set(way.fates) == {"keep"} else f"{fates}, from {way.start_year}"
    if way.family == "buy":
        return f"buy all from {supplier}, close the plants, from {way.start_year}"
    if way.family == "dual":
        return f"{fates}, from {way.start_year}; from {supplier} {_shares(case, way)}"
    partner = "partner bought out" if way.bought_out else "partner stays"
    return (
        f"{fates}, {way.start_year}; {_kept(way)}, {partner if case.partner else 'no partner'};"
        f" {_agreement(way)}; the rest from {supplier}"
    )


def differences(case: StrategyCase, way: Way, best: Way) -> str:
    """Levers in which a way differs from the best, its own level after the colon."""
    told = []
    if way.family != best.family:
        told.append(f"family: {way.family}, not {best.family}")
    for plant, fate, other in zip(case.plants, way.fates, best.fates, strict=True):
        if fate != other:
            told.append(f"{plant.title}: {FATES[fate]}")
    if way.supplier and way.supplier != best.supplier:
        told.append(f"supplier: {_supplier(case, way)}")
    if way.start_year != best.start_year:
        told.append(f"year: {way.start_year}")
    if way.shares and way.shares != best.shares:
        told.append(f"bought: {_shares(case, way)}")
    if way.family == "sell":
        if _kept(way) != _kept(best) or best.family != "sell":
            told.append(_kept(way))
        if way.bought_out != best.bought_out:
            told.append(f"partner: {'bought out' if way.bought_out else 'stays'}")
        if _agreement(way) != _agreement(best) or best.family != "sell":
            told.append(_agreement(way))
    return "; ".join(told) or "nothing: it is the first"


def search_text(done: SearchResult) -> list[str]:
    """Lines for the terminal."""
    if not done.found:
        return ["Nothing was valued before the search was stopped."]
    case, climbed, best = done.case, done.climbed, done.found[0].way
    lines = [
        f"{case.title}: {len(climbed.known):,} ways valued on {done.rules.screening_draws:,} draws;"
        f" {ENDED[climbed.ended]}.",
        f"The few below again on {done.rules.final_draws:,} fresh draws, seed {done.fresh_seed}."
        f" Million USD of today against '{done.keep}'; ranked by mean and worst tenth, weights"
        f" {1.0 - case.risk_aversion:g} and {case.risk_aversion:g}.",
        "",
        f"{'':3}{'mean':>8} {'± s.e.':>7} {'worst 10 %':>10} {'best':>5} {'at search':>10}",
    ]
    for place, each in enumerate(done.found, start=1):
        lines += [
            f"{place:2} {millions(each.fresh.mean):>8} {each.fresh.error / MILLION:7.1f}"
            f" {millions(each.fresh.worst):>10} {100 * each.chance:4.0f} % {millions(each.screened.mean):>9}",
            f"     {way_title(case, each.way)}",
        ]
        if place > 1:
            lines.append(f"     differs from 1 in {differences(case, each.way, best)}")
        if each.price:
            lines.append(f"     {price_words(done, each)}")
    lines += [f"   Keeping is best in {100 * done.keep_chance:.0f} % of the draws.", "", *curse_words(done)]
    lines += ["", "What each lever of 1 is worth (on the draws of the search):", *lever_words(done)]
    if done.frontier and done.frontier_way:
        lines += ["", *_frontier_lines(done)]
    return lines


def price_words(done: SearchResult, each: Found) -> str:
    """Price, buyer and chance of closing of a sale."""
    price = each.price
    if price is None:
        return ""
    titles = {bidder.name: bidder.title for bidder in done.case.bidders}
    zone = (
        f"most {millions(price.most)}"
        if price.has_zone
        else f"no price suits both: it can pay at most {millions(price.most)}"
    )
    return (
        f"price {millions(price.price)} from {titles[price.buyer]}; we walk away below"
        f" {millions(price.walk_away)}; {zone}; closes in {100 * price.closing:.0f} of 100 cases"
    )


def curse_words(done: SearchResult) -> list[str]:
    """How much better the few looked on the draws they were chosen on, and the best against the menu."""
    gaps = [each.screened.mean - each.fresh.mean for each in done.found]
    mean = sum(gaps) / len(gaps)
    told = (
        f"The best of many looks better than it is on the draws it was chosen on: the search showed the few"
        f" {abs(mean) / MILLION:.1f} million USD {'too high' if mean > 0 else 'too low'} on average, the best"
        f" {millions(gaps[0])} million. The figures above are of draws the search has not seen."
    )
    menu = max(done.menu, key=lambda name: done.menu[name].rank)
    known = done.menu[menu]
    title = next(entry.title for entry in done.case.strategies if entry.name == menu)
    return [
        told,
        f"Best of the case's own menu on the same draws, waiting aside: {title}, {millions(known.mean)}"
        f" ± {known.error / MILLION:.1f}.",
    ]


def lever_words(done: SearchResult) -> list[str]:
    """What the next best level of each lever would lose."""
    names = {"fates": "plants", "start_year": "year", "bought_out": "partner", "agreement": "agreement"}
    best = done.found[0].way
    lines = []
    for lever, (way, worth) in done.levers.items():
        told = differences(done.case, way, best)
        lines.append(f"   {names.get(lever, lever):10} {millions(-worth):>8} with the next best: {told}")
    return lines or ["   No other level was tried."]


def _frontier_lines(done: SearchResult) -> list[str]:
    """The negotiator's sheet as a table."""
    assert done.frontier_way is not None
    titles = {bidder.name: bidder.title for bidder in done.case.bidders} | {"seller": "we accept up to"}
    parties = [name for name in done.frontier if name != "headline"]
    lines = [
        "Headline price, million USD, against supply price, USD/kWh, at which each party is as well off as"
        " without the deal (S42, S82):",
        f"   of: {way_title(done.case, done.frontier_way)}",
        "   " + " | ".join(["headline", *(titles[name] for name in parties)]),
    ]
    for place, headline in enumerate(done.frontier["headline"]):
        prices = (plain(float(done.frontier[name][place]), 1) for name in parties)
        lines.append("   " + " | ".join([millions(float(headline)), *prices]))
    return lines


def _fates(case: StrategyCase, way: Way) -> str:
    """Plants by what becomes of them."""
    order = {fate: place for place, fate in enumerate(FATES)}
    pairs = sorted(
        ((fate, plant.title) for plant, fate in zip(case.plants, way.fates, strict=True)),
        key=lambda pair: order[pair[0]],
    )
    groups = [(fate, [title for _, title in each]) for fate, each in groupby(pairs, key=lambda p: p[0])]
    if len(groups) == 1:
        return f"{FATES[groups[0][0]]} all plants"
    return ", ".join(f"{FATES[fate]} {_listed(titles)}" for fate, titles in groups)


def _listed(titles: Sequence[str]) -> str:
    return titles[0] if len(titles) == 1 else f"{', '.join(titles[:-1])} and {titles[-1]}"


def _supplier(case: StrategyCase, way: Way) -> str:
    return next((each.title for each in case.suppliers if each.name == way.supplier), "nobody")


def _shares(case: StrategyCase, way: Way) -> str:
    """Shares by spans of years."""
    pairs = zip(case.years, way.shares, strict=True)
    spans = []
    for share, group in groupby((p for p in pairs if p[0] >= way.start_year), key=lambda pair: pair[1]):
        years = [year for year, _ in group]
        when = f"{years[0]}" if len(years) == 1 else f"{years[0]} to {years[-1]}"
        spans.append(f"{100 * share:.0f} % {when}")
    return ", ".join(spans)


def _kept(way: Way) -> str:
    return f"{100 * way.retained:.0f} % kept" if way.retained else "no stake kept"


def _agreement(way: Way) -> str:
    if not way.agreement_years:
        return "no supply agreement"
    return f"{100 * way.agreement_share:.0f} % of the cells for {way.agreement_years} years"
