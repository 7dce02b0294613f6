"""Cases of stake deals: read, checked, and turned into records of the engine."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cellworth.core.errors import InputError, Problem
from cellworth.engine.scenarios.case import ClaimRecord
from cellworth.engine.scenarios.stakes import Pool, StakeDeal, StakesCase, Threshold
from cellworth.io.case_files import STAKES, case_kind, located, read_form
from cellworth.io.case_numbers import Number, Uncertain
from cellworth.io.case_sense import numbers
from cellworth.io.cases import CheckedCase
from cellworth.io.claim_files import Evidence, located_claims
from cellworth.io.claim_records import weighed, weighed_claims
from cellworth.io.quantity_records import provenance
from cellworth.io.stakes_forms import PoolForm, StakeDealForm, StakesForm
from cellworth.io.strategy_structure import company, holding
from cellworth.uncertainty.distributions import SCORE_OF_P90

__all__ = ["StakesFile", "check_stakes", "claims_of", "load_stakes", "stakes_case"]

ROUNDING = 0.0005
PRICE_TOLERANCE = 0.02


@dataclass(frozen=True)
class StakesFile:
    """A case of stake deals that may be run.

    Attributes
    ----------
    form : everything the case says, base included.
    layers : name and SHA-256 of each file it was read from.
    warnings : what a reader should know.
    evidence : claims known on the day of the case.
    """

    form: StakesForm
    layers: tuple[tuple[str, str], ...]
    warnings: tuple[Problem, ...]
    evidence: Evidence


def load_stakes(name_or_path: str | Path) -> StakesFile:
    """Read a case of stake deals and everything it rests on.

    Raises
    ------
    InputError
        With every flaw of the first floor that has one.
    """
    kind = case_kind(name_or_path)
    if kind != STAKES:
        found, why = f"a case of kind '{kind}'", "stake deals are asked for"
        raise InputError(Problem(str(name_or_path), found, why, "`cellworth run` knows both kinds."))
    form, layers = read_form(name_or_path, StakesForm)
    problems = [problem for refuse in _REFUSALS for problem in refuse(form)]
    if problems:
        raise InputError(*(located(layers, problem) for problem in problems))
    evidence = located_claims(form, form.as_of, layers)
    hashes = (*evidence.files, *((layer.place, layer.sha256) for layer in layers))
    return StakesFile(form, hashes, tuple(_warnings(form)), evidence)


def check_stakes(name_or_path: str | Path) -> CheckedCase:
    """Flaws and warnings of a case of stake deals; raises nothing."""
    try:
        return CheckedCase(problems=(), warnings=load_stakes(name_or_path).warnings)
    except InputError as error:
        return CheckedCase(problems=error.problems, warnings=())


def stakes_case(case: StakesFile) -> StakesCase:
    """Records of a checked case, money in USD."""
    form = case.form
    return StakesCase(
        name=form.name,
        title=form.title,
        question=form.question,
        as_of=form.as_of.isoformat(),
        holder=form.holder,
        companies=tuple(company(name, entry) for name, entry in form.companies.items()),
        holdings=tuple(holding(name, entry, part="") for name, entry in form.holdings.items()),
        deals=tuple(_deal(name, entry) for name, entry in form.deals.items()),
        thresholds=tuple(Threshold(n, t.title, t.votes.value) for n, t in form.thresholds.items()),
        capacity={name: number.value for name, number in form.capacity.items()},
        pools=tuple(_pool(name, entry) for name, entry in form.pools.items()),
        numbers=tuple(provenance(place, number) for place, number in numbers(form)),
        limits=form.limits,
    )


def claims_of(case: StakesFile) -> tuple[ClaimRecord, ...]:
    """Claims known on the day of the case, weighed."""
    return weighed_claims(weighed(case.evidence, case.form.as_of))


def _deal(name: str, form: StakeDealForm) -> StakeDeal:
    rate = _dollars(form.exchange)
    low, middle, high = _three(form.price)
    return StakeDeal(
        name=name,
        title=form.title,
        day=form.day.isoformat(),
        company=form.company,
        buyer=form.buyer,
        seller=form.company if form.new_shares else form.seller,
        new_shares=form.new_shares,
        share=form.share.value,
        price=(low * rate, middle * rate, high * rate),
        control_premium=form.control_premium.value,
    )


def _three(number: Uncertain) -> tuple[float, float, float]:
    """Low, middle and high value of a number: its ends, or its P10 and P90."""
    if number.kind == "fixed":
        return number.value, number.value, number.value
    if number.kind == "normal":
        mean, sd = number.numbers
        return mean - SCORE_OF_P90 * sd, mean, mean + SCORE_OF_P90 * sd
    return number.numbers[0], number.value, number.numbers[-1]


def _dollars(exchange: Number | None) -> float:
    if exchange is None:
        return 1.0
    return exchange.value if exchange.unit.startswith("USD/") else 1.0 / exchange.value


def _pool(name: str, form: PoolForm) -> Pool:
    return Pool(
        name=name,
        title=form.title,
        variable=form.variable.value,
        fixed=form.fixed.value,
        volume={maker: number.value for maker, number in form.volume.items()},
    )


def refuse_later_numbers(form: StakesForm) -> Iterator[Problem]:
    """Nothing known after the day of the case, and no stand-ins."""
    for place, number in numbers(form):
        if number.known_from > form.as_of:
            found, why = f"known from {number.known_from}", f"the case knows nothing later than {form.as_of}"
            yield Problem(f"[{place}]", found, why, "Use an earlier source.")
        if number.grade == "E":
            why = "a stand-in has no reason behind it"
            yield Problem(f"[{place}]", "grade E", why, "Reason it and grade it D.")


def refuse_unknown_companies(form: StakesForm) -> Iterator[Problem]:
    """Every company named is one of the case."""
    named = [("holder", form.holder)]
    for name, held in form.holdings.items():
        named += [(f"holdings.{name}.holder", held.holder), (f"holdings.{name}.company", held.company)]
    for name, deal in form.deals.items():
        named += [(f"deals.{name}.{part}", getattr(deal, part)) for part in ("company", "buyer", "seller")]
    named += [("capacity", name) for name in form.capacity]
    for name, pool in form.pools.items():
        named += [(f"pools.{name}.volume", maker) for maker in pool.volume]
    for place, name in named:
        if name and name not in form.companies:
            instead = f"Known: {', '.join(sorted(form.companies))}."
            yield Problem(f"[{place}]", f"'{name}'", "no such company", instead)


def refuse_stakes_over_all(form: StakesForm) -> Iterator[Problem]:
    """Shares of a company sum to one at most, and nobody sells more than he has."""
    total: dict[str, float] = {}
    for held in form.holdings.values():
        total[held.company] = total.get(held.company, 0.0) + held.share.value
    for name, share in total.items():
        if share > 1.0 + ROUNDING:
            why = "nobody can own more than all of a company"
            yield Problem("[holdings]", f"stakes in {name} sum to {100 * share:.4g} %", why, "At most 100 %.")
    for name, deal in form.deals.items():
        if deal.new_shares:
            continue
        held_by_seller = math.fsum(
            held.share.value
            for held in form.holdings.values()
            if (held.holder, held.company) == (deal.seller, deal.company)
        )
        if deal.share.value > held_by_seller + ROUNDING:
            found = f"{deal.seller or 'nobody'} sells {deal.share.given}"
            why = f"it holds {100 * held_by_seller:.4g} % of {deal.company}"
            yield Problem(f"[deals.{name}.share]", found, why, "Sell at most that.")


def refuse_prices_unlike_shares(form: StakesForm) -> Iterator[Problem]:
    """A price is the number of shares times the price of one, in one currency with a rate."""
    for name, deal in form.deals.items():
        currency = deal.price.unit[:3]
        if currency != "USD" and (deal.exchange is None or currency not in deal.exchange.unit):
            found = f"{deal.price.given} without a rate"
            instead = f"Add exchange, in {currency}/USD."
            yield Problem(f"[deals.{name}.price]", found, "the model counts in USD", instead)
        if deal.shares and deal.share_price and deal.share_price.unit[:3] == currency:
            product = deal.shares.value * deal.share_price.value
            if abs(product / deal.price.value - 1.0) > PRICE_TOLERANCE:
                found = f"{deal.price.given}"
                why = f"{deal.shares.given} at {deal.share_price.given} make {product / 1e9:.4g} billion"
                yield Problem(f"[deals.{name}.price]", found, why, "Correct one of them.")


def _warnings(form: StakesForm) -> Iterator[Problem]:
    grades = [number.grade for _, number in numbers(form)]
    if "D" in grades:
        found = f"{grades.count('D')} of {len(grades)} numbers are of grade D"
        yield Problem("case", found, "they are estimates or unverified")


_REFUSALS = (
    refuse_later_numbers,
    refuse_unknown_companies,
    refuse_stakes_over_all,
    refuse_prices_unlike_shares,
)
