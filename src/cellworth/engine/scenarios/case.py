"""What a decision under uncertainty needs: the case as plain numbers, distributions and structure.

Money in nominal USD, energy in kWh, time in years, shares as fractions. A *quantity* is a key into
`StrategyCase.quantities`; the engine sees its draws, one per scenario, or a single number if it is fixed.
"""

import datetime
from dataclasses import dataclass

from cellworth.engine.decision_inputs import PackDesign, PricePath, Provenance

__all__ = [
    "AccountYear",
    "BidderClass",
    "ClaimRecord",
    "Company",
    "EventOdds",
    "FindOut",
    "Holding",
    "NamedScenario",
    "OwnPlant",
    "Programme",
    "Purchase",
    "Quantity",
    "Strategy",
    "StrategyCase",
    "SupplierCase",
]


@dataclass(frozen=True)
class FindOut:
    """How an uncertain number could be found out before the decision.

    Attributes
    ----------
    how : who could tell, as an item of due diligence.
    cost : [USD]
    months : [month]
    """

    how: str
    cost: float
    months: float


@dataclass(frozen=True)
class Quantity:
    """One number of the case, fixed or uncertain.

    Attributes
    ----------
    name : key, dotted, also the stream of its draws.
    title : printed name.
    unit : canonical unit.
    kind : ``fixed``, ``normal``, ``lognormal``, ``triangular``, ``pert``, ``uniform`` or ``pool``.
    numbers : fixed (value,); normal (mean, sd); lognormal (p10, p90); triangular and pert (low, mode, high);
        uniform (low, high); pool (weight, claim mean, claim sd, base mean, base sd), S5.
    lower, upper : draws are cut off there; infinite where there is no limit.
    group : heading under which it is ranked; several quantities may share one.
    grade : A to E, of value and spread together.
    claims : ids of the claims that moved it.
    find_out : how it could be found out, if it could.
    origin : where it comes from.
    """

    name: str
    title: str
    unit: str
    kind: str
    numbers: tuple[float, ...]
    lower: float
    upper: float
    group: str
    grade: str
    claims: tuple[str, ...]
    find_out: FindOut | None
    origin: Provenance


@dataclass(frozen=True)
class NamedScenario:
    """A named state of the world: chance, and factors on the quantities it changes (S8).

    Attributes
    ----------
    name, title : key and printed name.
    chance : [1]; zero is allowed and then only stressed.
    factors : factor by quantity.
    """

    name: str
    title: str
    chance: float
    factors: dict[str, float]


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


@dataclass(frozen=True)
class OwnPlant:
    """A cell plant of the venture or its parents.

    Attributes
    ----------
    name, title, owner : key, printed name, company that owns it.
    share : [1] of the output, per year of the axis; the shares of all plants sum to one.
    capacity : quantity [kWh/year], installed.
    effectiveness : quantity [1], output over nameplate at best (S20).
    built_pack : pack whose factory it is.
    book_value, severance, remediation, contract_exit, loan_recall, salvage : quantities [USD] (S25).
    conversion_share : quantity [1], of the plant's capital, to change the pack (S24).
    conversion_years : years of the axis in which a new pack starts and conversion is paid.
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


@dataclass(frozen=True)
class SupplierCase:
    """A supplier: a factory of its own at its own scale.

    Attributes
    ----------
    name, title, country, bidder_class : key, printed name, country, class as a bidder or empty.
    energy : [kWh/year] planned output without the buyer, per year of the axis.
    volume_factor, utilization, effectiveness : quantities [1].
    capacity_committed : quantity [1], share of its capacity promised to others (S79).
    cost_factor : quantity [1], its conversion cost over the method's at the same scale.
    experience_start : quantity [kWh], cumulative output when the axis begins.
    discount_rate : quantity [1/year]; plant_life : quantity [year].
    margin_low, margin_high, margin_middle, margin_width : quantities [1] (S31).
    freight : quantity [USD/kWh]; duty : quantity [1]; transit : quantity [day].
    quote : quantity [1], published price over the modelled one in the first year; pooled with it (S5).
    specific_energy_factor : quantity [1], its cell's Wh/kg over the own cell's (S77).
    disruption_rate : quantity [1/year]; disruption_time : quantity [year]; recovered : quantity [1] (S37).
    cause : name of a common cause of disruption; suppliers that share it fail together.
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


@dataclass(frozen=True)
class ClaimRecord:
    """A claim as read, and its weight on the day of the case.

    Attributes
    ----------
    name : id. text : in our words. subject, attribute, value, unit : what it says.
    stance, chain, stated_on, known_from, superseded_by, locator : as in the case file.
    reliability : R of the chain, aged (S1, S2). weight : w after one vote per origin (S3).
    moves : quantity or event it acts on; empty if it only informs.
    rows : rows of the mission table it serves. conflict : id of a claim it contradicts.
    """

    name: str
    text: str
    subject: str
    attribute: str
    value: str
    unit: str
    stance: str
    chain: tuple[str, ...]
    stated_on: datetime.date | None
    known_from: datetime.date
    superseded_by: str
    locator: str
    reliability: float
    weight: float
    moves: str
    rows: tuple[str, ...]
    conflict: str


