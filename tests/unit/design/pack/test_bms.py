"""Numbers of parts at the edges: low voltage, one module, switches of the vehicle."""

import numpy as np
import pytest

from cellworth.design.inputs import PackLayout, VehicleUse
from cellworth.design.pack.bms import bms_parts, bms_size
from cellworth.design.pack_corrections import PARITY
from cellworth.design.records import Counts, OpenCircuit
from cellworth.io.pack_parameters import pack_parameters

HARDWARE = pack_parameters().bms


def parts(*, voltage=370.0, in_series=100.0, modules=20.0, plug_in=True):
    def some(kind, **named):
        unset = dict.fromkeys(kind.__annotations__, np.asarray([np.nan]))
        return kind(**(unset | {name: np.asarray([value]) for name, value in named.items()}))

    return bms_parts(
        some(PackLayout, cells_per_module=20.0, cells_in_parallel=2.0),
        some(Counts, cells_in_series=in_series, modules_per_pack=modules),
        some(OpenCircuit, system_ocv_average=voltage, pack_ocv_average=voltage),
        some(VehicleUse, charger_fuse=plug_in, auxiliary_contactor=plug_in),
        HARDWARE,
        PARITY,
    )


@pytest.mark.parametrize(
    ("voltage", "modules", "main", "others"),
    [
        (370.0, 20.0, 2.0, 1.0),
        (99.9, 20.0, 1.0, 1.0),
        (50.0, 20.0, 1.0, 1.0),
        (49.9, 20.0, 0.0, 0.0),
        (370.0, 1.0, 0.0, 0.0),
    ],
)
def test_contactors_by_voltage(voltage, modules, main, others):
    count = parts(voltage=voltage, modules=modules).bms_part_count
    assert count["contactor_main"] == main
    assert count["precharge_contactor"] == others
    assert count["current_sensor"] == others
    assert count["contactor_control"] == others
    assert count["interface"] == others


def test_switches_of_the_vehicle():
    count = parts(plug_in=False).bms_part_count
    assert count["contactor_aux"] == 0.0
    assert count["charger_fuse"] == 0.0
    count = parts(plug_in=True).bms_part_count
    assert count["contactor_aux"] == 2.0
    assert count["charger_fuse"] == 1.0


@pytest.mark.parametrize(("in_series", "asic"), [(1.0, 1.0), (10.0, 1.0), (11.0, 2.0), (100.0, 10.0)])
def test_chips_and_the_parts_that_follow_them(in_series, asic):
    found = parts(in_series=in_series)
    assert found.asic_count == asic
    assert found.bms_part_count["dual_isolaters"] == asic + 2.0
    assert found.bms_part_count["diodes"] == 26.0 + 26.0 * asic


def test_size_of_the_distributed_battery():
    size = bms_size(parts(), HARDWARE, PARITY)
    assert size.bms_mass == pytest.approx(3.5776, rel=1e-14)
    assert size.bms_volume == pytest.approx(3.61465, rel=1e-14)
