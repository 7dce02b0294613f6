"""How much of the plant is in use, and what is sized for the full rate."""

from cellworth.core.arrays import namespace
from cellworth.core.record import record
from cellworth.core.types import Array
from cellworth.factory.plant import PlantInputs

KWH_PER_GWH = 1e6
FIRST_METHOD = 1.0
"""The method that ignores utilization."""


@record
class Utilization:
    """Use of the plant.

    Attributes
    ----------
    utilization_used : (s,) [1]
        Share of the full rate in use.
    full_packs_reported : (s,) [1/year]
        Full rate as shown.
    plant_size : (s,) [GWh/year]
    """

    utilization_used: Array
    full_packs_reported: Array
    plant_size: Array


def utilization(plant: PlantInputs, pack_energy: Array) -> Utilization:
    r"""Utilization in force, full rate and plant size.

    .. math:: u = N / N_{full}, \quad S = N_{full} E_p / 10^6

    Parameters
    ----------
    plant : PlantInputs
    pack_energy : (s,) [kWh]

    Returns
    -------
    use : Utilization

    Notes
    -----
    Where both are given, the utilization rules the cost and the full rate is only shown.
    Method 1 ignores both.

    References
    ----------
    C52, C53, C54. [batpac5]_
    """
    packs, full = plant.packs_per_year, plant.full_packs_per_year
    xp = namespace(plant.utilization_method, plant.utilization, packs, full)
    ignored = plant.utilization_method == FIRST_METHOD
    alone = xp.isnan(plant.utilization)
    rate = xp.where(alone & ~ignored, full, packs)
    share = xp.where(alone, packs / rate, plant.utilization)
    used = xp.where(ignored, xp.ones_like(share), share)
    shown = xp.where(ignored, packs, xp.where(xp.isnan(full), packs / used, full))
    return Utilization(
        utilization_used=used, full_packs_reported=shown, plant_size=shown * pack_energy / KWH_PER_GWH
    )


def capacity_factor(use: Array, method: Array, from_method: int) -> Array:
    r"""Factor on the rate ratio of what is sized for the full rate.

    .. math:: \gamma = 1 / u \text{ from that method on, otherwise } 1

    Parameters
    ----------
    use : (s,) [1]
    method : (s,) [1]
    from_method : int
        Static: lowest method that scales. Method 2 scales areas and the dry room, method 3 all
        equipment.

    Returns
    -------
    factor : (s,) [1]

    References
    ----------
    C55. [batpac5]_
    """
    xp = namespace(use)
    return xp.where(method >= from_method, 1.0 / use, xp.ones_like(use))
