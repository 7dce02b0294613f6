"""Names in the decision under uncertainty lead somewhere; what a reader should know before trusting it."""

import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from functools import cache

import numpy as np

from cellworth.core.errors import Problem
from cellworth.io.case_forms import CaseForm
from cellworth.io.claim_files import Evidence
from cellworth.io.claim_records import EVENTS, QUOTE, claim_number
from cellworth.io.market_data import MARKET_TABLES
from cellworth.io.parameter_files import parameter_table
from cellworth.io.quantity_records import QuantityNumber, quantity_numbers, resolved
from cellworth.io.strategy_forms import StrategyForm
from cellworth.io.strategy_structure import grown, share_in, stepped
from cellworth.io.units import UnitError

__all__ = ["strategy_name_problems", "strategy_warnings"]

SWITCHES = ("scale_circle",)
MOST_UNCERTAIN = 25
GWH = 1e6
"""Kilowatt-hours in the unit of the messages."""
PROPER_NAME = re.compile(r"\b[A-Z][A-Za-z]{2,}\b")
CLASS_WORDS = ("Chinese", "Financial", "Fund", "Japanese", "Korean", "Other")
"""Words of classes of bidders: no names, though the tables may first use one late."""

Wanted = tuple[str, str, Collection[str]]


def strategy_name_problems(case: CaseForm, evidence: Evidence) -> list[Problem]:
    """Names that lead nowhere."""
    part = case.strategy
    if part is None:
        return []
    listed = quantity_numbers(case)
    found = list(refuse_unknown_names(case, part, listed))
    found += refuse_wrong_claims(part, listed, evidence)
    found += refuse_other_numbers(listed)
    found += refuse_named_bidders(case, part)
    return found


def strategy_warnings(case: CaseForm, evidence: Evidence) -> list[Problem]:
    """What a reader should know before trusting the result."""
    part = case.strategy
    if part is None:
        return []
    listed = quantity_numbers(case)
    found = list(warn_many_uncertain(listed))
    found += warn_correlations_repaired(part, listed)
    found += warn_quotes_without_claim(part, evidence)
    found += warn_unknown_claims_off(part, evidence)
    found += warn_suppliers_too_small(case, part)
    return found


def _unknown(where: str, name: str, known: Collection[str], why: str) -> Problem:
    near = get_close_matches(name, known, n=1)
    instead = f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(sorted(known)) or 'none'}."
    return Problem(where, f"'{name}'", why, instead)


def refuse_unknown_names(
    case: CaseForm, part: StrategyForm, listed: dict[str, QuantityNumber]
) -> Iterator[Problem]:
    """Companies, plants, packs, suppliers, classes, indices, currencies, quantities and switches exist."""
    wanted = (*_companies(part), *_things(case, part), *_quantities(part, listed))
    for where, name, known in wanted:
        if name and name not in known:
            yield _unknown(f"[strategy.{where}]", name, known, "no such name")


def _companies(part: StrategyForm) -> Iterator[Wanted]:
    known = part.companies
    yield from ((role, getattr(part, role), known) for role in ("automaker", "venture", "partner"))
    for name, held in part.holdings.items():
        yield f"holdings.{name}.holder", held.holder, known
        yield f"holdings.{name}.company", held.company, known
    for name, bought in part.purchases.items():
        yield f"purchases.{name}.payer", bought.payer, known
        yield f"purchases.{name}.payee", bought.payee, known
        yield f"purchases.{name}.moves_with", bought.moves_with, {*known, "venture"}
    for name, plant in part.plants.items():
        yield f"plants.{name}.owner", plant.owner, known
    for name in part.suppliers:
        yield f"suppliers.{name}", name, known


def _things(case: CaseForm, part: StrategyForm) -> Iterator[Wanted]:
    currencies = {*part.currencies, "USD"}
    for name, plant in part.plants.items():
        yield f"plants.{name}", name, case.plants
        yield f"plants.{name}.currency", plant.currency, currencies
    origins = {plant.region for plant in part.plants.values()}
    built = {region for programme in part.programmes.values() for region in programme.regions}
    for name, lane in part.lanes.items():
        yield f"lanes.{name}.origin", lane.origin, origins
        yield f"lanes.{name}.destination", lane.destination, built
    for name, programme in part.programmes.items():
        yield from ((f"programmes.{name}.pack.{year}", p, case.packs) for year, p in programme.pack.items())
    for name, entry in part.suppliers.items():
        yield f"suppliers.{name}.bidder_class", entry.bidder_class, part.bidders
        yield f"suppliers.{name}.currency", entry.currency, currencies
        indexed = entry.contract.indexed if entry.contract else {}
        yield from ((f"suppliers.{name}.contract.indexed", index, case.indices) for index in indexed)
    yield from ((f"metals.{name}", name, case.indices) for name in part.metals)
    tables = {row["table"] for row in parameter_table("policy/depreciation.csv").rows}
    yield "money.write_off", part.money.write_off, tables
    yield from ((f"switches.{name}", name, SWITCHES) for name in part.switches)
    for name, way in part.menu.items():
        yield f"menu.{name}.supplier", way.supplier, part.suppliers
        yield f"menu.{name}.pack", way.pack, case.packs
        yield from ((f"menu.{name}.plants", plant, part.plants) for plant in way.plants)
    for name, account in part.accounts.items():
        yield from ((f"accounts.{name}.plants", plant, part.plants) for plant in account.plants)
        for key, line in account.lines.items():
            yield f"accounts.{name}.lines.{key}.purchase", line.purchase, part.purchases


