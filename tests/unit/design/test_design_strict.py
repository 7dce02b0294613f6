"""The kernels on the strict array library, which knows nothing of NumPy's liberties."""

from dataclasses import fields, is_dataclass

import array_api_strict
import numpy as np
import pytest

import design_given as given
from cellworth.core.record import named_arrays
from cellworth.design.cell.report import cell_report
from cellworth.design.corrections import corrected, parity
from cellworth.design.electrode.couple import couple_in_force, couple_rows, vehicle_rows
from cellworth.design.electrode.generator import made_couple
from cellworth.design.sizing.design import design_cell
from cellworth.io.couple_maker import half_cell, pair_losses
from cellworth.io.design_parameters import couple_book, design_parameters, vehicle_table

SOME = np.arange(0, 493, 7)


def strict(value):
    if isinstance(value, np.ndarray):
        return array_api_strict.asarray(value)
    if is_dataclass(value):
        return type(value)(**{field.name: strict(getattr(value, field.name)) for field in fields(value)})
    return value


@pytest.mark.parametrize("switches", [parity(), corrected()], ids=["parity", "corrected"])
def test_design_agrees_with_numpy(switches):
    couple, targets, layout, vehicle, *ends = given.everything(switches)
    some = [given.taken(record, SOME) for record in (couple, targets, layout, vehicle)]
    expected = design_cell(*some, *ends)

    ours = [strict(record) for record in some]
    found = design_cell(*ours, *ends)

    numbers = dict(named_arrays(expected)) | dict(
        named_arrays(cell_report(expected, some[0], some[3], ends[0]))
    )
    report = cell_report(found, ours[0], ours[3], ends[0])
    for record in (found, report):
        for name, value in named_arrays(record):
            np.testing.assert_allclose(np.asarray(value), numbers[name], rtol=1e-12, err_msg=name)


def test_tables_are_gathered():
    index = array_api_strict.asarray([0, 7, 16])
    couple = couple_rows(strict(couple_book().couples), index)
    overrides = strict(given.no_overrides())
    applied = couple_in_force(couple, overrides, design_parameters(), corrected())
    vehicle = vehicle_rows(strict(vehicle_table()), array_api_strict.asarray([3, 0, 1]))

    table = couple_book().couples.positive.positive_active_capacity
    np.testing.assert_array_equal(np.asarray(applied.positive.positive_active_capacity), table[[0, 7, 16]])
    np.testing.assert_array_equal(np.asarray(vehicle.vehicle_cell_thickness), [20.0, 10.0, 12.0])


def test_couple_is_generated():
    arguments = (half_cell("NMC811"), half_cell("G"), pair_losses())

    found = made_couple(*(strict(record) for record in arguments))

    np.testing.assert_allclose(np.asarray(found.made_ocv), made_couple(*arguments).made_ocv, rtol=1e-12)
