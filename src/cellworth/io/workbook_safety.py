"""Workbooks of others: looked at before anything in them is read; nothing in them is ever executed."""

import re
import struct
import zipfile
import zlib
from pathlib import Path

from cellworth.core.errors import InputError, Problem

__all__ = ["check_workbook", "drawn_text"]

MEBI = 1 << 20
FILE_LIMIT = 50 * MEBI
PART_LIMIT = 100 * MEBI
WHOLE_LIMIT = 250 * MEBI
PARTS_LIMIT = 2000
RATIO_LIMIT = 200
"""Most a part may grow; parts of less than a mebibyte may grow more."""

OLD_FORM = b"\xd0\xcf\x11\xe0"
CHUNK = MEBI
PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError),
    *(RuntimeError, ValueError, OverflowError),
)
FORBIDDEN = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
OVERLAP = 16
DRAWN = re.compile(rb"<a:t>([^<]{1,300})</a:t>")


def check_workbook(path: str) -> None:
    """Refuse a file that is no workbook, is too large unpacked, or holds what no workbook needs.

    Parameters
    ----------
    path : of an .xlsx or .xlsm file.

    Raises
    ------
    InputError
        If it cannot be read, is an old or locked workbook, has too many or too large parts, unpacks to far
        more than it is, or has a document type declaration, which could make text out of nothing.
    """
    try:
        size = Path(path).stat().st_size
        with Path(path).open("rb") as stream:
            head = stream.read(4)
    except OSError as error:
        why = "no workbook is there"
        raise InputError(Problem(path, f"it cannot be read ({error.strerror or error})", why)) from None
    if head == OLD_FORM:
        what = "an old workbook (.xls) or one locked with a password"
        raise InputError(Problem(path, what, "only .xlsx and .xlsm are read", "Save it as .xlsx, unlocked."))
    if size > FILE_LIMIT:
        _refuse(path, f"{size / MEBI:.0f} MiB", f"at most {FILE_LIMIT // MEBI} MiB are read")
    try:
        with zipfile.ZipFile(path) as archive:
            _check_parts(path, archive)
    except DAMAGED as error:
        raise InputError(Problem(path, "it is no whole workbook", str(error) or "it is damaged")) from None


def _check_parts(path: str, archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if len(parts) > PARTS_LIMIT or len(set(names)) < len(names):
        _refuse(path, f"{len(parts)} parts", f"a workbook has at most {PARTS_LIMIT}, each once")
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        _refuse(path, "a zip archive without a workbook in it", "an .xlsx or .xlsm file is due")
    total = 0
    for part in parts:
        total += part.file_size
        too_dense = part.file_size > MEBI and part.file_size > RATIO_LIMIT * max(part.compress_size, 1)
        if part.compress_type not in PACKED:
            _refuse(path, f"{part.filename!r} is packed in a way of its own", "workbooks are deflated")
        if part.flag_bits & 1:
            _refuse(path, f"{part.filename!r} is locked", "a locked workbook cannot be read")
        if part.file_size > PART_LIMIT or total > WHOLE_LIMIT or too_dense:
            _refuse(path, f"{part.filename!r} unpacks to {part.file_size / MEBI:.0f} MiB", "that is a bomb")
    for part in parts:
        if part.filename.lower().endswith((".xml", ".rels", ".vml")):
            _check_part(path, archive, part)


def _check_part(path: str, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    left = b""
    with archive.open(part) as stream:
        while chunk := stream.read(CHUNK):
            if FORBIDDEN.search(left + chunk):
                _refuse(path, f"{part.filename!r} declares a document type", "no workbook needs one")
            if b"\0" in chunk:
                _refuse(path, f"{part.filename!r} is not in UTF-8", "the text of a workbook is")
            left = chunk[-OVERLAP:]


def _refuse(path: str, found: str, why: str) -> None:
    raise InputError(Problem(path, found, why))


def drawn_text(path: str) -> str:
    """Text of the boxes drawn on the sheets, one line for each run; of a file that was checked."""
    with zipfile.ZipFile(path) as archive:
        drawings = (name for name in archive.namelist() if re.fullmatch(r"xl/drawings/[^/]+\.xml", name))
        found = [text for name in sorted(drawings) for text in DRAWN.findall(archive.read(name))]
    return "\n".join(text.decode("utf-8", "replace") for text in found)
