"""Designs and gradients per second on the default device of JAX, beside the plain program on this processor.

Run from a checkout: ``PYTHONPATH=src python benchmarks/accelerator.py --json accelerator.json``. It needs
numpy, jax and array-api-compat, nothing else.
"""

import argparse
import json
import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import numpy as np

from cellworth.engine import backends
from cellworth.engine.executors import THREADS, Workers, default_workers
from cellworth.engine.pack_gradients import continuous, named_outputs
from cellworth.engine.pack_model import CORRECTED, PackModel
from cellworth.engine.packs import cost_block, design_block, evaluate_packs
from cellworth.io.input_values import default_arrays
from cellworth.io.pack_model import pack_model
from cellworth.io.random_designs import random_designs

OUTPUTS = ("unit_cost.pack", "pack_specific_energy", "pack_energy_density")
SIZES = (10_000, 100_000, 1_000_000)
ROUNDS = 5
SEED = 1
CHECKED = 1_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="designs per call")
    parser.add_argument("--json", help="write the figures to this file")
    asked = parser.parse_args()
    model = pack_model()
    result: dict[str, Any] = {"device": backends.device_name(), "cores": default_workers()}
    print(f"device: {result['device']}; processor: {result['cores']} cores", flush=True)
    result["sizes"] = [_measured(n, model) for n in asked.sizes]
    if asked.json:
        with open(asked.json, "w", encoding="utf-8") as file:
            json.dump(result, file, indent=1)


def _measured(n: int, model: PackModel) -> dict[str, float]:
    """All figures at one number of designs."""
    inputs = {**default_arrays(), **random_designs(n, SEED)}
    found: dict[str, float] = {"designs": n}
    plain = partial(evaluate_packs, inputs, model, outputs=OUTPUTS, workers=Workers(THREADS))
    expected = plain().outputs
    found["numpy_per_second"] = n / _least(lambda: plain().outputs)
    moving = {name: inputs[name] for name in continuous(inputs) if inputs[name].shape[0] == n}
    still = backends.on_jax({name: array for name, array in inputs.items() if name not in moving})
    placed = backends.on_jax(moving)
    tables = backends.on_jax(model)

    def whole(variables: Any, constants: Any) -> dict[str, Any]:
        return named_outputs({**constants, **variables}, tables, OUTPUTS)

    def cost(variables: Any, constants: Any) -> dict[str, Any]:
        return named_outputs({**constants, **variables}, tables, OUTPUTS[:1])

    values = _timed(found, "design", n, backends.compiled(whole), placed, still)
    found |= _differences(backends.to_numpy(values), expected)
    slopes = _timed(found, "gradient", n, backends.compiled(partial(backends.gradients, cost)), placed, still)
    found["slopes_per_gradient"] = len(moving)
    found["gradient_difference"] = _beside_few(slopes[1][OUTPUTS[0]], inputs, model)
    _cost_half(found, n, {**still, **placed}, tables)
    for name, value in found.items():
        print(f"  {name:28} {value:,.4g}" if abs(value) < 100 else f"  {name:28} {value:,.0f}", flush=True)
    return found


def _cost_half(found: dict[str, float], n: int, inputs: Mapping[str, Any], tables: Any) -> None:
    """The cost half alone, on designs that are on the device."""
    designed = backends.compiled(lambda given: design_block(given, tables, CORRECTED))(inputs)

    def cost(given: Any, done: Any) -> Any:
        return cost_block(given, done, tables, CORRECTED, OUTPUTS[:1]).costs.system.system_cost

    _timed(found, "cost_half", n, backends.compiled(cost), inputs, designed)


def _timed(found: dict[str, float], name: str, n: int, run: Callable[..., Any], *given: Any) -> Any:
    """Seconds to the first result, and results per second afterwards, the arguments on the device."""
    start = time.perf_counter()
    values = backends.finished(run(*given))
    found[f"{name}_first_seconds"] = time.perf_counter() - start
    found[f"{name}_per_second"] = n / _least(lambda: backends.finished(run(*given)))
    return values


def _least(run: Callable[[], Any]) -> float:
    spent = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        run()
        spent.append(time.perf_counter() - start)
    return min(spent)


def _differences(values: Mapping[str, Any], expected: Mapping[str, Any]) -> dict[str, float]:
    """Largest relative difference to numpy, and how many designs have a number in one of them alone."""
    largest, apart = 0.0, 0
    for name, array in values.items():
        both = np.isfinite(array) & np.isfinite(expected[name])
        apart += int(np.sum(np.isfinite(array) != np.isfinite(expected[name])))
        largest = max(largest, float(np.max(np.abs(array[both] / expected[name][both] - 1.0))))
    return {"largest_difference": largest, "in_one_alone": float(apart)}


def _beside_few(slopes: Mapping[str, Any], inputs: Mapping[str, Any], model: PackModel) -> float:
    """Largest difference of elasticities to central differences of numpy, over the first designs."""
    first = {name: array[:CHECKED] for name, array in inputs.items()}
    step, worst = 1e-4, 0.0

    def at(name: str, share: float) -> Any:
        moved = {**first, name: first[name] * (1.0 + share)}
        return evaluate_packs(moved, model, outputs=[OUTPUTS[0], "bicell_layers"]).outputs

    for name in ("energy", "power", "cell_yield", "price_positive_active", "packs_per_year"):
        low, high = at(name, -step), at(name, step)
        same = low["bicell_layers"] == high["bicell_layers"]
        mean = (low[OUTPUTS[0]] + high[OUTPUTS[0]]) / 2.0
        share = (high[OUTPUTS[0]] - low[OUTPUTS[0]]) / (2.0 * step) / mean
        exact = np.asarray(slopes[name][:CHECKED]) * first[name] / mean
        worst = max(worst, float(np.nanpercentile(np.abs(exact - share)[same], 99)))
    return worst


if __name__ == "__main__":
    main()
