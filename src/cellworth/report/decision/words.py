"""The first screen of the decision: answer, what it leaves open, three numbers with their why."""

import math

from cellworth.engine.decision_result import DecisionResult
from cellworth.report.content import Cited, Headline, Why
from cellworth.report.decision.facts import cited
from cellworth.report.decision.reading import known, today
from cellworth.report.figures import plain, quantity, span

__all__ = ["answer", "caution", "headlines"]


def answer(result: DecisionResult) -> str:
    """Strategy with the lower cash from tomorrow on, by how much, and the runner-up."""
    worth = result.headline["saving_worth"]
    buy, make = f"buy {result.parties['supplier']}'s cells", f"keep making them at {result.parties['maker']}"
    first, second = (buy, make) if worth > 0 else (make, buy)
    years = f"from {result.today + 1} to {result.years[-1]}"
    gap = quantity(abs(worth), "USD", first_screen=True)
    return (
        f"{first[:1].upper()}{first[1:]}: {years} it costs {gap} less in money of today. Next best: {second}."
    )


def caution(result: DecisionResult) -> str:
    """What the answer leaves open."""
    low, high = result.ranges["saving_per_pack_cash"]
    holds = "the sign stays the same" if (low > 0) == (high > 0) else "the sign turns"
    return (
        "One calculation on the most likely inputs; how sure it is, is not computed yet. "
        f"Between the published outputs and prices {holds}."
    )


def headlines(result: DecisionResult) -> tuple[Headline, Headline, Headline]:
    """Saving per pack, supply price to buy below, volume from which making pays."""
    return _saving(result), _price(result), _volume(result)


def _ranged(result: DecisionResult, name: str) -> tuple[float | None, float | None]:
    low, high = result.ranges.get(name, (math.nan, math.nan))
    return known(low), known(high)


def _saving(result: DecisionResult) -> Headline:
    head = result.headline
    low, high = _ranged(result, "saving_per_pack_cash")
    full = quantity(head["saving_per_pack_full"], "USD/pack")
    inputs = (
        _computed("Own cells, cash still to be spent", head["own_cell_cash"], "USD/kWh"),
        _computed("Bought cells at the door", head["landed_cell_price"], "USD/kWh"),
        _computed("Energy of a pack", today(result, "pack_energy_made"), "kWh"),
        *cited(
            result, "output.packs", "output.alternative", "quote.price", "quote.weight", year=result.today
        ),
    )
    moves = (
        f"Volume: at the two published outputs own cells cost {_range(result, 'own_cell_cash')}.",
        f"Price: quoted or modelled, bought cells cost {_range(result, 'landed_cell_price')} at the door.",
        f"Plants: if they still had to be paid back, the saving would be {full}.",
    )
    return Headline(
        name="saving_per_pack_cash",
        label=f"Saved per pack by buying, {result.today}",
        value=head["saving_per_pack_cash"],
        unit="USD/pack",
        low=low,
        high=high,
        note=f"{full} with the plants still to be paid back",
        why=Why(
            formula="(cash to make a kWh of cells − price of a bought kWh at the door) × kWh of a pack",
            inputs=inputs,
            moves=moves,
        ),
    )


def _price(result: DecisionResult) -> Headline:
    head = result.headline
    inputs = (
        _computed("Cash to make, worth today", head["make_cash_to_serve"], "USD"),
        _computed("Cash to buy, worth today", head["buy_cash_to_serve"], "USD"),
        *cited(result, "make.closure", "make.discount_rate", "supplier.freight", "supplier.duty"),
        *cited(result, "output.packs", year=result.years[-1]),
    )
    moves = (
        f"Today's plants at today's volume break even at {_one(head, 'breakeven_price_cash')} in cash,"
        f" and at {_one(head, 'breakeven_price_full')} with the plants paid back.",
        f"Volume: at the two published outputs that is {_range(result, 'breakeven_price_cash')} in cash.",
    )
    used = quantity(today(result, "cell_price_used"), "USD/kWh")
    return Headline(
        name="indifference_supply_price",
        label="Buy below",
        value=head["indifference_supply_price"],
        unit="USD/kWh",
        note=f"supplier's price of cells, {result.today + 1} to {result.years[-1]}; {used} in {result.today}",
        why=Why(
            formula="(cash to make − cash to close) ÷ kWh, both worth today; less freight, duty and interest",
            inputs=inputs,
            moves=moves,
        ),
    )


def _volume(result: DecisionResult) -> Headline:
    head = result.headline
    volume = head["breakeven_volume_cash"]
    packs = quantity(today(result, "output_packs"), "packs/year")
    none = math.isnan(volume)
    note = f"at this price no volume covers the materials; {packs} today" if none else f"{packs} today"
    inputs = (
        _computed("Bought cells at the door", head["landed_cell_price"], "USD/kWh"),
        _computed("Materials of own cells", today(result, "own_cell_materials"), "USD/kWh"),
        _computed("Plants in use", head["utilization_made"], "share"),
        *cited(result, "plants", "output.packs", year=result.today, only=("capacity", str(result.today))),
    )
    paid_back = _volume_words(head["breakeven_volume_full"])
    moves = (
        f"With the plants still to be paid back: {paid_back}.",
        f"In a new plant of the right size, paid back: {_volume_words(head['breakeven_volume_new_plant'])}.",
    )
    return Headline(
        name="breakeven_volume_cash",
        label="Making pays from",
        value=volume,
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
    return span(*result.ranges[name], "USD/kWh")


def _one(head: dict[str, float], name: str) -> str:
    return quantity(head[name], "USD/kWh")


def _volume_words(volume: float) -> str:
    return "at no volume" if math.isnan(volume) else f"from {plain(volume)} packs a year"
