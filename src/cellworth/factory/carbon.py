"""Carbon of cells: of the plant by country and year, and from cradle to gate."""

from collections.abc import Mapping

from cellworth.core.arrays import namespace
from cellworth.core.types import Array
from cellworth.factory.laws.power_law import ledger_sum

__all__ = ["cathode_carbon", "grid_carbon", "material_carbon", "pack_carbon", "plant_carbon"]


def grid_carbon(last: Array, slope: Array, years_after: Array, lowest: Array) -> Array:
    r"""Carbon of electricity after the last year of the series.

    .. math:: CI_t = \max(CI_{last} e^{b (t - t_{last})}, CI_{min})

    Parameters
    ----------
    last : (s,) [kg/kWh]
    slope : (s,) [1/year]
    years_after : (s,) [year]
    lowest : (s,) [kg/kWh]
        Never below it, unless the last year was.

    Returns
    -------
    carbon : (s,) [kg/kWh]

    References
    ----------
    X48.
    """
    xp = namespace(last, slope, years_after, lowest)
    return xp.maximum(last * xp.exp(slope * years_after), xp.minimum(lowest, last))


def plant_carbon(
    electricity_use: Array, gas_use: Array, grid: Array, grid_loss: Array, gas_factor: Array
) -> Array:
    r"""Carbon of the energy of a plant, :math:`E_{el} CI / (1 - \lambda) + E_{gas} f`.

    Parameters
    ----------
    electricity_use, gas_use : (s,) [kWh/kWh]
    grid : (s,) [kg/kWh]
    grid_loss : (s,) [1]
    gas_factor : (s,) [kg/kWh]

    Returns
    -------
    carbon : (s,) [kg/kWh]

    References
    ----------
    X47.
    """
    return electricity_use * grid / (1.0 - grid_loss) + gas_use * gas_factor


def cathode_carbon(
    salts: Mapping[str, Array],
    salt_factors: Mapping[str, Array],
    electricity_need: Array,
    grid: Array,
    heat_need: Array,
    gas_factor: Array,
) -> Array:
    r"""Carbon of a kg of cathode powder: its salts and its processing.

    .. math:: \sum_j s_j f_j + e CI + h f_{gas}

    Parameters
    ----------
    salts : dict of (s,) [kg/kg]
        Salt in a kg of powder.
    salt_factors : dict of (s,) [kg/kg]
    electricity_need, heat_need : (s,) [kWh/kg]
    grid, gas_factor : (s,) [kg/kWh]
        Of the country that makes the powder.

    Returns
    -------
    carbon : (s,) [kg/kg]

    References
    ----------
    X49.
    """
    bought: Array = sum((need * salt_factors[name] for name, need in salts.items()), start=0.0 * grid)
    return bought + electricity_need * grid + heat_need * gas_factor


def material_carbon(bought: Mapping[str, Array], factors: Mapping[str, Array]) -> dict[str, Array]:
    r"""Carbon of purchased materials, :math:`m_i / Y_i \cdot f_i`.

    Parameters
    ----------
    bought : dict of (s,) [kg/kWh]
        Purchased masses, so that scrap carries its burden (C11).
    factors : dict of (s,) [kg/kg]

    Returns
    -------
    carbon : dict of (s,) [kg/kWh]

    References
    ----------
    X49.
    """
    return {name: mass * factors[name] for name, mass in bought.items()}


def pack_carbon(
    materials: Mapping[str, Array],
    plant: Array,
    pack_mass: Array,
    assembly_electricity: Array,
    grid: Array,
) -> Array:
    r"""Carbon from cradle to gate, :math:`\sum_i F_i + F_{plant} + 0.115\, m_{pack} CI`.

    Parameters
    ----------
    materials : dict of (s,) [kg/kWh]
    plant : (s,) [kg/kWh]
    pack_mass : (s,) [kg/kWh]
    assembly_electricity : (s,) [kWh/kg]
    grid : (s,) [kg/kWh]

    Returns
    -------
    carbon : (s,) [kg/kWh]

    References
    ----------
    X49.
    """
    return ledger_sum([*materials.values(), plant, assembly_electricity * pack_mass * grid])
