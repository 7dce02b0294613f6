"""What a decision under uncertainty needs: the case as plain numbers, distributions and structure.

Money in nominal USD, energy in kWh, time in years, shares as fractions. A *quantity* is a key into
`StrategyCase.quantities`; the engine sees its draws, one per scenario, or a single number if it is fixed.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from cellworth.engine.decision_inputs import PackDesign, PricePath, Provenance
from cellworth.engine.plant_history import PlantHistory
from cellworth.engine.scenarios.places import PlantPlace
from cellworth.engine.scenarios.structure import (
    BidderClass,
    Company,
    Holding,
    Lane,
    OwnPlant,
    Programme,
    Purchase,
    Strategy,
    SupplierCase,
)

__all__ = [
    "AccountLine",
    "AccountYear",
    "BidderClass",
    "ClaimRecord",
    "Company",
    "EventOdds",
    "FindOut",
    "Holding",
    "Lane",
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
class ClaimRecord:
    """A claim as read, and its weight on the day of the case.

    Attributes
    ----------
    name : id. text : in our words. subject, attribute, value, unit : what it says.
    stance, chain, stated_on, known_from, superseded_by, locator : as in the case file.
    reliability : R of the chain, aged (S1, S2). weight : w after one vote per origin (S3).
    moves : quantity or event it acts on; empty if it only informs.
    rows : rows of the mission table it serves. conflict : id of a claim it contradicts.
    told_by : titles of the chain; empty for its names.
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
    told_by: tuple[str, ...] = ()


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
class AccountLine:
    """Something the company of the accounts may have sold.

    Attributes
    ----------
    title : printed.
    sells : ``cells`` or ``rest`` (modules and packs around them) of the plants inside; ``used``, what the
        plants outside take of a commitment, resold at its price; ``unused``, what is paid of it beyond use.
    purchase : commitment of the last two, else empty.
    known : whether it is known to be in the accounts; else it may be.
    rests_on : what it hangs on that nobody published.
    identified_by : what would tell.
    """

    title: str
    sells: str
    purchase: str
    known: bool
    rests_on: str
    identified_by: str


@dataclass(frozen=True)
class AccountYear:
    """A published fiscal year of the venture, to anchor the model on.

    Attributes
    ----------
    title : printed. first, last : months it covers, as (year, month).
    plants : plants inside the perimeter of the accounts.
    revenue, operating_profit : [USD], None where not published by the date.
    origin : where it comes from.
    lines : what it may consist of; empty for the cells of the plants alone.
    rest_identified_by : what would tell where the rest comes from.
    """

    title: str
    first: tuple[int, int]
    last: tuple[int, int]
    plants: tuple[str, ...]
    revenue: float | None
    operating_profit: float | None
    origin: Provenance
    lines: tuple[AccountLine, ...] = ()
    rest_identified_by: str = ""


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
        ``working_capital_days`` [day], ``transfer_markup``, ``idle_labor``, ``kept_administration`` [1],
        ``plant_life`` [year], ``venture_net_debt`` [USD], ``failure_damage`` [USD], ``switching_cost`` [USD],
        ``sole_source_hold_up`` [1], ``partner_price`` [USD] for all the partner's shares, ``consent`` [1].
    materiality : [USD] below which values tie (S81).
    risk_aversion : [1], default of the slider (S47).
    bargaining : (low, middle, high) power of the seller (S64).
    more_work_cost : [USD], of going on analysing (S51).
    claims, events : evidence and odds.
    accounts : published fiscal years.
    switches : ``scale_circle`` and others, on or off.
    numbers : every number with its origin. limits : what is not in it.
    write_off : [1] of an investment by year of service in the tax accounts (S23); empty: straight over the
        life of the plant.
    equal_range : quantities by name: ``mass_elasticity`` [1], rise of consumption for a rise in the car's
        mass, ``cell_mass_share`` [1], of the car (S77); empty: cells are compared at equal energy.
    industry_answer : share [1] of a market beyond its plan that builders of plants follow, and years [year]
        until they have; zero for an industry that does not answer (S79).
    places : countries of the tables in which plants and suppliers stand, by code.
    histories : what each plant made and spent in the years behind, by name; the accounts are held against it.
    lanes : ways of own cells between regions; empty where the case knows one region only.
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
    write_off: tuple[float, ...] = ()
    equal_range: dict[str, str] = field(default_factory=dict)
    industry_answer: tuple[float, float] = (0.0, 0.0)
    places: Mapping[str, PlantPlace] = field(default_factory=dict)
    histories: Mapping[str, PlantHistory] = field(default_factory=dict)
    lanes: tuple[Lane, ...] = ()
