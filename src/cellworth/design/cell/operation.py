"""Counts, use in force, targets in force and open-circuit voltages: what the solve starts from."""

from cellworth.core.arrays import namespace
from cellworth.core.types import Array
from cellworth.design.choice import either
from cellworth.design.corrections import DesignCorrections
from cellworth.design.electrode.curves import curve_place, curve_value
from cellworth.design.inputs import Couple, DesignTargets, PackLayout, VehicleUse
from cellworth.design.parameters import DesignParameters
from cellworth.design.records import Counts, Goals, OpenCircuit, Operation

__all__ = ["counts", "goals", "open_circuit", "operation", "packs_in_series"]

WATT_HOURS_PER_KILOWATT_HOUR = 1000.0


def counts(layout: PackLayout) -> Counts:
    r"""Numbers of modules and cells, :math:`n_s = n_c/(n_p n_{mp})`.

    Parameters
    ----------
    layout : PackLayout

    Returns
    -------
    counts : Counts

    References
    ----------
    D20. [batpac5]_
    """
    modules = layout.modules_per_row * layout.rows
    cells = modules * layout.cells_per_module
    strings = layout.cells_in_parallel * layout.modules_in_parallel
    return Counts(
        modules_per_pack=modules,
        cells_per_pack=cells,
        cells_per_system=cells * layout.packs_per_vehicle,
        cells_in_series=cells / strings,
        strings_in_parallel=strings,
    )


def operation(
    targets: DesignTargets,
    vehicle: VehicleUse,
    parameters: DesignParameters,
    corrections: DesignCorrections,
) -> Operation:
    """Pulse, window of charge, charging and cell thickness in force.

    Parameters
    ----------
    targets : DesignTargets
    vehicle : VehicleUse
    parameters : DesignParameters
    corrections : DesignCorrections

    Returns
    -------
    operation : Operation

    Notes
    -----
    In parity the bus bars are sized for charging whenever it is asked for, also where the vehicle
    does not allow it.

    References
    ----------
    D11, D12, D35, D51. [batpac5]_
    """
    xp = namespace(targets.power)

    def own(value: Array, default: Array) -> Array:
        return xp.where(xp.isnan(value), default, value)

    upper = own(targets.soc_upper, vehicle.vehicle_soc_upper)
    lower = own(targets.soc_lower, vehicle.vehicle_soc_lower)
    pulse = own(targets.pulse_duration, vehicle.vehicle_pulse_duration)
    at_power = own(targets.soc_for_power, vehicle.vehicle_soc_for_power)
    charging = targets.charging_asked & vehicle.charging_allowed
    hot = charging if corrections.bus_bars_follow_charging else targets.charging_asked
    copper = parameters.conductors
    return Operation(
        pulse_time=xp.where(targets.default_power, vehicle.vehicle_pulse_duration, pulse),
        soc_at_power=xp.where(targets.default_power, vehicle.vehicle_soc_for_power, at_power),
        soc_at_upper=upper,
        soc_at_lower=lower,
        usable_share=upper - lower,
        charging_in_force=charging,
        charge_time=xp.where(charging, targets.recharge_time, parameters.charge_fit.longest_charge_time),
        bus_bar_heating_rate=either(hot, copper.bus_bar_heating_charging, copper.bus_bar_heating_plain),
        stack_thickness_target=own(targets.cell_thickness_target, vehicle.vehicle_cell_thickness),
    )


def open_circuit(
    couple: Couple, vehicle: VehicleUse, use: Operation, numbers: Counts, layout: PackLayout
) -> OpenCircuit:
    r"""Open-circuit voltages of cell, pack (:math:`n_s U`) and system.

    Parameters
    ----------
    couple : Couple
    vehicle : VehicleUse
    use : Operation
    numbers : Counts
    layout : PackLayout

    Returns
    -------
    voltages : OpenCircuit

    References
    ----------
    D23, D24. [batpac5]_
    """
    curves, series = couple.curves, numbers.cells_in_series
    lower = curve_value(curves.ocv_curve, curve_place(use.soc_at_lower, curves.couple))
    power = curve_value(curves.ocv_curve, curve_place(use.soc_at_power, curves.couple))
    average = curve_value(curves.ocv_curve, curve_place(vehicle.soc_average, curves.couple))
    pack_average = series * average
    return OpenCircuit(
        cell_ocv_lower=lower,
        cell_ocv_power=power,
        cell_ocv_average=average,
        pack_ocv_lower=series * lower,
        pack_ocv_power=series * power,
        pack_ocv_average=pack_average,
        system_ocv_average=pack_average * packs_in_series(layout),
    )


def packs_in_series(layout: PackLayout) -> Array:
    """Factor from pack to system for voltage and, in the method, power.

    Parameters
    ----------
    layout : PackLayout

    Returns
    -------
    factor : (s,) [1]
        Number of packs if they are in series, else one.

    References
    ----------
    D24, D56, D59. [batpac5]_
    """
    xp = namespace(layout.packs_per_vehicle, layout.packs_in_series)
    return xp.where(layout.packs_in_series, layout.packs_per_vehicle, 1.0)


def goals(
    targets: DesignTargets, layout: PackLayout, voltages: OpenCircuit, corrections: DesignCorrections
) -> Goals:
    r"""Targets of pack and system, and the first estimate of capacity.

    .. math:: C_{est} = 1000 E/(n_s U_E) \quad \text{or } C

    Parameters
    ----------
    targets : DesignTargets
    layout : PackLayout
    voltages : OpenCircuit
    corrections : DesignCorrections

    Returns
    -------
    goals : Goals

    Notes
    -----
    With a capacity and no energy the workbook takes capacity times cell voltage times packs as energy
    in kWh; corrected it is capacity times pack voltage.

    References
    ----------
    D14, D15, D21. [batpac5]_
    """
    xp = namespace(targets.power)
    from_energy = WATT_HOURS_PER_KILOWATT_HOUR * targets.energy / voltages.pack_ocv_average
    estimate = xp.where(xp.isnan(targets.capacity), from_energy, targets.capacity)
    if corrections.energy_of_capacity:
        from_capacity = estimate * voltages.pack_ocv_average / WATT_HOURS_PER_KILOWATT_HOUR
    else:
        from_capacity = estimate * voltages.cell_ocv_average * layout.packs_per_vehicle
    energy = xp.where(xp.isnan(targets.energy), from_capacity, targets.energy)
    return Goals(
        power_target=targets.power,
        system_power_target=layout.packs_per_vehicle * targets.power,
        energy_target=energy,
        system_energy_target=layout.packs_per_vehicle * energy,
        capacity_estimate=estimate,
    )
