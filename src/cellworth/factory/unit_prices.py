"""Prices of materials and pieces at the volume bought."""

from collections.abc import Mapping

from cellworth.core.arrays import namespace
from cellworth.core.record import record
from cellworth.core.types import Array
from cellworth.factory.corrections import FactoryCorrections
from cellworth.factory.laws.power_law import SharedPowers, as_array
from cellworth.factory.parameters import FactoryParameters, HardwareItem, MaterialScaling
from cellworth.factory.plant import MATERIALS

NEGATIVE_AREA = "negative_area_m2_per_year"
POSITIVE_AREA = "positive_area_m2_per_year"


@record
class UnitPrices:
    """Prices in force.

    Attributes
    ----------
    material_price : dict of (s,) [USD/kg, USD/m^2 or USD/L]
    piece_price : dict of (s,) [USD]
        Per piece of bought hardware.
    mass_price : dict [USD/kg]
        Of bought hardware.
    """

    material_price: dict[str, Array]
    piece_price: dict[str, Array]
    mass_price: dict[str, Array]


def material_prices(
    list_price: Mapping[str, Array],
    scaling: MaterialScaling,
    baseline: Mapping[str, Array],
    powers: SharedPowers,
    corrections: FactoryCorrections,
) -> dict[str, Array]:
    r"""Material prices at the volume consumed.

    .. math:: p = p^0 (B^0 / B)^{1 - e}

    Parameters
    ----------
    list_price : dict of (s,) [USD/kg, USD/m^2 or USD/L]
    scaling : MaterialScaling
    baseline : dict [1/year]
    powers : SharedPowers
        Of the annual rates.
    corrections : FactoryCorrections

    Returns
    -------
    material_price : dict of (s,) [USD/kg, USD/m^2 or USD/L]

    Notes
    -----
    In parity any exponent of electrolyte other than one makes it free, and the positive area
    drives both foils and the separator. Corrections ``electrolyte_price_follows_volume`` (driven
    by the positive area, as the separator) and ``foil_price_by_own_area``.

    References
    ----------
    C18, C19, C20. [batpac5]_
    """
    drivers = dict(scaling.price_driver)
    if corrections.foil_price_by_own_area:
        drivers["negative_foil"] = NEGATIVE_AREA
    if corrections.electrolyte_price_follows_volume:
        drivers["electrolyte"] = POSITIVE_AREA
    found = {}
    for material in MATERIALS:
        price = list_price[material]
        exponent = scaling.price_exponent.get(material, 1.0)
        if isinstance(exponent, float) and exponent == 1.0:
            found[material] = price
        elif material in drivers:
            name = drivers[material]
            found[material] = price * powers.power(name, baseline[name], exponent - 1.0)
        else:
            xp = namespace(price)
            kept = xp.asarray(exponent) == 1.0
            found[material] = xp.where(kept, price, xp.zeros_like(price))
    return found


def mass_price(item: HardwareItem, ingot_price: Mapping[str, Array]) -> Array:
    r"""Price of hardware by mass: metal, forming, fabrication.

    .. math:: \kappa = \text{ingot price} \cdot \text{form factor} + \text{fabrication}

    Parameters
    ----------
    item : HardwareItem
    ingot_price : dict [USD/kg]

    Returns
    -------
    price : [USD/kg]

    References
    ----------
    C23. [batpac5]_
    """
    return ingot_price[item.ingot] * item.form_factor + item.fabrication_price


def piece_price(
    item: HardwareItem,
    baseline: Mapping[str, Array],
    powers: SharedPowers,
    corrections: FactoryCorrections,
) -> Array:
    r"""Price of one piece of hardware at the volume bought.

    .. math:: \sigma = \sigma^0 (B^0 / B)^{1 - q}

    Parameters
    ----------
    item : HardwareItem
    baseline : dict [1/year]
    powers : SharedPowers
        Of the annual rates.
    corrections : FactoryCorrections

    Returns
    -------
    price : (s,) [USD]

    Notes
    -----
    In parity the ratio stands the other way round for pack hardware, whose piece prices rise
    with volume. Correction ``pack_piece_price_falls``.

    References
    ----------
    C21, C22. [batpac5]_
    """
    if not item.piece_driver:
        return item.baseline_piece_price
    exponent = 1.0 - item.piece_exponent
    if item.piece_price_falls or corrections.pack_piece_price_falls:
        exponent = -exponent
    return item.baseline_piece_price * powers.power(item.piece_driver, baseline[item.piece_driver], exponent)


def unit_prices(
    list_price: Mapping[str, Array],
    parameters: FactoryParameters,
    powers: SharedPowers,
    corrections: FactoryCorrections,
) -> UnitPrices:
    """All prices in force.

    Parameters
    ----------
    list_price : dict of (s,) [USD/kg, USD/m^2 or USD/L]
    parameters : FactoryParameters
    powers : SharedPowers
        Of the annual rates.
    corrections : FactoryCorrections

    Returns
    -------
    prices : UnitPrices

    References
    ----------
    C18 to C23. [batpac5]_
    """
    baseline, items = parameters.baseline, parameters.items
    xp = namespace(*list_price.values())
    piece = {name: piece_price(item, baseline, powers, corrections) for name, item in items.hardware.items()}
    mass = {name: mass_price(item, items.ingot_price) for name, item in items.hardware.items() if item.ingot}
    return UnitPrices(
        material_price=material_prices(list_price, parameters.scaling, baseline, powers, corrections),
        piece_price={name: as_array(xp, value) for name, value in piece.items()},
        mass_price={name: as_array(xp, value) for name, value in mass.items()},
    )
