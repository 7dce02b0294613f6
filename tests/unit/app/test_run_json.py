import hashlib
import json
import math
from importlib.resources import files

import jsonschema
import pytest
from made_up_decision import HEADLINE, RANGES, YEARLY, YEARS, made_up_result
from made_up_strategies import made_up_strategies

from cellworth.app.run_json import result_document, stakes_document, write_result
from cellworth.app.stakes import stakes
from cellworth.core.errors import InputError
from cellworth.io.cases import load_case
from cellworth.io.data_hashes import data_hashes
from cellworth.io.result_json import read_result, result_schema, result_text


@pytest.fixture(scope="module")
def case():
    return load_case("nissan-aesc-2016")


@pytest.fixture
def document(case):
    return result_document(case, made_up_result())


def stored_schema():
    return json.loads(files("cellworth").joinpath("data", "schemas", "result-2.json").read_text())


def test_schema_file_is_that_of_the_forms():
    assert stored_schema() == result_schema(), "a changed form needs a new version and a new file"


def test_document_is_as_the_schema_says(document):
    checker = jsonschema.Draft202012Validator(stored_schema())
    content = json.loads(result_text(document))
    checker.validate(content)
    with pytest.raises(jsonschema.ValidationError):
        checker.validate({**content, "headline": [{"name": "saving_worth"}]})


def test_every_headline_number_has_value_unit_range_and_meaning(document):
    lines = {line.name: line for line in document.headline}
    assert set(lines) == set(HEADLINE)
    line = lines["saving_per_pack_cash"]
    assert (line.value, line.unit, (line.low, line.high)) == (1364.0, "USD", RANGES["saving_per_pack_cash"])
    assert all(line.meaning for line in document.headline)


def test_a_number_that_does_not_exist_is_null(document):
    assert math.isnan(HEADLINE["breakeven_volume_new_plant"])
    content = json.loads(result_text(document))
    headline = {line["name"]: line for line in content["headline"]}
    assert headline["breakeven_volume_new_plant"]["value"] is None
    assert headline["saving_worth"]["low"] is None
    yearly = content["tables"]["yearly"]
    quoted = [column["name"] for column in yearly["columns"]].index("quoted_cell_price")
    assert [row[quoted] for row in yearly["rows"]] == [None, None, None, 145.0, 145.0]


def test_tables_hold_every_year_and_name_their_units(document):
    yearly = document.tables["yearly"]
    assert [row[0] for row in yearly.rows] == list(YEARS)
    assert {column.name for column in yearly.columns} == {"year", "pack", *YEARLY}
    units = {column.name: column.unit for column in yearly.columns}
    assert units["own_cell_full"] == "USD/kWh"
    assert units["output_packs"] == "1/year"


def test_manifest_names_version_case_day_and_tables(document, case):
    manifest = document.manifest
    assert manifest.as_of == "2016-08-31"
    digests = [digest for _, digest in case.layers]
    over = hashlib.sha256("\n".join(digests).encode()).hexdigest()
    assert manifest.case_sha256 == (over if len(digests) > 1 else digests[0])
    assert [layer.sha256 for layer in manifest.layers] == digests
    assert manifest.seed is None
    assert manifest.data == data_hashes()
    assert "factory/overhead_rates.csv" in manifest.data


def test_what_is_written_is_read(document, tmp_path):
    path = write_result(document, tmp_path / "made" / "result.json")
    assert read_result(path) == document


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "cannot be read as JSON"),
        ("[]", "no schema version"),
        ('{"schema_version": 3}', "schema version 3"),
        ('{"schema_version": 2, "schema_name": "cellworth-result"}', "these entries are needed"),
    ],
)
def test_other_files_are_refused(text, told, tmp_path):
    path = tmp_path / "result.json"
    path.write_text(text)
    with pytest.raises(InputError, match=told):
        read_result(path)


def test_the_decision_under_uncertainty_leads_the_document(case):
    answer = made_up_strategies()
    document = result_document(case, made_up_result(), answer)
    content = json.loads(result_text(document))
    jsonschema.Draft202012Validator(stored_schema()).validate(content)
    assert content["answer"]["family"] == answer.family
    assert content["manifest"]["seed"] == answer.seed
    assert content["manifest"]["scenarios"] == answer.n_scenarios
    first = content["headline"][0]
    assert (first["name"], first["value"]) == ("chance", answer.chance)
    lines = {line["name"]: line for line in content["headline"]}
    assert lines["walk_away"]["value"] == answer.walk_away
    spread = answer.headline_ranges["saving_per_pack"]
    assert [lines["saving_per_pack"][end] for end in ("low", "high")] == [spread.low, spread.high]
    spreads = {row[0]: row[1:] for row in content["tables"]["spreads"]["rows"]}
    assert spreads["buy_below"] == [118.2, 149.9, 0.2, 256, 3]
    assert all(line["meaning"] for line in content["headline"])


def test_tables_of_the_decision_under_uncertainty_are_whole(case):
    answer = made_up_strategies()
    tables = result_document(case, made_up_result(), answer).tables
    strategies = tables["strategies"]
    names = [column.name for column in strategies.columns]
    rows = {row[0]: dict(zip(names, row, strict=True)) for row in strategies.rows}
    assert list(rows) == [row.name for row in answer.strategies]
    for row in answer.strategies:
        assert rows[row.name]["mean"] == row.mean
        assert rows[row.name]["over_keeping"] == row.against_keep[0]
    assert len(tables["by_year"].rows) == len(answer.by_year) * len(answer.case.years)
    assert {row[0] for row in tables["claims"].rows} == {claim.name for claim in answer.case.claims}
    assert len(tables["bidders"].rows) == len(answer.bidders)
    shares = sum(row[3] for row in tables["ownership"].rows if row[0] == answer.ownership[0].title)
    assert shares == pytest.approx(float(answer.ownership[0].shares.sum()))


def test_stake_deals_have_their_document_too():
    found = stakes("calsonic-mitsubishi")
    document = stakes_document(found.case, found.result)
    content = json.loads(result_text(document))
    jsonschema.Draft202012Validator(stored_schema()).validate(content)
    deals = {row[0]: row for row in document.tables["deals"].rows}
    names = [column.name for column in document.tables["deals"].columns]
    mitsubishi = next(dict(zip(names, row, strict=True)) for row in deals.values() if row[6] == 0.34)
    price = mitsubishi["price_middle"]
    assert price == pytest.approx(2.2e9, rel=0.01)
    assert mitsubishi["whole_middle"] == pytest.approx(price / 0.34, rel=1e-9)
    assert mitsubishi["before_money_middle"] == pytest.approx(price / 0.34 - price, rel=1e-9)
    funds = {row[0]: row[1:] for row in document.tables["funds"].rows}
    sold, bought, left = funds["stakes sold"], funds["stakes bought"], funds["left over"]
    assert left == pytest.approx([a - b for a, b in zip(sold, bought, strict=True)])
