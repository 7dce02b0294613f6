"""Rows of the electrode couples: those of the published method, then the newer ones."""

from functools import cache

from cellworth.io.parameter_files import parameter_table

__all__ = [
    "couple_cell",
    "couple_curve_rows",
    "couple_price_rows",
    "couple_rows_all",
    "is_newer",
    "newer_couples",
    "newer_name",
]

SUPPLIED = "chemistries/electrode_couples.csv"
NEWER = "extensions/couples.csv"
PRICES = {
    "positive_active_usd_per_kg": "positive_active_cost_usd_per_kg",
    "positive_conductive_additive_usd_per_kg": "positive_carbon_cost_usd_per_kg",
    "positive_binder_usd_per_kg": "positive_binder_cost_usd_per_kg",
    "positive_binder_solvent_usd_per_kg": "positive_solvent_cost_usd_per_kg",
    "negative_active_usd_per_kg": "negative_active_cost_usd_per_kg",
    "negative_conductive_additive_usd_per_kg": "negative_carbon_cost_usd_per_kg",
    "negative_binder_usd_per_kg": "negative_binder_cost_usd_per_kg",
    "negative_binder_solvent_usd_per_kg": "negative_solvent_cost_usd_per_kg",
    "positive_foil_usd_per_m2": "positive_foil_cost_usd_per_m2",
    "negative_foil_usd_per_m2": "negative_foil_cost_usd_per_m2",
    "separator_usd_per_m2": "separator_cost_usd_per_m2",
    "electrolyte_usd_per_l": "electrolyte_cost_usd_per_l",
}
"""Column of the newer couples for each column of the table of prices."""
MATERIALS = {
    "positive_active_material": "positive_active",
    "negative_active_material": "negative_active",
    "positive_binder_solvent": "positive_binder_solvent",
    "negative_binder_solvent": "negative_binder_solvent",
    "positive_foil_material": "positive_foil_material",
    "negative_foil_material": "negative_foil_material",
}


def newer_couples() -> dict[str, dict[str, str]]:
    """Rows of the newer couples by name; each has a grade and a note."""
    return parameter_table(NEWER).by("couple_name")


def is_newer(couple: str) -> bool:
    """Whether a couple is none of the published method."""
    return couple in newer_couples()


def newer_name(text: str) -> bool:
    """Whether a text as given names a newer couple."""
    return text.strip().casefold() in {name.casefold() for name in newer_couples()}


@cache
def couple_rows_all() -> tuple[dict[str, str], ...]:
    """Rows of all couples in the order of their index, the newer ones last."""
    return (*parameter_table(SUPPLIED).rows, *parameter_table(NEWER).rows)


@cache
def couple_curve_rows() -> tuple[dict[str, str], ...]:
    """Rows of voltage and impedance by state of charge of all couples."""
    supplied = parameter_table("chemistries/couple_ocv_asi_vs_soc.csv").rows
    return (*supplied, *parameter_table("extensions/couple_curves.csv").rows)


def couple_cell(table: str, key: str, column: str, couple: str) -> tuple[str, str, str]:
    """Table, key and column where a number of a couple stands: as named, or where the newer ones have it."""
    if not is_newer(couple):
        return table, key, column
    return NEWER, "couple_name", (PRICES | MATERIALS).get(column, column)


@cache
def couple_price_rows() -> dict[str, dict[str, str]]:
    """Materials and list prices of all couples by name."""
    rows = parameter_table("prices/material_prices_by_couple.csv").by("couple_id")
    for name, row in newer_couples().items():
        rows[name] = {
            "couple_id": name,
            **{column: row[given] for column, given in (MATERIALS | PRICES).items()},
            "source": row["source"],
        }
    return rows
