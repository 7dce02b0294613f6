"""A supplier's offer as a file: read, checked, and put beside the case it stands on."""

import hashlib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import Field

from cellworth.core.errors import InputError, Problem
from cellworth.engine.quote.cost import SupplyPlan
from cellworth.engine.quote.result import QuoteRules
from cellworth.engine.quote.terms import Offer
from cellworth.engine.scenarios.case import StrategyCase
from cellworth.io.case_forms import CaseForm
from cellworth.io.case_layers import fill_heads, merge
from cellworth.io.case_numbers import CaseName, Currency, Form
from cellworth.io.cases import CaseFile, load_case
from cellworth.io.form_problems import formed, sentence, within
from cellworth.io.parameter_files import parameter_table
from cellworth.io.report_money import dollars_per
from cellworth.io.text_files import file_content, parsed_toml
from cellworth.io.units import UnitError, quantity, to_canonical

__all__ = ["OfferFile", "OfferForm", "load_offer", "offer_case", "offer_names", "offer_terms", "quote_rules"]

FOLDER = ("cases", "offers")
Share = Annotated[float, quantity("1", shown="%", ge=0, le=1)]
Volume = Annotated[float, quantity("kWh/year", shown="GWh/year", gt=0)]


class OfferIndexForm(Form):
    """An index in the price formula."""

    share: Share
    """Of the price at the base level that moves with it."""
    base: str
    """Its level at which the price holds, with unit."""


class OfferBandForm(Form):
    """A price for volume beyond a limit (S33)."""

    volume: Annotated[float, quantity("kWh/year", shown="GWh/year", ge=0)]
    factor: Annotated[float, quantity("1", gt=0)]


class OfferPriceForm(Form):
    """Price and its formula (S34)."""

    level: str
    """In the first year, at the base levels, in the currency of the offer per kWh."""
    yearly_fall: Annotated[float, quantity("1/year", shown="%/year")] = 0.0
    collar_low: Annotated[float, quantity("1", ge=0)] = 0.0
    collar_high: Annotated[float, quantity("1", gt=0)] = float("inf")
    index: dict[str, OfferIndexForm] = Field(default_factory=dict)
    bands: dict[str, OfferBandForm] = Field(default_factory=dict)


class OfferMinimumForm(Form):
    """Take or pay (S32)."""

    share: Share
    """Of the planned volume, paid for in any case."""
    carry_years: int = Field(default=0, ge=0)
    """A shortfall may be made up in."""


class OfferPlantForm(Form):
    """The supplier's plant, where the offer or a visit told of it."""

    output: Volume | None = None
    """Of the plant that delivers, for all its customers; all the supplier makes by the case if not given."""
    utilization: Annotated[float, quantity("1", shown="%", gt=0, le=1)] | None = None
    place: str = ""
    """Country it stands in, and whose factors hold; that of the case if empty."""
    could_be: tuple[str, ...] = ()
    """Other countries the cells could come from."""


class OfferForm(Form):
    """A supplier's offer."""

    schema_: Literal["offer/1"] = Field(alias="schema")
    name: CaseName
    title: str
    note: str = ""
    """What a reader must know first, such as that it is made up."""
    case: str = ""
    """Case whose supplier, packs, metals and money it is judged with."""
    supplier: str
    pack: str
    currency: Currency = "USD"
    first_year: int
    term: int = Field(ge=1)
    delivered: Literal["supplier", "buyer"] = "supplier"
    """Whose door the price is at."""
    price: OfferPriceForm
    volume: dict[int, Volume] = Field(min_length=1)
    """Planned, from that year on: the ramp."""
    take_or_pay: OfferMinimumForm | None = None
    plant: OfferPlantForm = Field(default_factory=OfferPlantForm)
    differs: dict[str, Any] = Field(default_factory=dict)
    """What differs from the case, written as a case is: a pack or a supplier of its own."""


@dataclass(frozen=True)
class OfferFile:
    """An offer as read: form, place, SHA-256."""

    form: OfferForm
    place: str
    sha256: str


