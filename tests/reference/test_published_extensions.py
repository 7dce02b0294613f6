"""Published figures beside what the whole program gives; the errors are those printed in the theory page."""

import re
from pathlib import Path

import pytest
from test_worked_extensions import BY_ANOTHER_PROGRAM, BY_THE_PROGRAM, rows

from cellworth.io.capacity_left import capacity_table

from extension_results import PUBLISHED  # isort: skip

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "theory" / "extensions.md"
AGED = [name for name in rows() if name.startswith(BY_ANOTHER_PROGRAM)]


def printed():
    """Rows of the table in the page: program, published, and whether it lies within."""
    found = {}
    for line in PAGE.read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| W-") and len(cells) == 6:
            found[cells[0]] = (float(cells[2]), float(cells[3]), cells[5])
    return found


def allowed(row):
    """Absolute tolerance of a row, none where it states none."""
    text, reference = row["tolerance"], float(row["reference_value"])
    percent = re.search(r"([\d.]+) ?%", text)
    if percent:
        return float(percent[1]) / 100 * reference
    number = re.match(r"[\d.]+", text)
    return float(number[0]) if number else None


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_page_prints_what_the_program_gives(name):
    program, published, within = printed()[name]
    row = rows()[name]

    assert PUBLISHED[name]() == pytest.approx(program, rel=2e-3, abs=5e-4)
    assert published == float(row["reference_value"])
    limit = allowed(row)
    if limit is not None:
        assert within == ("yes" if abs(program - published) <= limit else "no")


def test_every_published_row_is_on_the_page():
    wanted = {name for name in rows() if name[:4] in BY_THE_PROGRAM}
    assert wanted <= set(PUBLISHED)
    assert set(PUBLISHED) == set(printed())


@pytest.mark.parametrize("name", AGED)
def test_capacity_left_is_that_of_the_ageing_program(name):
    row = rows()[name]
    cell, years = re.fullmatch(r"W-I4-(.+)-(\d+)", name).groups()

    table = capacity_table(cell, 0.5, 0.9)
    place = list(table.temperatures).index(25.0)
    left = dict(zip(table.years, table.left[place], strict=True))[float(years)]

    assert left == pytest.approx(float(row["value"]), abs=float(row["tolerance"] or 0.001))
