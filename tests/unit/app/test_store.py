import dataclasses
import json
import os

import pandas
import pyarrow.parquet as parquet
import pytest
from made_up_decision import made_up_result

from cellworth.app.run import CaseRun, write_run
from cellworth.app.run_json import result_document, write_result
from cellworth.app.run_money import run_in_money
from cellworth.app.store import query, run_list
from cellworth.core.errors import InputError
from cellworth.io.arrow_units import units_of_schema
from cellworth.io.cases import load_case
from cellworth.io.folder_lock import only_writer
from cellworth.io.report_money import report_money
from cellworth.io.table_writing import as_column, write_table


@pytest.fixture
def folder(tmp_path):
    document = result_document(load_case("nissan-aesc-2016"), made_up_result())
    for name in ("first", "second"):
        write_result(document, tmp_path / "runs" / name / "result.json")
    outside = tmp_path / "outside.parquet"
    write_table(str(outside), {"secret": as_column(["told"])})
    return tmp_path / "runs"


@pytest.fixture
def bare(tmp_path):
    """A folder without runs, and a file beside it."""
    (tmp_path / "runs").mkdir()
    write_table(str(tmp_path / "outside.parquet"), {"secret": as_column(["told"])})
    return tmp_path / "runs"


def test_runs_are_listed_with_what_they_were_computed_with(folder, cellworth):
    rows = run_list(str(folder))[0].to_pylist()
    assert [row["run"] for row in rows] == ["first", "second"]
    assert rows[0]["as_of"] == "2016-08-31"
    assert rows[0]["state"] == "unfinished"
    code, out, _ = cellworth("runs", folder)
    assert code == 0
    assert out.splitlines()[0].split()[:3] == ["run", "case", "answer"]


def test_a_result_that_cannot_be_read_is_told_and_the_others_are_listed(folder, cellworth):
    (folder / "first" / "result.json").write_text("{")
    code, out, err = cellworth("runs", folder)
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()] == ["run", "second"]
    assert err.count("\n") == 1
    assert "first/result.json" in err
    (folder / "second" / "result.json").unlink()
    code, out, err = cellworth("runs", folder)
    assert (code, out) == (2, "")
    assert "first/result.json" in err


def test_tables_of_all_runs_stand_under_one_another(folder):
    answer, notes = query(
        "SELECT run, value FROM headline WHERE name = 'saving_worth' ORDER BY run", str(folder)
    )
    assert answer.to_pylist() == [{"run": name, "value": 213.0e6} for name in ("first", "second")]
    assert notes == []
    units, _ = query("SELECT unit FROM columns_of_tables WHERE column_name = 'own_cell_cash'", str(folder))
    assert units.to_pylist() == [{"unit": "USD/kWh"}]


def test_a_column_in_two_moneys_has_a_row_for_each_and_the_mix_is_told(folder, cellworth):
    case = load_case("nissan-aesc-2016")
    euros = run_in_money(CaseRun(case, made_up_result(), None), report_money(case.form, "EUR", None))
    write_result(euros.document, folder / "third" / "result.json")
    where = "table_name = 'yearly' AND column_name IN ('own_cell_cash', 'year') ORDER BY column_name, unit"
    units, notes = query(f"SELECT unit, runs FROM columns_of_tables WHERE {where}", str(folder))
    rows = [("EUR/kWh", "third"), ("USD/kWh", "first, second"), ("1", "all")]
    assert [(row["unit"], row["runs"]) for row in units.to_pylist()] == rows
    assert notes == []
    told = "mixes moneys: nominal EUR (1 run), nominal USD (2 runs)"
    code, _, err = cellworth("sql", "SELECT run, own_cell_cash FROM Yearly", folder)
    assert (code, err.startswith(f"note: yearly {told}")) == (0, True)
    assert query("SELECT value FROM headline", str(folder))[1][0].startswith(f"headline {told}")
    assert query("SELECT place FROM numbers", str(folder))[1] == []


def test_money_of_a_year_mixes_with_nominal_money_of_the_same_unit(folder):
    case = load_case("nissan-aesc-2016")
    real = run_in_money(CaseRun(case, made_up_result(), None), report_money(case.form, "USD", 2014))
    write_result(real.document, folder / "third" / "result.json")
    assert "USD of 2014 (1 run), nominal USD (2 runs)" in query("SELECT * FROM yearly", str(folder))[1][0]


@pytest.mark.parametrize(
    "question",
    [
        "SELECT * FROM '{outside}'",
        "SELECT * FROM read_parquet('{outside}')",
        "SELECT * FROM read_text('/etc/hostname')",
        "SELECT * FROM glob('/*')",
        "SELECT * FROM folder",
        "COPY runs TO '{outside}.csv'",
        "ATTACH '{outside}.db'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "PRAGMA database_list",
        "CREATE TABLE mine AS SELECT 1",
        "DROP VIEW runs",
        "SELECT 1; SELECT 2",
        "",
        "SELEC 1",
        "SELECT * FROM read_parquet('https://localhost/a.parquet')",
        "SELECT 1/'a'",
    ],
)
def test_nothing_outside_the_tables_is_reached(bare, question):
    before = sorted(bare.parent.rglob("*"))
    with pytest.raises(InputError, match="the question"):
        query(question.format(outside=bare.parent / "outside.parquet"), str(bare))
    assert sorted(bare.parent.rglob("*")) == before


