"""From items of the ledgers to the worth of each strategy: means on the first scenarios."""

from collections.abc import Mapping

from cellworth.core.sums import ordered_mean
from cellworth.engine.scenarios.components import Menu
from cellworth.engine.scenarios.ledger import AUTOMAKER
from cellworth.engine.scenarios.setting import Setting
from cellworth.engine.scenarios.strategies import evaluate

__all__ = ["bridge_of"]


def bridge_of(setting: Setting, menu: Menu) -> Mapping[str, Mapping[str, float]]:
    """Mean worth by item [USD] of every strategy that does not sell; items add up to the strategy's worth."""
    discount, opening = setting.discount
    found = {}
    for strategy in menu.plain:
        items = evaluate(setting, strategy).ledger.worth_by_item(AUTOMAKER, discount, opening)
        found[strategy.name] = {item: float(ordered_mean(worth)) for item, worth in items.items()}
    return found
