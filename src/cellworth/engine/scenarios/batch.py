"""Cost evaluations of a run of years, gathered by design and made together."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from cellworth.core.arrays import namespace
from cellworth.core.types import Array
from cellworth.engine.scenarios.cell_plant import CellPlant, Standing, Varying, at_capacity, at_output

__all__ = ["ELEMENTS", "LEAST_PACKS", "Batch", "Ticket"]

ELEMENTS = 18_432
"""Plants times years times scenarios in one evaluation, so that its arrays stay in the second-level cache."""

LEAST_PACKS = 1.0
"""Packs a year that stand for fewer: the laws of the plant have no value at none."""

Ticket = tuple[str, int]
"""Design and number of an evaluation."""

Asked = dict[str, list[tuple[Array, Array]]]
"""Packs a year and rejected share of each evaluation, by design."""

Group = list[int]
"""Numbers of evaluations of a design that share the rejected share, and so all that the yield decides."""


class Batch:
    """Evaluations of a run of years in a block of scenarios: asked for first, made, then read by ticket.

    Parameters
    ----------
    cells : cell plant by design.
    prices : (k, s) or (k, 1) by path, of these years.
    shape : years and scenarios.

    Attributes
    ----------
    count : evaluations made, one per plant, volume, year and scenario.
    """

    def __init__(
        self, cells: Mapping[str, CellPlant], prices: Mapping[str, Array], shape: tuple[int, int]
    ) -> None:
        self._cells, self._prices, self._shape = cells, prices, shape
        self._output: Asked = {}
        self._capacity: Asked = {}
        self._varying: dict[Ticket, Varying] = {}
        self._standing: dict[Ticket, Standing] = {}
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
            for number, found in self._made(at_output, design, rows):
                self._varying[design, number] = Varying(*found)
        for design, rows in self._capacity.items():
            for number, found in self._made(at_capacity, design, rows):
                self._standing[design, number] = Standing(*found)

    def varying(self, ticket: Ticket) -> Varying:
        """What varies, each (k, s)."""
        return self._varying[ticket]

    def standing(self, ticket: Ticket) -> Standing:
        """What stands, each (k, s)."""
        return self._standing[ticket]

    def _ask(self, asked: Asked, design: str, energy: Array, reject: Array) -> Ticket:
        packs = energy / self._cells[design].energy
        rows = asked.setdefault(design, [])
        rows.append((namespace(packs).maximum(packs, LEAST_PACKS), reject))
        return design, len(rows) - 1

    def _made(
        self, evaluate: Callable[..., Any], design: str, rows: list[tuple[Array, Array]]
    ) -> Iterator[tuple[int, list[Array]]]:
        """Number of each evaluation of a design and what it found, as many at once as stay in the cache."""
        elements = self._shape[0] * self._shape[1]
        for groups in _alike(rows):
            most = max(ELEMENTS // (elements * len(groups[0])), 1)
            at_once = -(-len(groups) // -(-len(groups) // most))
            for first in range(0, len(groups), at_once):
                part = groups[first : first + at_once]
                whole = (len(part), len(part[0]), *self._shape)
                packs = self._together([rows[number][0] for group in part for number in group])
                good = 1.0 - self._together([rows[group[0]][1] for group in part])
                xp = namespace(packs, good)
                packs, good = xp.reshape(packs, whole), xp.reshape(good, (len(part), 1, *self._shape))
                self.count += len(part) * len(part[0]) * elements
                made = evaluate(self._cells[design], packs, good, self._prices)
                full = [each if each.shape == whole else xp.broadcast_to(each, whole) for each in made]
                for place, group in enumerate(part):
                    for row, number in enumerate(group):
                        yield number, [each[place, row, ...] for each in full]

    def _together(self, rows: list[Array]) -> Array:
        """Rows of several evaluations, (p, k, s)."""
        xp, shape = namespace(*rows), self._shape
        return xp.stack([each if each.shape == shape else xp.broadcast_to(each, shape) for each in rows])


def _alike(rows: list[tuple[Array, Array]]) -> list[list[Group]]:
    """Evaluations in groups that share their rejected share, groups of one size together."""
    groups: dict[int, Group] = {}
    for number, (_, reject) in enumerate(rows):
        groups.setdefault(id(reject), []).append(number)
    sizes: dict[int, list[Group]] = {}
    for group in groups.values():
        sizes.setdefault(len(group), []).append(group)
    return list(sizes.values())
