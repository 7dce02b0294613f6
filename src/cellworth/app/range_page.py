"""The page of errors of the car model, in Markdown."""

from collections.abc import Iterator, Sequence

import numpy as np

from cellworth.app.range import known_cars
from cellworth.app.range_score import Score, root_mean_square
from cellworth.app.range_table import ESTIMATES
from cellworth.core.constants import PERCENT
from cellworth.core.types import Array
from cellworth.io.parameter_files import parameter_table
from cellworth.io.vehicle_parameters import in_si, vehicle_numbers

__all__ = ["page", "summary"]

INTRODUCTION = """# Range of the open cars

Written by `cellworth range --score docs/vehicles.md`. Equations: [theory/vehicle.md](theory/vehicle.md).

No number belongs to one car. Five global numbers (loss between battery and wheel and share of braking that
the motors take, each for mature cars and with what the first cars were short of, and the weight of a stated
usable energy against a share of the total) are found on these same cars, with priors; so the error on cars
left out of the fit, one at a time, is the one to expect elsewhere. The form of the model and its fixed
numbers were chosen while looking at these cars too, which no leaving out undoes. Predictions read no label,
no test result and nothing derived from them.

Measured ranges are label miles over the adjustment factor, a derived figure, but for the Model 3. The label
is the one earned: 334 miles, not the 310 printed, for the Model 3. The 2013 Leaf has a label of the mean of
an 80 % and a full charge and is scored apart, against 0.9 of the model's full charge; it counts in no sum and
no fit.
"""

TESTS = """
## Consumption from the wall

Consumption contains the charger; its efficiency is one number for all cars but the one that states it.
"""

RECHARGE = """
## With the energy of a recharge

A second figure, never the headline: the energy from the wall for a full charge, a test result, times the
usual charging efficiency, in place of the usable energy.
"""

BLANK = """
## What a blank costs

Root mean square error of the label with numbers left blank on all cars, and what the model adds to its stated
error for each estimate (`data/vehicles/range_errors.csv`).
"""

FASTSIM = """
## FASTSim beside it

FASTSim 2.1.5 on the same cars (script `benchmarks/fastsim_ranges.py`): its Leaf of 30 kWh with each car's
test weight, coast-down, motor and stated usable energy. Drivetrain and efficiencies are FASTSim's, and
nothing was fitted. The energy is spent at the terminals there. FASTSim turns a coast-down into drag and
rolling, which suits cars with a negative linear coefficient (Model 3, Niro) badly.
"""

NUMBERS = """
## Numbers found

Found now on all cars that count, beside those in the tables of the package.
"""


def page(score: Score) -> str:
    """The whole page."""
    parts = [
        INTRODUCTION,
        "\n".join(f"- {line}" for line in summary(score)),
        "",
        *_ranges(score),
        *_apart(score),
        TESTS,
        _sums("UDDS and HWFET from the wall", score.wall_found / score.wall - 1.0, score),
        RECHARGE,
        _sums("Label", (score.recharge_label / score.label - 1.0)[:, None], score),
        BLANK,
        *_blanks(score),
        FASTSIM,
        *_fastsim(score),
        NUMBERS,
        *_numbers(score),
    ]
    return "\n".join(parts) + "\n"


def summary(score: Score) -> list[str]:
    """Errors over all cars that count, a sentence each."""
    found = np.column_stack([score.found / score.measured - 1.0, score.label_found / score.label - 1.0])
    out = np.column_stack([score.left_out / score.measured - 1.0, score.label_left_out / score.label - 1.0])
    return [
        _sums(f"{title} range", found[:, [place]], score)
        + f"; left out of the fit: mean absolute {_percent(np.abs(out[score.counts, place]).mean())}, "
        f"root mean square {_percent(root_mean_square(out[score.counts, place]))}"
        for place, title in enumerate(("UDDS", "HWFET", "label"))
    ]


def _sums(title: str, error: Array, score: Score) -> str:
    """Mean absolute error, bias and worst case."""
    counted = error[score.counts]
    row, place = np.unravel_index(np.argmax(np.abs(counted)), counted.shape)
    worst = np.flatnonzero(score.counts)[row]
    return (
        f"{title}: mean absolute error {_percent(np.abs(counted).mean())}, bias {_signed(counted.mean())}, "
        f"worst {_signed(counted[row, place])} ({score.keys[worst]}), {len(counted)} cars"
    )


