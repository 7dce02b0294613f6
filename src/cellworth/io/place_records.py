"""Countries: what labour, energy, building, money and carbon cost there, with grades."""

import math
from dataclasses import dataclass
from functools import cache

import numpy as np

from cellworth.core.errors import InputError, Problem
from cellworth.factory.carbon import grid_carbon
from cellworth.factory.places import PlaceFactors, unit_labor_ratio
from cellworth.io.extension_values import SourcedNumber, extension_numbers, number_at, sourced, unknown
from cellworth.io.parameter_files import parameter_table

__all__ = [
    "Place",
    "freight_between",
    "latest_year",
    "place",
    "place_code",
    "place_names",
    "production_credit",
]

REFERENCE = "US"
GRAMS_PER_KG = 1000.0
NO_CHANGE = 1.0
WAGE, PRODUCTIVITY = "labour_cost", "labour_productivity_vs_us"
EQUIPMENT, BUILDING = "equipment_and_install_factor_vs_china", "building_cost_hightech"


@dataclass(frozen=True)
class Place:
    """A country in one year.

    Attributes
    ----------
    code, title, region : of it.
    year : of the numbers.
    factors : PlaceFactors, against the country the base plant is costed for.
    electricity_price, gas_price : [USD/kWh]
    discount_rate : [1/year]
    tax_rate : [1]
    land_price : [USD/m^2]
    grid : carbon of electricity [kg/kWh].
    used : every number with source and grade.
    left_out : quantities of which nothing was known; they stay those of the base plant, or zero.
    """

    code: str
    title: str
    region: str
    year: int
    factors: PlaceFactors
    electricity_price: float
    gas_price: float
    discount_rate: float
    tax_rate: float
    land_price: float
    grid: float
    used: tuple[SourcedNumber, ...]
    left_out: tuple[str, ...]


def place_names() -> dict[str, str]:
    """Codes by each way to write a country, small letters."""
    names = {}
    for row in parameter_table("extensions/places.csv").rows:
        for text in (row["code"], row["name"], *row["aliases"].split(";")):
            if text.strip():
                names[text.strip().lower()] = row["code"]
    return names


def place_code(text: str, where: str) -> str:
    """Code of a country.

    Raises
    ------
    InputError
        If the tables do not have it.
    """
    code = place_names().get(text.strip().lower().replace("_", " "))
    if code is None:
        rows = parameter_table("extensions/places.csv").rows
        raise unknown(where, text, (row["name"] for row in rows))
    return code


def latest_year() -> int:
    """Last year the factors of places speak of."""
    return max(int(row["year"]) for row in parameter_table("extensions/location_factors.csv").rows)


def place(text: str, year: int, *, where: str = "--place", known_by: int | None = None) -> Place:
    """A country in a year.

    Parameters
    ----------
    text : name, code or alias.
    year : numbers between two years of a series are laid between them, outside they stay flat.
    where : for messages.
    known_by : numbers of later years are not read.

    Raises
    ------
    InputError
        If the tables do not have the country.
    """
    code = place_code(text, where)
    row = parameter_table("extensions/places.csv").by("code")[code]
    found = _Reader(code, year, known_by)
    return Place(
        code=code,
        title=row["name"],
        region=row["region"],
        year=year,
        factors=_factors(found),
        electricity_price=found.value("electricity_price_industry"),
        gas_price=found.value("gas_price_industry"),
        discount_rate=found.value("wacc_nominal_usd"),
        tax_rate=found.value("corporate_tax"),
        land_price=found.value("industrial_land_price"),
        grid=found.grid(),
        used=tuple(found.used),
        left_out=tuple(found.left_out),
    )


