"""The page of an offer: cost by line, margin, indices, take-or-pay, levers, counter-offer."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from cellworth.core.version import version
from cellworth.engine.quote.levers import Lever
from cellworth.engine.quote.result import QuoteResult
from cellworth.report.content import Column, Content, Headline, Picture, Point, Section, Table, Why
from cellworth.report.decision.reading import column as found_column
from cellworth.report.figures import amount, plain, quantity, shown_unit, span, upper
from cellworth.report.page import write_page

__all__ = ["Asked", "lever_text", "quote_answer", "quote_content", "quote_sections", "write_quote_page"]

LEVERS_SHOWN = 3
MILLION = 1e6
NUMBER = "1"
"""Unit of a column of numbers that are written out already: it is set to the right."""
LINE_TITLES = {
    "other_materials": "other materials and cell parts",
    "energy": "energy",
    "labor": "labour, with the overhead on it",
    "above_method": "conversion above the cost method (time, maker)",
    "fixed_cash": "fixed overhead, administration, research",
    "capital": "plant: depreciation and return",
}
LIMITS = (
    "The cell is that of the case, made by the cost method at the supplier's volume; the supplier's own cell,"
    " yield and contracts may be better or worse.",
    "The supplier's output, use of its plant and cost level are the case's estimates unless the offer gives"
    " them; the ranges are P10 to P90 of their spreads.",
    "Energy is a line of its own only where the plant has a country; elsewhere it is in the overhead.",
    "A lever's money is what the buyer would pay less if all of it were won; levers are not additive.",
)


@dataclass(frozen=True)
class Asked:
    """What the page must know beside the result.

    Attributes
    ----------
    title, note, supplier, case, as_of : in words.
    material_titles, index_titles : printed names by key. currency : shown. money : what it is, a sentence.
    terms : list price and how it was read, a sentence. grades : of the supplier's inputs.
    seed : of the draws. files : name and SHA-256 of each file read.
    """

    title: str
    note: str
    supplier: str
    case: str
    as_of: str
    material_titles: Mapping[str, str]
    index_titles: Mapping[str, str]
    currency: str
    money: str
    terms: str
    grades: str
    seed: int
    files: Sequence[tuple[str, str]]

    @property
    def price(self) -> str:
        """Unit of prices and costs."""
        return f"{self.currency}/kWh"

    @property
    def sum(self) -> str:
        """Unit of large sums."""
        return f"M{self.currency}"


def write_quote_page(result: QuoteResult, asked: Asked, path: Path) -> Path:
    """Write the page, whole or not at all."""
    write_page(quote_content(result, asked), path)
    return path


def quote_content(result: QuoteResult, asked: Asked) -> Content:
    """Content of the page.

    Parameters
    ----------
    result : QuoteResult
    asked : Asked
    """
    return Content(
        title=asked.title,
        as_known_on=asked.as_of,
        answer=quote_answer(result, asked),
        caution=f"{asked.note} {asked.terms} {asked.money}".strip(),
        headlines=_headlines(result, asked),
        lead=_lead(result, asked),
        sections=quote_sections(result, asked),
        yearly=_years(result, asked),
        run_line=f"{asked.case}, {result.n_draws:,} scenarios, seed {asked.seed}, version {version()}",
        limits=LIMITS,
        manifest={
            "Program": f"Cellworth {version()}",
            **{f"File {name}": f"SHA-256 {digest}" for name, digest in asked.files},
            "Scenarios": plain(result.n_draws),
            "Seed": str(asked.seed),
            "Money": asked.money.removeprefix("Money: "),
        },
    )


def _sum(value: float, asked: Asked) -> str:
    """Large sum with its unit."""
    return quantity(value / MILLION, asked.sum)


def _sums(mean: float, low: float, high: float, asked: Asked) -> str:
    """Large sum and its range."""
    return f"{_sum(mean, asked)} ({span(low / MILLION, high / MILLION, asked.sum)})"


def _share(value: float) -> str:
    return quantity(value, "share", first_screen=True)


def quote_answer(result: QuoteResult, asked: Asked) -> str:
    """What to answer, and price and cost beside it."""
    low, high = result.counter
    given, cost = (amount(each.mean, asked.price) for each in (result.price, result.full_cost))
    if result.price.mean < low.mean:
        told = f"offered {given} over the term, should cost {quantity(result.full_cost.mean, asked.price)}"
        return f"Below cash cost: {told}; ask what stands behind it, and who pays later."
    ends = span(low.mean, min(high.mean, result.price.mean), asked.price)
    return f"Answer within {ends}, from the low end: offered {given} over the term, should cost {cost}."


def _headlines(result: QuoteResult, asked: Asked) -> tuple[Headline, ...]:
    unit = asked.price
    given = (
        ("price", "Offered, over the term", result.price, unit, "S34, S33, S29"),
        ("full_cost", "Should cost", result.full_cost, unit, "S30, S21"),
        ("margin", "Margin in it", result.margin, "share", "S30, S31"),
    )
    return tuple(
        Headline(
            name=name,
            label=label,
            value=value.mean,
            unit=shown,
            low=value.low,
            high=value.high,
            spans="P10–P90",
            why=Why(formula=f"Mean over the draws; by discounted planned volume (S27); {equations}."),
        )
        for name, label, value, shown, equations in given
    )


def _titles(asked: Asked) -> dict[str, str]:
    return {name: upper(title) for name, title in {**asked.material_titles, **LINE_TITLES}.items()}


def _lead(result: QuoteResult, asked: Asked) -> Picture:
    titles = _titles(asked)
    shown = [(titles.get(name, name), line.mean) for name, line in result.lines.items() if line.mean]
    shown.sort(key=lambda entry: -entry[1])
    table = Table(
        columns=(
            _column("name", "Line", "text", [name for name, _ in shown]),
            _column("value", "Cost", asked.price, [value for _, value in shown]),
            _column("text", "Cost", "text", [amount(value, asked.price) for _, value in shown]),
            _column("colour", "Colour", "text", ["buy"] * len(shown)),
        )
    )
    return Picture(
        key="should_cost",
        chart="bars",
        title="What these cells should cost the supplier, by line",
        subtitle=f"{shown_unit(asked.price)} at its door, mean over the term",
        equations="S30",
        tables={"bars": table},
    )


def quote_sections(result: QuoteResult, asked: Asked) -> tuple[Section, ...]:
    """Parts of the page below its answer and three numbers."""
    return (
        Section(
            heading="Should-cost by line",
            words=(asked.grades,),
            tables=(_lines(result, asked),),
            equations="S21, S29, S30, X42",
        ),
        Section(heading="By year", tables=(_years(result, asked),)),
        Section(heading="Implied margin and utilisation", words=_margin_words(result), equations="S30, S31"),
        Section(
            heading="Index exposure",
            words=_index_words(result, asked),
            tables=(_indices(result, asked),),
            equations="S34",
        ),
        Section(
            heading="Take or pay",
            words=_minimum_words(result, asked),
            tables=_minimums(result, asked),
            equations="S11, S32, S55",
        ),
        Section(
            heading=f"{LEVERS_SHOWN} levers, largest first",
            points=tuple(
                Point(
                    text=f"{lever_text(lever, asked.index_titles)}: {_worth(lever, asked)}",
                    why=Why(formula=f"what the buyer would pay less, worth today ({lever.equations})"),
                )
                for lever in result.levers[:LEVERS_SHOWN]
            ),
            numbered=True,
        ),
        Section(heading="Counter-offer", words=_counter_words(result, asked), equations="S21, S30, S31"),
    )


def _worth(lever: Lever, asked: Asked) -> str:
    low, high = np.quantile(lever.worth, (0.1, 0.9))
    mean = float(np.mean(lever.worth))
    told = f"{_sums(mean, float(low), float(high), asked)}."
    return told if mean > 0.0 else f"{told} It would cost, not save."


def lever_text(lever: Lever, index_titles: Mapping[str, str]) -> str:
    """A change of one term in words."""
    first, last = lever.values
    index = index_titles.get(lever.detail, lever.detail)
    return {
        "band": f"Band from {lever.detail} GWh a year for all volume (factor {last:g}, not {first:g})",
        "index_base": f"Base of {index} at its expected level, {last:.3g} instead of {first:.3g}",
        "minimum": f"Take-or-pay at {_share(last)} instead of {_share(first)}",
        "fall": f"Yearly fall of {quantity(last, 'share')} as the cost falls, not {quantity(first, 'share')}",
        "idle_plant": f"Pay for a plant used to {_share(last)}, not {_share(first)}",
        "place": f"Cells from {lever.detail}, the cost there in the price",
        "term": f"A term of {last:g} instead of {first:g} years, the last one at the market's price",
    }[lever.name]


def _column(name: str, label: str, unit: str, values: Sequence[Any]) -> Column:
    """A column as everywhere; ranges, and numbers that are written out already, stay as they are."""
    if unit == NUMBER or any(isinstance(each, tuple) for each in values):
        return Column(name=name, label=label, unit=unit, values=values)
    return found_column(name, label, unit, list(values))


def _gwh(energy: float) -> str:
    return plain(energy / MILLION, 1)


def _energy(name: str, label: str, values: Sequence[str]) -> Column:
    """A column of energies, all with one decimal."""
    return _column(name, f"{label}, GWh", NUMBER, values)


def _lines(result: QuoteResult, asked: Asked) -> Table:
    titles = _titles(asked)
    rows = [(titles.get(name, name), line) for name, line in result.lines.items() if line.mean]
    rows += [("Full cost", result.full_cost), ("Cash part of it", result.cash_cost), ("Price", result.price)]
    rows.append(("Price at the buyer's door", result.landed))
    total = result.full_cost.mean
    return Table(
        caption="Cost by line",
        columns=(
            _column("line", "Line", "text", [name for name, _ in rows]),
            _column("mean", "Mean", asked.price, [each.mean for _, each in rows]),
            _column("range", "P10–P90", asked.price, [(each.low, each.high) for _, each in rows]),
            _column("share", "Of full cost", "share", [each.mean / total for _, each in rows]),
        ),
    )


def _years(result: QuoteResult, asked: Asked) -> Table:
    found = result.by_year
    return Table(
        caption="Means by year",
        columns=(
            _column("year", "Year", "text", [str(year) for year in result.years]),
            _energy("planned", "Planned", [_gwh(energy) for energy in found["planned"]]),
            _column("price", "Price", asked.price, found["price"]),
            _column("cash", "Cash cost", asked.price, found["cash_cost"]),
            _column("full", "Full cost", asked.price, found["full_cost"]),
            _column("margin", "Margin", "share", found["margin"]),
            _energy("output", "Its plant", [_gwh(energy) for energy in found["plant_output"]]),
        ),
    )


def _margin_words(result: QuoteResult) -> tuple[str, ...]:
    told = [
        f"The price leaves {_share(result.margin.mean)} ({_share(result.margin.low)} to"
        f" {_share(result.margin.high)}) over full cost; it is below full cost in"
        f" {_share(result.below_full)} of the draws and below cash cost in {_share(result.below_cash)}. Usual"
        f" margins: thin {_share(result.thin.mean)}, normal {_share(result.normal.mean)}, of this market in"
        f" these years {_share(result.market.mean)}."
    ]
    used = f"The should-cost has the plant used to {_share(result.utilization.mean)}."
    if math.isfinite(result.implied):
        told.append(
            f"{used} The price is full cost with the normal margin at a use of {_share(result.implied)}."
        )
    elif result.implied_none >= result.implied_any:
        told.append(
            f"{used} No use of the plant, not even full, makes the price full cost with the normal margin."
        )
    else:
        told.append(f"{used} The price is more than full cost with the normal margin at any use looked at.")
    if math.isfinite(result.breakeven):
        told.append(f"Without any margin the two meet at a use of {_share(result.breakeven)}.")
    told.append(f"In {_share(result.implied_none)} of the draws full use is still too dear for the price.")
    return (*told[:1], " ".join(told[1:]))


def _index_words(result: QuoteResult, asked: Asked) -> tuple[str, ...]:
    if not result.exposures:
        return ("No index moves price or cost.",)
    worst = result.exposures[0]
    side = "more" if worst.mismatch.mean > 0 else "less"
    name = asked.index_titles.get(worst.name, worst.name)
    return (
        f"Largest mismatch: {name}. For +10% of it the price moves {side} than the cost, by"
        f" {_sum(abs(worst.mismatch.mean), asked)} over the term in money of today.",
    )


def _indices(result: QuoteResult, asked: Asked) -> Table:
    each, unit = result.exposures, shown_unit(asked.price)
    return Table(
        caption="Indices in cost and price",
        columns=(
            _column("name", "Index", "text", [upper(asked.index_titles.get(e.name, e.name)) for e in each]),
            _column("cost", "In the cost", "share", [e.cost_share.mean for e in each]),
            _column("price", "In the price", "share", [e.price_share.mean for e in each]),
            _column("cost_step", f"Cost +10%, {unit}", NUMBER, [plain(e.cost_step.mean, 2) for e in each]),
            _column("price_step", f"Price +10%, {unit}", NUMBER, [plain(e.price_step.mean, 2) for e in each]),
            _column("mismatch", "Mismatch", asked.sum, [e.mismatch.mean / MILLION for e in each]),
        ),
    )


def _minimum_words(result: QuoteResult, asked: Asked) -> tuple[str, ...]:
    if not result.offer.minimum_share:
        return ("Nothing is due that is not taken.",)
    owed = result.owed_today
    return (
        f"{_share(result.offer.minimum_share)} of the plan is paid for in any case. Owed for what is not"
        f" taken, in money of today: {_sums(owed.mean, owed.low, owed.high, asked)}, an item like debt;"
        f" with the car a year late {_sum(result.slipped_today.mean, asked)}.",
    )


def _minimums(result: QuoteResult, asked: Asked) -> tuple[Table, ...]:
    each = result.take_or_pay
    if not result.offer.minimum_share:
        return ()
    taken = [e.taken for e in each]
    return (
        Table(
            caption="What is due and what is taken",
            columns=(
                _column("year", "Year", "text", [str(e.year) for e in each]),
                _energy("due", "Due", [_gwh(e.due) for e in each]),
                _energy("taken", "Taken", [_gwh(e.mean) for e in taken]),
                _energy("range", "P10–P90", [f"{_gwh(e.low)} to {_gwh(e.high)}" for e in taken]),
                _column("short", "Chance short", "share", [e.short for e in each]),
                _column("owed", "Owed, mean", asked.sum, [e.owed / MILLION for e in each]),
                _column("owed_p95", "One year in 20", asked.sum, [e.owed_p95 / MILLION for e in each]),
            ),
        ),
    )


def _counter_words(result: QuoteResult, asked: Asked) -> tuple[str, ...]:
    low, high = result.counter
    ends = [
        f"{quantity(end.mean, asked.price)} ({amount((end.low, end.high), asked.price)})"
        for end in (low, high)
    ]
    saved, lost = result.counter_worth
    more = f" Against the offer: {_sum(lost.mean, asked)} less to pay over the term."
    if result.price.mean < high.mean:
        more = " The offer is below it: it is the most to pay."
    return (
        f"From {ends[0]}: the supplier's cash cost with a thin margin of {_share(result.thin.mean)}. Below it"
        " each cell costs it money, and it would stop or cut corners. Against the offer:"
        f" {_sum(saved.mean, asked)} less to pay over the term.",
        f"To {ends[1]}: full cost, the plant paid back, with a normal margin of"
        f" {_share(result.normal.mean)}. Above it another maker could build and sell for less.{more}",
    )
