"""Studies of packs and of cases: grids, one at a time, inverse questions, Pareto fronts, Sobol' indices."""

import itertools
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from cellworth.app.study_asked import Asked, Columns, StudyResult, headed, with_unit
from cellworth.app.study_case import AskedOfCase, read_case
from cellworth.app.study_discover import discover
from cellworth.app.study_map import switch_map
from cellworth.app.study_optimum import optimise
from cellworth.core.errors import InputError, Problem
from cellworth.engine.blocks import Progress
from cellworth.engine.executors import Workers
from cellworth.io.arrow_units import unit_in_heading
from cellworth.io.kept_answers import KeptAnswers
from cellworth.io.study_files import read_study, study_place
from cellworth.io.study_sense import check_study
from cellworth.io.table_writing import as_column, check_target, whole_file, write_table
from cellworth.report.study_map import map_drawing
from cellworth.uncertainty.breakeven import breakeven
from cellworth.uncertainty.sensitivity import mixed_inputs, sobol_indices

__all__ = ["StudyResult", "non_dominated", "study", "write_chart", "write_study"]

TOLERANCE = 1e-6
"""Of a solution, as a share of the range searched."""

STEP_BY_STEP = ("inverse", "optimise", "switch-map")
"""Kinds that ask again and again."""


@dataclass
class _Steps:
    """Tells how many are done of an unknown number, over all that is asked."""

    show: Progress
    before: int = 0

    def __call__(self, done: int, n: int) -> None:
        """So many of the `n` that were asked for this time."""
        self.show(self.before + done, 0)
        self.before += n if done >= n else 0

    def end(self) -> None:
        """No more will be asked."""
        if self.before:
            self.show(self.before, self.before)


def study(
    path: str,
    *,
    workers: Workers | None = None,
    kept: KeptAnswers | None = None,
    progress: Progress | None = None,
) -> StudyResult:
    """Answer the study of a file; its form is `cellworth.io.study_files.StudyForm`.

    Parameters
    ----------
    path : of the TOML file.
    workers : who computes; all cores by default.
    kept : answers that need not be computed again (`cellworth.app.kept_study.kept_study`).
    progress : called with what is done and all there is; zero where nobody can know how many.

    Raises
    ------
    InputError
        If the file or an input cannot be used, or an inverse question has no answer in its range.
    """
    asked = replace(asked_of(path, progress), workers=workers or Workers(), kept=kept)
    if progress and asked.form.kind in STEP_BY_STEP:
        asked = replace(asked, progress=_Steps(progress))
    kinds: Mapping[str, Callable[[Asked], StudyResult]] = {
        "grid": _grid,
        "one-at-a-time": _one_at_a_time,
        "inverse": _inverse,
        "pareto": _pareto,
        "sobol": _sobol,
        "switch-map": switch_map,
        "optimise": optimise,
        "discover": discover,
    }
    try:
        return kinds[asked.form.kind](asked)
    finally:
        if isinstance(asked.progress, _Steps):
            asked.progress.end()


def asked_of(path: str, progress: Progress | None) -> Asked:
    """The question of a file, over packs or over a case."""
    form = read_study(path)
    check_study(form, path)
    if form.case:
        return AskedOfCase(form, path, progress, read_case(form, path))
    return Asked(form, path, progress)


def _grid(asked: Asked) -> StudyResult:
    names = list(asked.form.vary)
    rows = [dict(zip(names, each, strict=True)) for each in itertools.product(*map(asked.values, names))]
    outputs = asked.evaluate(rows)
    return asked.result(asked.table(rows, outputs), len(rows), asked.noticed(rows, outputs))


def _one_at_a_time(asked: Asked) -> StudyResult:
    """Each input through its values, all others at the base, which comes first."""
    rows: list[dict[str, Any]] = [{}]
    told: list[tuple[str, Any]] = [("base", "")]
    for name in asked.form.vary:
        for each in asked.values(name):
            rows.append({name: each})
            told.append((asked.titled(name), each))
    outputs = asked.evaluate(rows)
    columns: Columns = {
        "input": np.asarray([name for name, _ in told], dtype=object),
        "value": np.asarray([str(each) for _, each in told], dtype=object),
    }
    for name, array in outputs.items():
        columns[asked.heading(name)] = array
        if array.dtype.kind == "f":
            columns[f"{name} over base"] = array / array[0]
    return asked.result(columns, len(rows), asked.noticed(rows, outputs))


def _inverse(asked: Asked) -> StudyResult:
    """Where the first output reaches the target, or is that of the other design (Brent)."""
    name, output = next(iter(asked.form.vary)), asked.outputs[0]
    low, high = asked.ends(name)
    sides = [asked.base(), *([asked.base(asked.form.against)] if asked.form.against else [])]
    target = asked.bound(output, asked.form.target or 0.0, "target")
    known: dict[float, Columns] = {}

    def ask(*points: float) -> None:
        """Both designs at all points side by side."""
        outputs = asked.evaluate([{**side, name: point} for point in points for side in sides], {})
        for k, point in enumerate(points):
            own = slice(k * len(sides), (k + 1) * len(sides))
            known[point] = {each: array[own] for each, array in outputs.items()}

    def at(point: float) -> tuple[float, float]:
        if point not in known:
            ask(point)
        mine, *other = asked.numbers(output, known[point])
        return float(mine), float(other[0]) if other else target

    def difference(point: float) -> float:
        mine, wanted = at(point)
        if math.isnan(mine - wanted):
            where, found = study_place(asked.path, "vary", name), with_unit(point, asked.titled(name))
            raise InputError(Problem(where, f"no {output} at {found}", "there is no solution", "Narrow it."))
        return mine - wanted

    ask(low, high)
    found = breakeven(difference, low, high, TOLERANCE * abs(high - low))
    if math.isnan(found):
        raise InputError(_no_answer(asked, name, {end: at(end) for end in (low, high)}))
    wanted = at(found)[1]
    mine = {each: array[:1] for each, array in known[found].items()}
    columns: Columns = {asked.titled(name): np.asarray([found]), asked.heading(output): mine[output]}
    against = "target" if len(sides) == 1 else "of the other design"
    columns[headed(against, unit_in_heading(asked.heading(output)))] = np.asarray([wanted])
    columns |= {asked.heading(each): mine[each] for each in asked.outputs[1:]}
    return asked.result(columns, len(known) * len(sides), asked.said(found))


