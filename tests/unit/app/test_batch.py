import csv
import gzip
from pathlib import Path

import pyarrow.parquet as parquet
import pytest

from cellworth.api import cost_packs
from cellworth.app.batch import batch
from cellworth.core.errors import InputError
from cellworth.io.column_sets import batpac_columns, default_columns, heading
from cellworth.io.input_schema import column_rows

HEAD = "name,couple,energy [kWh],power [kW]\n"
GOOD = "a,NMC811-G (Energy),60,150\n"
TYPO = "b,NMC811-G (Energi),60,150\n"
BEYOND = "c,NMC811-G (Energy),1,50000\n"


def rows_of(path):
    with path.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def run(tmp_path, text, **settings):
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(text)
    return batch(str(source), str(target), **settings), rows_of(target)


def test_one_row_out_for_each_row_in(tmp_path):
    report, rows = run(tmp_path, HEAD + TYPO + GOOD + BEYOND + GOOD.replace("60", "80"))
    assert (report.n_rows, report.n_done, report.n_problems) == (4, 2, 2)
    assert [row["name"] for row in rows] == ["b", "a", "c", "a"]
    assert [bool(row["pack_mass [kg]"]) for row in rows] == [False, True, False, True]
    assert "no couple has this name" in rows[0]["problem"]
    assert "it has no solution" in rows[2]["problem"]
    assert rows[1]["problem"] == ""
    assert str(report.problems[0]).startswith(f"{tmp_path}/in.csv, line 2, couple: 'NMC811-G (Energi)'")


def test_the_plant_of_a_row_without_a_result_is_not_told(tmp_path):
    assert run(tmp_path, HEAD + GOOD + BEYOND)[0].notes == ()
    (note,) = run(tmp_path, HEAD + GOOD + GOOD.replace(",60,", ",9,") + BEYOND)[0].notes
    assert note.startswith("The plant of 1 of 2 rows makes 4.5 GWh a year")


def test_a_design_without_a_tag_has_empty_cells_and_the_word_of_the_reference_designs(tmp_path):
    head, row = HEAD.strip() + ",modules_in_parallel\n", GOOD.strip()
    rows = run(tmp_path, f"{head}{row},\n{row},3\n")[1]
    assert [row["design_errors"] for row in rows] == ["", "2"]
    assert "None" not in str(rows[0])

    reference = run(tmp_path, HEAD + GOOD, column_set="batpac")[1]
    assert reference[0]["bd_error_tags"] == "None"


def test_numbers_are_those_of_the_python_functions(tmp_path):
    _, rows = run(tmp_path, HEAD + GOOD)
    packs = cost_packs(couple="NMC811-G (Energy)", energy=60.0, power=150.0)
    assert float(rows[0]["unit_cost.pack [USD]"]) == packs["unit_cost.pack"]
    assert rows[0]["limited_by"] == packs["limited_by"]


def test_default_columns_exist_and_carry_their_unit(tmp_path):
    _, rows = run(tmp_path, HEAD + GOOD)
    written = list(rows[0])
    assert written == ["name", "couple", "energy [kWh]", "power [kW]", *map(heading, default_columns())]
    assert 50 <= len(default_columns()) <= 70
    assert len(set(default_columns())) == len(default_columns())


def test_all_outputs(tmp_path):
    _, rows = run(tmp_path, HEAD + GOOD, everything=True)
    assert len(rows[0]) > 800


def test_batpac_columns(tmp_path):
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("run_id,battery_no,in_target_pack_energy_kwh\nr1,3,60\nr1,,80\n")
    batch(str(source), str(target), parity=True, column_set="batpac")
    rows = rows_of(target)
    assert list(rows[0])[:3] == ["run_id", "battery_no", "in_target_pack_energy_kwh"]
    assert set(batpac_columns()) <= set(rows[0])
    assert [row["battery_no"] for row in rows] == ["3", ""]
    assert float(rows[0]["sum_pack_total_energy_kwh"]) == pytest.approx(60.0)


def test_other_forms_hold_the_same_numbers(tmp_path):
    _, rows = run(tmp_path, HEAD + GOOD)
    source = str(tmp_path / "in.csv")
    batch(source, str(tmp_path / "out.csv.gz"))
    batch(source, str(tmp_path / "out.parquet"))
    assert gzip.decompress((tmp_path / "out.csv.gz").read_bytes()) == (tmp_path / "out.csv").read_bytes()
    columns = parquet.read_table(tmp_path / "out.parquet").to_pydict()
    assert columns["pack_mass [kg]"] == [float(rows[0]["pack_mass [kg]"])]


def test_results_can_be_read_again(tmp_path):
    _, first = run(tmp_path, HEAD + GOOD)
    (tmp_path / "again.csv").write_bytes((tmp_path / "out.csv").read_bytes())
    batch(str(tmp_path / "again.csv"), str(tmp_path / "out.csv"))
    assert rows_of(tmp_path / "out.csv") == first


@pytest.mark.parametrize(
    ("text", "strict"), [(HEAD + TYPO, False), (HEAD + GOOD + TYPO, True), (HEAD + BEYOND, False)]
)
def test_nothing_is_written_where_it_is_refused(tmp_path, text, strict):
    with pytest.raises(InputError):
        run(tmp_path, text, strict=strict)
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]


