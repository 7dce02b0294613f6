"""Sense of the part of a case for the decision under uncertainty: one function per flaw."""

import math
from collections.abc import Iterable, Iterator, Mapping

from cellworth.core.errors import Problem
from cellworth.io.case_forms import CaseForm
from cellworth.io.case_numbers import Uncertain
from cellworth.io.case_sense import MOST_YEARS
from cellworth.io.claim_files import Evidence
from cellworth.io.quantity_records import quantity_numbers
from cellworth.io.strategy_forms import StrategyForm
from cellworth.io.strategy_forms_deal import StrategyChoiceForm
from cellworth.io.strategy_structure import stepped
from cellworth.io.units import CURRENCIES

__all__ = ["strategy_sense_problems"]

LEAST_YEARS = 3
TOLERANCE = 1e-6
ROUNDING = 0.0005
NEEDS_SUPPLIER = ("dual", "buy_close", "tolling", "supplier_stake")


def strategy_sense_problems(case: CaseForm, evidence: Evidence) -> list[Problem]:
    """Flaws a reader would call nonsense."""
    part = case.strategy
    if part is None:
        return []
    found = [problem for refuse in _OF_PART for problem in refuse(part)]
    found += refuse_horizon(case, part)
    found += refuse_claims_known_later(case, part)
    found += refuse_claims_without_stance(part, evidence)
    found += refuse_money_without_rate(case, part)
    found += refuse_account_lines_of_nothing(part)
    return found


def _share(value: float) -> str:
    return f"{value:.4g}".rstrip("%") if not math.isfinite(value) else f"{100.0 * value:.4g} %"


def _listed(shares: Iterable[tuple[str, float]]) -> str:
    return ", ".join(f"{name} {_share(share)}" for name, share in shares)


def refuse_horizon(case: CaseForm, part: StrategyForm) -> Iterator[Problem]:
    """The axis begins after the day of the case and is neither empty nor endless."""
    years, count = part.years, part.years.last - part.years.first + 1
    if not LEAST_YEARS <= count <= MOST_YEARS:
        found = f"{years.first} to {years.last}, {max(count, 0)} years"
        why = f"a plan has {LEAST_YEARS} to {MOST_YEARS} years: plants outlive fewer, nobody knows more"
        yield Problem("[strategy.years]", found, why, f"End in {years.first + 14}, for example.")
    if years.first != case.as_of.year + 1:
        found = f"first {years.first}, and the case is of {case.as_of}"
        why = "the axis begins with the first year after the day of the case"
        yield Problem("[strategy.years.first]", found, why, f"Write {case.as_of.year + 1}.")


def refuse_stakes(part: StrategyForm) -> Iterator[Problem]:
    """Shares lie between nothing and all, and those of a company sum to one at most."""
    for name, held in part.holdings.items():
        if not 0.0 <= held.share.value <= 1.0:
            found = f"{held.holder} holds {held.share.given} of {held.company}"
            yield Problem(f"[strategy.holdings.{name}.share]", found, "a stake is 0 to 100 %", "Correct it.")
    for company, names in _by_company(part).items():
        shares = [(part.holdings[n].holder, part.holdings[n].share.value) for n in names]
        total = math.fsum(share for _, share in shares)
        if total > 1.0 + ROUNDING:
            found = f"stakes in {company} sum to {_share(total)}: {_listed(shares)}"
            why = "nobody can own more than all of a company"
            yield Problem("[strategy.holdings]", found, why, "At most 100 % together.")


def refuse_votes(part: StrategyForm) -> Iterator[Problem]:
    """Votes in a company cannot exceed all; so no two holders have a majority at once."""
    for company, names in _by_company(part).items():
        stated = [name for name in names if part.holdings[name].votes is not None]
        votes = [
            (part.holdings[n].holder, (part.holdings[n].votes or part.holdings[n].share).value) for n in names
        ]
        total = math.fsum(vote for _, vote in votes)
        outside = any(not 0.0 <= vote <= 1.0 for _, vote in votes)
        if stated and (total > 1.0 + ROUNDING or outside):
            found = f"votes in {company}: {_listed(votes)}"
            majorities = [holder for holder, vote in votes if vote > 0.5]
            both = f"{' and '.join(majorities)} cannot both have the majority; " * (len(majorities) > 1)
            why = f"{both}together they hold {_share(total)} of the votes"
            yield Problem("[strategy.holdings]", found, why, "Let them sum to 100 % at most.")


