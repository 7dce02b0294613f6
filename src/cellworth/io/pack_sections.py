"""Batteries of a workbook as the packs of a case file."""

from collections.abc import Sequence
from pathlib import Path

import tomlkit

from cellworth.io.batpac_workbook import StoredWorkbook
from cellworth.io.input_schema import InputDefinition, input_definitions

__all__ = ["pack_sections"]

QUANTITIES = (
    "energy",
    "power",
    "recharge_time",
    "positive_capacity",
    "negative_capacity",
    "positive_thickness",
    "separator_thickness",
)
COUNTS = ("cells_in_parallel", "cells_per_module", "modules_per_row", "rows")
PRICES = {
    "price_positive_active": "cathode",
    "price_negative_active": "graphite",
    "price_electrolyte": "electrolyte",
    "price_separator": "separator",
    "price_positive_foil": "aluminium_foil",
    "price_negative_foil": "copper_foil",
}
HEAD = """Packs of a BatPaC workbook, for a case file. The prices named here must stand under [prices] of it.
The reason of the couple, the source and the grade are to be made better by whoever knows the pack."""


def pack_sections(workbook: StoredWorkbook, numbers: Sequence[int]) -> tuple[str, tuple[str, ...]]:
    """Text with one section for each battery, and the inputs entered that a case does not take.

    Parameters
    ----------
    workbook : as read.
    numbers : of the batteries, 1 to 7.
    """
    document = tomlkit.document()
    for line in HEAD.splitlines():
        document.add(tomlkit.comment(line))
    packs = tomlkit.table(is_super_table=True)
    for number in numbers:
        packs.add(f"battery_{number}", _pack(workbook, number))
    document.add("packs", packs)
    taken = {"couple", *QUANTITIES, *COUNTS}
    left_out = tuple(
        definition.batpac_column
        for definition in input_definitions().values()
        if definition.batpac_column
        and definition.name not in taken
        and any(_entered(workbook, definition, number) for number in numbers)
    )
    return tomlkit.dumps(document), left_out


def _value(workbook: StoredWorkbook, definition: InputDefinition, number: int) -> str | float | None:
    return workbook.inputs[definition.batpac_column][number - 1]


def _entered(workbook: StoredWorkbook, definition: InputDefinition, number: int) -> bool:
    """Whether an input stands there and is not what every design starts from."""
    value = _value(workbook, definition, number)
    if value is None:
        return False
    return not isinstance(value, float) or str(definition.default) != f"{value:g}"


def _pack(workbook: StoredWorkbook, number: int) -> tomlkit.items.Table:
    known = input_definitions()
    made = tomlkit.table()
    made.add("title", f"Battery {number} of {Path(workbook.path).name}")
    made.add("couple", str(_value(workbook, known["couple"], number) or ""))
    made.add("couple_reason", "Entered in the workbook.")
    made.add("source", f"BatPaC workbook {Path(workbook.path).name}")
    made.add("where", f"Dashboard, battery {number}")
    made.add("grade", "D")
    if workbook.saved_on:
        made.add("known_from", tomlkit.date(workbook.saved_on))
    for name in QUANTITIES:
        value = _value(workbook, known[name], number)
        if value is not None:
            made.add(name, f"{value:g} {known[name].unit}" if isinstance(value, float) else value)
    for name in COUNTS:
        value = _value(workbook, known[name], number)
        if isinstance(value, float) and value == int(value):
            made.add(name, int(value))
    prices = tomlkit.table()
    for name, price in PRICES.items():
        prices.add(name, price)
    made.add("prices", prices)
    return made
