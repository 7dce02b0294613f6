"""Numbers of the decision under uncertainty explained: down to the quantities of the case."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from cellworth.app.case_numbers import quantity_node
from cellworth.app.explain_tree import Node
from cellworth.core.types import Array
from cellworth.engine.executors import ALONE
from cellworth.engine.scenarios.breakevens import SupplyTie, supply_breakeven
from cellworth.engine.scenarios.case import Quantity, StrategyCase
from cellworth.engine.scenarios.cell_plant import CellPlant
from cellworth.engine.scenarios.decision import decide
from cellworth.engine.scenarios.draws import central_values
from cellworth.engine.scenarios.fans import fans
from cellworth.engine.scenarios.first_pass import first_pass
from cellworth.engine.scenarios.headlines import headlines
from cellworth.engine.scenarios.result import StrategyResult
from cellworth.engine.scenarios.scenario_paths import path_model, scenario_paths
from cellworth.io.dimensions import known_dimensions
from cellworth.io.glossary import term
from cellworth.io.relations import FULL_BOOK, Relation, relation
from cellworth.io.result_tables import named_rows, table_columns
from cellworth.io.theory_pages import theory_page

__all__ = ["FIRST_DRAWS", "FullFacts", "multiplied"]

FIRST_DRAWS = 128
"""Scenarios on which a changed input is computed again, the same ones before and after."""

ITEM, PATH, GROUP = "item:", "path:", "case:"
SALE = "sale_for_nothing"
SUPPLY = ("supply.expected", "supply.gap", "supply.slope")
OF_BIDDER = {
    "reservation": "reservation",
    "headline_price": "headline",
    "clean_price": "clean",
    "closing_chance": "closing_chance",
    "certain_value": "certain_value",
    "worth_to_us": "worth_to_us",
}
"""Field of a bidder's result by the name it is explained under."""

SHAPES = {"pool": (1, 5)}
"""Numbers of a distribution that are sizes, not weights, where not all are."""


def multiplied(quantity: Quantity, factor: float) -> Quantity:
    """A quantity with its whole distribution multiplied; its limits stay."""
    first, last = SHAPES.get(quantity.kind, (0, len(quantity.numbers)))
    numbers = tuple(
        number * factor if first <= place < last else number for place, number in enumerate(quantity.numbers)
    )
    return replace(quantity, numbers=numbers)


