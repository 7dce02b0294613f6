"""The first screen of the decision: answer, what it leaves open, three numbers with their why."""

import math

from cellworth.engine.decision_result import DecisionResult
from cellworth.report.content import Cited, Headline, Why
from cellworth.report.decision.facts import cited
from cellworth.report.decision.reading import known, now, today
from cellworth.report.figures import plain, quantity, span, supported

__all__ = ["answer", "caution", "headlines"]


def answer(result: DecisionResult) -> str:
    """Strategy with the lower cash from tomorrow on, by how much, and the runner-up."""
    worth = result.headline["saving_worth"]
    maker, supplier = result.parties["maker"], result.parties["supplier"]
    buy, make = f"Buy the cells from {supplier}", f"Keep making the cells at {maker}"
    first, second = (buy, f"keep making at {maker}") if worth > 0 else (make, f"buy from {supplier}")
    years = f"from {result.today + 1} to {result.years[-1]}"
    gap = quantity(abs(worth), result.unit("USD"), first_screen=True)
    return f"{first}: {gap} less cash {years}, in money of today. Next best: {second}."


def caution(result: DecisionResult) -> str:
    """What the answer leaves open."""
    cash, full = (result.headline[f"saving_per_pack_{kind}"] for kind in ("cash", "full"))
    low, high = result.ranges["saving_per_pack_cash"]
    wins = "buying" if cash > 0 else "making"
    if (low > 0) == (high > 0):
        holds = f"At every published output and price of {result.today}, {wins} takes less cash."
    else:
        holds = f"Between the published outputs and prices of {result.today} the cheaper one changes."
    notes = ["One calculation on the most likely inputs; its odds are not computed yet.", holds]
    if (cash > 0) != (full > 0):
        notes.append(
            f"That counts cash still to be spent; were the plants not there yet, {_other(wins)} would win."
        )
    spared = result.headline["conversion_cash"]
    if 0 < result.headline["saving_worth"] < spared:
        lines = quantity(spared, result.unit("USD"), first_screen=True)
        notes.append(f"Buying spares {lines} for new lines; without that, making would win.")
    return " ".join(notes)


def _other(wins: str) -> str:
    return "making" if wins == "buying" else "buying"


def headlines(result: DecisionResult) -> tuple[Headline, Headline, Headline]:
    """Saving per pack, supply price to buy below, volume from which making pays."""
    return _saving(result), _price(result), _volume(result)


def _ranged(result: DecisionResult, name: str) -> tuple[float | None, float | None]:
    low, high = result.ranges.get(name, (math.nan, math.nan))
    return known(low), known(high)


def _saving(result: DecisionResult) -> Headline:
    head = result.headline
    cash, full = head["saving_per_pack_cash"], head["saving_per_pack_full"]
    low, high = _ranged(result, "saving_per_pack_cash")
    done = "Saved" if cash > 0 else "Lost"
    else_done = "saved" if full > 0 else "lost"
    paid_back = quantity(supported(abs(full), low, high), result.unit("USD/pack"))
    if cash < 0:
        cash, low, high = -cash, _turned(high), _turned(low)
    inputs = (
        _computed("Own cells, cash still to be spent", head["own_cell_cash"], result.unit("USD/kWh")),
        _computed("Bought cells, delivered", head["landed_cell_price"], result.unit("USD/kWh")),
        _computed("Energy of a pack", today(result, "pack_energy_made"), "kWh"),
        *cited(
            result, "output.packs", "output.alternative", "quote.price", "quote.weight", year=result.today
        ),
    )
    moves = (
        f"Volume: at the two published outputs own cells cost {_range(result, 'own_cell_cash')}.",
        f"Price: quoted or modelled, bought cells cost {_range(result, 'landed_cell_price')} delivered.",
        f"Plants: own cells cost {_one(result, 'own_cell_full')} were the plants still to be paid for.",
    )
    return Headline(
        name="saving_per_pack_cash",
        label=f"{done} per pack by buying, {result.today}",
        value=supported(cash, low, high),
        unit=result.unit("USD/pack"),
        low=None if low is None else supported(low, low, high),
        high=None if high is None else supported(high, low, high),
        note=f"{paid_back} {else_done} were the plants still to be paid for",
        why=Why(
            formula="(cash to make a kWh of cells − price of a bought kWh, delivered) × kWh of a pack",
            inputs=inputs,
            moves=moves,
        ),
    )


