"""From the case's forms to the plain numbers of the engine, on the year axis."""

import math
from collections.abc import Mapping

from cellworth.engine.decision_inputs import (
    DecisionInputs,
    Evidence,
    Later,
    Learning,
    Maker,
    PackDesign,
    Plant,
    Pledge,
    PricePath,
    Provenance,
    Supplier,
)
from cellworth.io.case_formats import case_format, format_limits, format_origins, with_format
from cellworth.io.case_forms import (
    CaseForm,
    EvidenceForm,
    IndustryForm,
    LaterForm,
    PackForm,
    PlantForm,
    PledgeForm,
    ShownForm,
)
from cellworth.io.case_numbers import Number
from cellworth.io.case_sense import numbers
from cellworth.io.cases import CaseFile
from cellworth.io.powder_prices import powder_numbers, price_path

__all__ = ["decision_inputs", "index_values", "pack_designs", "price_paths"]

STRATEGY = "strategy."
"""Part of a case that the first decision does not read."""


def decision_inputs(case: CaseFile) -> DecisionInputs:
    """Numbers of a checked case, in kWh, year, USD and fractions."""
    form = case.form
    axis = tuple(range(form.years.first, form.years.last + 1))
    origins = {place: _provenance(place, number) for place, number in numbers(form)}
    pack_of_year = tuple(_held(form.output.pack, year) for year in axis)
    return DecisionInputs(
        name=form.name,
        title=form.title,
        question=form.question,
        as_of=form.as_of,
        parties=form.parties.model_dump(),
        years=axis,
        today=form.years.today,
        packs=pack_designs(form, later=True),
        later_packs=tuple(form.known_later_packs),
        pack_of_year=pack_of_year,
        output_energy=_output(form, axis, pack_of_year),
        prices=price_paths(form),
        indices=index_values(form),
        plants=tuple(_plant(name, plant, form, axis) for name, plant in form.plants.items()),
        maker=_maker(form, axis),
        learning=Learning(
            own_rate=form.learning.own_rate.value,
            industry_rate=form.learning.industry_rate.value,
            spillover=form.learning.spillover.value,
            reject_first=form.learning.reject_first.value,
            reject_floor=form.learning.reject_floor.value,
        ),
        supplier=_supplier(form, axis),
        industry_energy=_grown(form.industry.energy, form.industry.growth.value, axis),
        industry_capacity=_capacity(form.industry, axis),
        industry_announced=tuple(_summed(form.industry.announced, year) for year in axis),
        industry_realised=form.industry.realised.value,
        evidence=tuple(_evidence(name, entry, origins) for name, entry in form.evidence.items()),
        later=tuple(_later(name, entry, origins) for name, entry in form.known_later.items()),
        numbers=(
            *(origin for place, origin in origins.items() if not place.startswith(STRATEGY)),
            *powder_numbers(form),
            *format_origins(form),
        ),
        sweep_volumes=_spread(form.shown),
        agrees_within=form.shown.agrees_within,
        limits=(*form.limits, *format_limits(form)),
        pledge=_pledge(form.pledge),
    )


def _pledge(form: PledgeForm | None) -> Pledge | None:
    if form is None:
        return None
    money = _dollars(form.sum, form.exchange)
    return Pledge(form.title, money, form.packs.value, form.pack, form.year)


def pack_designs(form: CaseForm, *, later: bool = False) -> dict[str, PackDesign]:
    """Packs of a case, if wanted with those known later."""
    packs = {**form.packs, **form.known_later_packs} if later else form.packs
    return {
        name: with_format(_pack(name, pack), name, case_format(pack.format, f"[packs.{name}.format]"))
        for name, pack in packs.items()
    }


def price_paths(form: CaseForm) -> dict[str, PricePath]:
    """Material prices of a case; cathode powders by their metals where the case says so."""
    return {name: price_path(name, form) for name in form.prices}


def index_values(form: CaseForm) -> dict[str, dict[int, float]]:
    """Prices of each index by year."""
    return {name: _values(index.price) for name, index in form.indices.items()}


def _spread(form: ShownForm) -> tuple[float, ...]:
    """Volumes evenly spread in their logarithm."""
    steps = form.sweep_points - 1
    ratio = form.sweep_highest / form.sweep_lowest
    return tuple(form.sweep_lowest * ratio ** (index / steps) for index in range(form.sweep_points))


def _provenance(place: str, number: Number) -> Provenance:
    kept = ("given", "source", "where", "grade", "known_from", "row", "rule", "parents")
    return Provenance(place=place, **{name: getattr(number, name) for name in kept})


def _values(numbers_by_year: Mapping[int, Number]) -> dict[int, float]:
    return {year: number.value for year, number in numbers_by_year.items()}


def _held(by_year: Mapping[int, str], year: int) -> str:
    """Entry in force: the last one that has started."""
    return by_year[max(start for start in by_year if start <= year)]


def _step(by_year: Mapping[int, Number], year: int, *, before: float) -> float:
    """Value in force, or `before` where none has started."""
    started = [start for start in by_year if start <= year]
    return by_year[max(started)].value if started else before


