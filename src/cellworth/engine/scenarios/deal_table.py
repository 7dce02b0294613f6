"""What the deal looks like: bidders, zone, chance of a deal, split with the partner, cross-checks."""

from collections.abc import Mapping

import numpy as np

from cellworth.core.least_squares import fitted, least_squares
from cellworth.core.sums import ordered_mean
from cellworth.core.types import Array
from cellworth.deal.bargaining import drawn_deal_chance, zone_width
from cellworth.deal.clean_price import affordable_uplift, clean_price
from cellworth.deal.coalition import shapley_split, three_way_value
from cellworth.deal.cross_checks import replacement_cap, value_per_capacity
from cellworth.deal.stake import controlled_stake_value, implied_whole, stake_value
from cellworth.engine.scenarios.case import BidderClass, StrategyCase
from cellworth.engine.scenarios.components import Drawn, Menu
from cellworth.engine.scenarios.deals import Offer, SaleDeal, bids
from cellworth.engine.scenarios.decision import Decided
from cellworth.engine.scenarios.partners import held_by_automaker
from cellworth.engine.scenarios.result import BidderResult
from cellworth.engine.scenarios.sale_worth import of_supply

__all__ = ["bidder_results", "chance_of_deal", "deal_figures", "plan_beliefs"]

PLAN = (
    "third_party",
    "ramp_years",
    "cost_factor",
    "discount_rate",
    "synergy",
    "integration",
    "other_bid",
    "third_party_price_factor",
)
"""Quantities of a class of bidders that make up its plan."""

MOST_DRAWS = 4096
SUPPLY_STEP = 10.0
"""Change of the supply price behind one of the terms that move a bid, USD/kWh."""

MOVERS = 3
TENTH = 0.1


def plan_beliefs(case: StrategyCase, drawn: Drawn, deal: SaleDeal, bidder: BidderClass) -> Array:
    """What a class can pay as far as it hangs on its own plan, (s,) [USD] worth today (S63, S74).

    The bid in each draw is regressed on the quantities of the plan; what is left is market outcome.
    """
    bid = bids(case, drawn, deal.strategy, bidder)[:MOST_DRAWS]
    columns = [np.ones_like(bid)]
    for name in PLAN:
        draws = drawn.quantity(getattr(bidder, name))[:MOST_DRAWS]
        spread = float(np.max(draws) - np.min(draws))
        if spread > 0.0:
            scaled = (draws - float(ordered_mean(draws))) / spread
            columns += [scaled, scaled * scaled]
    basis = np.stack(columns, axis=-1)
    return fitted(basis, least_squares(basis, bid[:, None]))[:, 0]


def _zone_chances(case: StrategyCase, drawn: Drawn, deal: SaleDeal) -> tuple[list[float], list[float]]:
    """Chance by class that it can pay the seller's reservation, and spread of our belief [USD]."""
    chances, spreads = [], []
    for offer in deal.offers:
        belief = plan_beliefs(case, drawn, deal, offer.bidder)
        mean = float(ordered_mean(belief))
        at_closing = offer.bid / mean if mean else 1.0
        reservation = np.full_like(belief, offer.reservation)
        moved = offer.bid + (belief - mean) * abs(at_closing)
        chances.append(float(drawn_deal_chance(reservation, moved[:, None])[0]))
        spreads.append(float(np.sqrt(ordered_mean((moved - offer.bid) ** 2))))
    return chances, spreads


def chance_of_deal(case: StrategyCase, drawn: Drawn, deal: SaleDeal) -> float:
    """Chance that at least one class bids and can pay the reservation (S74)."""
    none = 1.0
    for offer, chance in zip(deal.offers, _zone_chances(case, drawn, deal)[0], strict=True):
        none *= 1.0 - offer.interest * chance
    return 1.0 - none


def bidder_results(
    case: StrategyCase, menu: Menu, drawn: Drawn, decided: Decided
) -> tuple[BidderResult, ...]:
    """One row per class at the reference deal, best first by certainty-adjusted worth (S66)."""
    deal = decided.reference
    if deal is None:
        return ()
    keep = float(ordered_mean(drawn.value(menu.keep)))
    spreads = _zone_chances(case, drawn, deal)[1]
    totals = [
        offer.sold_for_nothing + offer.certain(price)
        for offer, price in zip(deal.offers, deal.prices, strict=True)
    ]
    fallback = float(ordered_mean(decided.fallback_value))
    rows = []
    for place, (offer, price) in enumerate(zip(deal.offers, deal.prices, strict=True)):
        rival = max([fallback, *(total for other, total in enumerate(totals) if other != place)])
        rows.append(
            BidderResult(
                name=offer.bidder.name,
                title=offer.bidder.title,
                interest=offer.interest,
                reservation=offer.bid,
                reservation_sd=spreads[place],
                headline=price,
                clean=float(clean_price(price, offer.overpaid)),
                closing_chance=offer.closing,
                certain_value=offer.certain(price),
                worth_to_us=totals[place] - keep,
                breakeven_closing=offer.breakeven(rival, price),
                movers=_movers(case, drawn, deal, offer, price),
            )
        )
    order = sorted(range(len(rows)), key=lambda place: -totals[place])
    return tuple(rows[place] for place in order)


