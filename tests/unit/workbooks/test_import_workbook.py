"""BatPaC workbooks: made up from the reference designs on the sheets, labels and places of the original."""

import zipfile
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from cellworth.app.import_workbook import import_workbook, write_inputs, write_packs
from cellworth.core.errors import InputError
from cellworth.io import workbook_safety
from cellworth.io.batpac_workbook import plain_label, read_workbook
from cellworth.io.input_schema import column_rows
from cellworth.io.tables import read_table
from cellworth.io.workbook_safety import check_workbook
from made_workbook import FIRST_RESULT, VERSION, as_cell, designs, made_book, saved

NOT_EXACT = "bd_addition_to_cell_thickness_to_adjust_for_whole_number_of_electrodes_mm"


@pytest.fixture(scope="module")
def rows():
    return designs("r008")


@pytest.fixture(scope="module")
def path(rows, tmp_path_factory):
    return saved(made_book(rows), tmp_path_factory.mktemp("books") / "BatPaC.xlsx")


@pytest.fixture(scope="module")
def side(path):
    return import_workbook(path)


def test_inputs_and_results_are_found_by_label(path, rows):
    book = read_workbook(path)
    assert book.version == "5.0"
    assert not book.missing
    for row in rows:
        at = int(row["battery_no"]) - 1
        for column in (*book.inputs, *book.results):
            held = (book.inputs | book.results)[column][at]
            wanted = as_cell(row[column].strip())
            same = pytest.approx(wanted, rel=1e-14) if isinstance(wanted, float) else wanted
            assert held == same, column


def test_all_batteries_agree_with_the_stored_results(side, rows):
    assert len(side.batteries) == len(rows)
    assert not side.notes
    assert not side.problems
    assert len(side.numbers) > 900 * len(rows)
    sizes = np.array([abs(entry.difference) for entry in side.numbers if entry.column != NOT_EXACT])
    assert np.max(sizes) < 4e-6
    assert np.median(sizes) < 1e-10
    assert not side.texts_differ
    assert len(side.shown()) > 10


def test_rows_may_have_moved(rows, tmp_path):
    book = read_workbook(saved(made_book(rows, shift=9), tmp_path / "moved.xlsx"))
    assert book.inputs["in_target_pack_energy_kwh"][0] == 100.0
    assert not book.missing


def changed_cell(book, sheet, label, value, column=FIRST_RESULT):
    for row in book[sheet].iter_rows():
        for cell in row:
            if plain_label(cell.value or "") == label:
                book[sheet].cell(cell.row, column, value)
                return
    raise AssertionError(label)


def test_error_values_are_said(rows, tmp_path):
    book = made_book(rows)
    changed_cell(book, "Summary of Results", "pack cost $ kwh", "#N/A")
    side = import_workbook(saved(book, tmp_path / "errors.xlsx"))
    assert any("Battery 1 holds error values in 1 cells" in note and "#N/A" in note for note in side.notes)


@pytest.mark.parametrize(
    ("sheet", "label", "value", "told"),
    [
        ("Summary of Results", "pack total energy kwh", 99.0, "its energy is 99 kWh, its target 100"),
        ("Battery Design", "number of bicell layers", 31.7, "31.700 layers, not a whole number"),
    ],
)
def test_a_workbook_that_is_not_converged_is_said(rows, tmp_path, sheet, label, value, told):
    book = made_book(rows)
    changed_cell(book, sheet, label, value)
    side = import_workbook(saved(book, tmp_path / "loose.xlsx"))
    assert any("Battery 1 is not converged" in note and told in note for note in side.notes)


def test_another_version_is_refused(rows, tmp_path):
    path = saved(made_book(rows), tmp_path / "old.xlsx", VERSION.replace(b"5.0", b"4.0"))
    with pytest.raises(InputError, match=r"version 4\.0"):
        read_workbook(path)


def test_another_minor_version_is_said(rows, tmp_path):
    path = saved(made_book(rows), tmp_path / "newer.xlsx", VERSION.replace(b"5.0", b"5.1"))
    assert "version 5.1" in import_workbook(path).notes[0]


