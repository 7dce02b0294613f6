"""What a page says, before it is laid out: sentences, numbers, tables, sources."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

__all__ = [
    "Cited",
    "Column",
    "Conflict",
    "Content",
    "Headline",
    "Picture",
    "Section",
    "Table",
    "Why",
]

LONG = 24
"""Letters from which a column of words gets its own width."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a table.

    Attributes
    ----------
    name : as charts ask for it.
    label : words of the head, without the unit.
    unit : glossary unit; ``share`` is a fraction shown in percent, ``text`` and ``date`` are words.
    values : one entry per row; None where there is none.
    """

    name: str
    label: str
    unit: str
    values: Sequence[Any]

    @property
    def numeric(self) -> bool:
        """Whether the column is set to the right."""
        return self.unit not in ("text", "date")

    @property
    def long(self) -> bool:
        """Whether its words need room."""
        return self.unit == "text" and max((len(str(value)) for value in self.values), default=0) > LONG


@dataclass(frozen=True, kw_only=True)
class Table:
    """Columns of equal length.

    Attributes
    ----------
    columns : in the order shown; the first one names the row.
    caption : head line; a table without one is an input of a chart that is not shown.
    rivals : columns compared in each row; the smallest is set in bold.
    """

    columns: tuple[Column, ...]
    caption: str = ""
    rivals: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse ragged columns."""
        lengths = {column.name: len(column.values) for column in self.columns}
        if len(set(lengths.values())) > 1:
            raise ValueError(f"columns differ in length: {lengths}")

    def __len__(self) -> int:
        """Number of rows."""
        return len(self.columns[0].values) if self.columns else 0

    def __contains__(self, name: str) -> bool:
        """Whether there is such a column."""
        return any(column.name == name for column in self.columns)

    def best(self, row: Mapping[str, Any]) -> str:
        """Column of the smallest of a row's rivals; empty if there are none."""
        found = [(row[name], name) for name in self.rivals if row[name] is not None]
        return min(found)[1] if found else ""

    def column(self, name: str) -> Column:
        """Column of a name; KeyError if there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    def values(self, name: str) -> list[Any]:
        """Entries of a column."""
        return list(self.column(name).values)

    def rows(self) -> Iterator[dict[str, Any]]:
        """One mapping per row, by column name."""
        for index in range(len(self)):
            yield {column.name: column.values[index] for column in self.columns}


@dataclass(frozen=True, kw_only=True)
class Cited:
    """One fact with its source.

    Attributes
    ----------
    name : what it is, in words.
    value, unit : the number and its unit, or words with unit ``text``.
    source : who says so.
    grade : A to E.
    known_from : first day it could be known, ISO date; empty if it is our own estimate.
    url : address of the source; empty if none was kept.
    note : what a reader should know beside it.
    """

    name: str
    value: Any
    unit: str
    source: str
    grade: str
    known_from: str = ""
    url: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Why:
    """Where a number comes from.

    Attributes
    ----------
    formula : in words and symbols, one line.
    inputs : facts and results it is made of.
    moves : what would change it, one sentence each.
    """

    formula: str
    inputs: tuple[Cited, ...] = ()
    moves: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Headline:
    """One large number of the first screen.

    Attributes
    ----------
    name : of the output in the results.
    label : what it is, three or four words.
    value, unit : point value; None where there is none, and the note says why.
    low, high : range over the stated low and high inputs; None where it was not computed.
    note : one short line below the number.
    why : where it comes from.
    """

    name: str
    label: str
    value: float | None
    unit: str
    why: Why
    low: float | None = None
    high: float | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Picture:
    """One chart with its words.

    Attributes
    ----------
    key : short name, unique on the page.
    chart : module in ``report/charts`` that draws it.
    title : the finding.
    subtitle : measure and unit.
    tables : inputs of the chart by name; those with a caption are shown under it.
    notes : sentences below it.
    """

    key: str
    chart: str
    title: str
    subtitle: str
    tables: Mapping[str, Table]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Section:
    """Part of the page below the first screen: heading, words, charts, tables, notes in small letters."""

    heading: str
    words: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """Claims that disagree.

    Attributes
    ----------
    about : what they disagree on.
    claims : each side with its source.
    treated : what the case does about it.
    """

    about: str
    claims: tuple[Cited, ...]
    treated: str


@dataclass(frozen=True, kw_only=True)
class Content:
    """All a report or a summary says.

    Attributes
    ----------
    title : of the case.
    as_known_on : ISO date of the knowledge used.
    answer : one sentence.
    caution : what the answer leaves open, one sentence.
    headlines : three numbers.
    lead : chart of the first screen.
    sections : the rest, in order.
    yearly : year by year, for the summary.
    facts : used, with source, by group.
    conflicts, limits : in the order of weight.
    run_line : what marks this run, one short line.
    manifest : what is needed to compute it again.
    """

    title: str
    as_known_on: str
    answer: str
    caution: str
    headlines: tuple[Headline, ...]
    lead: Picture
    sections: tuple[Section, ...]
    yearly: Table
    run_line: str
    facts: tuple[tuple[str, tuple[Cited, ...]], ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    limits: tuple[str, ...] = ()
    manifest: Mapping[str, str] = field(default_factory=dict)
