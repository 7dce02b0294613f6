import json

import pytest
from made_up_decision import YEARS, made_up_result

from cellworth.app.run_json import result_document, write_result
from cellworth.app.show import run_tables, show_table
from cellworth.core.errors import InputError
from cellworth.io.cases import load_case


@pytest.fixture
def run(tmp_path):
    document = result_document(load_case("nissan-aesc-2016"), made_up_result())
    write_result(document, tmp_path / "made" / "result.json")
    return str(tmp_path / "made")


def test_headline_and_inputs_are_tables_too(run):
    tables = run_tables(run)
    assert {"headline", "numbers", "yearly", "packs"} <= set(tables)
    names = [column.name for column in tables["headline"].columns]
    assert names[:2] == ["name", "value"]


def test_rows_and_columns_are_chosen(run):
    shown = show_table(
        run_tables(run), "yearly", columns=["own_cell_cash", "year"], where=[f"year={YEARS[1]},{YEARS[3]}"]
    )
    assert [column.name for column in shown.columns] == ["own_cell_cash", "year"]
    assert shown.rows == ((263.0, YEARS[1]), (243.0, YEARS[3]))


@pytest.mark.parametrize(
    ("table", "options", "told"),
    [
        ("yerly", {}, "Did you mean 'yearly'"),
        ("yearly", {"columns": ["own_cell_cush"]}, "Did you mean 'own_cell_cash'"),
        ("yearly", {"where": ["yeer=2016"]}, "Did you mean 'year'"),
        ("yearly", {"where": ["year"]}, "Write --where column=text"),
    ],
)
def test_what_does_not_exist_is_refused_with_the_nearest(run, table, options, told):
    with pytest.raises(InputError, match=told):
        show_table(run_tables(run), table, **options)


def test_command_prints_a_table_a_list_and_json(cellworth, run):
    code, out, _ = cellworth("show", run, "yearly", "--columns", "year,quoted_cell_price,pack")
    assert code == 0
    assert out.splitlines()[:2] == ["year  quoted_cell_price  pack", "              [USD/kWh]"]
    assert out.splitlines()[2] == "2013               none  small"
    code, out, _ = cellworth("show", run)
    assert any(line.startswith("yearly ") for line in out.splitlines())
    code, out, _ = cellworth("show", run, "headline", "--where", "name=saving_worth", "--json")
    assert json.loads(out)["rows"][0][1] == 213.0e6
