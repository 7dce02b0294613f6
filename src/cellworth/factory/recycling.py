"""Mass balance of recycling: metals in a pack, scrap of the plant; no prices, no credit."""

from cellworth.core.record import record
from cellworth.core.types import Array
from cellworth.factory.amounts import PackAmounts
from cellworth.factory.corrections import FactoryCorrections
from cellworth.factory.laws.power_law import ledger_sum

GRAMS_PER_KG = 1000.0
LITHIUM = "Li"


@record
class RecyclingInputs:
    """Composition of the materials of one couple.

    Attributes
    ----------
    positive_element_fraction, negative_element_fraction : dict of (s,) [g/g]
        Of lithium and the tracked elements in the active material; NaN for blends.
    positive_material_number, negative_material_number : (s,) [1]
        Place in the table of materials; NaN for blends.
    positive_foil_is_aluminium, positive_foil_is_copper : (s,) [1]
    negative_foil_is_aluminium, negative_foil_is_copper : (s,) [1]
    recycled_positive_foil_density, recycled_negative_foil_density : (s,) [g/cm^3]
    recycled_positive_foil_thickness, recycled_negative_foil_thickness : (s,) [um]
    recycled_separator_density, recycled_separator_thickness : (s,) [g/cm^3], [um]
    recycled_electrolyte_density : (s,) [g/cm^3]
    electrolyte_lithium : (s,) [g/L]
    positive_additive_lithium, negative_additive_lithium, electrolyte_additive_lithium : (s,) [g/g]
    electrolyte_additive_share : (s,) [1]
        Mass of the additive over that of the electrolyte.
    """

    positive_element_fraction: dict[str, Array]
    negative_element_fraction: dict[str, Array]
    positive_material_number: Array
    negative_material_number: Array
    positive_foil_is_aluminium: Array
    positive_foil_is_copper: Array
    negative_foil_is_aluminium: Array
    negative_foil_is_copper: Array
    recycled_positive_foil_density: Array
    recycled_negative_foil_density: Array
    recycled_positive_foil_thickness: Array
    recycled_negative_foil_thickness: Array
    recycled_separator_density: Array
    recycled_separator_thickness: Array
    recycled_electrolyte_density: Array
    electrolyte_lithium: Array
    positive_additive_lithium: Array
    negative_additive_lithium: Array
    electrolyte_additive_lithium: Array
    electrolyte_additive_share: Array


@record
class ElementContent:
    """Lithium and other elements of cell and pack.

    Attributes
    ----------
    element_in_positive, element_in_negative : dict of (s,) [g]
        In the active materials of a cell.
    lithium_in_electrolyte, lithium_in_positive_additive, lithium_in_negative_additive,
    lithium_in_electrolyte_additive : (s,) [g]
        Per cell.
    element_per_cell : dict of (s,) [g]
    element_per_pack : dict of (s,) [kg]
    element_per_energy : dict of (s,) [kg/kWh]
    """

    element_in_positive: dict[str, Array]
    element_in_negative: dict[str, Array]
    lithium_in_electrolyte: Array
    lithium_in_positive_additive: Array
    lithium_in_negative_additive: Array
    lithium_in_electrolyte_additive: Array
    element_per_cell: dict[str, Array]
    element_per_pack: dict[str, Array]
    element_per_energy: dict[str, Array]


@record
class MetalContent:
    """Metals of a pack by where they sit.

    Attributes
    ----------
    aluminium_in, copper_in, steel_in, stainless_steel_in : dict of (s,) [kg]
        Per pack.
    metal_per_pack : dict of (s,) [kg]
    metal_per_energy : dict of (s,) [kg/kWh]
    """

    aluminium_in: dict[str, Array]
    copper_in: dict[str, Array]
    steel_in: dict[str, Array]
    stainless_steel_in: dict[str, Array]
    metal_per_pack: dict[str, Array]
    metal_per_energy: dict[str, Array]


def foil_masses(amounts: PackAmounts, inputs: RecyclingInputs) -> tuple[Array, Array]:
    r"""Mass of both foils of a cell.

    .. math:: \varphi = a \rho t / 1000

    Parameters
    ----------
    amounts : PackAmounts
    inputs : RecyclingInputs

    Returns
    -------
    positive, negative : (s,) [kg]

    References
    ----------
    C114. [batpac5]_
    """
    cell = amounts.cell
    positive = inputs.recycled_positive_foil_density * inputs.recycled_positive_foil_thickness
    negative = inputs.recycled_negative_foil_density * inputs.recycled_negative_foil_thickness
    return positive * cell.positive_foil / GRAMS_PER_KG, negative * cell.negative_foil / GRAMS_PER_KG


