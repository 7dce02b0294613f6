"""What a case says of demand, plants, suppliers, industry and money under uncertainty."""

from typing import Annotated

from pydantic import Field

from cellworth.io.case_numbers import (
    Currency,
    Energy,
    EnergyPrice,
    Exchange,
    Form,
    Fraction,
    Money,
    Number,
    Rate,
    Ratio,
    Section,
    Uncertain,
)
from cellworth.io.spreads import spread
from cellworth.io.units import quantity

__all__ = [
    "AxisForm",
    "BandForm",
    "ContractForm",
    "LaneForm",
    "MetalForm",
    "MoneyForm",
    "OwnPlantForm",
    "ProgrammeForm",
    "StrategyIndustryForm",
    "StrategyLearningForm",
    "StrategySupplierForm",
]

PlanPacks = Annotated[Number, quantity("pack/year", gt=0)]
PlanEnergy = Annotated[Number, quantity("kWh", shown="MWh", gt=0)]
PlanRate = Annotated[Number, quantity("1/year", shown="%/year", ge=-0.5, le=1)]
PlanRatio = Annotated[Number, quantity("1", ge=0)]
PlanFraction = Annotated[Number, quantity("1", shown="%", ge=0, le=1)]
PlanYears = Annotated[Number, quantity("year", gt=0)]
PlanPrice = Annotated[Number, quantity("USD/kWh", ge=0)]
ChanceRate = Annotated[Uncertain, spread("1/year", shown="%/year", ge=0)]
Years = Annotated[Uncertain, spread("year", gt=0)]
Delay = Annotated[Uncertain, spread("year", ge=0)]
Days = Annotated[Uncertain, spread("day", ge=0)]
Margin = Annotated[Uncertain, spread("1", shown="%", ge=-0.5, le=1)]


class AxisForm(Form):
    """Years of the decision under uncertainty."""

    first: int
    """The year after the day of the case."""
    last: int


class RegionForm(Section):
    """A region in which the cars of a programme are built."""

    share: dict[int, PlanFraction] = Field(min_length=1)
    """Of the packs, from that year on; that of the first year before it."""


class ProgrammeForm(Section):
    """Vehicles that need packs, as planned, and what may come of the plan."""

    title: str
    packs: dict[int, PlanPacks] = Field(min_length=1)
    """Planned, from that year on."""
    pack: dict[int, str] = Field(min_length=1)
    """Pack, from that year on."""
    service_fraction: Fraction
    """Packs for service, on top of those for cars."""
    volume_factor: Ratio
    """Times the plan, in all years."""
    shock_persistence: Fraction
    """Part of a year's shock that stays in the next (S11)."""
    shock_sd: Ratio
    """Size of the yearly shocks (S11)."""
    market_weight: Fraction
    """Part of the shocks that all programmes share (S11)."""
    jump_rate: ChanceRate
    """Chance of a break in a year (S11)."""
    jump_loss: Fraction
    """Volume lost at a break (S11)."""
    price_elasticity: Ratio
    """Fall of volume per rise of the car's price (S76)."""
    pass_through: Fraction
    """Part of the pack's cost that reaches the car's price (S76)."""
    vehicle_price: Money
    vehicle_contribution: Money
    """Lost with each car that has no pack."""
    regions: dict[str, RegionForm] = Field(default_factory=dict)
    """Regions in which the cars are built; none where the case knows one only."""


class LaneForm(Section):
    """The way of own cells from a plant in one region to car plants in another."""

    origin: str
    """Region of plants."""
    destination: str
    """Region of a programme."""
    freight: EnergyPrice
    duty: Fraction
    """Of the value of the cells (S29)."""
    transit: Days


