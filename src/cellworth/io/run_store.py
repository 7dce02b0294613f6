"""Runs in a folder: their list, their tables side by side, and questions to them in SQL."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from cellworth.core.errors import InputError, Problem
from cellworth.engine.result_money import SIGNS
from cellworth.io.arrow_units import arrow_of, units_of_schema
from cellworth.io.result_json import RESULT_FILE, ResultForm, TableForm, read_result
from cellworth.io.text_files import read_json

__all__ = ["MANIFEST", "TIMING", "RunFolder", "ask", "find_runs", "parquet_files", "refuse_other_case"]

MANIFEST, TIMING = "manifest.json", "timing.json"
WHOLE, UNFINISHED, CHANGED = "whole", "unfinished", "changed"
ALONE = "result only"
KEPT_NAMES = ("runs", "columns_of_tables")
ALL = "all"
"""Runs that a unit holds for, where it is that of every run."""


@dataclass(frozen=True)
class RunFolder:
    """A run as it stands in its folder.

    Attributes
    ----------
    name : path below the folder that was searched.
    document : its result.
    state : ``whole`` if every file has the hash of the manifest, ``changed`` if one has not, ``unfinished``
        without manifest, ``result only`` if the run writes nothing else.
    seconds : wall time; None if it was not written.
    """

    name: str
    document: ResultForm
    state: str
    seconds: float | None


def find_runs(folder: str) -> tuple[list[RunFolder], list[Problem]]:
    """Every run in a folder and below, by name, and what is wrong with those that cannot be read.

    Raises
    ------
    InputError
        If there is no such folder.
    """
    root = _folder(folder)
    runs: list[RunFolder] = []
    problems: list[Problem] = []
    for path in sorted(path for path in root.rglob(RESULT_FILE) if _inside(path, root)):
        try:
            runs.append(_run(path, root))
        except InputError as error:
            problems += error.problems
    return runs, problems


def _folder(folder: str) -> Path:
    root = Path(folder)
    if not root.is_dir():
        found = "this is a file" if root.exists() else "there is no such folder"
        raise InputError(Problem(folder, found, "runs stand in a folder", "Run a case: cellworth run CASE."))
    return root


def _inside(path: Path, root: Path) -> bool:
    """Whether a file stands in the folder itself, and not behind a link that leads out of it."""
    return path.is_file() and path.resolve().is_relative_to(root.resolve())


def _run(path: Path, root: Path) -> RunFolder:
    document = read_result(path)
    name = path.parent.relative_to(root).as_posix()
    timing = path.parent / TIMING
    seconds = _entry(timing, "seconds") if _inside(timing, root) else None
    return RunFolder(name, document, _state(path.parent, document), seconds)


def _entry(path: Path, key: str) -> Any:
    """One entry of a JSON file; nothing where it has none of the name."""
    content = read_json(path, "a file of a run")
    return content.get(key) if isinstance(content, dict) else None


def _state(folder: Path, document: ResultForm) -> str:
    manifest = folder / MANIFEST
    if not manifest.is_file():
        return UNFINISHED if document.tables.get("yearly") else ALONE
    wanted = _entry(manifest, "files")
    if not isinstance(wanted, dict):
        return CHANGED
    for name, digest in wanted.items():
        file = folder / name
        if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != digest:
            return CHANGED
    return WHOLE


def refuse_other_case(folder: str, case: str) -> None:
    """Refuse a folder with the run of another case; one of the same name may be written anew.

    Parameters
    ----------
    folder : a run is to be written to; need not exist.
    case : its name.

    Raises
    ------
    InputError
        If the manifest or the result there names another case.
    """
    stands = _case_of(Path(folder))
    if stands not in (None, case):
        found = f"a run of '{stands}' stands there"
        why = f"that of '{case}' would take its place"
        raise InputError(Problem(folder, found, why, "Name another folder, or move that run away."))


def _case_of(folder: Path) -> str | None:
    """Name of the case whose run stands in a folder; None if there is none, or none that can be read."""
    places = ((folder / MANIFEST, ("case",)), (folder / RESULT_FILE, ("manifest", "case")))
    for path, keys in places:
        if not path.is_file():
            continue
        try:
            content = read_json(path, "a file of a run")
        except InputError:
            continue
        for key in keys:
            content = content.get(key) if isinstance(content, dict) else None
        if isinstance(content, str):
            return content
    return None


def parquet_files(folder: str) -> list[Path]:
    """Parquet files in a folder and below; links that lead out of it are left out."""
    root = _folder(folder)
    return sorted(p for p in root.rglob("*.parquet") if _inside(p, root) and not p.name.startswith("."))


def ask(
    sql: str, folder: str, listed: Any, runs: Iterator[tuple[str, str, dict[str, TableForm]]]
) -> tuple[Any, list[str]]:
    """Answer of a SELECT over the tables of all runs and the Parquet files of a folder.

    The database lives in memory and opens no file itself: it is given the tables, then access to files,
    extensions, the network and the names of the calling program is closed, and the settings are locked.

    Parameters
    ----------
    sql : one SELECT.
    folder : of the runs.
    listed : Arrow table of the runs, seen as ``runs``.
    runs : name of a run, the money it stands in, and its tables.

    Returns
    -------
    answer, notes : Arrow table; a line for each table asked whose runs stand in several moneys.

    Raises
    ------
    InputError
        If the text is no single SELECT, or the database refuses it.
    """
    import duckdb

    link = duckdb.connect(":memory:")
    try:
        parts, moneys = _of_runs(runs)
        views, files = _parquet_views(folder)
        given = {name: _one_type([table for _, table in found]) for name, found in parts.items()} | views
        schemas = {
            name: [(run, table.schema) for run, table in found] for name, found in parts.items()
        } | files
        link.register("runs", listed)
        link.register("columns_of_tables", _columns({"runs": [("", listed.schema)], **schemas}))
        for name, table in given.items():
            if name not in KEPT_NAMES:
                link.register(name, table)
        _close(link)
        answer = _answer(link, sql, sorted([*KEPT_NAMES, *given]))
        asked = _asked(link, sql)
        mixed = {name: found for name, found in moneys.items() if name not in views and len(set(found)) > 1}
        return answer, [_mixed(name, found) for name, found in mixed.items() if name.casefold() in asked]
    finally:
        link.close()


def _close(link: Any) -> None:
    """Leave the database nothing but the tables it was given."""
    for setting in (
        "temp_directory = ''",
        "enable_external_access = false",
        "autoinstall_known_extensions = false",
        "autoload_known_extensions = false",
        "allow_community_extensions = false",
        "allow_persistent_secrets = false",
        "python_enable_replacements = false",
        "lock_configuration = true",
    ):
        link.execute(f"SET {setting}")


def _answer(link: Any, sql: str, known: list[str]) -> Any:
    import duckdb

    try:
        statements = duckdb.extract_statements(sql)
        if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
            why = "one SELECT is answered; runs are read and never changed"
            raise InputError(Problem("the question", f"'{sql[:80]}'", why))
        return link.sql(sql).to_arrow_table()
    except duckdb.CatalogException as error:
        told = f"Tables: {', '.join(known)}."
        raise InputError(Problem("the question", *_first_line(error), told)) from None
    except duckdb.Error as error:
        raise InputError(Problem("the question", *_first_line(error))) from None


def _asked(link: Any, sql: str) -> set[str]:
    """Tables named in a SELECT, in small letters; none where the database cannot take it apart."""
    text = link.execute("SELECT json_serialize_sql(?)", [sql]).fetchone()[0]
    found: set[str] = set()
    nodes: list[Any] = [json.loads(text)]
    while nodes:
        node = nodes.pop()
        if isinstance(node, dict):
            if node.get("type") == "BASE_TABLE":
                found.add(node["table_name"].casefold())
            node = list(node.values())
        nodes += node if isinstance(node, list) else []
    return found


def _first_line(error: Exception) -> tuple[str, str]:
    kind, _, text = (str(error).strip().splitlines() or ["unknown"])[0].partition(": ")
    return (text or kind).rstrip("."), f"the database says {kind.lower()}"


def _of_runs(
    runs: Iterator[tuple[str, str, dict[str, TableForm]]],
) -> tuple[dict[str, list[tuple[str, Any]]], dict[str, list[str]]]:
    """Tables of all runs by name, each with the name of its run in front; moneys of those that hold money."""
    parts: dict[str, list[tuple[str, Any]]] = {}
    moneys: dict[str, list[str]] = {}
    for run, money, tables in runs:
        for name, table in tables.items():
            if not table.columns:
                continue
            made = arrow_of(table)
            full = pa.table({"run": pa.array([run] * made.num_rows, type=pa.string())})
            for field, column in zip(made.schema, made.columns, strict=True):
                full = full.append_column(field, column)
            parts.setdefault(name, []).append((run, full))
            if _holds_money(table):
                moneys.setdefault(name, []).append(money)
    return parts, moneys


def _holds_money(table: TableForm) -> bool:
    """Whether a column of a table stands in money, or a row where the unit is told by row."""
    units = {column.unit for column in table.columns}
    for place, column in enumerate(table.columns):
        if column.name == "unit":
            units |= {str(row[place]) for row in table.rows}
    return any(code in unit for unit in units for code in SIGNS)


def _mixed(name: str, moneys: list[str]) -> str:
    """What to say of a table whose runs stand in several moneys."""
    counted = ((money, moneys.count(money)) for money in sorted(set(moneys)))
    told = ", ".join(f"{money} ({n} {'run' if n == 1 else 'runs'})" for money, n in counted)
    return f"{name} mixes moneys: {told}; the column money of the table runs tells which run stands in which."


def _one_type(tables: list[Any]) -> Any:
    """Tables under one another; where a column differs in type it is text, or a number if all are."""
    kinds: dict[str, set[Any]] = {}
    notes: dict[str, Any] = {}
    for table in tables:
        for field in table.schema:
            kinds.setdefault(field.name, set()).add(field.type)
            notes.setdefault(field.name, field.metadata)
    fields = []
    for name, types in kinds.items():
        real = {kind for kind in types if not pa.types.is_null(kind)}
        numbers = all(pa.types.is_integer(kind) or pa.types.is_floating(kind) for kind in real)
        widest = pa.float64() if numbers else pa.string()
        fields.append(pa.field(name, real.pop() if len(real) == 1 else widest, metadata=notes[name]))
    schema = pa.schema(fields)
    return pa.concat_tables([_as_schema(table, schema) for table in tables])


def _as_schema(table: Any, schema: Any) -> Any:
    columns = [
        table.column(field.name).cast(field.type)
        if field.name in table.schema.names
        else pa.nulls(table.num_rows, type=field.type)
        for field in schema
    ]
    return pa.table(columns, schema=schema)


def _parquet_views(folder: str) -> tuple[dict[str, Any], dict[str, list[tuple[str, Any]]]]:
    """Parquet files by stem, those of one stem as one, parts of a batch as the batch; schemas by file."""
    import pyarrow.dataset as dataset  # loads pandas where it is installed; a run asks for nothing here

    groups: dict[str, list[Path]] = {}
    for path in parquet_files(folder):
        parts = path.parent.name.endswith(".parts")
        stem = Path(path.parent.name.removesuffix(".parts")).stem if parts else path.stem
        groups.setdefault(stem, []).append(path)
    found = {}
    schemas = {}
    for stem, paths in groups.items():
        sets = [dataset.dataset(str(path), format="parquet") for path in paths]
        names = [path.relative_to(folder).as_posix() for path in paths]
        schemas[stem] = [(name, each.schema) for name, each in zip(names, sets, strict=True)]
        try:
            schema = pa.unify_schemas([each.schema for each in sets], promote_options="permissive")
        except pa.ArrowException:
            tables = [each.to_table() for each in sets]
            found[stem] = _one_type(tables)
            continue
        found[stem] = dataset.dataset([str(path) for path in paths], schema=schema, format="parquet")
    return found, schemas


def _columns(tables: dict[str, list[tuple[str, Any]]]) -> Any:
    """A row for each unit of a column, with the runs, or files, it holds for."""
    rows = []
    for name, parts in tables.items():
        holders: dict[str, dict[str, list[str]]] = {}
        meanings: dict[str, str] = {}
        for run, schema in parts:
            for column, (unit, meaning) in units_of_schema(schema).items():
                holders.setdefault(column, {}).setdefault(unit, []).append(run)
                meanings[column] = meaning
        for column, units in holders.items():
            for unit, runs in units.items():
                told = ALL if len(units) == 1 else ", ".join(runs)
                rows.append((name, column, unit, told, meanings[column]))
    names = ("table_name", "column_name", "unit", "runs", "meaning")
    return pa.table({name: [row[place] for row in rows] for place, name in enumerate(names)})
