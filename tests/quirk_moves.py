"""How far each correction moves the pack cost.

``python tests/quirk_moves.py`` prints the table of docs/theory/parity.md.
"""

import sys
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from cellworth.core.record import replace
from cellworth.engine.pack_model import CORRECTED, PARITY, Corrections
from cellworth.engine.packs import evaluate_block
from cellworth.io.input_columns import read_inputs
from cellworth.io.input_values import default_arrays
from cellworth.io.pack_model import pack_model
from cellworth.io.tables import read_table

DESIGNS = Path(__file__).parent / "reference" / "batpac" / "designs_open.csv.gz"
COST = "unit_cost.pack"
ROOMS = ("design", "pack", "factory")
SEEN = 5e-5
"""Percent from which a move is told from none."""


@dataclass(frozen=True)
class Move:
    """What one correction, or all of a room, does to the pack cost.

    Attributes
    ----------
    room, name : where the switch stands; all of them where the name is ``all``.
    battery_1 : USD, the distributed case.
    designs : (493,) percent, the open designs.
    """

    room: str
    name: str
    battery_1: float
    designs: Any

    @property
    def moved(self) -> int:
        return int(np.sum(np.abs(self.designs) >= SEEN))

    def row(self) -> str:
        low, middle, high = np.min(self.designs), np.median(self.designs), np.max(self.designs)
        figures = f"{self.battery_1:+.2f} | {self.moved} | {middle:+.3f} | {low:+.3f} | {high:+.3f}"
        return f"| {self.room} | `{self.name}` | {figures} |".replace("-0.000", "0.000").replace(
            "+0.000", "0.000"
        )


def alone(room: str, name: str) -> Corrections:
    """Parity with one correction."""
    return replace(PARITY, **{room: replace(getattr(PARITY, room), **{name: True})})


def of_room(room: str) -> Corrections:
    """Parity with all corrections of a room."""
    return replace(PARITY, **{room: getattr(CORRECTED, room)})


@cache
def _inputs() -> tuple[dict[str, Any], dict[str, Any]]:
    table = read_table(str(DESIGNS))
    return default_arrays(), read_inputs(table, parity=True).arrays


def costs(corrections: Corrections) -> tuple[Any, Any]:
    """Pack cost of battery 1 and of the open designs."""
    found = []
    for inputs in _inputs():
        packs = evaluate_block(inputs, pack_model(), corrections, (COST,))
        found.append(packs.costs.levels.level_cost["pack"].unit_cost)
    return found[0][0], found[1]


@cache
def moves() -> tuple[Move, ...]:
    """Every correction alone, then those of each room together, then all."""
    cases = [
        (room, field.name, alone(room, field.name))
        for room in ROOMS
        for field in fields(getattr(PARITY, room))
    ]
    cases += [(room, "all", of_room(room)) for room in ROOMS]
    cases.append(("all", "all", CORRECTED))
    one, many = costs(PARITY)
    found = []
    for room, name, corrections in cases:
        after_one, after_many = costs(corrections)
        found.append(Move(room, name, float(after_one - one), 100.0 * (after_many / many - 1.0)))
    return tuple(found)


def lines() -> list[str]:
    """The table, and the corrections that move nothing."""
    one, many = costs(PARITY)
    shown = [move for move in moves() if move.moved or abs(move.battery_1) >= 0.005]
    silent = [f"`{move.name}`" for move in moves() if move not in shown]
    middle = f"median of the {len(many)} designs {np.median(many):.2f} USD"
    return [
        f"Pack cost in parity: battery 1 {one:.2f} USD, {middle}.",
        "",
        "| room | correction | battery 1, USD | designs moved | median, % | least, % | most, % |",
        "|---|---|---|---|---|---|---|",
        *(move.row() for move in shown),
        "",
        f"No pack cost here moves by: {', '.join(silent)}.",
    ]


if __name__ == "__main__":
    sys.stdout.write("\n".join(lines()) + "\n")
