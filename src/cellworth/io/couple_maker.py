"""New couples: from half-cell curves, or from a row of the couple table with other numbers."""

import numpy as np

from cellworth.core.errors import InputError, Problem
from cellworth.design.electrode.generator import CoupleMade, HalfCell, PairLosses, made_couple
from cellworth.io.parameter_files import parameter_table

__all__ = ["couple_row", "half_cell", "pair_losses", "pair_materials"]

CAPACITY = "theoretical_capacity_mah_per_g_derived"
SOC_STEP = 10


def pair_materials() -> tuple[str, ...]:
    """Active materials with a half-cell curve."""
    rows = parameter_table("chemistries/half_cell_ocv.csv").rows
    return tuple(dict.fromkeys(row["material"] for row in rows))


def half_cell(material: str) -> HalfCell:
    """Half-cell curve of an active material.

    Raises
    ------
    InputError
        If there is no curve of that name.
    """
    rows = [
        row for row in parameter_table("chemistries/half_cell_ocv.csv").rows if row["material"] == material
    ]
    if not rows:
        known = ", ".join(pair_materials())
        raise InputError(
            Problem("material", f"'{material}'", "it has no half-cell curve", f"Known: {known}.")
        )
    capacities = parameter_table("chemistries/active_materials.csv").by("material")
    return HalfCell(
        lithium_fraction=np.asarray([float(row["lithium_fraction_x"]) for row in rows]),
        half_cell_voltage=np.asarray([float(row["voltage_v_vs_li"]) for row in rows]),
        theoretical_capacity=np.asarray([float(capacities[material][CAPACITY])]),
    )


def pair_losses(**given: float) -> PairLosses:
    """Losses and limits of the generator, defaults where nothing is given.

    Parameters
    ----------
    given : numbers by field of `PairLosses`.
    """
    default = parameter_table("chemistries/couple_tool_defaults.csv").values("name")
    numbers = {
        "positive_loss": default["positive_formation_loss_fraction"],
        "negative_loss": default["negative_formation_loss_fraction"],
        "sei_loss": default["sei_lithium_loss"],
        "negative_cutoff": default["negative_formation_cutoff"],
        "target_ratio": default["target_np"],
        "full_voltage": default["upper_cutoff_full_cell"],
        "full_lithiation": default["x_full_lithiation"],
        "empty_negative": default["x_neg_empty"],
    }
    return PairLosses(**{name: np.asarray([float(value)]) for name, value in (numbers | given).items()})


def couple_row(
    name: str, template: str, positive: str, negative: str, **given: float
) -> tuple[dict[str, str], tuple[dict[str, str], ...], CoupleMade]:
    """Row of the couple table and points of the curve table for a new pair.

    Capacities, N/P and voltages come from the half-cell curves, all else from the template couple.

    Parameters
    ----------
    name : of the new couple.
    template : name of a supplied couple.
    positive, negative : active materials.
    given : losses and limits that are not the defaults.

    Returns
    -------
    row, points, made

    Raises
    ------
    InputError
        If the template or a material is unknown.
    """
    table = parameter_table("chemistries/electrode_couples.csv").by("couple_name")
    if template not in table:
        known = ", ".join(table)
        raise InputError(Problem("template", f"'{template}'", "there is no such couple", f"Known: {known}."))
    made = made_couple(half_cell(positive), half_cell(negative), pair_losses(**given))
    row = table[template] | {
        "couple_name": name,
        "positive_active": positive,
        "negative_active": negative,
        "positive_active_capacity_mah_per_g": repr(float(made.made_positive_capacity[0])),
        "negative_active_capacity_mah_per_g": repr(float(made.made_negative_capacity[0])),
        "np_capacity_ratio": repr(float(made.made_ratio[0])),
    }
    return row, tuple(_points(name, template, made)), made


def _points(name: str, template: str, made: CoupleMade) -> list[dict[str, str]]:
    rows = parameter_table("chemistries/couple_ocv_asi_vs_soc.csv").rows
    mine = [row for row in rows if row["couple_name"] == template]
    return [
        row | {"couple_name": name, "ocv_v": repr(float(made.made_ocv[0, int(row["soc_pct"]) // SOC_STEP]))}
        for row in mine
    ]
