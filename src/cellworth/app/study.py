"""Studies of packs: grids, one at a time, inverse questions, Pareto fronts, Sobol' indices."""

import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from cellworth.app.evaluate import evaluate_packs
from cellworth.core.errors import InputError, Problem
from cellworth.engine.blocks import Progress
from cellworth.io.array_tables import array_table
from cellworth.io.column_sets import heading
from cellworth.io.input_columns import read_inputs
from cellworth.io.input_schema import input_definitions
from cellworth.io.metal_records import cathode_price, metal_prices
from cellworth.io.output_texts import in_words
from cellworth.io.place_inputs import powder_of
from cellworth.io.study_files import METAL, METAL_UNIT, StudyForm, input_value, read_study
from cellworth.io.table_writing import as_column, check_target, write_table
from cellworth.uncertainty.breakeven import breakeven
from cellworth.uncertainty.draws import quasi_uniforms
from cellworth.uncertainty.sensitivity import mixed_inputs, sobol_indices

__all__ = ["StudyResult", "non_dominated", "study", "write_study"]

COUPLE, POWDER_PRICE = "couple", "price_positive_active"
PROBLEMS_SHOWN = 5
TOLERANCE = 1e-6
"""Of a solution, as a share of the range searched."""

Columns = dict[str, Any]


@dataclass(frozen=True)
class StudyResult:
    """Answer of a study.

    Attributes
    ----------
    columns : arrays of one length by heading ``name [unit]``.
    evaluations : designs computed.
    notes : a sentence each.
    """

    columns: Columns
    evaluations: int
    notes: tuple[str, ...] = ()


def study(path: str, *, progress: Progress | None = None) -> StudyResult:
    """Answer the study of a file; its form is `cellworth.io.study_files.StudyForm`.

    Parameters
    ----------
    path : of the TOML file.
    progress : called with designs done and all designs.

    Raises
    ------
    InputError
        If the file or an input cannot be used, or an inverse question has no answer in its range.
    """
    form = read_study(path)
    kinds: Mapping[str, Callable[[_Asked], StudyResult]] = {
        "grid": _grid,
        "one-at-a-time": _one_at_a_time,
        "inverse": _inverse,
        "pareto": _pareto,
        "sobol": _sobol,
    }
    return kinds[form.kind](_Asked(form, path, progress))


