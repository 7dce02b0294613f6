"""Sense and data floors of a case check: one function per flaw."""

import math
from collections.abc import Iterator

from pydantic import BaseModel

from cellworth.core.errors import Problem
from cellworth.io.case_formats import refuse_formats
from cellworth.io.case_forms import CaseForm
from cellworth.io.case_numbers import Number
from cellworth.io.case_reading import warn_far_plants, warn_never_read, warn_prices_of_the_method
from cellworth.io.couple_tables import couple_price_rows
from cellworth.io.market_data import MarketRow, known_later, known_on
from cellworth.io.parameter_files import parameter_table
from cellworth.io.units import UnitError, to_canonical

__all__ = ["MOST_YEARS", "data_problems", "numbers", "sense_problems", "warnings_of"]

MOST_YEARS = 40
"""Of a plan; nobody knows more."""

SHARE_TOLERANCE = 0.005
ROW_TOLERANCE = 1e-6
KWH_PER_MWH = 1000.0
LATER = "known_later"


def numbers(form: BaseModel, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Number]]:
    """Every number of a case with its place."""
    for name in type(form).model_fields:
        yield from _numbers(getattr(form, name), (*path, name))


def _numbers(value: object, path: tuple[str, ...]) -> Iterator[tuple[str, Number]]:
    if isinstance(value, Number):
        yield ".".join(path), value
    elif isinstance(value, BaseModel):
        yield from numbers(value, path)
    elif isinstance(value, dict):
        for key, entry in value.items():
            yield from _numbers(entry, (*path, str(key)))


def sense_problems(case: CaseForm) -> list[Problem]:
    """Flaws a reader would call nonsense."""
    return [problem for refuse in _SENSE for problem in refuse(case)]


def data_problems(case: CaseForm) -> list[Problem]:
    """Names that lead nowhere, and numbers that are not those of their row."""
    return [problem for refuse in _DATA for problem in refuse(case)]


def warnings_of(case: CaseForm) -> list[Problem]:
    """What a reader should know before trusting the result."""
    return [problem for warn in _WARNINGS for problem in warn(case)]


def refuse_years_out_of_order(case: CaseForm) -> Iterator[Problem]:
    """First, today, last; today is the year of the case's day."""
    years = case.years
    if not years.first <= years.today < years.last:
        found = f"first {years.first}, today {years.today}, last {years.last}"
        yield Problem("[years]", found, "first ≤ today < last must hold", "Put them in order.")
    if years.last - years.today > MOST_YEARS:
        found = f"last {years.last}, {years.last - years.today} years after today"
        why = f"a plan has at most {MOST_YEARS} years: nobody knows more"
        yield Problem("[years.last]", found, why, f"Write {years.today + 8}, for example.")
    if years.today != case.as_of.year:
        found = f"today {years.today} and as_of {case.as_of}"
        yield Problem(
            "[years.today]", found, "today is the year of the case's day", f"Write {case.as_of.year}."
        )


def refuse_numbers_known_later(case: CaseForm) -> Iterator[Problem]:
    """Nothing known after the day of the case but below known_later."""
    for place, number in numbers(case):
        if number.known_from > case.as_of and not place.startswith(LATER):
            found = f"known from {number.known_from}"
            why = f"the case knows nothing later than {case.as_of}"
            yield Problem(f"[{place}]", found, why, "Use an earlier source, or move it under known_later.")


def refuse_grade_e(case: CaseForm) -> Iterator[Problem]:
    """A case that is run holds no stand-ins."""
    for place, number in numbers(case):
        if number.grade == "E":
            yield Problem(
                f"[{place}]", "grade E", "a stand-in has no reason behind it", "Reason it and grade it D."
            )


def refuse_years_without_output(case: CaseForm) -> Iterator[Problem]:
    """Each year has output, in energy or in packs, and not both."""
    output = case.output
    both = sorted(set(output.energy) & set(output.packs))
    for year in both:
        yield Problem(
            f"[output.packs.{year}]", "energy stands there too", "one of the two decides", "Drop one."
        )
    given = sorted({*output.energy, *output.packs})
    if not given or given[0] > case.years.first:
        why = "the first year needs an output"
        yield Problem("[output]", f"nothing for {case.years.first}", why, "Give energy or packs for it.")
    if not output.pack or min(output.pack) > case.years.first:
        why = "the first year needs a pack"
        yield Problem("[output.pack]", f"nothing for {case.years.first}", why, "Name a pack for it.")


