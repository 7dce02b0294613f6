"""Columns of a table to input arrays: headings matched, units converted, bad cells set aside by row."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as compute

from cellworth.core.errors import InputError, Problem
from cellworth.io.input_rules import refusals
from cellworth.io.input_schema import (
    InputDefinition,
    choice_texts,
    input_definitions,
    nearest,
    read_value,
    shortened,
    value_problem,
)
from cellworth.io.input_values import default_arrays, settle_target
from cellworth.io.output_names import is_output
from cellworth.io.tables import Column, Table

__all__ = ["InputColumns", "as_numbers", "input_headings", "number_headings", "read_inputs"]

HEADING = re.compile(r"^(?P<name>.*?)\s*(?:\[(?P<unit>[^\]]*)\])?$", re.DOTALL)
PLAIN_NUMBER = r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$"
LIKELY_MISSPELT = 0.75
BATPAC_PREFIX = "in_"


@dataclass(frozen=True)
class InputColumns:
    """Inputs of all designs of a table.

    Attributes
    ----------
    arrays : inputs by name; columns of the table have its length, defaults have length one.
    problems : first flaw of each row that cannot be computed, by position.
    """

    arrays: dict[str, Any]
    problems: dict[int, Problem] = field(default_factory=dict)


@dataclass(frozen=True)
class Matched:
    """A column of the table that is an input.

    Attributes
    ----------
    definition : the input.
    heading : as in the table.
    unit : unit of bare numbers; empty where each cell must name its own.
    blank_is_default : whether an empty cell means the default, not "not given".
    """

    definition: InputDefinition
    heading: str
    unit: str
    blank_is_default: bool


def read_inputs(table: Table, *, parity: bool) -> InputColumns:
    """Inputs of every row of a table; flaws of single rows are set aside, not raised.

    Raises
    ------
    InputError
        If a heading cannot be matched, has the wrong unit, or no column is an input.
    """
    arrays = default_arrays()
    problems = dict(table.bad_rows)
    energy_given: Any = np.array([False])
    for matched in match_headings(table):
        values, bad = read_column(matched, table.columns[matched.heading])
        for row, problem in bad.items():
            problems.setdefault(row, problem)
        name = matched.definition.name
        blank = _is_blank(values)
        if name == "energy":
            energy_given = ~blank
        if matched.blank_is_default or not matched.definition.is_numeric:
            values = np.where(blank, arrays[name], values)
        arrays[name] = values if matched.definition.is_numeric else values.astype(arrays[name].dtype)
    settle_target(arrays, energy_given=energy_given)
    _set_refused_aside(arrays, problems, table.n_rows, parity=parity)
    return InputColumns(arrays, dict(sorted(problems.items())))


def _set_refused_aside(
    arrays: dict[str, Any], problems: dict[int, Problem], n_rows: int, *, parity: bool
) -> None:
    for mask, tell in refusals(arrays, parity=parity):
        for row in np.flatnonzero(np.broadcast_to(mask, (n_rows,))):
            if int(row) not in problems:
                problems[int(row)] = tell(int(row))


def _is_blank(values: Any) -> Any:
    """Cells without a value: NaN in numbers, -1 in choices and flags."""
    return np.isnan(values) if values.dtype.kind == "f" else values < 0


def input_headings(table: Table) -> list[str]:
    """Headings of a table that are inputs."""
    return [matched.heading for matched in match_headings(table)]


def number_headings(table: Table) -> dict[str, InputDefinition]:
    """Inputs that are numbers by heading, each in the unit of its heading and without limits.

    A heading without its unit is left out: each of its cells has a unit of its own.
    """
    return {
        each.heading: replace(each.definition, unit=each.unit, kind="number", lower=-math.inf, upper=math.inf)
        for each in match_headings(table)
        if each.definition.is_numeric and each.unit
    }


def as_numbers(definition: InputDefinition, column: Column) -> Column | None:
    """Numbers of a column of texts, empty where the text is; nothing if a text is no number.

    Parameters
    ----------
    definition : one of `number_headings`.
    column : of texts.
    """
    texts = compute.utf8_trim_whitespace(column.cast(pa.string()))
    texts = compute.if_else(compute.equal(texts, ""), pa.scalar(None, pa.string()), texts)
    plain = compute.fill_null(compute.match_substring_regex(texts, PLAIN_NUMBER), True)
    if compute.all(plain).as_py():
        return texts.cast(pa.float64())
    others = compute.unique(compute.filter(texts, compute.invert(plain))).to_pylist()
    try:
        known = {text: read_value(definition, text, "", bare=True) for text in others}
    except InputError:
        return None
    values = [text if text is None else known.get(text, text) for text in texts.to_pylist()]
    return pa.array([None if value is None else float(value) for value in values], pa.float64())


def match_headings(table: Table) -> list[Matched]:
    """Columns of a table that are inputs.

    Raises
    ------
    InputError
        With every heading that is misspelt, doubled or in a wrong unit; or if none is an input.
    """
    by_batpac = {d.batpac_column: d for d in input_definitions().values() if d.batpac_column}
    found: dict[str, Matched] = {}
    problems: list[Problem] = []
    for heading in table.columns:
        try:
            matched = _match(table, heading, by_batpac)
        except InputError as error:
            problems.extend(error.problems)
            continue
        if matched and matched.definition.name in found:
            first = found[matched.definition.name].heading
            why = f"'{first}' already gives {matched.definition.name}"
            problems.append(Problem(f"{table.path}, line 1", f"the heading {shortened(heading)}", why))
        elif matched:
            found[matched.definition.name] = matched
    if problems:
        raise InputError(*problems)
    if not found:
        known = ", ".join(definition.heading for definition in list(input_definitions().values())[:4])
        why = "a heading is the name of an input with its unit"
        what = f"no column is an input ({', '.join(shortened(name) for name in list(table.columns)[:4])})"
        raise InputError(Problem(table.path, what, why, f"For example {known}, energy [kWh]."))
    return list(found.values())


def _match(table: Table, heading: str, by_batpac: Mapping[str, InputDefinition]) -> Matched | None:
    if definition := by_batpac.get(heading):
        return Matched(definition, heading, definition.unit, blank_is_default=False)
    parts = HEADING.match(heading.strip())
    name = (parts["name"] if parts else heading).strip()
    definition = input_definitions().get(name.casefold().replace(" ", "_").replace("-", "_"))
    where = f"{table.path}, line 1" if table.is_csv else table.path
    if definition is None:
        _refuse_misspelt(name, table, by_batpac, where)
        return None
    unit = parts["unit"] if parts else None
    if unit is None and definition.needs_unit and table.bare_units:
        unit = definition.unit
    if unit is None and definition.needs_unit and _holds_bare_numbers(table.columns[heading]):
        why = "a unit is due"
        instead = f"Write '{definition.heading}'."
        raise InputError(Problem(where, f"the heading {shortened(heading)} has no unit", why, instead))
    if unit is not None:
        _scale(definition, unit, where, heading)
    return Matched(definition, heading, unit or ("" if definition.needs_unit else definition.unit), True)


def _refuse_misspelt(name: str, table: Table, by_batpac: Mapping[str, InputDefinition], where: str) -> None:
    """Refuse a heading so near to an input that carrying it through would drop a number unseen.

    Outputs are no misspelt inputs, neither own ones nor those that stand beside the inputs of BatPaC.
    """
    plain = name.casefold()[:200]
    if plain.startswith(BATPAC_PREFIX):
        known = list(by_batpac)
    elif is_output(name) or not table.columns.keys().isdisjoint(by_batpac):
        return
    else:
        known = list(input_definitions())
    if get_close_matches(plain, known, n=1, cutoff=LIKELY_MISSPELT):
        why = "no input has this name"
        raise InputError(Problem(where, f"the heading {shortened(name)}", why, nearest(plain, known)))


def _holds_bare_numbers(column: Column) -> bool:
    if not pa.types.is_string(column.type):
        return True
    some = compute.filter(column, compute.greater(compute.binary_length(column), 0)).slice(0, 1).to_pylist()
    return bool(some) and re.fullmatch(PLAIN_NUMBER, some[0].strip()) is not None


def _scale(definition: InputDefinition, unit: str, where: str, heading: str) -> tuple[float, float]:
    """Slope and offset from a unit of the table to the unit of the input."""
    if unit.strip() == definition.unit:
        return 1.0, 0.0
    from cellworth.io.units import UnitError, to_canonical

    try:
        offset = to_canonical(f"0 {unit}", definition.unit)[0]
        return to_canonical(f"1 {unit}", definition.unit)[0] - offset, offset
    except UnitError as error:
        found = f"the heading {shortened(heading)}"
        raise InputError(Problem(where, found, error.why, f"Write '{definition.heading}'.")) from None


def read_column(matched: Matched, column: Column) -> tuple[Any, dict[int, Problem]]:
    """Values of one column and the flaws of its cells by position; an empty cell is NaN or -1."""
    if pa.types.is_boolean(column.type) or pa.types.is_large_string(column.type):
        column = column.cast(pa.string())
    if not matched.definition.is_numeric:
        return _read_names(matched, column)
    if pa.types.is_string(column.type):
        values, bad = _numbers_from_text(matched, column)
    else:
        values, bad = _numbers_as_given(matched, column)
    _check_limits(matched, values, bad)
    return values, bad


def _read_names(matched: Matched, column: Column) -> tuple[Any, dict[int, Problem]]:
    """Indices of choices, or truth of flags as 1 and 0, through the distinct texts of the column."""
    texts = _as_text(matched, column)
    coded = texts.dictionary_encode()
    found = np.full(len(coded.dictionary), -1, dtype=np.int64)
    flaws: dict[int, Problem] = {}
    accepted = choice_texts(matched.definition.name) if matched.definition.kind != "flag" else {}
    for code, text in enumerate(coded.dictionary.to_pylist()):
        try:
            known = accepted.get(text.casefold()) if text else -1
            found[code] = (
                known if known is not None else read_value(matched.definition, text, matched.heading)
            )
        except InputError as error:
            flaws[code] = error.problems[0]
    codes = coded.indices.to_numpy(zero_copy_only=False)
    bad = {int(row): flaws[int(codes[row])] for row in np.flatnonzero(np.isin(codes, list(flaws)))}
    return found[codes], bad


def _as_text(matched: Matched, column: Column) -> Column:
    if pa.types.is_floating(column.type):
        whole = np.asarray(column.to_numpy(zero_copy_only=False))
        column = pa.array([None if np.isnan(x) else f"{x:g}" for x in whole], type=pa.string())
    elif not pa.types.is_string(column.type):
        try:
            column = column.cast(pa.string())
        except pa.ArrowException:
            raise InputError(_wrong_type(matched, column)) from None
    return compute.utf8_trim_whitespace(compute.fill_null(column, ""))


def _wrong_type(matched: Matched, column: Column) -> Problem:
    return Problem(matched.heading, f"a column of type {column.type}", "numbers or texts are due")


def _numbers_as_given(matched: Matched, column: Column) -> tuple[Any, dict[int, Problem]]:
    try:
        numbers = column.cast(pa.float64())
    except pa.ArrowException:
        raise InputError(_wrong_type(matched, column)) from None
    values = np.array(numbers.to_numpy(zero_copy_only=False), dtype=float)
    slope, offset = _scale(matched.definition, matched.unit, matched.heading, matched.heading)
    not_a_number = np.isnan(values) & ~np.asarray(column.is_null())
    why = "a finite number is due"
    problem = Problem(matched.heading, "'nan'", why, "Leave the cell empty for the default.")
    return values * slope + offset, {int(row): problem for row in np.flatnonzero(not_a_number)}


def _numbers_from_text(matched: Matched, column: Column) -> tuple[Any, dict[int, Problem]]:
    texts = compute.utf8_trim_whitespace(compute.fill_null(column, ""))
    plain = compute.match_substring_regex(texts, PLAIN_NUMBER)
    numbers = compute.cast(compute.if_else(plain, texts, pa.scalar(None, pa.string())), pa.float64())
    values = np.array(numbers.to_numpy(zero_copy_only=False), dtype=float)
    other = np.asarray(compute.greater(compute.binary_length(texts), 0))
    if matched.unit:
        slope, offset = _scale(matched.definition, matched.unit, matched.heading, matched.heading)
        values = values * slope + offset if (slope, offset) != (1.0, 0.0) else values
        other = other & ~np.asarray(plain)
    return values, _read_others(matched, texts, np.flatnonzero(other), values)


def _read_others(matched: Matched, texts: Column, rows: Any, values: Any) -> dict[int, Problem]:
    """Read cells that are no plain number one by one, each text once; returns the flaws."""
    bad: dict[int, Problem] = {}
    known: dict[str, float | Problem] = {}
    for row in rows:
        text = texts[int(row)].as_py()
        if text not in known:
            known[text] = _read_cell(matched, text)
        result = known[text]
        values[row] = np.nan if isinstance(result, Problem) else result
        if isinstance(result, Problem):
            bad[int(row)] = result
    return bad


def _read_cell(matched: Matched, text: str) -> float | Problem:
    try:
        return float(read_value(matched.definition, text, matched.heading))
    except InputError as error:
        return replace(error.problems[0], where=matched.heading)


def _check_limits(matched: Matched, values: Any, bad: dict[int, Problem]) -> None:
    """Set aside numbers outside their limits, or broken where a count is due."""
    definition = matched.definition
    given = ~np.isnan(values)
    wrong = given & ~((values >= definition.lower) & (values <= definition.upper) & np.isfinite(values))
    if definition.kind == "count":
        wrong |= given & (values != np.floor(values))
    for row in np.flatnonzero(wrong):
        value = float(values[row])
        problem = value_problem(definition, value, f"{value:.10g}{definition.unit_shown}", matched.heading)
        if problem:
            bad.setdefault(int(row), problem)
