"""Charts over the supply price: the best family by volume and price, and its chance."""

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np

from cellworth.core.types import Array
from cellworth.engine.scenarios.result import StrategyResult
from cellworth.report.charts.chance_by_price import THIN
from cellworth.report.content import Picture, Table
from cellworth.report.decision.reading import column, per_kwh
from cellworth.report.figures import amount, plain, quantity, significant, upper
from cellworth.report.strategies.reading import company, family, leading, priced, way

__all__ = ["chance_by_price", "switch_map"]

Run = tuple[int, int, int, str]
"""Place of the volume, first price, price after the last one, family."""


def switch_map(result: StrategyResult) -> Picture:
    """Best family by packs a year and supply price."""
    found = result.switch_map
    volumes = [float(value) for value in found["volumes"]]
    prices = [float(value) for value in found["prices"]]
    best = np.asarray(found["best"], dtype=object)
    runs = [(v, *run) for v in range(len(volumes)) for run in _runs([str(name) for name in best[v]])]
    wide, high = _edges(volumes, logarithmic=True), _edges(prices)
    today = found["today"]
    point = Table(
        columns=(
            column("volume", "Packs", "packs/year", [significant(float(today[0]), 3)]),
            column("price", "Supply price", result.unit("USD/kWh"), [today[1]]),
            column("label", "Point", "text", ["Today"]),
        )
    )
    here = _family_at(volumes, prices, best, float(today[0]), float(today[1]))
    return Picture(
        key="map",
        chart="family_map",
        title=_map_title(result, here),
        subtitle=f"Ranked first, by delivered price{_whose(result)}, {per_kwh(result)}, and packs a year",
        tables={
            "fields": _fields(result, runs, wide, high),
            "edges": _borders(result, runs, wide, high),
            "names": _names(result, runs, volumes, high, float(today[0])),
            "today": point,
            "shown": _shown(result, volumes, prices, best),
        },
        notes=_left_out(result),
    )


def _left_out(result: StrategyResult) -> tuple[str, ...]:
    """Says so if the recommended family is not among those of the map."""
    compared = set(result.switch_map.get("chance", {})) or {result.family}
    return () if result.family in compared else (f"{upper(way(result.family))} is not on this map.",)


def _whose(result: StrategyResult) -> str:
    supplier = priced(result)
    return f" of {company(result, supplier)}" if supplier else ""


def _map_title(result: StrategyResult, here: str) -> str:
    at = f"At today’s volume and price {way(here)} ranks first"
    others = sorted({str(name) for row in np.asarray(result.switch_map["best"]) for name in row} - {here})
    rest = [way(name) for name in others]
    if not rest:
        return f"{at}, and at all others shown"
    return f"{at}; elsewhere {' or '.join([', '.join(rest[:-1]), rest[-1]] if rest[1:] else rest)}"


def _family_at(
    volumes: Sequence[float], prices: Sequence[float], best: Array, volume: float, price: float
) -> str:
    v = min(range(len(volumes)), key=lambda k: abs(math.log(volumes[k] / volume)))
    p = min(range(len(prices)), key=lambda k: abs(prices[k] - price))
    return str(best[v, p])


