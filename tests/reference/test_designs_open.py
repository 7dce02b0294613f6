"""The batch verb in parity against the designs computed with the original workbook, all columns at once."""

import csv
import gzip
from pathlib import Path

import numpy as np
import pytest

BATPAC = Path(__file__).parent / "batpac"
WHOLE_PARTS = ("sum_", "cb_", "mfg_", "rec_")
PARTS = (*WHOLE_PARTS, "bd_", "bms_", "th_")
KEYS = ("run_id", "battery_no")
CLOSE = 1e-6
LEAST_SHARE = 0.995
LEAST_COLUMNS = 800
TINY = 1e-12
"""A zero of the reference stands for anything smaller than this (decision 4)."""

OFTEN_EMPTY = ("bd_area_limited_by",)
"""The workbook looks for equal numbers to name the limit and often finds none (D39)."""


def read(path):
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        head, *rows = csv.reader(file)
    return {name: [row[place] for row in rows] for place, name in enumerate(head)}


def number(text):
    try:
        return float(text)
    except ValueError:
        return np.nan


def numbers(column):
    return np.array([number(text) for text in column])


def deviation(printed, computed):
    """Relative where the printed value is not zero; infinite where a number is printed and none computed."""
    scale = np.where(np.abs(printed) > TINY, np.abs(printed), 1.0)
    return np.where(np.isnan(computed), np.inf, np.abs(computed - printed) / scale)


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    """Reference and batch output, column by column, without the rows of the notes."""
    from cellworth.app.batch import batch

    folder = tmp_path_factory.mktemp("designs_open")
    printed = read(BATPAC / "designs_open.csv.gz")
    given = [name for name in printed if name.startswith("in_") or name in KEYS]
    with (folder / "in.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(given)
        writer.writerows(zip(*(printed[name] for name in given), strict=True))
    report = batch(str(folder / "in.csv"), str(folder / "out.csv"), parity=True, column_set="batpac")
    assert report.n_done == len(printed["run_id"])
    noted = read(BATPAC / "designs_notes.csv")
    left_out = set(zip(*(noted[name] for name in KEYS), strict=True))
    kept = [place not in left_out for place in zip(*(printed[name] for name in KEYS), strict=True)]

    def rows(table):
        return {
            name: [text for text, keep in zip(column, kept, strict=True) if keep]
            for name, column in table.items()
        }

    return rows(printed), rows(read(folder / "out.csv"))


@pytest.fixture(scope="module")
def deviations(tables):
    printed, computed = tables
    found = {}
    for name, column in printed.items():
        if name.startswith(PARTS) and name in computed:
            values = numbers(column)
            there = ~np.isnan(values)
            found[name] = deviation(values[there], numbers(computed[name])[there])
    return found


def test_all_rows_come_out_in_order(tables):
    printed, computed = tables
    assert len(printed["run_id"]) == 491
    for key in KEYS:
        assert computed[key] == printed[key]


def test_columns_of_summary_cost_breakdown_manufacturing_and_recycling_are_all_there(tables):
    printed, computed = tables
    assert [name for name in printed if name.startswith(WHOLE_PARTS) and name not in computed] == []


def test_values_agree(deviations):
    compared = np.concatenate(list(deviations.values()))
    share = np.mean(compared < CLOSE)
    worst = sorted(deviations, key=lambda name: -np.max(deviations[name], initial=0.0))[:6]
    counts = (
        f"{len(deviations)} columns, {compared.size} values, {share:.4%} within {CLOSE:g}, "
        f"largest deviation {compared.max():.1e}; worst columns {', '.join(worst)}"
    )
    assert len(deviations) >= LEAST_COLUMNS, counts
    assert share >= LEAST_SHARE, counts


def test_every_cost_agrees(deviations):
    costs = {name: found for name, found in deviations.items() if name.startswith("sum_") and "cost" in name}
    off = {name: f"{np.max(found):.1e}" for name, found in costs.items() if np.any(found >= CLOSE)}
    assert len(costs) >= 10
    assert off == {}, f"{len(off)} of {len(costs)} cost columns off: {off}"


def same(printed, computed):
    return printed == computed or abs(number(printed) - number(computed)) <= CLOSE * abs(number(printed))


def test_texts_agree(tables):
    """Names of what limits the design, of errors and warnings, of parts chosen."""
    printed, computed = tables
    texts = [
        name
        for name, column in printed.items()
        if name.startswith(PARTS)
        and name in computed
        and any(np.isnan(number(text)) and text for text in column)
    ]
    differing = {}
    for name in texts:
        pairs = zip(printed[name], computed[name], strict=True)
        off = [pair for pair in pairs if not same(*pair) and not (name in OFTEN_EMPTY and not pair[0])]
        if off:
            differing[name] = off[:2]
    assert differing == {}, f"{len(differing)} of {len(texts)} columns of text differ"
    assert len(texts) >= 10
