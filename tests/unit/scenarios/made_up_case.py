"""A small made-up case: automaker, venture held 51 to 49, two plants, two suppliers, two bidder classes.

Every quantity name is kept in `QUANTITIES`, so that a test can fix, widen or add one with `with_quantities`.
"""

import datetime
import math
from dataclasses import replace

from cellworth.engine.decision_inputs import PackDesign, PricePath, Provenance
from cellworth.engine.scenarios.case import (
    BidderClass,
    Company,
    Holding,
    NamedScenario,
    OwnPlant,
    Programme,
    Purchase,
    Quantity,
    Strategy,
    StrategyCase,
    SupplierCase,
)

YEARS = (2027, 2028, 2029, 2030, 2031, 2032)
AS_OF = datetime.date(2026, 12, 31)
ORIGIN = Provenance("made_up", "", "made up", "", "E", AS_OF, "", "", ())

FIXED = {
    "programme.service": 0.02,
    "programme.volume": 1.0,
    "programme.persistence": 0.7,
    "programme.shock": 0.25,
    "programme.market_weight": 0.5,
    "programme.jump_rate": 0.05,
    "programme.jump_loss": 0.3,
    "programme.elasticity": 2.0,
    "programme.pass_through": 0.6,
    "programme.price": 30_000.0,
    "programme.contribution": 5_000.0,
    "plant.capacity": 2.0e6,
    "plant.effectiveness": 0.9,
    "plant.book_value": 200e6,
    "plant.severance": 20e6,
    "plant.remediation": 5e6,
    "plant.contract_exit": 10e6,
    "plant.loan_recall": 0.0,
    "plant.salvage": 30e6,
    "plant.conversion": 0.15,
    "supplier.volume": 1.0,
    "supplier.utilization": 0.8,
    "supplier.effectiveness": 0.92,
    "supplier.committed": 0.5,
    "supplier.cost_factor": 1.0,
    "supplier.experience": 20e6,
    "supplier.discount_rate": 0.08,
    "supplier.plant_life": 10.0,
    "supplier.margin_low": -0.05,
    "supplier.margin_high": 0.25,
    "supplier.margin_middle": 0.75,
    "supplier.margin_width": 0.08,
    "supplier.freight": 3.0,
    "supplier.duty": 0.03,
    "supplier.transit": 30.0,
    "supplier.quote": 0.0,
    "supplier.quoted": 90.0,
    "supplier.specific_energy": 1.0,
    "supplier.disruption_rate": 0.05,
    "supplier.disruption_time": 0.25,
    "supplier.recovered": 0.5,
    "bidder.interest": 0.5,
    "bidder.third_party": 1.0e6,
    "bidder.ramp": 3.0,
    "bidder.cost_factor": 0.95,
    "bidder.discount_rate": 0.09,
    "bidder.synergy": 20e6,
    "bidder.integration": 10e6,
    "bidder.other_bid": 100e6,
    "bidder.funding": 0.8,
    "bidder.regulation": 0.9,
    "bidder.no_adverse_change": 0.95,
    "bidder.months": 9.0,
    "bidder.fees": 5e6,
    "bidder.reverse_fee": 10e6,
    "bidder.price_factor": 0.95,
    "purchase.minimum": 0.4e6,
    "purchase.price": 30.0,
    "industry.growth": 1.0,
    "industry.realised": 0.6,
    "industry.slip": 0.5,
    "learning.own_rate": 0.1,
    "learning.industry_rate": 0.08,
    "learning.floor": 0.3,
    "learning.spillover": 0.1,
    "learning.customer_spillover": 0.1,
    "learning.reject_first": 0.1,
    "learning.reject_floor": 0.03,
    "learning.own_start": 5e6,
    "learning.industry_start": 400e6,
    "learning.conversion_level": 1.3,
    "learning.capital_level": 1.1,
    "money.discount_rate": 0.08,
    "money.tax_rate": 0.3,
    "money.loss_use": 0.5,
    "money.gains_tax": 0.25,
    "money.working_capital_days": 60.0,
    "money.transfer_markup": 0.08,
    "money.idle_labor": 0.5,
    "money.kept_administration": 0.5,
    "money.plant_life": 10.0,
    "money.venture_net_debt": 50e6,
    "money.failure_damage": 20e6,
    "money.switching_cost": 15e6,
    "money.sole_source_hold_up": 0.03,
    "money.partner_price": 60e6,
    "money.consent": 0.7,
    "nickel.speed": 0.4,
    "nickel.level": 16.0,
    "nickel.volatility": 0.25,
    "euro.volatility": 0.09,
}
"""Fixed value of every quantity; `UNCERTAIN` says which of them are not."""

