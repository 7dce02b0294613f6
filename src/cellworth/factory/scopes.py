"""Sums of the steps by group, and their share in cell, module and pack plant."""

from cellworth.core.record import record
from cellworth.core.types import Array
from cellworth.factory.laws.power_law import weighted_sum
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
    labor: dict[str, Array] = {}
    equipment: dict[str, Array] = {}
    area: dict[str, Array] = {}
    for group in GROUPS:
        members = {name: step for name, step in steps.items() if step.process_group == group}
        labor[group] = weighted_sum(
            {name: step.baseline_labor for name, step in members.items()}, scales.labor_scale
        )
        equipment[group] = _with_days(
            {n: s.baseline_equipment for n, s in members.items() if s.days_on_equipment},
            {n: s.baseline_equipment for n, s in members.items() if not s.days_on_equipment},
            scales.equipment_scale,
            scales.days_factor,
        )
        area[group] = _with_days(
            {n: s.baseline_area for n, s in members.items() if s.days_on_area},
            {n: s.baseline_area for n, s in members.items() if not s.days_on_area},
            scales.area_scale,
            scales.days_factor,
        )
    utilities = steps[UTILITIES]
    support = utilities.baseline_equipment * scales.equipment_scale[UTILITIES]
    return GroupTotals(
        group_labor=labor,
        group_equipment=equipment,
        group_area=area,
        total_labor=_sum(labor),
        total_equipment=_sum(equipment),
        total_area=_sum(area),
        utilities_equipment=support * scales.days_factor if utilities.days_on_equipment else support,
    )


def _with_days(
    scaled: dict[str, Array], plain: dict[str, Array], scale: dict[str, Array], days: Array
) -> Array:
    """Sum over steps, those with the operating-days factor apart (C60)."""
    with_factor = weighted_sum(scaled, scale)
    without = weighted_sum(plain, scale)
    if isinstance(with_factor, float):
        return without
    return with_factor * days + without


def _sum(parts: dict[str, Array]) -> Array:
    total: Array = 0.0
    for part in parts.values():
        total = total + part
    return total


def scope_totals(totals: GroupTotals) -> ScopeTotals:
    r"""Plant of the cell, module and pack maker.

    .. math::

       A_c = A_{EP} + A_{CA} + A_{FO} + A_{WH}/3 + A_{BS}, \quad
       K_c = K_{EP} + K_{CA} + K_{FO} + K_{WH}/3 + K_o + K_{bs} A_c / A_{tot}

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
    cell_parts = ("electrode_processing", "cell_assembly", "formation")
    area_third = area["warehouse"] / LEVELS
    labor_third = labor["warehouse"] / LEVELS
    equipment_third = equipment["warehouse"] / LEVELS
    cell_area = _sum({name: area[name] for name in cell_parts}) + area_third + area["building_support"]
    cell_labor = _sum({name: labor[name] for name in cell_parts}) + labor_third + labor["building_support"]
    per_area = totals.utilities_equipment / totals.total_area
    other_support = equipment["building_support"] - totals.utilities_equipment
    cell_equipment = (
        _sum({name: equipment[name] for name in cell_parts})
        + equipment_third
        + other_support
        + per_area * cell_area
    )
    module_area = area["module_assembly"] + area_third
    return ScopeTotals(
        scope_labor={
            "cell": cell_labor,
            "module": cell_labor + labor["module_assembly"] + labor_third,
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