class OwnPlantForm(Section):
    """A cell plant; title, pack built for and share of the output stand under `plants`."""

    owner: str
    currency: Currency = "USD"
    """Of its labour, building and closure."""
    place: str = ""
    """Country whose wages, machines, building and energy it has; empty for the cost method's."""
    ramp: str = ""
    """Kind of maker whose scrap and output it has by age; empty for the learning of the case."""
    region: str = ""
    """Region in which it stands; empty where the case knows one region only."""
    capacity: Annotated[Uncertain, spread("kWh/year", shown="GWh/year", gt=0)]
    """Installed."""
    effectiveness: Fraction
    """Output over nameplate at best (S20)."""
    book_value: Money
    severance: Money
    remediation: Money
    contract_exit: Money
    loan_recall: Money
    """Due at once if the plant closes or changes hands, beyond what is owed anyway (S25)."""
    salvage: Money
    conversion_share: Fraction
    """Of the plant's capital, to change the pack (S24)."""


class BandForm(Section):
    """A price for volume beyond a limit, on the margin (S33)."""

    volume: Annotated[Number, quantity("kWh/year", shown="GWh/year", ge=0)]
    """From which the band holds."""
    factor: PlanRatio
    """On the price."""


class ContractForm(Section):
    """Terms a supplier would ask."""

    years: int = Field(ge=1, le=40)
    minimum_share: PlanFraction
    """Of the agreed volume, paid for in any case (S32)."""
    yearly_fall: PlanRate
    """Of the price, agreed ahead (S34)."""
    indexed: dict[str, PlanFraction] = Field(default_factory=dict)
    """Share of the price that follows each index (S34)."""
    collar_low: PlanRatio
    """Least factor on the price by the indices."""
    collar_high: PlanRatio
    """Most factor on the price by the indices."""
    bands: dict[str, BandForm] = Field(default_factory=dict)
    """Prices of volume (S33)."""
    option_fee: PlanPrice
    """For volume reserved beyond the firm part (S36)."""
    option_strike: PlanRatio
    """Factor on the firm price when reserved volume is called (S36)."""


class StrategySupplierForm(Section):
    """A supplier: a factory of its own at its own scale."""

    title: str
    country: str
    place: str = ""
    """Country of the tables its factory stands in; empty for the cost method's."""
    format: str = ""
    """Of its cells, as in `cellworth pack --format`; that of the pack where empty."""
    ramp: str = ""
    """Kind of maker whose scrap and output its factory has by age; needs `opens`."""
    opens: int = 0
    """First year of its factory, where it has a ramp."""
    currency: Currency = "USD"
    bidder_class: str = ""
    """Class it would belong to as a bidder; empty if it would not bid."""
    energy: dict[int, PlanEnergy] = Field(min_length=1)
    """Planned output without the buyer, from that year on."""
    growth: dict[int, PlanRate] = Field(default_factory=dict)
    """Growth after the last year given, from that year on."""
    volume_factor: Ratio
    """Times its plan, in all years."""
    utilization: Fraction
    effectiveness: Fraction
    capacity_committed: Fraction
    """Share of its capacity promised to others (S79)."""
    cost_factor: Ratio
    """Its conversion cost over what method, level and learning give."""
    experience_start: Energy
    """Cumulative output when the axis begins."""
    discount_rate: Rate
    plant_life: Years
    margin_low: Margin
    """Margin on full cost in a glut (S31)."""
    margin_high: Margin
    """Margin on full cost in a tight market (S31)."""
    margin_middle: Ratio
    """Utilisation of the industry at which the margin is half way (S31)."""
    margin_width: Ratio
    """Utilisation over which the margin turns (S31)."""
    freight: EnergyPrice
    duty: Fraction
    transit: Days
    quoted: dict[int, EnergyPrice] = Field(default_factory=dict)
    """Published cell prices; a year without one holds the one before."""
    price_factor: PlanRatio | None = None
    """Times what it asks, for a look at what if; none for one."""
    specific_energy_factor: Ratio
    """Energy per mass of its cell over the own cell's (S77)."""
    disruption_rate: ChanceRate
    """Interruptions (S37)."""
    disruption_time: Years
    """Length of an interruption (S37)."""
    recovered: Fraction
    """Part of the lost volume caught up later (S37)."""
    cause: str = ""
    """Common cause of interruptions; suppliers that share it fail together."""
    scores: dict[str, PlanFraction] = Field(default_factory=dict)
    """By criterion of the supplier score that no model gives, zero to one (S78)."""
    contract: ContractForm | None = None


