"""Charts of the deal: zone of agreement, what is left of a price, chance to close, frontier, ownership."""

import numpy as np

from cellworth.core.types import Array
from cellworth.engine.scenarios.result import BidderResult, OwnershipSide, StrategyResult
from cellworth.report.content import Picture, Table
from cellworth.report.decision.reading import column, known, money_millions, per_kwh
from cellworth.report.figures import amount, quantity, upper
from cellworth.report.strategies.reading import (
    MILLION,
    best_bidder,
    by_certainty,
    company,
    dollars,
    rounded,
)
from cellworth.report.strategies.tables import power

__all__ = ["bargaining", "closing", "frontier", "ownership", "waterfall"]

SELLER = "seller"


def bargaining(result: StrategyResult) -> Picture | None:
    """Least price of the seller, clean bids, most each can pay."""
    if not result.bidders:
        return None
    least = rounded(result, "walk_away") or 0.0
    seller, best = result.zone
    if best > seller:
        ends = f"{dollars(result, least)} to {dollars(result, best)}"
        title = f"Prices from {ends} suit both sides, once the sale is closed"
    else:
        ends = f"{dollars(result, best)} at most is paid, {dollars(result, least)} at least is needed"
        title = f"No price suits both: {ends}"
    return Picture(
        key="zone",
        chart="bargaining",
        title=title,
        subtitle=f"{money_millions(result)} for the stake. Dot: most a bidder can pay, bar: what is not"
        f" known of its plan; ring: clean bid{'; field: prices to aim for' if best > seller else ''}",
        equations="S63, S64",
        tables=_zone_tables(result, least),
        notes=(f"Chance that some bidder can pay more than our least price: {_chance(result)}.",),
    )


def _zone_tables(result: StrategyResult, least: float) -> dict[str, Table]:
    """Bidders by the most they can pay, upright lines, prices to aim for."""
    millions = result.unit("MUSD")
    ranked = sorted(result.bidders, key=lambda each: -each.reservation)
    lines = [(result.zone[0], f"we walk away below {dollars(result, least)}", "our least")]
    if ranked[1:]:
        lines.append((ranked[1].reservation, "the second bidder pays at most", "second bidder"))
    low, _, high = result.price_band
    bidders = Table(
        caption="Bids and what bidders can pay",
        columns=(
            column("name", "Bidder", "text", [each.title for each in ranked]),
            column("clean", "Clean bid", millions, [each.clean / MILLION for each in ranked]),
            column("most", "Most it can pay", millions, [each.reservation / MILLION for each in ranked]),
            column("unknown", "± not known", millions, [each.reservation_sd / MILLION for each in ranked]),
        ),
    )
    upright = Table(
        columns=(
            column("price", "Price", millions, [line[0] / MILLION for line in lines]),
            column("text", "Text", "text", [line[1] for line in lines]),
            column("short", "Short", "text", [line[2] for line in lines]),
        )
    )
    band = Table(
        columns=(
            column("price", "From", millions, [low / MILLION]),
            column("end", "To", millions, [high / MILLION]),
        )
    )
    return {"bidders": bidders, "lines": upright, "band": band}


def _chance(result: StrategyResult) -> str:
    return quantity(result.deal_chance, "share")


def waterfall(result: StrategyResult) -> Picture | None:
    """What is left of the headline of the bidder ranked first."""
    best = best_bidder(result)
    if best is None:
        return None
    headline, clean, certain = (value / MILLION for value in (best.headline, best.clean, best.certain_value))
    steps = (
        ("headline|price", 0.0, headline, True),
        ("supply|terms", headline, clean, False),
        ("clean|price", 0.0, clean, True),
        ("may fail,|fees", clean, certain, False),
        ("with that|chance", 0.0, certain, True),
    )
    return Picture(
        key="clean",
        chart="waterfall",
        title=f"A headline of {dollars(result, best.headline)} is worth"
        f" {dollars(result, best.certain_value)} to us",
        subtitle=f"{best.title}, {money_millions(result)}: price less what the supply terms hand over,"
        f" then with the chance of closing, {amount(best.closing_chance, 'share', first_screen=True)}%",
        equations="S42, S66",
        tables={
            "steps": Table(
                columns=(
                    column("name", "Step", "text", [step[0] for step in steps]),
                    column("start", "From", result.unit("MUSD"), [step[1] for step in steps]),
                    column("end", "To", result.unit("MUSD"), [step[2] for step in steps]),
                    column("sum", "Sum", "text", [step[3] for step in steps]),
                )
            ),
            "shown": Table(
                caption="From headline to what it is worth",
                columns=(
                    column("name", "Step", "text", [step[0].replace("|", " ") for step in steps]),
                    column(
                        "change",
                        money_millions(result),
                        result.unit("MUSD"),
                        [step[2] - step[1] for step in steps],
                    ),
                ),
            ),
        },
    )


