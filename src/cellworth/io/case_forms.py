"""What a case file may say: one form per section, every number with unit, source and grade.

A section may name ``source``, ``where``, ``grade`` and ``known_from`` once for all its numbers. A number is a
text with unit, or a table ``{ value = "24 kWh", source = …, where = …, grade = …, known_from = … }``, or a
figure of the market tables, ``{ value = "1289 MWh", row = "aesc-65" }``, whose source and day then come from
that row.
"""

import datetime
from typing import Annotated, Literal

from pydantic import Field

from cellworth.io.case_numbers import (
    CaseName,
    Energy,
    EnergyPrice,
    Exchange,
    Form,
    Fraction,
    LearningRate,
    MaterialPrice,
    Money,
    Number,
    PackRate,
    Rate,
    Ratio,
    Section,
    Uncertain,
)
from cellworth.io.spreads import spread
from cellworth.io.strategy_forms import StrategyForm
from cellworth.io.units import quantity

__all__ = ["CaseForm"]

FIRST_YEAR, LAST_YEAR = 1950, 2150
"""Years a case may name: longer axes hold nothing that anyone knows."""


class YearsForm(Section):
    """Time axis."""

    first: int = Field(ge=FIRST_YEAR, le=LAST_YEAR)
    """First year computed."""
    today: int = Field(ge=FIRST_YEAR, le=LAST_YEAR)
    """Last year with evidence; later years are the plan."""
    last: int = Field(ge=FIRST_YEAR, le=LAST_YEAR)
    """Last year computed."""


class PartiesForm(Section):
    """Who makes, who buys, who else could supply."""

    buyer: str
    maker: str
    supplier: str
    supplier_class: str
    """Class of supplier the named one stands for."""


class PackForm(Section):
    """One pack design, from the electrode couple up."""

    title: str
    couple: str
    """Electrode couple by name; the closest where the real one is not published."""
    couple_reason: str
    """Why this couple."""
    format: str = ""
    """Of its cells, as in `cellworth pack --format`; the pouch of the method where empty."""
    energy: Annotated[Number, quantity("kWh", gt=0)]
    power: Annotated[Number, quantity("kW", gt=0)]
    recharge_time: Annotated[Number, quantity("min", gt=1)]
    """From 15 to 95 % of capacity."""
    cells_in_parallel: int = Field(ge=1)
    cells_per_module: int = Field(ge=1)
    modules_per_row: int = Field(ge=1)
    rows: int = Field(ge=1)
    positive_capacity: Annotated[Number, quantity("mAh/g", gt=0)] | None = None
    """Reversible, of the positive active material; the couple's where not given."""
    negative_capacity: Annotated[Number, quantity("mAh/g", gt=0)] | None = None
    """Reversible, of the negative active material; the couple's where not given."""
    positive_thickness: Annotated[Number, quantity("um", gt=0)] | None = None
    """Coating of the positive electrode; found by the design where not given."""
    separator_thickness: Annotated[Number, quantity("um", gt=0)] | None = None
    prices: dict[str, str]
    """Price of each bought material, by name of the design's input."""
    cell_mass: Annotated[Number, quantity("g", gt=0)] | None = None
    """Weighed, to compare with the designed one."""
    cell_specific_energy: Annotated[Number, quantity("Wh/kg", gt=0)] | None = None
    """Published, to compare with the designed one."""
    pack_mass: Annotated[Number, quantity("kg", gt=0)] | None = None
    """Weighed, to compare with the designed one."""


class PriceForm(Section):
    """Path of one material price: start, yearly productivity, and metals it follows (S34)."""

    title: str
    year: int
    """Year of the start price."""
    start: MaterialPrice | None = None
    """In that year; by the metals of the powder where none is given."""
    productivity: Rate
    """Yearly fall that does not come from metals."""
    metals: dict[str, Fraction] = Field(default_factory=dict)
    """Share of the start price that follows each index; by the powder's recipe where none is given."""
    powder: str = ""
    """Cathode powder it is, with a recipe from metals; empty for any other material."""


class IndexForm(Section):
    """A yearly price index, held after its last year."""

    title: str
    price: dict[int, Annotated[Number, quantity("USD/kg|USD/t", gt=0)]]


class OutputForm(Section):
    """What the maker delivers, by year; a year without an entry holds the one before."""

    energy: dict[int, Energy]
    packs: dict[int, Annotated[Number, quantity("pack", gt=0)]]
    pack: dict[int, str]
    """Pack made, by the year it starts."""
    alternative: Annotated[Number, quantity("pack/year", gt=0)]
    """Another published figure of yearly packs today, for the range of utilisation."""


class PlantForm(Section):
    """One plant of the maker."""

    title: str
    opens: int
    """First full year."""
    capacity: PackRate
    """As published."""
    built_pack: str
    """Pack its capacity counts."""
    share: dict[int, Fraction]
    """Share of the maker's output, from that year on."""
    investment: Money
    exchange: Exchange | None = None