UNCERTAIN = {
    "programme.volume": ("lognormal", (0.8, 1.2)),
    "programme.elasticity": ("triangular", (1.0, 2.0, 3.0)),
    "supplier.cost_factor": ("normal", (1.0, 0.1)),
    "supplier.margin_high": ("uniform", (0.15, 0.35)),
    "supplier.quote": ("pool", (0.5, 1.0, 0.0, 0.0, 0.0)),
    "supplier.quoted": ("normal", (90.0, 5.0)),
    "industry.growth": ("lognormal", (0.8, 1.25)),
    "learning.conversion_level": ("pert", (1.0, 1.3, 1.8)),
    "bidder.third_party": ("lognormal", (0.4e6, 2.0e6)),
    "money.partner_price": ("lognormal", (40e6, 90e6)),
}
"""Kind and numbers of the uncertain ones."""


def quantity(name, kind, numbers, *, lower=-math.inf, upper=math.inf):
    """One quantity, grouped by the first part of its name."""
    return Quantity(
        name=name,
        title=name.replace(".", " "),
        unit="1",
        kind=kind,
        numbers=numbers,
        lower=lower,
        upper=upper,
        group=name.partition(".")[0],
        grade="E",
        claims=(),
        find_out=None,
        origin=ORIGIN,
    )


QUANTITIES = {
    name: quantity(name, *UNCERTAIN[name]) if name in UNCERTAIN else quantity(name, "fixed", (value,))
    for name, value in FIXED.items()
}


def pack(name, energy, couple):
    """A pack of 192 cells."""
    return PackDesign(
        name=name,
        title=name,
        couple_reason="",
        inputs={
            "couple": couple,
            "energy": energy,
            "power": 2.0 * energy + 20.0,
            "recharge_time": 40.0,
            "cells_in_parallel": 2,
            "cells_per_module": 4,
            "modules_per_row": 12,
            "rows": 4,
        },
        prices={"price_positive_active": "cathode", "price_negative_active": "graphite"},
        energy=energy,
        cell_mass=math.nan,
        cell_specific_energy=math.nan,
        pack_mass=math.nan,
    )


PROGRAMME = Programme(
    name="hatch",
    title="Hatchback",
    packs=(50_000.0, 55_000.0, 60_000.0, 70_000.0, 75_000.0, 75_000.0),
    pack=("small", "small", "small", "large", "large", "large"),
    service_fraction="programme.service",
    volume_factor="programme.volume",
    shock_persistence="programme.persistence",
    shock_sd="programme.shock",
    market_weight="programme.market_weight",
    jump_rate="programme.jump_rate",
    jump_loss="programme.jump_loss",
    price_elasticity="programme.elasticity",
    pass_through="programme.pass_through",
    vehicle_price="programme.price",
    vehicle_contribution="programme.contribution",
)


def plant(name, owner, share):
    """A plant; both share all quantities."""
    return OwnPlant(
        name=name,
        title=name.capitalize(),
        owner=owner,
        share=(share,) * len(YEARS),
        capacity="plant.capacity",
        effectiveness="plant.effectiveness",
        built_pack="small",
        book_value="plant.book_value",
        severance="plant.severance",
        remediation="plant.remediation",
        contract_exit="plant.contract_exit",
        loan_recall="plant.loan_recall",
        salvage="plant.salvage",
        conversion_share="plant.conversion",
        conversion_years=(2030,),
    )


