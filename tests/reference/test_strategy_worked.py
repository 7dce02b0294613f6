"""Every row of worked_strategy.csv at its tolerance, on numpy and on the strict library.

Run as a program, it prints how many rows are tested where.
"""

import csv
import json
import sys
from collections import Counter
from pathlib import Path

import array_api_compat.numpy
import array_api_strict
import numpy as np
import pytest
from worked_calls import deal, evidence, ownership, strategy, uncertainty

HERE = Path(__file__).parent
TEXT = (HERE / "strategy" / "worked_strategy.csv").read_text(encoding="utf-8")
ROWS = list(csv.DictReader(TEXT.splitlines()))
LIBRARIES = {"numpy": array_api_compat.numpy, "strict": array_api_strict}
PARTS = (evidence, uncertainty, strategy, deal, ownership)
CALLS = {key: call for part in PARTS for key, call in part.CALLS.items()}
REFERENCE_ONLY = {key: call for part in PARTS for key, call in part.REFERENCE_ONLY.items()}

MARKET = "reference/test_strategy_rows_market_and_make_or_buy.py"
PLANT = "unit/factory/test_cash.py"
ELSEWHERE = {
    **dict.fromkeys(("S9", "S10", "S11", "S12", "S13", "S17", "S18", "S19"), MARKET),
    **dict.fromkeys(("S14", "S15", "S16", "S21", "S26", "S27", "S29", "S30"), MARKET),
    **dict.fromkeys(("S31", "S34", "S40", "S41", "S79"), MARKET),
    "S20": PLANT,
}
"""Equations whose other rows another test file checks."""


def key(row):
    return row["equation_id"], row["output_name"]


def place(row):
    """Where a row is tested."""
    if key(row) in CALLS:
        return "kernel"
    if key(row) in REFERENCE_ONLY:
        return "reference function only"
    return ELSEWHERE[row["equation_id"]]


def row_name(row):
    return f"{ROWS.index(row) + 2}-{row['equation_id']}-{row['output_name']}"


def close(found, row):
    return abs(float(np.asarray(found).reshape(-1)[0]) - float(row["value"])) <= float(row["abs_tolerance"])


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("row", [row for row in ROWS if place(row) == "kernel"], ids=row_name)
def test_kernel_gives_the_worked_value(row, library):
    found = CALLS[key(row)](json.loads(row["inputs_json"]), LIBRARIES[library])

    assert close(found, row), f"{found} is not {row['value']}"


@pytest.mark.parametrize(
    "row", [row for row in ROWS if place(row) == "reference function only"], ids=row_name
)
def test_reference_function_gives_the_worked_value(row):
    found = REFERENCE_ONLY[key(row)](json.loads(row["inputs_json"]))

    assert close(found, row), f"{found} is not {row['value']}"


def test_every_call_has_a_row():
    assert set(CALLS) | set(REFERENCE_ONLY) <= {key(row) for row in ROWS}
    assert not set(CALLS) & set(REFERENCE_ONLY)


@pytest.mark.parametrize("row", [row for row in ROWS if place(row) in (MARKET, PLANT)], ids=row_name)
def test_rows_tested_elsewhere_are_named_there(row):
    text = (HERE.parent / place(row)).read_text(encoding="utf-8")
    whole_equation = f'row["equation_id"] == "{row["equation_id"]}"'
    one_row = f'("{row["equation_id"]}", "{row["output_name"]}")'

    assert one_row in text or whole_equation in text


def test_the_list_of_reference_functions_is_short():
    counted = Counter(place(row) for row in ROWS)

    assert counted["reference function only"] == 11
    assert sum(counted.values()) == 207


if __name__ == "__main__":
    for where, count in Counter(place(row) for row in ROWS).most_common():
        sys.stdout.write(f"{count:4d}  {where}\n")
