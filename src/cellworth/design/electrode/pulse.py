"""Electrode impedance for the pulse and for energy, before the coating thickness acts."""

from cellworth.core.arrays import namespace
from cellworth.core.constants import PERCENT, SECONDS_PER_HOUR
from cellworth.core.types import Array
from cellworth.design.corrections import DesignCorrections
from cellworth.design.electrode.curves import curve_place, curve_value
from cellworth.design.inputs import Couple, VehicleUse
from cellworth.design.parameters import DesignParameters, ElectrodeRules, Physics
from cellworth.design.records import Goals, OpenCircuit, Operation, PulseImpedance

__all__ = ["pulse_asi", "pulse_end_soc", "pulse_impedance", "temperature_factor"]

WATTS_PER_KILOWATT = 1000.0
JOULE_PER_KILOJOULE = 1000.0


def temperature_factor(
    temperature: Array, activation_energy: Array, physics: Physics, corrections: DesignCorrections
) -> Array:
    r"""Arrhenius factor of the impedance.

    .. math:: f_T = \exp\left[\frac{1000 E_a}{R}\left(\frac{1}{T_0} - \frac{1}{T + 273}\right)\right]

    Parameters
    ----------
    temperature : (s,) [degC]
    activation_energy : (s,) [kJ/mol]
        Negative where impedance falls with temperature.
    physics : Physics
    corrections : DesignCorrections

    Returns
    -------
    factor : (s,) [1]

    Notes
    -----
    In parity R is 8.31, T_0 298 K and the offset 273 K; corrected they are those of D7.

    References
    ----------
    D22. [batpac5]_
    """
    xp = namespace(temperature)
    gas, reference = physics.gas_constant_arrhenius, physics.arrhenius_temperature
    offset = physics.arrhenius_offset
    if corrections.one_gas_constant:
        gas, reference = physics.gas_constant, physics.kinetic_temperature
        offset = offset + reference - physics.arrhenius_temperature
    energy = activation_energy * (JOULE_PER_KILOJOULE / gas)
    return xp.exp(energy * (1.0 / reference - 1.0 / (temperature + offset)))


def pulse_end_soc(soc: Array, power: Array, voltage: Array, time: Array, capacity: Array) -> Array:
    r"""State of charge after the pulse, :math:`s - 100 (1000 P/U_{min}) t / (3600 C)`.

    Parameters
    ----------
    soc : (s,) [%]
        At the start.
    power : (s,) [kW]
    voltage : (s,) [V]
        Of the pack at its lower limit.
    time : (s,) [s]
    capacity : (s,) [Ah]
        Estimate.

    Returns
    -------
    soc : (s,) [%]

    References
    ----------
    D26. [batpac5]_
    """
    charge = WATTS_PER_KILOWATT * power / voltage * time / SECONDS_PER_HOUR
    return soc - PERCENT * charge / capacity


def pulse_asi(
    short: Array, long: Array, long_end: Array, interface: Array, time: Array, rules: ElectrodeRules
) -> Array:
    r"""Impedance for the pulse at 25 degC.

    .. math:: R = \sqrt{t}\left[\frac{0.5 a}{\sqrt 2} + \frac{0.4 (R_{10} - R_2 + a)}{\sqrt{10}}\right]
       + R_2 - a + (R_{10,e} - R_{10})

    Parameters
    ----------
    short, long : (s,) [ohm cm^2]
        At 2 s and 10 s, at the start of the pulse.
    long_end : (s,) [ohm cm^2]
        At 10 s, at the end of the pulse.
    interface : (s,) [ohm cm^2]
        Both interfacial parts of the reference, :math:`a`.
    time : (s,) [s]
    rules : ElectrodeRules

    Returns
    -------
    impedance : (s,) [ohm cm^2]

    References
    ----------
    D27. [batpac5]_
    """
    xp = namespace(time, short)
    early = rules.pulse_short_weight / rules.pulse_short_time**0.5
    late = rules.pulse_long_weight / rules.pulse_long_time**0.5
    growth = early * interface + late * (long - short + interface)
    return xp.sqrt(time) * growth + short - interface + (long_end - long)


def pulse_impedance(
    couple: Couple,
    vehicle: VehicleUse,
    operation: Operation,
    goals: Goals,
    voltages: OpenCircuit,
    temperature: Array,
    parameters: DesignParameters,
    corrections: DesignCorrections,
) -> PulseImpedance:
    r"""Impedances of the electrodes from the tables; for energy :math:`1.3 f_T R_{10}(s_{avg})`.

    Parameters
    ----------
    couple : Couple
    vehicle : VehicleUse
    operation : Operation
    goals : Goals
    voltages : OpenCircuit
    temperature : (s,) [degC]
    parameters : DesignParameters
    corrections : DesignCorrections

    Returns
    -------
    impedance : PulseImpedance

    References
    ----------
    D25, D26, D27, D28. [batpac5]_
    """
    curves, kinetics = couple.curves, couple.kinetics
    factor = temperature_factor(temperature, kinetics.activation_energy, parameters.physics, corrections)
    start = curve_place(operation.soc_at_power, curves.couple)
    end_soc = pulse_end_soc(
        operation.soc_at_power,
        goals.power_target,
        voltages.pack_ocv_lower,
        operation.pulse_time,
        goals.capacity_estimate,
    )
    end = curve_place(end_soc, curves.couple)
    short, long = curve_value(curves.asi_2s_curve, start), curve_value(curves.asi_10s_curve, start)
    long_end = curve_value(curves.asi_10s_curve, end)
    average = curve_value(curves.asi_10s_curve, curve_place(vehicle.soc_average, curves.couple))
    interface = kinetics.positive_interfacial_reference + kinetics.negative_interfacial_reference
    return PulseImpedance(
        asi_temperature_factor=factor,
        soc_pulse_end=end_soc,
        asi_2s_power=short,
        asi_10s_power=long,
        asi_10s_pulse_end=long_end,
        asi_10s_average=average,
        asi_pulse_reference=pulse_asi(
            short, long, long_end, interface, operation.pulse_time, parameters.electrode
        ),
        asi_energy_electrode=parameters.electrode.energy_asi_factor * factor * average,
    )