class StrategyIndustryForm(Section):
    """The industry's volume and capacity on the axis."""

    energy: dict[int, PlanEnergy] = Field(min_length=1)
    """Volume, from that year on."""
    growth: dict[int, PlanRate]
    """Growth after the last year given, from that year on."""
    capacity_ratio: dict[int, PlanRatio] = Field(min_length=1)
    """Capacity at work over planned volume, from that year on, announced plants left out."""
    announced: dict[int, PlanEnergy] = Field(default_factory=dict)
    """Announced capacity, by the year it should work."""
    growth_factor: Ratio
    """Times the planned volume; capacity follows as far as `answer` says."""
    answer: PlanFraction | None = None
    """Share of a market beyond its plan that builders of plants follow; none for none."""
    answer_time: PlanYears | None = None
    """Until they have followed it, evenly from the start."""
    realised: Fraction
    """Share of the announced capacity that comes (S79)."""
    slip: Delay
    """By how much announced capacity is late (S79)."""


class StrategyLearningForm(Section):
    """What learning starts from; the rates stand under `learning`."""

    floor: Fraction
    """Part of the learnable cost that learning never removes (S15)."""
    customer_spillover: Fraction
    """Part of the buyer's volume that teaches its supplier (S16)."""
    own_start: Energy
    """Cumulative output of the venture when the axis begins."""
    industry_start: Energy
    """Cumulative output of the industry when the axis begins."""
    reject_start: Fraction
    """Share of rejected cells when the axis begins."""
    conversion_level: Ratio
    """Conversion cost when the axis begins over that of the cost method."""
    capital_level: Ratio
    """Capital over that of the cost method."""


class MetalForm(Section):
    """How an index moves from its last known price (S17)."""

    speed: ChanceRate
    """Of return to the long-run level."""
    level: Annotated[Uncertain, spread("USD/kg|USD/t", gt=0)]
    """Long-run price."""
    volatility: Annotated[Uncertain, spread("1", shown="%", ge=0)]
    """Standard deviation of a year's change."""


class MoneyForm(Section):
    """Tax, deal and frictions; the discount rate and the life of plants stand under `make`."""

    tax_rate: Fraction
    loss_use: Fraction
    """Part of a loss that saves tax at once (S25)."""
    gains_tax: Fraction
    working_capital_days: Days
    transfer_markup: Annotated[Uncertain, spread("1", shown="%", ge=-0.5, le=1)]
    """Of the venture's price to the automaker over its own cost."""
    idle_labor: Fraction
    """Part of the labour of idle lines that is paid on."""
    kept_administration: Fraction
    """Part of a closed plant's administration that the plants that stay bear, as they do its research."""
    venture_net_debt: Money
    failure_damage: Money
    """To the seller, if a signed deal falls through (S66)."""
    switching_cost: Money
    """Of going to another supplier (S38)."""
    sole_source_hold_up: Fraction
    """Part of the hold-up bound that a sole supplier takes (S38)."""
    partner_price: Money
    """Wanted for all of the partner's shares."""
    consent: Fraction
    """Chance that the partner agrees to a sale at that price."""
    write_off: str = ""
    """Table of data/policy/depreciation.csv (S23); straight over the life of plants where empty."""
    exchange: dict[Currency, Exchange] = Field(default_factory=dict)
    """Rates at which foreign money of this case is counted."""


Materiality = Annotated[float, quantity("USD", shown="million USD", ge=0)]
