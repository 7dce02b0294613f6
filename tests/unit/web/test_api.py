"""Main task of every route, and its refusals."""

import io
import json
import math
import tomllib
from urllib.parse import quote

import openpyxl
import pyarrow.parquet as parquet
import pytest

from cellworth.app.pack import pack_design
from cellworth.app.run import run, write_run
from cellworth.io.cases import load_case
from cellworth.io.strategy_records import strategy_case

CASE = "nissan-aesc-2016"
FACTOR = "programmes.leaf.volume_factor"
QUESTION = {"case": CASE, "edits": {FACTOR: 1.1}, "claims_off": ["e1"], "risk_aversion": 0.3, "seed": 3}


@pytest.fixture(scope="session")
def done(bench):
    """A run of a case with edits, made by a job."""
    found = bench.post("/runs", {**QUESTION, "scenarios": 64})
    assert found.status == 202
    job = found.json
    ended = bench.wait(job["job"])
    assert ended["state"] == "done", ended
    assert (ended["done"], ended["of"]) == (64, 64)
    return job["run"]


def test_cases_are_listed_with_their_day_and_kind(bench):
    listed = bench.get("/cases")
    cases = {case["id"]: case for case in listed["cases"]}

    assert listed["first"] == CASE
    assert cases[CASE]["as_of"] == "2016-08-31"
    assert cases[CASE]["origin"] == "shipped"
    assert cases["calsonic-mitsubishi"]["kind"] == "stakes"


def test_a_case_shows_its_inputs_and_claims(bench):
    page = bench.get(f"/cases/{CASE}")
    assert page["families"]["dual"] == "Dual source"

    inputs = {entry["name"]: entry for entry in page["inputs"]}
    factor = inputs[FACTOR]
    middle = math.sqrt(0.55 * 1.45)  # of the lognormal p10 0.55, p90 1.45 in the case file
    sigma = math.log(1.45 / 0.55) / (2 * 1.2815515655446004)
    assert factor["median"] == pytest.approx(middle)
    assert factor["low"] == pytest.approx(middle * math.exp(-1.6448536269514722 * sigma))
    assert factor["min"] == 0
    assert inputs["learning.own_rate"]["median"] == 0.10
    assert inputs["learning.own_rate"]["max"] is None or inputs["learning.own_rate"]["max"] >= 0.15
    assert {claim["name"] for claim in page["claims"]} >= {"e1", "e8"}
    assert page["risk_aversion"] == 0.2
    assert page["switches"] == {"scale_circle": True}


def test_a_case_with_edits_is_a_file_that_the_reader_takes(bench, tmp_path):
    asked = f"edits={quote(json.dumps(QUESTION['edits']))}&claims_off=%5B%22e1%22%5D&risk_aversion=0.3"
    found = bench.ask("GET", f"/api/v1/cases/{CASE}/file?{asked}")

    raw = tomllib.loads(found.body.decode())
    assert raw["base"] == CASE
    assert raw["strategy"]["claims_off"] == ["e1"]
    assert found.headers["content-disposition"] == f'attachment; filename="{raw["name"]}.toml"'
    path = tmp_path / f"{raw['name']}.toml"
    path.write_bytes(found.body)
    case = load_case(path)
    made = strategy_case(case)
    assert "e1" not in case.evidence.claims
    assert made.risk_aversion == 0.3
    assert math.sqrt(math.prod(made.quantities[FACTOR].numbers)) == pytest.approx(1.1, rel=1e-12)


def test_the_quick_answer_follows_an_edit_and_is_kept(bench):
    asked = {"case": CASE, "scenarios": 64, "edits": {}}
    plain = bench.post("/quick", asked)
    again = bench.post("/quick", asked)
    moved = bench.post("/quick", {**asked, "edits": {"suppliers.lg_chem.freight": 40.0}}).json

    assert plain.status == 200
    assert again.body == plain.body
    before = {line["name"]: line["value"] for line in plain.json["headline"]}
    after = {line["name"]: line["value"] for line in moved["headline"]}
    assert after["saving_per_pack"] != before["saving_per_pack"]
    assert plain.json["page"]["answer"]
    assert {"strategies", "families", "drivers", "leave_one_out"} <= set(plain.json["tables"])

    sooner, mapped = (
        bench.post("/quick", {**asked, "light": True, **map_}).json for map_ in ({}, {"map": True})
    )
    of_map = {"switch_map", "switch_chance", "switch_today"}
    for found, tables in ((sooner, set()), (mapped, of_map)):
        assert set(found["tables"]) == {"strategies", "families", "bidders", *tables}
        assert all(found["tables"][name] == plain.json["tables"][name] for name in found["tables"])
        assert found["headline"] == plain.json["headline"]
    assert sooner["page"]["lead"] is None
    assert mapped["page"]["lead"] == plain.json["page"]["lead"]


