"""BatPaC workbooks made up from the reference designs, on the sheets, labels and places of the original."""

import csv
import gzip
import io
import zipfile
from pathlib import Path

import openpyxl

from cellworth.io.input_schema import column_rows

REFERENCE = Path(__file__).parent / "reference" / "batpac" / "designs_open.csv.gz"
VERSION = b"<a:t> Software Name: Battery Performance and Cost Model, BatPaC-Version 5.0</a:t>"
FIRST_RESULT, FIRST_INPUT = 7, 4


def designs(run):
    with gzip.open(REFERENCE, "rt", encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["run_id"] == run]
    return sorted(rows, key=lambda row: int(row["battery_no"]))


def as_cell(text):
    try:
        return float(text)
    except ValueError:
        return text or None


def sheet_of(book, name):
    return book[name] if name in book.sheetnames else book.create_sheet(name)


def heads(sheet, row, first):
    for number in range(1, 8):
        sheet.cell(row, first + number - 1, f"Battery {number}")


def labelled(sheet, counts, row, label, place, column, *, starts):
    """Write a label so that it is the n-th of its kind; returns its row."""
    while counts.get(label, 0) < place - 1:
        sheet.cell(row, column, label)
        counts[label] = counts.get(label, 0) + 1
        row += 1
    sheet.cell(row, column, f"{label} (default), more" if starts else f"{label.capitalize()} (NMP)")
    counts[label] = counts.get(label, 0) + 1
    return row


def made_book(rows, *, shift=0):
    book = openpyxl.Workbook()
    book.remove(book.active)
    numbers = {int(row["battery_no"]): row for row in rows}
    counts, ends = {}, {}
    for entry in column_rows("workbook_inputs.csv"):
        name = entry["sheet"]
        sheet = sheet_of(book, name)
        if name not in ends:
            heads(sheet, 1 + shift, FIRST_RESULT if name != "Dashboard" else FIRST_INPUT)
            ends[name] = 3 + shift
        column = 2 if name != "Dashboard" else 3
        row = labelled(
            sheet,
            counts.setdefault(name, {}),
            ends[name],
            entry["label"],
            int(entry["place"]),
            column,
            starts=True,
        )
        ends[name] = row + 1
        values = {number: as_cell(line[entry["batpac_column"]]) for number, line in numbers.items()}
        if entry["at"] == "battery":
            first = FIRST_RESULT if name != "Dashboard" else FIRST_INPUT
            for number, value in values.items():
                sheet.cell(row, first + number - 1, value)
        else:
            sheet.cell(row, column + int(entry["at"]), next(iter(values.values())))
    for entry in column_rows("workbook_results.csv"):
        name = entry["sheet"]
        sheet = sheet_of(book, name)
        if name not in ends:
            heads(sheet, 1 + shift, FIRST_RESULT)
            ends[name] = 3 + shift
        known = counts.setdefault(f"{name} results", {})
        row = labelled(sheet, known, ends[name], entry["label"], int(entry["place"]), 1, starts=False)
        ends[name] = row + 1
        for number, line in numbers.items():
            sheet.cell(row, FIRST_RESULT + number - 1, as_cell(line[entry["batpac_column"]]))
    return book


def saved(book, path, version=VERSION):
    held = io.BytesIO()
    book.save(held)
    with zipfile.ZipFile(held) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            target.writestr(part.filename, source.read(part))
        target.writestr("xl/drawings/drawing90.xml", b"<a>" + version + b"</a>")
    return str(path)
