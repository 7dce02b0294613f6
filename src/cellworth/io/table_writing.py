"""Table files out: written beside the target, renamed when whole."""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as compute

from cellworth.core.errors import InputError, Problem
from cellworth.io.arrow_units import with_units
from cellworth.io.tables import Column, file_form
from cellworth.io.targets import check_file

__all__ = [
    "WriteError",
    "as_column",
    "check_target",
    "needs_quotes",
    "text_cell",
    "whole_file",
    "write_table",
    "write_tables",
]

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
NEEDS_QUOTES = '[",\r\n]'
ROW_GROUP = 32_768
"""Rows of a group in Parquet, however they come; one is held while it is written."""


class WriteError(InputError):
    """A file cannot be written, though nothing is wrong with what was given."""


def check_target(path: str, source: str | None = None) -> None:
    """Refuse a target that cannot be written, before any work is done.

    Raises
    ------
    InputError
        If the name has no known end, the folder is missing or closed, or the target is the source.
    """
    file_form(path)
    check_file(path)
    target = Path(path)
    if source and target.exists() and target.samefile(source):
        raise InputError(
            Problem(path, "this is the input itself", "it would be overwritten", "Name another.")
        )


@contextmanager
def whole_file(path: str, *, to_disk: bool = True) -> Iterator[str]:
    """Name of a temporary beside `path`, renamed to `path` at the end, removed if anything fails.

    What a process that was killed left for the same path is removed as well.

    Parameters
    ----------
    path : of the file.
    to_disk : wait until the disk holds it, so that it is whole even if the power fails at once.

    Raises
    ------
    InputError
        If its folder does not exist or is closed; `WriteError` if the disk is full or fails.
    """
    check_file(path)
    target = Path(path)
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        _remove_left(target)
        yield str(part)
        if to_disk:
            _to_disk(part)
        os.replace(part, target)
    except OSError as error:
        why = "nothing was written"
        raise WriteError(Problem(path, f"writing failed ({error.strerror or error})", why)) from None
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _to_disk(path: Path) -> None:
    """Have the system write what it still holds of a file."""
    with path.open("r+b") as stream:
        os.fsync(stream.fileno())


def _remove_left(target: Path) -> None:
    """Remove temporaries of processes of this machine that are no more."""
    start = f".{target.name}."
    for entry in os.scandir(target.parent):
        number = entry.name.removeprefix(start).removesuffix(".part")
        if entry.name == f"{start}{number}.part" and number.isdecimal() and not _lives(int(number)):
            Path(entry.path).unlink(missing_ok=True)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def text_cell(text: str) -> str:
    """A text that a spreadsheet would take for a formula is marked as text."""
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_SIGNS) else text


def as_column(values: Any) -> Column:
    """Arrow array of a numpy array; NaN is an empty cell."""
    return pa.array(values, from_pandas=True)


def write_table(path: str, columns: Mapping[str, Column]) -> None:
    """Write columns by heading, as CSV, compressed CSV or Parquet after the end of the name.

    In Parquet the metadata of a column holds the unit of its heading.
    """
    table = pa.table(dict(columns))
    write_tables(path, table.schema, [table], quotes=needs_quotes(table))


def write_tables(path: str, schema: Any, tables: Iterable[Any], *, quotes: bool) -> None:
    """Write tables under one another, as `write_table` does; the bytes do not depend on where one ends.

    Parameters
    ----------
    path : of the file.
    schema : of all tables.
    tables : taken one by one.
    quotes : whether any of them needs quotes (`needs_quotes`).
    """
    with whole_file(path) as part:
        if file_form(path) == "parquet":
            import pyarrow.parquet as parquet

            with parquet.ParquetWriter(part, with_units(schema.empty_table()).schema) as writer:
                for group in _groups(tables, ROW_GROUP):
                    writer.write_table(with_units(group), row_group_size=ROW_GROUP)
            return
        compression = "gzip" if path.lower().endswith(".gz") else None
        with pa.output_stream(part, compression=compression) as stream:
            stream.write((",".join(map(_quoted, schema.names)) + "\n").encode())
            for table in tables:
                _write_csv(table, stream, quotes=quotes)


def _groups(tables: Iterable[Any], rows: int) -> Iterator[Any]:
    """The same rows in tables of one length, each column in one piece."""
    left: list[Any] = []
    for table in tables:
        left.append(table)
        while sum(each.num_rows for each in left) >= rows:
            whole = pa.concat_tables(left)
            yield whole.slice(0, rows).combine_chunks()
            left = [whole.slice(rows)]
    if sum(each.num_rows for each in left):
        yield pa.concat_tables(left).combine_chunks()


def _write_csv(table: Any, stream: Any, *, quotes: bool) -> None:
    import pyarrow.csv as arrow_csv

    quoting = "needed" if quotes else "none"
    options = arrow_csv.WriteOptions(include_header=False, quoting_style=quoting)
    arrow_csv.write_csv(table, stream, write_options=options)


def needs_quotes(table: Any) -> bool:
    """Whether a text of a table holds a sign that must stand in quotes."""
    return any(map(_has_signs, table.columns))


def _quoted(heading: str) -> str:
    if any(sign in heading for sign in '",\r\n'):
        return '"' + heading.replace('"', '""') + '"'
    return heading


def _has_signs(column: Column) -> bool:
    """Whether a text column holds a sign that must stand in quotes."""
    if not pa.types.is_string(column.type):
        return False
    return bool(compute.any(compute.match_substring_regex(column, NEEDS_QUOTES)).as_py())
