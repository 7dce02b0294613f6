"""Coolant flow through the pack: heat transfer, pressure drop, pump power, warmest cell."""

from cellworth.core.arrays import namespace
from cellworth.core.record import record
from cellworth.core.types import Array
from cellworth.design.cell_records import CellDesign
from cellworth.design.inputs import PackLayout
from cellworth.design.pack.cell_heat import CellHeatPath
from cellworth.design.pack.cooling_unit import CoolingUnit
from cellworth.design.pack.heat import HeatLoad
from cellworth.design.pack.jacket import PackSize
from cellworth.design.pack.parameters import (
    CoolantParameters,
    CoolingHardware,
    HeatParameters,
)


@record
class CoolantFlow:
    """Flow and heat transfer: (s,) [cm^3/s], [cm], [cm^2], [cm/s], [1], [W/(cm^2 K)], [K], [degC]."""

    coolant_flow: Array
    flow_passage_thickness: Array
    hydraulic_diameter: Array
    flow_section: Array
    coolant_velocity: Array
    flow_length: Array
    reynolds_number: Array
    prandtl_number: Array
    graetz_number: Array
    nusselt_number: Array
    heat_transfer_coefficient: Array
    cooled_area: Array
    fluid_temperature_drop: Array
    cell_to_fluid_drop: Array
    cell_temperature_max: Array


@record
class CoolantPumping:
    """Coolant in the panels and pumping: (s,) [L], [kg], [g/(s cm^2)], [bar], [W]."""

    panel_coolant_volume: Array
    panel_coolant_mass: Array
    coolant_mass_flux: Array
    coolant_pressure_drop: Array
    pump_power_pack: Array
    pump_power_exchanger: Array
    pump_power: Array
    cooling_power: Array


def coolant_flow(
    layout: PackLayout,
    cell: CellDesign,
    load: HeatLoad,
    path: CellHeatPath,
    coolant: CoolantParameters,
    heat: HeatParameters,
    hardware: CoolingHardware,
) -> CoolantFlow:
    r"""Laminar flow in the panels, heat transfer to it and the warmest cell centre.

    .. math:: Nu = [5.385^{3.592} + (2.255\, Gz^{1/3})^{3.592}]^{1/3.592}, \quad
        T = \min(15 + 5 + \Delta T_{cell} + Q/(h S), T_{end})

    Parameters
    ----------
    layout : PackLayout
    cell : CellDesign
    load : HeatLoad
    path : CellHeatPath
    coolant : CoolantParameters
    heat : HeatParameters
    hardware : CoolingHardware

    Returns
    -------
    flow : CoolantFlow

    References
    ----------
    D130, D131. [batpac5]_
    """
    width, heat_to_remove = path.conductor_length, load.pack_heat_to_remove
    xp = namespace(width, heat_to_remove)
    density, rise = hardware.coolant_density, heat.coolant_temperature_rise
    module = cell.envelope
    passage = hardware.coolant_channel_thickness / 10.0
    flow = heat_to_remove / (coolant.coolant_heat_capacity * density * rise)
    diameter = 2.0 * passage * width / (width + passage)
    section = passage * width * layout.rows
    velocity = flow / section
    distance = (2.0 * layout.modules_per_row * module.module_width + module.module_height) / 10.0
    reynolds = diameter * velocity * (density / coolant.coolant_viscosity)
    prandtl = coolant.coolant_heat_capacity * coolant.coolant_viscosity / coolant.coolant_conductivity
    graetz = 2.0 * prandtl * diameter * reynolds / distance
    blend = coolant.nusselt_blend
    entrance = (graetz * coolant.nusselt_entrance**3.0) ** (blend / 3.0)
    nusselt = (coolant.nusselt_laminar**blend + entrance) ** (1.0 / blend)
    transfer = coolant.coolant_conductivity * nusselt / diameter
    area = cell.counts.modules_per_pack * cell.geometry.positive_length * module.module_width * (2.0 / 100.0)
    drop = load.sustained_heat / (transfer * area)
    to_fluid = path.cell_temperature_drop + drop
    steady = heat.coolant_inlet_temperature + rise + to_fluid
    return CoolantFlow(
        coolant_flow=flow,
        flow_passage_thickness=passage,
        hydraulic_diameter=diameter,
        flow_section=section,
        coolant_velocity=velocity,
        flow_length=distance,
        reynolds_number=reynolds,
        prandtl_number=prandtl,
        graetz_number=graetz,
        nusselt_number=nusselt,
        heat_transfer_coefficient=transfer,
        cooled_area=area,
        fluid_temperature_drop=drop,
        cell_to_fluid_drop=to_fluid,
        cell_temperature_max=xp.minimum(steady, load.sustained_end_temperature),
    )


def coolant_pumping(
    layout: PackLayout,
    pack: PackSize,
    flow: CoolantFlow,
    load: HeatLoad,
    unit: CoolingUnit,
    coolant: CoolantParameters,
    hardware: CoolingHardware,
) -> CoolantPumping:
    r"""Coolant in the panels, pressure drop and power of pump and heat exchanger.

    .. math:: \Delta p = \frac{48 \mu G L}{\rho D_h^2 10^6}, \quad P = q \Delta p (1 + 2)/0.5/10 + Q/COP/0.5

    Parameters
    ----------
    layout : PackLayout
    pack : PackSize
    flow : CoolantFlow
    load : HeatLoad
    unit : CoolingUnit
    coolant : CoolantParameters
    hardware : CoolingHardware

    Returns
    -------
    pumping : CoolantPumping

    References
    ----------
    D132. [batpac5]_
    """
    density = hardware.coolant_density
    inner_width = (pack.pack_width - 2.0 * pack.jacket_base_thickness) / 10.0
    volume = flow.flow_length * inner_width * (flow.flow_passage_thickness / 1000.0)
    flux = flow.coolant_velocity * density
    friction = coolant.friction_laminar * coolant.coolant_viscosity / (density * 1e6)
    pressure = friction * flux * flow.flow_length / (flow.hydraulic_diameter * flow.hydraulic_diameter)
    efficiency = coolant.pump_efficiency / 100.0
    added = (1.0 + coolant.added_pressure_drop / 100.0) / (efficiency * 10.0)
    in_pack = flow.coolant_flow * pressure * added
    exchanger = load.pack_heat_to_remove / (unit.cooling_unit_performance * efficiency)
    power = in_pack + exchanger
    return CoolantPumping(
        panel_coolant_volume=volume,
        panel_coolant_mass=volume * density,
        coolant_mass_flux=flux,
        coolant_pressure_drop=pressure,
        pump_power_pack=in_pack,
        pump_power_exchanger=exchanger,
        pump_power=power,
        cooling_power=power * layout.packs_per_vehicle,
    )
