"""From inputs to what the stages of the solve share, and the solve."""

from cellworth.core.types import Array
from cellworth.design.corrections import DesignCorrections
from cellworth.design.inputs import Couple, DesignTargets, PackLayout, VehicleUse
from cellworth.design.parameters import DesignParameters
from cellworth.design.records import SizedCell
from cellworth.design.sizing.hardware import cell_resistance, pack_resistance, stack
from cellworth.design.sizing.problem import Start, sizing_problem
from cellworth.design.sizing.solve import Parts, solve_real_layers, solve_whole_layers

__all__ = ["size_cell", "sizing_parts"]


def sizing_parts(
    start: Start,
    couple: Couple,
    targets: DesignTargets,
    layout: PackLayout,
    vehicle: VehicleUse,
    parameters: DesignParameters,
    corrections: DesignCorrections,
    addition: Array | None = None,
) -> Parts:
    """Coefficients of the solve for both widths of the feedthrough.

    Parameters
    ----------
    start : Start
    couple : Couple
    targets : DesignTargets
    layout : PackLayout
    vehicle : VehicleUse
    parameters : DesignParameters
    corrections : DesignCorrections
    addition : (s,) [mm]
        To the target of the cell thickness; none if left out.

    Returns
    -------
    parts : Parts

    References
    ----------
    D60, D67. [batpac5]_
    """
    aspect, cell = targets.electrode_aspect_ratio, parameters.cell
    target = start.use.stack_thickness_target
    narrow, wide = (
        cell_resistance(width, start, couple, layout, parameters, corrections)
        for width in (cell.feedthrough_narrow, cell.feedthrough_wide)
    )
    return Parts(
        problem=sizing_problem(start, couple, targets, layout, vehicle, parameters, corrections),
        layers=stack(start, couple, aspect, parameters),
        thickness=target if addition is None else target + addition,
        narrow=narrow,
        wide=wide,
        far=pack_resistance(start, layout, vehicle, aspect, parameters),
    )


def size_cell(
    parts: Parts, parameters: DesignParameters, corrections: DesignCorrections, *, whole_layers: bool = True
) -> SizedCell:
    """Capacity, area, thickness and layers of the cells.

    Parameters
    ----------
    parts : Parts
    parameters : DesignParameters
    corrections : DesignCorrections
    whole_layers : bool
        Static. False keeps the number of layers real and the cell thickness given.

    Returns
    -------
    cell : SizedCell

    References
    ----------
    D60, D63. [batpac5]_
    """
    if whole_layers:
        return solve_whole_layers(parts, parameters, corrections)
    return solve_real_layers(parts, parameters, corrections)
