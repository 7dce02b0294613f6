"""The decision on some first scenarios, taken apart: other prices, volumes, rates on the same paths."""

from dataclasses import dataclass, replace

from cellworth.engine.scenarios.case import Strategy, StrategyCase
from cellworth.engine.scenarios.components import Drawn, Later, Menu, components
from cellworth.engine.scenarios.decision import Decided, decide
from cellworth.engine.scenarios.paths import ScenarioPaths
from cellworth.engine.scenarios.sale_worth import operations_key
from cellworth.engine.scenarios.setting import Options, Setting

__all__ = ["Apart", "short_menu"]


def short_menu(menu: Menu, decided: Decided) -> Menu:
    """Keeping, the best of each family, and the reference sale."""
    names = {decided.best_of(family).name for family in decided.families} | {menu.keep}
    plain = tuple(entry for entry in menu.plain if entry.name in names)
    sales: tuple[Strategy, ...] = ()
    if decided.reference is not None:
        sales = (decided.reference.strategy,)
    return replace(
        menu, plain=plain, sales=sales, operations={operations_key(entry): entry for entry in sales}
    )


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

    def drawn(self, options: Options) -> Drawn:
        """Numbers by scenario under other options."""
        return Drawn(components(Setting(self.case, self.paths, options), self.menu, self.later, yearly=False))

    def decided(self, options: Options) -> Decided:
        """The decision under other options."""
        return decide(self.case, self.menu, self.drawn(options), self.later)
