"""The page of derivatives held against differences, in Markdown."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import fields

from cellworth.app.docs_choices import choice_plan
from cellworth.app.docs_sanity import changed_case
from cellworth.app.gradient_check import (
    OUTPUTS,
    TOLERANCE,
    Compared,
    Worst,
    check_gradients,
    check_parameters,
)
from cellworth.app.gradient_check_case import check_case
from cellworth.app.gradient_check_strategy import check_strategies
from cellworth.app.gradient_page_strategy import strategy_section
from cellworth.engine.pack_gradients import pack_gradients
from cellworth.engine.scenarios.case import StrategyCase
from cellworth.io.cases import load_case
from cellworth.io.input_values import default_arrays
from cellworth.io.pack_model import pack_model
from cellworth.io.strategy_records import strategy_case

__all__ = ["gradient_page", "missed"]

DESIGNS, SEED = 1_000, 7
CASE = "nissan-aesc-2016"
OTHER_FORMAT = "format ="
"""Line of a case whose packs have cells of a format of their own."""
COUNTED = ("agrees", "branch", "kink", "rounding", "missed", "none")
SHOWN = 5

INTRODUCTION = """# Derivatives

Written by `cellworth bench --gradients docs/gradients.md`.

`cellworth explain OUTPUT --gradient` gives the derivative of a number of a pack to every continuous input and
parameter; with `--case CASE` that of a figure of the first decision to the numbers of the case, or of what a
strategy is worth above another (below). Those of a single pack and of the first decision are of pouch cells.

JAX ([extra](how-to/extras.md) `jax`) runs the same kernels as numpy and takes their derivatives exactly,
backward, so that one
pass gives all of them. The design solve is not differentiated step by step: area and capacity $x$ satisfy
equations $F(x, \\theta) = 0$ in the inputs $\\theta$, so $dx/d\\theta = -F_x^{-1} F_\\theta$ at the
solution. Held are choices and counts given by the user, whole layers, the limit that rules the coating, the
width of the feedthrough, the size of the cooling unit and other whole numbers. An input left open has no
derivative of its own: that of the couple's or vehicle's parameter in force stands in its place.

The script `benchmarks/accelerator.py` runs designs and gradients on JAX's default device.
"""

CHECK = """
## Beside central differences

{designs:,} random designs of the bench (seed {seed}), every other one with all open inputs given, one in
eight with a capacity and one in eight with a coating thickness as its target. Outputs:
{outputs}.
Each input is moved in numpy's solve, by 0.01 % and 0.02 % both ways, for a difference of fourth order. A pair
agrees when the two differ by at most {tolerance:g} of the larger. A pair that does not is counted under the
first reason that holds, none of which looks at the exact derivative alone:

- branch: layers, ruling limit, feedthrough, cooling unit or state of the design differ between the points;
- rounding: 32 units in the last place of the output, over the step, are more than the tolerance allows;
- kink: the slopes over one and two steps differ by more than 1e-5, or those to left and right by more than
  1 %, as at a point of a tabulated curve;
- missed: none of these.

None: the output does not feel the input by either way. The row of all parameters moves those of the tables
at once, each by a random share of itself, but for those that choose or count, the shares of a coating (their
sum is 100 %) and the states of charge of the vehicles, which stand on points of the tabulated curves. The row
of the case is the worth of buying over making (`saving_worth`) of {case} against its numbers, one
after the other in place of designs, through packs, plants, learning and price; zeros are left out.

The last columns are of the relative differences of the pairs that agree: the largest one, and the largest of
the medians over designs, which each output has for each input; in the row of all, over all rows.

| input | agrees | branch | kink | rounding | missed | none | largest median | largest |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
"""

WORST = """
## Worst cases

The largest differences of each kind.

| kind | design | output | input | exact | difference | relative | what differs between the points |
| --- | ---: | --- | --- | ---: | ---: | ---: | --- |
"""

TIME = """
## Time

On the machine that wrote this page: {first:.0f} s of processor time to the first gradient of one design (all
inputs and parameters; JAX prepares each operation once per process), {next:.2f} s for each one after it.
"""


def gradient_page(designs: int = DESIGNS, seed: int = SEED) -> tuple[str, int]:
    """The page, and how many pairs miss for no reason.

    Parameters
    ----------
    designs, seed : number of random designs, and of the generator.
    """
    first, after = _seconds(), _seconds()
    compared = [*check_gradients(designs, seed), *check_parameters(designs, seed), check_case(CASE)]
    outputs = ", ".join(f"`{name}`" for name in OUTPUTS)
    told = CHECK.format(designs=designs, seed=seed, outputs=outputs, tolerance=TOLERANCE, case=CASE)
    rows = "\n".join(_rows(compared))
    worst = "\n".join(_worst_rows(compared))
    strategies = [(CASE, check_strategies(strategy_case(load_case(CASE))))]
    title, new_plant = _new_plant()
    strategies.append((title, check_strategies(new_plant)))
    text = INTRODUCTION + told + rows + "\n" + WORST + worst + "\n" + TIME.format(first=first, next=after)
    text += strategy_section(strategies)
    return text, missed([*compared, *(each for _, checked in strategies for each in checked.compared)])


def _new_plant() -> tuple[str, StrategyCase]:
    """The new plant with cells of the first other format of its page, and its heading."""
    plan = choice_plan()
    title, text = next((title, text) for title, text in plan.changes if OTHER_FORMAT in text)
    return f"{plan.case}: {title}", changed_case(plan.case, "other-cells", text)


def missed(compared: Sequence[Compared]) -> int:
    """Pairs that differ for no reason."""
    return sum(each.missed for each in compared)


def _seconds() -> float:
    """Processor time of one gradient of the default design."""
    start = time.process_time()
    pack_gradients(default_arrays(), pack_model(), OUTPUTS[:1])
    return time.process_time() - start


def _rows(compared: Sequence[Compared]) -> Iterator[str]:
    """One row per input, over all outputs, and the sum."""
    for name in dict.fromkeys(each.given for each in compared):
        yield _row(name, [each for each in compared if each.given == name])
    yield _row("all", compared)


def _row(name: str, group: Sequence[Compared]) -> str:
    counts = " | ".join(f"{sum(getattr(each, kind) for each in group):,}" for kind in COUNTED)
    medians = [each.median for each in group if each.agrees]
    largest = max(each.largest for each in group)
    errors = f"{max(medians):.0e} | {largest:.0e}" if medians else " | "
    return f"| {name} | {counts} | {errors} |"


def _worst_rows(compared: Sequence[Compared]) -> Iterator[str]:
    found = [each for group in compared for each in group.worst]
    for kind in COUNTED[:-1]:
        of_kind = sorted((each for each in found if each.why == kind), key=lambda each: -each.error)
        for each in of_kind[:SHOWN]:
            yield _worst_row(each)


def _worst_row(worst: Worst) -> str:
    values = {item.name: getattr(worst, item.name) for item in fields(worst)}
    what = ", ".join(worst.switched) or ("slope" if worst.why == "kink" else "")
    line = "| {why} | {design} | {output} | {given} | {exact:.6g} | {difference:.6g} | {error:.0e} | "
    return line.format(**values) + what + " |"
