import pytest

from cellworth.core.record import replace
from cellworth.engine.pack_model import CORRECTED, PARITY
from cellworth.factory.steps import RECYCLING, REJECTED, steps_in_force
from cellworth.io.pack_model import pack_model

FACTORY = pack_model().factory


@pytest.mark.parametrize("corrections", [CORRECTED.factory, PARITY.factory], ids=["corrected", "parity"])
def test_steps_in_force_stay_as_they_are(corrections):
    """A run corrects them once for all blocks, and every block asks again."""
    once = steps_in_force(FACTORY, corrections)
    again = steps_in_force(replace(FACTORY, steps=once), corrections)

    assert all(again[name] is once[name] for name in once)


def test_corrections_move_steps():
    found = steps_in_force(FACTORY, CORRECTED.factory)

    assert found[RECYCLING].driver == REJECTED != FACTORY.steps[RECYCLING].driver
    assert any(found[name] is not step for name, step in FACTORY.steps.items() if name != RECYCLING)
