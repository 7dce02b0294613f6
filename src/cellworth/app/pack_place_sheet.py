"""Sheet and JSON of a design in a place: energy by step, carbon, three costs, ramp, end of life, grades."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from cellworth.app.pack import pack_json
from cellworth.app.pack_format import FormatDesign
from cellworth.app.pack_format_sheet import format_json, format_sheet
from cellworth.app.pack_place import PlacedPack
from cellworth.app.pack_sheet import NOT_THERE, Line, PackSheet, Section, pack_sheet
from cellworth.core.constants import PERCENT
from cellworth.io.extension_values import SourcedNumber, extension_numbers, worst_grade
from cellworth.io.place_inputs import energy_inputs

__all__ = ["placed_json", "placed_sheet"]

GUESSES = "DE"
MEASURES = (
    ("Full", "full_cost"),
    ("Full, with interest on capital", "full_cost_imputed"),
    ("Marginal, with labour", "marginal_cost"),
    ("Marginal, crew there", "marginal_cost_filled"),
    ("Levelized", "levelized_cost"),
    ("  of which capital", "levelized_capital"),
)
PARTS = (
    ("Materials and parts", "material_part"),
    ("Labour", "labor_part"),
    ("Energy", "energy_part"),
    ("Depreciation", "depreciation_part"),
    ("Overheads", "overhead_part"),
)
ROUTES = {
    "hydro": "Dissolved (hydro)",
    "pyro": "Smelted (pyro)",
    "direct": "Powder renewed (direct)",
    "second_life": "Second life, then dissolved",
}
PER_KWH = "USD/kWh"
CONTENT = "eu_recycled_content_2031_"


def _line(label: str, value: Any, form: str, unit: str) -> Line:
    return Line(label, format(float(value), form) if value == value else NOT_THERE, unit)


def placed_sheet(placed: PlacedPack) -> PackSheet:
    """Sheet of the pack with what the place and the metals add."""
    design = placed.design
    if isinstance(design, FormatDesign):
        sheet = format_sheet(design)
    else:
        sheet = pack_sheet(design.inputs, design.outputs)
    parts = (_cathode, _place, _ramp, _ending, _warranty)
    added = (*(section for part in parts for section in part(placed)), *_grades(placed.used))
    return replace(sheet, sections=(*sheet.sections, *added))


def _cathode(placed: PlacedPack) -> Iterator[Section]:
    cathode = placed.cathode
    if cathode is None:
        return
    lines = [
        _line(f"{cathode.powder} by its metals", cathode.price, ",.2f", "USD/kg"),
        _line("  metals in it", cathode.metal_value, ",.2f", "USD/kg"),
    ]
    yield Section("right", "Cathode powder", tuple(lines))
    others = [
        Line(each.title, f"{each.price:,.2f} / {each.listed:,.2f}", each.unit) for each in placed.materials
    ]
    if others:
        yield Section("right", "Not used: other materials at these prices / in the list", tuple(others))


def _place(placed: PlacedPack) -> Iterator[Section]:
    results, where = placed.results, placed.place
    if results is None or where is None:
        return
    title = f"{where.title}, {where.year}"
    energy = results.energy_of_cells
    steps = [
        Line(
            step.replace("_", " ").capitalize(),
            f"{float(use[0]):,.2f} / {float(energy.step_gas.get(step, use * 0.0)[0]):,.2f}",
            "",
        )
        for step, use in energy.step_electricity.items()
    ]
    total = f"{float(energy.electricity_use[0]):,.1f} / {float(energy.gas_use[0]):,.1f}"
    sums = (Line("All steps", total, ""), Line("  of the reference cell", _reference_energy(), ""))
    yield Section("left", "Energy, kWh per kWh of cells: power / gas", (*steps, *sums))
    yield Section("right", f"Cost in {title}, USD per kWh: cells / pack", tuple(_costs(placed)))
    carbon = results.material_carbon
    cathode, rest = carbon["positive_active"], sum(carbon.values()) - carbon["positive_active"]
    yield Section(
        "right",
        f"Carbon in {title}, kg CO2 per kWh",
        (
            _line("Electricity there, per kWh of it", where.grid, ",.3f", ""),
            _line("Plant", results.plant_carbon[0], ",.1f", ""),
            _line("Cathode powder", cathode[0], ",.1f", ""),
            _line("Other materials", rest[0], ",.1f", ""),
            _line("Pack, cradle to gate", results.gate_carbon[0], ",.1f", ""),
        ),
    )


def _reference_energy() -> str:
    """Energy of the cell that the table by step was measured on."""
    table = energy_inputs()
    both = (table.reference_electricity, table.reference_gas)
    return " / ".join(f"{sum(float(each[0]) for each in carrier.values()):,.1f}" for carrier in both)


def _costs(placed: PlacedPack) -> Iterator[Line]:
    results = placed.results
    assert results is not None
    pairs = (
        (results.cell_parts, results.pack_parts, PARTS),
        (results.cell_costs, results.pack_costs, MEASURES),
    )
    for cell, pack, lines in pairs:
        for label, name in lines:
            both = (float(getattr(level, name)[0]) for level in (cell, pack))
            yield Line(label, " / ".join(f"{value:,.2f}" for value in both), "")
    yield _line("Interest the method's price pays", PERCENT * placed.method_interest, ",.1f", "%")
    yield _line("Cells, levelized, at the door", results.landed_cost[0], ",.2f", "")
    yield _line("Land, not written off", results.land[0], ",.0f", "million USD")


def _ramp(placed: PlacedPack) -> Iterator[Section]:
    ramp = placed.ramp
    if ramp is None:
        return
    years = [
        Line(
            f"Year {int(age) + 1}",
            f"{PERCENT * float(scrap):,.0f} / {PERCENT * float(output):,.0f} / {float(lost):,.1f}",
            "",
        )
        for age, scrap, output, lost in zip(
            ramp.age[0], ramp.scrap[0], ramp.ramp_output[0], ramp.scrap_money[0], strict=True
        )
    ]
    cost = _line("Cells, levelized over the ramp", ramp.ramp_cost[0], ",.2f", PER_KWH)
    yield Section(
        "left",
        "First years: scrap, % / good output of plan, % / material lost, USD per good kWh",
        (*years, cost),
    )


def _ending(placed: PlacedPack) -> Iterator[Section]:
    ending = placed.end_of_life
    if ending is None:
        return
    lines = [_line("Metals that come back", ending.gross_metal_value[0], ",.1f", "")]
    lines += [_line(label, ending.route_value[name][0], ",.1f", "") for name, label in ROUTES.items()]
    lines.append(_line("Best of them, today", ending.best_value_today[0], ",.1f", ""))
    for element, (share, least) in _returns(ending.recycled_share).items():
        label = f"{element}: share of packs that must come back, EU 2031"
        lines.append(_line(label, PERCENT * least / share, ",.1f", "%"))
    yield Section("right", "Used pack, net, USD per kWh when new", tuple(lines))


def _returns(recycled: Mapping[str, Any]) -> dict[str, tuple[float, float]]:
    """Recycled share if all packs come back, and the least the law asks for, by element."""
    rules = extension_numbers("recycling", route="all")
    return {
        element: (float(share[0]), rules[f"{CONTENT}{element}"].value)
        for element, share in recycled.items()
        if f"{CONTENT}{element}" in rules
    }


def _warranty(placed: PlacedPack) -> Iterator[Section]:
    warranty = placed.warranty
    lines = (
        _line("Defects", warranty.defect_provision[0], ",.2f", ""),
        _line("Capacity below the promise", warranty.fade_provision[0], ",.2f", ""),
        _line("Packs that fall below it", PERCENT * warranty.faded_share[0], ",.1f", "%"),
        _line("Flat surcharge of the method", warranty.flat_warranty[0], ",.2f", ""),
        _line("Capacity left when it ends", PERCENT * warranty.health_then[0], ",.0f", "%"),
        _line("Worth of the pack then", warranty.residual[0], ",.1f", ""),
        _line("To build in, per kWh still useful then", warranty.built_in[0], ",.2f", "kWh"),
    )
    yield Section("right", "Warranty by the usual terms, USD per kWh", lines)


def _grades(used: tuple[SourcedNumber, ...]) -> Iterator[Section]:
    if not used:
        return
    lines = [
        Line(
            f"{number.grade}  {number.name.replace('_', ' ')}",
            f"{number.value:.4g} {number.unit}",
            f"({number.year})" if number.year else "",
        )
        for number in sorted(used, key=lambda each: each.grade)
    ]
    weak = sum(number.grade in GUESSES for number in used)
    heading = f"Numbers used, best grade first; {weak} of {len(used)} are estimates (D, E)"
    yield Section("left", heading, tuple(lines))


def placed_json(placed: PlacedPack) -> str:
    """The pack, and what the place and the metals add, as JSON."""
    design = placed.design
    plain = format_json(design) if isinstance(design, FormatDesign) else pack_json(design)
    content: dict[str, Any] = json.loads(plain)
    if placed.place is not None:
        content["place"] = {
            "country": placed.place.title,
            "code": placed.place.code,
            "year": placed.place.year,
        }
    if placed.cathode is not None:
        content["cathode"] = {
            "powder": placed.cathode.powder,
            "price": placed.cathode.price,
            "metal_value": placed.cathode.metal_value,
        }
        content["materials"] = {
            each.title: {"price": each.price, "listed": each.listed, "unit": each.unit}
            for each in placed.materials
        }
    if placed.method_interest == placed.method_interest:
        content["method_interest"] = placed.method_interest
    for name in ("results", "ramp", "end_of_life", "warranty"):
        record = getattr(placed, name)
        if record is not None:
            content[name] = _plain(record)
    content.setdefault("numbers_used", [])
    content["numbers_used"] += [
        {
            "name": each.name,
            "value": each.value,
            "unit": each.unit,
            "grade": each.grade,
            "source": each.source,
        }
        for each in placed.used
    ]
    content["weakest_grade"] = worst_grade(placed.used)
    return json.dumps(content, indent=1, allow_nan=False, ensure_ascii=False)


def _plain(record: Any) -> dict[str, Any]:
    """Fields of a record as numbers, lists over years, and records within."""
    return {name: _field(getattr(record, name)) for name in type(record).__annotations__}


def _field(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _number(entry) for key, entry in value.items()}
    return _number(value) if hasattr(value, "shape") else _plain(value)


def _number(array: Any) -> float | list[float] | None:
    if array.size > 1:
        return [float(each) for each in array.ravel()]
    value = float(array.ravel()[0])
    return value if value == value else None
