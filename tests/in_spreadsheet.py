"""A run's workbook in a spreadsheet program: what it computes anew is what the program stored."""

import re
import subprocess
import zipfile

import openpyxl

STORED = re.compile(rb"(<f>[^<]*</f>)<v>[^<]*</v>")
SECONDS = 180


def without_results(source, target):
    """The workbook with its formulas alone, so that what is read later was computed there."""
    emptied = 0
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content, count = STORED.subn(rb"\1", old.read(part))
            emptied += count
            new.writestr(part.filename, content)
    return emptied


def computed(office, source, folder):
    """The workbook as the spreadsheet program computes and saves it."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        office,
        profile,
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(folder / "out"),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
    return folder / "out" / source.name


def farthest(stored, again):
    """Count of formulas, and the largest difference to what is stored, by the largest number of its sheet.

    Sums of large flows that cancel are known to the rounding of those flows, not of their own small value.
    """
    formulas = openpyxl.load_workbook(stored)
    ours, theirs = (openpyxl.load_workbook(path, data_only=True) for path in (stored, again))
    found = []
    for sheet in formulas:
        places = [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        pairs = [(ours[sheet.title][place].value, theirs[sheet.title][place].value) for place in places]
        assert all(isinstance(other, int | float) for _, other in pairs), sheet.title
        scale = max((abs(one) for one, _ in pairs), default=1.0)
        found += [
            (abs(one - other) / scale, sheet.title, at)
            for at, (one, other) in zip(places, pairs, strict=True)
        ]
    return len(found), max(found)
