"""Workbooks over HTTP: read beside ours as on the command line, deleted, and kept within limits."""

import csv
import io
import json
import tomllib
import zipfile

import pytest

from cellworth.app.import_workbook import import_workbook, write_inputs
from cellworth.core.errors import InputError
from cellworth.web.calculators import Calculators
from cellworth.web.problems import RefusedError
from cellworth.web.settings import Limits
from made_workbook import designs, made_book, saved

BINARY = {"Content-Type": "application/octet-stream"}
ROUTE = "/api/v1/workbooks"


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return saved(made_book(designs("r008")), tmp_path_factory.mktemp("books") / "BatPaC.xlsx")


@pytest.fixture(scope="module")
def read(bench, path):
    with open(path, "rb") as file:
        found = bench.ask("POST", ROUTE, file.read(), BINARY)
    assert found.status == 201, found.body
    yield found.json
    assert bench.ask("DELETE", f"{ROUTE}/{found.json['id']}").status == 204
    assert bench.ask("GET", f"{ROUTE}/{found.json['id']}").status == 404


def test_a_workbook_stands_beside_ours_as_on_the_command_line(read, path):
    side = import_workbook(path)
    summary = side.summary()
    assert read["batteries"] == [1, 2, 3, 4, 5, 6, 7]
    assert (read["compared"], read["median"]) == (summary.compared, summary.median)
    lines = {line["title"]: line for line in read["results"]}
    cost = lines["Pack cost, $/kWh"]
    rows = designs("r008")
    stored = [float(row["sum_pack_cost_usd_per_kwh"]) for row in rows]
    assert cost["workbook"] == pytest.approx(stored, rel=1e-14)
    assert cost["here"] == pytest.approx(cost["workbook"], rel=4e-4)
    inputs = {entry["name"]: entry["values"] for entry in read["inputs"]}
    assert inputs["couple"] == [row["in_electrode_couple"] for row in rows]


def test_its_inputs_are_downloaded_as_table_and_as_packs(bench, read, path, tmp_path):
    table = bench.ask("GET", f"{ROUTE}/{read['id']}/files/designs.csv")
    packs = bench.ask("GET", f"{ROUTE}/{read['id']}/files/packs.toml")
    write_inputs(import_workbook(path), str(tmp_path / "own.csv"))
    assert table.body == (tmp_path / "own.csv").read_bytes()
    assert len(list(csv.DictReader(io.StringIO(table.body.decode())))) == 7
    made = tomllib.loads(packs.body.decode())["packs"]
    assert made["battery_1"]["source"] == f"BatPaC workbook {read['id']}.xlsm"
    assert table.headers["content-disposition"] == f'attachment; filename="{read["id"]}-designs.csv"'
    for name in ("side.json", "..%2f..%2fcases", "made"):
        assert bench.ask("GET", f"{ROUTE}/{read['id']}/files/{name}").status == 404


def test_the_workbook_itself_is_not_kept(bench, read):
    kept = sorted(each.name for each in (bench.folder / "workbooks").rglob("*"))
    assert kept == sorted([read["id"], "side.json", "designs.csv", "packs.toml"])
    assert [each["id"] for each in bench.get("/workbooks")["workbooks"]] == [read["id"]]
    assert bench.get(f"/workbooks/{read['id']}") == read


def zipped(parts):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no whole workbook"),
        (b"PK\x03\x04 and nothing", "no whole workbook"),
        (zipped({"[Content_Types].xml": "", "xl/workbook.xml": "<!DOCTYPE a>"}), "document type"),
    ],
)
def test_what_is_no_workbook_is_refused_and_leaves_nothing(bench, content, said):
    before = sorted((bench.folder / "workbooks").rglob("*"))
    found = bench.ask("POST", ROUTE, content, BINARY)
    assert found.status == 422, found.body
    assert found.headers["content-type"] == "application/problem+json"
    assert said in found.body.decode()
    assert str(bench.folder) not in found.body.decode()
    assert sorted((bench.folder / "workbooks").rglob("*")) == before


def test_a_workbook_may_be_larger_than_a_case_but_not_without_end(bench):
    refused = bench.ask("POST", ROUTE, b"x" * 300_000, BINARY)
    assert refused.status == 422
    length = {**BINARY, "Content-Length": str(Limits().workbook + 1)}
    assert bench.ask("POST", ROUTE, b"x", length).status == 413


async def alone(name, arguments, **given):
    return await Calculators(Limits(calculators=0)).once(name, arguments, **given)


def test_the_process_that_reads_has_an_end():
    import asyncio

    plain = {"seconds": 60.0, "memory": Limits().book_memory}
    assert json.loads(asyncio.run(alone("inputs_of_packs", {}, **plain)))["inputs"]
    with pytest.raises(RefusedError, match="takes more than"):
        asyncio.run(alone("inputs_of_packs", {}, **{**plain, "seconds": 0.01}))
    with pytest.raises(InputError):
        asyncio.run(alone("read_book", {"path": "/nothing", "folder": "/"}, **plain))