def refuse_shares_not_one(case: CaseForm) -> Iterator[Problem]:
    """The plants' shares of output sum to one in every year."""
    for year in range(case.years.first, case.years.last + 1):
        total = math.fsum(
            plant.share[max(known)].value
            for plant in case.plants.values()
            if (known := [start for start in plant.share if start <= year])
        )
        if abs(total - 1.0) > SHARE_TOLERANCE:
            why = "the plants share the whole output"
            yield Problem("[plants]", f"shares of {year} sum to {total:.3f}", why, "Let them sum to 1.")
            return


def refuse_closed_plants_at_work(case: CaseForm) -> Iterator[Problem]:
    """No share before a plant opens."""
    for name, plant in case.plants.items():
        early = [year for year, share in plant.share.items() if share.value > 0 and year < plant.opens]
        if early:
            found = f"a share in {min(early)}, opened {plant.opens}"
            yield Problem(
                f"[plants.{name}.share]", found, "a plant cannot work before it opens", "Move one of them."
            )


def refuse_output_above_capacity(case: CaseForm) -> Iterator[Problem]:
    """No plant makes more than it can."""
    years = range(case.years.first, case.years.last + 1)
    starts = {**case.output.energy, **case.output.packs}
    for name, plant in case.plants.items():
        capacity = plant.capacity.value * case.packs[plant.built_pack].energy.value
        for year in years:
            start = max(begun for begun in starts if begun <= year)
            pack = case.output.pack[max(begun for begun in case.output.pack if begun <= year)]
            made = starts[start].value
            if start in case.output.packs:
                made *= case.packs[pack].energy.value
            share = [plant.share[begun].value for begun in sorted(plant.share) if begun <= year]
            if share and made * share[-1] > capacity * (1.0 + SHARE_TOLERANCE):
                found = f"{made * share[-1] / KWH_PER_MWH:,.0f} MWh in {year}"
                why = f"the plant makes at most {capacity / KWH_PER_MWH:,.0f} MWh a year"
                yield Problem(f"[plants.{name}.share]", found, why, "Lower its share, or the output.")
                break


def refuse_margins_out_of_order(case: CaseForm) -> Iterator[Problem]:
    """A tight market gives no smaller margin than a glut."""
    low, high = case.supplier.margin_low, case.supplier.margin_high
    if low.value > high.value:
        found = f"low {low.given}, high {high.given}"
        yield Problem("[supplier.margin_low]", found, "the margin grows with tightness", "Swap them.")


def refuse_metals_above_one(case: CaseForm) -> Iterator[Problem]:
    """Metals carry at most the whole price."""
    for name, price in case.prices.items():
        total = math.fsum(share.value for share in price.metals.values())
        if total > 1.0:
            found = f"shares sum to {total:.2f}"
            yield Problem(
                f"[prices.{name}.metals]", found, "they are shares of the price", "At most 1 in sum."
            )


def refuse_unknown_names(case: CaseForm) -> Iterator[Problem]:
    """Packs, couples, prices, indices and design inputs that are named exist."""
    couples = set(couple_price_rows())
    inputs = parameter_table("inputs.csv").by("name")
    wanted = [(f"[packs.{n}.couple]", p.couple, couples) for n, p in case.packs.items()]
    wanted += [(f"[output.pack.{y}]", n, set(case.packs)) for y, n in case.output.pack.items()]
    if case.pledge:
        wanted.append(("[pledge.pack]", case.pledge.pack, set(case.packs)))
        axis = range(case.years.first, case.years.last + 1)
        wanted.append(("[pledge.year]", str(case.pledge.year), set(map(str, axis))))
    for name, pack in case.packs.items():
        for target, price in pack.prices.items():
            wanted.append((f"[packs.{name}.prices]", target, {n for n in inputs if n.startswith("price_")}))
            wanted.append((f"[packs.{name}.prices.{target}]", price, set(case.prices)))
    for name, entry in case.prices.items():
        wanted += [(f"[prices.{name}.metals]", metal, set(case.indices)) for metal in entry.metals]
    for where, found, known in wanted:
        if found not in known:
            yield Problem(where, f"'{found}'", "no such name", f"Known: {', '.join(sorted(known))}.")


