import numpy as np

from cellworth.design.electrode.curves import curve_place, curve_points, curve_value

TABLE = np.asarray([np.linspace(3.0, 4.0, 11), np.arange(11.0) ** 2])


def at(soc, couple):
    place = curve_place(np.asarray(soc), np.asarray(couple))
    return curve_value(TABLE, place)


def test_points_of_the_table():
    np.testing.assert_allclose(at([0.0, 10.0, 50.0, 90.0], [1, 1, 1, 1]), [0.0, 1.0, 25.0, 81.0])


def test_straight_between_points():
    np.testing.assert_allclose(at([5.0, 87.5], [1, 0]), [0.5, 3.875])


def test_last_piece_reaches_its_end():
    np.testing.assert_allclose(at([100.0], [1]), [100.0])


def test_beyond_the_ends_the_end_holds():
    np.testing.assert_allclose(at([-7.0, 130.0], [1, 1]), [0.0, 100.0])


def test_unknown_state_of_charge_has_no_value():
    assert np.isnan(at([np.nan], [1]))


def test_points_by_state_of_charge():
    points = curve_points(TABLE, np.asarray([1, 0]))

    assert list(points) == [str(soc) for soc in range(0, 101, 10)]
    np.testing.assert_allclose(points["30"], [9.0, 3.3])