def test_a_question_that_is_refused_ends_with_two(bare, cellworth):
    code, out, err = cellworth("sql", "COPY runs TO 'mine.csv'", bare)
    assert (code, out) == (2, "")
    assert "one SELECT is answered" in err


def test_a_link_that_leads_out_of_the_folder_is_not_followed(folder):
    os.symlink(folder.parent / "outside.parquet", folder / "inside.parquet")
    with pytest.raises(InputError, match="inside does not exist"):
        query("SELECT * FROM inside", str(folder))


def test_parquet_of_one_name_and_parts_of_a_batch_are_one_table(folder):
    (folder / "designs.parquet.parts").mkdir()
    for number, values in enumerate(([1.0, 2.0], [3.0])):
        path = folder / "designs.parquet.parts" / f"{number}.parquet"
        write_table(str(path), {"pack_mass [kg]": as_column(values)})
    answer, _ = query('SELECT sum("pack_mass [kg]") AS kg FROM designs', str(folder))
    assert answer.to_pylist() == [{"kg": 6.0}]
    units, _ = query("SELECT unit FROM columns_of_tables WHERE table_name = 'designs'", str(folder))
    assert units.to_pylist() == [{"unit": "kg"}]


def test_parquet_carries_units_and_opens_as_a_frame(tmp_path, cellworth, folder):
    target = tmp_path / "yearly.parquet"
    assert cellworth("sql", "SELECT * FROM yearly", folder, "--out", target)[0] == 0
    frame = pandas.read_parquet(target)
    assert set(frame["run"]) == {"first", "second"}
    assert cellworth("runs", folder, "--out", tmp_path / "runs.parquet")[0] == 0
    assert units_of_schema(parquet.read_schema(tmp_path / "runs.parquet"))["seconds"][0] == "s"
    path = tmp_path / "mass.parquet"
    write_table(str(path), {"pack_mass [kg]": as_column([400.0]), "name": as_column(["a"])})
    assert units_of_schema(parquet.read_schema(path)) == {"pack_mass [kg]": ("kg", ""), "name": ("1", "")}
    assert pandas.read_parquet(path)["pack_mass [kg]"].tolist() == [400.0]


@pytest.fixture
def written(tmp_path):
    done = CaseRun(load_case("nissan-aesc-2016"), made_up_result(), None, 1.25)
    write_run(done, str(tmp_path / "runs" / "one"))
    return done, tmp_path / "runs"


def test_state_of_a_run_follows_its_manifest(written):
    _, folder = written
    listed = run_list(str(folder))[0].to_pylist()
    assert [(row["state"], row["seconds"]) for row in listed] == [("whole", 1.25)]
    (folder / "one" / "yearly.csv").write_text("torn")
    assert run_list(str(folder))[0].to_pylist()[0]["state"] == "changed"
    (folder / "one" / "manifest.json").unlink()
    assert run_list(str(folder))[0].to_pylist()[0]["state"] == "unfinished"


def test_two_runs_in_one_folder_are_refused(written):
    done, folder = written
    before = (folder / "one" / "manifest.json").read_bytes()
    with only_writer(folder / "one"), pytest.raises(InputError, match="another run writes here now"):
        write_run(done, str(folder / "one"))
    assert (folder / "one" / "manifest.json").read_bytes() == before
    write_run(done, str(folder / "one"))
    assert json.loads(before) == json.loads((folder / "one" / "manifest.json").read_bytes())


@pytest.mark.parametrize("case", ["cell-venture-2010", "calsonic-mitsubishi"])
def test_a_run_of_another_case_is_refused_before_any_work_and_stays(written, cellworth, case):
    _, folder = written
    before = {path: path.read_bytes() for path in (folder / "one").iterdir()}
    code, out, err = cellworth("run", case, "--out", folder / "one")
    assert (code, out) == (2, "")
    assert f"a run of 'made-up' stands there; that of '{case}' would take its place" in err
    assert "Name another folder" in err
    assert {path: path.read_bytes() for path in (folder / "one").iterdir()} == before


@pytest.mark.parametrize("gone", ["manifest.json", "result.json"])
def test_what_is_left_of_a_run_of_another_case_is_refused_too(written, gone):
    done, folder = written
    (folder / "one" / gone).unlink()
    other = dataclasses.replace(done, result=dataclasses.replace(done.result, name="other"))
    with pytest.raises(InputError, match="a run of 'made-up' stands there"):
        write_run(other, str(folder / "one"))
    write_run(done, str(folder / "one"))
    for name in ("manifest.json", "result.json"):
        (folder / "one" / name).write_text("{torn")
    write_run(done, str(folder / "one"))
