"""Tables of the answer: strategies, scenarios, bidders, voting power."""

from collections.abc import Sequence

from cellworth.engine.scenarios.result import BidderResult, StrategyResult, StrategyRow
from cellworth.report.content import Column, Table
from cellworth.report.decision.reading import column, known
from cellworth.report.figures import quantity, rounded_ends, shown_unit, upper
from cellworth.report.strategies.reading import (
    MILLION,
    by_certainty,
    chances,
    colour,
    company,
    dollars,
    family,
    leading,
    money_column,
    score,
    titled,
)

__all__ = [
    "bidder_details",
    "bidders",
    "bridge",
    "cross_checks",
    "families",
    "power",
    "scenarios",
    "strategies",
]

WHY_MEAN = (
    "mean over all scenarios of all cash from the decision on, worth today; same cars served (S40, S44)"
)
WHY_RANGE = "one scenario in twenty is below, one in twenty above (S44)"
WHY_TENTH = "mean of the worst tenth of the scenarios (S47)"
WHY_REGRET = "mean of what is lost against the best strategy of each scenario (S46)"
WHY_CHANCE = "share of the scenarios in which it is best; ties are shared out (S45, S81)"
WHY_KEEP = "mean difference to keeping on the same draws (S44)"
CROSS_CHECKS = (
    ("enterprise_worth", "Worth of the venture to the bidder before debt", "USD", "S55"),
    ("debt_like", "Of it, what is like debt: purchases not needed", "USD", "S32, S55"),
    ("stake_worth", "Worth of the stake by that", "USD", "S55"),
    ("implied_whole", "Whole venture implied by the price", "USD", "S56"),
    ("sold_share", "Share sold", "share", ""),
    ("control_worth", "Worth of control to the holder of the stake", "USD", "S58"),
    ("venture_as_run", "Venture as it is run", "USD", "S58"),
    ("venture_best_run", "Venture as the bidder would run it", "USD", "S58"),
    ("price_per_capacity", "Price per capacity", "USD/kWh", "S59"),
    ("replacement_cap", "Building the plants anew, less wear", "USD", "S60"),
    ("zone_width", "Width of the zone of agreement", "USD", "S63"),
    ("split_seller", "Fair split of the gain: seller", "USD", "S67"),
    ("split_partner", "Fair split: partner", "USD", "S67"),
    ("split_bidder", "Fair split: bidder", "USD", "S67"),
)
"""Name of the number, what it is, unit, equation of the method."""
LEADING = {"mean": "high", "over": "high", "worst": "high", "regret": "low", "chance": "high"}


def families(result: StrategyResult) -> Table:
    """Best member of each family."""
    found = leading(result)
    return Table(
        columns=_columns(
            result,
            [row for _, row in found],
            [_named(each.name, row.title) for each, row in found],
            [chances(result)[each.name] for each, _ in found],
        ),
        leading=LEADING,
        swatches=tuple(colour(result, row.name) for _, row in found),
    )


def _named(name: str, title: str) -> str:
    """Family and strategy; the strategy alone if it begins with its family."""
    start, title = family(name), titled(title)
    return title if title.lower().startswith(start.lower()) else f"{start}: {title}"


def strategies(result: StrategyResult) -> Table:
    """All strategies, as they are ranked."""
    rows = sorted(result.strategies, key=lambda row: -score(result, row))
    own = _columns(result, rows, [titled(row.title) for row in rows], [row.chance_best for row in rows])
    more = (
        money_column(
            result, "error", "Error of the mean", [row.mean_error for row in rows], "standard error (S51)"
        ),
        money_column(result, "over_error", "Error over keeping", [row.against_keep[1] for row in rows]),
        money_column(result, "regret_p95", "Regret, P95", [row.regret_p95 for row in rows]),
    )
    return Table(
        caption="All strategies",
        columns=(*own, *more),
        leading=LEADING,
        swatches=tuple(colour(result, row.name) for row in rows),
    )