def closing(result: StrategyResult) -> Picture | None:
    """Chance that each bid closes against the chance it needs."""
    ranked = by_certainty(result)
    if not ranked:
        return None
    rows = Table(
        caption="Chance to close",
        columns=(
            column("name", "Bidder", "text", [each.title for each in ranked]),
            column("chance", "Chance", "share", [each.closing_chance for each in ranked]),
            column(
                "needed", "Chance needed", "share", [_possible(each.breakeven_closing) for each in ranked]
            ),
        ),
    )
    enough = sum(
        each.closing_chance >= each.breakeven_closing
        for each in ranked
        if known(each.breakeven_closing) is not None
    )
    title = f"{enough} of {len(ranked)} bids are likely enough to close"
    if all(_none(each) for each in ranked):
        title = "Even if it were sure to close, no bid would be worth more than the next best"
    return Picture(
        key="closing",
        chart="closing",
        title=title,
        subtitle="Chance to close (dot) against the chance needed to be as good as the next best (stroke);"
        " solid where it is enough",
        tables={"bidders": rows},
        notes=("Never enough: even sure to close, the bid is worth less than the next best.",)
        if any(_none(each) for each in ranked)
        else (),
    )


def _none(each: BidderResult) -> bool:
    """Whether no chance of closing would be enough."""
    return known(_possible(each.breakeven_closing)) is None


def _possible(chance: float) -> float:
    """Chance needed; none where it would be above one."""
    return float("nan") if chance > 1.0 else max(chance, 0.0)


def frontier(result: StrategyResult) -> Picture | None:
    """Pairs of headline and supply price at which each party is as well off as without the deal (S82)."""
    if "headline" not in result.frontier:
        return None
    heads = np.asarray(result.frontier["headline"], dtype=float) / MILLION
    rows = [
        (company(result, party), party == SELLER, float(head), float(price))
        for party, prices in result.frontier.items()
        if party != "headline"
        for head, price in zip(heads, np.asarray(prices, dtype=float), strict=True)
    ]
    if not rows:
        return None
    lines = Table(
        columns=(
            column("party", "Party", "text", [row[0] if not row[1] else "Us" for row in rows]),
            column("ours", "Ours", "text", [row[1] for row in rows]),
            column("headline", "Headline", result.unit("MUSD"), [row[2] for row in rows]),
            column("supply", "Supply price", result.unit("USD/kWh"), [row[3] for row in rows]),
        )
    )
    parties = [party for party in result.frontier if party != "headline"]
    shown = Table(
        caption="Sheet for the negotiator",
        columns=(
            column("headline", "Headline", result.unit("MUSD"), heads.tolist()),
            *(
                column(
                    party,
                    "We accept up to" if party == SELLER else f"{company(result, party)} needs",
                    result.unit("USD/kWh"),
                    np.asarray(result.frontier[party], dtype=float).tolist(),
                )
                for party in parties
            ),
        ),
    )
    return Picture(
        key="frontier",
        chart="frontier",
        title=_frontier_title(result, heads),
        subtitle=f"Supply price, {per_kwh(result)}, by headline price, {money_millions(result)}, that"
        " leaves each party as well off as without"
        " the deal: we gain below our line, a bidder above its own",
        equations="S82",
        tables={"lines": lines, "shown": shown},
    )


def _frontier_title(result: StrategyResult, heads: Array) -> str:
    """What a dearer cell is worth in the price of the stake, to us."""
    ours = np.asarray(result.frontier.get(SELLER, ()), dtype=float)
    rise = float(ours[-1] - ours[0]) if len(ours) else 0.0
    if rise == 0.0:
        return "Headline price against supply price"
    worth = quantity(float(heads[-1] - heads[0]) / rise, result.unit("MUSD"))
    return f"To us each {per_kwh(result)} on the supply price is worth {worth} of the price for the stake"


def ownership(result: StrategyResult) -> Picture:
    """Holdings in the venture before and after."""
    rows = [row for side in result.ownership for row in _holdings(result, side)]
    venture = company(result, result.case.venture)
    return Picture(
        key="ownership",
        chart="ownership",
        title=_ownership_title(result, venture),
        subtitle="Share of the cash flow, and votes where they differ",
        tables={
            "holdings": Table(
                columns=(
                    column("side", "When", "text", [row[0] for row in rows]),
                    column("holder", "Holder", "text", [row[1] for row in rows]),
                    column("share", "Share", "share", [row[2] for row in rows]),
                    column("votes", "Votes", "share", [row[3] for row in rows]),
                    column("colour", "Colour", "text", [row[4] for row in rows]),
                )
            ),
            "venture": Table(columns=(column("name", "Venture", "text", [upper(venture)]),)),
            "shown": power(result),
        },
    )


def _holdings(result: StrategyResult, side: OwnershipSide) -> list[tuple[str, str, float, float, str]]:
    if result.case.venture not in side.companies:
        return []
    place = side.companies.index(result.case.venture)
    found = [
        (
            side.title,
            upper(company(result, holder)),
            float(side.shares[h, place]),
            float(side.votes[h, place]),
            "make" if holder == result.case.automaker else "quiet",
        )
        for h, holder in enumerate(side.companies)
        if side.shares[h, place] > 0.0 or side.votes[h, place] > 0.0
    ]
    return sorted(found, key=lambda row: -row[2])


def _ownership_title(result: StrategyResult, venture: str) -> str:
    before, after = (side.controller.get(result.case.venture, "") for side in result.ownership)
    if before == after:
        return (
            f"{company(result, after)} keeps the control of {venture}"
            if after
            else f"Nobody controls {venture}"
        )
    return f"The control of {venture} goes from {_named(result, before)} to {_named(result, after)}"


def _named(result: StrategyResult, name: str) -> str:
    return company(result, name) if name else "nobody"
