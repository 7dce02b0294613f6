"""Rows of the method that nothing else reads; computed when asked for."""

from cellworth.core.constants import MINUTES_PER_HOUR
from cellworth.core.types import Array
from cellworth.design.cell.collectors import negative_terminal_thickness
from cellworth.design.cell.geometry import container_density, container_thickness
from cellworth.design.cell_records import CellDesign, CellReport
from cellworth.design.electrode.curves import CurvePlace, curve_place, curve_points, curve_value
from cellworth.design.inputs import Couple, VehicleUse
from cellworth.design.parameters import DesignParameters

__all__ = ["cell_report", "charge_current"]

MILLI = 1000.0
MM_PER_CM = 10.0


def charge_current(capacity: Array, time: Array, window: Array) -> Array:
    r"""Current that charges the window in time, :math:`0.8 C/(t/60)`.

    Parameters
    ----------
    capacity : (s,) [Ah]
    time : (s,) [min]
    window : (1,) [1]

    Returns
    -------
    current : (s,) [A]

    References
    ----------
    D153. [batpac5]_
    """
    return window * capacity / (time / MINUTES_PER_HOUR)


def cell_report(
    design: CellDesign, couple: Couple, vehicle: VehicleUse, parameters: DesignParameters
) -> CellReport:
    """Voltages and impedances at the limits of use, and the charge model's side results.

    Parameters
    ----------
    design : CellDesign
    couple : Couple
    vehicle : VehicleUse
    parameters : DesignParameters

    Returns
    -------
    report : CellReport

    Notes
    -----
    The charging current density takes the capacity of the charge model and half the area's faces.

    References
    ----------
    D153. [batpac5]_
    """
    use, curves, factor = design.operation, couple.curves, design.pulse.asi_temperature_factor
    fit, copper = parameters.charge_fit, parameters.conductors

    def place(soc: Array) -> CurvePlace:
        return curve_place(soc, curves.couple)

    upper, lower = place(use.soc_at_upper), place(use.soc_at_lower)
    end, average = place(design.pulse.soc_pulse_end), place(vehicle.soc_average)
    upper_10s = curve_value(curves.asi_10s_curve, upper)
    lower_10s = curve_value(curves.asi_10s_curve, lower)
    model = charge_current(design.limits.charge_model_capacity, use.charge_time, fit.charge_window)
    return CellReport(
        ocv_at_upper=curve_value(curves.ocv_curve, upper),
        ocv_at_pulse_end=curve_value(curves.ocv_curve, end),
        asi_2s_at_upper=curve_value(curves.asi_2s_curve, upper),
        asi_10s_at_upper=upper_10s,
        asi_10s_at_upper_hot=factor * upper_10s,
        asi_2s_at_lower=curve_value(curves.asi_2s_curve, lower),
        asi_10s_at_lower=lower_10s,
        asi_10s_at_lower_hot=factor * lower_10s,
        asi_2s_at_pulse_end=curve_value(curves.asi_2s_curve, end),
        asi_2s_at_average=curve_value(curves.asi_2s_curve, average),
        negative_coating_fast_charge=design.coatings.coating_thickness_ratio
        * design.limits.coating_fast_charge,
        charge_current_density=MILLI * model / (fit.current_density_faces * design.sized.positive_area),
        charge_current=charge_current(design.electrics.system_capacity, use.charge_time, fit.charge_window),
        terminal_width=design.geometry.positive_width - parameters.cell.terminal_strip_cut,
        negative_terminal_thickness=negative_terminal_thickness(couple, parameters.cell),
        asi_collectors=design.hardware.asi_positive_collector + design.hardware.asi_negative_collector,
        pouch_thickness=container_thickness(parameters.cell),
        pouch_density=container_density(parameters.cell, parameters.physics),
        module_terminal_path=(copper.terminal_strip_length - copper.terminal_strip_end) / MM_PER_CM,
        couple_ocv=curve_points(curves.ocv_curve, curves.couple),
        couple_asi_2s=curve_points(curves.asi_2s_curve, curves.couple),
        couple_asi_10s=curve_points(curves.asi_10s_curve, curves.couple),
    )
