"""The answer under uncertainty, as the report, the JSON file and `explain` read it."""

from dataclasses import dataclass, field
from typing import Any

from cellworth.core.types import Array
from cellworth.engine.result_money import DOLLARS, ResultMoney
from cellworth.engine.scenarios.case import StrategyCase
from cellworth.engine.scenarios.yearly_books import LedgerLine

__all__ = [
    "BidderResult",
    "Breakeven",
    "Driver",
    "FamilyResult",
    "OwnershipSide",
    "Spread",
    "StrategyResult",
    "StrategyRow",
]


@dataclass(frozen=True)
class StrategyRow:
    """One strategy: value to the automaker over all scenarios, difference to keeping.

    Attributes
    ----------
    name, title, family : of the strategy.
    mean, p5, p50, p95, worst_tenth : [USD] of the net present value.
    mean_error : [USD], standard error. regret, regret_p95 : [USD].
    chance_best : [1] within all strategies.
    by_scenario : mean [USD] by named scenario.
    against_keep : mean difference to keeping, and its standard error [USD].
    """

    name: str
    title: str
    family: str
    mean: float
    p5: float
    p50: float
    p95: float
    worst_tenth: float
    mean_error: float
    regret: float
    regret_p95: float
    chance_best: float
    by_scenario: dict[str, float]
    against_keep: tuple[float, float]


@dataclass(frozen=True)
class FamilyResult:
    """A family: chance that it is best, its best member, confidence of that chance (S81)."""

    name: str
    chance_best: float
    chance_error: float
    best: str


@dataclass(frozen=True)
class BidderResult:
    """A class of bidders at the reference deal.

    Attributes
    ----------
    name, title : of the class.
    interest : [1]. reservation, reservation_sd : [USD] most it can pay, and what we do not know of its plan.
    headline, clean : [USD], asked price and price less the worth of the supply terms (S42).
    closing_chance : [1]. certain_value : [USD] (S66). worth_to_us : [USD], to the automaker, against keeping.
    breakeven_closing : [1], chance at which the next best alternative is as good.
    movers : the terms that would move it most: (text, USD).
    """

    name: str
    title: str
    interest: float
    reservation: float
    reservation_sd: float
    headline: float
    clean: float
    closing_chance: float
    certain_value: float
    worth_to_us: float
    breakeven_closing: float
    movers: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Breakeven:
    """A fact that would change the answer: value at which two strategies are worth the same.

    Attributes
    ----------
    quantity : key of an input, or ``supply_price``, ``volume``, ``sale_price``.
    title : of the input, the supplier or the class of bidders. unit : of all values.
    today : expected. breakeven : at which the two tie.
    towards, against : strategy that is ahead beyond it, and the other one.
    likely : P1 and P99 over the draws; NaN where it is not drawn.
    most : what the plants can make, or the most a bidder can pay; NaN for none.
    """

    quantity: str
    title: str
    unit: str
    today: float
    breakeven: float
    towards: str
    against: str = ""
    likely: tuple[float, float] = (float("nan"), float("nan"))
    most: float = float("nan")


@dataclass(frozen=True)
class Spread:
    """How a number of the first screen spreads over the draws, and how sure the number itself is.

    Attributes
    ----------
    low, high : P5 and P95 over the draws that have it; unit of the number.
    error : standard error of the number from the draws; NaN where it was not taken.
    draws : looked at. without : those of them in which there is no such number.
    """

    low: float
    high: float
    error: float = float("nan")
    draws: int = 0
    without: int = 0


@dataclass(frozen=True)
class Driver:
    """A group of inputs: worth of knowing it, share of the leading difference, how to find out."""

    group: str
    information_worth: float
    information_error: float
    variance_share: float
    grade: str
    find_out: str
    find_out_cost: float
    quantities: tuple[str, ...]


@dataclass(frozen=True)
class OwnershipSide:
    """Ownership before or after: holdings, control, voting power, look-through capacity.

    Attributes
    ----------
    title : printed. companies : names in the order of the matrices.
    shares, votes : (c, c), row holds column. look_through : (c, c).
    controller : name of the controlling company by company, empty if none.
    power : voting power by company and threshold.
    capacity : [kWh/year] look-through by company.
    """

    title: str
    companies: tuple[str, ...]
    shares: Array
    votes: Array
    look_through: Array
    controller: dict[str, str]
    power: dict[str, dict[str, float]]
    capacity: dict[str, float]


