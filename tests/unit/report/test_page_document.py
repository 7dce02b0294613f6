"""The page as JSON: the same words and numbers as the HTML page, and nothing JSON cannot say."""

import html
import json
import math
from dataclasses import replace

import pytest
from made_up import made_up_content

from cellworth.report.content import Column, Section, Table
from cellworth.report.page import render
from cellworth.report.page_document import page_document


@pytest.fixture(scope="module")
def content():
    return made_up_content()


@pytest.fixture(scope="module")
def document(content):
    return page_document(content)


def texts(part):
    """Every text shown: not the specifications of charts."""
    if isinstance(part, dict):
        for name, value in part.items():
            if name not in ("specs", "sorted_by", "name", "key", "swatches", "best", "url"):
                yield from texts(value)
    elif isinstance(part, list):
        for value in part:
            yield from texts(value)
    elif isinstance(part, str):
        yield part


def test_all_it_says_stands_on_the_html_page(content, document):
    page = html.unescape(render(content)).replace("&nbsp;", "\xa0")
    missing = [text for text in texts(document) if text not in page]
    assert missing == []
    assert len(set(texts(document))) > 30


def test_is_json_without_nan(document):
    assert json.loads(json.dumps(document, allow_nan=False)) == document


def test_first_page_alone_is_the_start_of_the_whole(content, document):
    first = page_document(content, sections=False)
    assert first == {name: document[name] for name in first}
    assert "sections" not in first
    assert {"answer", "headlines", "lead", "board"} <= set(first)


def test_pictures_have_a_specification_for_each_width(document):
    assert set(document["lead"]["specs"]) == {"narrow", "wide"}
    assert document["lead"]["specs"]["wide"]["width"] > document["lead"]["specs"]["narrow"]["width"]


def test_entries_that_do_not_exist_are_null_where_sorted_by_and_a_dash_where_shown(content):
    numbers = Column(name="a", label="a", unit="1", values=[math.nan, 2.0])
    ranges = Column(name="b", label="b", unit="MUSD", values=[(1.0, 2.0), None])
    section = Section(heading="h", tables=(Table(caption="c", columns=(numbers, ranges)),))
    found = page_document(replace(content, sections=(section,)))["sections"][0]["tables"][0]
    assert found["sorted_by"] == [[None, 1.0], [2.0, None]]
    assert found["rows"] == [["–", "1.0 to 2.0"], ["2", "–"]]
