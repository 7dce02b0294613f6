import array_api_strict
import numpy as np
import pytest

from cellworth.core.special import normal_cdf, normal_density, normal_quantile


@pytest.mark.parametrize("xp", [np, array_api_strict], ids=["numpy", "strict"])
def test_printed_values(xp):
    score = xp.asarray([0.0, 1.0, 1.959963984540054, -1.2815515655446004])

    assert np.asarray(normal_cdf(score)) == pytest.approx([0.5, 0.8413447460685429, 0.975, 0.1], abs=1e-12)
    assert np.asarray(normal_quantile(xp.asarray([0.975, 0.1]))) == pytest.approx(
        [1.959963984540054, -1.2815515655446004], abs=1e-12
    )
    assert np.asarray(normal_density(score))[0] == pytest.approx(0.3989422804014327, abs=1e-12)
    assert type(normal_cdf(score)) is type(score)