def _quantities(part: StrategyForm, listed: dict[str, QuantityNumber]) -> Iterator[Wanted]:
    for name, scenario in part.scenarios.items():
        yield from ((f"scenarios.{name}.factors.{key}", key, listed) for key in scenario.factors)
    for name, pair in part.correlations.items():
        yield f"correlations.{name}.first", pair.first, listed
        yield f"correlations.{name}.second", pair.second, listed


def refuse_wrong_claims(
    part: StrategyForm, listed: dict[str, QuantityNumber], evidence: Evidence
) -> Iterator[Problem]:
    """Sources, events and quantities of claims exist, and a figure is of the quantity's kind."""
    targets = {*listed, *(EVENTS + name for name in part.events)}
    targets |= {f"suppliers.{name}{QUOTE}" for name in part.suppliers}
    for name, claim in evidence.claims.items():
        where = f"[strategy.claims.{name}" if name in part.claims else f"[claim {name}"
        for link in (*claim.chain, *claim.verbatim):
            if link not in evidence.sources:
                yield _unknown(f"{where}.chain]", link, evidence.sources, "no such source")
        if claim.moves and claim.moves not in targets:
            yield _unknown(f"{where}.moves]", claim.moves, targets, "no such quantity or event")
        elif claim.moves in listed:
            number = listed[resolved(claim.moves, listed)].number
            try:
                claim_number(claim, number.unit)
            except (UnitError, ValueError):
                found = f"states {claim.value} {claim.unit}".strip()
                yield Problem(f"{where}.value]", found, f"{claim.moves} is in {number.unit}", "Convert it.")
    for name, claim in part.claims.items():
        if claim.conflict and claim.conflict not in evidence.claims:
            where = f"[strategy.claims.{name}.conflict]"
            yield _unknown(where, claim.conflict, evidence.claims, "no such claim")


def refuse_other_numbers(listed: dict[str, QuantityNumber]) -> Iterator[Problem]:
    """A number that is the same as another: that one exists, is of the same kind and leads to no circle."""
    for key, entry in listed.items():
        if entry.number.kind != "same":
            continue
        where, target = f"[strategy.{key}]", entry.number.same_as
        seen = {key}
        while target in listed and listed[target].number.kind == "same" and target not in seen:
            seen.add(target)
            target = listed[target].number.same_as
        if target == key:
            yield Problem(
                where, f"same_as '{entry.number.same_as}'", "it leads in a circle", "Give a number."
            )
        elif target not in listed and target not in seen:
            yield _unknown(where, target, listed, "no such number")
        elif target in listed and listed[target].number.unit != entry.number.unit:
            found = f"same_as '{target}', in {listed[target].number.unit}"
            yield Problem(where, found, f"it is in {entry.number.unit}", "Give a number.")


def refuse_named_bidders(case: CaseForm, part: StrategyForm) -> Iterator[Problem]:
    """Bidders are classes: no company of the case, and no name that was first heard after its day."""
    later = _later_names(case.as_of.isoformat())
    for name, bidder in part.bidders.items():
        where = f"[strategy.bidders.{name}]"
        told = f"{name.replace('_', ' ')} {bidder.title}".lower()
        companies = [c.title for key, c in part.companies.items() if key == name or c.title.lower() in told]
        unknown = sorted(word for word in later if re.search(rf"\b{word.lower()}\b", told))
        instead = "Name a class, such as 'Chinese strategic' or 'financial fund'."
        if unknown:
            why = f"nobody could have named it on {case.as_of}"
            yield Problem(where, f"the bidder '{unknown[0]}'", why, instead)
        elif companies:
            yield Problem(where, f"the bidder '{companies[0]}'", "bidders are classes of buyers", instead)


