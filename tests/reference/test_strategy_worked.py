"""Every row of worked_strategy.csv at its tolerance, on numpy and on the strict library."""

import csv
import json
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


def key(row):
    return row["equation_id"], row["output_name"]


def row_name(row):
    return f"{ROWS.index(row) + 2}-{row['equation_id']}-{row['output_name']}"


def close(found, row):
    return abs(float(np.asarray(found).reshape(-1)[0]) - float(row["value"])) <= float(row["abs_tolerance"])


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("row", [row for row in ROWS if key(row) in CALLS], ids=row_name)
def test_kernel_gives_the_worked_value(row, library):
    found = CALLS[key(row)](json.loads(row["inputs_json"]), LIBRARIES[library])

    assert close(found, row), f"{found} is not {row['value']}"


@pytest.mark.parametrize("row", [row for row in ROWS if key(row) in REFERENCE_ONLY], ids=row_name)
def test_reference_function_gives_the_worked_value(row):
    found = REFERENCE_ONLY[key(row)](json.loads(row["inputs_json"]))

    assert close(found, row), f"{found} is not {row['value']}"
