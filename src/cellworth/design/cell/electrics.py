"""What the sized cells give: rates, impedance, voltage, energy and power."""

from cellworth.core.arrays import namespace
from cellworth.core.constants import PERCENT
from cellworth.core.types import Array
from cellworth.design.cell.operation import packs_in_series
from cellworth.design.corrections import DesignCorrections
from cellworth.design.electrode.coating import areal_capacity
from cellworth.design.electrode.interface import interfacial_scale
from cellworth.design.inputs import Couple, DesignTargets, PackLayout
from cellworth.design.parameters import Physics, SizingRules
from cellworth.design.records import (
    CellGeometry,
    CellImpedance,
    Coatings,
    Counts,
    Electrics,
    OpenCircuit,
    Operation,
    PulseImpedance,
    SizedCell,
)

__all__ = ["cell_impedance", "electrics", "nominal_voltage", "power_at", "rate_factor", "rated_share"]

MILLI = 1000.0
HALF = 50.0
ROOTS = 4000.0


def rate_factor(
    c_rate: Array,
    density: Array,
    c_rate_limit: Array,
    density_limit: Array,
    corrections: DesignCorrections,
) -> Array:
    r"""Growth of the positive interface with rate.

    .. math:: \{[1 - (k/k_{lim})^2] (1 - j/j_{lim})\}^{-1/2}

    Parameters
    ----------
    c_rate, c_rate_limit : (s,) [1/hour]
    density, density_limit : (s,) [mA/cm^2]
    corrections : DesignCorrections

    Returns
    -------
    factor : (s,) [1]

    Notes
    -----
    NaN beyond a limit, which only a thickness override can reach. Corrected, the first bracket is
    :math:`(1 - k/k_{lim})^2` as in D7.

    References
    ----------
    D43. [batpac5]_
    """
    xp = namespace(c_rate)
    share = c_rate / c_rate_limit
    solid = (1.0 - share) * (1.0 - share) if corrections.diffusion_term else 1.0 - share * share
    ionic = 1.0 - density / density_limit
    inside = (share < 1.0) & (ionic > 0.0)
    return 1.0 / xp.sqrt(xp.where(inside, solid * ionic, xp.nan))


def cell_impedance(
    sized: SizedCell,
    geometry: CellGeometry,
    hardware_asi: Array,
    couple: Couple,
    pulse: PulseImpedance,
    pack_current: Array,
    cell_current: Array,
    physics: Physics,
    corrections: DesignCorrections,
) -> CellImpedance:
    r"""Rates and impedances of the sized cell, :math:`R = f_T (R_{25} - a + R_- + R_+) + R_{hw}`.

    Parameters
    ----------
    sized : SizedCell
    geometry : CellGeometry
    hardware_asi : (s,) [ohm cm^2]
    couple : Couple
    pulse : PulseImpedance
    pack_current, cell_current : (s,) [A]
    physics : Physics
    corrections : DesignCorrections

    Returns
    -------
    impedance : CellImpedance

    References
    ----------
    D41, D42, D43, D44, D55. [batpac5]_
    """
    p, n, kinetics = couple.positive, couple.negative, couple.kinetics
    c_rate = pack_current / sized.pack_capacity
    density = MILLI * cell_current / sized.positive_area
    negative = interfacial_scale(physics, n.negative_exchange_current, kinetics.negative_specific_area)
    positive = interfacial_scale(physics, p.positive_exchange_current, kinetics.positive_specific_area)
    factor = rate_factor(
        c_rate, density, kinetics.limiting_c_rate, couple.between.limiting_current_density, corrections
    )
    negative_asi = negative / geometry.negative_coating_thickness
    positive_asi = positive / sized.positive_coating_thickness * factor
    reference = kinetics.positive_interfacial_reference + kinetics.negative_interfacial_reference
    electrode = pulse.asi_temperature_factor * (
        pulse.asi_pulse_reference - reference + negative_asi + positive_asi
    )
    return CellImpedance(
        power_c_rate=c_rate,
        power_current_density=density,
        asi_negative_interface=negative_asi,
        asi_positive_interface=positive_asi,
        asi_power_electrode=electrode,
        asi_power=electrode + hardware_asi,
        asi_energy=pulse.asi_energy_electrode + hardware_asi,
    )


def nominal_voltage(
    ocv: Array, series: Array, cell_capacity: Array, impedance: Array, area: Array, hours: Array
) -> Array:
    r"""Pack voltage at the energy rate, :math:`n_s [U_E - (C_{cell}/3) R_E/A]`.

    Parameters
    ----------
    ocv : (s,) [V]
        Of the pack, average.
    series : (s,) [1]
    cell_capacity : (s,) [Ah]
    impedance : (s,) [ohm cm^2]
    area : (s,) [cm^2]
    hours : (1,) [hour]
        Of discharge.

    Returns
    -------
    voltage : (s,) [V]

    References
    ----------
    D56. [batpac5]_
    """
    return ocv - series * (cell_capacity / hours) * impedance / area


