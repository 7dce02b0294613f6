"""From items of the ledgers to the worth of each strategy: means on the first scenarios."""

from collections.abc import Collection, Mapping

from cellworth.core.sums import ordered_mean
from cellworth.engine.scenarios.components import Menu
from cellworth.engine.scenarios.deals import MONTHS_PER_YEAR, SaleDeal
from cellworth.engine.scenarios.ledger import AUTOMAKER
from cellworth.engine.scenarios.sales import sale_ledger
from cellworth.engine.scenarios.setting import Setting
from cellworth.engine.scenarios.strategies import evaluate
from cellworth.engine.scenarios.yearly_books import LedgerLine, ledger_lines

__all__ = ["SALE_FOR_NOTHING", "bridge_of"]

SALE_FOR_NOTHING = "sale_for_nothing"
"""Name of the reference sale before any price."""

PARTNER_PAID = "partner bought out"


def bridge_of(
    setting: Setting, menu: Menu, reference: SaleDeal | None = None, by_year: Collection[str] = ()
) -> tuple[Mapping[str, Mapping[str, float]], tuple[LedgerLine, ...]]:
    """Mean worth by item [USD] of every strategy that does not sell; items add up to the strategy's worth.

    The reference sale stands beside them at a price of zero, its partner paid at closing. Of the strategies
    named in `by_year`, and of that sale, the lines of the ledgers by year come with it.
    """
    discount, opening = setting.discount
    found: dict[str, dict[str, float]] = {}
    lines: list[LedgerLine] = []
    for strategy in menu.plain:
        ledger = evaluate(setting, strategy).ledger
        if strategy.name in by_year:
            lines += ledger_lines(strategy.name, ledger, discount, opening)
        items = ledger.worth_by_item(AUTOMAKER, discount, opening)
        found[strategy.name] = {item: float(ordered_mean(worth)) for item, worth in items.items()}
    if reference is not None:
        ledger = sale_ledger(setting, reference.strategy, reference.offer.bidder)
        lines += ledger_lines(SALE_FOR_NOTHING, ledger, discount, opening)
        worths = ledger.worth_by_item(AUTOMAKER, discount, opening)
        sale = {item: float(ordered_mean(worth)) for item, worth in worths.items()}
        if reference.strategy.partner_bought_out:
            years = setting.draw(reference.offer.bidder.months_to_close) / MONTHS_PER_YEAR
            later = (1.0 + setting.money("discount_rate")) ** -years
            sale[PARTNER_PAID] = -float(ordered_mean(later * setting.money("partner_price")))
        found[SALE_FOR_NOTHING] = sale
    return found, tuple(lines)
