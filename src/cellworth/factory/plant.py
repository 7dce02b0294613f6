"""What the maker chooses: volume, yield, utilization, strategy, prices paid."""

from cellworth.core.record import record
from cellworth.core.types import Array


@record
class PlantInputs:
    """Volume, yield and choices of one maker.

    Attributes
    ----------
    packs_per_year : (s,) [1/year]
    cell_yield : (s,) [1]
        Accepted over built cells.
    utilization_method : (s,) [1]
        1 ignores utilization, 2 sizes the building, 3 building and equipment for the full rate.
    utilization : (s,) [1]
        Share of the full rate in use; NaN where it follows from the full rate.
    full_packs_per_year : (s,) [1/year]
        Rate the plant is sized for; NaN where it follows from the utilization.
    operating_days : (s,) [day/year]
    buys_cells, buys_modules : (s,) [1]
        1 where cells, or modules with their cells, come from a supplier.
    charges_profit, charges_warranty : (s,) [1]
        1 where the pack maker adds profit, and warranty.
    """

    packs_per_year: Array
    cell_yield: Array
    utilization_method: Array
    utilization: Array
    full_packs_per_year: Array
    operating_days: Array
    buys_cells: Array
    buys_modules: Array
    charges_profit: Array
    charges_warranty: Array


@record
class MaterialInputs:
    """Prices and solvents of one couple, with overrides in force.

    Attributes
    ----------
    list_price : dict of (s,) [USD/kg, USD/m^2 or USD/L]
        Price of each material at the baseline volume.
    positive_solvent_is_nmp, negative_solvent_is_nmp : (s,) [1]
        1 where the binder is dissolved in NMP, 0 for water and others.
    positive_solvent_ratio, negative_solvent_ratio : (s,) [g/g]
        Solvent per binder; NaN for the default of that solvent.
    """

    list_price: dict[str, Array]
    positive_solvent_is_nmp: Array
    negative_solvent_is_nmp: Array
    positive_solvent_ratio: Array
    negative_solvent_ratio: Array


@record
class VehicleItems:
    """Prices that depend on the vehicle type.

    Attributes
    ----------
    heating_system_price : (s,) [USD]
        Per pack.
    air_conditioning_price : (s,) [USD/kW]
        Addition to the air conditioning, per kW of heat and system.
    additional_pack_price : (s,) [USD]
        Per pack beyond the first of a system.
    """

    heating_system_price: Array
    air_conditioning_price: Array
    additional_pack_price: Array


@record
class BoughtPrices:
    """Prices asked by suppliers that are costed on their own; none keeps C90 and C91.

    Attributes
    ----------
    cell_price : (s,) [USD] or None
    module_price : (s,) [USD] or None
    """

    cell_price: Array | None
    module_price: Array | None


MATERIALS = (
    "positive_active",
    "positive_conductive",
    "positive_binder",
    "positive_solvent",
    "negative_active",
    "negative_conductive",
    "negative_binder",
    "negative_solvent",
    "positive_additive",
    "negative_additive",
    "electrolyte_additive",
    "positive_foil",
    "negative_foil",
    "separator",
    "electrolyte",
)
"""Materials of a cell: keys of prices, needs and costs."""
