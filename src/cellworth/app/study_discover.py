"""Scenario discovery: the few inputs that put an answer into its bad tail, as boxes in plain words.

The boxes are the leaves of a shallow classification tree, grown on one half of the scenarios and measured on
the other. Coverage is the share of the bad scenarios in a box, density the share of a box that is bad. The
quasi-p-value of an end of a box is the chance of its density had that end no effect.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy.stats import binom

from cellworth.app.study_asked import Asked, StudyResult, headed
from cellworth.app.study_case import AskedOfCase
from cellworth.core.errors import InputError, Problem
from cellworth.io.study_files import study_place

__all__ = ["Box", "boxes_of", "discover"]

DEPTH = 3
LEAST_IN_BOX = 0.02
"""Share of the scenarios that a box has at least."""
LARGE = 1000.0
"""Told without decimals from here."""
FEW = 20
"""Bad or good scenarios below which no box can be told."""
BY_CHANCE = 0.05
"""Quasi-p-value from which an end of a box is left out."""
LIFT = 1.5
"""Density over the share of bad scenarios from which a box is told."""
WORTH = "mean.keep"
"""Output of a case in the unit of what a strategy is worth."""

MOST_BAD = 0.5
"""Share of bad scenarios up to which boxes are told of them."""

Ends = tuple[float, float]
Scenarios = tuple[dict[str, Any], Any, dict[str, str]]
"""Values by heading of input, of the output, and the words for each heading."""


@dataclass(frozen=True)
class Box:
    """A part of all scenarios.

    Attributes
    ----------
    ends : lower (left out) and upper (taken in) end by input; infinite where free.
    """

    ends: Mapping[str, Ends]

    def holds(self, inputs: Mapping[str, Any], leave: str = "") -> Any:
        """Whether each scenario (s,) is in it, one input left free."""
        inside = np.ones(len(next(iter(inputs.values()))), dtype=bool)
        for name, (low, high) in self.ends.items():
            if name != leave:
                inside &= (inputs[name] > low) & (inputs[name] <= high)
        return inside

    def density(self, inputs: Mapping[str, Any], bad: Any) -> float:
        """Share of it that is bad; zero if it is empty."""
        inside = self.holds(inputs)
        return float(bad[inside].mean()) if inside.any() else 0.0

    def without_idle_ends(self, inputs: Mapping[str, Any], bad: Any) -> "Box":
        """The box with inputs left free, one by one, whose ends may have no effect."""
        by_chance = {name: self.quasi_p(name, inputs, bad) for name in self.ends}
        idle = max(by_chance, key=lambda name: by_chance[name], default="")
        if not idle or by_chance[idle] <= BY_CHANCE:
            return self
        kept = {name: ends for name, ends in self.ends.items() if name != idle}
        return Box(kept).without_idle_ends(inputs, bad)

    def quasi_p(self, name: str, inputs: Mapping[str, Any], bad: Any) -> float:
        """Chance of as many bad ones in the box if the ends of one input had no effect."""
        inside, wider = self.holds(inputs), self.holds(inputs, leave=name)
        rate = float(bad[wider].mean()) if wider.any() else 0.0
        return float(binom.sf(bad[inside].sum() - 1, inside.sum(), rate))


def discover(asked: Asked) -> StudyResult:
    """Boxes of inputs in which the first output is bad more often than elsewhere.

    Where most are bad, hardly a box could hold `LIFT` times their share: the boxes are those of good ones.

    Of packs, designs are drawn over the ranges. Of a case, the draws are those of a run with the same seed
    and number of scenarios; the output is the worth of a strategy, or of one less that of a second.

    Parameters
    ----------
    asked : with what is bad.

    Raises
    ------
    InputError
        If there are too few bad or good scenarios, or the library that grows trees is not there.
    """
    inputs, values, titles = _of_case(asked) if isinstance(asked, AskedOfCase) else _of_packs(asked)
    bad = _bad(asked, values)
    _refuse_few(asked, bad)
    kind = "bad" if bad.mean() <= MOST_BAD else "good"
    sought = bad if kind == "bad" else ~bad
    half = np.random.default_rng(asked.form.seed).permutation(len(bad)) < len(bad) // 2
    grown, told = sought[half], sought[~half]
    on = {name: each[half] for name, each in inputs.items()}
    seen = {name: each[~half] for name, each in inputs.items()}
    found = [box for box in boxes_of(on, grown) if box.density(seen, told) > LIFT * told.mean()]
    found.sort(key=lambda box: -float((box.holds(seen) & told).sum()))
    rows = [row for number, box in enumerate(found, 1) for row in _rows(number, box, seen, told)]
    of = "" if kind == "bad" else f" of {kind}"
    measures = ("quasi_p", f"coverage{of}", f"density{of}", "share of scenarios")
    heads = ("box", "input", "above", "up to", *measures)
    columns = {head: np.asarray([row[k] for row in rows], dtype=object) for k, head in enumerate(heads)}
    notes = [f"{bad.sum():,} of {len(bad):,} scenarios are bad ({_percent(bad.mean())})."]
    if kind != "bad":
        notes.append(f"Bad ones are too common for boxes: the boxes hold the {kind} ones.")
    notes += [_sentence(box, titles, seen, told, kind) for box in found] or [
        f"No few inputs set the {kind} ones apart."
    ]
    count = 1 if isinstance(asked, AskedOfCase) else len(bad)
    return asked.result(columns, count, tuple(notes))


def _of_packs(asked: Asked) -> Scenarios:
    names = list(asked.form.vary)
    rows = asked.rows(names, asked.points(names, 0))
    values = asked.numbers(asked.outputs[0], asked.evaluate(rows))
    solved = ~np.isnan(values)
    inputs = {asked.titled(name): np.asarray([row[name] for row in rows])[solved] for name in names}
    return inputs, values[solved], {heading: heading for heading in inputs}


def _of_case(asked: AskedOfCase) -> Scenarios:
    result = asked.decide(asked.base())
    strategies = [row.name for row in result.strategies]
    wanted = asked.form.outputs or (result.strategy, "keep")
    wrong = [name for name in wanted if name not in strategies]
    if wrong or len(wanted) > 2:
        found = f"'{', '.join(wrong or wanted)}'"
        why = "the output is a strategy, or two: the first less the second"
        where = study_place(asked.path, "outputs")
        raise InputError(Problem(where, found, why, f"Known are {', '.join(strategies)}."))
    values = result.draws[wanted[0]] - (result.draws[wanted[1]] if len(wanted) == 2 else 0.0)
    inputs = {name: each for name, each in result.draws.items() if name not in strategies}
    missing = [name for name in asked.form.vary if name not in inputs]
    if missing:
        why = "it is no number that the scenarios vary"
        raise InputError(*(Problem(study_place(asked.path, "vary", name), name, why) for name in missing))
    titled, words = {}, {}
    for name, each in inputs.items():
        if not asked.form.vary or name in asked.form.vary:
            quantity = result.case.quantities[name]
            head = headed(name, quantity.unit)
            titled[head], words[head] = each, headed(quantity.title or name, quantity.unit)
    return titled, values, words


def _bad(asked: Asked, values: Any) -> Any:
    """Whether each value is within the bounds that are bad."""
    of = WORTH if isinstance(asked, AskedOfCase) else asked.outputs[0]
    low, high = asked.within(of, asked.form.bad, "bad")
    return (values >= low) & (values <= high)


def _refuse_few(asked: Asked, bad: Any) -> None:
    if min(bad.sum(), (~bad).sum()) < FEW:
        found = f"{bad.sum()} of {len(bad)} scenarios are bad"
        why = f"boxes need {FEW} bad and {FEW} good ones"
        where = study_place(asked.path, "bad")
        raise InputError(Problem(where, found, why, "Move the bound, or draw more."))


def boxes_of(inputs: Mapping[str, Any], bad: Any) -> list[Box]:
    """Boxes of a shallow tree without ends that may have no effect, each once.

    Parameters
    ----------
    inputs : arrays (s,) by name. bad : (s,) whether each scenario is bad.

    Raises
    ------
    InputError
        If the library that grows trees is not there.
    """
    boxes = [box.without_idle_ends(inputs, bad) for box in _grown(inputs, bad)]
    return [box for k, box in enumerate(boxes) if box.ends and box not in boxes[:k]]


def _grown(inputs: Mapping[str, Any], bad: Any) -> list[Box]:
    """Leaves of a shallow tree as boxes."""
    try:
        from sklearn.tree import DecisionTreeClassifier
    except ImportError:
        why = 'kind = "discover" grows its tree with scikit-learn'
        instead = "In the folder of the Makefile: .venv/bin/pip install -e '.[discover]'."
        raise InputError(Problem("scikit-learn", "not installed", why, instead)) from None
    names = list(inputs)
    grower = DecisionTreeClassifier(
        max_depth=DEPTH, min_samples_leaf=LEAST_IN_BOX, class_weight="balanced", random_state=0
    )
    tree = grower.fit(np.stack([inputs[name] for name in names], axis=1), bad).tree_
    boxes, open_nodes = [], [(0, Box({}))]
    while open_nodes:
        node, box = open_nodes.pop()
        if tree.children_left[node] < 0:
            boxes.append(box)
            continue
        name, cut = names[tree.feature[node]], float(tree.threshold[node])
        low, high = box.ends.get(name, (-np.inf, np.inf))
        for child, ends in ((tree.children_left, (low, cut)), (tree.children_right, (cut, high))):
            open_nodes.append((int(child[node]), replace(box, ends={**box.ends, name: ends})))
    return boxes


def _rows(number: int, box: Box, inputs: Mapping[str, Any], bad: Any) -> list[Sequence[Any]]:
    """One row for each input that a box bounds."""
    inside = box.holds(inputs)
    of_box = (float((inside & bad).sum() / bad.sum()), float(bad[inside].mean()), float(inside.mean()))
    return [
        (
            number,
            name,
            None if np.isinf(low) else low,
            None if np.isinf(high) else high,
            box.quasi_p(name, inputs, bad),
            *of_box,
        )
        for name, (low, high) in box.ends.items()
    ]


def _sentence(box: Box, titles: Mapping[str, str], inputs: Mapping[str, Any], bad: Any, kind: str) -> str:
    """A box in plain words."""
    inside = box.holds(inputs)
    told = []
    for name, (low, high) in box.ends.items():
        above, below = not np.isinf(low), not np.isinf(high)
        if above and below:
            told.append(f"{titles[name]} between {_told(low)} and {_told(high)}")
        else:
            told.append(f"{titles[name]} {f'above {_told(low)}' if above else f'up to {_told(high)}'}")
    coverage, density = _percent((inside & bad).sum() / bad.sum()), _percent(bad[inside].mean())
    where = f"In {coverage} of the {kind} scenarios, {' and '.join(told)}"
    return f"{where}; {density} of such scenarios are {kind}."


def _told(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= LARGE else f"{value:.4g}"


def _percent(share: float) -> str:
    return f"{100.0 * share:.0f} %"