def _columns(
    result: StrategyResult, rows: Sequence[StrategyRow], names: Sequence[str], chances: Sequence[float]
) -> tuple[Column, ...]:
    return (
        column("title", "Strategy", "text", [upper(name) for name in names]),
        money_column(result, "over", "Over keeping", [row.against_keep[0] for row in rows], WHY_KEEP),
        money_column(result, "mean", "Mean", [row.mean for row in rows], WHY_MEAN),
        Column(
            name="range",
            label="P5–P95",
            unit=result.unit("MUSD"),
            values=[rounded_ends(row.p5 / MILLION, row.p95 / MILLION) for row in rows],
            why=WHY_RANGE,
        ),
        money_column(result, "worst", "Worst tenth", [row.worst_tenth for row in rows], WHY_TENTH),
        money_column(result, "regret", "Regret", [row.regret for row in rows], WHY_REGRET),
        Column(name="chance", label="Chance best", unit="share", values=list(chances), why=WHY_CHANCE),
    )


def bridge(result: StrategyResult) -> Table:
    """What the worth of the best of each family is made of, item by item."""
    rows = [row for _, row in leading(result) if row.name in result.bridge]
    items = list(dict.fromkeys(item for row in rows for item in result.bridge[row.name]))
    parts = {row.name: [result.bridge[row.name].get(item, 0.0) for item in items] for row in rows}
    return Table(
        caption="From cash by item to worth, on some first draws",
        columns=(
            column("item", "Item", "text", [upper(item) for item in items] + ["Sum"] * bool(items)),
            *(
                money_column(
                    result,
                    f"worth_{place}",
                    family(row.family),
                    parts[row.name] + [sum(parts[row.name])] * bool(items),
                    f"mean worth today of each item of: {titled(row.title)} (S40, S43)",
                )
                for place, row in enumerate(rows)
            ),
        ),
    )


def cross_checks(result: StrategyResult) -> Table:
    """Other ways to look at the price of the best sale, and how its gain could be split (S55 to S60, S67)."""
    found = [each for each in CROSS_CHECKS if each[0] in result.deal]
    return Table(
        caption="Cross-checks of the price, and a fair split",
        columns=(
            column("what", "What", "text", [label for _, label, _, _ in found]),
            column(
                "value",
                "Value",
                "text",
                [_checked(result, result.deal[name], unit) for name, _, unit, _ in found],
            ),
            column("equation", "Equation", "text", [equation for *_, equation in found]),
        ),
    )


def _checked(result: StrategyResult, value: float, unit: str) -> str:
    return dollars(result, value) if unit == "USD" else quantity(known(value), result.unit(unit))


def scenarios(result: StrategyResult) -> Table:
    """Mean of the best member of each family by named state of the world."""
    rows = [row for _, row in leading(result)]
    named = [each for each in result.case.scenarios if any(each.name in row.by_scenario for row in rows)]
    return Table(
        caption="Mean worth by state of the world",
        columns=(
            column("scenario", "State of the world", "text", [upper(each.title) for each in named]),
            column("chance", "Chance", "share", [each.chance for each in named]),
            *(
                money_column(
                    result,
                    f"mean_{place}",
                    family(row.family),
                    [row.by_scenario.get(each.name, float("nan")) for each in named],
                )
                for place, row in enumerate(rows)
            ),
        ),
    )


def bidders(result: StrategyResult) -> Table:
    """Bidders, ranked with the chance of closing counted."""
    ranked = by_certainty(result)
    return Table(
        columns=(
            column("title", "Bidder", "text", [each.title for each in ranked]),
            money_column(result, "headline", "Headline", [each.headline for each in ranked], "price asked"),
            money_column(
                result,
                "clean",
                "Clean",
                [each.clean for each in ranked],
                "headline less what the supply terms are worth (S42)",
            ),
            Column(
                name="closing",
                label="Chance to close",
                unit="share",
                values=[each.closing_chance for each in ranked],
                why="funds × permits × the partner's consent × no adverse change (S66)",
            ),
            money_column(
                result,
                "certain",
                "With that chance",
                [each.certain_value for each in ranked],
                "chance × (clean − fees) + (1 − chance) × worth of a failed sale, at closing (S66)",
            ),
            money_column(
                result,
                "worth",
                "Value to us",
                [each.worth_to_us for each in ranked],
                "to the automaker, over keeping",
            ),
            column("movers", "What would move it", "text", [_movers(result, each) for each in ranked]),
        ),
        leading={"closing": "high", "certain": "high", "worth": "high"},
    )


