"""Volumes at which own plants and suppliers are costed: what the strategies of a case ask of them.

Own plants: ``all`` of the demand; ``part``, what dual sourcing leaves (``part:NAME`` with the shares and
years of that strategy); ``pooled:CLASS``, all and the sales to others of a class of bidders, at its cost;
``expanded:NAME`` and ``converted:NAME``, all of the demand with more capacity, or with another pack.
Suppliers: ``none`` and ``all`` of the demand, ``part`` and ``part:NAME`` for that strategy's supplier only.
"""

from dataclasses import dataclass

from cellworth.engine.scenarios.case import Strategy, StrategyCase

__all__ = ["Allocation", "own_allocations", "own_name", "shares_by_year", "supply_name", "supply_shares"]

ALL, PART, NOTHING = "all", "part", "none"


@dataclass(frozen=True)
class Allocation:
    """One volume of the own plants.

    Attributes
    ----------
    kept : [1] of the demand made here, per year of the axis.
    added : [kWh/year] of capacity added to all plants together, per year.
    bidder : class of bidders whose sales and cost come on top; empty for none.
    pack : pack made instead of the programme's, per year; empty for the same.
    converted : plants that make it; all others make the programme's.
    """

    kept: tuple[float, ...]
    added: tuple[float, ...]
    bidder: str = ""
    pack: tuple[str, ...] = ()
    converted: frozenset[str] = frozenset()


def own_allocations(case: StrategyCase) -> dict[str, Allocation]:
    """Every volume of the own plants, by name; ``all`` comes first."""
    flat, nothing = (1.0,) * len(case.years), (0.0,) * len(case.years)
    found = {ALL: Allocation(flat, nothing)}
    for strategy in case.strategies:
        started = [year >= strategy.start_year for year in case.years]
        kept = flat
        if _shares_demand(strategy):
            kept = tuple(1.0 - share for share in _bought(case, strategy))
        if _makes_another(strategy):
            pack = tuple(strategy.pack if begun else "" for begun in started)
            changed = frozenset(name for name, fate in strategy.plants.items() if fate == "convert")
            found[own_name(case, strategy)] = Allocation(kept, nothing, pack=pack, converted=changed)
        elif _shares_demand(strategy):
            found[own_name(case, strategy)] = Allocation(kept, nothing)
        elif strategy.kind == "expand":
            more = strategy.terms.get("capacity_added", 0.0)
            added = tuple(more if begun else 0.0 for begun in started)
            found[own_name(case, strategy)] = Allocation(flat, added)
    pooled = {
        f"pooled:{bidder.name}": Allocation(flat, nothing, bidder=bidder.name) for bidder in case.bidders
    }
    return found | pooled


def supply_shares(case: StrategyCase, supplier: str) -> dict[str, tuple[float, ...]]:
    """Share of the demand that a supplier makes, per year, by volume."""
    flat, nothing = (1.0,) * len(case.years), (0.0,) * len(case.years)
    found = {NOTHING: nothing, ALL: flat}
    for strategy in case.strategies:
        name = supply_name(case, strategy)
        if strategy.supplier == supplier and name.startswith(PART):
            found[name] = _bought(case, strategy)
    return found


def own_name(case: StrategyCase, strategy: Strategy) -> str:
    """Volume of the own plants while they make the demand under a strategy."""
    if _makes_another(strategy):
        return f"converted:{strategy.name}"
    if _shares_demand(strategy):
        return _part_name(case, strategy)
    if strategy.kind == "expand":
        return f"expanded:{strategy.name}"
    return ALL


def supply_name(case: StrategyCase, strategy: Strategy) -> str:
    """Volume of the supplier of a strategy; ``none`` if it has none."""
    if not strategy.supplier:
        return NOTHING
    if _shares_demand(strategy) or _has_agreement(strategy):
        return _part_name(case, strategy)
    return ALL


def _shares_demand(strategy: Strategy) -> bool:
    some = 0.0 < strategy.supplier_share < 1.0 or any(share > 0.0 for share in strategy.shares)
    return bool(strategy.supplier) and some


def _makes_another(strategy: Strategy) -> bool:
    """Whether plants are converted to another pack, be it with a part of the cells bought."""
    return strategy.kind in ("convert", "dual") and bool(strategy.pack)


def _has_agreement(strategy: Strategy) -> bool:
    return strategy.agreement_years > 0 and strategy.agreement_share > 0.0


def shares_by_year(strategy: Strategy, n_years: int) -> tuple[float, ...]:
    """Shares of a strategy that has them by year, over an axis that may be longer: the last one holds on."""
    given = strategy.shares[:n_years]
    return given + given[-1:] * (n_years - len(given))


def _bought(case: StrategyCase, strategy: Strategy) -> tuple[float, ...]:
    """Share of the demand bought from the supplier, per year."""
    ends = strategy.start_year + strategy.agreement_years
    by_year = shares_by_year(strategy, len(case.years))
    of_choice = strategy.supplier_share if _shares_demand(strategy) else 1.0
    agreed = 1.0 - strategy.agreement_share if _has_agreement(strategy) else None
    shares = []
    for place, year in enumerate(case.years):
        share = by_year[place] if by_year else of_choice
        if agreed is not None and year < ends:
            share = agreed
        shares.append(share if year >= strategy.start_year else 0.0)
    return tuple(shares)


def _part_name(case: StrategyCase, strategy: Strategy) -> str:
    """``part`` for the first dual strategy, else by the first strategy that buys the same shares."""
    first = next((each for each in case.strategies if _shares_demand(each)), None)
    bought = _bought(case, strategy)
    if first is not None and _bought(case, first) == bought:
        return PART
    buyers = [each for each in (*case.strategies, strategy) if _shares_demand(each) or _has_agreement(each)]
    alike = next(each for each in buyers if _bought(case, each) == bought)
    return f"{PART}:{alike.name}"
