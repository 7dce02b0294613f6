"""What follows from the composition of the supplied couples, their blend, and a generated pair."""

import numpy as np
import pytest

from cellworth.core.record import named_arrays
from cellworth.design.electrode.couple import blended_couple, couple_rows
from cellworth.io.couple_maker import couple_row, half_cell, pair_losses
from cellworth.io.design_parameters import couple_book, couple_book_of, design_parameters
from cellworth.io.parameter_files import parameter_table

DERIVED = {
    "positive_specific_area": "positive_specific_area_cm2_per_cm3_derived",
    "negative_specific_area": "negative_specific_area_cm2_per_cm3_derived",
    "separator_density": "separator_density_g_per_cm3_derived",
    "positive_thickness_reference": "positive_thickness_at_default_asi_um_derived",
    "negative_thickness_reference": "negative_thickness_at_default_asi_um_derived",
    "positive_interfacial_reference": "positive_interfacial_asi_ohm_cm2_derived",
    "negative_interfacial_reference": "negative_interfacial_asi_ohm_cm2_derived",
}
BLEND, NMC532, LMO = 16, 3, 13


@pytest.mark.parametrize(("name", "column"), DERIVED.items())
def test_derived_properties_of_all_couples(name, column):
    stored = parameter_table("chemistries/electrode_couples.csv").column(column)

    np.testing.assert_allclose(getattr(couple_book().couples.kinetics, name), stored, rtol=1e-13)


def test_blend_of_half_and_half_is_the_supplied_blend():
    table = couple_book().couples
    parents = [couple_rows(table, np.asarray([place])) for place in (NMC532, LMO, BLEND)]

    made = blended_couple(parents[0], parents[1], np.asarray([0.5]), parents[2], design_parameters())

    stored = dict(named_arrays(parents[2]))
    for name, value in named_arrays(made):
        if name.endswith("_curve"):
            np.testing.assert_allclose(value[0], stored[name][BLEND], rtol=1e-12, err_msg=name)
        elif name != "couple":
            np.testing.assert_allclose(value, stored[name], rtol=1e-12, err_msg=name)


def test_blend_of_one_part_is_its_parent():
    table = couple_book().couples
    first, second, frame = (couple_rows(table, np.asarray([place])) for place in (NMC532, LMO, BLEND))

    made = blended_couple(first, second, np.asarray([1.0]), frame, design_parameters())

    np.testing.assert_allclose(made.curves.ocv_curve[0], table.curves.ocv_curve[NMC532], rtol=1e-13)
    np.testing.assert_allclose(
        made.positive.positive_active_capacity, table.positive.positive_active_capacity[NMC532]
    )


def test_generated_pair_has_the_printed_capacity():
    _, _, made = couple_row("new", "NMC811-G (Energy)", "NMC811", "G")

    assert made.made_positive_capacity[0] == pytest.approx(207.97, abs=0.005)


def relaxed(positive, negative, losses):
    """The workbook's own relaxation of the mass ratio and of the cut-off, scalar, step by step."""
    x, v = positive.lithium_fraction, positive.half_cell_voltage
    z, u = negative.lithium_fraction, negative.half_cell_voltage
    q_p, q_n = float(positive.theoretical_capacity[0]), float(negative.theoretical_capacity[0])
    number = {name: float(value[0]) for name, value in named_arrays(losses)}
    loss, sei = number["positive_loss"], number["sei_loss"]
    cutoff, ratio = number["full_voltage"] + number["negative_cutoff"], None
    for _ in range(400):
        first_p = (1.0 - np.interp(cutoff, v[::-1], x[::-1])) * q_p
        first_n = np.interp(number["negative_cutoff"], u[::-1], z[::-1]) * q_n
        kept_p, kept_n = first_p * (1.0 - loss), first_n * (1.0 - number["negative_loss"])
        ratio = 1.1 * kept_p / kept_n if ratio is None else ratio
        taken = ratio * sei / first_p
        full_n = kept_n if taken > loss else (kept_n * ratio - kept_p * (loss - taken)) / ratio
        full_p = first_p * (1.0 - taken) if taken > loss else kept_p
        balance = full_n * ratio / full_p
        host_p, host_n = q_p - loss * first_p, (q_n - number["negative_loss"] * first_n) * ratio
        x_0 = number["full_lithiation"] - (max(taken - loss, 0.0) * first_p / host_p)
        z_0 = number["empty_negative"] if taken > loss else (loss - taken) * first_p / host_n
        x_100 = max(x_0 - full_p / host_p, 0.01)
        ocv = np.interp(x_100, x, v) - np.interp(z_0 + full_p / host_n, z, u)
        target = number["target_ratio"]
        ratio = ratio - 0.5 * (balance - target) / target
        cutoff = cutoff - ocv * (ocv - number["full_voltage"]) / number["full_voltage"] * 0.1
    return full_p, full_n, balance, ocv


@pytest.mark.parametrize("positive", ["NMC811", "NMC532", "NCA"])
@pytest.mark.parametrize("sei_loss", [5.0, 20.0, 60.0])
def test_generated_pair_is_the_limit_of_the_relaxation(positive, sei_loss):
    losses = pair_losses(sei_loss=sei_loss)
    _, _, made = couple_row("new", "NMC811-G (Energy)", positive, "G", sei_loss=sei_loss)

    full_p, full_n, balance, ocv = relaxed(half_cell(positive), half_cell("G"), losses)

    assert made.made_positive_capacity[0] == pytest.approx(full_p, rel=1e-8)
    assert made.made_negative_capacity[0] == pytest.approx(full_n, rel=1e-8)
    assert made.made_ratio[0] == pytest.approx(balance, rel=1e-8)
    assert made.made_ocv[0, -1] == pytest.approx(ocv, rel=1e-8)


def test_generated_pair_joins_the_couples():
    row, points, made = couple_row("new", "NMC811-G (Energy)", "NMC811", "G", full_voltage=4.2)
    table = parameter_table("chemistries/electrode_couples.csv").rows
    curves = parameter_table("chemistries/couple_ocv_asi_vs_soc.csv").rows

    book = couple_book_of((*table, row), (*curves, *points))

    assert book.names[-1] == "new"
    np.testing.assert_allclose(book.couples.curves.ocv_curve[-1], made.made_ocv[0], rtol=1e-15)
    assert book.couples.curves.ocv_curve[-1, -1] == pytest.approx(4.2, rel=1e-10)
    np.testing.assert_array_equal(book.couples.curves.ocv_curve[:-1], couple_book().couples.curves.ocv_curve)
