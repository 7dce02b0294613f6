"""Fade, defects and terms of a warranty from the extension tables."""

import numpy as np

from cellworth.engine.warranty_stage import WarrantyInputs
from cellworth.io.extension_values import SourcedNumber, extension_numbers
from cellworth.io.parameter_files import parameter_table

__all__ = ["warranty_inputs"]


def warranty_inputs(interest: float) -> tuple[WarrantyInputs, tuple[SourcedNumber, ...]]:
    """Records of the warranty, and the numbers used.

    Parameters
    ----------
    interest : [1/year]
    """
    models = dict.fromkeys(row["model"] for row in parameter_table("extensions/ageing.csv").rows)
    found = {
        name: number for model in models for name, number in extension_numbers("ageing", model=model).items()
    }
    terms = extension_numbers("warranty_terms")
    used = {
        "mean_fade": found["fade_average_2019"],
        "fade_variation": found["coefficient_of_variation_fade"],
        "least_capacity": found["industry_threshold"],
        "defect_rate": found["annual_pack_failure"],
        "owner_share": terms["owner_share"],
        "flat_share": found["batpac_warranty_share"],
    }
    arrays = {name: np.asarray([number.value]) for name, number in used.items()}
    given = WarrantyInputs(
        **arrays, interest=np.asarray([interest]), warranty_years=int(terms["years"].value)
    )
    return given, tuple(used.values())
