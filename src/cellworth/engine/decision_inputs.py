"""What the first decision needs, as plain numbers: kWh, year, USD, fractions."""

import datetime
import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from cellworth.core.arrays import namespace

__all__ = [
    "DecisionInputs",
    "Evidence",
    "Later",
    "Learning",
    "Maker",
    "PackDesign",
    "Plant",
    "Pledge",
    "PricePath",
    "Provenance",
    "Supplier",
    "or_nan",
    "plain",
]


def or_nan(number: float | None) -> float:
    """A published number; NaN where nobody published it."""
    return math.nan if number is None else number


def plain(number: Any) -> float:
    """A number of numpy as a float; that of another library, which takes derivatives, as it is."""
    kept: float = float(number) if isinstance(number, np.generic | np.ndarray | float) else number
    return kept


@dataclass(frozen=True)
class Provenance:
    """Where a number comes from.

    Attributes
    ----------
    place : in the case.
    given : as written.
    source, where, grade : who said it, where, how sure.
    known_from : first day known.
    row : row of the market tables, or empty.
    rule, parents : how a derived number follows, and from which rows.
    """

    place: str
    given: str
    source: str
    where: str
    grade: str
    known_from: datetime.date
    row: str
    rule: str
    parents: tuple[str, ...]


@dataclass(frozen=True)
class PackDesign:
    """One pack.

    Attributes
    ----------
    name, title : short and printed name.
    couple_reason : why this electrode couple.
    inputs : design inputs by name, in the units of the inputs table.
    prices : price path of each bought material, by design input.
    energy : [kWh]
    cell_mass, cell_specific_energy, pack_mass : [g], [Wh/kg], [kg], as published; None where nobody did.
    cell_format : identifier of the cells' format; empty for the pouch of the method.
    """

    name: str
    title: str
    couple_reason: str
    inputs: dict[str, float | str]
    prices: dict[str, str]
    energy: float
    cell_mass: float | None
    cell_specific_energy: float | None
    pack_mass: float | None
    cell_format: str = ""


@dataclass(frozen=True)
class PricePath:
    """Path of one material price (S34).

    Attributes
    ----------
    start : [USD/kg, USD/m^2 or USD/L] in `year`.
    productivity : [1/year]
    metals : share of the start price by index.
    """

    start: float
    year: int
    productivity: float
    metals: dict[str, float]


@dataclass(frozen=True)
class Plant:
    """One plant of the maker.

    Attributes
    ----------
    capacity : [kWh/year], as published, planned.
    share : [1], of the maker's output, per year of the axis.
    investment : [USD], as published.
    built_pack : pack it was built for.
    """

    name: str
    title: str
    opens: int
    capacity: float
    share: tuple[float, ...]
    investment: float
    built_pack: str


@dataclass(frozen=True)
class Maker:
    """Money of the maker.

    Attributes
    ----------
    discount_rate : [1/year]
    plant_life : [year]
    closure : [USD], cash, once.
    conversion : [1], share of the cell plants' capital spent, per year of the axis.
    alternative_packs : [1/year], another published figure of today's output.
    """

    discount_rate: float
    plant_life: float
    closure: float
    conversion: tuple[float, ...]
    alternative_packs: float


@dataclass(frozen=True)
class Learning:
    """Two-factor learning (S15, S16); all fractions.

    Attributes
    ----------
    own_rate, industry_rate : fall per doubling.
    spillover : share of the others' experience that counts.
    reject_first, reject_floor : rejected cells in the first year, and for ever.
    """

    own_rate: float
    industry_rate: float
    spillover: float
    reject_first: float
    reject_floor: float


@dataclass(frozen=True)
class Supplier:
    """The supplier and the way to the buyer.

    Attributes
    ----------
    energy : [kWh/year] per year of the axis, without the buyer.
    utilization : [1]
    discount_rate : [1/year]
    plant_life : [year]
    margin : lowest, highest, middle, width (S31).
    freight : [USD/kWh]
    duty : [1]
    transit : [day]
    quoted : [USD/kWh] per year of the axis; NaN before the first quote.
    quote_weight : [1], of the quote in the price used (S5).
    """

    energy: tuple[float, ...]
    utilization: float
    discount_rate: float
    plant_life: float
    margin: tuple[float, float, float, float]
    freight: float
    duty: float
    transit: float
    quoted: tuple[float, ...]
    quote_weight: float


@dataclass(frozen=True)
class Evidence:
    """A published figure the result is held against.

    Attributes
    ----------
    price : [USD/kWh]
    compare : result it is compared with.
    says : ``about``, ``at most``, ``at least``.
    fit : whether the level of conversion cost is fitted to it.
    """

    name: str
    title: str
    year: int
    price: float
    compare: str
    says: str
    fit: bool
    comment: str
    origin: Provenance


@dataclass(frozen=True)
class Later:
    """What became known later: [USD/kWh] and [kWh], None where not said.

    ``compare`` names the result a price is shown beside, as in `Evidence`; empty for none.
    """

    name: str
    title: str
    year: int
    price: float | None
    energy: float | None
    compare: str
    origin: Provenance


@dataclass(frozen=True)
class Pledge:
    """A sum once announced for cars and batteries.

    Attributes
    ----------
    money : [USD]
    packs : [1/year], batteries named with it.
    pack : name of the pack they are taken for.
    year : whose material prices and scrap hold.
    """

    title: str
    money: float
    packs: float
    pack: str
    year: int


@dataclass(frozen=True)
class DecisionInputs:
    """The case as numbers on the year axis.

    Attributes
    ----------
    years : the axis; today is the last year with evidence.
    pack_of_year : name of the pack made, per year.
    output_energy : [kWh/year] per year.
    indices : price by index and year, for S34.
    industry_energy : [kWh/year] per year.
    industry_capacity, industry_announced : [kWh/year] per year.
    industry_realised : [1], share of the announced that comes.
    numbers : every number of the case with its origin.
    sweep_volumes : [1/year], packs a year.
    agrees_within : [1], largest difference at which model and figure agree.
    pledge : a sum held against the factory for its packs; None where none is named.
    """

    name: str
    title: str
    question: str
    as_of: datetime.date
    parties: dict[str, str]
    years: tuple[int, ...]
    today: int
    packs: dict[str, PackDesign]
    later_packs: tuple[str, ...]
    pack_of_year: tuple[str, ...]
    output_energy: tuple[float, ...]
    prices: dict[str, PricePath]
    indices: dict[str, dict[int, float]]
    plants: tuple[Plant, ...]
    maker: Maker
    learning: Learning
    supplier: Supplier
    industry_energy: tuple[float, ...]
    industry_capacity: tuple[float, ...]
    industry_announced: tuple[float, ...]
    industry_realised: float
    evidence: tuple[Evidence, ...]
    later: tuple[Later, ...]
    numbers: tuple[Provenance, ...]
    sweep_volumes: tuple[float, ...]
    agrees_within: float
    limits: tuple[str, ...]
    pledge: Pledge | None = None

    @property
    def library(self) -> Any:
        """Array library of the numbers: numpy where they are floats."""
        rate = self.maker.discount_rate
        return np if isinstance(rate, float) else namespace(rate)
