"""Sheet and JSON of a pack with cells of a format: sizes, steps that differ, spread, grades."""

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

import numpy as np

from cellworth.app.format_spread import Band
from cellworth.app.pack import pack_json
from cellworth.app.pack_format import FormatDesign
from cellworth.app.pack_sheet import Line, PackSheet, Section, pack_sheet
from cellworth.core.constants import PERCENT
from cellworth.core.record import named_arrays
from cellworth.engine.format_cell import FormatCell
from cellworth.io.extension_values import worst_grade
from cellworth.io.format_records import POUCH

__all__ = ["format_json", "format_sections", "format_sheet"]

REPLACED = {"Cell", "Module", "Pack"}
KEPT_OF_PACK = {"Energy / usable", "Volume", "Mass", "Energy by mass", "Energy by volume", "Cooling"}
TOLD = {"A": "read", "B": "cited", "C": "second hand", "D": "from memory", "E": "a guess"}
CAUSES = 6
OUTSIDE = ("diameter", "height", "width", "thickness")
BANDS = (
    ("Cells", "cell_cost_per_energy", ",.0f", "USD/kWh"),
    ("Pack", "pack_cost_per_energy", ",.0f", "USD/kWh"),
    ("Cell, energy by mass", "cell_specific_energy", ",.0f", "Wh/kg"),
    ("Cell, energy by volume", "cell_energy_density", ",.0f", "Wh/L"),
)


def format_sheet(design: FormatDesign) -> PackSheet:
    """Sheet of the pack, grades and spread first."""
    plain = pack_sheet(design.inputs, design.outputs)
    sections = [_grade_section(design), _spread_section(design)]
    sections += format_sections(design, plain)
    return replace(
        plain,
        title=f"{design.format_title}, {plain.title}",
        sections=tuple(sections),
        errors=plain.errors if design.format_id == POUCH else (),
        warnings=(*_loud(design), *(plain.warnings if design.format_id == POUCH else ())),
    )


def _loud(design: FormatDesign) -> Iterator[str]:
    """What rests on weak numbers, in sentences."""
    grade, note = design.couple_grade
    if grade:
        yield f"the couple has grade {grade}, {TOLD[grade]}: {note}."
    band, cost = design.spread.bands["cell_cost_per_energy"], design.outputs["cell_cost_per_energy"]
    yield (
        f"cells cost {float(cost):.0f} USD/kWh, by the grades of the numbers between {band.low:.0f} and "
        f"{band.high:.0f} in nine of ten cases."
    )


def format_sections(design: FormatDesign, plain: PackSheet) -> Iterator[Section]:
    """Sections of cell, pack, cost and plant with the format in place of the pouch."""
    if design.cell is None:
        yield from plain.sections
        return
    yield _cell_section(design, design.cell)
    for section in plain.sections:
        if section.heading == "Pack":
            yield _pack_section(section, design.cell)
        elif section.heading not in REPLACED:
            yield section
    yield from _step_sections(design)
    yield _number_section(design)


def _grade_section(design: FormatDesign) -> Section:
    grade, _ = design.couple_grade
    lines = []
    if grade:
        lines.append(Line(f"Couple: grade {grade}, {TOLD[grade]}", "", ""))
    else:
        lines.append(Line("Couple: of the published method, grade B", "", ""))
    if design.used:
        guesses = [each for each in design.used if each.grade in "DE"]
        text = f"Format: {len(guesses)} of {len(design.used)} numbers are grade D or E"
        lines.append(Line(text, "", ""))
    return Section("left", "How sure (A read to E guessed)", tuple(lines))


def _spread_section(design: FormatDesign) -> Section:
    spread = design.spread
    lines = [Line(label, _band(spread.bands[name], form), unit, (name,)) for label, name, form, unit in BANDS]
    lines.append(Line("Resting on grades D and E", f"{PERCENT * spread.estimates_share:.0f}", "%"))
    lines += [
        Line(f"  {cause.number.name} ({cause.number.grade})", f"{PERCENT * cause.share:.0f}", "%")
        for cause in spread.causes[:CAUSES]
    ]
    return Section("right", "Uncertainty: 9 of 10 lie within; causes", tuple(lines))


def _band(band: Band, form: str) -> str:
    return f"{format(band.low, form)} to {format(band.high, form)}"


def _number(value: Any, form: str) -> str:
    return format(float(np.ravel(value)[0]), form)


