"""The open cars in FASTSim 2.1.5, for comparison: run with a Python that has FASTSim, not the project's own.

Each car is FASTSim's 2016 Leaf of 30 kWh with this car's test weight, coast-down, motor power and stated
usable energy; the drivetrain map and its efficiencies are FASTSim's. Writes a table with the ranges and the
time of one pair of cycles.

    python benchmarks/fastsim_ranges.py src/cellworth/data/vehicles
"""

import csv
import sys
import time
from pathlib import Path

import fastsim
from fastsim.auxiliaries import abc_to_drag_coeffs
from fastsim.cycle import Cycle
from fastsim.simdrive import RustSimDrive, SimDrive
from fastsim.vehicle import Vehicle

LEAF = 20
POUND, MILE = 0.45359237, 1609.344
HEAD = """# source: fastsim2
# where: FASTSim {version}, vehicle {leaf} with each car's own test weight, coast-down, motor and \
usable energy; script benchmarks/fastsim_ranges.py
# grade: B
# as_of: 2026
# use: comparison only
"""


def cars(folder):
    """Cars of the package with all the numbers needed."""
    lines = (folder / "cars.csv").read_text().splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def cycle(folder, name):
    """Cycle of the package in FASTSim's form."""
    lines = (folder / "cycles" / f"{name}.csv").read_text().splitlines()
    rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    times = [float(row["time_s"]) for row in rows]
    speeds = [float(row["speed_m_per_s"]) for row in rows]
    return Cycle.from_dict({"cycSecs": times, "cycMps": speeds, "cycGrade": [0.0] * len(times)})


def vehicle(row, usable):
    """FASTSim's Leaf turned into a car of the package."""
    car = Vehicle.from_vehdb(LEAF)
    car.veh_override_kg = float(row["etw_lb"]) * POUND
    car.mc_max_kw = float(row["motor_kw"])
    car.ess_max_kw = float(row["motor_kw"]) * 1.2
    car.ess_max_kwh = usable / (car.max_soc - car.min_soc)
    car.set_derived()
    car.set_veh_mass()
    force = [float(row[f"coastdown_{name}"]) for name in ("a_lbf", "b_lbf_per_mph", "c_lbf_per_mph2")]
    drag, rolling = abc_to_drag_coeffs(car, *force, simdrive_optimize=False)[:2]
    car.drag_coef, car.wheel_rr_coef = drag, rolling
    return car


def main(folder):
    """Write the table."""
    cycles = {name: cycle(folder, name) for name in ("udds", "hwfet")}
    out = [HEAD.format(version=fastsim.__version__, leaf=Vehicle.from_vehdb(LEAF).scenario_name)]
    out.append("key,udds_range_mi,hwfet_range_mi,seconds_python,seconds_compiled\n")
    for row in cars(folder):
        usable = float(row["battery_usable_kwh"] or 0.94 * float(row["battery_total_kwh"]))
        car = vehicle(row, usable)
        found, start = [], time.perf_counter()
        for one in cycles.values():
            drive = SimDrive(one, car)
            drive.sim_drive()
            found.append(usable / drive.battery_kwh_per_mi)
        seconds = time.perf_counter() - start
        compiled = [(one.to_rust(), car.to_rust()) for one in cycles.values()]
        start = time.perf_counter()
        for one, same in compiled:
            RustSimDrive(one, same).sim_drive()
        fast = time.perf_counter() - start
        out.append(f"{row['key']},{found[0]:.1f},{found[1]:.1f},{seconds:.3f},{fast:.5f}\n")
        print(out[-1], end="")
    (folder / "fastsim_ranges.csv").write_text("".join(out))


main(Path(sys.argv[1]))
