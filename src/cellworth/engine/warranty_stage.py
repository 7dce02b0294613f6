"""Warranty of a pack by defects and fade, beside the flat surcharge of the cost method."""

import numpy as np

from cellworth.core.record import record, static
from cellworth.core.types import Array
from cellworth.factory.warranty import (
    fade_claims,
    oversized_rating,
    residual_value,
    warranty_provision,
)

__all__ = ["WarrantyInputs", "WarrantyResults", "warranty_results"]


@record
class WarrantyInputs:
    """Fade, defects and terms.

    Attributes
    ----------
    mean_fade : (1,) [1/year]
    fade_variation : (1,) [1]
    least_capacity : (1,) [1]
    defect_rate : (1,) [1/year]
    owner_share : (1,) [1]
    flat_share : (1,) [1]
        Surcharge of the cost method.
    interest : (1,) [1/year]
    warranty_years : static [year]
    """

    mean_fade: Array
    fade_variation: Array
    least_capacity: Array
    defect_rate: Array
    owner_share: Array
    flat_share: Array
    interest: Array
    warranty_years: int = static()


@record
class WarrantyResults:
    """Money to set aside.

    Attributes
    ----------
    faded_share : (s,) [1]
        Packs below the promise by the end of the warranty.
    defect_provision, fade_provision, flat_warranty : (s,) [USD/kWh]
        Of defects and of fade (X84); of the cost method (C81).
    health_then : (s,) [1]
        Capacity left when the warranty ends, at the mean fade.
    residual : (s,) [USD/kWh]
        Worth of the pack then, for lease or resale (X85).
    built_in : (s,) [1]
        Capacity to build in per useful one that is to be left then (X86).
    """

    faded_share: Array
    defect_provision: Array
    fade_provision: Array
    flat_warranty: Array
    health_then: Array
    residual: Array
    built_in: Array


def warranty_results(
    pack_cost: Array, given: WarrantyInputs, second_life: Array | None = None
) -> WarrantyResults:
    """Provision of a warranty, and what a pack is worth when it ends (X83 to X86).

    Parameters
    ----------
    pack_cost : (s,) [USD/kWh]
        Of a replacement, in every year.
    given : WarrantyInputs
    second_life : (s,) [USD/kWh]
        Worth of a used pack in another use; none where it is not known.

    Returns
    -------
    results : WarrantyResults
    """
    years = np.arange(1.0, given.warranty_years + 1.0)[None, :]
    loss = (1.0 - given.least_capacity)[:, None]
    faded = fade_claims(loss, years, given.mean_fade[:, None], given.fade_variation[:, None])
    ones = np.ones_like(years)
    replacement, owner = pack_cost[:, None] * ones, given.owner_share[:, None] * ones
    defects = given.defect_rate[:, None] * ones
    health = 1.0 - given.mean_fade * given.warranty_years
    elsewhere = 0.0 * pack_cost if second_life is None else second_life
    return WarrantyResults(
        faded_share=faded[:, -1],
        defect_provision=warranty_provision(defects, 0.0 * ones, replacement, owner, given.interest),
        fade_provision=warranty_provision(0.0 * ones, faded, replacement, owner, given.interest),
        flat_warranty=given.flat_share * pack_cost,
        health_then=health,
        residual=residual_value(health, given.least_capacity, pack_cost, elsewhere),
        built_in=oversized_rating(np.ones(1), health),
    )
