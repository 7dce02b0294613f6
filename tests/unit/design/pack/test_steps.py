import array_api_strict
import numpy as np
import pytest

from cellworth.design.pack.steps import stepped, steps_at


@pytest.mark.parametrize("xp", [np, array_api_strict], ids=["numpy", "strict"])
def test_a_step_holds_from_its_start_on(xp):
    where = xp.asarray([-1.0, 0.0, 9.999, 10.0, 20.0, 1e9], dtype=xp.float64)

    value = stepped(where, (0.0, 10.0, 20.0), (1.0, 1.5, 2.0))

    np.testing.assert_array_equal(np.asarray(value), [1.0, 1.0, 1.0, 1.5, 2.0, 2.0])


def test_no_number_gives_no_number():
    assert np.isnan(stepped(np.asarray([np.nan]), (0.0, 10.0), (1.0, 2.0))[0])


def test_equal_neighbours_are_one_step():
    value = stepped(np.asarray([5.0, 15.0, 25.0]), (0.0, 10.0, 20.0), (3.0, 3.0, 4.0))

    np.testing.assert_array_equal(value, [3.0, 3.0, 4.0])


def test_one_step_is_in_force():
    steps = np.asarray(steps_at(np.asarray([-1.0, 5.0, 15.0, 25.0]), (0.0, 10.0, 20.0)))

    np.testing.assert_array_equal(steps, [[1, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]])
