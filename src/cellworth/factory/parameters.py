"""Parameters of the cost method as records; numbers may be floats or arrays."""

from cellworth.core.record import record, static
from cellworth.core.types import Array


@record
class StepParameters:
    """One process step: baseline and exponents of the power law.

    Attributes
    ----------
    process_group : static
    driver : static
        Annual rate that drives the step.
    baseline_rate : [1/year]
        Driver of the baseline plant.
    baseline_labor, labor_exponent : [h/year], [1]
    baseline_equipment, equipment_exponent : [million USD], [1]
    baseline_area, area_exponent : [m^2], [1]
    secondary_driver : static
        Second ratio, empty if none.
    secondary_baseline : [unit of the driver]
    secondary_labor_exponent, secondary_equipment_exponent, secondary_area_exponent : [1]
    large_cell_capacity, large_cell_factor : [Ah], [1]
        Equipment is multiplied where the cell capacity is above.
    days_on_equipment, days_on_area : static
        Whether the operating-days factor acts.
    equipment_from_method, area_from_method : static
        Utilization method from which on the step is sized for the full rate.
    equipment_utilization_on : static
        ``driver``, ``secondary_driver``, or ``none``.
    """

    process_group: str = static()
    driver: str = static()
    baseline_rate: Array
    baseline_labor: Array
    labor_exponent: Array
    baseline_equipment: Array
    equipment_exponent: Array
    baseline_area: Array
    area_exponent: Array
    secondary_driver: str = static()
    secondary_baseline: Array
    secondary_labor_exponent: Array
    secondary_equipment_exponent: Array
    secondary_area_exponent: Array
    large_cell_capacity: Array
    large_cell_factor: Array
    days_on_equipment: bool = static()
    days_on_area: bool = static()
    equipment_from_method: int = static()
    area_from_method: int = static()
    equipment_utilization_on: str = static()


@record
class MaterialYields:
    """Yield of each material in each step of the electrode and cell line.

    Attributes
    ----------
    mixing_yield, coating_yield, slitting_yield, stacking_yield, filling_yield : dict [1]
        One where the material does not pass the step.
    rounded_yields : static
        Materials whose product of yields is rounded to 0.1 %.
    """

    mixing_yield: dict[str, Array]
    coating_yield: dict[str, Array]
    slitting_yield: dict[str, Array]
    stacking_yield: dict[str, Array]
    filling_yield: dict[str, Array]
    rounded_yields: tuple[str, ...] = static()


@record
class MaterialScaling:
    """How prices follow volume.

    Attributes
    ----------
    price_exponent : dict [1]
        Per material; one keeps the list price.
    price_driver : static
        Baseline rate that scales each material, a pair of names per material; none for electrolyte.
    """

    price_exponent: dict[str, Array]
    price_driver: tuple[tuple[str, str], ...] = static()


@record
class HardwareItem:
    """Price rule of one bought part.

    Attributes
    ----------
    ingot : static
        Key of the ingot price, empty if the part is priced by the piece only.
    form_factor : [1]
        Price of the formed over the raw metal.
    fabrication_price : [USD/kg]
    baseline_piece_price, piece_exponent : [USD], [1]
    piece_driver : static
        Rate whose ratio scales the piece price, empty if none.
    piece_price_falls : static
        Whether the piece price falls with volume.
    """

    ingot: str = static()
    form_factor: Array
    fabrication_price: Array
    baseline_piece_price: Array
    piece_exponent: Array
    piece_driver: str = static()
    piece_price_falls: bool = static()


@record
class PurchasedItems:
    """Bought parts.

    Attributes
    ----------
    hardware : dict of HardwareItem
    ingot_price : dict [USD/kg]
    management_price_per_group, management_price_per_capacity : [USD], [USD/Ah]
        Module management per parallel group and per Ah of a module.
    insulation_price : [USD/m^2]
    pack_terminal_copper_fraction : [1]
        Copper in the mass of the pack terminals.
    """

    hardware: dict[str, HardwareItem]
    ingot_price: dict[str, Array]
    management_price_per_group: Array
    management_price_per_capacity: Array
    insulation_price: Array
    pack_terminal_copper_fraction: Array


@record
class OverheadRates:
    """Rates of the unit-cost template; shares, not percent, but the two error bands.

    Attributes
    ----------
    labor_rate : [USD/h]
    land_building_cost : [USD/m^2]
    equipment_depreciation, building_depreciation : [1/year]
    variable_overhead_on_labor, variable_overhead_on_depreciation : [1]
    gsa_on_labor_overhead, gsa_on_depreciation : [1]
    rd_on_depreciation : [1]
    launch_materials_fraction, launch_labor_overhead_fraction : [1]
    working_capital_fraction : [1]
    profit_rate : dict [1/year]
        Per level, on the investment.
    warranty_rate : dict [1]
        Per level, on the cost with profit.
    error_unit_costs, error_thickness_capacity : [%]
    """

    labor_rate: Array
    land_building_cost: Array
    equipment_depreciation: Array
    building_depreciation: Array
    variable_overhead_on_labor: Array
    variable_overhead_on_depreciation: Array
    gsa_on_labor_overhead: Array
    gsa_on_depreciation: Array
    rd_on_depreciation: Array
    launch_materials_fraction: Array
    launch_labor_overhead_fraction: Array
    working_capital_fraction: Array
    profit_rate: dict[str, Array]
    warranty_rate: dict[str, Array]
    error_unit_costs: Array
    error_thickness_capacity: Array


@record
class SolventRules:
    """Binder solvent per binder, and how much of it is recovered.

    Attributes
    ----------
    solvent_ratio_nmp, solvent_ratio_other : [g/g]
    nmp_recovery : [1]
        Recovered share of evaporated NMP.
    """

    solvent_ratio_nmp: Array
    solvent_ratio_other: Array
    nmp_recovery: Array


@record
class FactoryParameters:
    """All parameters of the cost method.

    Attributes
    ----------
    baseline : dict [1/year]
        Rates of the baseline plant.
    steps : dict of StepParameters
    yields : MaterialYields
    scaling : MaterialScaling
    items : PurchasedItems
    rates : OverheadRates
    solvents : SolventRules
    """

    baseline: dict[str, Array]
    steps: dict[str, StepParameters]
    yields: MaterialYields
    scaling: MaterialScaling
    items: PurchasedItems
    rates: OverheadRates
    solvents: SolventRules