def test_explain_a_number_of_a_question(bench):
    found = bench.get(f"/explain?case={CASE}&name=saving_per_pack&scenarios=64&depth=1")

    root = found["explained"][0]["root"]
    assert root["unit"] == "USD"
    assert root["parents"]
    assert not root["parents"][0]["parents"]


def test_a_run_writes_the_bits_of_the_command_line(bench, done, tmp_path, monkeypatch):
    asked = f"edits={quote(json.dumps(QUESTION['edits']))}&claims_off=%5B%22e1%22%5D&risk_aversion=0.3"
    text = bench.ask("GET", f"/api/v1/cases/{CASE}/file?{asked}").body
    name = tomllib.loads(text.decode())["name"]
    (tmp_path / f"{name}.toml").write_bytes(text)
    monkeypatch.chdir(tmp_path)
    write_run(run(f"{name}.toml", n_scenarios=64, seed=3), "out")

    served = bench.folder / "runs" / done
    assert (served / "report.html").is_file()  # it also prints how long the computation took
    for name in ("result.json", "yearly.csv", "plants.csv", "volume.csv", "headline.csv"):
        assert (served / name).read_bytes() == (tmp_path / "out" / name).read_bytes()


def test_a_run_is_read_listed_and_not_made_twice(bench, done):
    result = bench.get(f"/runs/{done}")
    assert result["asked"]["edits"] == QUESTION["edits"]
    assert result["manifest"]["scenarios"] == 64
    assert result["answer"]["family"]
    listed = {entry["id"]: entry for entry in bench.get("/runs")["runs"]}
    assert listed[done]["family"] == result["answer"]["family"]
    assert listed[done]["claims_off"] == ["e1"]
    again = bench.post("/runs", {**QUESTION, "scenarios": 64})
    assert (again.status, again.json["run"], again.json["job"]) == (200, done, None)
    assert bench.get(f"/runs/{done}/page")["sections"]


def test_files_of_a_run(bench, done):
    names = bench.get(f"/runs/{done}/files")
    assert "draws.parquet" in names["files"]
    assert "strategies.csv" in names["tables"]

    text = bench.ask("GET", f"/api/v1/runs/{done}/files/strategies.csv").body.decode()
    table = parquet.read_table(
        io.BytesIO(bench.ask("GET", f"/api/v1/runs/{done}/files/strategies.parquet").body)
    )
    result = bench.get(f"/runs/{done}")["tables"]["strategies"]["rows"]
    assert len(text.splitlines()) == len(result) + 1
    assert table.column("name").to_pylist() == [row[0] for row in result]
    assert "result.xlsx" in names["files"]
    book = bench.ask("GET", f"/api/v1/runs/{done}/files/result.xlsx").body
    sheets = openpyxl.load_workbook(io.BytesIO(book), read_only=True).sheetnames
    assert {"Summary", "Ledgers", "Library"} <= set(sheets)
    assert bench.ask("GET", f"/api/v1/runs/{done}/files/nothing.csv").status == 404


def test_the_report_runs_in_a_sandbox(bench, done):
    found = bench.ask("GET", f"/api/v1/runs/{done}/report")

    assert found.headers["content-type"].startswith("text/html")
    policy = found.headers["content-security-policy"]
    assert policy.startswith("sandbox allow-scripts")
    assert "allow-same-origin" not in policy
    assert "default-src 'none'" in policy


def test_compare_explain_and_ownership_of_a_run(bench, done):
    assert bench.get(f"/compare?a={done}&b={done}")["same"] is True
    found = bench.get(f"/explain?run={done}&name=walk_away&depth=1")["explained"][0]["root"]
    headline = {line["name"]: line["value"] for line in bench.get(f"/runs/{done}")["headline"]}
    assert found["value"] == headline["walk_away"]
    control = bench.get(f"/ownership?run={done}")["control"]
    assert {row["company"] for row in control} >= {"nissan", "aesc"}
    assert bench.ask("GET", f"/api/v1/explain?run={done}&name=nothing").status == 422
    assert bench.ask("GET", f"/api/v1/explain?run={done}&case=x&name=walk_away").status == 422


def test_a_stakes_case_runs(bench):
    job = bench.post("/runs", {"case": "calsonic-mitsubishi", "scenarios": 64}).json
    assert bench.wait(job["job"])["state"] == "done"
    assert bench.get(f"/runs/{job['run']}")["answer"] is None
    assert bench.ask("DELETE", f"/api/v1/runs/{job['run']}").status == 204
    assert bench.ask("GET", f"/api/v1/runs/{job['run']}").status == 404
    assert not (bench.folder / "runs" / job["run"]).exists()


def test_a_design_is_that_of_the_verb(bench):
    found = bench.post("/packs", {"designs": [{"energy": 60.0}, {"energy": 60.0, "packs_per_year": 50_000}]})

    first, second = found.json["designs"]
    own = pack_design({"energy": ("energy", "60 kWh")}).outputs
    cost = {part["part"]: part["value"] for part in first["cost"]}
    mass = {part["part"]: part["value"] for part in first["mass"]}
    assert cost["total"] == own["unit_cost.pack"]
    assert math.fsum(cost.values()) == pytest.approx(2 * cost["total"])
    assert math.fsum(mass.values()) == pytest.approx(2 * mass["total"])
    assert first["drawing"]["pack"]["length"] == own["pack_length"]
    assert second["totals"][0]["value"] > first["totals"][0]["value"]


