"""Exact derivatives of the worth of a case's first decision beside central differences."""

import numpy as np

from cellworth.app.explain_decision_gradient import FIGURES, is_count, read_packs
from cellworth.app.gradient_check import BRANCH, STEP, Compared, compare
from cellworth.engine.decision_gradients import case_numbers, coded_packs, decision_gradients, worth_at
from cellworth.io.case_records import decision_inputs
from cellworth.io.cases import load_case
from cellworth.io.pack_model import pack_model

__all__ = ["check_case"]


def check_case(case: str, figure: str = FIGURES[0]) -> Compared:
    """Compare for every continuous number of a case; the numbers take the place of designs.

    Parameters
    ----------
    case : name or path.
    figure : of the first decision.
    """
    inputs, model = decision_inputs(load_case(case)), pack_model()
    numbers = {place: value for place, value in case_numbers(inputs).items() if not is_count(place)}
    slopes = decision_gradients(inputs, read_packs, model, [figure]).by[figure]
    coded = coded_packs(inputs, read_packs, model)

    def at(place: str, steps: int) -> dict[str, float]:
        moved = {place: numbers[place] * (1.0 + steps * STEP)}
        found = worth_at(inputs, moved, coded, model, BRANCH)
        return {figure: float(found[figure][0])} | {code: float(np.sum(found[code])) for code in BRANCH}

    def everywhere(steps: int) -> dict[str, np.ndarray]:
        found = [at(place, steps) for place in numbers]
        return {name: np.asarray([each[name] for each in found]) for name in (figure, *BRANCH)}

    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        points = {steps: everywhere(steps) for steps in (-2, -1, 1, 2)}
        base = {name: np.full(len(numbers), value) for name, value in at(next(iter(numbers)), 0).items()}
    exact, here = (np.asarray([each[place] for place in numbers]) for each in (slopes, numbers))
    good = {**base, "design_state": np.zeros(len(numbers))}
    counted = int(np.sum(np.isfinite(here) & (here != 0.0)))
    return compare(figure, f"{counted} numbers of the case", exact, here, good, points)