def _runs(names: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Neighbours that are alike: first, one after the last, name."""
    start = 0
    for place in range(1, len(names) + 1):
        if place == len(names) or names[place] != names[start]:
            yield start, place, names[start]
            start = place


def _edges(places: Sequence[float], *, logarithmic: bool = False) -> list[float]:
    """Borders of cells around places; the outer ones are the places themselves."""
    middle = [math.sqrt(low * high) if logarithmic else (low + high) / 2 for low, high in pairwise(places)]
    return [places[0], *middle, places[-1]]


def _box(
    result: StrategyResult, rows: Sequence[tuple[float, float, float, float]], colours: Sequence[str] = ()
) -> Table:
    names = ("volume", "volume_end", "price", "price_end")
    units = ("packs/year", "packs/year", result.unit("USD/kWh"), result.unit("USD/kWh"))
    columns = [
        column(name, name, unit, [row[k] for row in rows])
        for k, (name, unit) in enumerate(zip(names, units, strict=True))
    ]
    if colours:
        columns.append(column("colour", "colour", "text", list(colours)))
    return Table(columns=tuple(columns))


def _fields(
    result: StrategyResult, runs: Sequence[Run], wide: Sequence[float], high: Sequence[float]
) -> Table:
    rows = [(wide[v], wide[v + 1], high[first], high[last]) for v, first, last, _ in runs]
    return _box(result, rows, [name for *_, name in runs])


def _borders(
    result: StrategyResult, runs: Sequence[Run], wide: Sequence[float], high: Sequence[float]
) -> Table:
    """Lines along which the best one changes."""
    rows = [(wide[v], wide[v + 1], high[first], high[first]) for v, first, _, _ in runs if first > 0]
    by_volume: dict[int, list[Run]] = {}
    for run in runs:
        by_volume.setdefault(run[0], []).append(run)
    for v in range(1, len(by_volume)):
        for _, first, last, name in by_volume[v]:
            for _, from_, to, before in by_volume[v - 1]:
                low, top = max(first, from_), min(last, to)
                if low < top and name != before:
                    rows.append((wide[v], wide[v], high[low], high[top]))
    return _box(result, rows)


def _names(
    result: StrategyResult, runs: Sequence[Run], volumes: Sequence[float], high: Sequence[float], today: float
) -> Table:
    """Name of each family where its field is high, away from the point of today."""
    found = []
    for name in dict.fromkeys(run[3] for run in runs):
        own = [run for run in runs if run[3] == name]
        rim = len(volumes) // 8 + 1
        inner = [run for run in own if rim <= run[0] < len(volumes) - rim] or own
        tallest = max(high[last] - high[first] for _, first, last, _ in inner)
        tall = [run for run in inner if high[run[2]] - high[run[1]] >= 0.8 * tallest]
        v, first, last, _ = max(tall, key=lambda run: abs(math.log(volumes[run[0]] / today)))
        found.append((volumes[v], (high[first] + high[last]) / 2, family(name)))
    return Table(
        columns=(
            column("volume", "Packs", "packs/year", [row[0] for row in found]),
            column("price", "Price", result.unit("USD/kWh"), [row[1] for row in found]),
            column("text", "Family", "text", [row[2] for row in found]),
        )
    )


def _shown(result: StrategyResult, volumes: Sequence[float], prices: Sequence[float], best: Array) -> Table:
    """Best family in words: a row for every price, a column for some volumes."""
    step = max(1, len(volumes) // 6)
    chosen = list(range(0, len(volumes), step))
    return Table(
        caption="Ranked first",
        columns=(
            column("price", "Supply price", result.unit("USD/kWh"), prices),
            *(
                column(
                    f"at_{v}",
                    f"{plain(significant(volumes[v], 3))} packs",
                    "text",
                    [family(str(name)) for name in best[v]],
                )
                for v in chosen
            ),
        ),
    )


def _without(result: StrategyResult, names: Sequence[str]) -> str:
    """Families that the chances by price leave out."""
    out = [way(each.name) for each in result.families if each.name not in names]
    return f", {' and '.join(out)} left out" if out else ""


def _too_thin(chances: Mapping[str, Array]) -> tuple[str, ...]:
    """Fields of the chart that have no room for their name."""
    thin = [family(name) for name, shares in chances.items() if 0.0 < float(np.max(shares)) <= THIN]
    return (f"Without a name, because thin: {' and '.join(thin)}.",) if thin else ()


def chance_by_price(result: StrategyResult) -> Picture | None:
    """Chance that each family is best over the supply price; None if it was not computed."""
    chances = result.switch_map.get("chance")
    if not chances:
        return None
    prices = [float(price) for price in result.switch_map["prices"]]
    names = [each.name for each, _ in leading(result) if each.name in chances]
    rows, floor = [], np.zeros(len(prices))
    for name in reversed(names):
        top = floor + np.asarray(chances[name], dtype=float)
        rows += [
            (family(name), name, price, float(low), float(high))
            for price, low, high in zip(prices, floor, top, strict=True)
        ]
        floor = top
    volume, now = (float(value) for value in result.switch_map["today"])
    fields = Table(
        columns=(
            column("name", "Family", "text", [row[0] for row in rows]),
            column("colour", "Colour", "text", [row[1] for row in rows]),
            column("price", "Price", result.unit("USD/kWh"), [row[2] for row in rows]),
            column("low", "From", "share", [row[3] for row in rows]),
            column("high", "To", "share", [row[4] for row in rows]),
        )
    )
    shown = Table(
        caption="Chance that it is best",
        columns=(
            column("price", "Supply price", result.unit("USD/kWh"), prices),
            *(column(name, family(name), "share", list(chances[name])) for name in names),
        ),
    )
    at = {name: float(np.interp(now, prices, np.asarray(chances[name], dtype=float))) for name in names}
    first = max(at, key=lambda name: at[name])
    return Picture(
        key="chance",
        chart="chance_by_price",
        title=f"At {quantity(now, result.unit('USD/kWh'))} {way(first)} is best in"
        f" {amount(at[first], 'share', first_screen=True)}% of the scenarios{_without(result, names)}",
        subtitle="Chance that it is best, by delivered price,"
        f" at {plain(significant(volume, 3))} packs a year",
        tables={
            "fields": fields,
            "today": Table(columns=(column("price", "Price", result.unit("USD/kWh"), [now]),)),
            "shown": shown,
        },
        notes=_too_thin(chances),
    )
