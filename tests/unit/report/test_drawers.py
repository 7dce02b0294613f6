"""Charts drawn in a process beside the run are those drawn here."""

import pytest

from cellworth.report import drawers
from cellworth.report.drawers import start_drawing, svg_texts

SPECS = [
    {"data": {"values": [{"x": k}]}, "mark": "bar", "encoding": {"x": {"field": "x", "type": "nominal"}}}
    for k in range(3)
]


@pytest.fixture
def beside(monkeypatch):
    kept = []
    monkeypatch.setattr(drawers, "_beside", kept)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    start_drawing()
    process = kept[0]
    yield kept
    process.kill()
    process.communicate()


def test_same_drawings_beside_and_here(beside, monkeypatch):
    there = list(svg_texts(SPECS))
    assert there == list(svg_texts(SPECS))
    assert beside, "they were drawn here"

    monkeypatch.setattr(drawers, "_beside", [])
    assert there == list(svg_texts(SPECS))
    assert len(set(there)) == len(SPECS)


def test_what_cannot_be_drawn_is_said_and_the_rest_drawn_here(beside):
    unfit = [*SPECS, {"mark": {"no": "such"}}]
    with pytest.raises(ValueError, match="Vega-Lite"):
        list(svg_texts(unfit))
    assert not beside

    assert len(list(svg_texts(SPECS))) == len(SPECS)


def test_a_process_that_ended_is_done_without(beside):
    beside[0].kill()

    assert len(list(svg_texts(SPECS))) == len(SPECS)
    assert not beside


def test_one_core_draws_for_itself(monkeypatch):
    monkeypatch.setattr(drawers, "_beside", [])
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    start_drawing()

    assert not drawers._beside
