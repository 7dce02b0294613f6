"""Cost evaluations of one year, gathered by design and made together."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from cellworth.core.arrays import namespace
from cellworth.core.types import Array
from cellworth.engine.scenarios.cell_plant import CellPlant, Standing, Varying, at_capacity, at_output
from cellworth.engine.scenarios.columns import Rows

__all__ = ["LEAST_PACKS", "Ticket", "YearBatch"]

ELEMENTS = 12_288
"""Plants times scenarios in one evaluation, so that its arrays stay in the second-level cache."""

LEAST_PACKS = 1.0
"""Packs a year that stand for fewer: the laws of the plant have no value at none."""

Ticket = tuple[str, int]
"""Design and row of an evaluation."""

Asked = dict[str, list[tuple[Array, Array]]]
"""Packs a year and cell yield of each row, by design."""


class YearBatch:
    """Evaluations of one year in a block of scenarios: asked for first, then made, then read by ticket.

    Attributes
    ----------
    count : evaluations made, one per plant, volume and scenario.
    """

    def __init__(self, cells: Mapping[str, CellPlant], prices: Mapping[str, Array], scenarios: int) -> None:
        self._cells, self._prices, self._scenarios = cells, prices, scenarios
        self._output: Asked = {}
        self._capacity: Asked = {}
        self._varying: dict[str, Varying] = {}
        self._standing: dict[str, Standing] = {}
        self.count = 0

    def ask_output(self, design: str, energy: Array, reject: Array) -> Ticket:
        """Ask for what varies at an output [kWh/year]; one pack stands for less."""
        return self._ask(self._output, design, energy, reject)

    def ask_capacity(self, design: str, energy: Array, reject: Array) -> Ticket:
        """Ask for what stands at a capacity [kWh/year]."""
        return self._ask(self._capacity, design, energy, reject)

    def evaluate(self) -> None:
        """Make all evaluations that were asked for."""
        for design, rows in self._output.items():
            self._varying[design] = Varying(*self._joined(at_output, design, rows))
        for design, rows in self._capacity.items():
            self._standing[design] = Standing(*self._joined(at_capacity, design, rows))

    def varying(self, ticket: Ticket) -> Varying:
        """What varies, each (s,)."""
        design, row = ticket
        return Varying(*(part[row] for part in self._varying[design]))

    def standing(self, ticket: Ticket) -> Standing:
        """What stands, each (s,)."""
        design, row = ticket
        return Standing(*(part[row] for part in self._standing[design]))

    def _ask(self, asked: Asked, design: str, energy: Array, reject: Array) -> Ticket:
        packs = energy / self._cells[design].energy
        rows = asked.setdefault(design, [])
        rows.append((namespace(packs).maximum(packs, LEAST_PACKS), 1.0 - reject))
        return design, len(rows) - 1

    def _joined(
        self, evaluate: Callable[..., Any], design: str, rows: list[tuple[Array, Array]]
    ) -> list[Array]:
        at_once = max(ELEMENTS // self._scenarios, 1)
        found = []
        for first in range(0, len(rows), at_once):
            part = rows[first : first + at_once]
            packs, good = (Rows(len(part), self._scenarios) for _ in range(2))
            for k, (volume, accepted) in enumerate(part):
                packs[k], good[k] = volume, accepted
            found.append(evaluate(self._cells[design], packs.whole, good.whole, self._prices))
            self.count += len(part) * self._scenarios
        return [self._together(parts) for parts in zip(*found, strict=True)]

    def _together(self, parts: Sequence[Array]) -> Array:
        """(p, s), of parts that may share one column."""
        xp = namespace(*parts)
        return xp.concat([xp.broadcast_to(entry, (entry.shape[0], self._scenarios)) for entry in parts])