def refuse_prices_of_another_kind(case: CaseForm) -> Iterator[Problem]:
    """A price by the kilogram is not one by the square metre."""
    inputs = parameter_table("inputs.csv").by("name")
    for name, pack in case.packs.items():
        for target, price in pack.prices.items():
            if target in inputs and price in case.prices:
                start = case.prices[price].start
                found, unit = start.unit if start else "USD/kg", inputs[target]["unit"]
                if found != unit:
                    where = f"[packs.{name}.prices.{target}]"
                    yield Problem(where, f"{price} is in {found}", f"{target} is in {unit}", "Convert it.")


def refuse_money_without_exchange(case: CaseForm) -> Iterator[Problem]:
    """Foreign money comes with its exchange rate."""
    named = [(f"plants.{n}.investment", p.investment, p.exchange) for n, p in case.plants.items()]
    named += [(f"evidence.{n}.price", e.price, e.exchange) for n, e in case.evidence.items()]
    for where, money, exchange in named:
        currency = money.unit[:3]
        if currency != "USD" and (exchange is None or currency not in exchange.unit):
            found = f"{money.given} without a rate"
            yield Problem(f"[{where}]", found, "the model counts in USD", f"Add exchange, in {currency}/USD.")


def refuse_numbers_unlike_their_row(case: CaseForm) -> Iterator[Problem]:
    """A number that names a row of the market tables is that row's number."""
    views = (known_on(case.as_of), known_later(case.as_of))
    for place, number in numbers(case):
        if not number.row:
            continue
        row = views[place.startswith(LATER)].row(number.row)
        found = _row_value(row, number.unit)
        if found is None or not math.isclose(found, number.value, rel_tol=ROW_TOLERANCE):
            why = f"row {number.row} says {row.given}"
            yield Problem(
                f"[{place}]", f"found '{number.given}'", why, "Correct it, or name your own source."
            )


def _row_value(row: MarketRow, unit: str) -> float | None:
    text = row.given.replace("m2", "m^2")
    for candidate in (text, text.replace("/yr", "/year"), text.split("/yr")[0]):
        try:
            return to_canonical(candidate, unit)[0]
        except UnitError:
            continue
    return None


def warn_estimates(case: CaseForm) -> Iterator[Problem]:
    """How much rests on estimates."""
    listed = [number.grade for place, number in numbers(case) if not place.startswith(LATER)]
    weak = listed.count("D")
    if weak:
        found = f"{weak} of {len(listed)} numbers are of grade D"
        yield Problem("case", found, "they are estimates or unverified", "The report lists them.")


def warn_evidence_never_fitted(case: CaseForm) -> Iterator[Problem]:
    """The level of conversion cost needs at least one figure."""
    if not any(entry.fit for entry in case.evidence.values()):
        why = "conversion cost stays at the level of the cost method's year"
        yield Problem("[evidence]", "nothing is fitted", why, "Set fit = true where the level is known.")


_SENSE = (
    refuse_years_out_of_order,
    refuse_numbers_known_later,
    refuse_grade_e,
    refuse_years_without_output,
    refuse_shares_not_one,
    refuse_closed_plants_at_work,
    refuse_margins_out_of_order,
    refuse_metals_above_one,
    refuse_money_without_exchange,
)
_DATA = (
    refuse_unknown_names,
    refuse_output_above_capacity,
    refuse_prices_of_another_kind,
    refuse_numbers_unlike_their_row,
    refuse_formats,
)
_WARNINGS = (
    warn_estimates,
    warn_evidence_never_fitted,
    warn_prices_of_the_method,
    warn_never_read,
    warn_far_plants,
)
