import array_api_strict
import numpy as np
import pytest

from cellworth.strategy.ledger import relative_residual, transfer_residual


@pytest.mark.parametrize("xp", [np, array_api_strict], ids=["numpy", "strict"])
def test_a_lost_payment_shows(xp):
    whole = [[[-36.0, 36.0, -20.0, 10.2, 9.8], [0.0] * 5]]
    torn = [[[-36.0, 36.0, -20.0, 10.2, 0.0], [0.0, 5.0, 0.0, 0.0, 0.0]]]

    assert np.asarray(transfer_residual(xp.asarray(whole))) == pytest.approx(np.zeros((1, 2)), abs=1e-12)
    assert np.asarray(relative_residual(xp.asarray(whole))) == pytest.approx(np.zeros((1, 2)), abs=1e-12)
    assert np.asarray(transfer_residual(xp.asarray(torn))) == pytest.approx(np.asarray([[-9.8, 5.0]]))
    assert np.asarray(relative_residual(xp.asarray(torn))) == pytest.approx(np.asarray([[9.8 / 51.1, 2.0]]))