def _by_company(part: StrategyForm) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, held in part.holdings.items():
        found.setdefault(held.company, []).append(name)
    return found


def refuse_claims_known_later(case: CaseForm, part: StrategyForm) -> Iterator[Problem]:
    """A case holds no claim that was made after its day."""
    for name, claim in part.claims.items():
        if claim.known_from > case.as_of:
            found = f"known from {claim.known_from}"
            why = f"the case is as of {case.as_of}"
            instead = "Drop it, or move it to a file of data/claims, which is read up to the day of the case."
            yield Problem(f"[strategy.claims.{name}.known_from]", found, why, instead)
        if claim.stated_on and claim.stated_on > claim.known_from:
            found = f"stated on {claim.stated_on}, known from {claim.known_from}"
            yield Problem(
                f"[strategy.claims.{name}.stated_on]", found, "nobody knows a claim before it is made"
            )


def refuse_claims_without_stance(part: StrategyForm, evidence: Evidence) -> Iterator[Problem]:
    """A claim that moves an event says how it stands to it."""
    for name, claim in evidence.claims.items():
        if claim.moves.startswith("events.") and claim.stance == "fact":
            where = f"[strategy.claims.{name}.stance]" if name in part.claims else f"claim {name}"
            why = "odds need to know whether somebody signed, reported or denied it"
            yield Problem(where, "stance fact", why, "Give a stance of data/evidence/stances.csv.")


def refuse_chances(part: StrategyForm) -> Iterator[Problem]:
    """Chances of the named scenarios sum to one."""
    chances = [(name, entry.chance.value) for name, entry in part.scenarios.items()]
    for name, chance in chances:
        if not 0.0 <= chance <= 1.0:
            found = f"chance {_share(chance)}"
            yield Problem(f"[strategy.scenarios.{name}.chance]", found, "a chance is 0 to 100 %")
    total = math.fsum(chance for _, chance in chances)
    if abs(total - 1.0) > TOLERANCE:
        found = f"chances sum to {_share(total)}: {_listed(chances)}"
        why = "one of the scenarios must come"
        instead = "Let them sum to 100 %; a scenario that is only stressed has 0 %."
        yield Problem("[strategy.scenarios]", found, why, instead)


def refuse_correlations(part: StrategyForm) -> Iterator[Problem]:
    """A rank correlation lies between -1 and 1 and joins two quantities."""
    for name, pair in part.correlations.items():
        where = f"[strategy.correlations.{name}]"
        if not -1.0 <= pair.rank.value <= 1.0:
            found = f"correlation of {pair.rank.given}"
            why, instead = "a correlation is -1 to 1", "Write 0.5, for example."
            yield Problem(f"[strategy.correlations.{name}.rank]", found, why, instead)
        if pair.first == pair.second:
            yield Problem(where, f"{pair.first} twice", "a quantity goes with itself anyway", "Name another.")


def refuse_strategies_without_supply(part: StrategyForm) -> Iterator[Problem]:
    """Every strategy serves the demand: from plants that stay, the sold venture or a supplier."""
    for name, way in part.menu.items():
        where = f"[strategy.menu.{name}]"
        for flaw, instead in _unserved(way, part):
            yield Problem(where, flaw, "all strategies serve the same vehicles", instead)


def _unserved(way: StrategyChoiceForm, part: StrategyForm) -> Iterator[tuple[str, str]]:
    closed = all(way.plants.get(plant, "keep") in ("close", "sell") for plant in part.plants)
    if way.kind in NEEDS_SUPPLIER and not way.supplier:
        yield f"{way.kind} without a supplier", "Name a supplier."
    elif way.kind == "sell" and not way.supplier:
        last = (way.start_year or part.years.first) + way.agreement_years - 1
        if way.agreement_share < 1.0:
            yield f"{_share(1.0 - way.agreement_share)} of the demand has no supply", "Name a supplier."
        elif last < part.years.last:
            yield f"supply ends in {last}, demand in {part.years.last}", "Name a supplier for the rest."
    elif closed and not way.supplier and way.kind not in ("sell", "wait"):
        yield "all plants close and there is no supplier", "Keep a plant, or name a supplier."
    given = way.supplier_share
    shares = list(given.values()) if isinstance(given, dict) else [given]
    if way.kind == "dual" and (min(shares) <= 0.0 or min(shares) >= 1.0):
        told = ", ".join(_share(share) for share in shares)
        yield f"dual with {told} from the supplier", "Give a share between 0 and 100 %."


