"""The battery car beside other drives, as lines of text and as a page."""

from collections.abc import Iterator
from pathlib import Path

from cellworth.app.powertrains import Comparison, Drive, Market
from cellworth.core.constants import PERCENT
from cellworth.io.table_writing import whole_file

__all__ = ["page", "terminal_lines", "write_page"]

MINUS = "\N{MINUS SIGN}"
GAP = "  "
HEAD = ("", "per 100 km", "kWh/km", "USD/100 km", "CO2 g/km", "level at, USD")

LIMITS = (
    "Same body, mass and cycles for all: what an engine weighs less, or two tanks more, is left out.",
    "Each tested car settles two numbers by its two tests; the range is from the best to the worst of them.",
    "Heating in winter is free in the petrol car and costs the others range; it is not in the cycles.",
    "CO2 is that of the energy; making the pack, the fuel cell or the car is not in it.",
    "Taxes are in the prices of petrol, and hardly in those of the others.",
    "No price of hydrogen is representative: in Japan set by policy, in California trebled in three years.",
)


def terminal_lines(found: Comparison) -> Iterator[str]:
    """Tables of the markets, then what to know."""
    yield f"{found.title} as a battery car, and its body with other drives, as on the label"
    for market in found.markets:
        yield ""
        yield market.title
        rows = [HEAD, *(_cells(drive) for drive in market.drives)]
        widths = [max(len(row[place]) for row in rows) for place in range(len(HEAD))]
        for row in rows:
            words = [
                row[0].ljust(widths[0]),
                *(text.rjust(w) for text, w in zip(row[1:], widths[1:], strict=True)),
            ]
            yield (GAP + GAP.join(words)).rstrip()
    yield ""
    yield from _reading(found)


def _cells(drive: Drive) -> tuple[str, ...]:
    return (
        drive.title,
        f"{_range(drive.amount, 1)} {drive.unit}",
        _range(drive.energy, 2),
        _range(drive.cost, 2),
        _ends(*drive.carbon),
        _level(drive),
    )


def _range(values: tuple[float, float, float], digits: int) -> str:
    low, middle, high = (f"{value:.{digits}f}" for value in values)
    return f"{middle} ({low} to {high})" if low != high else middle


def _ends(low: float, high: float) -> str:
    if low != low:
        return "not known"
    return f"{low:.0f} to {high:.0f}"


def _level(drive: Drive) -> str:
    if drive.level is None:
        return "pack" if drive.drive == "battery" else "no price of power"
    low, middle, high = (_money(value) for value in drive.level)
    return f"{middle} ({low} to {high})"


def _money(value: float) -> str:
    """Whole hundreds; more would be false."""
    text = f"{abs(round(value, -2)):,.0f}"
    return MINUS + text if value < 0.0 and text != "0" else text


def _reading(found: Comparison) -> Iterator[str]:
    life = found.assumptions
    yield (
        f"Level at: what fuel cell or engine with tank may cost to be level with the pack of "
        f"{found.energy:.0f} kWh ({found.pack_cost:,.0f} USD designed and costed) after {life['years']:.0f} "
        f"years of {life['yearly_distance']:,.0f} km, {PERCENT * life['discount_rate']:.0f}% a year "
        f"({found.distance:,.0f} km discounted). Below zero: not level even if it were free."
    )
    yield (
        f"The ethanol fuel cell of the prototype gives {life['ethanol_power']:.0f} kW, which carries this "
        f"body at no more than {found.steady_speed:.0f} km/h on a level road; above it the battery runs down."
    )
    yield from LIMITS


def page(found: Comparison) -> str:
    """Markdown page."""
    lines = [
        "# Cost per kilometre: battery, hydrogen, ethanol, petrol",
        "",
        "Written by `cellworth powertrains --page docs/powertrains.md`; question R13. Equations V23 to V26: "
        "[theory/vehicle.md](theory/vehicle.md).",
        "",
        f"The body is that of the {found.title}. Middle value, and from best to worst in brackets.",
    ]
    for market in found.markets:
        lines += ["", f"## {market.title}", "", *_table(market), "", *(f"- {note}" for note in market.notes)]
    lines += ["", "## How to read it", "", *(f"- {line}" for line in _reading(found))]
    lines += ["", "## Cars behind it", "", *_cars(found)]
    return "\n".join(lines) + "\n"


def _table(market: Market) -> Iterator[str]:
    yield "| " + " | ".join(HEAD) + " |"
    yield "| --- |" + " ---: |" * (len(HEAD) - 1)
    for drive in market.drives:
        yield "| " + " | ".join(_cells(drive)) + " |"


def _cars(found: Comparison) -> Iterator[str]:
    yield "| car | drive | work per further fuel | standing kW | label, kWh/km | in this body, kWh/km |"
    yield "| --- | --- | ---: | ---: | ---: | ---: |"
    for car in found.fuel_cars:
        yield (
            f"| {car.title} | {car.drive} | {PERCENT * car.efficiency:.0f} % | {car.standing:.1f} | "
            f"{car.test:.2f} | {car.here:.2f} |"
        )


def write_page(found: Comparison, target: str) -> None:
    """Write the page, whole or not at all.

    Raises
    ------
    InputError
        If it cannot be written there.
    """
    with whole_file(target) as part:
        Path(part).write_text(page(found), encoding="utf-8")
