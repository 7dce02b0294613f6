"""What a data sheet says of one module and one cell; computed only when asked for."""

from cellworth.core.record import record
from cellworth.core.types import Array
from cellworth.design.cell_records import CellDesign
from cellworth.design.inputs import PackLayout
from cellworth.design.pack_corrections import PackCorrections


@record
class ModuleSummary:
    """One module: (s,) [V], [kWh], [kW], [Wh/L], [Wh/kg]."""

    module_ocv: Array
    module_voltage: Array
    module_energy: Array
    module_usable_energy: Array
    module_power: Array
    module_rated_power: Array
    module_energy_density: Array
    module_specific_energy: Array
    module_usable_energy_density: Array
    module_usable_specific_energy: Array


@record
class CellSummary:
    """One cell: (s,) [V], [kWh], [kW], [L], [kg], [Wh/L], [Wh/kg]; all cells of a pack: (s,) [L], [kg].

    ``cell_weight`` is the mass in kg, ``cell_space`` the volume in L; ``cell_density_by_system`` divides the
    energy of one pack by the cells of all packs.
    """

    cell_voltage: Array
    cell_energy: Array
    cell_usable_energy: Array
    cell_power: Array
    cell_rated_power: Array
    cell_space: Array
    cell_weight: Array
    cells_volume: Array
    cells_mass: Array
    cell_energy_density: Array
    cell_specific_energy: Array
    cell_usable_energy_density: Array
    cell_usable_specific_energy: Array
    cell_density_by_system: Array


def module_summary(
    layout: PackLayout, cell: CellDesign, module_mass: Array, corrections: PackCorrections
) -> ModuleSummary:
    r"""Voltage, energy, power and densities of one module.

    .. math:: U = U_E n_{cm}/n_p, \quad E = E_{pack}/n_m

    Parameters
    ----------
    layout : PackLayout
    cell : CellDesign
    module_mass : (s,) [kg]
    corrections : PackCorrections

    Returns
    -------
    summary : ModuleSummary

    Notes
    -----
    The power named rated is the target, not the rated power; ``rated_power_of_parts`` takes the latter.

    References
    ----------
    D144b. [batpac5]_
    """
    modules, usable = cell.counts.modules_per_pack, cell.operation.usable_share / 100.0
    energy = cell.electrics.pack_energy / modules
    per_volume = 1000.0 * energy / cell.envelope.module_volume
    per_mass = 1000.0 * energy / module_mass
    return ModuleSummary(
        module_ocv=cell.open_circuit.cell_ocv_average * layout.cells_per_module / layout.cells_in_parallel,
        module_voltage=cell.electrics.pack_voltage / (modules / layout.modules_in_parallel),
        module_energy=energy,
        module_usable_energy=energy * usable,
        module_power=cell.electrics.pack_power / modules,
        module_rated_power=_rated_power(cell, corrections) / modules,
        module_energy_density=per_volume,
        module_specific_energy=per_mass,
        module_usable_energy_density=per_volume * usable,
        module_usable_specific_energy=per_mass * usable,
    )


def cell_summary(cell: CellDesign, corrections: PackCorrections) -> CellSummary:
    r"""Voltage, energy, power, size and densities of one cell.

    .. math:: E = E_{pack}/n_c, \quad e_m = 1000 E_{pack}/(n_{c,sys} m_{cell})

    Parameters
    ----------
    cell : CellDesign
    corrections : PackCorrections

    Returns
    -------
    summary : CellSummary

    Notes
    -----
    The energy per mass divides by the cells of all packs, so with two packs it is half of what its neighbours
    imply; ``energy_of_all_packs`` puts that right.

    References
    ----------
    D141, D145. [batpac5]_
    """
    cells, usable = cell.counts.cells_per_pack, cell.operation.usable_share / 100.0
    energy = cell.electrics.pack_energy / cells
    by_system = cell.electrics.pack_energy / cell.counts.cells_per_system
    if corrections.energy_of_all_packs:
        by_system = energy
    space, weight = cell.geometry.cell_volume / 1000.0, cell.materials.cell_mass / 1000.0
    per_volume, per_mass = 1000.0 * energy / space, 1000.0 * energy / weight
    return CellSummary(
        cell_voltage=cell.electrics.pack_voltage / cell.counts.cells_in_series,
        cell_energy=energy,
        cell_usable_energy=energy * usable,
        cell_power=cell.electrics.pack_power / cells,
        cell_rated_power=_rated_power(cell, corrections) / cells,
        cell_space=space,
        cell_weight=weight,
        cells_volume=space * cells,
        cells_mass=weight * cells,
        cell_energy_density=per_volume,
        cell_specific_energy=1000.0 * by_system / weight,
        cell_usable_energy_density=per_volume * usable,
        cell_usable_specific_energy=per_mass * usable,
        cell_density_by_system=1000.0 * by_system / space,
    )


def _rated_power(cell: CellDesign, corrections: PackCorrections) -> Array:
    """Power of a pack that module and cell are told of as rated [kW]."""
    if corrections.rated_power_of_parts:
        return cell.electrics.pack_rated_power
    return cell.goals.power_target
