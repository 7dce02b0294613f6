"""A supplier's offer judged: what its cells cost to make, and what to answer."""

from dataclasses import dataclass, replace

import numpy as np

from cellworth.app.cell_plants import designed_cell_plants
from cellworth.core.errors import InputError, Problem
from cellworth.engine.quote.cost import quote_world
from cellworth.engine.quote.result import Money, QuoteResult, quote_result
from cellworth.engine.scenarios.case import StrategyCase
from cellworth.engine.scenarios.places import in_format
from cellworth.io.cases import CaseFile
from cellworth.io.dimensions import known_dimensions
from cellworth.io.offer_files import OfferFile, load_offer, offer_case, offer_terms, quote_rules
from cellworth.io.report_money import ReportMoney, report_money
from cellworth.io.strategy_places import place_of, plant_places
from cellworth.io.strategy_records import strategy_case

__all__ = ["Quote", "quote"]

SEED = 1


@dataclass(frozen=True)
class Quote:
    """An offer and what the program says of it.

    Attributes
    ----------
    offer, case, asked : as read. money : shown. offered_at : rate the offer's currency was read with.
    result : QuoteResult
    places : printed name of each other country, by code.
    """

    offer: OfferFile
    case: CaseFile
    asked: StrategyCase
    money: ReportMoney
    offered_at: str
    result: QuoteResult
    seed: int


def quote(
    name_or_path: str,
    *,
    case: str = "",
    currency: str = "USD",
    real: int | None = None,
    n_draws: int = 0,
    seed: int = SEED,
) -> Quote:
    """Judge a supplier's offer.

    Parameters
    ----------
    name_or_path : of the offer.
    case : it is judged in; that of the offer if empty.
    currency, real : of the money shown.
    n_draws : scenarios; as many as the rules say for zero.
    seed : of the draws.

    Raises
    ------
    InputError
        If offer or case cannot be used.
    """
    offer = load_offer(name_or_path)
    found = offer_case(offer, case)
    asked, rules = strategy_case(found), quote_rules()
    terms, offered_at = offer_terms(offer, asked, found.form)
    money = report_money(found.form, currency, real)
    places = _places(offer, terms.plan.place)
    supplier = next(each for each in asked.suppliers if each.name == offer.form.supplier)
    countries = plant_places([terms.plan.place, *places], asked.as_of)
    made = in_format(terms.plan.pack, supplier.cell_format)
    cells = designed_cell_plants({made: asked.packs[made]}, countries)
    draws = n_draws or rules.draws
    world = quote_world(asked, cells, supplier, known_dimensions(), draws, seed)
    years = [asked.years[year] for year in terms.plan.years]
    shown = Money(np.asarray([money.factor(year) for year in years]), money.factor(asked.as_of.year))
    result = quote_result(world, terms, replace(rules, draws=draws), shown, places)
    return Quote(offer, found, asked, money, offered_at, result, seed)


def _places(offer: OfferFile, own: str) -> dict[str, str]:
    """Other countries the cells could come from, by code; the plant's own place must then be known."""
    wanted = offer.form.plant.could_be
    where = f"{offer.place} [plant.could_be]"
    found = {place_of(text, where): text for text in wanted}
    if found and not own:
        why = "the supplier's plant stands in no country of the tables, so another cannot be compared"
        raise InputError(Problem(where, ", ".join(wanted), why, "Give [plant] place as well."))
    return {code: title for code, title in found.items() if code != own}
