"""CSV files in parts of some rows: what is held at a time does not grow with the file."""

import csv
import gzip
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as compute

from cellworth.core.errors import InputError, Problem
from cellworth.io.decimal_signs import Settle, settled_signs
from cellworth.io.input_schema import shortened

__all__ = ["LINE_LIMIT", "SAVE_AS", "CsvFile", "not_utf8", "truncated"]

LINE_LIMIT = 1 << 17
"""Bytes of the longest line, and of a block; the reader holds up to 32 blocks not yet asked for."""

DELIMITERS = (",", ";", "\t")
SAVE_AS = "Save it as CSV (UTF-8), comma or semicolon separated."

Rows = tuple[Any, dict[int, Problem]]
"""An Arrow table of texts, and what is wrong with the form of single rows of it."""

Torn = tuple[int, int, str]
"""Position of a row of the wrong length, its number of cells, and its text: which cell is missing or too many
nobody knows, so none is put under a heading."""


class CsvFile:
    """A CSV file, compressed or not, read from its beginning each time.

    Attributes
    ----------
    path : as given.
    names : headings in order.
    """

    def __init__(self, path: str, *, compressed: bool) -> None:
        self.path, self._compressed = path, compressed
        self.names, self._delimiter = self._headings()

    def parts(self, rows: int) -> Iterator[Rows]:
        """Texts of each `rows` rows; the last part is shorter. Rows without a text at the end are left out.

        Raises
        ------
        InputError
            If the file is not readable, no table, has no row, or has both signs before decimals.
        """
        settle = (
            settled_signs(self.path, (table for table, _ in self._chunks()))
            if self._delimiter == ";"
            else None
        )
        left: list[Rows] = []
        n_left = filled = n_given = 0
        for table, bad in self._chunks():
            left.append((table, bad))
            full = np.flatnonzero(_filled(table))
            last = max(int(full[-1]) + 1 if len(full) else 0, max(bad, default=-1) + 1)
            filled = n_left + last if last else filled
            n_left += table.num_rows
            while filled >= rows:
                part, left = _taken(left, rows)
                n_left, filled, n_given = n_left - rows, filled - rows, n_given + rows
                yield _told(part, settle)
        if filled:
            yield _told(_taken(left, filled)[0], settle)
        elif not n_given:
            raise InputError(_no_row(self.path))

    def _open(self) -> IO[bytes]:
        return (
            cast("IO[bytes]", gzip.open(self.path, "rb")) if self._compressed else Path(self.path).open("rb")
        )

    def _headings(self) -> tuple[list[str], str]:
        """Headings, and the sign between them."""
        path = self.path
        with self._open() as stream:
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

    def _chunks(self) -> Iterator[Rows]:
        """Texts block by block, rows of the wrong length put back as empty rows."""
        ragged: list[Torn] = []
        first = 0
        with self._explained():
            for batch in self._batches(
                lambda row: ragged.append((row.number - 2, row.actual_columns, row.text))
            ):
                table, bad = self._put_back(pa.Table.from_batches([batch]), first, ragged)
                first += table.num_rows
                yield table, bad
        if ragged:
            empty = pa.table({name: pa.array([], type=pa.string()) for name in self.names})
            yield self._put_back(empty, first, ragged)

    def _put_back(self, table: Any, first: int, ragged: list[Torn]) -> Rows:
        """Empty rows at the places of those set aside; takes what it uses from the list."""
        bad, end = {}, first + table.num_rows
        while ragged and ragged[0][0] <= end:
            position, actual, text = ragged.pop(0)
            why = f"the heading has {len(self.names)}"
            bad[position - first] = Problem("the row", f"{_cells(actual)} in {shortened(text)}", why)
            end += 1
        if bad:
            kept = iter(range(table.num_rows))
            order = [None if row in bad else next(kept) for row in range(end - first)]
            table = table.take(pa.array(order, type=pa.int64()))
        return table, bad

    def _batches(self, set_aside: Callable[[Any], None]) -> Iterator[Any]:
        import pyarrow.csv as arrow_csv

        def skipped(row: Any) -> str:
            set_aside(row)
            return "skip"

        read = arrow_csv.ReadOptions(
            column_names=self.names, skip_rows=1, use_threads=False, block_size=LINE_LIMIT
        )
        parse = arrow_csv.ParseOptions(
            delimiter=self._delimiter,
            newlines_in_values=True,
            ignore_empty_lines=len(self.names) == 1,
            invalid_row_handler=skipped,
        )
        convert = arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(self.names, pa.string()), strings_can_be_null=False
        )
        with (
            self._open() as stream,
            arrow_csv.open_csv(
                stream, read_options=read, parse_options=parse, convert_options=convert
            ) as reader,
        ):
            yield from reader

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn what stopped the reader into a sentence."""
        try:
            yield
        except pa.ArrowInvalid as error:
            raise InputError(self._problem(str(error))) from None
        except OSError as error:
            told = (
                truncated(self.path) if self._compressed else Problem(self.path, str(error), "not readable")
            )
            raise InputError(told) from None

    def _problem(self, message: str) -> Problem:
        """What stopped the reader, with its line, found by reading the lines again in small pieces."""
        path = self.path
        if "too short" in message or "Empty CSV" in message:
            return _no_row(path)
        unclosed = line = 0
        with self._open() as stream:
            while piece := stream.readline(LINE_LIMIT):
                line += 1
                if len(piece) == LINE_LIMIT and not piece.endswith(b"\n"):
                    return _too_long(path, unclosed or line)
                if "UTF8" in message and not _is_utf8(piece):
                    return not_utf8(path, line)
                if piece.count(b'"') % 2:
                    unclosed = 0 if unclosed else line
        if "straddl" in message and unclosed:
            return _too_long(path, unclosed)
        return Problem(path, "this is not a CSV table", shortened(message))


def _filled(table: Any) -> Any:
    """Whether a row has any text."""
    found = np.zeros(table.num_rows, dtype=bool)
    for column in table.columns:
        found |= np.asarray(compute.fill_null(compute.greater(compute.binary_length(column), 0), False))
    return found


def _taken(left: list[Rows], rows: int) -> tuple[Rows, list[Rows]]:
    """The first rows, and what is left of the chunks."""
    starts = np.cumsum([0, *(table.num_rows for table, _ in left)]).tolist()
    whole = pa.concat_tables([table for table, _ in left])
    bad = {
        int(start) + row: each
        for start, (_, own) in zip(starts, left, strict=False)
        for row, each in own.items()
    }
    rest = whole.slice(rows)
    kept = {row - rows: each for row, each in bad.items() if row >= rows}
    return (whole.slice(0, rows), {r: each for r, each in bad.items() if r < rows}), [(rest, kept)]


def _told(part: Rows, settle: Settle | None) -> Rows:
    """A part in pieces of memory of its own, with its empty rows refused and its numbers settled."""
    table, problems = part
    for row in np.flatnonzero(~_filled(table)).tolist():
        problems.setdefault(row, Problem("the row", "an empty line", "each row is one design"))
    return (settle(table, problems) if settle else table), problems


def _cells(number: int) -> str:
    return f"{number} cell{'s' * (number != 1)}"


def _is_utf8(piece: bytes) -> bool:
    try:
        piece.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _no_row(path: str) -> Problem:
    return Problem(path, "there is a heading but no row", "at least one row is due")


def truncated(path: str) -> Problem:
    """A compressed file that is not whole."""
    return Problem(path, "the compressed file breaks off", "it is not whole", "Copy or download it again.")


def not_utf8(path: str, line: int) -> Problem:
    """Text in another encoding."""
    return Problem(f"{path}, line {line}", "the text is not UTF-8", "letters would be misread", SAVE_AS)


def _too_long(path: str, line: int) -> Problem:
    found = f"a line or a quoted cell of more than {LINE_LIMIT >> 10} kB begins here"
    return Problem(
        f"{path}, line {line}", found, "no input is that long", "Look for a quote that is never closed."
    )