def _cell_section(design: FormatDesign, cell: FormatCell) -> Section:
    outputs, can = design.outputs, cell.can
    used = {each.name: each.value for each in design.used}
    size = " x ".join(f"{used[name]:g}" for name in OUTSIDE if name in used)
    rolled = "Turns" if "core_diameter" in used or "core_thickness" in used else "Positive sheets"
    lines = (
        Line("Format", design.format_title, ""),
        Line("Diameter x height" if "diameter" in used else "Height x width x thickness", size, "mm"),
        Line("Energy", _number(cell.format_cell_energy, ",.1f"), "Wh"),
        Line("Capacity", _number(cell.format_cell_capacity, ",.1f"), "Ah"),
        Line("Mean voltage", _number(cell.format_voltage, ",.3f"), "V"),
        Line("Mass", _number(cell.contents.whole_mass, ",.0f"), "g"),
        Line("  can / lid and inside", " / ".join(
            _number(part, ",.0f") for part in (cell.contents.can_mass, cell.contents.lid_mass)), "g"),
        Line("Volume", _number(cell.format_volume, ",.0f"), "cm3"),
        Line("Energy by mass", _number(cell.format_specific_energy, ",.0f"), "Wh/kg"),
        Line("Energy by volume", _number(cell.format_energy_density, ",.0f"), "Wh/L"),
        Line("Share filled by the stack", _number(PERCENT * cell.format_fill, ",.0f"), "%"),
        Line("Coatings + / -", " / ".join(
            f"{float(outputs[name]):,.1f}"
            for name in ("positive_coating_thickness", "negative_coating_thickness")), "um"),
        Line(rolled, _number(can.layers, ",.0f"), ""),
        Line("Strip or sheets, length", _number(can.strip_length / 1000.0, ",.2f"), "m"),
        Line("Foils + / -, impedance", " / ".join(
            _number(1000.0 * path, ",.2f") for path in (cell.positive_path, cell.negative_path)),
            "mohm cm2"),
    )  # fmt: skip
    return Section("left", "Cell", lines)


def _pack_section(section: Section, cell: FormatCell) -> Section:
    series, strings = cell.in_series, cell.in_parallel
    lines = [
        Line("Cells", _number(series * strings, ",.0f"), ""),
        Line("In series / in parallel", f"{_number(series, ',.0f')} / {_number(strings, ',.0f')}", ""),
        Line("Mean voltage", _number(series * cell.format_voltage, ",.0f"), "V"),
    ]
    return replace(section, lines=(*lines, *(line for line in section.lines if line.label in KEPT_OF_PACK)))


def _step_sections(design: FormatDesign) -> Iterator[Section]:
    load = design.load
    assert load is not None
    changed = [
        Line(f"{each.step.replace('_', ' ').capitalize()}: {each.does}", "", "")
        for each in design.steps
        if each.does != each.pouch
    ]
    yield Section("left", "Steps that differ from the pouch", tuple(changed))
    lines = []
    for step, seconds in load.step_seconds.items():
        machines, use = load.step_machines[step], load.step_use[step]
        text = f"{_number(seconds, ',.1f')} / {_number(machines, ',.0f')} / {_number(PERCENT * use, '.0f')}"
        lines.append(Line(step.replace("_", " ").capitalize(), text, ""))
    equipment = ("stack", "weld", "enclose", "fill_seal", "formation")
    for step in equipment:
        value = float(design.outputs[f"step_equipment.{step}"])
        lines.append(
            Line(f"{step.replace('_', ' ').capitalize()}, equipment", f"{value:,.0f}", "million USD")
        )
    lines.append(Line("Cells accepted over built", f"{float(design.inputs['cell_yield'] or 0.0):.1f}", "%"))
    yield Section("right", "Line: seconds of a cell / machines / use in %", tuple(lines))


def _number_section(design: FormatDesign) -> Section:
    lines = [
        Line(
            f"{number.grade}  {number.name.replace('_', ' ')}",
            f"{number.value:.4g} {'' if number.unit in {'-', '1'} else number.unit}".strip(),
            f"({number.year})" if number.year else "",
        )
        for number in sorted(design.used, key=lambda each: each.grade)
    ]
    return Section("left", "Numbers of the format, best grade first", tuple(lines))


def format_json(design: FormatDesign) -> str:
    """The pack with what the format adds, as JSON."""
    content: dict[str, Any] = json.loads(pack_json(design))
    spread = design.spread
    content["format"] = {"id": design.format_id, "title": design.format_title}
    if design.couple_grade[0]:
        content["couple_grade"] = dict(zip(("grade", "note"), design.couple_grade, strict=True))
    for part in ("cell", "load"):
        record = getattr(design, part)
        if record is not None:
            content[f"format_{part}"] = {name: _plain(value) for name, value in named_arrays(record)}
    content["steps"] = [asdict(each) for each in design.steps]
    content["uncertainty"] = {
        "draws": spread.draws,
        "p5_p50_p95": {name: [b.low, b.middle, b.high] for name, b in spread.bands.items()},
        "share_of_grades_d_and_e": spread.estimates_share,
        "causes": [
            {"name": cause.number.name, "grade": cause.number.grade, "share": cause.share}
            for cause in spread.causes
        ],
    }
    named = ("name", "value", "unit", "grade", "source")
    content["numbers_used"] = [{name: getattr(each, name) for name in named} for each in design.used]
    if design.used:
        content["weakest_grade"] = worst_grade(design.used)
    return json.dumps(content, indent=1, allow_nan=False, ensure_ascii=False)


def _plain(value: Any) -> float | None:
    found = float(np.ravel(value)[0])
    return found if np.isfinite(found) else None
