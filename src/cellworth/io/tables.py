"""Table files in: CSV, CSV compressed by gzip, and Parquet, as columns of text or numbers."""

import csv
import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import IO, Any, TypeAlias, cast

import pyarrow as pa
import pyarrow.compute as compute

from cellworth.core.errors import InputError, Problem
from cellworth.io.input_schema import shortened

__all__ = ["Column", "Table", "file_form", "read_table"]

Column: TypeAlias = Any
"""An Arrow array: text from CSV, text or numbers from Parquet."""

LINE_LIMIT = 4 << 20
"""Bytes of the longest line, and of the block the reader holds."""

DECIMAL_COMMA = r"^(\s*[+-]?\d*),(\d+(?:[eE][+-]?\d+)?\s*)$"
THOUSANDS = r"^\s*-?\d{1,3}(\.\d{3})+(,\d+)?\s*$"
THOUSANDS_AND_COMMA = r"^\s*-?\d{1,3}(\.\d{3})+,\d+\s*$"
DECIMAL_POINT = r"^\s*-?(\d*\.\d{1,2}|\d*\.\d{4,}|0\.\d+|\d{4,}\.\d+)\s*$"
DELIMITERS = (",", ";", "\t")
FORMS = {".csv": "csv", ".csv.gz": "csv", ".parquet": "parquet", ".pq": "parquet"}
MAGIC = {
    b"PK\x03\x04": "an Excel workbook or a zip archive",
    b"\xff\xfe": "text in UTF-16",
    b"\xfe\xff": "text in UTF-16",
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
}
SAVE_AS = "Save it as CSV (UTF-8), comma or semicolon separated."


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
    """

    path: str
    columns: dict[str, Column]
    n_rows: int
    bad_rows: dict[int, Problem] = field(default_factory=dict)
    is_csv: bool = True
    bare_units: bool = False

    def place(self, row: int) -> str:
        """Where a row stands: file and line, or file and row of a Parquet file."""
        if not self.is_csv:
            return f"{self.path}, row {row + 1}"
        breaks = sum(
            compute.sum(compute.count_substring(column.slice(0, row), "\n")).as_py() or 0
            for column in self.columns.values()
            if pa.types.is_string(column.type)
        )
        return f"{self.path}, line {row + 2 + breaks}"


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
            return _read_parquet(path)
        return _read_csv(path, compressed=start.startswith(b"\x1f\x8b"))


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
        raise InputError(_truncated(path)) from None
    except UnicodeDecodeError:
        raise InputError(_not_utf8(path, 1)) from None


def _truncated(path: str) -> Problem:
    return Problem(path, "the compressed file breaks off", "it is not whole", "Copy or download it again.")


def _not_utf8(path: str, line: int) -> Problem:
    return Problem(f"{path}, line {line}", "the text is not UTF-8", "letters would be misread", SAVE_AS)


def _too_long(path: str, line: int) -> Problem:
    found = f"a line or a quoted cell of more than {LINE_LIMIT >> 20} MB begins here"
    return Problem(
        f"{path}, line {line}", found, "no input is that long", "Look for a quote that is never closed."
    )


def _open(path: str, *, compressed: bool) -> IO[bytes]:
    return cast("IO[bytes]", gzip.open(path, "rb")) if compressed else Path(path).open("rb")


def _headings(path: str, *, compressed: bool) -> tuple[list[str], str]:
    """Headings of a CSV file and the sign between them."""
    with _open(path, compressed=compressed) as stream:
        line = stream.readline(LINE_LIMIT)
    if len(line) == LINE_LIMIT and not line.endswith(b"\n"):
        raise InputError(_too_long(path, 1))
    text = line.decode("utf-8-sig").rstrip("\r\n")
    if "\x00" in text:
        raise InputError(Problem(path, "the file holds binary data", "a table is due", SAVE_AS))
    delimiter = max(DELIMITERS, key=lambda sign: len(next(csv.reader([text], delimiter=sign), [])))
    names = [name.strip() for name in next(csv.reader([text], delimiter=delimiter), [])]
    if not any(names):
        raise InputError(Problem(f"{path}, line 1", "no headings", "the first line names the columns"))
    for position, name in enumerate(names):
        if name and name in names[:position]:
            why = "a column may stand once"
            raise InputError(Problem(f"{path}, line 1", f"the heading {shortened(name)} twice", why))
    return [name or f"column {position + 1}" for position, name in enumerate(names)], delimiter


def _read_csv(path: str, *, compressed: bool) -> Table:
    import pyarrow.csv as arrow_csv

    names, delimiter = _headings(path, compressed=compressed)
    ragged: list[tuple[int, int, int]] = []

    def set_aside(row: Any) -> str:
        ragged.append((row.number, row.actual_columns, row.expected_columns))
        return "skip"

    read = arrow_csv.ReadOptions(column_names=names, skip_rows=1, use_threads=False, block_size=LINE_LIMIT)
    parse = arrow_csv.ParseOptions(
        delimiter=delimiter,
        newlines_in_values=True,
        ignore_empty_lines=len(names) == 1,
        invalid_row_handler=set_aside,
    )
    convert = arrow_csv.ConvertOptions(
        column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
    )
    try:
        with _open(path, compressed=compressed) as stream:
            found = arrow_csv.read_csv(
                stream, read_options=read, parse_options=parse, convert_options=convert
            )
    except pa.ArrowInvalid as error:
        raise InputError(_csv_problem(path, str(error), compressed=compressed)) from None
    except OSError as error:
        raise InputError(
            _truncated(path) if compressed else Problem(path, str(error), "not readable")
        ) from None
    return _csv_table(path, found, ragged, decimal_comma=delimiter == ";")


def _csv_table(path: str, found: Any, ragged: list[tuple[int, int, int]], *, decimal_comma: bool) -> Table:
    """Table with the rows of the wrong length put back as empty rows, empty rows at the end left out."""
    bad = {number - 2: (actual, expected) for number, actual, expected in ragged}
    if bad:
        kept = iter(range(found.num_rows))
        order = [None if row in bad else next(kept) for row in range(found.num_rows + len(bad))]
        found = found.take(pa.array(order, type=pa.int64()))
    columns = {name: found.column(name).combine_chunks() for name in found.column_names}
    empty = _empty_rows(columns, found.num_rows)
    n_rows = found.num_rows
    while n_rows and empty[n_rows - 1] and n_rows - 1 not in bad:
        n_rows -= 1
    problems = {
        row: Problem("the row", _cells(actual), f"the heading has {expected}")
        for row, (actual, expected) in bad.items()
    }
    for row in range(n_rows):
        if empty[row] and row not in problems:
            problems[row] = Problem("the row", "an empty line", "each row is one design")
    if not n_rows:
        raise InputError(Problem(path, "there is a heading but no row", "at least one row is due"))
    cut = {name: column.slice(0, n_rows) for name, column in columns.items()}
    if decimal_comma:
        cut = _with_points(cut, problems)
    return Table(path, cut, n_rows, problems)


def _with_points(columns: dict[str, Column], problems: dict[int, Problem]) -> dict[str, Column]:
    """Numbers of a semicolon file, with a decimal point and without points between thousands.

    Points stand between thousands where the file has decimal commas, before decimals where some number
    can only be read so. Where neither is seen, ``200.000`` may be either and its row is refused.
    """

    def seen(pattern: str) -> bool:
        return any(compute.any(compute.match_substring_regex(c, pattern)).as_py() for c in columns.values())

    if seen(DECIMAL_COMMA) or seen(THOUSANDS_AND_COMMA):
        joined = {
            name: compute.if_else(
                compute.match_substring_regex(column, THOUSANDS),
                compute.replace_substring(column, ".", ""),
                column,
            )
            for name, column in columns.items()
        }
        return {
            name: compute.replace_substring_regex(column, DECIMAL_COMMA, r"\1.\2")
            for name, column in joined.items()
        }
    if not seen(DECIMAL_POINT):
        for name, column in columns.items():
            for row in compute.indices_nonzero(compute.match_substring_regex(column, THOUSANDS)).to_pylist():
                found, why = column[row].as_py(), "the point may stand before decimals or between thousands"
                problems.setdefault(row, Problem(name, f"'{found}'", why, "Write it without the point."))
    return columns


def _cells(number: int) -> str:
    return f"{number} cell{'s' * (number != 1)}"


def _empty_rows(columns: dict[str, Column], n_rows: int) -> list[bool]:
    """Whether all cells of a row are blank."""
    empty = pa.array([True] * n_rows, type=pa.bool_())
    for column in columns.values():
        blank = compute.equal(compute.binary_length(column), 0)
        empty = compute.and_(empty, compute.fill_null(blank, True))
    kept: list[bool] = empty.to_pylist()
    return kept


def _csv_problem(path: str, message: str, *, compressed: bool) -> Problem:
    """What stopped the reader, with its line, found by reading the lines again in small pieces."""
    if "too short" in message or "Empty CSV" in message:
        return Problem(path, "there is a heading but no row", "at least one row is due")
    unclosed = 0
    with _open(path, compressed=compressed) as stream:
        line = 0
        while piece := stream.readline(LINE_LIMIT):
            line += 1
            if len(piece) == LINE_LIMIT and not piece.endswith(b"\n"):
                return _too_long(path, unclosed or line)
            if "UTF8" in message and not _is_utf8(piece):
                return _not_utf8(path, line)
            if piece.count(b'"') % 2:
                unclosed = 0 if unclosed else line
    if "straddl" in message and unclosed:
        return _too_long(path, unclosed)
    return Problem(path, "this is not a CSV table", shortened(message))


def _is_utf8(piece: bytes) -> bool:
    try:
        piece.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _read_parquet(path: str) -> Table:
    import pyarrow.parquet as parquet

    try:
        source = parquet.ParquetFile(path)
        if not source.metadata.num_rows:
            raise InputError(Problem(path, "the table has no row", "at least one row is due"))
        _refuse_long_cells(path, source.metadata)
        found = source.read()
    except (pa.ArrowException, OSError) as error:
        first = str(error).split(". ")[0].splitlines()[0]
        why = "it breaks off or is not Parquet"
        problem = Problem(path, f"the file cannot be read ({first})", why, "Write or copy it again.")
        raise InputError(problem) from None
    columns = {name: found.column(name).combine_chunks() for name in found.column_names}
    for name, column in columns.items():
        if pa.types.is_dictionary(column.type):
            columns[name] = column.dictionary_decode()
    return Table(path, columns, found.num_rows, is_csv=False)


def _refuse_long_cells(path: str, metadata: Any) -> None:
    """Refuse a cell above the limit before it is read: a group holds it uncompressed."""
    for group in range(metadata.num_row_groups):
        for position in range(metadata.num_columns):
            chunk = metadata.row_group(group).column(position)
            if chunk.num_values and chunk.total_uncompressed_size / chunk.num_values > LINE_LIMIT:
                where = f"{path}, column {chunk.path_in_schema}"
                raise InputError(Problem(where, "a cell of more than 4 MB", "no input is that long"))
