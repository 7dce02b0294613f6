"""Charts of what strategies are worth and cost over the years, and of what drives the difference."""

from collections.abc import Iterable, Sequence

import numpy as np

from cellworth.core.types import Array
from cellworth.engine.scenarios.result import Driver, StrategyResult
from cellworth.report.content import Column, Picture, Table
from cellworth.report.decision.reading import column, known, money_millions, per_kwh_of_the_year
from cellworth.report.figures import amount, rounded_ends, span, upper
from cellworth.report.strategies.reading import (
    MILLION,
    between,
    colour,
    company,
    dollars,
    family,
    leading,
    priced,
    row_of,
    titled,
    way,
)

__all__ = ["cost_to_serve", "distributions", "drivers", "own_against_bought", "utilisation"]

POINTS = 48
"""Points of the outline of a distribution."""
BANDWIDTH = 1.06
"""Of the normal rule, in standard deviations over the fifth root of the count."""
FIRST = 8
"""Bars shown; the table has all."""
UNUSUAL = "Years in which a few scenarios with hardly any volume lift the mean above P95 are left out."
STANDING = "The plants stand: the decision counts what is still to be spent on them, not what they have cost."
LEAST = 5e4
"""Gain from which a bar is shown, in dollars."""


def distributions(result: StrategyResult) -> Picture:
    """How often each strategy is worth what: the best of each family."""
    found = [(each, row) for each, row in leading(result) if row.name in result.draws]
    names = [f"{family(row.family)}" for _, row in found]
    shapes = []
    for lane, (_, row) in enumerate(found):
        values = np.asarray(result.draws[row.name], dtype=float) / MILLION
        for worth, height in _outline(values):
            shapes.append((lane, row.name, colour(result, row.name), worth, height))
    figures = [
        column(name, label, result.unit("MUSD"), [getattr(row, source) / MILLION for _, row in found])
        for name, label, source in (
            ("low", "P5", "p5"),
            ("middle", "P50", "p50"),
            ("mean", "Mean", "mean"),
            ("high", "P95", "p95"),
        )
    ]
    family_names = column("name", "Family", "text", names)
    lanes = Table(columns=(column("lane", "Lane", "count", list(range(len(found)))), family_names, *figures))
    strategies = column("title", "Strategy", "text", [upper(titled(row.title)) for _, row in found])
    shown = Table(caption="Worth of the best of each family", columns=(family_names, strategies, *figures))
    first = row_of(result, result.strategy)
    low, high = rounded_ends(first.p5, first.p95)
    return Picture(
        key="worth",
        chart="distributions",
        title=f"In nine of ten scenarios {way(first.family)} is worth {span(low, high, result.unit('USD'))}",
        subtitle=f"Worth of the best of each family, {money_millions(result)} today, over all scenarios."
        " Height: how often;"
        " bar: P5 to P95; dot: mean",
        tables={"shapes": _shapes(result, shapes), "lanes": lanes, "shown": shown},
        notes=("Strategies are compared draw by draw; overlapping shapes do not mean that they tie.",),
    )


def _shapes(result: StrategyResult, rows: Sequence[tuple[int, str, str, float, float]]) -> Table:
    return Table(
        columns=(
            column("lane", "Lane", "count", [row[0] for row in rows]),
            column("name", "Strategy", "text", [row[1] for row in rows]),
            column("colour", "Colour", "text", [row[2] for row in rows]),
            column("worth", "Worth", result.unit("MUSD"), [row[3] for row in rows]),
            column("height", "Height", "1", [row[4] for row in rows]),
        )
    )


def _outline(values: Array) -> Iterable[tuple[float, float]]:
    """Smoothed density of draws over its largest value, between the outermost hundredths."""
    low, high = np.quantile(values, (0.005, 0.995))
    if not high > low:
        return [(float(low), 1.0)]
    width = (high - low) / POINTS
    counts, borders = np.histogram(values, bins=POINTS, range=(float(low), float(high)))
    middle = (borders[:-1] + borders[1:]) / 2
    spread = max(BANDWIDTH * float(np.std(values)) * len(values) ** -0.2, width)
    kernel = np.exp(-0.5 * ((middle[:, None] - middle[None, :]) / spread) ** 2)
    density = kernel @ counts / kernel.sum(axis=1)
    return zip(middle.tolist(), (density / density.max()).tolist(), strict=True)