class _Reader:
    """Numbers of a country; keeps what was used and what was not there."""

    def __init__(self, code: str, year: int, known_by: int | None) -> None:
        self.code, self.year, self.known_by = code, year, known_by
        self.used: list[SourcedNumber] = []
        self.left_out: list[str] = []

    def number(self, parameter: str, code: str) -> SourcedNumber | None:
        return number_at(_series()[code, parameter], self.year, self.known_by)

    def value(self, parameter: str) -> float:
        """Number of the country; zero, and noted, where none is known."""
        number = self.number(parameter, self.code)
        if number is None:
            self.left_out.append(parameter)
            return 0.0
        self.used.append(number)
        return number.value

    def pair(self, parameter: str) -> tuple[float, float] | None:
        """Number of the country and of the reference country; nothing, and noted, unless both are known."""
        own, base = self.number(parameter, self.code), self.number(parameter, REFERENCE)
        if own is None or base is None:
            self.left_out.append(parameter)
            return None
        self.used.append(own)
        return own.value, base.value

    def grid(self) -> float:
        """Carbon of electricity (X48)."""
        series = _grid()[self.code]
        years = [year for year in series if self.known_by is None or year < self.known_by]
        if not years:
            self.left_out.append("grid_carbon")
            return 0.0
        last = max(years)
        rules = extension_numbers("place_rules")
        near = series[min(max(self.year, min(years)), last)]
        first = max(last - int(rules["slope_years"].value), min(years))
        slope = math.log(series[last].value / series[first].value) / max(last - first, 1)
        carbon = grid_carbon(
            np.asarray([near.value]),
            np.asarray([slope]),
            np.asarray([float(max(self.year - last, 0))]),
            np.asarray([rules["grid_carbon_lowest"].value]),
        )
        value = float(carbon[0])
        self.used.append(
            SourcedNumber("grid_carbon", value, "kgCO2e/kWh", near.source, near.grade, near.year)
        )
        return value


def _factors(found: _Reader) -> PlaceFactors:
    """Factors against the country of the base plant (X40 to X43)."""
    wages, skill = found.pair(WAGE), found.pair(PRODUCTIVITY)
    machines, building = found.pair(EQUIPMENT), found.pair(BUILDING)
    labor = NO_CHANGE
    if wages is not None:
        own, base = skill or (NO_CHANGE, NO_CHANGE)
        labor = float(unit_labor_ratio(wages[0], own, wages[1], base))
    return PlaceFactors(
        labor_factor=np.asarray([labor]),
        equipment_factor=np.asarray([NO_CHANGE if machines is None else machines[0] / machines[1]]),
        building_factor=np.asarray([NO_CHANGE if building is None else building[0] / building[1]]),
        overhead_with_energy=np.asarray(
            [extension_numbers("place_rules")["overhead_on_labor_with_energy"].value]
        ),
    )


@cache
def _series() -> dict[tuple[str, str], tuple[SourcedNumber, ...]]:
    """Numbers by country and parameter; empty where there are none."""
    rows = parameter_table("extensions/location_factors.csv").rows
    codes = [row["code"] for row in parameter_table("extensions/places.csv").rows]
    parameters = {row["parameter"] for row in rows}
    return {
        (code, parameter): tuple(
            sourced(parameter, row)
            for row in rows
            if row["country"] == code and row["parameter"] == parameter
        )
        for code in (*codes, "all")
        for parameter in parameters
    }


@cache
def _grid() -> dict[str, dict[int, SourcedNumber]]:
    """Carbon of electricity [kg/kWh] by country and year."""
    found: dict[str, dict[int, SourcedNumber]] = {}
    for row in parameter_table("extensions/grid_carbon.csv").rows:
        year, value = int(row["year"]), float(row["value"]) / GRAMS_PER_KG
        number = SourcedNumber("grid_carbon", value, "kgCO2e/kWh", row["source"], row["grade"], year)
        found.setdefault(row["country"], {})[year] = number
    return found


def freight_between(maker: Place, customer: str, where: str = "--delivered-to") -> SourcedNumber:
    """Sea freight to a customer [USD/kWh]; zero within a region.

    Raises
    ------
    InputError
        If the tables do not have the customer's country.
    """
    code = place_code(customer, where)
    region = parameter_table("extensions/places.csv").by("code")[code]["region"]
    sea = _series()["all", "transport_sea_asia_europe"][0]
    if region == maker.region:
        return SourcedNumber("freight", 0.0, sea.unit, "within one region", "E", sea.year)
    return SourcedNumber("freight", sea.value, sea.unit, sea.source, sea.grade, sea.year)


def production_credit(maker: Place) -> SourcedNumber:
    """Credit for cells made in a country in its year [USD/kWh]; zero where there is none.

    Raises
    ------
    InputError
        If the law names a year without a share.
    """
    found = _series()[maker.code, "production_credit_cells"]
    shares = parameter_table("policy/us_45x_phase.csv").values("year")
    if not found or maker.year < min(map(int, shares)):
        return SourcedNumber("production credit", 0.0, "USD/kWh", "no such law", "D", maker.year)
    known = [year for year in map(int, shares) if year <= maker.year]
    if not known:
        raise InputError(
            Problem("policy/us_45x_phase.csv", f"no share for {maker.year}", "the law names one")
        )
    value = found[0].value * shares[str(max(known))]
    return SourcedNumber("production credit", value, "USD/kWh", found[0].source, found[0].grade, maker.year)