@dataclass(frozen=True)
class StrategyResult:
    """The answer and all that stands behind it.

    Attributes
    ----------
    case : StrategyCase
    n_scenarios, seed : of the run.
    family, strategy, next_best : recommended family and strategy, runner-up family.
    confidence : word of the fixed list; confidence_reasons : sentences on every step down.
    chance : [1] of the leading family; chance_error : its standard error.
    strategies, families, bidders, breakevens, drivers : tables.
    walk_away : [USD], least price for the stake at the reference terms; price_band : (low, middle, high).
    zone : (seller's reservation, best bidder's) [USD]; deal_chance : [1].
    buy_below : [USD/kWh], landed price at which buying and keeping tie. saving_per_pack : [USD].
    headline_ranges : over the draws, by headline name.
    compared : (first, second) strategy by what is compared: ``saving_per_pack``, ``buy_below``, ``sale`` (the
        reference one, and what is done without it), ``lead`` (the two leading families that act now, whose
        difference the drivers explain).
    terms : what the numbers of the first screen are made of, by name: packs, sides of the sale, supply.
    information_worth : [USD] of knowing everything (S48), with its error.
    wait : what waiting is worth (S53): ``value`` [USD] over the best of today, ``breakeven_hazard`` and
        ``hazard`` [1/year] of losing the bidder, ``years``.
    risk_switches : risk aversion at which the leader changes, and to which strategy (S47).
    ownership : before and after the reference deal.
    switch_map : ``volumes`` (v,) [1/year], ``prices`` (p,) [USD/kWh], ``best`` (v, p) family, ``today`` its
        volume and price, ``chance`` that it is best (p,) by family at the volume of today.
    frontier : ``headline`` [USD] first, then the supply price [USD/kWh] that leaves the party as well off, by
        party: ``seller`` and bidder classes (S82).
    by_year : mean, p5, p95 (3, y) by name (own cost, landed price, utilization, demand, …) with units in the
        glossary; ``cost_to_serve.<strategy>`` [USD/year] of the best of each family.
    sensitivities : ``title``, recommended ``family``, its ``chance``, the ``next`` family and the ``lead``
        over it in what ranks them [USD].
    accounts : reconciliation with the published fiscal years [USD]: ``title``, ``revenue_published``,
        ``revenue_modelled``, ``profit_published``, ``profit_modelled``.
    ledger_residual : largest, over turnover. identities : name to largest error.
    not_a_number : count by output. evaluations : cost and design evaluations made. seconds : by stage.
    repaired_correlation : largest change made to the wanted correlations.
    draws : values by strategy (s,) and inputs by quantity (s,), for tables and charts.
    notes : what the run had to say.
    deal : cross-checks of the reference deal (S55 to S60) and its split with the partner (S67) by name.
    bridge : mean worth by item of each strategy [USD]; its items add up to its mean. ``sale_for_nothing`` is
        the reference sale at a price of zero.
    ledgers : by year and item of the best strategy of each family, of keeping and of ``sale_for_nothing``, on
        the first scenarios.
    money : in which the numbers stand; units of dollars here are units of it.
    """

    case: StrategyCase
    n_scenarios: int
    seed: int
    family: str
    strategy: str
    next_best: str
    confidence: str
    confidence_reasons: tuple[str, ...]
    chance: float
    chance_error: float
    strategies: tuple[StrategyRow, ...]
    families: tuple[FamilyResult, ...]
    bidders: tuple[BidderResult, ...]
    breakevens: tuple[Breakeven, ...]
    drivers: tuple[Driver, ...]
    walk_away: float
    price_band: tuple[float, float, float]
    zone: tuple[float, float]
    deal_chance: float
    buy_below: float
    saving_per_pack: float
    headline_ranges: dict[str, Spread]
    information_worth: tuple[float, float]
    wait: dict[str, float]
    risk_switches: tuple[tuple[float, str], ...]
    ownership: tuple[OwnershipSide, OwnershipSide]
    switch_map: dict[str, Any]
    frontier: dict[str, Array]
    by_year: dict[str, Array]
    sensitivities: tuple[dict[str, Any], ...]
    accounts: tuple[dict[str, Any], ...]
    ledger_residual: float
    identities: dict[str, float]
    not_a_number: dict[str, int]
    evaluations: dict[str, int]
    seconds: dict[str, float]
    repaired_correlation: float
    draws: dict[str, Array]
    notes: tuple[str, ...] = field(default=())
    deal: dict[str, float] = field(default_factory=dict)
    bridge: dict[str, dict[str, float]] = field(default_factory=dict)
    compared: dict[str, tuple[str, str]] = field(default_factory=dict)
    terms: dict[str, float] = field(default_factory=dict)
    ledgers: tuple[LedgerLine, ...] = ()
    money: ResultMoney = DOLLARS

    def unit(self, dollars: str) -> str:
        """Unit in the money of the result of what is computed in a unit of dollars."""
        return self.money.unit(dollars)