def _fan(
    result: StrategyResult, series: Sequence[tuple[str, str, str, bool]], unit: str, scale: float = 1.0
) -> tuple[Table, Table]:
    """Rows for the chart, and the table shown: name of the path, words, colour, whether with its band."""
    years = result.case.years
    rows = []
    for name, label, tint, banded in series:
        mean, low, high = np.asarray(result.by_year[name], dtype=float) / scale
        for place, year in enumerate(years):
            band = (float(low[place]), float(high[place])) if banded else (None, None)
            rows.append((label, tint, year, _typical(mean[place], high[place]), *band))
    chart = Table(
        columns=(
            column("series", "Series", "text", [row[0] for row in rows]),
            column("colour", "Colour", "text", [row[1] for row in rows]),
            column("year", "Year", "year", [row[2] for row in rows]),
            *(
                _optional(name, [row[place] for row in rows], unit)
                for place, name in ((3, "mean"), (4, "low"), (5, "high"))
            ),
        )
    )
    shown = [column("year", "Year", "year", years)]
    for place, (name, label, _, _) in enumerate(series):
        stack = np.asarray(result.by_year[name], dtype=float) / scale
        for part, word in zip(stack, ("mean", "P5", "P95"), strict=True):
            shown.append(column(f"{word}_{place}", f"{label}, {word}", unit, part.tolist()))
    return chart, Table(caption="Year by year", columns=tuple(shown))


def _typical(mean: float, high: float) -> float | None:
    """A mean that says something: not above P95, where a few scenarios alone make it."""
    return float(mean) if mean <= high else None


def _optional(name: str, values: Sequence[float | None], unit: str) -> Column:
    return column(name, name, unit, [float("nan") if value is None else value for value in values])


def cost_to_serve(result: StrategyResult) -> Picture | None:
    """Cash a year of the best of each family; None if the run did not keep it."""
    keep = next((each.name for each in result.case.strategies if each.kind == "keep"), "")
    names = [row.name for _, row in leading(result) if row.name != keep]
    labels = {name: family(row_of(result, name).family) for name in names} | {keep: "Keep"}
    found = [name for name in (*names, keep) if f"cost_to_serve.{name}" in result.by_year]
    if not found:
        return None
    banded = {found[0], keep}
    series = [(f"cost_to_serve.{name}", labels[name], colour(result, name), name in banded) for name in found]
    chart, shown = _fan(result, series, result.unit("MUSD/year"), MILLION)
    last = {label: float(np.asarray(result.by_year[name])[0, -1]) for name, label, *_ in series}
    cheapest = min(last, key=lambda label: last[label])
    return Picture(
        key="serve",
        chart="fans",
        title=f"Cheapest way to serve the same cars in {result.case.years[-1]}: {cheapest.lower()}",
        subtitle=f"Cash a year for the cells of the same cars, {money_millions(result)},"
        f" {result.money.by_year}; bands: P5 to P95 of"
        f" the {labels[found[0]].lower()} and keep lines",
        tables={"years": chart, "shown": shown},
    )


def own_against_bought(result: StrategyResult) -> Picture | None:
    """Own cost of cells and the price of bought ones, with their ranges."""
    price = f"landed_cell_price.{priced(result)}"
    wanted = (("own_cell_full", "Made", "make", True), (price, "Bought", "buy", True))
    series = [each for each in wanted if each[0] in result.by_year]
    if len(series) < len(wanted):
        return None
    chart, shown = _fan(result, series, result.unit("USD/kWh"))
    own, bought = (np.asarray(result.by_year[name], dtype=float) for name, *_ in series)
    usual = own[0] <= own[2]
    dearer = int(np.sum((own[0] > bought[0]) & usual))
    years = int(np.sum(usual))
    notes = (STANDING,) if years == len(usual) else (STANDING, UNUSUAL)
    return Picture(
        key="fan",
        chart="fans",
        title=f"On average own cells cost more than bought ones in {dearer} of {years} years",
        subtitle=f"Cells, {per_kwh_of_the_year(result)}. Made: with what the plants cost, mean by volume."
        f" Bought: from {company(result, priced(result))}, delivered. Bands: P5 to P95",
        tables={"years": chart, "shown": shown},
        notes=notes,
    )