def offer_names() -> list[str]:
    """Offers shipped with the program."""
    folder = files("cellworth").joinpath(*FOLDER)
    return sorted(
        entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml")
    )


def load_offer(name_or_path: str) -> OfferFile:
    """An offer by the name of a shipped one, or by path.

    Raises
    ------
    InputError
        With every flaw of form.
    """
    place, content = _content(name_or_path)
    raw, _ = parsed_toml(content, place, "an offer")
    form = formed(raw, OfferForm, within(place))
    return OfferFile(form, place, hashlib.sha256(content).hexdigest())


def _content(name_or_path: str) -> tuple[str, bytes]:
    if not name_or_path.endswith(".toml"):
        if name_or_path in offer_names():
            inside = files("cellworth").joinpath(*FOLDER, f"{name_or_path}.toml")
            return f"{name_or_path}.toml", inside.read_bytes()
        instead = f"Shipped: {', '.join(offer_names())}; or give the path of a .toml file."
        raise InputError(
            Problem(f"offer '{name_or_path}'", "no such offer", "it is a name or a path", instead)
        )
    instead = f"A shipped one is a name without .toml: {', '.join(offer_names())}."
    return Path(name_or_path).name, file_content(name_or_path, "an offer", instead)


def offer_case(offer: OfferFile, case: str = "") -> CaseFile:
    """The case an offer stands on, with what the offer says of the supplier's plant.

    Parameters
    ----------
    offer : OfferFile
    case : name or path; that of the offer if empty.

    Raises
    ------
    InputError
        If none is named, or it cannot be used.
    """
    form, wanted = offer.form, case or offer.form.case
    if not wanted:
        instead = 'Write case = "new-plant-2026", or give --case.'
        raise InputError(Problem(f"{offer.place} [case]", "no case", "cost is judged in a case", instead))
    differs = dict(form.differs)
    if form.plant.place:
        place = {"strategy": {"suppliers": {form.supplier: {"place": form.plant.place}}}}
        differs = merge(differs, place)

    def changed(raw: dict[str, Any]) -> dict[str, Any]:
        own = {"source": f"offer {form.name}", "where": offer.place, "grade": "D", "known_from": raw["as_of"]}
        return merge(raw, fill_heads(CaseForm, differs, own))

    return load_case(wanted, changed if differs else None)


def offer_terms(offer: OfferFile, asked: StrategyCase, form: CaseForm) -> tuple[Offer, str]:
    """Terms as plain numbers in USD, and the rate they were read with in words.

    Raises
    ------
    InputError
        If the offer names what the case does not have.
    """
    given = offer.form
    problems = list(_unknown(offer, asked))
    if problems:
        raise InputError(*problems)
    dollars, told = dollars_per(given.currency, form)
    axis = asked.years
    last = given.first_year + given.term - 1
    years = tuple(range(axis.index(given.first_year), axis.index(last) + 1))
    supplier = next(each for each in asked.suppliers if each.name == given.supplier)
    planned = np.asarray([_stepped(given.volume, axis[year]) for year in years])
    plant, minimum = given.plant, given.take_or_pay
    plan = SupplyPlan(
        pack=given.pack,
        place=supplier.place,
        years=years,
        energy=planned,
        output=float("nan") if plant.output is None else plant.output,
        utilization=float("nan") if plant.utilization is None else plant.utilization,
    )
    bands = sorted((band.volume, band.factor) for band in given.price.bands.values())
    return (
        Offer(
            plan=plan,
            price=dollars * _price(offer),
            currency=given.currency,
            fall=given.price.yearly_fall,
            shares={name: entry.share for name, entry in given.price.index.items()},
            bases={name: _base(offer, name, form) for name in given.price.index},
            collar=(given.price.collar_low, given.price.collar_high),
            bands=tuple(bands),
            minimum_share=minimum.share if minimum else 0.0,
            carry_years=minimum.carry_years if minimum else 0,
            at_buyer=given.delivered == "buyer",
        ),
        told,
    )


