"""A pack when it leaves the car: recycling by route, and a second life."""

from collections.abc import Mapping

from cellworth.core.record import record
from cellworth.core.types import Array
from cellworth.factory.end_of_life import (
    best_route,
    direct_route_value,
    metal_value,
    present_worth,
    recycled_content,
    recycling_credit,
    second_life_value,
)

__all__ = ["EndOfLifeInputs", "EndOfLifeResults", "end_of_life_results"]

GRAMS_PER_KG = 1000.0
HYDRO = "hydro"
METALS = {"Al": "aluminium", "Cu": "copper"}


@record
class EndOfLifeInputs:
    """Prices and costs at the end of life.

    Attributes
    ----------
    metal_price : dict of (1,) [USD/kg]
        By element.
    recovery : dict of dict of (1,) [1]
        By route and element; what a route does not name is lost.
    process_cost : dict of (1,) [USD/kg]
        By route, of cells.
    payable, handling_cost : (1,) [1], [USD/kg]
        Share of the metal price paid; collection and disassembly, of a pack.
    direct_recovery, direct_price_share, cathode_price : (1,) [1], [1], [USD/kg]
    health, used_discount, new_price, repurposing, share_fit : (1,) [1], [1], [USD/kWh], [USD/kWh], [1]
    second_life_years, life : (1,) [year]
        Of the second life; until the pack leaves the car.
    rate : (1,) [1/year]
    """

    metal_price: dict[str, Array]
    recovery: dict[str, dict[str, Array]]
    process_cost: dict[str, Array]
    payable: Array
    handling_cost: Array
    direct_recovery: Array
    direct_price_share: Array
    cathode_price: Array
    health: Array
    used_discount: Array
    new_price: Array
    repurposing: Array
    share_fit: Array
    second_life_years: Array
    life: Array
    rate: Array


@record
class EndOfLifeResults:
    """Worth of a used pack, per kWh when new.

    Attributes
    ----------
    gross_metal_value : (s,) [USD/kWh]
        Of the hydrometallurgical route.
    route_value : dict of (s,) [USD/kWh]
        Net, on the day it leaves the car: ``hydro``, ``pyro``, ``direct``, ``second_life``.
    best_value, best_value_today : (s,) [USD/kWh]
    recycled_share : dict of (s,) [1]
        By element, of the metals of as many new packs if every pack is dissolved (X74).
    """

    gross_metal_value: Array
    route_value: dict[str, Array]
    best_value: Array
    best_value_today: Array
    recycled_share: dict[str, Array]


def end_of_life_results(outputs: Mapping[str, Array], given: EndOfLifeInputs) -> EndOfLifeResults:
    """Worth of a pack that leaves the car (X70 to X74).

    Parameters
    ----------
    outputs : of an evaluation, by name.
    given : EndOfLifeInputs

    Returns
    -------
    results : EndOfLifeResults
    """
    energy = outputs["pack_energy"]
    cell_mass = outputs["cells_mass"] / energy
    pack_mass = outputs["pack_mass"] / energy
    contents = _contents(outputs, given)
    gross, values = {}, {}
    for route, recovery in given.recovery.items():
        held = {name: content for name, content in contents.items() if name in recovery}
        gross[route] = metal_value(held, recovery, given.metal_price)
        values[route] = recycling_credit(
            gross[route], given.payable, cell_mass, given.process_cost[route], pack_mass, given.handling_cost
        )
    cathode = outputs["positive_active_mass"] * outputs["cells_per_pack"] / energy / GRAMS_PER_KG
    direct = direct_route_value(
        cathode, given.direct_recovery, given.cathode_price, given.direct_price_share,
        given.process_cost["direct"], cell_mass,
    )  # fmt: skip
    values["direct"] = direct - given.handling_cost * pack_mass
    reused = second_life_value(
        given.health, given.used_discount, given.new_price, given.repurposing, given.share_fit
    )
    then = present_worth(values[HYDRO], given.rate, given.second_life_years)
    values["second_life"] = reused + given.share_fit * then + (1.0 - given.share_fit) * values[HYDRO]
    best = best_route(*values.values())
    return EndOfLifeResults(
        gross_metal_value=gross[HYDRO],
        route_value=values,
        best_value=best,
        best_value_today=present_worth(best, given.rate, given.life),
        recycled_share={
            name: recycled_content(contents[name] * recovered, contents[name])
            for name, recovered in given.recovery[HYDRO].items()
            if name in contents and (contents[name] > 0.0).all()
        },
    )


def _contents(outputs: Mapping[str, Array], given: EndOfLifeInputs) -> dict[str, Array]:
    """Metals of a pack that have a price [kg/kWh]."""
    found = {}
    for element in given.metal_price:
        name = f"metal_per_energy.{METALS[element]}" if element in METALS else f"element_per_energy.{element}"
        if name in outputs:
            found[element] = outputs[name]
    return found
