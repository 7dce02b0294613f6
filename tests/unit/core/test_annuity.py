import array_api_strict
import numpy as np
import pytest

from cellworth.core.annuity import annuity, capital_recovery


@pytest.mark.parametrize("xp", [np, array_api_strict], ids=["numpy", "strict"])
def test_equals_the_sum_of_discounted_years(xp):
    rate = xp.asarray([0.0, 1e-12, 1e-7, 0.03, 0.4, -0.2])
    expected = [sum((1.0 + r) ** -t for t in range(1, 16)) for r in np.asarray(rate)]

    assert np.asarray(annuity(rate, 15)) == pytest.approx(expected, rel=1e-9)
    assert np.asarray(capital_recovery(rate, 15.0)) == pytest.approx([1 / a for a in expected], rel=1e-9)


def test_years_may_be_the_array():
    years = np.asarray([1.0, 2.0, 2.5])

    assert annuity(0.08, years)[:2] == pytest.approx([1 / 1.08, 1 / 1.08 + 1 / 1.08**2], rel=1e-12)
    assert annuity(0.08, years)[2] == pytest.approx((1 - 1.08**-2.5) / 0.08, rel=1e-12)