def test_many_flaws_are_counted_not_listed(tmp_path):
    report, _ = run(tmp_path, HEAD + GOOD + TYPO * 50)
    assert len(report.problems) == 10
    assert report.n_problems == 50
    with pytest.raises(InputError, match="40 more rows"):
        run(tmp_path, HEAD + TYPO * 50)


UNITS_IN_CELLS = (
    "id,couple,energy [kWh],power,cell_yield [%],packs_per_year\n"
    "007,NMC811-G (Energy),60,150 kW,,+5e4\n"
    "008,LFP-G (Energy),0.08 MWh,150 kW,90,\n"
    "009,LFP-G (Energy), 80.5 ,150 kW\n"
)


@pytest.mark.parametrize("part_rows", [1, 2, 9])
def test_inputs_are_numbers_in_parquet_whatever_the_parts(tmp_path, part_rows):
    (tmp_path / "in.csv").write_text(UNITS_IN_CELLS)
    batch(str(tmp_path / "in.csv"), str(tmp_path / "out.parquet"), part_rows=part_rows)
    table = parquet.read_table(tmp_path / "out.parquet").select(range(6)).to_pydict()
    assert table["energy [kWh]"][:2] == [60.0, 80.0]
    assert table["packs_per_year"] == [5e4, None, None]
    assert table["cell_yield [%]"] == [None, 90.0, None]
    assert table["id"][:2] == ["007", "008"]
    assert table["power"][:2] == ["150 kW", "150 kW"]
    batch(str(tmp_path / "in.csv"), str(tmp_path / "whole.parquet"))
    assert (tmp_path / "out.parquet").read_bytes() == (tmp_path / "whole.parquet").read_bytes()
    batch(str(tmp_path / "in.csv"), str(tmp_path / "out.csv"), part_rows=part_rows)
    assert [row["energy [kWh]"] for row in rows_of(tmp_path / "out.csv")][:2] == ["60", "0.08 MWh"]


@pytest.mark.parametrize("part_rows", [1, 2, 9])
def test_a_column_with_a_text_that_is_no_number_keeps_its_texts_in_all_parts(tmp_path, part_rows):
    (tmp_path / "in.csv").write_text(HEAD + GOOD + GOOD.replace("60", "sixty") + GOOD)
    batch(str(tmp_path / "in.csv"), str(tmp_path / "out.parquet"), part_rows=part_rows)
    table = parquet.read_table(tmp_path / "out.parquet")
    assert table["energy [kWh]"].to_pylist() == ["60", "sixty", "60"]
    assert table["power [kW]"].to_pylist() == [150.0] * 3


def test_tags_that_no_design_has_are_a_column_of_texts(tmp_path):
    (tmp_path / "in.csv").write_text(HEAD + GOOD)
    batch(str(tmp_path / "in.csv"), str(tmp_path / "out.parquet"))
    column = parquet.read_table(tmp_path / "out.parquet")["design_errors"]
    assert (str(column.type), column.to_pylist()) == ("string", [None])


@pytest.mark.parametrize("part_rows", [1, 9])
@pytest.mark.parametrize("column_set", ["cellworth", "batpac"])
def test_designs_computed_with_an_error_are_counted_and_told(tmp_path, column_set, part_rows):
    head, row = HEAD.strip() + ",modules_in_parallel\n", GOOD.strip()
    text = f"{head}{row},\n{row},3\n{row},3\n"
    notes = run(tmp_path, text, column_set=column_set, part_rows=part_rows)[0].notes
    told = [note for note in notes if "design error" in note]
    assert len(told) == 1
    assert told[0].startswith(
        "2 computed rows have design error 2 (docs/how-to/designs-in-tables.md): The rows of"
    )


def test_the_page_names_every_tag():
    page = (Path(__file__).parents[3] / "docs" / "how-to" / "designs-in-tables.md").read_text()
    rows = column_rows("tag_sentences.csv")
    assert [line for line in page.splitlines() if line.endswith(". |")] == [
        f"| {row['tag']} | {row['kind']} | {row['sentence']} |" for row in rows
    ]
    assert len(rows) == 12


@pytest.mark.parametrize("part_rows", [1, 9])
def test_a_torn_row_is_shown_and_leaves_the_others_as_they_were(tmp_path, part_rows):
    report, rows = run(tmp_path, HEAD + GOOD + "Big, red,LFP-G (Energy),60,150\n" + GOOD, part_rows=part_rows)
    lines = (tmp_path / "out.csv").read_text().splitlines()
    assert lines[1] == lines[3]
    assert lines[1].startswith('"a","NMC811-G (Energy)","60","150",')
    assert rows[1]["problem"] == "the row: 5 cells in 'Big, red,LFP-G (Energy),60,150'; the heading has 4."
    assert (report.n_done, rows[1]["name"]) == (2, "")


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_torn_row_is_no_design_of_defaults_when_results_are_read_again(tmp_path, form):
    (tmp_path / "in.csv").write_text(HEAD + GOOD + "torn,row\n" + GOOD)
    first, again = (str(tmp_path / f"{name}.{form}") for name in ("first", "again"))
    batch(str(tmp_path / "in.csv"), first)
    report = batch(first, again)
    assert (report.n_done, report.n_rows) == (2, 3)
    assert "the problem of an earlier batch alone (the row: 2 cells in 'torn,row'" in str(report.problems[0])
