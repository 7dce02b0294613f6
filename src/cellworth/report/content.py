"""What a page says, before it is laid out: sentences, numbers, tables, sources."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

__all__ = [
    "Cited",
    "Column",
    "Conflict",
    "Content",
    "Fold",
    "Headline",
    "Picture",
    "Point",
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
    values : one entry per row; None where there is none, a pair for a range.
    why : what it is and its equation; empty where the head says it.
    """

    name: str
    label: str
    unit: str
    values: Sequence[Any]
    why: str = ""

    @property
    def numeric(self) -> bool:
        """Whether the column is set to the right."""
        return self.unit not in ("text", "date")

    @cached_property
    def long(self) -> bool:
        """Whether its words need room."""
        return self.unit == "text" and any(len(str(value)) > LONG for value in self.values)


@dataclass(frozen=True, kw_only=True)
class Table:
    """Columns of equal length.

    Attributes
    ----------
    columns : in the order shown; the first one names the row.
    caption : head line; a table without one is an input of a chart that is not shown.
    rivals : columns compared in each row; the smallest is set in bold.
    leading : columns of which the ``high`` or the ``low`` entry is set in bold.
    swatches : colour of each row, a name of the style sheet; none if empty.
    """

    columns: tuple[Column, ...]
    caption: str = ""
    rivals: tuple[str, ...] = ()
    leading: Mapping[str, str] = field(default_factory=dict)
    swatches: tuple[str, ...] = ()

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

    def bold(self, row: Mapping[str, Any]) -> set[str]:
        """Columns whose entry in a row is the best: of the row's rivals, or of its column."""
        found = {name for name, best in self._best.items() if row[name] == best}
        rivals = [(row[name], name) for name in self.rivals if row[name] is not None]
        return found | {min(rivals)[1]} if rivals else found

    @cached_property
    def _best(self) -> dict[str, Any]:
        """Best entry of each column that has one, if there is more than one row."""
        found = {}
        for name, end in self.leading.items():
            known = [value for value in self.column(name).values if value is not None]
            if len(known) > 1:
                found[name] = max(known) if end == "high" else min(known)
        return found

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
    spans : what the range spans, a word or two; empty where the page says it elsewhere.
    """

    name: str
    label: str
    value: float | None
    unit: str
    why: Why
    low: float | None = None
    high: float | None = None
    note: str = ""
    spans: str = ""


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
    equations : numbers of the method, for those who check; shown with the numbers behind the chart.
    """

    key: str
    chart: str
    title: str
    subtitle: str
    tables: Mapping[str, Table]
    notes: tuple[str, ...] = ()
    equations: str = ""


@dataclass(frozen=True, kw_only=True)
class Point:
    """One thing to know, with where it comes from.

    Attributes
    ----------
    text : a sentence or two.
    why : where its numbers come from; None where the section's tables say it.
    """

    text: str
    why: Why | None = None


@dataclass(frozen=True, kw_only=True)
class Fold:
    """Something for those who want to know more: closed until asked for."""

    summary: str
    words: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Section:
    """Part of the page below the three numbers and their chart.

    Attributes
    ----------
    heading : of the part.
    words : sentences.
    points : list of things to know; ``numbered`` if their order counts.
    pictures, tables, folds : shown in this order.
    notes : in small letters.
    span : sixths of the width of a wide page.
    equations : numbers of the method, for those who check; folded away.
    """

    heading: str
    words: tuple[str, ...] = ()
    points: tuple[Point, ...] = ()
    numbered: bool = False
    pictures: tuple[Picture, ...] = ()
    tables: tuple[Table, ...] = ()
    folds: tuple[Fold, ...] = ()
    notes: tuple[str, ...] = ()
    span: int = 6
    equations: str = ""


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
    board : rest of the first page, also in the summary.
    sections : the detail, in order.
    yearly : year by year, for the summary if the first page ends with the chart.
    facts : used, with source, by group.
    conflicts, limits : in the order of weight.
    run_line : what marks this run, one short line.
    manifest : what is needed to compute it again.
    money : what money the numbers stand in; empty for nominal dollars.
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
    board: tuple[Section, ...] = ()
    facts: tuple[tuple[str, tuple[Cited, ...]], ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    limits: tuple[str, ...] = ()
    manifest: Mapping[str, str] = field(default_factory=dict)
    money: str = ""