def refuse_years_of_shares(part: StrategyForm) -> Iterator[Problem]:
    """A share by year is that of a dual way, and every year of it falls into what the way does."""
    for name, way in part.menu.items():
        if not isinstance(way.supplier_share, dict):
            continue
        where = f"[strategy.menu.{name}.supplier_share]"
        start = way.start_year or part.years.first
        outside = [year for year in way.supplier_share if not start <= year <= part.years.last]
        if way.kind != "dual":
            why = "a share by year is that of a dual way"
            yield Problem(where, f"a way of kind '{way.kind}'", why, "Give one share.")
        elif outside or start not in way.supplier_share:
            found = f"years {', '.join(map(str, way.supplier_share))}"
            why = f"the way acts from {start} to {part.years.last}"
            yield Problem(where, found, why, f"Begin with {start}, and name years of the axis.")


def refuse_years_of_strategies(part: StrategyForm) -> Iterator[Problem]:
    """A strategy acts within the axis, and an agreement has both years and share."""
    for name, way in part.menu.items():
        start = way.start_year or part.years.first
        if part.years.first <= part.years.last and not part.years.first <= start <= part.years.last:
            found = f"starts in {start}"
            why = f"the years are {part.years.first} to {part.years.last}"
            yield Problem(f"[strategy.menu.{name}.start_year]", found, why, "Choose one of them.")
        if bool(way.agreement_years) != bool(way.agreement_share):
            found = f"{way.agreement_years} years of {_share(way.agreement_share)}"
            yield Problem(
                f"[strategy.menu.{name}]", found, "an agreement has years and a share", "Give both or none."
            )


def refuse_kept_above_held(part: StrategyForm) -> Iterator[Problem]:
    """Who sells keeps less than he has."""
    held = math.fsum(
        entry.share.value
        for entry in part.holdings.values()
        if entry.holder == part.automaker and entry.company == part.venture
    )
    for name, way in part.menu.items():
        most = 1.0 if way.partner_bought_out else held
        if way.kind == "sell" and way.retained >= most:
            found = f"keeps {_share(way.retained)} of {_share(most)}"
            yield Problem(f"[strategy.menu.{name}.retained]", found, "nothing would be sold", "Keep less.")


def refuse_margins(part: StrategyForm) -> Iterator[Problem]:
    """A tight market gives no smaller margin than a glut."""
    for name, entry in part.suppliers.items():
        low, high = entry.margin_low, entry.margin_high
        if low.value > high.value:
            found = f"low {low.given}, high {high.given}"
            where = f"[strategy.suppliers.{name}.margin_low]"
            yield Problem(where, found, "the margin grows with tightness", "Swap them.")


def refuse_plans_without_start(part: StrategyForm) -> Iterator[Problem]:
    """A programme has volume and a pack from the first year of the axis."""
    for name, entry in part.programmes.items():
        plans: tuple[tuple[str, Mapping[int, object]], ...] = (("packs", entry.packs), ("pack", entry.pack))
        for field, by_year in plans:
            if min(by_year) > part.years.first:
                found = f"nothing for {part.years.first}"
                where = f"[strategy.programmes.{name}.{field}]"
                yield Problem(where, found, "the plan starts with the axis", "Give it for that year.")


