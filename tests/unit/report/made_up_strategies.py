"""A made-up answer under uncertainty on the made-up case: drawn numbers, no figure of any real case."""

import datetime
from dataclasses import replace

import numpy as np
from made_up_case import CASE, ORIGIN, YEARS

from cellworth.engine.decision_inputs import Provenance
from cellworth.engine.scenarios.case import AccountYear, ClaimRecord, EventOdds, FindOut
from cellworth.engine.scenarios.result import (
    BidderResult,
    Breakeven,
    Driver,
    FamilyResult,
    OwnershipSide,
    Spread,
    StrategyResult,
    StrategyRow,
)

N = 512
LEVELS = {
    "keep": -900e6,
    "expand": -980e6,
    "convert": -940e6,
    "co_owned": -860e6,
    "licence": -905e6,
    "tolling": -870e6,
    "stake": -850e6,
    "dual": -840e6,
    "buy": -835e6,
    "buy_slow": -865e6,
    "sell": -770e6,
    "sell_all": -790e6,
    "wait": -800e6,
}


def claim(name, text, **given):
    fields = {
        "name": name,
        "text": text,
        "subject": "maker",
        "attribute": "stake",
        "value": "51",
        "unit": "%",
        "stance": "press with own sources",
        "chain": ("Daily Example", "Wire Example"),
        "stated_on": datetime.date(2026, 11, 3),
        "known_from": datetime.date(2026, 11, 4),
        "superseded_by": "",
        "locator": "third paragraph",
        "reliability": 0.79,
        "weight": 0.81,
        "moves": "deal",
        "rows": ("R4",),
        "conflict": "",
    }
    return ClaimRecord(**{**fields, **given})


CLAIMS = (
    claim("talks", "The maker talks to several buyers about its stake."),
    claim(
        "denied", "The maker calls it speculation.", stance="non-denial", chain=("Maker",), conflict="talks"
    ),
    claim(
        "price", "Cells cost 90 dollars a kilowatt-hour.", moves="supplier.quoted", value="90", unit="$/kWh"
    ),
)


def account(title, year):
    return AccountYear(
        title=title,
        first=(year, 4),
        last=(year + 1, 3),
        plants=("north",),
        revenue=300e6,
        operating_profit=4e6,
        origin=ORIGIN,
    )


def made_up_case():
    """The case of the engine's tests with claims, odds, accounts, and ways of finding out."""
    quantities = dict(CASE.quantities)
    for name, changes in {
        "supplier.cost_factor": {"find_out": FindOut("Ask three suppliers for binding offers", 0.4e6, 3.0)},
        "supplier.quoted": {"claims": ("price",), "grade": "C"},
    }.items():
        quantities[name] = replace(quantities[name], **changes)
    number = Provenance(
        place="strategy.money.discount_rate",
        given="8 %/year",
        source="Example Bank",
        where="https://example.org/rates",
        grade="C",
        known_from=datetime.date(2026, 6, 1),
        row="",
        rule="",
        parents=(),
    )
    return replace(
        CASE,
        title="Example Motors and its cell maker, as known on 31 Dec 2026",
        quantities=quantities,
        claims=CLAIMS,
        events=(
            EventOdds("deal", "The stake is sold in two years", 0.2, 0.68, {"talks": 0.31, "denied": 0.7}),
        ),
        accounts=(account("Year to March 2026", 2025),),
        numbers=(number,),
    )


def values():
    """Worth by strategy and draw: a common part, and one of its own."""
    rng = np.random.default_rng(1)
    common = rng.normal(0.0, 150e6, N)
    return {
        name: level + common * (0.6 if "sell" in name else 1.0) + rng.normal(0.0, 60e6, N)
        for name, level in LEVELS.items()
    }


