"""The new plant of a case in other countries, with other cells: cost at the customer's door."""

import contextlib
import math
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import numpy as np

from cellworth.app.docs import MADE, table
from cellworth.app.docs_choices_case import changes_table
from cellworth.app.format_spread import LANDED, Band, format_spread
from cellworth.app.pack_format import THICKEST
from cellworth.app.pack_place import PlacedPack, PlaceOptions, located_model, placed_pack
from cellworth.core.constants import PERCENT
from cellworth.core.errors import InputError
from cellworth.engine.scenarios.result import StrategyResult
from cellworth.io.case_forms import CaseForm
from cellworth.io.cases import load_case
from cellworth.io.couple_tables import couple_price_rows, newer_couples
from cellworth.io.format_records import cell_format
from cellworth.io.input_schema import input_definitions
from cellworth.io.input_values import single_design
from cellworth.io.metal_records import cathode_price, metal_prices
from cellworth.io.pack_model import pack_model
from cellworth.io.place_inputs import Delivery, place_inputs, powder_of
from cellworth.io.place_records import freight_between, production_credit

__all__ = ["Choice", "ChoicePlan", "choice_plan", "choices", "choices_page"]

CASE = "the case"
GRAPHITE = "G"
SHARED = ("price_separator", "price_positive_foil")
COPPER = "Copper"
OF_THE_METHOD = "B"


@dataclass(frozen=True)
class ChoicePlan:
    """What is compared.

    Attributes
    ----------
    case, pack, plant, offer : names in it.
    metals : day of the cathode prices.
    customer : country of the cars.
    places : countries of the plant.
    cells : format and couple.
    changes : title and difference of the case itself.
    """

    case: str
    pack: str
    plant: str
    offer: str
    metals: str
    customer: str
    places: tuple[str, ...]
    cells: tuple[tuple[str, str], ...]
    changes: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Choice:
    """One cell made in one place.

    Attributes
    ----------
    place, shape, couple : what.
    grade : of the couple.
    specific_energy : [Wh/kg] of the cell, and its band.
    cost : levelized at the customer's door [USD/kWh], and its band.
    estimates_share : of the spread that rests on grades D and E.
    design : the placed pack.
    """

    place: str
    shape: str
    couple: str
    grade: str
    specific_energy: tuple[float, Band]
    cost: tuple[float, Band]
    estimates_share: float
    design: PlacedPack


def choice_plan() -> ChoicePlan:
    """The plan of the page, from its file."""
    path = files("cellworth").joinpath("data", "docs", "new_plant_choices.toml")
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    cells = tuple((each["format"], each["couple"]) for each in raw["cells"])
    changes = tuple((each["title"], each["case"]) for each in raw["changes"])
    return ChoicePlan(**{**raw, "places": tuple(raw["places"]), "cells": cells, "changes": changes})


def choices(
    plan: ChoicePlan, *, n: int = 256, places: Iterable[str] = (), cells: Iterable[tuple[str, str]] = ()
) -> list[Choice]:
    """Every cell in every place.

    Parameters
    ----------
    plan : ChoicePlan
    n : draws of each.
    places, cells : those wanted; all of the plan by default.

    Raises
    ------
    InputError
        If the plan names what no table has.
    """
    form = load_case(plan.case).form
    wanted = tuple(cells) or plan.cells
    where = tuple(places) or plan.places
    return [_choice(plan, form, there, cell, n) for cell in wanted for there in where]


