"""Price paths of a case: as given, or of a cathode powder by its recipe from metals.

The price by recipe (X31, X32) is linear in the prices of metals, and so is the path a price follows (S34):
the recipe becomes a start price and the share of it that goes with each index.
"""

import datetime
from collections.abc import Mapping
from dataclasses import replace

from cellworth.core.errors import InputError, Problem
from cellworth.engine.decision_inputs import PricePath, Provenance
from cellworth.io.case_forms import CaseForm, PriceForm
from cellworth.io.extension_values import SourcedNumber
from cellworth.io.metal_records import cathode_price, metal_prices
from cellworth.io.parameter_files import parameter_table

__all__ = ["ELEMENT", "powder_numbers", "price_path"]

ELEMENT = {"nickel": "Ni", "cobalt": "Co", "manganese": "Mn", "lithium": "Li", "aluminium": "Al"}
"""Element of an index by its name in a case."""
KG_PER_TONNE = 1000.0
CARBONATE = "Li2CO3"


def price_path(name: str, form: CaseForm) -> PricePath:
    """Path of one material price of a case.

    Raises
    ------
    InputError
        If it has neither a start nor a powder, or the powder no recipe or a metal no price.
    """
    price = form.prices[name]
    shares = {metal: share.value for metal, share in price.metals.items()}
    start = price.start.value if price.start else None
    if price.powder:
        start, shares = _by_recipe(name, price, form, start, shares)
    if start is None:
        why = "a price path begins somewhere"
        raise InputError(Problem(f"[prices.{name}]", "no start", why, "Give start, or the powder it is."))
    return PricePath(start=start, year=price.year, productivity=price.productivity.value, metals=shares)


def powder_numbers(form: CaseForm) -> tuple[Provenance, ...]:
    """Numbers behind the powders of a case that the case does not give itself, with source and grade."""
    return tuple(
        Provenance(
            place=f"prices.{name}.powder.{number.name}",
            given=f"{number.value:.4g} {number.unit}",
            source=number.source,
            where="table of metals and recipes, X30 to X32",
            grade=number.grade,
            known_from=min(datetime.date(number.year, 12, 31), form.as_of),
            row="",
            rule="",
            parents=(),
        )
        for name, price in form.prices.items()
        if price.powder
        for number in cathode_price(price.powder, _metals(name, price, form), _where(name)).used
    )


def _where(name: str) -> str:
    return f"[prices.{name}.powder]"


def _metals(name: str, price: PriceForm, form: CaseForm) -> dict[str, SourcedNumber]:
    """Prices of metals in the year of the start; those of the case before those of the tables."""
    return {**metal_prices(str(price.year), _where(name), form.as_of), **_indexed(form, price.year)}


def _by_recipe(
    name: str, price: PriceForm, form: CaseForm, start: float | None, shares: Mapping[str, float]
) -> tuple[float, dict[str, float]]:
    """Start and shares; what the case gives itself is kept."""
    where, metals = _where(name), _metals(name, price, form)
    whole = cathode_price(price.powder, metals, where).price
    begins = whole if start is None else start
    if shares:
        return begins, dict(shares)
    follows = {}
    for index in form.indices:
        element = ELEMENT.get(index)
        if element in metals:
            free = {**metals, element: replace(metals[element], value=0.0)}
            share = (whole - cathode_price(price.powder, free, where).price) / begins
            if share > 0.0:
                follows[index] = share
    if sum(follows.values()) > 1.0:
        why = f"its metals alone cost {begins * sum(follows.values()):.3g} USD/kg"
        raise InputError(Problem(f"[prices.{name}.start]", f"{begins:.3g} USD/kg", why, "Leave start out."))
    return begins, follows


def _indexed(form: CaseForm, year: int) -> dict[str, SourcedNumber]:
    """Prices of metals that the case itself gives for a year [USD/kg of the element]."""
    per_lithium = parameter_table("extensions/compounds.csv").values("compound", "kg_compound_per_kg_element")
    found = {}
    for index, entry in form.indices.items():
        element, price = ELEMENT.get(index), entry.price.get(year)
        if element is None or price is None:
            continue
        value = price.value / (KG_PER_TONNE if price.unit.endswith("/t") else 1.0)
        if element == "Li":
            value *= per_lithium[CARBONATE]
        found[element] = SourcedNumber(element, value, "USD/kg element", price.source, price.grade, year)
    return found
