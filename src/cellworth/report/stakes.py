"""The page of a case of stake deals: what prices imply, who holds and controls what, money in and out."""

from collections.abc import Callable, Sequence
from pathlib import Path

from cellworth.core.types import Array
from cellworth.core.version import version
from cellworth.engine.scenarios.stakes import DealResult, Side, StakesResult
from cellworth.report.content import Column, Content, Headline, Picture, Section, Table, Why
from cellworth.report.decision.facts import facts_of
from cellworth.report.decision.reading import column
from cellworth.report.figures import amount, day, quantity, significant, span, upper
from cellworth.report.page import write_page
from cellworth.report.strategies.reading import MILLION, titled

__all__ = ["stakes_content", "write_stakes_page"]

SHORT_HASH = 6
ENDS = "low to high price"
DIGITS = 3
"""That a price of two or three digits supports."""
OTHERS = ""
LEAST = 0.005
"""Share of others from which they are shown."""
MONEY_WHY = "sum over the stakes sold less sum over those bought, prices low, middle and high (S84)"


def write_stakes_page(result: StakesResult, path: Path, layers: Sequence[tuple[str, str]]) -> Path:
    """Write the page, whole or not at all; `layers` name and SHA-256 of each file read."""
    write_page(stakes_content(result, layers), path)
    return path


def stakes_content(result: StakesResult, layers: Sequence[tuple[str, str]] = ()) -> Content:
    """Content of the page.

    Parameters
    ----------
    result : of the deals.
    layers : name and SHA-256 of each case file, the base first.
    """
    case = result.case
    mark = f"run {layers[-1][1][:SHORT_HASH]} · " if layers else ""
    return Content(
        title=titled(case.title.partition(", as known on")[0]),
        as_known_on=case.as_of,
        answer=_answer(result),
        caution=f"{case.question} A range is from the lowest to the highest price of each stake.",
        headlines=_headlines(result),
        lead=_implied(result),
        sections=(
            Section(heading="What the prices imply", tables=(_prices(result),), equations="S56"),
            _control(result),
            Section(heading="Sources and uses", tables=(_funds(result),), equations="S84"),
            *_pooled(result),
        ),
        yearly=Table(columns=(column("year", "Year", "year", []),)),
        run_line=f"{mark}version {version()}",
        facts=facts_of(case.numbers, {each.name: each.title for each in case.companies}),
        limits=case.limits,
        manifest={
            "Program": f"Cellworth {version()}",
            "Case": case.name,
            **{f"File {name}": f"SHA-256 {digest}" for name, digest in layers},
            "Known as of": day(case.as_of),
        },
    )


def _titles(result: StakesResult) -> dict[str, str]:
    return {each.name: each.title for each in result.case.companies}


def _sum(values: Array) -> str:
    """Low, middle and high of a sum in words; one number where they are the same."""
    low, middle, high = (float(value) for value in values)
    told = quantity(middle, "USD")
    return told if low == high else f"{told} ({span(low, high, 'USD')})"


def _answer(result: StakesResult) -> str:
    left = float(result.net_funds[1])
    sold, bought = (quantity(float(sums[1]), "USD") for sums in (result.source_total, result.use_total))
    told = f"what is sold brings {sold}, what is bought costs {bought}"
    if left >= 0.0:
        return f"The money goes round: {told}, {quantity(left, 'USD')} is left over."
    return f"The money does not go round: {told}, {quantity(-left, 'USD')} is missing."


def _headlines(result: StakesResult) -> tuple[Headline, ...]:
    given = (
        ("net_funds", "Left over", result.net_funds),
        ("source_total", "Stakes sold", result.source_total),
        ("use_total", "Stakes bought", result.use_total),
    )
    return tuple(
        Headline(
            name=name,
            label=label,
            value=float(values[1]),
            unit="USD",
            low=float(values[0]) if values[0] != values[2] else None,
            high=float(values[2]) if values[0] != values[2] else None,
            spans=ENDS,
            why=Why(formula=MONEY_WHY),
        )
        for name, label, values in given
    )