def test_a_sweep_has_the_designs_at_its_values(bench):
    asked = {"inputs": {"energy": 60}, "input": "packs_per_year", "from": 50_000, "to": 500_000, "steps": 4}
    found = bench.post("/packs/sweep", asked).json

    assert found["values"] == [50_000.0, 200_000.0, 350_000.0, 500_000.0]
    costs = next(entry for entry in found["outputs"] if entry["name"] == "unit_cost")["values"]
    own = pack_design({"energy": ("energy", "60 kWh"), "packs_per_year": ("n", "200000")}).outputs
    assert costs[1] == pytest.approx(own["unit_cost.pack"], rel=1e-12)
    assert costs == sorted(costs, reverse=True)


def test_a_sweep_leaves_out_what_cannot_be(bench):
    asked = {"input": "cells_per_module", "from": 19, "to": 22, "steps": 4}
    found = bench.post("/packs/sweep", asked).json["outputs"][0]["values"]
    assert [value is None for value in found] == [True, False, True, False]


def test_inputs_of_a_design_and_a_number_explained(bench):
    inputs = {entry["name"]: entry for entry in bench.get("/packs/inputs")["inputs"]}
    assert inputs["energy"]["unit"] == "kWh"
    assert inputs["vehicle"]["choices"]
    design = quote(json.dumps({"energy": 60}))
    root = bench.get(f"/explain?design={design}&name=unit_cost.pack&depth=1")["explained"][0]["root"]
    assert root["value"] == pack_design({"energy": ("energy", "60 kWh")}).outputs["unit_cost.pack"]


def test_the_timeline_goes_forward(bench):
    days = [event["date"] for event in bench.get(f"/timeline?case={CASE}")["events"]]
    assert days == sorted(days)
    assert days[-1] <= "2016-08-31"


@pytest.mark.parametrize(
    ("path", "body", "where"),
    [
        (
            "/quick",
            {"case": CASE, "edits": {"programmes.leaf.volume_fctor": 1.0}},
            "programmes.leaf.volume_fctor",
        ),
        ("/quick", {"case": CASE, "edits": {"money.tax_rate": 7.0}}, "money.tax_rate"),
        ("/quick", {"case": CASE, "claims_off": ["e999"]}, "claims_off"),
        ("/quick", {"case": CASE, "scenarios": 4096}, "scenarios"),
        ("/runs", {"case": CASE, "scenarios": 100_000}, "scenarios"),
        ("/runs", {"case": CASE, "colour": "red"}, "colour"),
        ("/runs", {"case": "calsonic-mitsubishi", "edits": {"a": 1.0}}, None),
        ("/packs", {"designs": [{"energy": -5}]}, "energy"),
        ("/packs", {"designs": [{"enrgy": 5}]}, "enrgy"),
        ("/packs", {"designs": [{}] * 8}, "designs"),
        ("/packs/sweep", {"input": "couple", "from": 0, "to": 1}, "input"),
        ("/packs/sweep", {"input": "energy", "from": 0, "to": 1e9}, "energy"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(bench, path, body, where):
    found = bench.post(path, body)

    assert found.status == 422
    assert found.headers["content-type"] == "application/problem+json"
    problems = found.json["problems"]
    assert problems
    assert all(problem["found"] and problem["why"] for problem in problems)
    assert where is None or where in [problem["where"] for problem in problems]


@pytest.mark.parametrize(
    "path",
    ["/cases/nothing", "/runs/nothing", "/jobs/nothing", "/timeline?case=nothing", "/timelines/nothing"],
)
def test_what_is_not_there_is_said(bench, path):
    assert bench.ask("GET", f"/api/v1{path}").status == 404


def test_a_run_is_cancelled_and_the_queue_has_an_end(bench):
    asked = {"case": CASE, "scenarios": 65_536}
    jobs = [bench.post("/runs", {**asked, "seed": seed}) for seed in range(11, 14)]
    assert [job.status for job in jobs] == [202, 202, 202]
    same = bench.post("/runs", {**asked, "seed": 12})
    assert same.json["job"] == jobs[1].json["job"]
    full = bench.post("/runs", {**asked, "seed": 15})
    assert full.status == 429
    assert int(full.headers["retry-after"]) >= 1

    for job in jobs:
        assert bench.ask("DELETE", f"/api/v1/jobs/{job.json['job']}").json["state"] == "cancelled"
    assert bench.wait(jobs[0].json["job"])["state"] == "cancelled"
    assert bench.ask("GET", f"/api/v1/runs/{jobs[0].json['run']}").status == 404