def supplier(name, energy, bidder_class):
    """A supplier; both share all quantities."""
    return SupplierCase(
        name=name,
        title=name.capitalize(),
        country="elsewhere",
        bidder_class=bidder_class,
        energy=tuple(energy * 1.15**k for k in range(len(YEARS))),
        volume_factor="supplier.volume",
        utilization="supplier.utilization",
        effectiveness="supplier.effectiveness",
        capacity_committed="supplier.committed",
        cost_factor="supplier.cost_factor",
        experience_start="supplier.experience",
        discount_rate="supplier.discount_rate",
        plant_life="supplier.plant_life",
        margin_low="supplier.margin_low",
        margin_high="supplier.margin_high",
        margin_middle="supplier.margin_middle",
        margin_width="supplier.margin_width",
        freight="supplier.freight",
        duty="supplier.duty",
        transit="supplier.transit",
        quote="supplier.quote",
        specific_energy_factor="supplier.specific_energy",
        disruption_rate="supplier.disruption_rate",
        disruption_time="supplier.disruption_time",
        recovered="supplier.recovered",
        cause="sea",
        quoted={YEARS[0]: "supplier.quoted"},
    )


def bidder(name):
    """A class of bidders; both share all quantities."""
    return BidderClass(
        name=name,
        title=name.capitalize(),
        interest="bidder.interest",
        third_party="bidder.third_party",
        ramp_years="bidder.ramp",
        cost_factor="bidder.cost_factor",
        discount_rate="bidder.discount_rate",
        synergy="bidder.synergy",
        integration="bidder.integration",
        other_bid="bidder.other_bid",
        funding="bidder.funding",
        regulation="bidder.regulation",
        no_adverse_change="bidder.no_adverse_change",
        months_to_close="bidder.months",
        fees="bidder.fees",
        reverse_fee="bidder.reverse_fee",
        third_party_price_factor="bidder.price_factor",
    )


def strategy(name, family, kind, **changes):
    """A strategy that keeps both plants and starts in the second year, unless told otherwise."""
    plain = Strategy(
        name=name,
        title=name.replace("_", " ").capitalize(),
        family=family,
        kind=kind,
        supplier="",
        supplier_share=0.0,
        retained=1.0,
        agreement_years=0,
        agreement_share=0.0,
        partner_bought_out=False,
        plants={"north": "keep", "south": "keep"},
        start_year=YEARS[1],
        terms={},
    )
    return replace(plain, **changes)


SOLD = {"north": "sell", "south": "sell"}
CLOSED = {"north": "close", "south": "close"}

STRATEGIES = (
    strategy("keep", "make", "keep", start_year=YEARS[0]),
    strategy("expand", "make", "expand", terms={"capacity_added": 1.0e6}),
    strategy("convert", "make", "convert", plants={"north": "convert", "south": "convert"}),
    strategy("co_owned", "partner", "co_owned", retained=0.5, terms={"markup": 0.08, "capital_share": 0.5}),
    strategy("licence", "partner", "licence", terms={"fee": 3.0}),
    strategy("tolling", "partner", "tolling", supplier="quick", plants=CLOSED, terms={"margin": 0.1}),
    strategy("stake", "partner", "supplier_stake", supplier="quick", plants=CLOSED, terms={"share": 0.1}),
    strategy("dual", "dual", "dual", supplier="quick", supplier_share=0.4),
    strategy("buy", "buy", "buy_close", supplier="quick", plants=CLOSED),
    strategy("buy_slow", "buy", "buy_close", supplier="slow", plants=CLOSED),
    strategy("sell", "sell", "sell", retained=0.2, agreement_years=5, agreement_share=0.9, plants=SOLD),
    strategy("sell_all", "sell", "sell", retained=0.0, partner_bought_out=True, supplier="slow", plants=SOLD),
    strategy("wait", "wait", "wait", start_year=YEARS[2]),
)

