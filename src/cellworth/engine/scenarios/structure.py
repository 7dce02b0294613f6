"""Structure of a case: programmes, plants, suppliers, commitments, bidders, companies, strategies.

A *quantity* is a key into `StrategyCase.quantities`.
"""

from dataclasses import dataclass, field

from cellworth.engine.decision_inputs import Provenance
from cellworth.engine.scenarios.places import PlantRamp

__all__ = [
    "BidderClass",
    "Company",
    "Holding",
    "Lane",
    "OwnPlant",
    "Programme",
    "Purchase",
    "Strategy",
    "SupplierCase",
    "SupplyContract",
]


@dataclass(frozen=True)
class Programme:
    """Vehicles that need packs.

    Attributes
    ----------
    name, title : key and printed name.
    packs : [1/year] planned, per year of the axis.
    pack : name of the pack design, per year of the axis.
    service_fraction : quantity [1], packs for service on top.
    volume_factor : quantity [1], multiplies the plan in all years.
    shock_persistence, shock_sd, market_weight : quantities [1], of the yearly shock (S11).
    jump_rate, jump_loss : quantities [1/year], [1].
    price_elasticity, pass_through : quantities [1], of the scale circle (S76).
    vehicle_price : quantity [USD]
    vehicle_contribution : quantity [USD], lost per vehicle that has no pack.
    regions : [1] of the packs by region in which the cars are built, per year of the axis; empty where the
        case knows one region only.
    """

    name: str
    title: str
    packs: tuple[float, ...]
    pack: tuple[str, ...]
    service_fraction: str
    volume_factor: str
    shock_persistence: str
    shock_sd: str
    market_weight: str
    jump_rate: str
    jump_loss: str
    price_elasticity: str
    pass_through: str
    vehicle_price: str
    vehicle_contribution: str
    regions: dict[str, tuple[float, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Lane:
    """The way of own cells from one region to another.

    Attributes
    ----------
    origin, destination : regions of plants and of programmes.
    freight : quantity [USD/kWh]; duty : quantity [1] of the value; transit : quantity [day].
    """

    origin: str
    destination: str
    freight: str
    duty: str
    transit: str


@dataclass(frozen=True)
class OwnPlant:
    """A cell plant of the venture or its parents.

    Attributes
    ----------
    name, title, owner : key, printed name, venture or automaker; for the automaker's subsidiaries too.
    share : [1] of the output, per year of the axis; the shares of all plants sum to one.
    capacity : quantity [kWh/year], installed.
    effectiveness : quantity [1], output over nameplate at best (S20).
    built_pack : pack whose factory it is.
    book_value, severance, remediation, contract_exit, loan_recall, salvage : quantities [USD] (S25).
    conversion_share : quantity [1], of the plant's capital, to change the pack (S24).
    conversion_years : years of the axis in which a new pack starts and conversion is paid.
    currency : of its labour, building and closure.
    through : subsidiary of the automaker that holds it; empty for none.
    place : country of the tables it stands in; empty for that of the cost method.
    ramp : its first years; none for the learning of the case.
    region : in which it stands; empty where the case knows one region only.
    """

    name: str
    title: str
    owner: str
    share: tuple[float, ...]
    capacity: str
    effectiveness: str
    built_pack: str
    book_value: str
    severance: str
    remediation: str
    contract_exit: str
    loan_recall: str
    salvage: str
    conversion_share: str
    conversion_years: tuple[int, ...]
    currency: str = "USD"
    through: str = ""
    place: str = ""
    ramp: PlantRamp | None = None
    region: str = ""


@dataclass(frozen=True)
class SupplyContract:
    """Terms of a supply contract.

    Attributes
    ----------
    years : [year] it runs.
    minimum_share : [1] of the agreed volume paid for in any case (S32).
    yearly_fall : [1/year] of the price, agreed ahead (S34).
    indexed : share of the price that follows each index (S34).
    collar : least and most factor on the price by the indices.
    bands : volume [kWh/year] from which a band holds, and its factor on the price, on the margin (S33).
    option_fee, option_strike : [USD/kWh] of volume reserved beyond the firm part, and its factor [1] on the
        firm price when called (S36).
    """

    years: int
    minimum_share: float
    yearly_fall: float
    indexed: dict[str, float]
    collar: tuple[float, float]
    bands: tuple[tuple[float, float], ...]
    option_fee: float
    option_strike: float


@dataclass(frozen=True)
class SupplierCase:
    """A supplier: a factory of its own at its own scale.

    Attributes
    ----------
    name, title, country, bidder_class : key, printed name, country, class as a bidder or empty.
    energy : [kWh/year] planned output without the buyer, per year of the axis.
    volume_factor, utilization, effectiveness : quantities [1].
    capacity_committed : quantity [1], share of its capacity promised to others (S79).
    cost_factor : quantity [1], its conversion cost over what method, level of the time and learning give
        at its own scale and experience.
    experience_start : quantity [kWh], cumulative output when the axis begins.
    discount_rate : quantity [1/year]; plant_life : quantity [year].
    margin_low, margin_high, margin_middle, margin_width : quantities [1] (S31).
    freight : quantity [USD/kWh]; duty : quantity [1]; transit : quantity [day].
    quote : quantity [1], one in a draw that follows the published prices, zero in one that follows the
        modelled ones; its mean is the weight of the claims (S5). Price: q * quoted + (1 - q) * modelled.
    specific_energy_factor : quantity [1], its cell's Wh/kg over the own cell's (S77).
    disruption_rate : quantity [1/year]; disruption_time : quantity [year]; recovered : quantity [1] (S37).
    cause : name of a common cause of disruption; suppliers that share it fail together.
    quoted : quantities [USD/kWh], published cell prices by year, each held until the next; empty if none.
    currency : of its costs and prices.
    scores : [1] by criterion of the supplier score (S78) that no model gives, zero to one.
    contract : terms it would ask; none for a plain price.
    price_factor : [1], on what it asks, published or modelled.
    place : country of the tables its factory stands in; empty for that of the cost method.
    ramp : first years of its factory; none for the learning of the case.
    cell_format : identifier of the format of its cells; empty for that of the pack.
    """

    name: str
    title: str
    country: str
    bidder_class: str
    energy: tuple[float, ...]
    volume_factor: str
    utilization: str
    effectiveness: str
    capacity_committed: str
    cost_factor: str
    experience_start: str
    discount_rate: str
    plant_life: str
    margin_low: str
    margin_high: str
    margin_middle: str
    margin_width: str
    freight: str
    duty: str
    transit: str
    quote: str
    specific_energy_factor: str
    disruption_rate: str
    disruption_time: str
    recovered: str
    cause: str
    quoted: dict[int, str] = field(default_factory=dict)
    currency: str = "USD"
    scores: dict[str, float] = field(default_factory=dict)
    contract: SupplyContract | None = None
    price_factor: float = 1.0
    place: str = ""
    ramp: PlantRamp | None = None
    cell_format: str = ""


@dataclass(frozen=True)
class Purchase:
    """A purchase commitment inside the perimeter: take or pay (S32).

    Attributes
    ----------
    name, title, payer, payee : key, printed name, companies.
    minimum : quantity [kWh/year]; price : quantity [USD/kWh]
        Of the committed part only (for electrodes, per kWh of cells).
    last_year : year after which it ends.
    moves_with : ``venture`` if it goes with the shares, else the name of the company it stays with.
    """

    name: str
    title: str
    payer: str
    payee: str
    minimum: str
    price: str
    last_year: int
    moves_with: str


@dataclass(frozen=True)
class BidderClass:
    """A class of buyers, not a name (decision 6).

    Attributes
    ----------
    name, title : key and printed name.
    interest : quantity [1], chance that one of the class bids at all.
    third_party : quantity [kWh/year] of sales to others it would add at full plan, reached linearly in
        `ramp_years`.
    ramp_years : quantity [year]
    cost_factor : quantity [1], conversion cost under its plan over the venture's own.
    discount_rate : quantity [1/year]
    synergy, integration : quantities [USD]
    other_bid : quantity [USD], what it forgoes elsewhere.
    funding, regulation, no_adverse_change : quantities [1], chances towards closing (S66).
    months_to_close : quantity [month]
    fees : quantity [USD], of the seller; reverse_fee : quantity [USD], paid to the seller if it fails.
    third_party_price_factor : quantity [1], price it gets from others over the supply price.
    """

    name: str
    title: str
    interest: str
    third_party: str
    ramp_years: str
    cost_factor: str
    discount_rate: str
    synergy: str
    integration: str
    other_bid: str
    funding: str
    regulation: str
    no_adverse_change: str
    months_to_close: str
    fees: str
    reverse_fee: str
    third_party_price_factor: str


@dataclass(frozen=True)
class Company:
    """A company of the case: key, printed name, country, and its part.

    ``part`` is ``automaker``, ``venture``, ``partner``, ``supplier``, ``bidder``, ``ally`` or ``outside``.
    """

    name: str
    title: str
    country: str
    part: str


@dataclass(frozen=True)
class Holding:
    """Shares of a company in another: fraction of cash flow and of votes, and since when."""

    holder: str
    company: str
    share: float
    votes: float
    origin: Provenance


@dataclass(frozen=True)
class Strategy:
    """One way to go.

    Attributes
    ----------
    name, title : key and printed name.
    family : ``make``, ``partner``, ``dual``, ``buy``, ``sell`` or ``wait`` (S81).
    kind : ``keep``, ``expand``, ``convert``, ``co_owned``, ``licence``, ``tolling``, ``supplier_stake``,
        ``dual``, ``buy_close``, ``sell`` or ``wait``.
    supplier : supplier bought from or partnered with; empty if none.
    supplier_share : [1] of the cells from the supplier (dual), from `start_year` on.
    retained : [1] of the venture kept (sell, co_owned).
    agreement_years, agreement_share : [year], [1] of demand bought from the sold venture; zero for none.
    partner_bought_out : whether the partner's shares are bought first and sold on.
    plants : fate of each plant, ``keep``, ``convert``, ``close`` or ``sell``, by plant.
    start_year : first year in which it acts.
    terms : further numbers by name (fee per kWh, mark-up, capacity added, capital share, …).
    pack : pack made from `start_year` on instead of the programme's (convert, or dual with plants that are
        converted); empty for the same.
    shares : [1] of the cells from the supplier by year of the axis, instead of `supplier_share` (dual), which
        is then the largest of them; empty for the same share in all years.
    """

    name: str
    title: str
    family: str
    kind: str
    supplier: str
    supplier_share: float
    retained: float
    agreement_years: int
    agreement_share: float
    partner_bought_out: bool
    plants: dict[str, str]
    start_year: int
    terms: dict[str, float]
    pack: str = ""
    shares: tuple[float, ...] = ()