def _implied(result: StakesResult) -> Picture:
    """The whole of each company at the price of the stake in it."""
    titles = _titles(result)
    ranked = sorted(result.deals, key=lambda each: -float(each.whole[1]))
    bars = Table(
        columns=(
            column("name", "Company", "text", [titles[each.deal.company] for each in ranked]),
            column("value", "Whole", "USD", [float(each.whole[1]) for each in ranked]),
            column("text", "Text", "text", [_whole(result, each) for each in ranked]),
            column("colour", "Colour", "text", [_colour(result, each) for each in ranked]),
        )
    )
    first = ranked[0]
    return Picture(
        key="whole",
        chart="bars",
        title=f"The price of its stake makes {titles[first.deal.company]} worth"
        f" {quantity(float(first.whole[1]), 'USD')} as a whole",
        subtitle="Whole equity that the price of the stake implies, new money counted, with the range of the"
        " prices and what was done",
        tables={"bars": bars, "shown": _prices(result)},
        equations="S56",
    )


def _buys(result: StakesResult, each: DealResult) -> bool:
    return each.deal.buyer == result.case.holder


def _colour(result: StakesResult, each: DealResult) -> str:
    return "buy" if _buys(result, each) else "sell"


def _whole(result: StakesResult, each: DealResult) -> str:
    done = "bought" if _buys(result, each) else "sold"
    return f"{_sum(each.whole)}; {quantity(each.deal.share, 'share', first_screen=True)} {done}"


def _prices(result: StakesResult) -> Table:
    rows = result.deals

    def sums(name: str, label: str, value: Callable[[DealResult], Array], why: str = "") -> Column:
        """Sums in millions, as a range where the price has one."""
        found = [[significant(float(number) / MILLION, DIGITS) for number in value(each)] for each in rows]
        shown = [(one[0], one[2]) if one[0] != one[2] else one[1] for one in found]
        return Column(name=name, label=label, unit="MUSD", values=shown, why=why)

    before = sums("before", "Before the new money", lambda each: each.before_money, "whole less the money")
    kept = [value if each.deal.new_shares else None for value, each in zip(before.values, rows, strict=True)]
    return Table(
        caption="Prices and what they imply",
        columns=(
            column("title", "Deal", "text", [upper(titled(each.deal.title)) for each in rows]),
            column("day", "Day", "date", [each.deal.day for each in rows]),
            sums("price", "Price", lambda each: each.price),
            sums("whole", "Whole implied", lambda each: each.whole, "price ÷ share (S56)"),
            Column(name="before", label=before.label, unit="MUSD", values=kept, why=before.why),
            sums(
                "minority",
                "Without control",
                lambda each: each.minority_level,
                "whole less the premium that control is paid for (S56)",
            ),
        ),
    )


def _control(result: StakesResult) -> Section:
    """Holdings of each company before and after, and what the holder can do alone."""
    holder = _titles(result)[result.case.holder]
    pictures = tuple(_holdings(result, name) for name in result.after.carries)
    made = [significant(side.capacity / MILLION, 2) for side in (result.before, result.after)]
    before, after = (quantity(energy, "GWh/year") for energy in made)
    words = (f"{holder}'s part of the cells made, through all it holds: {before} before, {after} after.",)
    return Section(
        heading="Who holds and controls what",
        words=words,
        pictures=pictures,
        tables=(_resolutions(result),),
        equations="S68 to S72",
    )