def refuse_half_regions(part: StrategyForm) -> Iterator[Problem]:
    """All plants and programmes have a region, or none; the parts of a programme sum to one in each year."""
    programmes, plants = part.programmes, part.plants
    named = {f"plants.{name}.region": bool(plant.region) for name, plant in plants.items()}
    named |= {f"programmes.{name}.regions": bool(entry.regions) for name, entry in programmes.items()}
    if any(named.values()):
        for place in (place for place, there in named.items() if not there):
            why = "cells that cross between regions pay freight, and others of the case name theirs"
            yield Problem(f"[strategy.{place}]", "no region", why, "Name it, or none in the whole case.")
    for name, entry in programmes.items():
        for year in sorted({year for region in entry.regions.values() for year in region.share}):
            shares = [(key, stepped(region.share, year)) for key, region in entry.regions.items()]
            if abs(math.fsum(share for _, share in shares) - 1.0) > ROUNDING:
                found = f"{_listed(shares)} in {year}"
                where = f"[strategy.programmes.{name}.regions]"
                yield Problem(where, found, "every car is built in one of the regions", "Sum to 100 %.")


def refuse_missing_lanes(part: StrategyForm) -> Iterator[Problem]:
    """Cells may have to go from any plant to any region, and each way is given once."""
    wanted = {region for entry in part.programmes.values() for region in entry.regions}
    given = [(lane.origin, lane.destination) for lane in part.lanes.values()]
    for name, plant in part.plants.items():
        lacks = [region for region in sorted(wanted) if (plant.region, region) not in given]
        lacks = [region for region in lacks if plant.region not in ("", region)]
        if lacks:
            found = f"no way from {plant.region} to {' and '.join(lacks)}"
            why, instead = "plants serve other regions too", "Give it under [strategy.lanes]."
            yield Problem(f"[strategy.plants.{name}.region]", found, why, instead)
    for place, (name, lane) in enumerate(part.lanes.items()):
        if given.index((lane.origin, lane.destination)) < place:
            found = f"{lane.origin} to {lane.destination} twice"
            yield Problem(f"[strategy.lanes.{name}]", found, "each way is given once", "Keep one of them.")


def refuse_bargaining(part: StrategyForm) -> Iterator[Problem]:
    """Low, middle and high power stand in order between nothing and all."""
    low, middle, high = part.bargaining
    if not 0.0 <= low <= middle <= high <= 1.0:
        found = f"{low:g}, {middle:g}, {high:g}"
        yield Problem("[strategy.bargaining]", found, "low, middle and high lie in order within 0 to 1")


def refuse_money_without_rate(case: CaseForm, part: StrategyForm) -> Iterator[Problem]:
    """Foreign money comes with its exchange rate."""
    for key, entry in quantity_numbers(case).items():
        currency = _foreign(entry.number)
        if currency and currency not in part.money.exchange:
            found = f"{entry.number.given} without a rate"
            instead = f"Give {currency} in [strategy.money.exchange]."
            yield Problem(f"[strategy.{key}]", found, "the model counts in USD", instead)
    for name, account in part.accounts.items():
        money = account.revenue or account.operating_profit
        if money and money.unit[:3] != "USD" and account.exchange is None:
            where, found = f"[strategy.accounts.{name}]", f"{money.given} without a rate"
            yield Problem(where, found, "the model counts in USD", f"Add exchange, in {money.unit[:3]}/USD.")
        if money is None:
            why = "a fiscal year needs a figure"
            yield Problem(f"[strategy.accounts.{name}]", "no figure", why, "Give the revenue.")


def refuse_account_lines_of_nothing(part: StrategyForm) -> Iterator[Problem]:
    """A line that resells or passes on a commitment names it; the others name none."""
    for name, account in part.accounts.items():
        for key, line in account.lines.items():
            where = f"[strategy.accounts.{name}.lines.{key}]"
            if (line.sells in ("used", "unused")) != bool(line.purchase):
                found = f"sells '{line.sells}' of purchase '{line.purchase}'"
                why = "'used' and 'unused' are of a commitment, the others of the plants"
                yield Problem(where, found, why, "Name one of [strategy.purchases], or leave it out.")


def _foreign(number: Uncertain) -> str:
    currency = number.unit[:3]
    return currency if currency in CURRENCIES and currency != "USD" else ""


_OF_PART = (
    refuse_stakes,
    refuse_votes,
    refuse_chances,
    refuse_correlations,
    refuse_strategies_without_supply,
    refuse_years_of_shares,
    refuse_years_of_strategies,
    refuse_kept_above_held,
    refuse_margins,
    refuse_plans_without_start,
    refuse_half_regions,
    refuse_missing_lanes,
    refuse_bargaining,
)
