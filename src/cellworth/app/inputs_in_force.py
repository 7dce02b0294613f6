"""Numbers in force where an input of a design is left open."""

from collections.abc import Mapping

import numpy as np

from cellworth.core.types import Array
from cellworth.engine.pack_model import PackModel
from cellworth.engine.packs import evaluate_packs

__all__ = ["inputs_in_force"]

SHOWN_AS = {
    "positive_capacity": "positive_active_capacity",
    "positive_porosity": "positive_void_share",
    "positive_foil_thickness": "positive_collector_thickness",
    "positive_thickness_max": "positive_coating_limit",
    "negative_capacity": "negative_active_capacity",
    "np_ratio": "capacity_ratio",
    "negative_porosity": "negative_void_share",
    "negative_foil_thickness": "negative_collector_thickness",
    "separator_thickness": "separator_layer_thickness",
    "soc_upper": "vehicle_soc_upper",
    "soc_lower": "vehicle_soc_lower",
    "soc_for_power": "vehicle_soc_for_power",
    "pulse_duration": "vehicle_pulse_duration",
    "cell_thickness_target": "vehicle_cell_thickness",
    "full_packs_per_year": "packs_per_year",
}
"""Output that is the number in force, by input."""


def inputs_in_force(inputs: Mapping[str, Array], model: PackModel) -> dict[str, Array]:
    """Number in force of each input that may be left open: the couple's, the vehicle's, or what was given.

    Parameters
    ----------
    inputs : every input by name, arrays of one length or of length one.
    model : tables and parameters.

    Returns
    -------
    in_force : (s,) by input.
    """
    found = evaluate_packs(inputs, model).outputs
    shown = {name: found[output] for name, output in SHOWN_AS.items() if output in found}
    facts, couple = model.couple_facts.list_price, inputs["couple"]
    listed = {name: facts[material][couple] for name, material in model.price_inputs}
    still = {name: inputs[name] for name in (*shown, *listed)}
    return {
        name: np.where(np.isnan(still[name]), value, still[name]) for name, value in (shown | listed).items()
    }
