"""What a place adds to a costed pack: energy by step, carbon of materials, money."""

from cellworth.core.record import record, static
from cellworth.core.types import Array

__all__ = ["CarbonInputs", "EnergyInputs", "MoneyInputs", "PlaceInputs", "RampInputs"]


@record
class EnergyInputs:
    """Energy by process step of the reference cell, and what drives it.

    Attributes
    ----------
    reference_electricity, reference_gas : dict of (1,) [kWh/kWh]
    step_drivers : static
        Step, driver of the positive and of the negative side.
    positive_share, fixed_share : dict of (1,) [1]
    reference_drivers : dict of (1,) [kg/kWh, m^2/kWh or 1/kWh]
    assembly_electricity : (1,) [kWh/kg]
        For modules and packs, per mass of pack.
    """

    reference_electricity: dict[str, Array]
    reference_gas: dict[str, Array]
    step_drivers: tuple[tuple[str, str, str], ...] = static()
    positive_share: dict[str, Array]
    fixed_share: dict[str, Array]
    reference_drivers: dict[str, Array]
    assembly_electricity: Array


@record
class CarbonInputs:
    """Carbon of energy and of purchased materials.

    Attributes
    ----------
    grid : (1,) [kg/kWh]
        Electricity of the place in its year.
    grid_loss : (1,) [1]
    gas_factor : (1,) [kg/kWh]
    cathode_factor : (1,) [kg/kg]
        Powder with its salts and its processing; NaN where there is no recipe.
    material_factors : dict of (1,) [kg/kg]
    foil_densities : dict of (1,) [g/cm^3]
    nmp_recovery : (1,) [1]
    """

    grid: Array
    grid_loss: Array
    gas_factor: Array
    cathode_factor: Array
    material_factors: dict[str, Array]
    foil_densities: dict[str, Array]
    nmp_recovery: Array


@record
class MoneyInputs:
    """Money of the place.

    Attributes
    ----------
    electricity_price, gas_price : (1,) [USD/kWh]
    discount_rate : (1,) [1/year]
    tax_rate : (1,) [1]
    average_capital : (1,) [1]
        Money bound on average over the investment.
    land_price, plot_factor : (1,) [USD/m^2], [1]
    freight, credit : (1,) [USD/kWh]
    duty : (1,) [1]
    life : static [year]
        Of equipment: horizon of the levelized cost, and years of tax depreciation.
    building_life : static [year]
    """

    electricity_price: Array
    gas_price: Array
    discount_rate: Array
    tax_rate: Array
    average_capital: Array
    land_price: Array
    plot_factor: Array
    freight: Array
    credit: Array
    duty: Array
    life: int = static()
    building_life: int = static()


@record
class RampInputs:
    """First years of a plant.

    Attributes
    ----------
    scrap_first, scrap_last : (1,) [1]
    scrap_time : (1,) [year]
    use_last : (1,) [1]
    use_steepness : (1,) [1/year]
    use_half_time : (1,) [year]
    scrap_recovered : (1,) [1]
        Share of the value of scrapped material that comes back.
    """

    scrap_first: Array
    scrap_last: Array
    scrap_time: Array
    use_last: Array
    use_steepness: Array
    use_half_time: Array
    scrap_recovered: Array


@record
class PlaceInputs:
    """All that a place adds.

    Attributes
    ----------
    energy_inputs : EnergyInputs
    carbon_inputs : CarbonInputs
    money_inputs : MoneyInputs
    """

    energy_inputs: EnergyInputs
    carbon_inputs: CarbonInputs
    money_inputs: MoneyInputs