def _summed(by_year: Mapping[int, Number], year: int) -> float:
    return math.fsum(number.value for start, number in by_year.items() if start <= year)


def _grown(by_year: Mapping[int, Number], growth: float, axis: tuple[int, ...]) -> tuple[float, ...]:
    """Values by year; growing from the last one given, flat before the first."""
    first, last = min(by_year), max(by_year)
    path = []
    for year in axis:
        value = _step(by_year, min(year, last), before=by_year[first].value)
        path.append(value * (1.0 + growth) ** max(year - last, 0))
    return tuple(path)


def _pack(name: str, form: PackForm) -> PackDesign:
    inputs: dict[str, float | str] = {
        "couple": form.couple,
        "energy": form.energy.value,
        "power": form.power.value,
        "recharge_time": form.recharge_time.value,
        "cells_in_parallel": float(form.cells_in_parallel),
        "cells_per_module": float(form.cells_per_module),
        "modules_per_row": float(form.modules_per_row),
        "rows": float(form.rows),
        "modules_in_parallel": 1.0,
    }
    for target in ("positive_capacity", "negative_capacity", "positive_thickness", "separator_thickness"):
        given = getattr(form, target)
        if given:
            inputs[target] = given.value
    return PackDesign(
        name=name,
        title=form.title,
        couple_reason=form.couple_reason,
        inputs=inputs,
        prices=dict(form.prices),
        energy=form.energy.value,
        cell_mass=form.cell_mass.value if form.cell_mass else None,
        cell_specific_energy=form.cell_specific_energy.value if form.cell_specific_energy else None,
        pack_mass=form.pack_mass.value if form.pack_mass else None,
    )


def _output(form: CaseForm, axis: tuple[int, ...], pack_of_year: tuple[str, ...]) -> tuple[float, ...]:
    """Energy a year, from energy or from packs of that year's size; the last entry is held."""
    path = []
    for year, name in zip(axis, pack_of_year, strict=True):
        started = [start for start in (*form.output.energy, *form.output.packs) if start <= year]
        start = max(started)
        if start in form.output.packs:
            path.append(form.output.packs[start].value * form.packs[name].energy.value)
        else:
            path.append(form.output.energy[start].value)
    return tuple(path)


def _dollars(money: Number, exchange: Number | None) -> float:
    """Money in USD; the rate is in foreign money per USD, or in USD per foreign money."""
    if exchange is None:
        return money.value
    return money.value / exchange.value if exchange.unit.endswith("/USD") else money.value * exchange.value


def _plant(name: str, form: PlantForm, case: CaseForm, axis: tuple[int, ...]) -> Plant:
    return Plant(
        name=name,
        title=form.title,
        opens=form.opens,
        capacity=form.capacity.value * case.packs[form.built_pack].energy.value,
        share=tuple(_step(form.share, year, before=0.0) for year in axis),
        investment=_dollars(form.investment, form.exchange),
        built_pack=form.built_pack,
    )


def _maker(form: CaseForm, axis: tuple[int, ...]) -> Maker:
    spent = {year: number.value for year, number in form.make.conversion.items()}
    return Maker(
        discount_rate=form.make.discount_rate.value,
        plant_life=form.make.plant_life.value,
        closure=form.make.closure.value,
        conversion=tuple(spent.get(year, 0.0) for year in axis),
        alternative_packs=form.output.alternative.value,
    )


def _supplier(form: CaseForm, axis: tuple[int, ...]) -> Supplier:
    entry = form.supplier
    return Supplier(
        energy=_grown(entry.energy, entry.growth.value, axis),
        utilization=entry.utilization.value,
        discount_rate=entry.discount_rate.value,
        plant_life=entry.plant_life.value,
        margin=(
            entry.margin_low.value,
            entry.margin_high.value,
            entry.margin_middle.value,
            entry.margin_width.value,
        ),
        freight=entry.freight.value,
        duty=entry.duty.value,
        transit=entry.transit.value,
        quoted=tuple(_step(form.quote.price, year, before=math.nan) for year in axis),
        quote_weight=form.quote.weight.value,
    )


def _capacity(form: IndustryForm, axis: tuple[int, ...]) -> tuple[float, ...]:
    """Capacity at work: grows with the industry, by the stated ratio."""
    return tuple(
        energy * form.capacity_ratio.value for energy in _grown(form.energy, form.growth.value, axis)
    )


def _evidence(name: str, form: EvidenceForm, origins: Mapping[str, Provenance]) -> Evidence:
    return Evidence(
        name=name,
        title=form.title,
        year=form.year,
        price=_dollars(form.price, form.exchange),
        compare=form.compare,
        says=form.says,
        fit=form.fit,
        comment=form.comment,
        origin=origins[f"evidence.{name}.price"],
    )


def _later(name: str, form: LaterForm, origins: Mapping[str, Provenance]) -> Later:
    kind = "price" if form.price else "energy"
    return Later(
        name=name,
        title=form.title,
        year=form.year,
        price=form.price.value if form.price else None,
        energy=form.energy.value if form.energy else None,
        compare=form.compare or "",
        origin=origins[f"known_later.{name}.{kind}"],
    )