@cache
def _later_names(day: str) -> frozenset[str]:
    """Proper names that the market tables use only of things known after a day."""
    earlier: set[str] = set()
    later: set[str] = set()
    for table in MARKET_TABLES:
        for row in parameter_table(f"markets/{table}.csv").rows:
            if row["known_from"] <= day:
                earlier |= set(PROPER_NAME.findall(f"{row['item']} {row['source']} {row['note']}"))
            else:
                later |= set(PROPER_NAME.findall(row["item"]))
    return frozenset(word for word in later - earlier if word not in CLASS_WORDS)


def warn_many_uncertain(listed: dict[str, QuantityNumber]) -> Iterator[Problem]:
    """More than a handful of uncertain inputs hide the important ones."""
    groups = {e.number.group or e.title for e in listed.values() if e.number.kind not in ("fixed", "same")}
    if len(groups) > MOST_UNCERTAIN:
        found = f"{len(groups)} groups of uncertain numbers"
        why = f"more than about {MOST_UNCERTAIN} hide those that matter"
        yield Problem("[strategy]", found, why, "Give some of them a common group, or fix them.")


def warn_correlations_repaired(part: StrategyForm, listed: dict[str, QuantityNumber]) -> Iterator[Problem]:
    """Correlations that no numbers can have together are moved to the nearest that can (S7)."""
    pairs = [(resolved(p.first, listed), resolved(p.second, listed), p) for p in part.correlations.values()]
    names = list(dict.fromkeys(name for first, second, _ in pairs for name in (first, second)))
    wanted = np.eye(len(names))
    for first, second, pair in pairs:
        i, j = names.index(first), names.index(second)
        wanted[i, j] = wanted[j, i] = 2.0 * np.sin(np.pi * pair.rank.value / 6.0) if i != j else 1.0
    if names and np.linalg.eigvalsh(wanted)[0] < -1e-9:
        why = "no numbers go together in this way"
        instead = "The run takes the nearest correlations that can be, and reports the change."
        yield Problem("[strategy.correlations]", "they contradict each other", why, instead)
    for name, pair in part.correlations.items():
        certain = [
            key for key in (pair.first, pair.second) if listed[resolved(key, listed)].number.kind == "fixed"
        ]
        if certain:
            found, why = f"{certain[0]} is certain", "a certain number goes with nothing"
            yield Problem(f"[strategy.correlations.{name}]", found, why, "The pair is left out.")


def warn_quotes_without_claim(part: StrategyForm, evidence: Evidence) -> Iterator[Problem]:
    """Published prices count by the claims that carry them."""
    moved = {claim.moves for claim in evidence.claims.values()}
    for name, entry in part.suppliers.items():
        if entry.quoted and f"suppliers.{name}{QUOTE}" not in moved:
            found, why = "published prices without a claim", "they have no weight then"
            where = f"[strategy.suppliers.{name}.quoted]"
            yield Problem(where, found, why, f"Give a claim that moves suppliers.{name}{QUOTE}.")


def warn_unknown_claims_off(part: StrategyForm, evidence: Evidence) -> Iterator[Problem]:
    """A claim left out that was never there."""
    for name in part.claims_off:
        if name not in evidence.claims:
            near = get_close_matches(name, evidence.claims, n=1)
            instead = f"Did you mean '{near[0]}'?" if near else "Take it out of the list."
            why = "no claim of that name is known on the day of the case"
            yield Problem("[strategy.claims_off]", f"'{name}'", why, instead)


def warn_suppliers_too_small(case: CaseForm, part: StrategyForm) -> Iterator[Problem]:
    """A supplier that cannot deliver what a strategy asks of it in its first year, by the plans (S79)."""
    for name, way in part.menu.items():
        year = way.start_year or part.years.first
        if way.kind not in ("buy_close", "dual") or year > part.years.last:
            continue
        entry = part.suppliers[way.supplier]
        made = grown(entry.energy, entry.growth, (year,))[0]
        spare = entry.effectiveness.value - entry.capacity_committed.value
        free = max(made / entry.utilization.value * spare, 0.0)
        asked = planned_energy(case, part, year) * (share_in(way, year) or 1.0)
        if free < asked:
            found = f"{entry.title} has {free / GWH:.1f} GWh free in {year}"
            why = f"the strategy asks for {asked / GWH:.1f}; what is missing comes from others or not at all"
            instead = "Start later, or ask for a smaller share."
            yield Problem(f"[strategy.menu.{name}]", found, why, instead)


def planned_energy(case: CaseForm, part: StrategyForm, year: int) -> float:
    """Cells that the plans need in a year [kWh]."""
    total = 0.0
    for entry in part.programmes.values():
        pack = entry.pack[max(start for start in entry.pack if start <= year)]
        total += stepped(entry.packs, year, 0.0) * case.packs[pack].energy.value
    return total