def _no_answer(asked: Asked, name: str, ends: Mapping[float, tuple[float, float]]) -> Problem:
    """No crossing between the ends, given the output and what it should be at each of them."""
    output = asked.outputs[0]
    title, head = asked.titled(name), asked.heading(output)
    told = "; ".join(
        f"{with_unit(end, title)}: {with_unit(mine, head)} against {with_unit(wanted, head)}"
        for end, (mine, wanted) in ends.items()
    )
    where = study_place(asked.path, "vary", name)
    if len(set(ends.values())) == 1:
        why = f"{name} does not move {output} ({told})"
        return Problem(where, "no answer in the range", why, "Vary another, or ask for another output.")
    nearer = min(ends, key=lambda end: abs(ends[end][0] - ends[end][1]))
    edge = with_unit(nearer, title)
    at_limit = nearer in asked.allowed(name)
    instead = f"{edge} is all it can be: ask for another value." if at_limit else f"Widen it past {edge}."
    return Problem(where, "no answer in the range", f"{output} does not cross there ({told})", instead)


def non_dominated(values: Any) -> Any:
    """Rows that no other row beats: none is as small in all columns and smaller in one.

    Parameters
    ----------
    values : (s, k) to be small; rows with NaN are left out.

    Returns
    -------
    kept : (s,) true for rows of the front.
    """
    kept = ~np.isnan(values).any(axis=1)
    for row in np.lexsort(values.T[::-1]):
        if kept[row]:
            beaten = (values >= values[row]).all(axis=1) & (values > values[row]).any(axis=1)
            kept &= ~beaten
    return kept


def _pareto(asked: Asked) -> StudyResult:
    names = list(asked.form.vary)
    rows = asked.rows(names, asked.points(names, 0))
    outputs = asked.evaluate(rows)
    signed = [asked.form.sign(name) * asked.numbers(name, outputs) for name in asked.outputs]
    values = np.stack(signed, axis=1)
    kept = np.flatnonzero(non_dominated(values))
    kept = kept[np.argsort(values[kept, 0], kind="stable")]
    front = {name: array[kept] for name, array in outputs.items()}
    better = ", ".join(f"{asked.form.best_of(name)} {name}" for name in asked.outputs)
    note = f"{len(kept)} of {len(rows)} {asked.form.counted} are beaten by no other; best is: {better}."
    return asked.result(
        asked.table([rows[row] for row in kept], front), len(rows), (note, *asked.noticed(rows, outputs))
    )


def _sobol(asked: Asked) -> StudyResult:
    """Sobol' indices of the first output over groups of inputs, uniform between their ends (S50)."""
    names, output = list(asked.form.vary), asked.outputs[0]
    groups: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        groups.setdefault(asked.form.vary[name].group or name, []).append(place)
    base, other = asked.points(names, 0), asked.points(names, len(names))
    sets = [base, other, *(mixed_inputs(base, other, tuple(group)) for group in groups.values())]
    rows = [row for uniforms in sets for row in asked.rows(names, uniforms)]
    found = asked.numbers(output, asked.evaluate(rows))
    values = found.reshape(len(sets), -1)
    solved = ~np.isnan(values).any(axis=0)
    if solved.sum() < 2:
        raise InputError(Problem(asked.path, "no designs to compare", "nearly none has a solution"))
    of = values[:, solved]
    indices = sobol_indices(of[0], of[1], of[2:].T)
    columns: Columns = {"group": np.asarray(list(groups), dtype=object)}
    columns["inputs"] = np.asarray(
        [", ".join(names[i] for i in group) for group in groups.values()], dtype=object
    )
    for name in ("first_index", "first_index_error", "total_index", "total_index_error"):
        columns[name] = np.asarray(getattr(indices, name))
    left = int((~solved).sum())
    notes = (f"{left} of {len(solved)} points are left out: a design has no solution.",) if left else ()
    mean, deviation = (with_unit(each, asked.heading(output)) for each in (of[0].mean(), of[0].std()))
    spread = f"{output}: mean {mean}, standard deviation {deviation} over the ranges."
    return asked.result(columns, values.size, (spread, *notes, *asked.still(rows, {output: found})))


def write_chart(result: StudyResult, target: str) -> None:
    """Draw the map of a study.

    Parameters
    ----------
    result : of a switch map.
    target : file to write, SVG or PNG by its end.

    Raises
    ------
    InputError
        If the study has no map, or the file cannot be written.
    """
    if result.map is None:
        why = "only a switch map has a chart"
        raise InputError(Problem("--chart", target, why, 'Ask for kind = "switch-map".'))
    columns = {name: as_column(np.asarray(result.columns[name])).to_pylist() for name in result.map}
    drawn = map_drawing(columns, target.rpartition(".")[2].lower())
    with whole_file(target) as part:
        Path(part).write_bytes(drawn)


def write_study(result: StudyResult, target: str) -> None:
    """Write the table of a study as CSV, compressed CSV or Parquet.

    Raises
    ------
    InputError
        If the file cannot be written.
    """
    check_target(target)
    write_table(target, {name: as_column(np.asarray(array)) for name, array in result.columns.items()})
