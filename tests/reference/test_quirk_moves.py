"""What the page of parity prints about the corrections, computed again."""

import re
from pathlib import Path

import numpy as np
import pytest

import quirk_moves

PAGE = (Path(__file__).parents[2] / "docs" / "theory" / "parity.md").read_text(encoding="utf-8")
PRINTED_TO = {"usd": 0.006, "percent": 0.0011}
PRINTED = {
    tuple(cell.strip(" `") for cell in line.strip("|").split("|")[:2]): line
    for line in PAGE.splitlines()
    if re.match(r"\| (design|pack|factory|all) \| `", line)
}


@pytest.mark.parametrize("move", quirk_moves.moves(), ids=lambda move: f"{move.room}-{move.name}")
def test_move_is_as_printed(move):
    if (move.room, move.name) not in PRINTED:
        assert f"`{move.name}`" in PAGE
        assert move.moved == 0
        assert abs(move.battery_1) < PRINTED_TO["usd"]
        return
    cells = PRINTED[move.room, move.name].strip("|").split("|")[2:]
    one, moved, median, least, most = map(float, cells)
    assert abs(move.battery_1 - one) < PRINTED_TO["usd"]
    assert abs(move.moved - moved) <= 1
    found = [np.median(move.designs), np.min(move.designs), np.max(move.designs)]
    np.testing.assert_allclose(found, [median, least, most], rtol=1e-5, atol=PRINTED_TO["percent"])


def test_page_prints_no_other_correction():
    assert set(PRINTED) <= {(move.room, move.name) for move in quirk_moves.moves()}


def test_corrections_together_are_what_runs_without_parity():
    """The last line is the corrected method as the engine runs it."""
    from cellworth.engine.packs import evaluate_packs
    from cellworth.io.input_values import default_arrays
    from cellworth.io.pack_model import pack_model

    costs = [
        evaluate_packs(default_arrays(), pack_model(), parity=parity).outputs[quirk_moves.COST][0]
        for parity in (True, False)
    ]
    assert quirk_moves.moves()[-1].battery_1 == costs[1] - costs[0]