CASE = StrategyCase(
    name="made-up",
    title="Made up",
    question="Make, buy or sell?",
    as_of=AS_OF,
    years=YEARS,
    automaker="maker",
    venture="venture",
    partner="partner",
    quantities=QUANTITIES,
    correlations=(("programme.volume", "industry.growth", 0.5),),
    scenarios=(
        NamedScenario("plan", "As planned", 0.7, {}),
        NamedScenario("slump", "Slump", 0.3, {"programme.volume": 0.7, "industry.growth": 0.8}),
        NamedScenario("war", "Trade war", 0.0, {"supplier.duty": 5.0}),
    ),
    programmes=(PROGRAMME,),
    plants=(plant("north", "venture", 0.6), plant("south", "maker", 0.4)),
    suppliers=(supplier("quick", 20e6, "overseas"), supplier("slow", 6e6, "")),
    bidders=(bidder("overseas"), bidder("fund")),
    purchases=(
        Purchase(
            name="electrodes",
            title="Electrodes",
            payer="venture",
            payee="partner",
            minimum="purchase.minimum",
            price="purchase.price",
            last_year=2029,
            moves_with="venture",
        ),
    ),
    strategies=STRATEGIES,
    companies=(
        Company("maker", "Maker", "here", "automaker"),
        Company("venture", "Venture", "here", "venture"),
        Company("partner", "Partner", "here", "partner"),
        Company("quick", "Quick", "elsewhere", "supplier"),
        Company("slow", "Slow", "elsewhere", "supplier"),
    ),
    holdings=(
        Holding("maker", "venture", 0.51, 0.51, ORIGIN),
        Holding("partner", "venture", 0.49, 0.49, ORIGIN),
    ),
    packs={
        "small": pack("small", 40.0, "NMC333-G (Energy)"),
        "large": pack("large", 60.0, "NMC622-G (Energy)"),
    },
    prices={
        "cathode": PricePath(start=30.0, year=2025, productivity=0.02, metals={"nickel": 0.2}),
        "graphite": PricePath(start=10.0, year=2025, productivity=0.03, metals={}),
    },
    indices={"nickel": {2024: 17.0, 2025: 15.5}},
    index_paths={"nickel": ("nickel.speed", "nickel.level", "nickel.volatility")},
    currencies={"EUR": "euro.volatility"},
    industry_energy=(1.0e9, 1.2e9, 1.4e9, 1.6e9, 1.8e9, 2.0e9),
    industry_capacity=(1.4e9,) * len(YEARS),
    industry_announced=(0.2e9, 0.5e9, 0.8e9, 1.1e9, 1.4e9, 1.7e9),
    industry={"growth_factor": "industry.growth", "realised": "industry.realised", "slip": "industry.slip"},
    learning={name.partition(".")[2]: name for name in FIXED if name.startswith("learning.")},
    money={name.partition(".")[2]: name for name in FIXED if name.startswith("money.")},
    materiality=5e6,
    risk_aversion=0.25,
    bargaining=(0.3, 0.5, 0.7),
    more_work_cost=0.5e6,
    claims=(),
    events=(),
    accounts=(),
    switches={"scale_circle": True},
    numbers=(),
    limits=("All of it is made up.",),
)


def with_quantities(case, **changes):
    """The case with some quantities fixed at other values; ``__`` stands for the dot of a name."""
    changed = {
        name.replace("__", "."): quantity(name.replace("__", "."), "fixed", (float(value),))
        for name, value in changes.items()
    }
    return replace(case, quantities={**case.quantities, **changed})


def all_fixed(case):
    """The case without any uncertainty: all quantities fixed, no shocks, no jumps, one scenario."""
    fixed = {name: quantity(name, "fixed", (value,)) for name, value in FIXED.items()}
    calm = replace(case, quantities=fixed, correlations=(), scenarios=case.scenarios[:1])
    return with_quantities(calm, programme__shock=0, programme__jump_rate=0, nickel__volatility=0)
