"""From the forms of a case to the plain numbers of the decision under uncertainty."""

import datetime
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from cellworth.core.errors import InputError, Problem
from cellworth.engine.decision_inputs import Provenance
from cellworth.engine.scenarios.case import AccountLine, AccountYear, NamedScenario, Quantity, StrategyCase
from cellworth.io.case_formats import format_limits, format_origins, in_formats
from cellworth.io.case_forms import CaseForm
from cellworth.io.case_records import index_values, pack_designs, price_paths
from cellworth.io.case_sense import numbers
from cellworth.io.cases import CaseFile
from cellworth.io.claim_records import Weighed, event_odds, pooled, quote_weight, weighed, weighed_claims
from cellworth.io.parameter_files import parameter_table
from cellworth.io.powder_prices import powder_numbers
from cellworth.io.quantity_records import (
    QuantityNumber,
    provenance,
    quantities,
    quantity_numbers,
    resolved,
)
from cellworth.io.strategy_forms import StrategyForm
from cellworth.io.strategy_forms_evidence import AccountForm
from cellworth.io.strategy_places import place_numbers, plant_places
from cellworth.io.strategy_structure import (
    Keys,
    announced,
    bidder,
    company,
    grown,
    holding,
    lane,
    plant,
    programme,
    purchase,
    stepped,
    strategy,
    supplier,
)

__all__ = ["strategy_case"]

WRITE_OFF = "policy/depreciation.csv"
AS_STATED = (
    "question",
    "automaker",
    "venture",
    "partner",
    "materiality",
    "risk_aversion",
    "bargaining",
    "more_work_cost",
)
NO_QUANTITY = ("exchange", "write_off")
REJECT_START = "reject_start"
OF_MAKER = ("discount_rate", "plant_life")
RATES = ("own_rate", "industry_rate", "spillover", "reject_floor")
"""Numbers that both decisions share."""


def strategy_case(case: CaseFile) -> StrategyCase:
    """Everything the decision under uncertainty reads, of a checked case.

    Raises
    ------
    InputError
        If the case has no part for it.
    """
    form = case.form
    part = form.strategy
    if part is None:
        why = "the decision under uncertainty needs that part"
        raise InputError(Problem(f"case '{form.name}'", "no [strategy]", why, "`cellworth new` writes one."))
    known = weighed(case.evidence, form.as_of)
    listed = quantity_numbers(form)
    keys = Keys(lambda key: resolved(key, listed))
    axis = tuple(range(part.years.first, part.years.last + 1))
    starts = _conversion_years(part, axis)
    plants = tuple(plant(n, p, form.plants[n], part, keys, axis, starts) for n, p in part.plants.items())
    suppliers = tuple(supplier(n, s, keys, axis) for n, s in part.suppliers.items())
    placed = [*(each.place for each in plants), *(each.place for each in suppliers)]
    return StrategyCase(
        name=form.name,
        title=form.title,
        as_of=form.as_of,
        years=axis,
        quantities=_drawn(part, listed, known, form.as_of),
        correlations=_correlations(part, listed),
        scenarios=_scenarios(part, listed),
        programmes=tuple(programme(n, p, keys, axis) for n, p in part.programmes.items()),
        plants=plants,
        lanes=tuple(lane(n, each, keys) for n, each in part.lanes.items()),
        suppliers=suppliers,
        bidders=tuple(bidder(n, b, keys) for n, b in part.bidders.items()),
        purchases=tuple(purchase(n, p, keys) for n, p in part.purchases.items()),
        strategies=tuple(strategy(n, s, part) for n, s in part.menu.items()),
        companies=tuple(company(n, c) for n, c in part.companies.items()),
        holdings=tuple(holding(n, h) for n, h in part.holdings.items()),
        packs=in_formats(pack_designs(form), (each.cell_format for each in suppliers)),
        prices=price_paths(form),
        indices=index_values(form),
        index_paths=_index_paths(part, keys),
        currencies={name: keys(f"currencies.{name}") for name in part.currencies},
        **_industry(part, axis),
        industry={n: keys(f"industry.{n}") for n in ("growth_factor", "realised", "slip")},
        learning=_learning(part, keys),
        money=_money(part, keys),
        **{name: getattr(part, name) for name in AS_STATED},
        claims=weighed_claims(known),
        events=event_odds(part.events, known),
        accounts=tuple(_account(n, a) for n, a in part.accounts.items()),
        switches=dict(part.switches),
        numbers=(*_register(form), *place_numbers(placed, form.as_of), *_of_tables(form)),
        places=plant_places(placed, form.as_of),
        limits=(*form.limits, *format_limits(form)),
        write_off=write_off_shares(part.money.write_off),
    )


def _of_tables(form: CaseForm) -> tuple[Provenance, ...]:
    """Numbers that powders and cell formats bring along."""
    return (*powder_numbers(form), *format_origins(form))


def _answer(part: StrategyForm) -> tuple[float, float]:
    """Share of a changed market that builders of plants follow, and in how many years."""
    given = part.industry.answer, part.industry.answer_time
    return tuple(number.value if number else 0.0 for number in given)  # type: ignore[return-value]


def _drawn(
    part: StrategyForm, listed: Mapping[str, QuantityNumber], known: Weighed, as_of: datetime.date
) -> dict[str, Quantity]:
    """All quantities by key, claims pooled in (S5)."""
    plain = quantities(listed, dollars_per_unit(part))
    moved = {name: pooled(made, known) for name, made in plain.items()}
    return moved | {made.name: made for made in _quotes(part, known, as_of)}