def _movers(
    case: StrategyCase, drawn: Drawn, deal: SaleDeal, offer: Offer, price: float
) -> tuple[tuple[str, float], ...]:
    """Terms that would move the worth of a bid most."""
    now = offer.certain(price)
    names = ("funding sure", "permits sure", "partner's consent sure", "no adverse change sure")
    found = []
    for name, chance in zip(names, offer.chances, strict=True):
        if 0.0 < chance < 1.0:
            found.append((name, offer.certain(price, offer.closing / chance) - now))
    worth = drawn.sale(case, deal.strategy, offer.bidder)
    supplied = float(ordered_mean(worth["supplied_bidder"]))
    if supplied > 0.0:
        tax = float(ordered_mean(drawn.quantity(case.money["tax_rate"])))
        handed = SUPPLY_STEP * (1.0 - tax) * supplied
        gain = float(affordable_uplift(handed, of_supply(worth, deal.shares.bought, deal.shares.bought_own)))
        found.append((f"supply price {SUPPLY_STEP:.0f} USD/kWh higher", offer.certain(price + gain) - now))
    more = price + TENTH * abs(offer.bid) * case.bargaining[1]
    found.append(("its plan worth a tenth more", offer.certain(more) - now))
    found.sort(key=lambda entry: -abs(entry[1]))
    return tuple(found[:MOVERS])


def deal_figures(case: StrategyCase, menu: Menu, drawn: Drawn, decided: Decided) -> dict[str, float]:
    """Cross-checks on the price of the reference deal, and its split among seller, partner and bidder.

    References
    ----------
    S55 to S60, S63, S67.
    """
    deal = decided.reference
    if deal is None:
        return {}
    offer, price = deal.offer, deal.signed_prices[deal.winner]
    worth = drawn.sale(case, deal.strategy, offer.bidder)
    mean = {name: float(ordered_mean(array)) for name, array in worth.items()}
    held = held_by_automaker(case)
    sold = held - deal.shares.kept if not deal.strategy.partner_bought_out else deal.shares.bought
    capacity = sum(float(ordered_mean(drawn.quantity(plant.capacity))) for plant in case.plants)
    debt = float(ordered_mean(drawn.quantity(case.money["venture_net_debt"])))
    unused = mean["unused"]
    whole = mean["to_bidder"] + mean["to_bidder_own"]
    enterprise = whole + debt + unused
    as_run = float(ordered_mean(drawn.named[f"partner|{menu.keep}"])) / (1.0 - held) if held < 1.0 else np.nan
    reservations = np.asarray([[entry.bid for entry in deal.offers]])
    figures = {
        "enterprise_worth": enterprise,
        "debt_like": unused,
        "stake_worth": float(stake_value(enterprise, debt, unused, deal.shares.bought, 0.0)),
        "zone_width": float(zone_width(np.asarray([offer.reservation]), reservations)[0]),
        "sold_share": sold,
        "price_per_capacity": float(value_per_capacity(price, capacity)),
        "replacement_cap": _replacement(case, drawn),
        "venture_as_run": as_run,
        "venture_best_run": mean["to_bidder"],
    }
    if sold > 0.0:
        figures["implied_whole"] = float(implied_whole(price, sold))
    if held < 1.0:
        worths = np.asarray([mean["to_bidder"]]), np.asarray([as_run]), np.asarray([held])
        with_control, without = (
            float(controlled_stake_value(*worths, np.asarray([flag]))[0]) for flag in (1.0, 0.0)
        )
        figures["control_worth"] = with_control - without
    return figures | _split(case, menu, drawn, decided)


def _replacement(case: StrategyCase, drawn: Drawn) -> float:
    """Building the plants anew, less what is worn by their books; no worth of time saved (S60)."""
    total = 0.0
    for plant in case.plants:
        new = float(ordered_mean(drawn.named[f"capital|{plant.name}"]))
        book = float(ordered_mean(drawn.quantity(plant.book_value)))
        worn = np.clip(1.0 - book / new, 0.0, 1.0) if new > 0.0 else 0.0
        total += float(replacement_cap(new, 1.0, worn, 0.0, 0.0))
    return total


def _split(case: StrategyCase, menu: Menu, drawn: Drawn, decided: Decided) -> dict[str, float]:
    """Gain of the best sale over what each side has without it, by contribution (S67)."""
    deals: Mapping[str, SaleDeal] = decided.deals
    if not case.partner or not deals:
        return {}
    fallback = float(ordered_mean(decided.fallback_value))
    partner = float(ordered_mean(drawn.named[f"partner|{menu.keep}"]))
    all_three, two = [0.0], [0.0]
    for deal in deals.values():
        bought_out = deal.strategy.partner_bought_out
        paid = float(ordered_mean(drawn.quantity(case.money["partner_price"]))) if bought_out else 0.0
        for offer in deal.offers:
            gain = offer.sold_for_nothing + offer.discount * (offer.bid - offer.fees) - fallback
            if bought_out:
                all_three.append(gain + offer.discount * paid - partner)
            else:
                two.append(gain)
    alone = max(two) if float(ordered_mean(drawn.quantity(case.money["consent"]))) >= 1.0 else 0.0
    together = max(*all_three, *two)
    split = shapley_split(three_way_value(np.asarray([alone]), np.asarray([together])), 3)[0]
    names = ("split_seller", "split_partner", "split_bidder")
    return dict(zip(names, map(float, split), strict=True)) | {"split_whole": together}
