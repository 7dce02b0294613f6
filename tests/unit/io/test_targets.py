"""What is to be written is refused before any work is done."""

import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from cellworth.core.errors import InputError, Problem
from cellworth.io.targets import check_file, check_folder
from cellworth.io.workbook.sheets import Book


def test_files_that_cannot_be_written_are_refused(tmp_path: Path) -> None:
    """A folder in place of a file, and a folder that is not there; nothing is made."""
    with pytest.raises(InputError, match="this is a folder; a file is to be written"):
        check_file(tmp_path)
    with pytest.raises(InputError, match="its folder does not exist"):
        check_file(tmp_path / "new" / "table.csv")
    with pytest.raises(InputError, match="this is a device; a file is to be written"):
        check_file(os.devnull)
    check_file(tmp_path / "table.csv")
    assert not list(tmp_path.iterdir())


def test_folders_that_cannot_be_made_are_refused(tmp_path: Path) -> None:
    """A file in the way, at the end of the path or within it; nothing is made."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="a file of this name stands there"):
        check_folder(tmp_path / "file")
    with pytest.raises(InputError, match=r"'.*file' is a file; a folder is to be written"):
        check_folder(tmp_path / "file" / "run")
    check_folder(tmp_path / "new" / "run")
    check_folder(tmp_path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["file"]


def test_closed_folders_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The nearest folder that is there must be open to this user."""
    monkeypatch.setattr(os, "access", lambda path, _mode: Path(path) != tmp_path)
    with pytest.raises(InputError, match="its folder is closed; this user may not write there"):
        check_file(tmp_path / "table.csv")
    with pytest.raises(InputError, match="the folder is closed"):
        check_folder(tmp_path)
    with pytest.raises(InputError, match=f"the folder '{tmp_path}' is closed"):
        check_folder(tmp_path / "new" / "run")


def test_a_workbook_that_cannot_be_written_says_what_the_system_said(tmp_path: Path) -> None:
    """The error of the library would end in a traceback."""
    book = Book(str(tmp_path / "missing" / "book.xlsx"))
    book.sheet("Only")
    with pytest.raises(FileNotFoundError):
        book.close()


def test_a_problem_without_a_reason_is_one_sentence() -> None:
    """No sign stands between what was found and nothing."""
    assert str(Problem("case 'x'", "it has no timeline", "", "Known: y.")) == (
        "case 'x': it has no timeline. Known: y."
    )


@pytest.mark.parametrize("flags", [0, os.ST_RDONLY])
def test_a_disk_for_reading_alone_is_told_apart_from_a_closed_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, flags: int
) -> None:
    """A file system mounted for reading is no matter of permissions."""
    monkeypatch.setattr("cellworth.io.targets.os.access", lambda *_: False)
    monkeypatch.setattr("cellworth.io.targets.os.statvfs", lambda _: SimpleNamespace(f_flag=flags))
    for check in (check_file, check_folder):
        with pytest.raises(InputError) as caught:
            check(tmp_path / "out")
        assert ("file system is read-only" in str(caught.value)) is bool(flags)
        assert ("Change its permissions" in str(caught.value)) is not bool(flags)
