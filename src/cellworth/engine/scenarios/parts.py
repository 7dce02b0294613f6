"""The decision on some first scenarios, taken apart: other prices, volumes, rates on the same paths."""

from dataclasses import dataclass, replace
from functools import cached_property

from cellworth.engine.scenarios.case import Strategy, StrategyCase
from cellworth.engine.scenarios.components import Drawn, Later, Menu, components
from cellworth.engine.scenarios.decision import Decided, decide
from cellworth.engine.scenarios.paths import ScenarioPaths
from cellworth.engine.scenarios.sale_worth import operations_key
from cellworth.engine.scenarios.setting import Options, Setting

__all__ = ["Apart", "short_menu"]


def short_menu(menu: Menu, decided: Decided, later: Later | None = None) -> Menu:
    """Keeping, the best of each family, the reference sale, and the sale that may follow waiting.

    The last two differ where the first scenarios, on which `later` was found, rank the sales otherwise.
    """
    names = {decided.best_of(family).name for family in decided.families} | {menu.keep}
    plain = tuple(entry for entry in menu.plain if entry.name in names)
    sold = {decided.reference.strategy.name} if decided.reference is not None else set()
    if later is not None and later.sale is not None:
        sold.add(later.sale[0].name)
    sales = tuple(entry for entry in menu.sales if entry.name in sold)
    operations: dict[tuple[object, ...], Strategy] = {}
    for entry in sales:
        operations.setdefault(operations_key(entry), entry)
    return replace(menu, plain=plain, sales=sales, operations=operations)


@dataclass(frozen=True)
class Apart:
    """Some first scenarios, with their paths.

    Attributes
    ----------
    case, menu, paths : as given.
    later : what may be done after waiting; none to leave waiting out.
    """

    case: StrategyCase
    menu: Menu
    paths: ScenarioPaths
    later: Later | None = None

    @cached_property
    def setting(self) -> Setting:
        """The scenarios as the case stands."""
        return Setting(self.case, self.paths)

    def drawn(self, options: Options) -> Drawn:
        """Numbers by scenario under other options."""
        setting = self.setting.under(options)
        return Drawn(components(setting, self.menu, self.later, yearly=False, checked=False))

    def decided(self, options: Options) -> Decided:
        """The decision under other options."""
        return decide(self.case, self.menu, self.drawn(options), self.later)