def _movers(result: StrategyResult, each: BidderResult) -> str:
    def signed(worth: float) -> str:
        return ("+" if worth > 0 else "") + dollars(result, worth)

    return "; ".join(f"{_priced(result, text)}: {signed(worth)}" for text, worth in each.movers[:2])


def bidder_details(result: StrategyResult) -> Table:
    """What each can pay, and every term that would move its bid."""
    ranked = by_certainty(result)
    return Table(
        caption="What each can pay",
        columns=(
            column("title", "Bidder", "text", [each.title for each in ranked]),
            column("interest", "Chance it bids", "share", [each.interest for each in ranked]),
            money_column(
                result,
                "reservation",
                "Most it can pay",
                [each.reservation for each in ranked],
                "share × worth of the venture under its plan + synergies − integration − other bids (S62)",
            ),
            money_column(
                result, "unknown", "± plan not known", [each.reservation_sd for each in ranked], "(S63)"
            ),
            column("closing", "Chance to close", "share", [each.closing_chance for each in ranked]),
            Column(
                name="needed",
                label="Chance needed",
                unit="share",
                values=[each.breakeven_closing for each in ranked],
                why="chance of closing at which the next best alternative is as good (S66)",
            ),
            column("movers", "All terms", "text", [_all_movers(result, each) for each in ranked]),
        ),
    )


def _all_movers(result: StrategyResult, each: BidderResult) -> str:
    return "; ".join(f"{_priced(result, text)} ({dollars(result, worth)})" for text, worth in each.movers)


def _priced(result: StrategyResult, text: str) -> str:
    """Words of the run with units as the page writes them."""
    unit = result.unit("USD/kWh")
    return text.replace(unit, shown_unit(unit))


def power(result: StrategyResult) -> Table:
    """Shares, votes and voting power in the venture before and after."""
    rows = []
    venture = result.case.venture
    for side in result.ownership:
        place = side.companies.index(venture) if venture in side.companies else None
        for h, holder in enumerate(side.companies):
            share = 0.0 if place is None else float(side.shares[h, place])
            votes = 0.0 if place is None else float(side.votes[h, place])
            powers = side.power.get(holder, {})
            capacity = side.capacity.get(holder, 0.0)
            if share or votes or capacity:
                rows.append(
                    (side.title, upper(company(result, holder)), share, votes, powers, capacity / MILLION)
                )
    levels = list(dict.fromkeys(level for row in rows for level in row[4]))
    return Table(
        caption="Who holds what, before and after",
        columns=(
            column("side", "When", "text", [row[0] for row in rows]),
            column("holder", "Holder", "text", [row[1] for row in rows]),
            column("share", "Share of the cash", "share", [row[2] for row in rows]),
            column("votes", "Votes", "share", [row[3] for row in rows]),
            *(
                Column(
                    name=f"power_{place}",
                    label=f"Power, {_level(level)}",
                    unit="1",
                    values=[row[4].get(level) for row in rows],
                    why="share of the votes of others that it can turn: Banzhaf's index (S71)",
                )
                for place, level in enumerate(levels)
            ),
            Column(
                name="capacity",
                label="Looked through",
                unit="GWh/year",
                values=[row[5] for row in rows],
                why="share held directly and through others × capacity (S72)",
            ),
        ),
    )


def _level(level: str) -> str:
    try:
        share = float(level)
    except ValueError:
        return level.replace("_", " ")
    return {0.5: "half", 2 / 3: "two thirds"}.get(share, f"{100 * share:.0f}%")