@dataclass(frozen=True)
class _Asked:
    form: StudyForm
    path: str
    progress: Progress | None

    def value(self, name: str, given: Any) -> Any:
        return input_value(name, given, self.path)

    def ends(self, name: str) -> tuple[float, float]:
        vary = self.form.vary[name]
        low, high = self.value(name, vary.start), self.value(name, vary.end)
        if not all(isinstance(end, int | float) and not isinstance(end, bool) for end in (low, high)):
            raise InputError(Problem(f"{self.path}, vary.{name}", "no number", "a range has two numbers"))
        return float(low), float(high)

    def values(self, name: str) -> list[Any]:
        vary = self.form.vary[name]
        if vary.values:
            return [self.value(name, each) for each in vary.values]
        return [float(each) for each in np.linspace(*self.ends(name), vary.points)]

    def base(self, over: Mapping[str, Any] | None = None) -> dict[str, Any]:
        return {name: self.value(name, each) for name, each in {**self.form.base, **(over or {})}.items()}

    def evaluate(self, rows: Sequence[Mapping[str, Any]], base: Mapping[str, Any] | None = None) -> Columns:
        """Outputs of designs, one row each; NaN where a design has no solution."""
        whole = [{**(self.base() if base is None else base), **row} for row in rows]
        if self.form.metals:
            whole = [self._priced(row) for row in whole]
        names = list(dict.fromkeys(name for row in whole for name in row))
        columns = {name: np.asarray([row[name] for row in whole]) for name in names}
        columns = columns or {COUPLE: np.asarray([input_definitions()[COUPLE].default])}
        found = read_inputs(array_table(columns, path=self.path), parity=False)
        if found.problems:
            told = list(found.problems.items())[:PROBLEMS_SHOWN]
            raise InputError(
                *(replace(each, where=f"{self.path}, design {row + 1}, {each.where}") for row, each in told)
            )
        results = evaluate_packs(found.arrays, outputs=self.form.outputs, progress=self.progress)
        return {
            name: np.broadcast_to(in_words(name, array), len(whole))
            for name, array in results.outputs.items()
        }

    def _priced(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """Inputs with the cathode priced by its metals, those of the row first."""
        metals = metal_prices(self.form.metals, f"{self.path}, metals")
        for name, price in row.items():
            if name.startswith(METAL):
                metal = name.removeprefix(METAL)
                if metal not in metals:
                    raise InputError(
                        Problem(f"{self.path}, {name}", "no such metal", f"known are {', '.join(metals)}")
                    )
                metals = {**metals, metal: replace(metals[metal], value=float(price))}
        powder = powder_of(str(row.get(COUPLE, input_definitions()[COUPLE].default)))
        own = {name: each for name, each in row.items() if not name.startswith(METAL)}
        return {**own, POWDER_PRICE: cathode_price(powder, metals, f"{self.path}, metals").price}


def _titled(name: str) -> str:
    if name.startswith(METAL):
        return f"{name} [{METAL_UNIT}]"
    return input_definitions()[name].heading


def _table(rows: Sequence[Mapping[str, Any]], outputs: Columns) -> Columns:
    names = list(dict.fromkeys(name for row in rows for name in row))
    given = {_titled(name): np.asarray([row[name] for row in rows]) for name in names}
    return {**given, **{heading(name): array for name, array in outputs.items()}}


def _unsolved(outputs: Columns) -> tuple[str, ...]:
    first = next(iter(outputs.values()))
    count = int(np.isnan(first).sum()) if first.dtype.kind == "f" else 0
    return (f"{count} of {len(first)} designs have no solution.",) if count else ()


def _grid(asked: _Asked) -> StudyResult:
    names = list(asked.form.vary)
    rows = [dict(zip(names, each, strict=True)) for each in itertools.product(*map(asked.values, names))]
    outputs = asked.evaluate(rows)
    return StudyResult(_table(rows, outputs), len(rows), _unsolved(outputs))


def _one_at_a_time(asked: _Asked) -> StudyResult:
    """Each input through its values, all others at the base, which comes first."""
    rows: list[dict[str, Any]] = [{}]
    told: list[tuple[str, Any]] = [("base", "")]
    for name in asked.form.vary:
        for each in asked.values(name):
            rows.append({name: each})
            told.append((_titled(name), each))
    parts = [asked.evaluate([row]) for row in rows]
    outputs = {name: np.concatenate([part[name] for part in parts]) for name in asked.form.outputs}
    columns: Columns = {
        "input": np.asarray([name for name, _ in told], dtype=object),
        "value": np.asarray([str(each) for _, each in told], dtype=object),
    }
    for name, array in outputs.items():
        columns[heading(name)] = array
        if array.dtype.kind == "f":
            columns[f"{name} over base"] = array / array[0]
    return StudyResult(columns, len(rows), _unsolved(outputs))


def _inverse(asked: _Asked) -> StudyResult:
    """Where the first output reaches the target, or is that of the other design (Brent, on one design)."""
    name, output = next(iter(asked.form.vary)), asked.form.outputs[0]
    low, high = asked.ends(name)
    counted = 0

    def outputs_at(point: float) -> tuple[float, float]:
        nonlocal counted
        counted += 1
        mine = float(asked.evaluate([{name: point}])[output][0])
        if not asked.form.against:
            return mine, float(asked.form.target or 0.0)
        counted += 1
        return mine, float(asked.evaluate([{name: point}], asked.base(asked.form.against))[output][0])

    def difference(point: float) -> float:
        mine, other = outputs_at(point)
        return mine - other

    found = breakeven(difference, low, high, TOLERANCE * abs(high - low))
    if math.isnan(found):
        at = [
            f"{end:g}: {mine:.6g} against {other:.6g}"
            for end in (low, high)
            for mine, other in [outputs_at(end)]
        ]
        why = f"{output} does not cross there ({'; '.join(at)})"
        raise InputError(Problem(f"{asked.path}, vary.{name}", "no answer in the range", why, "Widen it."))
    mine, other = outputs_at(found)
    columns = {
        _titled(name): np.asarray([found]),
        heading(output): np.asarray([mine]),
        "target" if not asked.form.against else "of the other design": np.asarray([other]),
    }
    return StudyResult(columns, counted)


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


def _points(asked: _Asked, names: Sequence[str], offset: int) -> Any:
    dimensions = {name: place + 1 for place, name in enumerate(names)}
    return np.asarray(
        quasi_uniforms(asked.form.seed, names, dimensions, 0, asked.form.samples, offset=offset)
    )


def _rows(asked: _Asked, names: Sequence[str], uniforms: Any) -> list[dict[str, Any]]:
    ends = [asked.ends(name) for name in names]
    low, high = np.asarray([end[0] for end in ends]), np.asarray([end[1] for end in ends])
    return [dict(zip(names, map(float, each), strict=True)) for each in low + uniforms * (high - low)]


def _pareto(asked: _Asked) -> StudyResult:
    names = list(asked.form.vary)
    rows = _rows(asked, names, _points(asked, names, 0))
    outputs = asked.evaluate(rows)
    values = np.stack([np.asarray(outputs[name], dtype=float) for name in asked.form.outputs], axis=1)
    kept = np.flatnonzero(non_dominated(values))
    kept = kept[np.argsort(values[kept, 0], kind="stable")]
    front = {name: array[kept] for name, array in outputs.items()}
    note = f"{len(kept)} of {len(rows)} designs are beaten by no other."
    return StudyResult(_table([rows[row] for row in kept], front), len(rows), (note, *_unsolved(outputs)))


def _sobol(asked: _Asked) -> StudyResult:
    """Sobol' indices of the first output over groups of inputs, uniform between their ends (S50)."""
    names, output = list(asked.form.vary), asked.form.outputs[0]
    groups: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        groups.setdefault(asked.form.vary[name].group or name, []).append(place)
    base, other = _points(asked, names, 0), _points(asked, names, len(names))
    sets = [base, other, *(mixed_inputs(base, other, tuple(group)) for group in groups.values())]
    found = asked.evaluate([row for uniforms in sets for row in _rows(asked, names, uniforms)])[output]
    values = np.asarray(found, dtype=float).reshape(len(sets), -1)
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
    spread = f"{output}: mean {of[0].mean():.6g}, standard deviation {of[0].std():.4g} over the ranges."
    return StudyResult(columns, values.size, (spread, *notes))


def write_study(result: StudyResult, target: str) -> None:
    """Write the table of a study as CSV, compressed CSV or Parquet.

    Raises
    ------
    InputError
        If the file cannot be written.
    """
    check_target(target)
    write_table(target, {name: as_column(np.asarray(array)) for name, array in result.columns.items()})
