"""Time of range evaluations: 1,000,000 cars on UDDS and HWFET, with their labels.

python benchmarks/ranges.py [cars] [workers]
"""

import sys
import time

import numpy as np

from cellworth.core.record import named_arrays
from cellworth.engine.vehicle_stage import complete_car, evaluate_ranges
from cellworth.io.car_columns import named_cars
from cellworth.io.vehicle_parameters import car_keys, vehicle_model


def cars(n):
    """The open cars in turn, each number off by up to a tenth."""
    model, keys = vehicle_model(), list(car_keys())
    known = complete_car(named_cars(keys), np.full(len(keys), np.nan), model).car
    draws = np.random.default_rng(1)
    found = {}
    for name, array in named_arrays(known):
        off = 0.0 if name == "model_year" else 0.1
        found[name] = np.resize(array, n) * draws.uniform(1.0 - off, 1.0 + off, n)
    return found, model


def main(n, workers):
    """Print the time."""
    inputs, model = cars(n)
    evaluate_ranges({name: array[:2000] for name, array in inputs.items()}, model, workers=1)
    start = time.perf_counter()
    found = evaluate_ranges(inputs, model, workers=workers)
    seconds = time.perf_counter() - start
    solved = int(np.isfinite(found["label_range"]).sum())
    print(f"{n:,} cars, UDDS and HWFET, {workers or 'all'} workers: {seconds:.2f} s, {solved:,} with a label")


arguments = [int(text) for text in sys.argv[1:]]
main(arguments[0] if arguments else 1_000_000, arguments[1] if len(arguments) > 1 else None)
