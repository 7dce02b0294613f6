"""What a supply contract costs: take-or-pay, volume bands, hold-up."""

from cellworth.core.annuity import capital_recovery
from cellworth.core.arrays import namespace
from cellworth.core.record import record
from cellworth.core.types import Array


def take_or_pay_payment(price: Array, quantity: Array, committed: Array, take_fraction: Array) -> Array:
    r"""Yearly payment under a minimum.

    .. math:: p \max(Q, \tau Q_c)

    Parameters
    ----------
    price : (s, y) [USD/kWh]
    quantity : (s, y) [GWh/year]
        Taken.
    committed : (s, y) [GWh/year]
    take_fraction : (s, y) [1]
        Share of the committed quantity that is due in any case.

    Returns
    -------
    take_or_pay_payment : (s, y) [USD million/year]

    References
    ----------
    S32.
    """
    return price * quantity + deficiency_payment(price, quantity, take_fraction * committed)


def effective_price(payment: Array, quantity: Array) -> Array:
    r"""Price of what was really taken, :math:`P / Q`.

    Parameters
    ----------
    payment : (s, y) [USD million/year]
    quantity : (s, y) [GWh/year]

    Returns
    -------
    effective_price : (s, y) [USD/kWh]
        NaN where nothing was taken.

    References
    ----------
    S32.
    """
    xp = namespace(payment, quantity)
    taken = quantity > 0.0
    return xp.where(taken, payment / xp.where(taken, quantity, xp.ones_like(quantity)), xp.nan)


def minimum_energy(packs: Array, pack_energy: Array) -> Array:
    r"""Energy that a floor in packs stands for, :math:`N E`.

    Parameters
    ----------
    packs : (s, y) [1e6/year]
        Millions of packs.
    pack_energy : (s, y) [kWh]

    Returns
    -------
    minimum_energy : (s, y) [GWh/year]

    References
    ----------
    S32.
    """
    return packs * pack_energy


def deficiency_payment(price: Array, quantity: Array, minimum: Array) -> Array:
    r"""Payment for what was due and not taken, :math:`p \max(0, Q_{\min} - Q)`.

    Parameters
    ----------
    price : (s, y) [USD/kWh]
    quantity : (s, y) [GWh/year]
    minimum : (s, y) [GWh/year]

    Returns
    -------
    deficiency_payment : (s, y) [USD million/year]
        Its worth today is a debt-like item of the stake (S55) and follows the perimeter.

    References
    ----------
    S32.
    """
    xp = namespace(price, quantity, minimum)
    missing = minimum - quantity
    return price * xp.maximum(missing, xp.zeros_like(missing))


@record
class MakeUpPayments:
    """Payments under a minimum whose shortfall may be made up later.

    Attributes
    ----------
    make_up_payment : (s, y) [USD million/year]
    make_up_used : (s, y) [GWh/year]
        Taken without payment, against energy paid for earlier.
    """

    make_up_payment: Array
    make_up_used: Array


def make_up_payments(price: Array, quantity: Array, minimum: Array, carry_years: int) -> MakeUpPayments:
    """Take-or-pay with credit: what was paid for and not taken may be taken free above later minimums.

    Parameters
    ----------
    price : (s, y) [USD/kWh]
    quantity : (s, y) [GWh/year]
    minimum : (s, y) [GWh/year]
    carry_years : int
        Years a shortfall stays good; the oldest is used first. Zero: no credit.

    Returns
    -------
    MakeUpPayments

    Raises
    ------
    ValueError
        If `carry_years` is negative.

    References
    ----------
    S32.
    """
    if carry_years < 0:
        raise ValueError(f"years of carry-forward cannot be negative, got {carry_years}")
    xp = namespace(price, quantity, minimum)
    zero = xp.zeros_like((price + quantity + minimum)[:, 0])
    stored = [zero] * carry_years
    payments, used = [], []
    for year in range(max(price.shape[1], quantity.shape[1], minimum.shape[1])):
        paid_for, taken, due = (
            array[:, min(year, array.shape[1] - 1)] for array in (price, quantity, minimum)
        )
        wanted = xp.maximum(taken - due, zero)
        free = zero
        left = []
        for credit in stored:
            drawn = xp.minimum(credit, wanted - free)
            free = free + drawn
            left.append(credit - drawn)
        missing = xp.maximum(due - taken, zero)
        stored = [*left[1:], missing] if carry_years else []
        payments.append(paid_for * (xp.maximum(taken, due) - free))
        used.append(free)
    return MakeUpPayments(make_up_payment=xp.stack(payments, axis=-1), make_up_used=xp.stack(used, axis=-1))


def banded_payment(
    quantity: Array, band_width: Array, band_price: Array, *, retroactive: bool = False
) -> Array:
    r"""Payment for a quantity under volume bands.

    .. math:: \sum_b p_b \, \min\bigl(w_b, \max(0, Q - W_{b-1})\bigr)

    with :math:`W` the bands added up; retroactive: the price of the band reached holds for all.

    Parameters
    ----------
    quantity : (s, y) [GWh/year]
    band_width : (b,) [GWh/year]
        The last one wide enough for any quantity.
    band_price : (b,) [USD/kWh]
    retroactive : static

    Returns
    -------
    banded_payment : (s, y) [USD million/year]

    References
    ----------
    S33.
    """
    xp = namespace(quantity)
    total = xp.zeros_like(quantity)
    reached_price = total + band_price[0]
    start = band_width[0] * 0.0
    for band in range(band_width.shape[0]):
        inside = xp.minimum(xp.maximum(quantity - start, xp.zeros_like(quantity)), band_width[band])
        total = total + band_price[band] * inside
        reached_price = xp.where(quantity > start, band_price[band], reached_price)
        start = start + band_width[band]
    return reached_price * quantity if retroactive else total


def hold_up_bound(switching_cost: Array, rate: Array, years: Array, quantity: Array) -> Array:
    r"""Most by which a sole supplier can raise its price once the buyer has left its own plant.

    .. math:: K \, \mathrm{CRF}(r, n) / Q

    Parameters
    ----------
    switching_cost : (s,) [USD million]
        Of qualifying and moving to another source.
    rate : (s,) [1/year]
    years : (s,) [year]
    quantity : (s,) [GWh/year]

    Returns
    -------
    hold_up_bound : (s,) [USD/kWh]
        A range, not a forecast; zero with a second qualified source.

    References
    ----------
    S38. [williamson1985]_
    """
    return switching_cost * capital_recovery(rate, years) / quantity
