import array_api_strict
import numpy as np
import pytest

from cellworth.deal.ownership.eligibility import OwnerLimits, credit_eligibility, production_credit

LIMITS = OwnerLimits(single_limit=0.25, aggregate_limit=0.40, debt_limit=0.15)


@pytest.mark.parametrize("xp", [np, array_api_strict], ids=["numpy", "strict"])
def test_each_limit_alone_ends_the_credit(xp):
    single = xp.asarray([0.24, 0.25, 0.24, 0.24, 0.24])
    aggregate = xp.asarray([0.39, 0.39, 0.40, 0.39, 0.39])
    debt = xp.asarray([0.14, 0.14, 0.14, 0.15, 0.14])
    control = xp.asarray([0.0, 0.0, 0.0, 0.0, 1.0])

    eligible = credit_eligibility(single, aggregate, debt, control, LIMITS)

    assert np.asarray(eligible).tolist() == [1.0, 0.0, 0.0, 0.0, 0.0]
    paid = production_credit(xp.asarray([35.0]), xp.asarray([0.5]), xp.asarray([2.0]), eligible)
    assert np.asarray(paid).tolist() == [35.0, 0.0, 0.0, 0.0, 0.0]
