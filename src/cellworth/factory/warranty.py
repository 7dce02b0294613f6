"""What a warranty costs: packs that fail or fade below the promise; and what a used pack is worth."""

from cellworth.core.arrays import namespace
from cellworth.core.special import normal_cdf
from cellworth.core.types import Array

__all__ = ["fade_claims", "oversized_rating", "residual_value", "warranty_provision"]


def fade_claims(allowed_loss: Array, years: Array, mean_fade: Array, variation: Array) -> Array:
    r"""Share of packs that fade below the promise in time.

    .. math:: P_w = 1 - \Phi\Bigl( \frac{\ell / n - \mu}{c \mu} \Bigr)

    Parameters
    ----------
    allowed_loss : (s,) [1]
    years : (s,) [year]
    mean_fade : (s,) [1/year]
        Linear.
    variation : (s,) [1]
        Standard deviation of the fade over its mean.

    Returns
    -------
    share : (s,) [1]

    References
    ----------
    X83.
    """
    namespace(allowed_loss, years, mean_fade, variation)
    return normal_cdf(-(allowed_loss / years - mean_fade) / (variation * mean_fade))


def warranty_provision(
    defect_rate: Array,
    fade_share: Array,
    replacement: Array,
    owner_share: Array,
    rate: Array,
) -> Array:
    r"""Money to set aside for a warranty.

    .. math::

       \sum_t [h_t S_{t-1} + \Delta P_{w,t}]\, C_t (1 - \pi_t) (1 + r)^{-t}, \quad
       S_t = S_{t-1} (1 - h_t)

    Parameters
    ----------
    defect_rate : (s, y) [1/year]
        Of the packs without a defect so far, over the years of the warranty.
    fade_share : (s, y) [1]
        Packs below the promise by the end of each year, no longer than the warranty on capacity holds.
    replacement : (s, y) [USD/kWh]
        Pack and labour.
    owner_share : (s, y) [1]
        Part of a replacement that the owner pays.
    rate : (s,) [1/year]

    Returns
    -------
    provision : (s,) [USD/kWh]

    References
    ----------
    X84.
    """
    total, sound = 0.0 * rate, 0.0 * rate + 1.0
    for year in range(defect_rate.shape[1]):
        before = fade_share[:, year - 1] if year else 0.0 * rate
        defects = defect_rate[:, year] * sound
        sound = sound - defects
        claims = defects + fade_share[:, year] - before
        paid = replacement[:, year] * (1.0 - owner_share[:, year])
        total = total + claims * paid * (1.0 + rate) ** -(year + 1.0)
    return total


def residual_value(health: Array, least_health: Array, pack_price: Array, second_life: Array) -> Array:
    r"""Worth of a used pack, :math:`\max(V_2, p (q - q_{min}) / (1 - q_{min}))`.

    Parameters
    ----------
    health, least_health : (s,) [1]
    pack_price, second_life : (s,) [USD/kWh]

    Returns
    -------
    value : (s,) [USD/kWh]

    References
    ----------
    X85.
    """
    xp = namespace(health, least_health, pack_price, second_life)
    in_car = pack_price * (health - least_health) / (1.0 - least_health)
    return xp.maximum(in_car, second_life)


def oversized_rating(useful: Array, health_at_end: Array) -> Array:
    r"""Capacity to build in so that enough is left at the end of the warranty, :math:`E / q_w`.

    Parameters
    ----------
    useful : (s,) [kWh]
    health_at_end : (s,) [1]

    Returns
    -------
    rated : (s,) [kWh]

    References
    ----------
    X86.
    """
    return useful / health_at_end
