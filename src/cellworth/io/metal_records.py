"""Metal prices of a day, and the price of a cathode powder from them, with grades."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from cellworth.core.constants import PERCENT
from cellworth.core.errors import InputError, Problem
from cellworth.io.extension_values import SourcedNumber
from cellworth.io.parameter_files import parameter_table
from cellworth.market.active_material_price import oxide_price, phosphate_price

__all__ = ["CathodePrice", "cathode_powders", "cathode_price", "dates_taken", "metal_prices", "powder_shares"]

DATE = re.compile(r"(\d{4})(?:-(0?[1-9]|1[0-2]))?$")
BLEND = re.compile(r"(\d+)%/(\d+)% (\w+)/(\w+)$")
METALS = ("Ni", "Co", "Mn", "Al", "Fe", "Cu")
ALKALI = {"Li2CO3": "Li", "LiOH.H2O": "Li", "Na2CO3": "Na"}
SALT = ", in its salt"


@dataclass(frozen=True)
class CathodePrice:
    """Price of a powder from metals.

    Attributes
    ----------
    powder : name of the active material.
    price : [USD/kg]
    metal_value : [USD/kg], of the metals contained.
    used : metal prices and processing, with grades.
    """

    powder: str
    price: float
    metal_value: float
    used: tuple[SourcedNumber, ...]


def cathode_powders() -> tuple[str, ...]:
    """Active materials that can be priced by their metals."""
    return tuple(row["cam_id"] for row in parameter_table("extensions/cathode_precursors.csv").rows)


def powder_shares(powder: str) -> dict[str, float]:
    """Powders of an active material and their shares by mass; blends are written ``50%/50% NMC532/LMO``."""
    match = BLEND.match(powder)
    if match is None:
        return {powder: 1.0}
    return {match[3]: float(match[1]) / PERCENT, match[4]: float(match[2]) / PERCENT}


def metal_prices(
    text: str, where: str = "--metals", known_on: datetime.date | None = None
) -> dict[str, SourcedNumber]:
    """Prices of the metals [USD/kg of the element] on a day.

    Parameters
    ----------
    text : year, year and month (``2022-05``), or the name of a row set, such as ``spot_2022_05``.
    where : for messages.
    known_on : figures that became known later are not read.

    Raises
    ------
    InputError
        If the text is neither, or nickel and lithium are unknown so early.
    """
    named = _named_sets()
    if text in named:
        return {**_series_at(int(re.findall(r"\d{4}", text)[0]), known_on), **named[text]}
    match = DATE.match(text.strip())
    if match is None:
        sets = ", ".join(named)
        what = f"Write a year, a month such as 2022-05, or one of: {sets}."
        raise InputError(Problem(where, f"'{text}'", "it is not a date", what))
    year, month = int(match[1]), int(match[2] or 0)
    prices = _series_at(year, known_on)
    for name, numbers in named.items():
        if name.startswith("spot") and name.endswith(f"{year}_{month:02d}"):
            prices.update(numbers)
    if not {"Ni", "Li"} <= set(prices):
        first = min(year for _, year, _ in _series())
        raise InputError(Problem(where, f"'{text}'", "no metal price is so early", f"Begin with {first}."))
    return prices


def dates_taken(text: str, prices: Mapping[str, SourcedNumber]) -> tuple[str, ...]:
    """What a reader must know of prices that are not those of the day asked for.

    Parameters
    ----------
    text : asked for, as of `metal_prices`.
    prices : found, by element.
    """
    match = DATE.match(text.strip())
    if match is None:
        return ()
    told = []
    if match[2] and not any(name.endswith(f"{match[1]}_{int(match[2]):02d}") for name in _named_sets()):
        told.append(f"the tables hold no metal prices of {text}, averages of the year taken")
    elements: dict[int, list[str]] = {}
    for element, number in sorted(prices.items()):
        if number.year != int(match[1]):
            elements.setdefault(number.year, []).append(element)
    taken = [f"{', '.join(names)} of {year}" for year, names in sorted(elements.items(), reverse=True)]
    if taken:
        told.append(f"no metal prices of {match[1]} for some, earlier ones taken: {'; '.join(taken)}")
    return tuple(told)


def cathode_price(powder: str, metals: Mapping[str, SourcedNumber], where: str = "--metals") -> CathodePrice:
    """Price of a cathode powder from metals (X30 to X32); of a blend, by the shares of its powders.

    Parameters
    ----------
    powder : active material.
    metals : prices by element.
    where : for messages.

    Raises
    ------
    InputError
        If the powder has no recipe, or a metal it holds no price.
    """
    shares = powder_shares(powder)
    if len(shares) > 1:
        parts = [(share, cathode_price(name, metals, where)) for name, share in shares.items()]
        price, value = (
            sum(share * getattr(part, name) for share, part in parts) for name in ("price", "metal_value")
        )
        used = dict.fromkeys(number for _, part in parts for number in part.used)
        return CathodePrice(powder, price, value, tuple(used))
    return _one_powder(powder, metals, where)


def _one_powder(powder: str, metals: Mapping[str, SourcedNumber], where: str) -> CathodePrice:
    recipes = parameter_table("extensions/cathode_precursors.csv").by("cam_id")
    if powder not in recipes:
        what = f"Powders with a recipe: {', '.join(recipes)}. Give price_positive_active instead."
        raise InputError(Problem(where, powder, "it has no recipe from metals", what))
    recipe = recipes[powder]
    process = parameter_table("extensions/cathode_processing.csv").by("cam_id")[powder]
    fractions = _fractions(powder)
    alkali = ALKALI[process["alkali_salt"]]
    held = {name: share for name, share in fractions.items() if name in METALS}
    priced = {alkali, *held} - ({"Fe", "Cu"} if recipe["formula"] == "phosphate" else set())
    missing = sorted(priced - set(metals))
    if missing:
        raise InputError(Problem(where, ", ".join(missing), f"no price, and {powder} holds it"))
    number = {name: np.asarray([float(process[name])]) for name in _NUMBERS}
    need = np.asarray([float(recipe["precursor_need"])])
    lithium = np.asarray([metals[alkali].value])
    share = np.asarray([fractions[alkali]])
    if recipe["formula"] == "phosphate":
        manganese = metals["Mn"].value if "Mn" in held else 0.0
        price = phosphate_price(
            np.asarray([manganese]), np.asarray([held.get("Mn", 0.0)]), lithium, share,
            number["alkali_excess"], number["yield_cathode"], need, number["c_precursor"],
            number["c_cathode"], number["margin"],
        )  # fmt: skip
    else:
        price = oxide_price(
            {name: np.asarray([metals[name].value + _premium(metals[name])]) for name in held},
            {name: np.asarray([value]) for name, value in held.items()},
            lithium, share, number["alkali_excess"], number["yield_precursor"], number["yield_cathode"],
            need, number["c_precursor"], number["c_cathode"], number["margin"],
        )  # fmt: skip
    value = sum(fractions[name] * metals[name].value for name in priced)
    processing = SourcedNumber(
        f"conversion of {powder}", float(process["c_cathode"]), "USD/kg", process["source"], process["grade"],
        int(process["year"]),
    )  # fmt: skip
    used = (*(metals[name] for name in sorted(priced)), processing)
    return CathodePrice(powder, float(price[0]), value, used)


_NUMBERS = ("c_precursor", "c_cathode", "yield_precursor", "yield_cathode", "alkali_excess", "margin")


def _fractions(powder: str) -> dict[str, float]:
    rows = parameter_table("extensions/cathode_composition.csv").rows
    return {row["element"]: float(row["mass_fraction"]) for row in rows if row["cam_id"] == powder}


def _premium(metal: SourcedNumber) -> float:
    """What nickel in the sulfate costs above the metal; nothing where the price is that of the salt."""
    if metal.name != "Ni":
        return 0.0
    rows = parameter_table("extensions/raw_prices.csv").by("item")
    return float(rows["sulfate_premium_Ni"]["value"])


@cache
def _named_sets() -> dict[str, dict[str, SourcedNumber]]:
    """Prices by set and element, as far as they are per kg of an element."""
    found: dict[str, dict[str, SourcedNumber]] = {}
    for row in parameter_table("extensions/raw_prices.csv").rows:
        if row["unit"] != "USD/kg element":
            continue
        name = row["item"] + (SALT if "sulfate" in row["note"] else "")
        number = SourcedNumber(
            name, float(row["value"]), row["unit"], row["source"], row["grade"], int(row["year"])
        )
        found.setdefault(row["scenario"], {})[row["item"]] = number
    for name, salts in _salts().items():
        found[name].update(salts)
    return found


def _salts() -> dict[str, dict[str, SourcedNumber]]:
    """Sodium by set, from the price of its carbonate."""
    per_element = _compounds()["Na2CO3"]
    return {
        row["scenario"]: {
            "Na": SourcedNumber(
                "Na", float(row["value"]) * per_element, "USD/kg element", row["source"], row["grade"],
                int(row["year"]),
            )
        }
        for row in parameter_table("extensions/raw_prices.csv").rows
        if row["item"] == "Na2CO3"
    }  # fmt: skip


def _compounds() -> dict[str, float]:
    return parameter_table("extensions/compounds.csv").values("compound", "kg_compound_per_kg_element")


@cache
def _series() -> dict[tuple[str, int, datetime.date], SourcedNumber]:
    """Yearly prices by element, year and day they became known; the first series that has them gives them."""
    history = parameter_table("markets/price_history.csv").rows
    per_element = _compounds()
    found: dict[tuple[str, int, datetime.date], SourcedNumber] = {}
    for series in parameter_table("extensions/metal_series.csv").rows:
        factor = per_element.get(series["compound"], 1.0) / float(series["kg_per_unit"])
        for row in history:
            if (row["topic"], row["item"]) != (series["topic"], series["item"]):
                continue
            element, year = series["element"], int(row["year_or_date"])
            number = SourcedNumber(
                element, float(row["value"]) * factor, "USD/kg element", row["source"], row["grade"], year
            )
            found.setdefault((element, year, datetime.date.fromisoformat(row["known_from"])), number)
    for numbers in _named_sets().values():
        for element, number in numbers.items():
            found.setdefault((element, number.year, datetime.date(number.year, 12, 31)), number)
    return found


def _series_at(year: int, known_on: datetime.date | None) -> dict[str, SourcedNumber]:
    """Latest price of each element that is not after a year; the first series listed wins within it."""
    latest: dict[str, SourcedNumber] = {}
    for (element, when, known_from), number in _series().items():
        if when > year or (known_on is not None and known_from > known_on):
            continue
        if element not in latest or when > latest[element].year:
            latest[element] = number
    return latest