def _unknown(offer: OfferFile, asked: StrategyCase) -> list[Problem]:
    """Names and years that the case does not have."""
    form = offer.form
    suppliers = [each.name for each in asked.suppliers]
    named = [("supplier", form.supplier, suppliers), ("pack", form.pack, list(asked.packs))]
    named += [(f"price.index.{name}", name, list(asked.indices)) for name in form.price.index]
    found = [
        Problem(
            f"{offer.place} [{place}]",
            f"'{name}'",
            f"case {asked.name} has none of that name",
            f"It has: {', '.join(known)}. One of your own goes under [differs], written as in a case.",
        )
        for place, name, known in named
        if name not in known
    ]
    first, last = asked.years[0], asked.years[-1]
    if not first <= form.first_year <= form.first_year + form.term - 1 <= last:
        told = f"{form.first_year} and {form.term} years"
        why = f"case {asked.name} runs from {first} to {last}"
        found.append(Problem(f"{offer.place} [first_year, term]", told, why, "Use years within."))
    if min(form.volume) > form.first_year:
        why = f"delivery begins in {form.first_year}"
        found.append(
            Problem(
                f"{offer.place} [volume]", f"first in {min(form.volume)}", why, "Give that year's volume."
            )
        )
    return [*found, *_contradictions(offer)]


def _contradictions(offer: OfferFile) -> list[Problem]:
    """Terms of the price that cannot stand together."""
    form, found = offer.form, []
    if sum(entry.share for entry in form.price.index.values()) > 1.0:
        found.append(
            Problem(
                f"{offer.place} [price.index]",
                "shares above 100 %",
                "they are parts of one price",
                "Lower them.",
            )
        )
    if form.price.bands and min(band.volume for band in form.price.bands.values()) > 0.0:
        why = "the price of the first kWh must be known"
        found.append(
            Problem(
                f"{offer.place} [price.bands]", "none from 0 GWh/year", why, "Start the first band at zero."
            )
        )
    if form.price.collar_low > form.price.collar_high:
        found.append(
            Problem(
                f"{offer.place} [price]",
                "collar_low above collar_high",
                "no price lies between",
                "Swap them.",
            )
        )
    return found


def _stepped(by_year: dict[int, float], year: int) -> float:
    return by_year[max(known for known in by_year if known <= year)]


def _price(offer: OfferFile) -> float:
    """In the currency of the offer per kWh."""
    where, text = f"{offer.place} [price.level]", offer.form.price.level
    try:
        value, unit = to_canonical(text, "USD/kWh", any_currency=True)
    except UnitError as error:
        raise InputError(Problem(where, f"'{text}'", error.why, sentence(error.instead))) from error
    if unit != f"{offer.form.currency}/kWh":
        why = f"the offer is in {offer.form.currency}"
        raise InputError(Problem(where, f"'{text}'", why, "Write both in the same currency."))
    if not value > 0.0:
        raise InputError(Problem(where, f"'{text}'", "a price is above zero", "Check it."))
    return value


def _base(offer: OfferFile, name: str, form: CaseForm) -> float:
    """Base level in the unit the case keeps the index in."""
    text = offer.form.price.index[name].base
    where = f"{offer.place} [price.index.{name}.base]"
    unit = next(iter(form.indices[name].price.values())).unit
    try:
        value, _ = to_canonical(text, unit)
    except UnitError as error:
        raise InputError(Problem(where, f"'{text}'", error.why, sentence(error.instead))) from error
    if not value > 0.0:
        raise InputError(Problem(where, f"'{text}'", "a level is above zero", "Check it."))
    return value


def quote_rules() -> QuoteRules:
    """Changes that are priced, from the table of the package."""
    numbers = parameter_table("quote/rules.csv").values("name")
    whole = {name: int(numbers[name]) for name in ("slip", "utilization_steps", "draws")}
    return QuoteRules(**{**numbers, **whole})  # type: ignore[arg-type]
