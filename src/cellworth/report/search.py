"""The page of a search: the best few ways, what they differ in, and the negotiator's sheet (S82)."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from cellworth.core.version import version
from cellworth.engine.search.result import Found, SearchResult
from cellworth.report.content import Content, Headline, Picture, Section, Table, Why
from cellworth.report.decision.reading import column
from cellworth.report.figures import amount, plain, upper
from cellworth.report.page import write_page
from cellworth.report.search_text import (
    ENDED,
    curse_words,
    differences,
    lever_title,
    price_words,
    share,
    way_title,
)
from cellworth.report.strategies.reading import family, millions, title

__all__ = ["search_content", "write_search_page"]

MILLION = 1e6
WORST = "mean of the worst tenth of its worth, less that of keeping (S47)"
LIMITS = (
    "Each family is searched by itself, one lever at a time from several starts: a better way that needs two"
    " levers moved at once may be missed.",
    "Partners, more capacity and waiting are levers of the case's menu and are not searched.",
    "The plants of the venture are sold together with it; only the automaker's own can be kept or closed.",
    "A sale is paid for at closing, whatever the year of new hands; the worth of a fit with the bidder counts"
    " from closing.",
    "A sale is worth what it brings if it closes and what follows if it fails, by the chance of each.",
    "Converted plants take the terms of the menu's conversion, its cost factors on all open plants.",
    "The levels of each lever are those of a table; what lies between them is not tried.",
)


def write_search_page(done: SearchResult, files: Mapping[str, str], path: Path) -> Path:
    """Write the page, whole or not at all.

    Parameters
    ----------
    done : SearchResult
    files : SHA-256 of each file read, by name.
    path : of the page.
    """
    write_page(search_content(done, files), path)
    return path


def search_content(done: SearchResult, files: Mapping[str, str]) -> Content:
    """Content of the page; at least one way must have been found."""
    best = done.found[0]
    sheet = _sheet(done)
    return Content(
        title=f"{title(done.case)}: a search over the levers",
        as_known_on=done.case.as_of.isoformat(),
        answer=f"Best found: {way_title(done.case, best.way)}.",
        caution=curse_words(done)[0],
        headlines=_headlines(done, best),
        lead=_lead(done),
        sections=(
            Section(
                heading="The best few that differ in kind",
                words=(_ranked(done),),
                tables=(_few(done),),
                equations="S82, S45, S47",
            ),
            *_prices(done),
            Section(
                heading="What each lever of the best is worth",
                words=("On the draws of the search; all other levers as they are.",),
                tables=(_levers(done),),
            ),
            *((sheet,) if sheet else ()),
            Section(heading="How the search went", words=_went(done), tables=()),
        ),
        yearly=_few(done),
        run_line=f"{done.case.name}, {len(done.climbed.known):,} ways, seed {done.seed}, version {version()}",
        limits=LIMITS,
        manifest={
            "Program": f"Cellworth {version()}",
            **{f"File {name}": f"SHA-256 {digest}" for name, digest in files.items()},
            "Scenarios of the search": plain(done.rules.screening_draws),
            "Fresh scenarios": plain(done.rules.final_draws),
            "Seeds": f"{done.seed} and {done.fresh_seed}",
        },
    )


def _headlines(done: SearchResult, best: Found) -> tuple[Headline, ...]:
    fresh = f"On {done.rules.final_draws:,} draws the search has not seen"
    given = (
        ("mean", "Better than keeping", best.fresh.mean / MILLION, "MUSD", "mean of the difference (S44)"),
        ("worst", "In the worst tenth", best.fresh.worst / MILLION, "MUSD", WORST),
        ("chance", "Chance it is best", best.chance, "share", "of those shown and keeping (S45)"),
    )
    return tuple(
        Headline(name=name, label=label, value=value, unit=unit, why=Why(formula=f"{fresh}; {words}."))
        for name, label, value, unit, words in given
    )


def _lead(done: SearchResult) -> Picture:
    rows = list(enumerate(done.found, start=1))
    means = millions(each.fresh.mean for _, each in rows)
    table = Table(
        columns=(
            column("name", "Way", "text", [f"{place} {family(each.way.family)}" for place, each in rows]),
            column("value", "Mean", "MUSD", means),
            column("text", "Mean", "text", [amount(mean, "MUSD") for mean in means]),
            column("colour", "Colour", "text", [each.way.family for _, each in rows]),
        )
    )
    return Picture(
        key="found",
        chart="bars",
        title="The best few of different kinds, against keeping",
        subtitle="M$ of today, mean over draws the search has not seen; numbered as in the table",
        tables={"bars": table},
    )


def _few(done: SearchResult) -> Table:
    each = done.found
    ways = [f"{place}. {upper(way_title(done.case, one.way))}" for place, one in enumerate(each, start=1)]
    return Table(
        caption="Against keeping",
        columns=(
            column("way", "Way", "text", ways),
            column("mean", "Mean", "MUSD", millions(one.fresh.mean for one in each)),
            column("error", "Its error", "MUSD", millions(one.fresh.error for one in each)),
            column("worst", "Worst tenth", "MUSD", millions(one.fresh.worst for one in each)),
            column("chance", "Best", "share", [one.chance for one in each]),
            column("search", "At search", "MUSD", millions(one.screened.mean for one in each)),
            column("loses", "Where it loses most", "MUSD", millions(one.fresh.loses for one in each)),
            column("differs", "Differs from the first in", "text", [_differs(done, one) for one in each]),
        ),
    )


def _ranked(done: SearchResult) -> str:
    weight = done.case.risk_aversion
    return (
        'In money of today, on fresh draws but for the column "At search"; ranked by'
        f" {share(1.0 - weight)} of the mean and {share(weight)} of the worst tenth."
    )


def _differs(done: SearchResult, one: Found) -> str:
    return differences(done.case, one.way, done.found[0].way)


def _prices(done: SearchResult) -> tuple[Section, ...]:
    """Prices of the sales among them."""
    sales = [each for each in done.found if each.price]
    if not sales:
        return ()
    instead = done.climbed.fallback
    told = f"If a sale fails: {way_title(done.case, instead)}." if instead else ""
    words = [f"{upper(way_title(done.case, each.way))}: {price_words(done, each)}." for each in sales]
    return (
        Section(
            heading="Prices of the sales", words=(*((told,) if told else ()), *words), equations="S61 to S66"
        ),
    )


def _levers(done: SearchResult) -> Table:
    best, rows = done.found[0].way, list(done.levers.items())
    return Table(
        caption="With the next best level of each lever",
        columns=(
            column("lever", "Lever", "text", [upper(lever_title(name)) for name, _ in rows]),
            column("worth", "Change", "MUSD", millions(-worth for _, (_, worth) in rows)),
            column("level", "Next best", "text", [differences(done.case, way, best) for _, (way, _) in rows]),
        ),
    )


def _sheet(done: SearchResult) -> Section | None:
    """The negotiator's sheet: headline against supply price, seller and each class of bidders (S42, S82)."""
    if done.frontier_way is None or not done.frontier:
        return None
    titles = {each.name: each.title for each in done.case.bidders} | {"seller": "Us"}
    heads = np.asarray(done.frontier["headline"]) / MILLION
    parties = [name for name in done.frontier if name != "headline"]
    rows = [
        (titles[name], name == "seller", float(head), float(price))
        for name in parties
        for head, price in zip(heads, done.frontier[name], strict=True)
    ]
    lines = Table(
        columns=(
            column("party", "Party", "text", [row[0] for row in rows]),
            column("ours", "Ours", "text", [row[1] for row in rows]),
            column("headline", "Headline", "MUSD", [row[2] for row in rows]),
            column("supply", "Supply price", "USD/kWh", [row[3] for row in rows]),
        )
    )
    shown = Table(
        caption="Sheet for the negotiator",
        columns=(
            column("headline", "Headline", "MUSD", heads.tolist()),
            *(
                column(
                    name,
                    "We accept up to" if name == "seller" else f"{titles[name]} needs",
                    "USD/kWh",
                    np.asarray(done.frontier[name]).tolist(),
                )
                for name in parties
            ),
        ),
    )
    picture = Picture(
        key="frontier",
        chart="frontier",
        title="Headline price against supply price",
        subtitle="Supply price, $/kWh, by headline price, M$, that leaves each party as well off as without"
        " the deal: we gain below our line, a bidder above its own",
        equations="S42, S82",
        tables={"lines": lines, "shown": shown},
        notes=(f"Of: {way_title(done.case, done.frontier_way)}.",),
    )
    return Section(heading="The negotiator's sheet", pictures=(picture,))


def _went(done: SearchResult) -> tuple[str, ...]:
    climbed = done.climbed
    counts = ", ".join(f"{family(name).lower()} {count:,}" for name, count in climbed.by_family.items())
    return (
        f"{len(climbed.known):,} ways valued ({counts}) on the same {done.rules.screening_draws:,} draws,"
        f" with {climbed.evaluations:,} cost evaluations of plants and suppliers; {ENDED[climbed.ended]}.",
        *curse_words(done)[1:],
        f"Keeping is best in {share(done.keep_chance)} of the fresh draws.",
    )
