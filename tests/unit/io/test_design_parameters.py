import numpy as np
import pytest

from cellworth.core.errors import InputError
from cellworth.io.couple_maker import couple_row, half_cell, pair_materials
from cellworth.io.design_parameters import couple_book, design_parameters, vehicle_names, vehicle_table


def test_couples_and_their_words_are_in_one_order():
    book = couple_book()
    place = book.names.index("LMO-LTO (Energy)")

    assert len(book.names) == 17
    assert book.texts["negative_active"][place] == "LTO"
    assert book.couples.negative.negative_foil_aluminum[place]
    assert not book.couples.negative.graphite[place]
    assert book.couples.curves.ocv_curve.shape == (17, 11)
    np.testing.assert_array_equal(book.couples.curves.couple, np.arange(17))


def test_vehicles():
    table = vehicle_table()
    ev = vehicle_names().index("EV")

    assert vehicle_names() == ("mildHEV", "HEV-HP", "PHEV", "EV")
    assert table.charging_allowed.tolist() == [False, False, False, True]
    assert table.conductor_sheet_thickness.tolist() == [0.2, 0.4, 0.4, 0.4]
    assert table.ideal_couple_kind.tolist() == [2.0, 2.0, 0.0, 1.0]
    assert table.soc_reserve[ev] == 5.0


def test_numbers_of_the_charge_fit():
    fit = design_parameters().charge_fit

    assert list(fit.charge_alpha) == list(fit.charge_beta) == ["1", "2", "3", "4"]
    assert fit.charge_alpha["4"] == 4.91567612
    assert fit.charge_beta["2"] == -0.186


def test_half_cells_fall_with_lithium():
    """One point of one curve rises by less than a millivolt, far from any cut-off."""
    for material in pair_materials():
        cell = half_cell(material)
        assert np.all(np.diff(cell.lithium_fraction) > 0.0), material
        assert np.all(np.diff(cell.half_cell_voltage) < 1e-3), material


def test_unknown_material_and_template_are_named():
    with pytest.raises(InputError, match="no half-cell curve"):
        half_cell("NMC999")
    with pytest.raises(InputError, match="no such couple"):
        couple_row("new", "NMC999-G", "NMC811", "G")
