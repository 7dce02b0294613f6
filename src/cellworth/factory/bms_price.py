"""Price of the battery management of one pack, by part and volume."""

from cellworth.core.arrays import namespace
from cellworth.core.record import record, static
from cellworth.core.types import Array


@record
class BmsPriceParameters:
    """Price of each part at its volume and how it falls with volume.

    Attributes
    ----------
    part_base_price : mapping of part to (1,) [USD]
    part_base_volume : mapping of part to (1,) [1/year]
    part_volume_exponent : mapping of part to number
        Total price grows with this power of the number bought.
    bmu_parts, bdu_parts, module_parts : names of the parts of each group
    contactor_price_low, contactor_price_high : (1,) [USD]
        Of the main contactor at the two currents.
    contactor_current_low, contactor_current_high : (1,) [A]
    interface_price_low, interface_price_high : (1,) [USD]
    interface_current_low, interface_current_high : (1,) [A]
    """

    part_base_price: dict[str, float] = static()
    part_base_volume: dict[str, float] = static()
    part_volume_exponent: dict[str, float] = static()
    bmu_parts: tuple[str, ...] = static()
    bdu_parts: tuple[str, ...] = static()
    module_parts: tuple[str, ...] = static()
    contactor_price_low: Array
    contactor_price_high: Array
    contactor_current_low: Array
    contactor_current_high: Array
    interface_price_low: Array
    interface_price_high: Array
    interface_current_low: Array
    interface_current_high: Array


@record
class BmsPrice:
    """Price of the battery management of one pack by group, all (s,) [USD/pack]."""

    bms_bmu_price: Array
    bms_bdu_price: Array
    bms_interface_price: Array
    bms_module_price: Array
    bms_price: Array


@record
class BmsPartPrices:
    """Price of one part of each kind: mapping of part to (s,) [USD]."""

    bms_part_price: dict[str, Array]


def bms_price(
    part_count: dict[str, Array],
    module_current: Array,
    packs_per_year: Array,
    parameters: BmsPriceParameters,
) -> BmsPrice:
    r"""Price of the battery management of one pack.

    .. math:: C = \sum_i n_i c_i (V_i / (n_i Q))^{1 - p_i}

    Parameters
    ----------
    part_count : mapping of part to (s,) [1]
    module_current : (s,) [A]
        Rated; sets the main contactor and the interfaces.
    packs_per_year : (s,) [1/year]
    parameters : BmsPriceParameters

    Returns
    -------
    price : BmsPrice

    Notes
    -----
    The prices of main contactor and interfaces are linear in the current, also outside the two given.

    References
    ----------
    D114, D115. [batpac5]_
    """
    exponents = parameters.part_volume_exponent
    volume_factor = {p: packs_per_year ** (p - 1.0) for p in sorted(set(exponents.values())) if p != 1.0}
    contactor = _contactor_price(module_current, parameters)

    powers: dict[tuple[int, float], Array] = {}

    def power(count: Array, p: float) -> Array:
        """Taken once for all parts that share a count."""
        if (id(count), p) not in powers:
            powers[id(count), p] = count**p
        return powers[id(count), p]

    def group(parts: tuple[str, ...]) -> Array:
        by_exponent: dict[float, Array] = {}
        for part in parts:
            p = exponents[part]
            base = contactor if part == "contactor_main" else parameters.part_base_price[part]
            count = part_count[part]
            bought = count if p == 1.0 else power(count, p) * parameters.part_base_volume[part] ** (1.0 - p)
            by_exponent[p] = by_exponent.get(p, 0.0) + base * bought
        return sum(total * volume_factor.get(p, 1.0) for p, total in by_exponent.items())

    bmu, bdu, module = (
        group(parts) for parts in (parameters.bmu_parts, parameters.bdu_parts, parameters.module_parts)
    )
    interface = _interface_price(module_current, parameters) * part_count["interface"]
    return BmsPrice(
        bms_bmu_price=bmu,
        bms_bdu_price=bdu,
        bms_interface_price=interface,
        bms_module_price=module,
        bms_price=bmu + bdu + interface + module,
    )


def bms_part_prices(
    part_count: dict[str, Array],
    module_current: Array,
    packs_per_year: Array,
    parameters: BmsPriceParameters,
) -> BmsPartPrices:
    r"""Price of one part of each kind; computed only when asked for.

    .. math:: c_i (V_i / (n_i Q))^{1 - p_i}

    Parameters
    ----------
    part_count : mapping of part to (s,) [1]
    module_current : (s,) [A]
    packs_per_year : (s,) [1/year]
    parameters : BmsPriceParameters

    Returns
    -------
    prices : BmsPartPrices

    Notes
    -----
    A part that is not there has no price: zero.

    References
    ----------
    D114. [batpac5]_
    """
    xp = namespace(module_current, packs_per_year)
    price: dict[str, Array] = {}
    for part, p in parameters.part_volume_exponent.items():
        is_contactor = part == "contactor_main"
        base = (
            _contactor_price(module_current, parameters) if is_contactor else parameters.part_base_price[part]
        )
        count = part_count[part] + 0.0 * packs_per_year
        present = count > 0.0
        bought = xp.where(present, count, 1.0) * packs_per_year
        unit = base * (parameters.part_base_volume[part] / bought) ** (1.0 - p)
        price[part] = xp.where(present, unit, 0.0)
    price["interface"] = _interface_price(module_current, parameters) * part_count["interface"]
    return BmsPartPrices(bms_part_price=price)


def _contactor_price(current: Array, parameters: BmsPriceParameters) -> Array:
    """Base price of a main contactor [USD] (D114a)."""
    low, high = parameters.contactor_price_low, parameters.contactor_price_high
    start = parameters.contactor_current_low
    slope = (high - low) / (parameters.contactor_current_high - start)
    return low + slope * (current - start)


def _interface_price(current: Array, parameters: BmsPriceParameters) -> Array:
    """Price of all interfaces between the electronics [USD] (D114b)."""
    low, high = parameters.interface_price_low, parameters.interface_price_high
    start = parameters.interface_current_low
    slope = (high - low) / (parameters.interface_current_high - start)
    return low + slope * (current - start)