@dataclass(frozen=True)
class FullFacts:
    """The decision under uncertainty and what its numbers follow from.

    Attributes
    ----------
    result : of the run.
    cells : cell plant of every pack of the case.
    year : of the paths by year.
    """

    result: StrategyResult
    cells: Mapping[str, CellPlant]
    year: int

    @cached_property
    def named(self) -> dict[str, float]:
        """Every number that can be explained, by name."""
        found = self.result
        place = found.case.years.index(self.year)
        numbers = {name: _at(found, row["field"]) for name, row in named_rows("headline").items()}
        numbers |= {f"worth.{row.name}": row.mean for row in found.strategies}
        numbers |= {f"chance_best.{row.name}": row.chance_best for row in found.families}
        for bidder in found.bidders:
            numbers |= {f"{name}.{bidder.name}": getattr(bidder, field) for name, field in OF_BIDDER.items()}
        numbers |= {f"wait.{name}": value for name, value in found.wait.items()}
        numbers |= found.terms
        numbers |= {name: float(stack[0, place]) for name, stack in found.by_year.items()}
        return numbers

    @cached_property
    def central(self) -> dict[str, float]:
        """Median of every quantity."""
        return {name: float(value[0]) for name, value in central_values(self.result.case).items()}

    def knows(self, name: str) -> bool:
        """Whether a number has this name."""
        return name in self.named

    def note(self, name: str, with_effects: bool) -> str:  # noqa: ARG002
        """What the reader should know."""
        mean = f"Mean over {self.result.n_scenarios:,} scenarios."
        if not with_effects:
            return mean
        return (
            f"{mean} What would change it is computed on the first {FIRST_DRAWS} of them, the same before "
            "and after; the difference is laid on the number."
        )

    def _words(self) -> dict[str, str]:
        """What stands for the open places."""
        keeps = [row.name for row in self.result.case.strategies if row.kind == "keep"]
        best = max(self.result.bidders, key=lambda bidder: bidder.reservation, default=None)
        kinds = {row.name: row.kind for row in self.result.case.strategies}
        compared = self.result.compared
        without = compared.get("sale", ("", ""))[1]
        waits = kinds.get(without) == "wait"
        return {
            "strategy": self.result.strategy,
            "keep": keeps[0] if keeps else self.result.strategy,
            "bidder": best.name if best else "",
            "other": compared.get("saving_per_pack", ("", ""))[1],
            "buys": compared.get("buy_below", ("", ""))[0],
            "without": "wait.bidder_leaves" if waits else f"worth.{without}",
        }

    def relation(self, name: str) -> Relation | None:
        """How a number follows; a part of the case holds its quantities."""
        if name.startswith(GROUP):
            places = tuple(self._within(name.removeprefix(GROUP)))
            return Relation(name, "", f"the {len(places)} quantities of this part of the case", places, "")
        if name.startswith(ITEM):
            return relation(f"{ITEM}{name.partition('|')[2]}", FULL_BOOK)
        if name not in self.named:
            return None
        if name in self.result.by_year:
            found = relation(f"{PATH}{name.partition('.')[0]}", FULL_BOOK)
            return replace(found, name=name) if found else None
        return relation(self._entry(name), FULL_BOOK)

    def _entry(self, name: str) -> str:
        """Name of the entry that explains a number; sales and waiting have their own."""
        stem, _, part = name.partition(".")
        kinds = {row.name: row.kind for row in self.result.case.strategies}
        if stem == "worth" and kinds.get(part) in ("sell", "wait"):
            return f"worth_of_{'sale' if kinds[part] == 'sell' else 'waiting'}.{part}"
        return name

    def _within(self, part: str) -> list[str]:
        quantities = self.result.case.quantities
        return [name for name in quantities if name == part or name.startswith(f"{part}.")]

    def parents(self, found: Relation) -> tuple[str, ...]:
        """Names a number follows from; open places and families of names settled."""
        words = self._words()
        settled: list[str] = []
        for parent in found.parents:
            settled += self._settled(parent.format(**words), found.name)
        return tuple(dict.fromkeys(settled))

    def _settled(self, parent: str, of: str) -> list[str]:
        part = of.rpartition(".")[2] if "." in of else ""
        if parent == "items":
            return [f"{ITEM}{part}|{item}" for item in self.result.bridge.get(part, {})]
        if parent == "items_of_sale":
            return [f"{ITEM}{SALE}|{item}" for item in self.result.bridge.get(SALE, {})]
        if parent == "best":
            return [f"worth.{family.best}" for family in self.result.families]
        if parent.startswith(PATH):
            stem = parent.removeprefix(PATH)
            names = [name for name in self.result.by_year if name == stem or name.startswith(f"{stem}.")]
            return [f"{stem}.{part}"] if f"{stem}.{part}" in names else names
        if parent.startswith(GROUP):
            own = [f"{parent}.{part}"] if self._within(f"{parent.removeprefix(GROUP)}.{part}") else []
            return own or [parent] * bool(self._within(parent.removeprefix(GROUP)))
        known = parent in self.named or parent in self.result.case.quantities
        return [parent] if known else []

    def own_leaf(self, name: str) -> Node | None:  # noqa: ARG002
        """No number names itself."""
        return None

    def node(self, name: str) -> Node:
        """A number by itself."""
        if name.startswith(GROUP):
            return Node(name.removeprefix(GROUP), "", "", "", "", "", "", "", None, ())
        if name.startswith(ITEM):
            strategy, _, item = name.removeprefix(ITEM).partition("|")
            value = self.result.bridge[strategy][item]
            return self._node(f"{strategy}: {item}", value, "USD", "", self.relation(name))
        if name not in self.named:
            quantity = self.result.case.quantities[name]
            return quantity_node(quantity, self.central[name])
        unit, meaning = self._told(name)
        return self._node(name, self.named[name], unit, meaning, self.relation(name))

    def _node(self, name: str, value: float, unit: str, meaning: str, found: Relation | None) -> Node:
        equation = found.equation if found else ""
        shown = value if math.isfinite(value) else None
        return Node(name, shown, unit, meaning, "", "", equation, theory_page(equation), None, ())

    def _told(self, name: str) -> tuple[str, str]:
        """Unit and meaning of a number."""
        headline = named_rows("headline").get(name)
        if headline:
            return headline["unit"], headline["meaning"]
        terms = named_rows("terms").get(name)
        if terms:
            return terms["unit"], terms["meaning"]
        stem, _, part = name.partition(".")
        if stem == "wait":
            row = named_rows("wait").get(part, {"unit": "1", "meaning": ""})
            return row["unit"], row["meaning"]
        if name in self.result.by_year:
            return _of_path(name, self.year)
        table, column = {
            "worth": ("strategies", "mean"),
            "chance_best": ("families", "chance_best"),
        }.get(stem, ("bidders", OF_BIDDER.get(stem, "")))
        told = {
            column_name: (unit, meaning) for _, (column_name, unit, meaning) in table_columns("full")[table]
        }
        return told[column]

    def changed(self, name: str) -> Callable[[Node, float], float | None]:
        """The number explained, with a quantity of the case multiplied."""
        base: list[float | None] = []

        def again(node: Node, factor: float) -> float | None:
            case = self.result.case
            if not base:
                base.append(self._few(case, name))
            quantities = {**case.quantities, node.name: multiplied(case.quantities[node.name], factor)}
            made = self._few(replace(case, quantities=quantities), name)
            if made is None or base[0] is None:
                return None
            return self.named[name] + (made - base[0])

        return again

    def _few(self, case: StrategyCase, name: str) -> float | None:
        """A number of a case on the first scenarios."""
        model = path_model(case, self.cells, known_dimensions())
        passed = first_pass(
            case,
            model,
            scenario_paths,
            n=FIRST_DRAWS,
            seed=self.result.seed,
            block=FIRST_DRAWS,
            workers=ALONE,
            progress=None,
        )
        decided = decide(case, passed.menu, passed.drawn, passed.later)
        stem, _, part = name.partition(".")
        shown = [entry.name for entry in decided.strategies]
        if stem == "worth":
            return float(decided.means[shown.index(part)]) if part in shown else None
        if name in self.result.by_year:
            stack = fans(passed.drawn.named, len(case.years))[name]
            return _finite(float(stack[0, case.years.index(self.year)]))
        if stem in ("chance", "chance_best"):
            family = part or self.result.family
            chances, _ = decided.family_chances(case.materiality)
            return float(chances[decided.families.index(family)]) if family in decided.families else None
        tie = SupplyTie(math.nan, math.nan)
        if name in ("buy_below", *SUPPLY):
            tie = supply_breakeven(case, passed.menu, decided, passed.paths)
        head = headlines(case, passed.menu, passed.drawn, decided, tie)
        values = {
            **head.terms,
            "buy_below": tie.price,
            "saving_per_pack": head.saving_per_pack,
            "walk_away": head.walk_away,
            "best_bidder_reservation": head.zone[1],
            "price_band_low": head.price_band[0],
            "price_band_middle": head.price_band[1],
            "price_band_high": head.price_band[2],
        }
        return _finite(values[name]) if name in values else None


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _at(record: object, path: str) -> float:
    found: object = record
    for part in path.split("."):
        found = found[int(part)] if part.isdigit() and isinstance(found, tuple) else getattr(found, part)
    number: Array = np.asarray(found, dtype=float)
    return float(number)


def _of_path(name: str, year: int) -> tuple[str, str]:
    """Unit and meaning of a path by year."""
    for known in (name, name.partition(".")[0]):
        try:
            told = term(known)
        except KeyError:
            continue
        return told.unit, f"{told.meaning} Mean over all scenarios, {year}."
    return "", f"Mean over all scenarios, {year}."