def rated_share(ocv: Array, power: Array, impedance: Array, cells: Array, area: Array, floor: Array) -> Array:
    r"""Share of the open-circuit voltage under rated power.

    .. math:: v = 50 [1 + \sqrt{\max(U^2 - 4000 P R/(n_c A), 0.001)}/U]

    Parameters
    ----------
    ocv : (s,) [V]
        Of a cell.
    power : (s,) [kW]
    impedance : (s,) [ohm cm^2]
    cells : (s,) [1]
    area : (s,) [cm^2]
    floor : (1,) [V^2]

    Returns
    -------
    share : (s,) [%]

    References
    ----------
    D58. [batpac5]_
    """
    xp = namespace(impedance)
    radicand = ocv * ocv - ROOTS * power * impedance / (cells * area)
    return HALF * (1.0 + xp.sqrt(xp.maximum(radicand, floor)) / ocv)


def power_at(share: Array, ocv: Array, strings: Array, cells: Array, area: Array, impedance: Array) -> Array:
    r"""Pack power at a share of the open-circuit voltage.

    .. math:: P = \frac{U^2 n_{par}^2}{n_c} \frac{v (100 - v)}{10^4} \frac{A}{1000 R}

    Parameters
    ----------
    share : (s,) [%]
    ocv : (s,) [V]
        Of the pack.
    strings, cells : (s,) [1]
    area : (s,) [cm^2]
    impedance : (s,) [ohm cm^2]

    Returns
    -------
    power : (s,) [kW]

    References
    ----------
    D59. [batpac5]_
    """
    fraction = share * (PERCENT - share) / (PERCENT * PERCENT)
    current = ocv * strings
    return current * current / cells * fraction * area / (impedance * MILLI)


def electrics(
    sized: SizedCell,
    geometry: CellGeometry,
    impedance: CellImpedance,
    balance: Coatings,
    numbers: Counts,
    voltages: OpenCircuit,
    use: Operation,
    targets: DesignTargets,
    layout: PackLayout,
    pack_current: Array,
    rules: SizingRules,
    corrections: DesignCorrections,
) -> Electrics:
    """Capacities, currents, voltages, energy and power of cell, module, pack and system.

    Parameters
    ----------
    sized : SizedCell
    geometry : CellGeometry
    impedance : CellImpedance
    balance : Coatings
    numbers : Counts
    voltages : OpenCircuit
    use : Operation
    targets : DesignTargets
    layout : PackLayout
    pack_current : (s,) [A]
    rules : SizingRules
    corrections : DesignCorrections

    Returns
    -------
    electrics : Electrics

    Notes
    -----
    In parity the power of several packs counts only if they are in series.

    References
    ----------
    D30, D38, D40, D56, D57, D58, D59. [batpac5]_
    """
    xp = namespace(sized.pack_capacity)
    area, cells, strings = sized.positive_area, numbers.cells_per_pack, numbers.strings_in_parallel
    module = sized.pack_capacity / layout.modules_in_parallel
    cell = module / layout.cells_in_parallel
    series_packs = packs_in_series(layout)
    voltage = nominal_voltage(
        voltages.pack_ocv_average,
        numbers.cells_in_series,
        cell,
        impedance.asi_energy,
        area,
        rules.energy_rate_hours,
    )
    energy = sized.pack_capacity * voltage / MILLI
    share = rated_share(
        voltages.cell_ocv_power,
        targets.power,
        impedance.asi_power,
        cells,
        area,
        rules.voltage_floor_square,
    )
    state = (voltages.pack_ocv_power, strings, cells, area, impedance.asi_power)
    power = power_at(rules.voltage_share, *state)
    cell_current = pack_current / strings
    packs = layout.packs_per_vehicle
    return Electrics(
        cell_capacity=cell,
        module_capacity=module,
        system_capacity=sized.pack_capacity * xp.where(layout.packs_in_series, 1.0, packs),
        pack_current=pack_current,
        module_current=cell_current * layout.cells_in_parallel,
        cell_current=cell_current,
        pack_voltage=voltage,
        system_voltage=voltage * series_packs,
        pack_energy=energy,
        usable_energy=energy * use.usable_share / PERCENT,
        rated_voltage_share=share,
        pack_power=power,
        pack_rated_power=power_at(share, *state),
        system_power=power * (packs if corrections.packs_in_power else series_packs),
        positive_areal_capacity=areal_capacity(
            sized.positive_coating_thickness, balance.positive_volumetric_capacity
        ),
        negative_areal_capacity=areal_capacity(
            geometry.negative_coating_thickness, balance.negative_volumetric_capacity
        ),
    )