def _holdings(result: StakesResult, name: str) -> Picture:
    titles = _titles(result) | {OTHERS: "Others, not named"}
    sides = (("Before", result.before), ("After", result.after))
    rows = [row for label, side in sides for row in _held(result, label, side, name)]
    shares = [_part(side, result.case.holder, name) for _, side in sides]
    table = Table(
        caption="Who holds what, before and after",
        columns=(
            column("side", "When", "text", [row[0] for row in rows]),
            column("holder", "Holder", "text", [titles[row[1]] for row in rows]),
            column("share", "Share", "share", [row[2] for row in rows]),
        ),
    )
    drawn = (
        column("votes", "Votes", "share", [row[2] for row in rows]),
        column(
            "colour", "Colour", "text", ["make" if row[1] == result.case.holder else "quiet" for row in rows]
        ),
    )
    before, after = (quantity(share, "share", first_screen=True) for share in shares)
    return Picture(
        key=f"holders-{name.replace('_', '-')}",
        chart="ownership",
        title=f"{titles[result.case.holder]}'s part of {titles[name]} goes from {before} to {after}",
        subtitle="Share of the votes; others are taken as many small holders",
        tables={
            "holdings": Table(columns=(*table.columns, *drawn)),
            "venture": Table(columns=(column("name", "Company", "text", [titles[name]]),)),
            "shown": table,
        },
        equations="S68, S70",
    )


def _part(side: Side, holder: str, company: str) -> float:
    return float(side.shares[side.companies.index(holder), side.companies.index(company)])


def _held(result: StakesResult, label: str, side: Side, company: str) -> list[tuple[str, str, float]]:
    """Holders of a company, the largest first."""
    found = [(label, each.name, _part(side, each.name, company)) for each in result.case.companies]
    named = sorted((row for row in found if row[2] > 0.0), key=lambda row: -row[2])
    rest = 1.0 - sum(row[2] for row in named)
    return [*named, (label, OTHERS, rest)] if rest > LEAST else named


def _resolutions(result: StakesResult) -> Table:
    """What the holder carries or stops alone, before and after."""
    titles, names = _titles(result), list(result.after.carries)

    def told(side: Side, right: str) -> list[str]:
        reached = getattr(side, right)
        return [
            upper(
                ", ".join(each.title for each in result.case.thresholds if reached[name][each.name]) or "none"
            )
            for name in names
        ]

    return Table(
        caption=f"What {titles[result.case.holder]} can do alone",
        columns=(
            column("company", "Company", "text", [titles[name] for name in names]),
            column("carries", "Carry, before", "text", told(result.before, "carries")),
            column("carries_after", "Carry, after", "text", told(result.after, "carries")),
            column("blocks", "Stop, before", "text", told(result.before, "blocks")),
            column("blocks_after", "Stop, after", "text", told(result.after, "blocks")),
        ),
    )


def _funds(result: StakesResult) -> Table:
    rows = (
        ("Stakes sold", result.source_total),
        ("Stakes bought", result.use_total),
        ("Left over", result.net_funds),
    )
    cases = ("Poor prices", "Middle prices", "Good prices")
    return Table(
        caption="Money in and out",
        columns=(
            column("what", "What", "text", [name for name, _ in rows]),
            *(
                column(f"case_{place}", label, "MUSD", [float(sums[place]) / MILLION for _, sums in rows])
                for place, label in enumerate(cases)
            ),
        ),
    )


def _pooled(result: StakesResult) -> tuple[Section, ...]:
    """Cost of cells alone and with all makers on one plant; nothing where the case has no pool."""
    if not result.pools:
        return ()
    titles = _titles(result)
    words = tuple(
        f"{upper(each.pool.title)}: {titles.get(next(iter(each.pool.volume)), 'one maker')} alone"
        f" {amount(each.volume_alone / MILLION, 'GWh')} GWh a year at {quantity(each.cost_alone, 'USD/kWh')};"
        f" all together {amount(each.volume_pooled / MILLION, 'GWh')} GWh at"
        f" {quantity(each.cost_pooled, 'USD/kWh')}."
        for each in result.pools
    )
    return (Section(heading="Volume together", words=words, equations="S21, S83"),)
