"""A run as a workbook: its formulas, worked out here anew, give the numbers of the run; texts stay texts."""

import re
import shutil
import zipfile
from xml.etree import ElementTree

import openpyxl
import pytest
from made_up_paths import made_up_paths
from worked_case import CASE

from cellworth.engine.executors import ALONE
from cellworth.engine.scenarios.run import run_strategies
from cellworth.io.ledger_tables import ledger_tables
from cellworth.io.result_json import AnswerForm, AskedForm, ManifestForm, MoneyForm, ResultForm
from cellworth.io.result_tables import asked_tables, full_headline, full_tables
from cellworth.io.sip_library import write_sip_library
from cellworth.io.workbook.draw_sheet import range_name
from cellworth.io.workbook.run_book import write_run_book
from cellworth.io.workbook.sheets import safe_text, sheet_name
from in_spreadsheet import computed, farthest, without_results

WORDS = (("clear", 0.95), ("strong", 0.8), ("likely", 0.65), ("leaning", 0.5), ("open", 0.0))
REFERENCE = re.compile(r"(?:'([^']+)'!)?\$?([A-Z]{1,2})\$?(\d+)(?::\$?([A-Z]{1,2})\$?(\d+))?")
TRIALS = 40


@pytest.fixture(scope="module")
def result():
    return run_strategies(
        CASE,
        None,
        words=WORDS,
        n_scenarios=1300,
        seed=1,
        paths_of=made_up_paths,
        model_of=lambda changed, model: None,  # noqa: ARG005
        workers=ALONE,
    )


@pytest.fixture(scope="module")
def document(result):
    manifest = ManifestForm(
        version="0",
        case="worked",
        case_sha256="0" * 64,
        layers=(),
        as_of="2016-08-31",
        seed=1,
        scenarios=result.n_scenarios,
        data={},
        evaluations={},
        missing={},
    )
    tables = full_tables(result) | ledger_tables(result) | asked_tables(result.case)
    return ResultForm(
        schema_name="cellworth-result",
        schema_version=2,
        money=MoneyForm(),
        manifest=manifest,
        case=AskedForm(name="worked", title="=cmd|' /C calc'!A0", question="?", parties={}),
        answer=AnswerForm(
            family=result.family,
            strategy=result.strategy,
            next_best=result.next_best,
            chance=result.chance,
            chance_error=result.chance_error,
            confidence=result.confidence,
            reasons=("+1",),
        ),
        headline=full_headline(result),
        tables=tables,
        numbers=(),
        limits=("@SUM(1)", "-2"),
        notes=(),
    )


@pytest.fixture(scope="module")
def path(document, result, tmp_path_factory):
    target = tmp_path_factory.mktemp("book") / "run.xlsx"
    draws = {name: values[:TRIALS] for name, values in result.draws.items()}
    write_run_book(str(target), document, draws)
    return target


class Recalculated:
    """A spreadsheet program of four functions, for the formulas of the ledgers."""

    def __init__(self, path):
        self.formulas = openpyxl.load_workbook(path)
        self.known = {}

    def value(self, sheet, cell):
        key = (sheet, cell)
        if key not in self.known:
            held = self.formulas[sheet][cell].value
            is_formula = isinstance(held, str) and held.startswith("=")
            self.known[key] = self.worked_out(sheet, held[1:]) if is_formula else held
        return self.known[key]

    def cells(self, sheet, match):
        other, left, top, right, bottom = match.groups()
        sheet = other or sheet
        if right is None:
            return self.value(sheet, f"{left}{top}") or 0.0
        area = self.formulas[sheet][f"{left}{top}:{right}{bottom}"]
        return [self.value(sheet, cell.coordinate) or 0.0 for row in area for cell in row]

    def worked_out(self, sheet, text):
        places = []

        def noted(match):
            places.append(self.cells(sheet, match))
            return f"places[{len(places) - 1}]"

        program = text.replace("discount_rate", "rate")
        program = REFERENCE.sub(noted, program).replace("^", "**")
        tools = {
            "SUM": sum,
            "SUMPRODUCT": lambda first, second: sum(a * b for a, b in zip(first, second, strict=True)),
            "AVERAGE": lambda values: sum(values) / len(values),
        }
        known = {"places": places, "rate": self.value("Ledgers", "B3"), **tools}
        return eval(program, {"__builtins__": {}}, known)


def test_recalculated_worth_of_every_strategy_is_the_mean_of_the_run(path, result):
    book = Recalculated(path)
    sheet = book.formulas["Ledgers"]
    means = {row.title: row.mean for row in result.strategies}
    means["the reference sale, at no price"] = result.terms["sale.sold_for_nothing"]
    rows = [row for row in range(6, 30) if sheet[f"A{row}"].value in means]
    assert len(rows) == len({line.strategy for line in result.ledgers}) >= 3
    for row in rows:
        worth = book.value("Ledgers", f"B{row}")
        assert worth == pytest.approx(means[sheet[f"A{row}"].value], rel=1e-9)
        assert book.value("Ledgers", f"D{row}") == pytest.approx(0.0, abs=1e-6 * abs(worth))


