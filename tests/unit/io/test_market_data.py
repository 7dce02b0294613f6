"""Nothing later than the day of a case is handed out."""

import csv
import datetime
from dataclasses import fields
from pathlib import Path

import pytest

from cellworth.core.errors import InputError
from cellworth.io.case_sense import numbers
from cellworth.io.cases import case_names, load_case
from cellworth.io.market_data import MARKET_TABLES, MarketRow, known_later, known_on

DAY = datetime.date(2016, 8, 31)
FOLDER = Path(__file__).parents[3] / "src" / "cellworth" / "data" / "markets"


def printed_rows():
    for table in MARKET_TABLES:
        lines = (FOLDER / f"{table}.csv").read_text(encoding="utf-8").splitlines()
        yield from csv.DictReader(line for line in lines if not line.startswith("# "))


def test_known_rows_are_those_of_the_day_and_before():
    expected = {row["id"] for row in printed_rows() if row["known_from"] <= "2016-08-31"}

    assert set(known_on(DAY).rows) == expected
    assert 200 < len(expected) < 400


def test_a_row_of_the_very_day_is_known():
    on_the_day = [row["id"] for row in printed_rows() if row["known_from"] == "2016-08-31"]

    assert on_the_day
    assert set(on_the_day) <= set(known_on(DAY).rows)
    assert not set(on_the_day) & set(known_on(DAY - datetime.timedelta(days=1)).rows)


def test_known_and_later_part_the_rows():
    assert set(known_on(DAY).rows) & set(known_later(DAY).rows) == set()
    assert set(known_on(DAY).rows) | set(known_later(DAY).rows) == {row["id"] for row in printed_rows()}


def test_a_later_row_is_refused_by_name():
    with pytest.raises(InputError, match="known from 2017-02-28"):
        known_on(DAY).row("aesc-71")
    with pytest.raises(InputError, match="no hindsight"):
        known_later(DAY).row("aesc-65")
    with pytest.raises(InputError, match="nearest is 'aesc-65'"):
        known_on(DAY).row("aesc-65x")


def test_words_written_with_hindsight_never_leave():
    assert {field.name for field in fields(MarketRow)} & {"item", "note", "topic", "year_or_date"} == set()
    told = {row["note"] for row in printed_rows() if len(row["note"]) > 20}
    shown = {text for row in known_on(DAY).rows.values() for text in (row.value, row.unit, row.source)}
    assert not told & shown


@pytest.mark.parametrize("name", case_names())
def test_no_shipped_case_reads_a_later_row(name):
    form = load_case(name).form
    days = {row["id"]: row["known_from"] for row in printed_rows()}
    for place, number in numbers(form):
        late = place.startswith("known_later")
        for row in (number.row, *number.parents):
            if row:
                known = days[row] <= form.as_of.isoformat()
                assert known != late, f"{place} reads {row}"
        assert late or number.known_from <= form.as_of