def _choice(plan: ChoicePlan, form: CaseForm, there: str, cell: tuple[str, str], n: int) -> Choice:
    shape, couple = cell
    year = str(form.years.today)
    given = _given(plan, form, couple)
    options = PlaceOptions(place=there, year=year, delivered_to=plan.customer)
    made = placed_pack(given, options, shape)
    assert made.place is not None
    assert made.results is not None
    freight, credit = freight_between(made.place, plan.customer), production_credit(made.place)
    setting = place_inputs(made.place, couple, Delivery(freight=freight.value))
    design: Any = made.design
    inputs = dict(given)
    limit = design.inputs[THICKEST]
    if limit is not None:
        inputs[THICKEST] = (CASE, f"{limit:g} um")
    arrays, _ = single_design(inputs, parity=False)
    if design.format_id != cell_format("pouch"):
        arrays["cell_yield"] = np.asarray([math.nan])
    fixed = {name for name, (source, _) in given.items() if source != CASE}
    spread = format_spread(
        design.format_id, couple, arrays, located_model(pack_model(), made.place), fixed,
        there=(setting, made.place.used), n=n,
    )  # fmt: skip
    row = newer_couples().get(couple)
    return Choice(
        place=made.place.title,
        shape=design.format_title,
        couple=couple,
        grade=row["grade"] if row else OF_THE_METHOD,
        specific_energy=(
            float(design.outputs["cell_specific_energy"]),
            spread.bands["cell_specific_energy"],
        ),
        cost=(float(made.results.landed_cost[0]) + credit.value, spread.bands[LANDED]),
        estimates_share=spread.estimates_share,
        design=made,
    )


def _given(plan: ChoicePlan, form: CaseForm, couple: str) -> dict[str, tuple[str, str]]:
    """Inputs of a pack as the case has them, for another couple."""
    pack, plant = form.packs[plan.pack], form.plants[plan.plant]
    texts = {
        "couple": couple,
        "energy": pack.energy.given,
        "power": pack.power.given,
        "recharge_time": pack.recharge_time.given if pack.recharge_time else None,
        "cells_in_parallel": pack.cells_in_parallel,
        "cells_per_module": pack.cells_per_module,
        "modules_per_row": pack.modules_per_row,
        "rows": pack.rows,
        "packs_per_year": f"{plant.capacity.value:g}",
    }
    found = {name: ("--" + name, str(text)) for name, text in texts.items() if text is not None}
    return found | {name: (CASE, text) for name, text in _prices(plan, form, couple).items()}


def _prices(plan: ChoicePlan, form: CaseForm, couple: str) -> dict[str, str]:
    """Prices of a couple at the level of the case: those it shares; the cathode by its metals."""
    rows, used = couple_price_rows(), form.packs[plan.pack]
    mine, base = rows[couple], rows[used.couple]
    named = {target: form.prices[name].start for target, name in used.prices.items()}
    start = {target: price.value for target, price in named.items() if price is not None}
    found = {name: start[name] for name in SHARED}
    if mine["negative_active_material"] == GRAPHITE:
        found["price_negative_active"] = start["price_negative_active"]
    if mine["negative_foil_material"] == COPPER:
        found["price_negative_foil"] = start["price_negative_foil"]
    level = start["price_electrolyte"] / float(base["electrolyte_usd_per_l"])
    found["price_electrolyte"] = float(mine["electrolyte_usd_per_l"]) * level
    with contextlib.suppress(InputError):
        found["price_positive_active"] = cathode_price(powder_of(couple), metal_prices(plan.metals)).price
    units = {name: input_definitions()[name].unit for name in found}
    return {name: f"{value:.6g} {units[name]}" for name, value in found.items()}


def choices_page(
    plan: ChoicePlan, found: Iterable[Choice], answers: dict[str, StrategyResult]
) -> dict[str, str]:
    """The page by file name: cells in places, and the case itself changed."""
    rows, run = list(found), next(iter(answers.values()))
    form = load_case(plan.case).form
    titles = list(dict.fromkeys(each.place for each in rows))
    cells = list(dict.fromkeys((each.shape, each.couple) for each in rows))
    by_both = {((each.shape, each.couple), each.place): each for each in rows}
    offer = _offer(plan, form)
    table_rows = [
        (f"{shape}, {couple}", by_both[cell, titles[0]].grade,
         _energy(by_both[cell, titles[0]]), *(_cost(by_both[cell, title]) for title in titles))
        for cell in cells
        for shape, couple in (cell,)
    ]  # fmt: skip
    heads = ("cell", "grade", "Wh/kg", *titles)
    parts = [
        MADE.replace("docs`", "docs --choices`"),
        "# The new plant: country, format, chemistry",
        _intro(plan, form),
        table(heads, table_rows),
        _verdict(rows, offer),
        "## The case itself",
        f"The same case run again on {run.n_scenarios:,} scenarios, seed {run.seed}, the same draws for all: "
        "own cost of cells in the fourth year, delivered price below which buying beats keeping, both "
        "USD/kWh, and the chance of each family of ways that it is best. A chemistry pays what the case "
        "says for the powder that it replaces.",
        changes_table(answers),
        "A country, a format or a chemistry in the case itself is a difference of a few lines:",
        _difference(plan),
        "The format of a pack is that of the plants that make it; a supplier may have its own. Its numbers "
        "stand in the report with their grades; how far they move the cost says "
        '`cellworth pack --format "4680" --couple "NMC811-SiG (5% Si)" --place hungary`.',
    ]
    return {"new-plant-choices.md": "\n\n".join(parts) + "\n"}