def _industry(part: StrategyForm, axis: tuple[int, ...]) -> dict[str, Any]:
    """Volume and capacity of the industry on the axis, as planned."""
    energy = grown(part.industry.energy, part.industry.growth, axis)
    ratio = [stepped(part.industry.capacity_ratio, year) for year in axis]
    return {
        "industry_energy": energy,
        "industry_answer": _answer(part),
        "industry_capacity": tuple(made * share for made, share in zip(energy, ratio, strict=True)),
        "industry_announced": tuple(announced(part.industry.announced, year) for year in axis),
    }


def dollars_per_unit(part: StrategyForm) -> dict[str, float]:
    """USD per unit of each foreign currency of a case."""
    rates = {}
    for currency, rate in part.money.exchange.items():
        rates[str(currency)] = rate.value if rate.unit.startswith("USD/") else 1.0 / rate.value
    return rates


def write_off_shares(table: str) -> tuple[float, ...]:
    """Shares written off by year of service; none for an empty name."""
    rows = [row for row in parameter_table(WRITE_OFF).rows if row["table"] == table]
    return tuple(float(row["share"]) for row in sorted(rows, key=lambda row: int(row["year_of_service"])))


def _quotes(part: StrategyForm, known: Weighed, as_of: datetime.date) -> list[Quantity]:
    """For each supplier whether its published prices count in a draw."""
    made = []
    for name, entry in part.suppliers.items():
        weight, claims = quote_weight(name, known) if entry.quoted else (0.0, ())
        key = f"suppliers.{name}.quote"
        told = ", ".join(claims) or "nothing published"
        day = max((known.forms[claim].known_from for claim in claims), default=as_of)
        grade = "C" if claims else "D"
        origin = Provenance(key, told, "claims", "weight of the claims", grade, day, "", "S5", ())
        made.append(
            Quantity(
                name=key,
                title=f"{entry.title}: published price holds",
                unit="1",
                kind="pool" if claims else "fixed",
                numbers=(weight, 1.0, 0.0, 0.0, 0.0) if claims else (0.0,),
                lower=0.0,
                upper=1.0,
                group=f"{entry.title}: published price holds",
                grade=grade,
                claims=claims,
                find_out=None,
                origin=origin,
            )
        )
    return made


def _conversion_years(part: StrategyForm, axis: tuple[int, ...]) -> tuple[int, ...]:
    """Years of the axis in which some programme starts another pack."""
    years = {
        start
        for entry in part.programmes.values()
        for before, start in pairwise(sorted(entry.pack))
        if entry.pack[before] != entry.pack[start]
    }
    return tuple(year for year in axis if year in years)


def _correlations(
    part: StrategyForm, listed: Mapping[str, QuantityNumber]
) -> tuple[tuple[str, str, float], ...]:
    return tuple(
        (resolved(pair.first, listed), resolved(pair.second, listed), pair.rank.value)
        for pair in part.correlations.values()
    )


def _scenarios(part: StrategyForm, listed: Mapping[str, QuantityNumber]) -> tuple[NamedScenario, ...]:
    return tuple(
        NamedScenario(
            name=name,
            title=entry.title,
            chance=entry.chance.value,
            factors={resolved(key, listed): factor.value for key, factor in entry.factors.items()},
        )
        for name, entry in part.scenarios.items()
    )


def _index_paths(part: StrategyForm, keys: Keys) -> dict[str, tuple[str, str, str]]:
    return {
        name: (keys(f"metals.{name}.speed"), keys(f"metals.{name}.level"), keys(f"metals.{name}.volatility"))
        for name in part.metals
    }


def _learning(part: StrategyForm, keys: Keys) -> dict[str, str]:
    """Rates of the first decision, and what learning starts from."""
    names = (*RATES, *(name for name in type(part.learning).model_fields if name != REJECT_START))
    return {name: keys(f"learning.{name}") for name in names} | {
        "reject_first": keys(f"learning.{REJECT_START}")
    }


def _money(part: StrategyForm, keys: Keys) -> dict[str, str]:
    """Rate and life of the first decision, and the rest."""
    own = {name: keys(f"make.{name}") for name in OF_MAKER}
    rest = {name: keys(f"money.{name}") for name in type(part.money).model_fields if name not in NO_QUANTITY}
    return own | rest


def _account(name: str, form: AccountForm) -> AccountYear:
    """Published figures in USD; NaN where nothing was published."""
    rate = 1.0
    if form.exchange:
        dollars = form.exchange.unit.startswith("USD/")
        rate = form.exchange.value if dollars else 1.0 / form.exchange.value
    told = form.revenue or form.operating_profit
    if told is None:
        why = "a fiscal year needs a figure"
        raise InputError(Problem(f"[strategy.accounts.{name}]", "no figure", why, "Give the revenue."))
    return AccountYear(
        title=form.title,
        first=_month(form.first),
        last=_month(form.last),
        plants=form.plants,
        revenue=form.revenue.value * rate if form.revenue else None,
        operating_profit=form.operating_profit.value * rate if form.operating_profit else None,
        origin=provenance(f"strategy.accounts.{name}", told),
        lines=tuple(
            AccountLine(
                line.title,
                line.sells,
                line.purchase,
                line.in_accounts == "yes",
                line.rests_on,
                line.identified_by,
            )
            for line in form.lines.values()
        ),
        rest_identified_by=form.rest_identified_by,
    )


def _month(text: str) -> tuple[int, int]:
    year, month = text.split("-")
    return int(year), int(month)


def _register(form: CaseForm) -> tuple[Provenance, ...]:
    """Every number of the case that the decision may rest on, with its origin."""
    return tuple(
        provenance(place, number)
        for place, number in numbers(form)
        if getattr(number, "kind", "fixed") != "same" and not place.startswith("known_later")
    )