def element_content(
    amounts: PackAmounts, inputs: RecyclingInputs, corrections: FactoryCorrections
) -> ElementContent:
    r"""Lithium and the tracked elements per cell, pack and energy.

    .. math:: \mu_e = \nu_e M_e / M_{mat} \, m

    Parameters
    ----------
    amounts : PackAmounts
    inputs : RecyclingInputs
    corrections : FactoryCorrections

    Returns
    -------
    content : ElementContent

    Notes
    -----
    In parity the lithium of the electrolyte additive is the electrolyte mass times the share of
    the additive. Correction ``electrolyte_additive_own_lithium`` takes its own mass and lithium.

    References
    ----------
    C111, C112, C113. [batpac5]_
    """
    cell = amounts.cell
    positive = {
        name: share * cell.positive_active for name, share in inputs.positive_element_fraction.items()
    }
    negative = {
        name: share * cell.negative_active for name, share in inputs.negative_element_fraction.items()
    }
    electrolyte = cell.electrolyte * inputs.electrolyte_lithium
    additive_positive = inputs.positive_additive_lithium * cell.positive_additive
    additive_negative = inputs.negative_additive_lithium * cell.negative_additive
    if corrections.electrolyte_additive_own_lithium:
        additive = inputs.electrolyte_additive_lithium * cell.electrolyte_additive
    else:
        additive = inputs.electrolyte_additive_share * cell.electrolyte_mass
    per_cell = {name: positive[name] + negative[name] for name in positive}
    per_cell[LITHIUM] = per_cell[LITHIUM] + electrolyte + additive_positive + additive_negative + additive
    thousand_cells = amounts.layout.cells_per_pack / GRAMS_PER_KG
    per_pack = {name: thousand_cells * value for name, value in per_cell.items()}
    return ElementContent(
        element_in_positive=positive,
        element_in_negative=negative,
        lithium_in_electrolyte=electrolyte,
        lithium_in_positive_additive=additive_positive,
        lithium_in_negative_additive=additive_negative,
        lithium_in_electrolyte_additive=additive,
        element_per_cell=per_cell,
        element_per_pack=per_pack,
        element_per_energy={name: value / amounts.ratings.pack_energy for name, value in per_pack.items()},
    )


def metal_content(
    amounts: PackAmounts,
    inputs: RecyclingInputs,
    pack_terminal_copper_fraction: Array,
    corrections: FactoryCorrections,
) -> MetalContent:
    """Aluminium, copper, steel and stainless steel of a pack.

    Parameters
    ----------
    amounts : PackAmounts
    inputs : RecyclingInputs
    pack_terminal_copper_fraction : [1]
    corrections : FactoryCorrections

    Returns
    -------
    content : MetalContent

    Notes
    -----
    In parity the bus bar is counted twice, module interconnects by modules plus one, row racks by
    modules per row, and the steel plate of the jacket base not at all. Corrections
    ``bus_bar_counted_once``, ``module_interconnects_as_bought``, ``row_racks_by_rows``,
    ``jacket_base_steel_recycled``. Module enclosures are left out.

    References
    ----------
    C115, C116, C117, C118. [batpac5]_
    """
    layout, module, pack = amounts.layout, amounts.module, amounts.pack
    aluminium_foil, aluminium_terminal = _foil_and_terminal(amounts, inputs, "aluminium")
    copper_foil, copper_terminal = _foil_and_terminal(amounts, inputs, "copper")
    modules = layout.modules_per_pack / GRAMS_PER_KG
    cells = layout.cells_per_pack
    beyond = layout.rows_per_pack if corrections.module_interconnects_as_bought else 1.0
    interconnects = layout.modules_per_pack + beyond
    bus_bar = pack.bus_bar / GRAMS_PER_KG
    between = interconnects * pack.module_to_module_interconnect / GRAMS_PER_KG
    racks = layout.rows_per_pack if corrections.row_racks_by_rows else layout.modules_per_row
    steel = pack.jacket_angle_iron
    if corrections.jacket_base_steel_recycled:
        steel = steel + pack.jacket_base_steel
    aluminium_parts = {
        "current_collectors": cells * aluminium_foil,
        "cell_terminals": cells * aluminium_terminal,
        "thermal_conductors": modules * module.module_thermal_conductor,
        "pack_jacket": pack.jacket_aluminium_base + pack.jacket_aluminium_top,
    }
    copper_parts = {
        "current_collectors": cells * copper_foil,
        "cell_terminals": cells * copper_terminal,
        "cell_interconnects": modules * module.module_interconnect,
        "module_tabs": modules * module.module_tabs,
        "module_terminals": modules * module.module_terminals,
        "module_interconnects": between if corrections.bus_bar_counted_once else between + bus_bar,
        "bus_bars": bus_bar,
        "pack_terminals": (pack_terminal_copper_fraction / GRAMS_PER_KG) * pack.pack_terminals,
    }
    steel_parts = {
        "row_racks": racks * (pack.row_rack_hardware - pack.row_pads),
        "pack_jacket": steel,
    }
    stainless_parts = {"cooling_panels": pack.cooling_panels, "coolant_manifold": pack.coolant_manifold}
    metals = {
        "aluminium": ledger_sum(aluminium_parts.values()),
        "copper": ledger_sum(copper_parts.values()),
        "steel": ledger_sum(steel_parts.values()),
        "stainless_steel": ledger_sum(stainless_parts.values()),
    }
    return MetalContent(
        aluminium_in=aluminium_parts,
        copper_in=copper_parts,
        steel_in=steel_parts,
        stainless_steel_in=stainless_parts,
        metal_per_pack=metals,
        metal_per_energy={name: value / amounts.ratings.pack_energy for name, value in metals.items()},
    )


def _foil_and_terminal(amounts: PackAmounts, inputs: RecyclingInputs, metal: str) -> tuple[Array, Array]:
    """Foil and terminal of one metal in a cell, kg (C115, C116, C123)."""
    positive_is = getattr(inputs, f"positive_foil_is_{metal}")
    negative_is = getattr(inputs, f"negative_foil_is_{metal}")
    positive, negative = foil_masses(amounts, inputs)
    cell = amounts.cell
    terminal = positive_is * cell.positive_terminal + negative_is * cell.negative_terminal
    return positive_is * positive + negative_is * negative, terminal / GRAMS_PER_KG