def rows(case, drawn):
    stack = np.stack([drawn[each.name] for each in case.strategies])
    best = stack.max(axis=0)
    chance = (stack == best).mean(axis=1)
    found = []
    for place, each in enumerate(case.strategies):
        value = stack[place]
        p5, p50, p95 = np.quantile(value, (0.05, 0.5, 0.95))
        gap = value - drawn["keep"]
        found.append(
            StrategyRow(
                name=each.name,
                title=each.title,
                family=each.family,
                mean=float(value.mean()),
                p5=float(p5),
                p50=float(p50),
                p95=float(p95),
                worst_tenth=float(np.sort(value)[: N // 10].mean()),
                mean_error=float(value.std() / N**0.5),
                regret=float((best - value).mean()),
                regret_p95=float(np.quantile(best - value, 0.95)),
                chance_best=float(chance[place]),
                by_scenario={"plan": float(value.mean() + 2e7), "slump": float(value.mean() - 5e7)},
                against_keep=(float(gap.mean()), float(gap.std() / N**0.5)),
            )
        )
    return tuple(found)


def bidder(name, title, reservation, closing, **given):
    fields = {
        "name": name,
        "title": title,
        "interest": 0.6,
        "reservation": reservation,
        "reservation_sd": 40e6,
        "headline": 210e6,
        "clean": 150e6,
        "closing_chance": closing,
        "certain_value": 120e6 * closing,
        "worth_to_us": 30e6,
        "breakeven_closing": 0.55,
        "movers": (("supply price 5 $/kWh lower", 24e6), ("proof of funds", 18e6)),
    }
    return BidderResult(**{**fields, **given})


def side(title, stake, buyer):
    companies = ("maker", "venture", "partner", "fund")
    shares = np.zeros((4, 4))
    shares[0, 1], shares[2, 1], shares[3, 1] = stake, 0.49 if not buyer else 0.0, buyer
    return OwnershipSide(
        title=title,
        companies=companies,
        shares=shares,
        votes=shares,
        look_through=shares,
        controller={"venture": "maker" if stake > 0.5 else "fund"},
        power={
            "maker": {"0.5": float(stake > 0.5), "0.6667": 0.5},
            "fund": {"0.5": float(buyer > 0.5), "0.6667": 0.5 if buyer else 0.0},
        },
        capacity={"maker": stake * 4e6, "fund": buyer * 4e6},
    )


def switch_map():
    volumes = np.linspace(20_000.0, 120_000.0, 11)
    prices = np.linspace(80.0, 180.0, 12)
    line = 110.0 + 1.5e6 / volumes
    best = np.where(
        prices[None, :] < line[:, None] - 20.0,
        "buy",
        np.where(prices[None, :] < line[:, None] + 12.0, "sell", "make"),
    )
    likely = np.clip((140.0 - prices) / 60.0, 0.05, 0.9)
    return {
        "volumes": volumes,
        "prices": prices,
        "best": best,
        "today": (61_234.0, 127.8),
        "chance": {"buy": 0.6 * likely, "sell": 0.4 * likely + 0.05, "make": 0.95 - likely},
    }


def fan(start, end, spread):
    middle = np.linspace(start, end, len(YEARS))
    return np.stack([middle, middle * (1 - spread), middle * (1 + spread)])


def by_year():
    return {
        "own_cell_full": fan(190.0, 140.0, 0.2),
        "landed_cell_price.quick": fan(150.0, 110.0, 0.15),
        "landed_cell_price.slow": fan(160.0, 118.0, 0.15),
        "own_utilization": fan(0.5, 0.8, 0.3),
        "demand_packs": fan(50_000.0, 75_000.0, 0.25),
        "cost_to_serve.keep": fan(400e6, 480e6, 0.2),
        "cost_to_serve.buy": fan(380e6, 450e6, 0.2),
        "cost_to_serve.sell": fan(360e6, 470e6, 0.2),
    }


DRIVERS = (
    Driver(
        group="supplier",
        information_worth=6.1e6,
        information_error=0.4e6,
        variance_share=0.46,
        grade="E",
        find_out="Ask three suppliers for binding offers",
        find_out_cost=0.4e6,
        quantities=("supplier.cost_factor", "supplier.quoted"),
    ),
    Driver("programme", 2.2e6, 0.3e6, 0.31, "D", "", float("nan"), ("programme.volume",)),
    Driver("bidder", 0.1e6, 0.2e6, 0.04, "E", "Talk to two banks", 0.6e6, ("bidder.third_party",)),
)


def made_up_strategies():
    case = made_up_case()
    drawn = values()
    table = rows(case, drawn)
    families = {}
    for row in table:
        families.setdefault(row.family, []).append(row)
    found = tuple(
        FamilyResult(
            name=name,
            chance_best=sum(row.chance_best for row in members),
            chance_error=0.02,
            best=max(members, key=lambda row: row.mean).name,
        )
        for name, members in families.items()
    )
    lead = next(each for each in found if each.name == "sell")
    return StrategyResult(
        case=case,
        n_scenarios=N,
        seed=1,
        family="sell",
        strategy="sell",
        next_best="wait",
        confidence="leaning",
        confidence_reasons=("One step down: inputs of grade D and E carry 62% of the difference.",),
        chance=lead.chance_best,
        chance_error=lead.chance_error,
        strategies=table,
        families=found,
        bidders=(
            bidder("overseas", "Overseas strategic", 260e6, 0.62),
            bidder("fund", "Financial fund", 190e6, 0.48, worth_to_us=-12e6),
        ),
        breakevens=(
            Breakeven("supply_price", "Quick", "USD/kWh", 127.8, 139.4, "keep", "buy", (90.0, 170.0)),
            Breakeven("volume", "packs a year", "1/year", 61_234.0, 91_234.0, "keep", "buy", (3e4, 2e5), 8e4),
            Breakeven("bidder.closing", "Chance to close", "1", 0.62, 0.41, "wait", "sell", (0.5, 0.7)),
            Breakeven("sale_price", "Fund", "USD", 210e6, 190e6, "wait", "sell", most=260e6),
        ),
        drivers=DRIVERS,
        walk_away=143.2e6,
        price_band=(171e6, 205e6, 236e6),
        zone=(143.2e6, 260e6),
        deal_chance=0.58,
        buy_below=131.7,
        saving_per_pack=1234.5,
        headline_ranges={
            "saving_per_pack": Spread(-310.0, 2780.0, 12.0, N, 0),
            "walk_away": Spread(61e6, 239e6, 1.4e6, N, 0),
            "buy_below": Spread(118.2, 149.9, 0.2, 256, 3),
            "price_band_middle": Spread(91e6, 303e6, float("nan"), N, 77),
        },
        information_worth=(21.4e6, 1.3e6),
        wait={"value": -8.3e6, "breakeven_hazard": 0.19, "hazard": 0.3, "years": 1.0},
        risk_switches=((0.0, "sell"), (0.72, "sell_all")),
        ownership=(side("Today", 0.51, 0.0), side("After the sale", 0.2, 0.8)),
        switch_map=switch_map(),
        frontier={
            "headline": np.linspace(100e6, 300e6, 5),
            "seller": np.linspace(112.0, 128.0, 5),
            "overseas": np.linspace(119.0, 140.0, 5),
            "fund": np.linspace(110.0, 131.0, 5),
        },
        by_year=by_year(),
        sensitivities=(
            {
                "title": "Rates two points higher",
                "family": "sell",
                "next": "wait",
                "chance": 0.57,
                "lead": 33e6,
            },
            {
                "title": "All sources half as reliable",
                "family": "wait",
                "next": "",
                "chance": 0.44,
                "lead": 4e6,
            },
        ),
        accounts=(
            {
                "title": "Year to March 2026",
                "year_modelled": 2025,
                "revenue_published": 300e6,
                "revenue_modelled": 331e6,
                "profit_published": 4e6,
                "profit_modelled": -22e6,
            },
        ),
        ledger_residual=3.1e-16,
        identities={"S43": 3.1e-16, "S48": 2e-15, "S69": 1e-16},
        not_a_number={},
        evaluations={"design": 36, "cost": 4608},
        seconds={"draw": 0.1, "value": 0.9},
        repaired_correlation=0.0,
        draws={**drawn, "supplier.cost_factor": np.linspace(0.8, 1.2, N)},
        notes=("Trade war was stressed only.",),
        compared={
            "saving_per_pack": ("sell", "keep"),
            "buy_below": ("buy", "keep"),
            "sale": ("sell", "wait"),
            "lead": ("sell", "buy"),
        },
        terms={"packs_served": 4.0e5, "sale.fees": 5e6, "supply.expected": 127.8},
    )