def _intro(plan: ChoicePlan, form: CaseForm) -> str:
    size, pack = form.plants[plan.plant].capacity.given, form.packs[plan.pack].energy.given
    return (
        f"The plant of the case `{plan.case}` ({size}, packs of {pack}) with other cells in other countries. "
        f"Each entry is the levelized cost of cells at the door in {plan.customer}, USD/kWh, with freight, "
        "without duties and production credits; in brackets what nine of ten draws lie within, by the grades "
        "of the numbers ([how](theory/extensions.md)). Cathodes cost what their metals did in "
        f"{plan.metals}, other materials what the case says where the couple shares them. The plant runs "
        "full, and nobody has to learn."
    )


def _energy(choice: Choice) -> str:
    value, band = choice.specific_energy
    return f"{value:.0f} ({band.low:.0f} to {band.high:.0f})"


def _cost(choice: Choice) -> str:
    value, band = choice.cost
    return f"{value:.0f} ({band.low:.0f} to {band.high:.0f})"


def _offer(plan: ChoicePlan, form: CaseForm) -> float:
    assert form.strategy is not None
    quoted: Mapping[int, Any] = form.strategy.suppliers[plan.offer].quoted
    return float(quoted[max(quoted)].value)


def _verdict(rows: list[Choice], offer: float) -> str:
    """What the table says, in sentences from its numbers."""
    best = min(rows, key=lambda each: each.cost[0])
    width = np.median([(each.cost[1].high - each.cost[1].low) / each.cost[0] for each in rows])
    home = rows[0].place
    rivals = [each for each in rows if each.place != best.place or each.couple != best.couple]
    apart = sum(each.cost[1].low > best.cost[1].high for each in rivals)
    weak = max(rows, key=lambda each: each.estimates_share)
    here = min((each for each in rows if each.place == home), key=lambda each: each.cost[0])
    under = "below" if here.cost[0] < offer else "above"
    share, median = PERCENT * weak.estimates_share, PERCENT * width
    sentences = (
        f"Cheapest: {best.shape}, {best.couple}, made in {best.place}, {_cost(best)} USD/kWh.",
        f"In {home} it is {here.shape}, {here.couple}, {_cost(here)}: {under} the {offer:.0f} of the offer",
        "in the case, which is for cells at the maker's plant.",
        f"The band is {median:.0f} % of the cost wide on the median; {apart} of {len(rivals)} other choices",
        "lie wholly above that of the cheapest. Neighbours in the table are not told apart by it, though",
        "much of the band is the method's and moves all entries together. It rests most on guesses for",
        f"{weak.shape}, {weak.couple}: {share:.0f} % of its spread has grade D or E.",
    )
    return " ".join(sentences)


def _difference(plan: ChoicePlan) -> str:
    return (
        f'```toml\nbase = "{plan.case}"\nname = "new-plant-lmfp-blade-hungary"\n\n[packs.lfp70]\n'
        f'couple = "LMFP-G (Energy)"\nformat = "blade"\n\n'
        f'[strategy.plants.{plan.plant}]\nplace = "Hungary"\n```'
    )