def _turned(value: float | None) -> float | None:
    return None if value is None else -value


def _price(result: DecisionResult) -> Headline:
    head = result.headline
    path = result.yearly["cell_price_used"]
    first, last = (quantity(price, result.unit("USD/kWh")) for price in (path[now(result) + 1], path[-1]))
    inputs = (
        _computed("Cash to make, worth today", head["make_cash_to_serve"], result.unit("USD")),
        _computed("Cash to buy, worth today", head["buy_cash_to_serve"], result.unit("USD")),
        _computed(
            "New lines for the next pack, in the cash to make", head["conversion_cash"], result.unit("USD")
        ),
        *cited(result, "make.closure", "make.conversion", "make.discount_rate"),
        *cited(result, "supplier.freight", "supplier.duty"),
        *cited(result, "output.packs", year=result.years[-1]),
    )
    moves = (
        f"Price: the supplier's is {first} in {result.today + 1} and {last} in {result.years[-1]}.",
        f"Today's plants at today's volume break even at {_one(result, 'breakeven_price_cash')} in cash,"
        f" and at {_one(result, 'breakeven_price_full')} with what the plants cost.",
        f"Volume: at the two published outputs that is {_range(result, 'breakeven_price_cash')} in cash.",
    )
    average = _one(result, "level_supply_price")
    return Headline(
        name="indifference_supply_price",
        label="Buy below",
        value=head["indifference_supply_price"],
        unit=result.unit("USD/kWh"),
        note=f"supplier's price, {result.today + 1} to {result.years[-1]}; {average} expected on average",
        why=Why(
            formula="(cash to make − cash to close) ÷ kWh, both worth today; less freight, duty and interest",
            inputs=inputs,
            moves=moves,
        ),
    )


def _volume(result: DecisionResult) -> Headline:
    head = result.headline
    volume = head["breakeven_volume_cash"]
    packs = quantity(supported(today(result, "output_packs")), "packs/year")
    note = f"{packs} in {result.today}"
    if math.isnan(volume):
        note = f"at no volume: bought cells cost less than what varies of own cells; {note}"
    elif volume <= 0:
        note = f"at any volume; {note}"
    inputs = (
        _computed("Bought cells, delivered", head["landed_cell_price"], result.unit("USD/kWh")),
        _computed("Materials of own cells", today(result, "own_cell_materials"), result.unit("USD/kWh")),
        _computed("Plants in use", head["utilization_made"], "share"),
        *cited(result, "plants", "output.packs", year=result.today, only=("capacity", str(result.today))),
    )
    paid_back = _volume_words(head["breakeven_volume_full"])
    moves = (
        f"With the plants still to be paid for: {paid_back}.",
        "In a new plant of the right size, its cost included:"
        f" {_volume_words(head['breakeven_volume_new_plant'])}.",
    )
    return Headline(
        name="breakeven_volume_cash",
        label="Making pays from",
        value=supported(volume) if volume > 0 else None,
        unit="packs/year",
        note=note,
        why=Why(
            formula="cash due whatever the volume ÷ (price of bought cells − varying cost of own cells)",
            inputs=inputs,
            moves=moves,
        ),
    )


def _computed(name: str, value: float, unit: str) -> Cited:
    return Cited(name=name, value=value, unit=unit, source="computed", grade="")


def _range(result: DecisionResult, name: str) -> str:
    return span(*result.ranges[name], result.unit("USD/kWh"))


def _one(result: DecisionResult, name: str) -> str:
    return quantity(result.headline[name], result.unit("USD/kWh"))


def _volume_words(volume: float) -> str:
    if math.isnan(volume):
        return "at no volume"
    return f"from {plain(supported(volume))} packs a year" if volume > 0 else "at any volume"