def test_every_formula_of_the_ledgers_gives_the_value_written_beside_it(path):
    book, stored = Recalculated(path), openpyxl.load_workbook(path, data_only=True)
    checked = 0
    for sheet in (name for name in book.formulas.sheetnames if name.startswith("L ")):
        for row in book.formulas[sheet].iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    found = stored[sheet][cell.coordinate].value
                    assert book.value(sheet, cell.coordinate) == pytest.approx(found, rel=1e-9, abs=1e-3)
                    checked += 1
    assert checked > 300


def test_another_rate_moves_the_worth(path):
    book = Recalculated(path)
    before = book.value("Ledgers", "B6")
    other = Recalculated(path)
    other.known["Ledgers", "B3"] = 2.0 * book.value("Ledgers", "B3")
    assert abs(other.value("Ledgers", "B6") - before) > 1e-3 * abs(before)


def test_books_of_the_venture_pay_all_on_to_its_owners(result):
    for name in {line.strategy for line in result.ledgers} - {"sale_for_nothing"}:
        lines = [line for line in result.ledgers if line.strategy == name and line.party == "J"]
        years = zip(*(line.cash for line in lines if not line.on_a_day), strict=True)
        turnover = max(abs(cash) for line in lines for cash in line.cash)
        assert lines
        assert max(abs(sum(year)) for year in years) < 1e-9 * turnover


def test_ledger_of_the_automaker_adds_up_to_the_bridge(result):
    for name in {line.strategy for line in result.ledgers} - {"sale_for_nothing"}:
        worth = sum(line.worth for line in result.ledgers if line.strategy == name and line.party == "A")
        items = result.bridge[name]
        first = sum(items.values()) - items.get("all scenarios against the first ones", 0.0)
        assert worth == pytest.approx(first, rel=1e-9)


def test_draws_stand_in_the_form_of_a_sip_library(path, result):
    book = openpyxl.load_workbook(path, data_only=True)
    assert book.defined_names["PM_Trials"].attr_text.replace("'", "") == "Library!$B$1"
    assert book["Library"]["B1"].value == TRIALS
    for name in (result.strategy, *list(result.draws)[-2:]):
        area = book.defined_names[range_name(name)].attr_text.split("!")[1].replace("$", "")
        found = [row[0].value for row in book["Library"][area]]
        assert found == pytest.approx(list(result.draws[name][:TRIALS]), rel=1e-12)
        assert f"{range_name(name)}.MD" in book.defined_names


def test_texts_never_become_formulas_or_links(path):
    book = openpyxl.load_workbook(path)
    assert book["Summary"]["A1"].value.startswith("'=cmd")
    assert [book["Limits"][f"A{row}"].value for row in (2, 3)] == ["'@SUM(1)", "'-2"]
    with zipfile.ZipFile(path) as archive:
        assert not [name for name in archive.namelist() if "external" in name.lower()]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", "\t=1", "  =1"])
def test_text_that_looks_like_a_formula_is_marked(text):
    assert safe_text(text).startswith("'")


def test_other_texts_stay_as_they_are():
    assert safe_text("NMC811-G (Energy)") == "NMC811-G (Energy)"
    assert sheet_name("a/b:c", ["A_B_C"]) == "a_b_c_2"


@pytest.mark.parametrize(
    ("name", "wanted"), [("keep", "keep"), ("AB12", "_AB12"), ("x y", "x_y"), ("1a", "_1a")]
)
def test_names_of_ranges(name, wanted):
    assert range_name(name) == wanted


def test_the_same_run_gives_the_same_bytes(path, document, result, tmp_path):
    draws = {name: values[:TRIALS] for name, values in result.draws.items()}
    write_run_book(str(tmp_path / "again.xlsx"), document, draws)
    assert (tmp_path / "again.xlsx").read_bytes() == path.read_bytes()


def test_sheets_are_set_up_to_read_and_print(path):
    book = openpyxl.load_workbook(path)
    assert {"Summary", "Inputs", "Case numbers", "Ledgers", "By year", "Claims", "Limits", "Library"} <= set(
        book.sheetnames
    )
    assert book["Inputs"].freeze_panes == "B5"
    assert book["Inputs"].page_setup.orientation == "landscape"
    assert book["Ledgers"]._charts or book["Summary"]._charts
    heads = [cell.value for cell in book["L keep"][4]]
    assert heads[2].endswith("\nUSD")


def test_a_spreadsheet_program_computes_the_same_totals(path, tmp_path):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("no LibreOffice here: install Debian's libreoffice-calc to compute the workbook anew")
    bare = tmp_path / "bare.xlsx"
    assert without_results(path, bare) > 100
    count, worst = farthest(path, computed(office, bare, tmp_path))
    assert count > 100
    assert worst[0] < 1e-9, worst


def test_draws_as_a_library_are_the_draws(document, result, tmp_path):
    draws = {name: values[:TRIALS] for name, values in result.draws.items()}
    target = tmp_path / "draws.xml"
    write_sip_library(str(target), document, draws)
    root = ElementTree.parse(target).getroot()
    assert (root.tag, root.get("name"), root.get("count")) == ("SLURP", "worked", str(len(draws)))
    assert "seed 1" in root.get("provenance")
    read = {sip.get("name"): [float(text) for text in sip.text.split(",")] for sip in root}
    assert read == {name: list(map(float, values)) for name, values in draws.items()}
    assert {(sip.get("type"), sip.get("count")) for sip in root} == {("CSV", str(TRIALS))}
