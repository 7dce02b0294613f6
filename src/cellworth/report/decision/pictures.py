"""Charts of the decision and the tables they are drawn from."""

from collections.abc import Mapping, Sequence

from cellworth.engine.decision_result import DecisionResult
from cellworth.report.content import Picture, Table
from cellworth.report.decision.reading import (
    column,
    known,
    per_kwh,
    per_kwh_of_the_year,
    today,
    word,
    yearly,
)
from cellworth.report.figures import amount, plain, quantity

__all__ = ["cost_by_year", "cost_over_volume", "items", "steps", "switch_map", "utilisation"]

LARGEST = 6


def switch_map(result: DecisionResult) -> Picture:
    """Supply price against volume: where buying and where making takes less cash."""
    sweep = result.sweep
    kept = [
        row for row, price in enumerate(sweep["standing_breakeven_price_cash"]) if known(price) is not None
    ]
    frontier = Table(
        caption="Supply price at which making and buying take the same cash, in today's plants",
        columns=(
            column("volume", "Packs", "packs/year", [sweep["volume"][row] for row in kept]),
            column(
                "price",
                "Buying is cheaper below",
                result.unit("USD/kWh"),
                [sweep["standing_breakeven_price_cash"][row] for row in kept],
            ),
            column(
                "paid_back",
                "The same, with the plants' cost",
                result.unit("USD/kWh"),
                [sweep["standing_breakeven_price"][row] for row in kept],
            ),
        ),
    )
    prices = [known(today(result, name)) for name in ("modelled_cell_price", "quoted_cell_price")]
    seen = sorted(price for price in prices if price is not None)
    point = Table(
        columns=(
            column("volume", "Packs", "packs/year", [today(result, "output_packs")]),
            column("price", "Supply price", result.unit("USD/kWh"), [today(result, "cell_price_used")]),
            column("low", "Low", result.unit("USD/kWh"), seen[:1]),
            column("high", "High", result.unit("USD/kWh"), seen[-1:]),
            column("label", "Point", "text", ["Today"]),
        )
    )
    cheaper = "buying" if today(result, "saving_per_pack_cash") > 0 else "making"
    return Picture(
        key="map",
        chart="switch_map",
        title=f"At the volume and price of {result.today}, {cheaper} takes less cash",
        subtitle=f"Supply price of cells, {per_kwh(result)}, by packs a year in today's plants; cash still"
        " to be spent",
        tables={"frontier": frontier, "today": point},
        notes=("The bar at today’s point spans the quoted and the modelled price.",),
    )


def cost_over_volume(result: DecisionResult) -> Picture:
    """Full cost of a pack over volume: today's plants, a new plant, and bought cells."""
    sweep = result.sweep
    series = (
        ("standing_pack_full", "today's plants", "make"),
        ("new_pack_full", "new plant", "other"),
        ("bought_pack", "cells bought", "buy"),
    )
    shown = Table(
        caption="Cost of a pack over volume, with the plants' cost",
        columns=(
            column("volume", "Packs", "packs/year", list(sweep["volume"])),
            *(
                column(name, label.capitalize(), result.unit("USD/kWh"), list(sweep[name]))
                for name, label, _ in series
            ),
        ),
        rivals=tuple(name for name, *_ in series),
    )
    rows = [
        (label, kind, float(volume), cost)
        for name, label, kind in series
        for volume, cost in zip(sweep["volume"], map(known, sweep[name]), strict=True)
        if cost is not None
    ]
    cost = today(result, "own_pack_full")
    point = Table(
        columns=(
            column("volume", "Packs", "packs/year", [today(result, "output_packs")]),
            column("cost", "Cost", result.unit("USD/kWh"), [cost]),
            column("label", "Point", "text", ["Today"]),
        )
    )
    volumes = [float(volume) for volume in sweep["volume"]]
    new = [known(price) for price in sweep["new_pack_full"]]
    largest = next((n for n in reversed(range(len(new))) if new[n] is not None), 0)
    return Picture(
        key="volume",
        chart="cost_over_volume",
        title=f"Today a pack costs {quantity(cost, result.unit('USD/kWh'))}; a new plant for"
        f" {plain(volumes[largest])} packs a year would make it for"
        f" {amount(new[largest], result.unit('USD/kWh'))}",
        subtitle=f"Full cost of a pack, what the plants cost included, {per_kwh_of_the_year(result)}, by"
        " packs made a year",
        tables={"curves": _long(result, rows, "volume", "packs/year"), "today": point, "shown": shown},
    )


def _long(
    result: DecisionResult, rows: Sequence[tuple[str, str, float, float]], over: str, unit: str
) -> Table:
    """Series under each other, as a chart of lines reads them."""
    return Table(
        columns=(
            column("series", "Series", "text", [row[0] for row in rows]),
            column("kind", "Kind", "text", [row[1] for row in rows]),
            column(over, over, unit, [row[2] for row in rows]),
            column("cost", "Cost", result.unit("USD/kWh"), [row[3] for row in rows]),
        )
    )