def test_other_workbooks_are_refused(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = "=1+1"
    with pytest.raises(InputError, match="no sheets"):
        read_workbook(saved(book, tmp_path / "other.xlsx"))


def test_other_labels_are_refused(rows, tmp_path):
    book = made_book(rows)
    for row in book["Manufacturing Costs"].iter_rows(max_col=1):
        row[0].value = None
    with pytest.raises(InputError, match="labels are not there"):
        read_workbook(saved(book, tmp_path / "labels.xlsx"))


def test_a_workbook_never_calculated_is_refused(rows, tmp_path):
    book = made_book(rows)
    for entry in {row["sheet"] for row in column_rows("workbook_results.csv")}:
        for line in book[entry].iter_rows(min_row=3, min_col=FIRST_RESULT, max_col=FIRST_RESULT + 6):
            for cell in line:
                cell.value = "=1+1" if cell.value is not None else None
    with pytest.raises(InputError, match="no stored results"):
        read_workbook(saved(book, tmp_path / "empty.xlsx"))


def test_inputs_become_a_table_and_packs_of_a_case(side, tmp_path):
    write_inputs(side, str(tmp_path / "designs.csv"))
    assert read_table(str(tmp_path / "designs.csv")).n_rows == len(side.batteries)
    left_out = write_packs(side, str(tmp_path / "packs.toml"))
    text = (tmp_path / "packs.toml").read_text()
    assert "[packs.battery_1]\n" in text
    assert 'energy = "100 kWh"' in text
    assert "in_target_pack_energy_kwh" not in left_out


def zipped(path, parts, **options):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return str(path)


WHOLE = {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"}


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"a.txt": "x"}, "without a workbook"),
        ({**WHOLE, "xl/worksheets/sheet1.xml": b"0" * (3 << 20)}, "bomb"),
        ({**WHOLE, **{f"xl/p{n}.xml": "" for n in range(2100)}}, "parts"),
        ({**WHOLE, "xl/a.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}, "declares a document type"),
        ({**WHOLE, "xl/a.xml": "<!  entity x>"}, "declares a document type"),
    ],
)
def test_dangerous_archives_are_refused(tmp_path, parts, told):
    with pytest.raises(InputError, match=told):
        check_workbook(zipped(tmp_path / "a.xlsx", parts))


def test_files_that_are_no_workbooks_are_refused(tmp_path, path, monkeypatch):
    whole = Path(path).read_bytes()
    for name, content, told in (
        ("text.xlsx", b"a,b\n1,2\n", "no whole workbook"),
        ("cut.xlsx", whole[: len(whole) // 2], "no whole workbook"),
        ("old.xls", b"\xd0\xcf\x11\xe0" + bytes(600), "old workbook"),
        ("none.xlsx", b"", "no whole workbook"),
    ):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(InputError, match=told):
            read_workbook(str(tmp_path / name))
    with pytest.raises(InputError, match="cannot be read"):
        read_workbook(str(tmp_path / "absent.xlsx"))
    monkeypatch.setattr(workbook_safety, "FILE_LIMIT", 100)
    with pytest.raises(InputError, match="at most 0 MiB"):
        read_workbook(path)


def test_flipped_bytes_end_in_a_sentence_or_a_workbook(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Dashboard"
    book.active["C13"] = "Electrode Couple"
    whole = Path(saved(book, tmp_path / "small.xlsx")).read_bytes()
    chance = np.random.default_rng(1)
    for turn in range(120):
        content = bytearray(whole)
        for place in chance.integers(0, len(content), 1 + turn % 8):
            content[place] = int(chance.integers(0, 256))
        (tmp_path / "flipped.xlsx").write_bytes(bytes(content))
        with pytest.raises(InputError):
            read_workbook(str(tmp_path / "flipped.xlsx"))


def test_damaged_sheets_end_in_a_sentence(tmp_path, path):
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    for name in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "[Content_Types].xml"):
        with pytest.raises(InputError):
            read_workbook(zipped(tmp_path / "damaged.xlsx", {**parts, name: b"<a><b>&#0;"}))
