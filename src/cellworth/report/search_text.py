"""What a search found, in words: titles of ways, what they differ in, lines for the terminal (S82)."""

from collections.abc import Sequence
from itertools import groupby

from cellworth.engine.scenarios.case import StrategyCase
from cellworth.engine.search.levers import Way
from cellworth.engine.search.result import Found, SearchResult
from cellworth.report.figures import plain, quantity
from cellworth.report.strategies.reading import family, titled

__all__ = [
    "curse_words",
    "differences",
    "lever_title",
    "millions",
    "money",
    "price_words",
    "search_text",
    "share",
    "way_title",
]

MILLION = 1e6

ENDED = {
    "done": "it ended by itself: no single lever moved makes the best few better",
    "ways": "some families were cut short by the most ways it may value",
    "seconds": "it was cut short by its time, so that a second search may differ",
    "interrupted": "it was stopped by hand, so that a second search may differ",
}
FATES = ("keep", "convert", "close", "sell")
"""What may become of a plant, in the order it is told."""
LEVERS = {"fates": "plants", "start_year": "year", "bought_out": "partner"}
"""Levers whose name in the program is not a word for people."""


def millions(value: float) -> str:
    """Sum with its sign, in M$."""
    text = plain(value / MILLION, 1)
    return f"+{text}" if value > 0.0 else text


def money(value: float) -> str:
    """Sum with its unit."""
    return quantity(value / MILLION, "MUSD")


def share(value: float) -> str:
    """Share in whole percent."""
    return quantity(value, "share", first_screen=True)


def lever_title(name: str) -> str:
    """What a lever is called."""
    return LEVERS.get(name, name.replace("_", " "))


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
        told.append(f"{family(way.family).lower()}, not {family(best.family).lower()}")
    for plant, fate, other in zip(case.plants, way.fates, best.fates, strict=True):
        if fate != other:
            told.append(f"{plant.title}: {fate}")
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
        f" M$ of today against '{done.keep}'; ranked by mean and worst tenth, weights"
        f" {1.0 - case.risk_aversion:g} and {case.risk_aversion:g}.",
        "",
        f"{'':3}{'mean':>8} {'± s.e.':>7} {'worst 10%':>10} {'best':>5} {'at search':>10}",
    ]
    for place, each in enumerate(done.found, start=1):
        lines += [
            f"{place:2} {millions(each.fresh.mean):>8} {each.fresh.error / MILLION:7.1f}"
            f" {millions(each.fresh.worst):>10} {share(each.chance):>5} {millions(each.screened.mean):>9}",
            f"     {way_title(case, each.way)}",
        ]
        if place > 1:
            lines.append(f"     differs from 1 in {differences(case, each.way, best)}")
        if each.price:
            lines.append(f"     {price_words(done, each)}")
    lines += [f"   Keeping is best in {share(done.keep_chance)} of the draws.", "", *curse_words(done)]
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
    zone = f"it can pay {money(price.most)} at most"
    if not price.has_zone:
        zone = f"no price suits both: {zone}"
    return (
        f"price {money(price.price)} from {titles[price.buyer]}; {zone}; we walk away below"
        f" {money(price.walk_away)}; it closes in {share(price.closing)} of cases"
    )


def curse_words(done: SearchResult) -> list[str]:
    """How much better the few looked on the draws they were chosen on, and the best against the menu."""
    gaps = [each.screened.mean - each.fresh.mean for each in done.found]
    told = (
        "The best of many looks better than it is on the draws it was chosen on: the search showed the few"
        f" {_off(sum(gaps) / len(gaps))} on average, the best {_off(gaps[0])}. The figures here are of draws"
        " it has not seen."
    )
    menu = max(done.menu, key=lambda name: done.menu[name].rank)
    known = done.menu[menu]
    title = next(entry.title for entry in done.case.strategies if entry.name == menu)
    return [
        told,
        f"Best of the case's own menu on the same draws, waiting aside: {titled(title)},"
        f" {millions(known.mean)} ± {known.error / MILLION:.1f} M$ against keeping.",
    ]


def _off(gap: float) -> str:
    """How far a figure was off."""
    return f"{money(abs(gap))} too {'high' if gap > 0 else 'low'}"


def lever_words(done: SearchResult) -> list[str]:
    """What the next best level of each lever would lose."""
    best = done.found[0].way
    lines = []
    for lever, (way, worth) in done.levers.items():
        told = differences(done.case, way, best)
        lines.append(f"   {lever_title(lever):10} {millions(-worth):>8} with the next best: {told}")
    return lines or ["   No other level was tried."]


def _frontier_lines(done: SearchResult) -> list[str]:
    """The negotiator's sheet as a table."""
    assert done.frontier_way is not None
    titles = {bidder.name: bidder.title for bidder in done.case.bidders} | {"seller": "we accept up to"}
    parties = [name for name in done.frontier if name != "headline"]
    lines = [
        "Headline price, M$, against supply price, $/kWh, at which each party is as well off as"
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
    pairs = sorted(
        ((fate, plant.title) for plant, fate in zip(case.plants, way.fates, strict=True)),
        key=lambda pair: FATES.index(pair[0]),
    )
    groups = [(fate, [title for _, title in each]) for fate, each in groupby(pairs, key=lambda p: p[0])]
    if len(groups) == 1:
        return f"{groups[0][0]} all plants"
    return ", ".join(f"{fate} {_listed(titles)}" for fate, titles in groups)


def _listed(titles: Sequence[str]) -> str:
    return titles[0] if len(titles) == 1 else f"{', '.join(titles[:-1])} and {titles[-1]}"


def _supplier(case: StrategyCase, way: Way) -> str:
    return next((each.title for each in case.suppliers if each.name == way.supplier), "nobody")


def _shares(case: StrategyCase, way: Way) -> str:
    """Shares by spans of years."""
    pairs = zip(case.years, way.shares, strict=True)
    spans = []
    for bought, group in groupby((p for p in pairs if p[0] >= way.start_year), key=lambda pair: pair[1]):
        years = [year for year, _ in group]
        when = f"{years[0]}" if len(years) == 1 else f"{years[0]} to {years[-1]}"
        spans.append(f"{share(bought)} {when}")
    return ", ".join(spans)


def _kept(way: Way) -> str:
    return f"{share(way.retained)} kept" if way.retained else "no stake kept"


def _agreement(way: Way) -> str:
    if not way.agreement_years:
        return "no supply agreement"
    return f"{share(way.agreement_share)} of the cells for {way.agreement_years} years"