def _percent(value: float) -> str:
    return f"{PERCENT * value:.1f} %"


def _signed(value: float) -> str:
    return f"{PERCENT * value:+.1f} %"


def _lines(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield "| " + " | ".join(head) + " |"
    yield "| --- |" + " ---: |" * (len(head) - 1)
    for row in rows:
        yield "| " + " | ".join(row) + " |"


def _ranges(score: Score) -> Iterator[str]:
    titles, mile = known_cars(), in_si(1.0, "m", "mi")
    head = ["car", "UDDS mi", "model", "error", "HWFET mi", "model", "error", "label mi", "model", "error"]
    rows = []
    for row in np.flatnonzero(score.counts):
        cells = [titles[score.keys[row]]]
        for place in (0, 1):
            cells += _pair(score.measured[row, place] * mile, score.found[row, place] * mile)
        rows.append([*cells, *_pair(score.label[row] * mile, score.label_found[row] * mile)])
    yield from _lines([*head, "left out", "by five cycles"], _with_more(rows, score, mile))


def _pair(measured: float, found: float) -> list[str]:
    return [f"{measured:.0f}", f"{found:.0f}", _signed(found / measured - 1.0)]


def _with_more(rows: list[list[str]], score: Score, mile: float) -> list[list[str]]:
    counted = np.flatnonzero(score.counts)
    return [
        [
            *cells,
            _signed(score.label_left_out[row] / score.label[row] - 1.0),
            f"{score.five_cycle[row] * mile:.0f}",
        ]
        for row, cells in zip(counted, rows, strict=True)
    ]


def _apart(score: Score) -> Iterator[str]:
    shares = parameter_table("vehicles/car_tests.csv").column("charge_share")
    mile = in_si(1.0, "m", "mi")
    for row in np.flatnonzero(~score.counts):
        full, label = score.label_found[row] * mile, score.label[row] * mile
        at_share = shares[row] * full
        yield ""
        yield (
            f"Apart: {known_cars()[score.keys[row]]}, label {label:.0f} mi. "
            f"Full charge by the model {full:.0f} mi; "
            f"times {shares[row]:g}: {at_share:.0f} mi, {_signed(at_share / label - 1.0)}."
        )


def _blanks(score: Score) -> Iterator[str]:
    stated = vehicle_numbers("range_errors.csv")
    told = root_mean_square((score.label_found / score.label - 1.0)[score.counts])
    rows = [["nothing", _percent(told), ""]]
    rows += [
        [
            ESTIMATES[name] if name != "drag_estimated" else "road load and drag",
            _percent(error),
            _percent(stated[name]),
        ]
        for name, error in score.blank_errors.items()
    ]
    yield from _lines(["left blank", "root mean square error", "added to the stated error"], rows)
    yield ""
    yield f"Stated with nothing blank: {_percent(stated['model'])}."


def _fastsim(score: Score) -> Iterator[str]:
    error = score.fastsim / score.measured - 1.0
    own = score.found / score.measured - 1.0
    rows = [
        [
            score.keys[row],
            *(_signed(value) for pair in zip(error[row], own[row], strict=True) for value in pair),
        ]
        for row in np.flatnonzero(score.counts)
    ]
    yield from _lines(["car", "UDDS, FASTSim", "UDDS, here", "HWFET, FASTSim", "HWFET, here"], rows)
    yield ""
    yield _sums("UDDS, FASTSim", error[:, [0]], score) + "."
    yield _sums("HWFET, FASTSim", error[:, [1]], score) + "."
    times = parameter_table("vehicles/fastsim_ranges.csv")
    plain, compiled = (np.median(times.column(f"seconds_{kind}")) for kind in ("python", "compiled"))
    yield f"One car on both cycles: {plain:.3f} s in its Python form, {compiled:.4f} s compiled."


def _numbers(score: Score) -> Iterator[str]:
    stored = {**vehicle_numbers("drive_model.csv"), **vehicle_numbers("car_estimates.csv")}
    rows = [
        [name, f"{value:.4g}", f"{stored[name]:.4g}"]
        for name, value in {**score.numbers, **score.fits}.items()
    ]
    yield from _lines(["number (SI)", "found", "in the tables"], rows)
