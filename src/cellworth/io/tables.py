"""Table files in: CSV, CSV compressed by gzip, and Parquet, as columns of text or numbers."""

import gzip
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeAlias

import pyarrow as pa

from cellworth.core.errors import InputError, Problem
from cellworth.io.csv_parts import LINE_LIMIT, SAVE_AS, CsvFile, not_utf8, truncated
from cellworth.io.decimal_signs import line_breaks

__all__ = ["Column", "Table", "file_form", "is_text", "read_table", "table_parts"]

Column: TypeAlias = Any
"""An Arrow array: text from CSV, text or numbers from Parquet."""

FORMS = {".csv": "csv", ".csv.gz": "csv", ".parquet": "parquet", ".pq": "parquet"}
MAGIC = {
    b"PK\x03\x04": "an Excel workbook or a zip archive",
    b"\xff\xfe": "text in UTF-16",
    b"\xfe\xff": "text in UTF-16",
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
}


@dataclass(frozen=True)
class Table:
    """A table file.

    Attributes
    ----------
    path : as given.
    columns : Arrow arrays by heading, in order.
    n_rows : number of rows.
    bad_rows : what is wrong with the form of single rows, by position.
    is_csv : whether rows have lines.
    bare_units : whether a heading without a unit means the unit of the input.
    first_row, first_line : rows of the file before these, and the line of the first one.
    """

    path: str
    columns: dict[str, Column]
    n_rows: int
    bad_rows: dict[int, Problem] = field(default_factory=dict)
    is_csv: bool = True
    bare_units: bool = False
    first_row: int = 0
    first_line: int = 2

    def place(self, row: int) -> str:
        """Where a row stands: file and line, or file and row of a Parquet file."""
        if not self.is_csv:
            return f"{self.path}, row {self.first_row + row + 1}"
        return f"{self.path}, line {self.first_line + row + self.breaks(row)}"

    def breaks(self, rows: int) -> int:
        """Ends of lines inside the cells of the first rows."""
        return line_breaks(self.columns.values(), rows)


def is_text(kind: Any) -> bool:
    """Whether an Arrow type holds texts, or no value at all."""
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_null(kind))


def file_form(path: str) -> str:
    """``csv`` or ``parquet`` by the end of a file name.

    Raises
    ------
    InputError
        If the end is another one.
    """
    for end, form in FORMS.items():
        if path.lower().endswith(end):
            return form
    why = "tables are read and written as .csv, .csv.gz or .parquet"
    raise InputError(Problem(path, "the name does not say what the file is", why))


def read_table(path: str) -> Table:
    """All columns of a table file.

    Raises
    ------
    InputError
        If the file is missing, unreadable, empty, or not a table.
    """
    return next(table_parts(path, sys.maxsize))


def table_parts(path: str, rows: int) -> Iterator[Table]:
    """A table file in parts of some rows, of which one is held at a time; the last part is shorter.

    Raises
    ------
    InputError
        As for `read_table`; a flaw far down shows when its part is read.
    """
    form = file_form(path)
    _check_present(Path(path))
    with _readable(path):
        with Path(path).open("rb") as stream:
            start = stream.read(4)
        if not start:
            raise InputError(Problem(path, "the file is empty", "a heading and at least one row are due"))
        for magic, what in MAGIC.items():
            if start.startswith(magic):
                raise InputError(Problem(path, f"this is {what}", "a table is due", SAVE_AS))
        if form == "parquet" or start == b"PAR1":
            yield from _parquet_parts(path, rows)
        else:
            yield from _csv_parts(path, rows, compressed=start.startswith(b"\x1f\x8b"))


def _check_present(path: Path) -> None:
    if path.is_dir():
        raise InputError(Problem(str(path), "this is a folder", "a table file is due"))
    if path.exists():
        return
    around = [entry.name for entry in path.parent.iterdir()] if path.parent.is_dir() else []
    close = get_close_matches(path.name, around, n=1)
    instead = f"Did you mean '{path.with_name(close[0])}'?" if close else ""
    raise InputError(Problem(str(path), "no such file", "a table file is due", instead))


@contextmanager
def _readable(path: str) -> Iterator[None]:
    try:
        yield
    except PermissionError:
        why = "it may not be read by this user"
        raise InputError(Problem(path, "the file is closed", why, "Change its permissions.")) from None
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise InputError(truncated(path)) from None
    except UnicodeDecodeError:
        raise InputError(not_utf8(path, 1)) from None


def _csv_parts(path: str, rows: int, *, compressed: bool) -> Iterator[Table]:
    row, line = 0, 2
    for found, problems in CsvFile(path, compressed=compressed).parts(rows):
        columns = {name: found.column(name).combine_chunks() for name in found.column_names}
        table = Table(path, columns, found.num_rows, problems, first_row=row, first_line=line)
        yield table
        row, line = row + table.n_rows, line + table.n_rows + table.breaks(table.n_rows)


def _parquet_parts(path: str, rows: int) -> Iterator[Table]:
    import pyarrow.parquet as parquet

    left: Any = None
    row = 0
    try:
        source = parquet.ParquetFile(path)
        if not source.metadata.num_rows:
            raise InputError(Problem(path, "the table has no row", "at least one row is due"))
        _refuse_long_cells(path, source.metadata)
        for batch in source.iter_batches(min(rows, source.metadata.num_rows)):
            piece = pa.Table.from_batches([batch])
            left = piece if left is None else pa.concat_tables([left, piece])
            while left.num_rows >= rows:
                yield _parquet_table(path, left.slice(0, rows), row)
                left, row = left.slice(rows), row + rows
        if left.num_rows:
            yield _parquet_table(path, left, row)
    except (pa.ArrowException, OSError) as error:
        first = str(error).split(". ")[0].splitlines()[0]
        why = "it breaks off or is not Parquet"
        problem = Problem(path, f"the file cannot be read ({first})", why, "Write or copy it again.")
        raise InputError(problem) from None


def _parquet_table(path: str, found: Any, first_row: int) -> Table:
    columns = {name: found.column(name).combine_chunks() for name in found.column_names}
    for name, column in columns.items():
        if pa.types.is_dictionary(column.type):
            columns[name] = column.dictionary_decode()
    return Table(path, columns, found.num_rows, is_csv=False, first_row=first_row)


def _refuse_long_cells(path: str, metadata: Any) -> None:
    """Refuse a cell above the limit before it is read: a group holds it uncompressed."""
    for group in range(metadata.num_row_groups):
        for position in range(metadata.num_columns):
            chunk = metadata.row_group(group).column(position)
            if chunk.num_values and chunk.total_uncompressed_size / chunk.num_values > LINE_LIMIT:
                where = f"{path}, column {chunk.path_in_schema}"
                raise InputError(
                    Problem(where, f"a cell of more than {LINE_LIMIT >> 10} kB", "no input is that long")
                )
