"""Own cells that cross from the region of their plant to car plants in another: freight, duty, transit.

Each year the plants of a region serve its car plants first; what they have left goes to the regions that
lack, pro rata. Bought cells come at their supplier's own freight and duty, a mean over the car plants.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from cellworth.core.arrays import namespace, or_one
from cellworth.core.types import Array
from cellworth.engine.scenarios.case import Lane, OwnPlant, StrategyCase
from cellworth.engine.scenarios.columns import in_columns, numbers
from cellworth.engine.scenarios.ledger import OTHERS, Ledger
from cellworth.engine.scenarios.setting import Setting
from cellworth.market.prices import landed_price
from cellworth.strategy.lanes import shipments

__all__ = [
    "OWN_WAY",
    "demand_by_region",
    "pay_way",
    "way_by_plant",
    "way_of_own_cells",
    "ways_of_groups",
]

OWN_WAY = "freight, duty, transit of own cells"
"""Item of the ledger."""


def demand_by_region(case: StrategyCase) -> dict[str, Array]:
    """Part of the demand by region of the car plants, (y,) [1]; empty where the case knows one region only.

    Several programmes count by the energy of their planned packs.
    """
    plans = [
        numbers(each.packs) * numbers([case.packs[name].energy for name in each.pack])
        for each in case.programmes
    ]
    total = sum(plans, np.zeros(len(case.years)))
    found: dict[str, Array] = {}
    for programme, plan in zip(case.programmes, plans, strict=True):
        for region, share in programme.regions.items():
            found[region] = found.get(region, 0.0) + numbers(share) * plan / total
    return found


def way_by_plant(setting: Setting, made: Mapping[str, Array], delivered: Array) -> dict[str, Array]:
    """What the way of own cells costs, by the plant they come from; empty where there is one region only.

    Parameters
    ----------
    setting : Setting
    made : (s, y) [kWh/year], output by plant.
    delivered : (s, y) [kWh/year], wanted of the plants at the car plants of all regions together.

    Returns
    -------
    way : (s, y) [USD/year]

    References
    ----------
    S29 on each lane; Theory, eq. strategy-1.
    """
    by_region = _by_region(setting, made, delivered)
    found = {}
    for plant in setting.case.plants:
        cost = by_region.get(plant.region)
        if cost is None or plant.name not in made:
            continue
        there = [each.name for each in setting.case.plants if each.region == plant.region]
        output = sum((made[name] for name in there if name in made), np.zeros((1, 1)))
        part = made[plant.name] / or_one(output)
        found[plant.name] = cost * part
    return found


def way_of_own_cells(setting: Setting, made: Mapping[str, Array], delivered: Array) -> Array | None:
    """The same for all plants together; none where nothing crosses."""
    ways = list(_by_region(setting, made, delivered).values())
    return sum(ways[1:], ways[0]) if ways else None


def pay_way(ledger: Ledger, payer: str, way: Array | None) -> Array:
    """Enter the way of own cells, if any; what was paid, (s, y) or (1, 1) [USD/year]."""
    if way is None:
        return np.zeros((1, 1))
    ledger.pay(payer, OTHERS, OWN_WAY, way)
    return way


def ways_of_groups(
    setting: Setting,
    acts: Array,
    groups: Sequence[Sequence[OwnPlant]],
    made: Mapping[str, Array],
    delivered: Array,
) -> tuple[Array | None, ...]:
    """The way where groups of plants are sold: what each group pays, and last what the automaker pays.

    Sold plants are paid at the door, so that the way is theirs; up to the sale it is the automaker's.

    Parameters
    ----------
    setting : Setting
    acts : (y,) true from the sale on.
    groups : plants sold.
    made : (s, y) [kWh/year], output by plant.
    delivered : (s, y) [kWh/year], wanted of all plants at the car plants once they are sold.
    """
    asked = namespace(delivered, setting.demand).where(acts, delivered, setting.demand)
    by_plant = way_by_plant(setting, made, asked)
    if not by_plant:
        return (None,) * (len(groups) + 1)
    nothing = np.zeros((1, 1))
    theirs = [sum((by_plant.get(p.name, nothing) for p in group), nothing) * acts for group in groups]
    return *theirs, sum(by_plant.values(), nothing) - sum(theirs, nothing)


def _by_region(setting: Setting, made: Mapping[str, Array], delivered: Array) -> dict[str, Array]:
    """(s, y) [USD/year] by region from which something crosses."""
    if "lanes" not in setting.known:
        setting.known["lanes"] = _lanes(setting)
    wanted, per_energy = setting.known["lanes"]
    if not per_energy:
        return {}
    regions = list(wanted)
    outputs = []
    for region in regions:
        there = [made[p.name] for p in setting.case.plants if p.region == region and p.name in made]
        outputs.append(sum(there[1:], there[0]) if there else np.zeros((1, 1)))
    shipped = shipments(outputs, [_at_region(setting, delivered, share) for share in wanted.values()])
    found: dict[str, Array] = {}
    for (origin, destination), energy in shipped.items():
        here = regions[origin]
        if np.any(energy):
            cost = energy * per_energy[here, regions[destination]]
            found[here] = found[here] + cost if here in found else cost
    return found


def _at_region(setting: Setting, delivered: Array, share: Array) -> Array:
    """Demand of the car plants of a region (s, y) [kWh/year]; that of all the demand is kept."""
    if delivered is not setting.demand:
        return delivered * share
    key = f"demand {id(share)} {setting.options.volume_factor}"
    if key not in setting.known:
        setting.known[key] = delivered * share
    return setting.known[key]


def _lanes(setting: Setting) -> tuple[dict[str, Array], dict[tuple[str, str], Array]]:
    """Demand by region (y,) [1], zero where no car is built, and cost by lane (s, y) [USD/kWh]."""
    case = setting.case
    shares = demand_by_region(case)
    if not shares:
        return {}, {}
    wanted = dict.fromkeys((plant.region for plant in case.plants), np.zeros(setting.n_years))
    wanted |= {region: share[: setting.n_years] for region, share in shares.items()}
    value = _value(setting)
    return wanted, {(lane.origin, lane.destination): _per_energy(setting, lane, value) for lane in case.lanes}


def _value(setting: Setting) -> Array:
    """(s, y) [USD/kWh] on which duty is due: what the first supplier asks; own cost without one."""
    if not setting.case.suppliers:
        return setting.reference_cost
    return setting.cut(setting.supply(setting.case.suppliers[0].name, "none").price)


def _per_energy(setting: Setting, lane: Lane, value: Array) -> Array:
    """(s, y) [USD/kWh] of a lane (S29)."""
    freight, duty, transit = (setting.draw(n)[:, None] for n in (lane.freight, lane.duty, lane.transit))
    rate = setting.money("discount_rate")[:, None]
    return in_columns(landed_price(value, duty, freight, rate, transit) - value)