def cost_by_year(result: DecisionResult) -> Picture:
    """Own cells, paid back and in cash, against bought ones."""
    series = (
        ("own_cell_full", "Make", "make"),
        ("own_cell_cash", "Make, cash", "cash"),
        ("landed_cell_price", "Buy", "buy"),
    )
    rows = [
        (label, kind, year, cost)
        for name, label, kind in series
        for year, cost in zip(result.years, map(known, result.yearly[name]), strict=True)
        if cost is not None
    ]
    prices = ("modelled_cell_price", "quoted_cell_price", "cell_price_used", "supplier_full_cost")
    labels = ("Modelled price", "Quoted price", "Price used", "Supplier's own cost")
    shown = Table(
        caption="Cells and packs by year",
        columns=(
            column("year", "Year", "year", result.years),
            *(yearly(result, name, label, result.unit("USD/kWh")) for name, label, _ in series),
            *(
                yearly(result, name, label, result.unit("USD/kWh"))
                for name, label in zip(prices, labels, strict=True)
            ),
            yearly(result, "own_pack_full", "Pack, cells made", result.unit("USD/kWh")),
            yearly(result, "bought_pack_cost", "Pack, cells bought", result.unit("USD/kWh")),
        ),
    )
    own, bought = today(result, "own_cell_full"), today(result, "landed_cell_price")
    dearer = "more" if own > bought else "less"
    gap = quantity(abs(own - bought), result.unit("USD/kWh"))
    return Picture(
        key="years",
        chart="own_against_bought",
        title=f"With what the plants cost, own cells cost {gap} {dearer} than bought ones in {result.today}",
        subtitle=f"Cost of cells, {per_kwh_of_the_year(result)}. Make: with the plants' cost; cash: what"
        " is still to be spent;"
        f" Buy: delivered. After {result.today} a plan",
        tables={"years": _long(result, rows, "year", "year"), "today": _this_year(result), "shown": shown},
    )


def _this_year(result: DecisionResult) -> Table:
    return Table(columns=(column("year", "Year", "year", [result.today]),))


def utilisation(result: DecisionResult) -> Picture:
    """Share of the published capacity in use, all plants together and each."""
    titles = [str(name) for name in result.plants["plant"]]
    plants = tuple(
        column(name, label, "share", list(use))
        for (name, use), label in zip(result.plant_utilization.items(), titles, strict=True)
    )
    table = Table(
        caption="Capacity in use",
        columns=(
            column("year", "Year", "year", result.years),
            yearly(result, "output_packs", "Packs made", "packs/year"),
            yearly(result, "utilization_made", "All plants", "share", name="utilisation"),
            *plants,
        ),
    )
    used = amount(today(result, "utilization_made"), "share", first_screen=True)
    return Picture(
        key="use",
        chart="utilisation",
        title=f"{result.parties['maker']}'s plants use {used}% of their published capacity in {result.today}",
        subtitle=f"Energy of packs made over published capacity, percent; after {result.today} a plan",
        tables={"years": table, "today": _this_year(result)},
    )


def steps(result: DecisionResult) -> Picture:
    """Conversion cost by process step."""
    return _parts(result, result.cost_by_step, "steps", "Process step", "step")


def items(result: DecisionResult) -> Picture:
    """What is bought for a pack."""
    return _parts(result, result.cost_by_item, "items", "Material or part", "material or part")


def _parts(result: DecisionResult, costs: Mapping[str, float], key: str, head: str, thing: str) -> Picture:
    """The largest parts as bars, all of them in the table."""
    order = sorted(costs, key=lambda name: -costs[name])
    whole = today(result, "own_pack_full")
    names = [word(key, name) for name in order]
    values = [costs[name] for name in order]
    shares = [value / whole for value in values]
    rest = len(order) - LARGEST
    folded = rest > 1
    few = LARGEST if folded else len(order)
    tail = [f"{rest} others"] if folded else []
    bars = Table(
        columns=(
            column("part", head, "text", names[:few] + tail),
            column("cost", "Cost", result.unit("USD/kWh"), values[:few] + [sum(values[few:])] * folded),
            column("share", "Share", "share", shares[:few] + [sum(shares[few:])] * folded),
        )
    )
    shown = Table(
        caption=f"Cost by {thing}",
        columns=(
            column("part", head, "text", names),
            column("cost", "Cost", result.unit("USD/kWh"), values),
            column("share", "Share of the pack's cost", "share", shares),
        ),
    )
    total = quantity(sum(values), result.unit("USD/kWh"))
    energy = quantity(today(result, "pack_energy_made"), "kWh")
    return Picture(
        key=key,
        chart="cost_by_part",
        title=f"The dearest {thing}: {names[0].lower()}, {amount(values[0], result.unit('USD/kWh'))} of"
        f" {total}",
        subtitle=f"{per_kwh(result)} of a {energy} pack in {result.today}, made in today's plants, their"
        " cost included"
        " (share of the pack's full cost)",
        tables={"parts": bars, "shown": shown},
    )
