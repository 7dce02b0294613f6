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
    write_tables(path, table.schema, [table])


def write_tables(path: str, schema: Any, tables: Iterable[Any]) -> None:
    """Write tables under one another, as `write_table` does; the bytes do not depend on where one ends.

    Parameters
    ----------
    path : of the file.
    schema : of all tables.
    tables : taken one by one.
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
                _write_csv(table, stream)


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


def _write_csv(table: Any, stream: Any) -> None:
    """Rows as lines; the writer of the library would put all texts in quotes where one needs them."""
    for rows in table.to_batches(max_chunksize=ROW_GROUP):
        cells = map(_cells, rows.columns)
        lines = compute.binary_join_element_wise(*cells, ",", null_handling="replace", null_replacement="")
        whole = pa.ListArray.from_arrays([0, len(lines)], lines)
        stream.write(compute.binary_join(whole, "\n")[0].as_buffer())
        stream.write(b"\n")


def _cells(column: Column) -> Column:
    """Texts of a column as they stand in CSV."""
    texts = column.cast(pa.string())
    if not (pa.types.is_string(column.type) or pa.types.is_large_string(column.type)):
        return texts
    signs = compute.fill_null(compute.match_substring_regex(texts, NEEDS_QUOTES), False)
    if not compute.any(signs).as_py():
        return texts
    doubled = compute.replace_substring(texts, '"', '""')
    return compute.if_else(signs, compute.binary_join_element_wise('"', doubled, '"', ""), texts)


def _quoted(heading: str) -> str:
    if any(sign in heading for sign in '",\r\n'):
        return '"' + heading.replace('"', '""') + '"'
    return heading
