"""From items of the ledgers to the worth of each strategy: means on the first scenarios."""

from collections.abc import Mapping

from cellworth.core.sums import ordered_mean
from cellworth.engine.scenarios.components import Menu
from cellworth.engine.scenarios.deals import MONTHS_PER_YEAR, SaleDeal
from cellworth.engine.scenarios.ledger import AUTOMAKER
from cellworth.engine.scenarios.sales import sale_items
from cellworth.engine.scenarios.setting import Setting
from cellworth.engine.scenarios.strategies import evaluate

__all__ = ["SALE_FOR_NOTHING", "bridge_of"]

SALE_FOR_NOTHING = "sale_for_nothing"
"""Name of the reference sale before any price."""

PARTNER_PAID = "partner bought out"


def bridge_of(
    setting: Setting, menu: Menu, reference: SaleDeal | None = None
) -> Mapping[str, Mapping[str, float]]:
    """Mean worth by item [USD] of every strategy that does not sell; items add up to the strategy's worth.

    The reference sale stands beside them at a price of zero, its partner paid at closing.
    """
    discount, opening = setting.discount
    found = {}
    for strategy in menu.plain:
        items = evaluate(setting, strategy).ledger.worth_by_item(AUTOMAKER, discount, opening)
        found[strategy.name] = {item: float(ordered_mean(worth)) for item, worth in items.items()}
    if reference is not None:
        worths = sale_items(setting, reference.strategy, reference.offer.bidder)
        sale = {item: float(ordered_mean(worth)) for item, worth in worths.items()}
        if reference.strategy.partner_bought_out:
            years = setting.draw(reference.offer.bidder.months_to_close) / MONTHS_PER_YEAR
            later = (1.0 + setting.money("discount_rate")) ** -years
            sale[PARTNER_PAID] = -float(ordered_mean(later * setting.money("partner_price")))
        found[SALE_FOR_NOTHING] = sale
    return found