def utilisation(result: StrategyResult) -> Picture | None:
    """Share of the own plants in use, with its range."""
    if "own_utilization" not in result.by_year:
        return None
    chart, shown = _fan(result, [("own_utilization", "In use", "make", True)], "share")
    mean, low, high = np.asarray(result.by_year["own_utilization"], dtype=float)[:, -1]
    used, least, most = (amount(float(value), "share", first_screen=True) for value in (mean, low, high))
    return Picture(
        key="used",
        chart="fans",
        title=f"If kept, the plants are {used}% in use in {result.case.years[-1]}, {least} to {most}%",
        subtitle="Output over what the plants can make, keeping as it is; band: P5 to P95",
        tables={"years": chart, "shown": shown},
    )


def drivers(result: StrategyResult) -> tuple[Picture, ...]:
    """Inputs by what it is worth to know them, and by their share of the leading difference."""
    if not result.drivers:
        return ()
    worth = sorted(result.drivers, key=lambda each: -each.information_worth)
    known_gain = [
        each for each in worth if each.information_worth >= LEAST * result.money.per_dollar
    ] or worth[:1]
    share = sorted(result.drivers, key=lambda each: -each.variance_share)
    shown = _drivers(result, worth)
    first, most = worth[0], share[0]
    return (
        Picture(
            key="find",
            chart="bars",
            title=f"Worth most to know, {dollars(result, first.information_worth)}: “{first.group}”",
            subtitle=f"Gain from knowing it before the decision, {money_millions(result)}; in colour"
            " where that is more than finding out costs",
            equations="S49",
            tables={
                "bars": _bars(
                    known_gain[:FIRST],
                    [each.information_worth / MILLION for each in known_gain[:FIRST]],
                    [_find_text(result, each) for each in known_gain[:FIRST]],
                    [each.information_worth > each.find_out_cost for each in known_gain[:FIRST]],
                ),
                "shown": shown,
            },
        ),
        Picture(
            key="share",
            chart="bars",
            title=f"Largest source of what is uncertain {between(result)},"
            f" {amount(most.variance_share, 'share')}%: “{most.group}”",
            subtitle="Share of the variance of that difference; what inputs do together counts for each, so"
            " shares may add to more than 100%; in colour where the input is of grade D or E",
            equations="S50",
            tables={
                "bars": _bars(
                    share[:FIRST],
                    [each.variance_share for each in share[:FIRST]],
                    [
                        f"{amount(each.variance_share, 'share')}%, grade {each.grade}"
                        for each in share[:FIRST]
                    ],
                    [bool(set(each.grade) & set("DE")) for each in share[:FIRST]],
                ),
                "shown": shown,
            },
        ),
    )


def _find_text(result: StrategyResult, each: Driver) -> str:
    worth = dollars(result, each.information_worth)
    return (
        worth
        if known(each.find_out_cost) is None
        else f"{worth}, costs {dollars(result, each.find_out_cost)}"
    )


def _bars(
    found: Sequence[Driver], values: Sequence[float], texts: Sequence[str], dark: Sequence[bool]
) -> Table:
    return Table(
        columns=(
            column("name", "Input", "text", [upper(each.group) for each in found]),
            column("value", "Value", "1", values),
            column("text", "Text", "text", texts),
            column("colour", "Colour", "text", ["accent" if each else "quiet" for each in dark]),
        )
    )


def _drivers(result: StrategyResult, found: Sequence[Driver]) -> Table:
    return Table(
        caption="Inputs by what it is worth to know them",
        columns=(
            column("group", "Input", "text", [upper(each.group) for each in found]),
            column(
                "worth",
                "Worth to know",
                result.unit("MUSD"),
                [each.information_worth / MILLION for each in found],
            ),
            column(
                "error", "± error", result.unit("MUSD"), [each.information_error / MILLION for each in found]
            ),
            column(
                "cost",
                "Cost to find out",
                result.unit("MUSD"),
                [each.find_out_cost / MILLION for each in found],
            ),
            column("share", "Share of the variance", "share", [each.variance_share for each in found]),
            column("grade", "Grade", "text", [each.grade for each in found]),
            column("how", "Who could tell", "text", [each.find_out for each in found]),
            column("inputs", "Numbers in it", "text", [", ".join(each.quantities) for each in found]),
        ),
    )
