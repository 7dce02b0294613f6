"""Sums of the steps by group, and their share in cell, module and pack plant."""

from collections.abc import Mapping

from cellworth.core.record import record
from cellworth.core.types import Array
from cellworth.factory.laws.power_law import ledger_sum, weighted_sum
from cellworth.factory.parameters import StepParameters
from cellworth.factory.steps import StepScales

GROUPS = (
    "electrode_processing",
    "cell_assembly",
    "formation",
    "module_assembly",
    "pack_assembly",
    "warehouse",
    "building_support",
)
"""Groups of steps, in the order of the sheet."""

CELL_PARTS = ("electrode_processing", "cell_assembly", "formation")
"""Groups that belong to the cell plant alone."""

UTILITIES = "building_support"
"""The step whose equipment is shared out by area; also the name of its group."""

LEVELS = 3.0
"""The warehouse serves cells, modules and packs alike."""


@record
class GroupTotals:
    """Labour, equipment and area of each group of steps.

    Attributes
    ----------
    group_labor : dict of (s,) [h/year]
    group_equipment : dict of (s,) [million USD]
    group_area : dict of (s,) [m^2]
    total_labor, total_equipment, total_area : (s,) [h/year], [million USD], [m^2]
    utilities_equipment : (s,) [million USD]
        Equipment of building support alone, shared out by area.
    """

    group_labor: dict[str, Array]
    group_equipment: dict[str, Array]
    group_area: dict[str, Array]
    total_labor: Array
    total_equipment: Array
    total_area: Array
    utilities_equipment: Array


@record
class ScopeTotals:
    """Plant of the cell, of the module with its cells, and of the whole pack.

    Attributes
    ----------
    scope_labor : dict of (s,) [h/year]
    scope_equipment : dict of (s,) [million USD]
    scope_area : dict of (s,) [m^2]
    """

    scope_labor: dict[str, Array]
    scope_equipment: dict[str, Array]
    scope_area: dict[str, Array]


def group_totals(steps: dict[str, StepParameters], scales: StepScales) -> GroupTotals:
    """Sums of the steps by group.

    Parameters
    ----------
    steps : dict of StepParameters
    scales : StepScales

    Returns
    -------
    totals : GroupTotals

    References
    ----------
    C68. [batpac5]_
    """
    members = {
        group: {name: step for name, step in steps.items() if step.process_group == group} for group in GROUPS
    }

    def sums(quantity: str) -> dict[str, Array]:
        scale, reserve = getattr(scales, f"{quantity}_scale"), getattr(scales, f"{quantity}_reserve")
        baseline = f"baseline_{quantity}"
        return {
            group: weighted_sum({name: getattr(step, baseline) for name, step in of.items()}, scale, reserve)
            for group, of in members.items()
        }

    labor, equipment, area = sums("labor"), sums("equipment"), sums("area")
    utilities = steps[UTILITIES].baseline_equipment * scales.equipment_reserve[UTILITIES]
    return GroupTotals(
        group_labor=labor,
        group_equipment=equipment,
        group_area=area,
        total_labor=ledger_sum(labor.values()),
        total_equipment=ledger_sum(equipment.values()),
        total_area=ledger_sum(area.values()),
        utilities_equipment=utilities * scales.equipment_scale[UTILITIES],
    )


def cell_labor(group_labor: dict[str, Array]) -> Array:
    r"""Labour of the cell plant, :math:`L_c = L_{EP} + L_{CA} + L_{FO} + L_{WH}/3 + L_{BS}`.

    Parameters
    ----------
    group_labor : dict of (s,) [h/year]

    Returns
    -------
    labor : (s,) [h/year]

    References
    ----------
    C71. [batpac5]_
    """
    own = ledger_sum(group_labor[name] for name in CELL_PARTS)
    return own + group_labor["warehouse"] / LEVELS + group_labor["building_support"]


def cell_plant_totals(
    equipment: Mapping[str, Array], area: Mapping[str, Array], utilities: Array, per_area: Array
) -> tuple[Array, Array]:
    r"""Equipment and area of the cell plant.

    .. math::

       A_c = A_{EP} + A_{CA} + A_{FO} + A_{WH}/3 + A_{BS}, \quad
       K_c = K_{EP} + K_{CA} + K_{FO} + K_{WH}/3 + K_o + K_{bs} A_c / A_{tot}

    Parameters
    ----------
    equipment : dict of (s,) [million USD]
    area : dict of (s,) [m^2]
        Both by group.
    utilities : (s,) [million USD]
        Equipment of building support alone.
    per_area : (s,) [million USD/m^2]
        The same over the area of all groups.

    Returns
    -------
    equipment, area : (s,) [million USD], [m^2]

    References
    ----------
    C69, C70, C72. [batpac5]_
    """
    own = (
        ledger_sum(area[name] for name in CELL_PARTS) + area["warehouse"] / LEVELS + area["building_support"]
    )
    parts = ledger_sum(equipment[name] for name in CELL_PARTS) + equipment["warehouse"] / LEVELS
    return parts + (equipment["building_support"] - utilities) + per_area * own, own


def scope_totals(totals: GroupTotals) -> ScopeTotals:
    """Plant of the cell, module and pack maker.

    Parameters
    ----------
    totals : GroupTotals

    Returns
    -------
    scopes : ScopeTotals

    Notes
    -----
    The warehouse is split in thirds, the equipment of building support by area; all other
    support belongs to the cell plant.

    References
    ----------
    C69, C70, C71, C72, C73. [batpac5]_
    """
    labor, equipment, area = totals.group_labor, totals.group_equipment, totals.group_area
    area_third = area["warehouse"] / LEVELS
    labor_third = labor["warehouse"] / LEVELS
    equipment_third = equipment["warehouse"] / LEVELS
    labor_of_cells = cell_labor(labor)
    per_area = totals.utilities_equipment / totals.total_area
    cell_equipment, cell_area = cell_plant_totals(equipment, area, totals.utilities_equipment, per_area)
    module_area = area["module_assembly"] + area_third
    return ScopeTotals(
        scope_labor={
            "cell": labor_of_cells,
            "module": labor_of_cells + labor["module_assembly"] + labor_third,
            "pack": totals.total_labor,
        },
        scope_equipment={
            "cell": cell_equipment,
            "module": cell_equipment
            + equipment["module_assembly"]
            + equipment_third
            + per_area * module_area,
            "pack": totals.total_equipment,
        },
        scope_area={
            "cell": cell_area,
            "module": cell_area + module_area,
            "pack": totals.total_area,
        },
    )