class LearningForm(Section):
    """Two-factor learning on conversion cost and scrap (S15, S16)."""

    own_rate: LearningRate
    """Fall of the learnable part per doubling of own experience."""
    industry_rate: LearningRate
    """Fall of the learnable part per doubling of industry experience."""
    spillover: Fraction
    """Share of the industry's experience that counts as own."""
    reject_first: Fraction
    """Share of rejected cells in the first year."""
    reject_floor: Fraction
    """Share of rejected cells that learning does not remove."""


class MakeForm(Section):
    """Money of the maker."""

    discount_rate: Rate
    plant_life: Annotated[Uncertain, spread("year", gt=0)]
    closure: Money
    """Cash to close the cell plants, once."""
    conversion: dict[int, Fraction] = Field(default_factory=dict)
    """Share of the cell plants' capital spent to change the pack, by year."""


class SupplierForm(Section):
    """The supplier's factory: same cost model, its own scale and experience."""

    energy: dict[int, Energy]
    """Output by year."""
    growth: Rate
    """Growth of its output after the last year given."""
    utilization: Fraction
    discount_rate: Rate
    plant_life: Annotated[Uncertain, spread("year", gt=0)]
    margin_low: Annotated[Number, quantity("1", shown="%", ge=-0.5, le=1)]
    """Margin on full cost in a glut (S31)."""
    margin_high: Fraction
    """Margin on full cost in a tight market (S31)."""
    margin_middle: Ratio
    """Utilisation of the industry at which the margin is half way."""
    margin_width: Ratio
    """Utilisation over which the margin turns."""
    freight: EnergyPrice
    duty: Fraction
    transit: Annotated[Number, quantity("day", ge=0)]


class IndustryForm(Section):
    """The industry's volume and capacity."""

    energy: dict[int, Energy]
    growth: Rate
    """Growth after the last year given."""
    capacity_ratio: Ratio
    """Capacity at work over demand, while nothing announced has come."""
    announced: dict[int, Energy]
    """Announced capacity, by the year it should work."""
    realised: Fraction
    """Share of the announced capacity counted."""


class QuoteForm(Section):
    """Published supplier prices of cells."""

    title: str
    price: dict[int, EnergyPrice]
    """A year without an entry holds the one before."""
    weight: Fraction
    """Weight of the published price in the price used (S5); the rest is the modelled price."""


class EvidenceForm(Section):
    """A published figure that the model's result is held against."""

    title: str
    year: int
    """Year of the model it is compared with."""
    price: EnergyPrice
    exchange: Exchange | None = None
    compare: Literal["own_full", "own_cash", "own_plan", "bought_cell", "bought_pack"]
    """Result it is compared with."""
    says: Literal["about", "at most", "at least"] = "about"
    fit: bool = False
    """The level of conversion cost is fitted to it."""
    comment: str = ""
    """What it does not measure."""


class ShownForm(Section):
    """What is shown, and how finely."""

    sweep_lowest: Annotated[float, quantity("pack/year", gt=0)]
    sweep_highest: Annotated[float, quantity("pack/year", gt=0)]
    sweep_points: int = Field(ge=2, le=400)
    agrees_within: Annotated[float, quantity("1", shown="%", gt=0)]
    """Largest difference at which model and figure are said to agree."""


class PledgeForm(Section):
    """A sum once announced for cars and batteries, held against the factory for its packs."""

    title: str
    sum: Money
    exchange: Exchange | None = None
    packs: PackRate
    """Batteries a year named with it."""
    pack: str
    """Pack they are taken for."""
    year: int
    """Of the axis; its material prices and scrap hold."""


class LaterForm(Section):
    """What became known after the day of the case; shown as such, never computed with."""

    title: str
    year: int
    price: EnergyPrice | None = None
    energy: Energy | None = None
    compare: Literal["own_full", "own_cash", "own_plan", "bought_cell", "bought_pack"] | None = None
    """Result a price is shown beside."""


class CaseForm(Form):
    """A case: what is asked, by whom, and every number of the answer."""

    schema_: Literal["case/1"] = Field(alias="schema")
    kind: Literal["decision"] = "decision"
    """What it asks."""
    name: CaseName
    title: str
    question: str
    as_of: datetime.date
    """Nothing known later is used."""
    base: str = ""
    """Case this one differs from, by name or path."""
    years: YearsForm
    parties: PartiesForm
    packs: dict[str, PackForm]
    known_later_packs: dict[str, PackForm] = Field(default_factory=dict)
    """Designs that became known later; shown beside the others, read by no decision."""
    prices: dict[str, PriceForm]
    indices: dict[str, IndexForm]
    output: OutputForm
    plants: dict[str, PlantForm]
    make: MakeForm
    learning: LearningForm
    supplier: SupplierForm
    industry: IndustryForm
    quote: QuoteForm
    evidence: dict[str, EvidenceForm]
    shown: ShownForm
    known_later: dict[str, LaterForm] = Field(default_factory=dict)
    pledge: PledgeForm | None = None
    strategy: StrategyForm | None = None
    """The decision under uncertainty."""
    limits: tuple[str, ...] = ()
