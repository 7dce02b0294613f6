"""Malformed uploads of every kind: each refused with its reason, nothing left, the server alive.

The long form, 200 uploads against a server of its own, is `python benchmarks/workbench_hostile.py`.
"""

import json

import pytest

from cellworth.app.import_workbook import import_workbook
from cellworth.core.errors import InputError
from hostile.books import BOOKS, book_upload
from hostile.uploads import CASES, QUESTIONS, case_uploads, question_uploads
from hostile.wire import KINDS, answered, wires

SEED = 23
SENT = [*case_uploads(SEED, 2 * len(CASES)), *question_uploads(SEED, 3 * len(QUESTIONS))]
KEYS = {"type", "title", "status", "detail", "problems"}


@pytest.mark.parametrize("upload", SENT, ids=lambda upload: upload.kind)
def test_what_is_malformed_is_refused_with_its_reason(bench, upload):
    before = sorted(bench.folder.parent.rglob("*"))
    found = bench.ask("POST", upload.path, upload.content, upload.headers)
    assert 400 <= found.status < 500, (upload.content[:200], found.body[:300])
    assert found.headers["content-type"] == "application/problem+json"
    assert set(found.json) == KEYS
    assert found.json["detail"]
    assert str(bench.folder) not in found.body.decode()
    assert sorted(bench.folder.parent.rglob("*")) == before


@pytest.mark.parametrize("at", range(len(BOOKS)), ids=lambda at: BOOKS[at].__name__)
def test_a_malformed_workbook_is_refused_with_its_reason(at, tmp_path):
    path = tmp_path / "book.xlsm"
    path.write_bytes(book_upload(SEED, at).content)
    with pytest.raises(InputError) as refused:
        import_workbook(str(path))
    assert all(problem.found and problem.why for problem in refused.value.problems)
    assert [each.name for each in tmp_path.iterdir()] == ["book.xlsm"]


@pytest.mark.parametrize("at", range(len(KINDS)), ids=lambda at: KINDS[at].__name__.strip("_"))
def test_what_is_bad_on_the_wire_is_refused(bench, at):
    wire = list(wires(SEED, len(KINDS), bench.port))[at]
    found = answered(bench.port, wire)
    head, _, body = found.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 4"), (wire.first[:200], found[:300])
    assert b"application/problem+json" in head.lower()
    assert set(json.loads(body)) == KEYS
    assert bench.ask("GET", "/").status == 200
