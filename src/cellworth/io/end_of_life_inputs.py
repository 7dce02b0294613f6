"""Recycling and second life from the extension tables, at the metal prices of a day."""

from collections.abc import Mapping

import numpy as np

from cellworth.core.types import Array
from cellworth.engine.end_of_life_stage import EndOfLifeInputs
from cellworth.io.extension_values import SourcedNumber, extension_numbers

__all__ = ["end_of_life_inputs"]

RECOVERY = "recovery_"
METAL_ROUTES = ("hydro", "pyro")
ELEMENTS = ("Ni", "Co", "Mn", "Li", "Cu", "Al")


def _one(value: float) -> Array:
    return np.asarray([float(value)])


def end_of_life_inputs(
    metals: Mapping[str, SourcedNumber], cathode_price: float, new_price: float, rate: float, life: float
) -> EndOfLifeInputs:
    """Records of the end of life.

    Parameters
    ----------
    metals : prices by element [USD/kg].
    cathode_price : [USD/kg]
    new_price : of new storage [USD/kWh].
    rate : [1/year]
    life : until the pack leaves the car [year].
    """
    routes = {name: extension_numbers("recycling", route=name) for name in (*METAL_ROUTES, "direct")}
    every = extension_numbers("recycling", route="all")
    second = extension_numbers("recycling", route="second_life")
    priced = {name: _one(metals[name].value) for name in ELEMENTS if name in metals}
    return EndOfLifeInputs(
        metal_price=priced,
        recovery={
            route: {
                name.removeprefix(RECOVERY): _one(number.value)
                for name, number in routes[route].items()
                if name.startswith(RECOVERY) and name.removeprefix(RECOVERY) in priced
            }
            for route in METAL_ROUTES
        },
        process_cost={route: _one(numbers["process_cost"].value) for route, numbers in routes.items()},
        payable=_one(every["payable_share"].value),
        handling_cost=_one(every["collection_and_transport"].value + every["disassembly"].value),
        direct_recovery=_one(routes["direct"]["recovery_CAM"].value),
        direct_price_share=_one(routes["direct"]["cam_price_share"].value),
        cathode_price=_one(cathode_price),
        health=_one(second["soh_at_retirement"].value),
        used_discount=_one(second["price_discount_to_new"].value),
        new_price=_one(new_price),
        repurposing=_one(second["repurposing_cost"].value),
        share_fit=_one(second["share_fit_for_reuse"].value),
        second_life_years=_one(second["second_life_years"].value),
        life=_one(life),
        rate=_one(rate),
    )