@dataclass(frozen=True)
class EventOdds:
    """Probability of an event after all claims (S4), and without each of them.

    Attributes
    ----------
    name, title : key and printed name.
    prior, probability : [1]
    without : probability with each claim left out, by claim id.
    """

    name: str
    title: str
    prior: float
    probability: float
    without: dict[str, float]


@dataclass(frozen=True)
class AccountYear:
    """A published fiscal year of the venture, to anchor the model on.

    Attributes
    ----------
    title : printed. first, last : months it covers, as (year, month).
    plants : plants inside the perimeter of the accounts.
    revenue, operating_profit : [USD], NaN where not published by the date.
    origin : where it comes from.
    """

    title: str
    first: tuple[int, int]
    last: tuple[int, int]
    plants: tuple[str, ...]
    revenue: float
    operating_profit: float
    origin: Provenance


@dataclass(frozen=True)
class StrategyCase:
    """Everything the decision under uncertainty reads.

    Attributes
    ----------
    name, title, question, as_of : as in the case file.
    years : axis of the decision, the first one right after the date of the case.
    automaker, venture, partner : companies; the partner may be empty.
    quantities : by key.
    correlations : pairs of quantities with their wanted rank correlation (S7).
    scenarios : named scenarios; their chances sum to one.
    programmes, plants, suppliers, bidders, purchases, strategies : structure.
    companies, holdings : ownership today.
    packs, prices, indices : designs, material price paths, index history by year.
    index_paths : mean reversion per index: (speed [1/year], long-run level, volatility) quantities (S17).
    currencies : volatility quantity [1] by currency against USD (S18).
    industry_energy, industry_capacity, industry_announced : [kWh/year] per year of the axis.
    industry : quantities by name: ``growth_factor`` [1], ``realised`` [1], ``slip`` [year].
    learning : quantities by name: ``own_rate``, ``industry_rate``, ``floor``, ``spillover``,
        ``customer_spillover``, ``reject_first``, ``reject_floor`` [1], ``own_start``,
        ``industry_start`` [kWh], ``conversion_level``, ``capital_level`` [1].
    money : quantities by name: ``discount_rate`` [1/year], ``tax_rate``, ``loss_use``, ``gains_tax`` [1],
        ``working_capital_days`` [day], ``transfer_markup`` [1], ``idle_labor`` [1], ``plant_life`` [year],
        ``venture_net_debt`` [USD], ``failure_damage`` [USD], ``switching_cost`` [USD],
        ``sole_source_hold_up`` [1], ``partner_price`` [USD] for all the partner's shares, ``consent`` [1].
    materiality : [USD] below which values tie (S81).
    risk_aversion : [1], default of the slider (S47).
    bargaining : (low, middle, high) power of the seller (S64).
    more_work_cost : [USD], of going on analysing (S51).
    claims, events : evidence and odds.
    accounts : published fiscal years.
    switches : ``scale_circle`` and others, on or off.
    numbers : every number with its origin. limits : what is not in it.
    """

    name: str
    title: str
    question: str
    as_of: datetime.date
    years: tuple[int, ...]
    automaker: str
    venture: str
    partner: str
    quantities: dict[str, Quantity]
    correlations: tuple[tuple[str, str, float], ...]
    scenarios: tuple[NamedScenario, ...]
    programmes: tuple[Programme, ...]
    plants: tuple[OwnPlant, ...]
    suppliers: tuple[SupplierCase, ...]
    bidders: tuple[BidderClass, ...]
    purchases: tuple[Purchase, ...]
    strategies: tuple[Strategy, ...]
    companies: tuple[Company, ...]
    holdings: tuple[Holding, ...]
    packs: dict[str, PackDesign]
    prices: dict[str, PricePath]
    indices: dict[str, dict[int, float]]
    index_paths: dict[str, tuple[str, str, str]]
    currencies: dict[str, str]
    industry_energy: tuple[float, ...]
    industry_capacity: tuple[float, ...]
    industry_announced: tuple[float, ...]
    industry: dict[str, str]
    learning: dict[str, str]
    money: dict[str, str]
    materiality: float
    risk_aversion: float
    bargaining: tuple[float, float, float]
    more_work_cost: float
    claims: tuple[ClaimRecord, ...]
    events: tuple[EventOdds, ...]
    accounts: tuple[AccountYear, ...]
    switches: dict[str, bool]
    numbers: tuple[Provenance, ...]
    limits: tuple[str, ...]
