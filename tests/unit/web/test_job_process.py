"""A case by date as a job: what the process says, and what the folder keeps."""

import datetime
import json

from cellworth.web import job_process
from cellworth.web.settings import Limits
from cellworth.web.store import Store

CASE = "nissan-aesc-2016"
DAY = datetime.date(2016, 8, 31)


def test_a_case_by_date_says_which_date_is_run_and_gives_its_page(monkeypatch, tmp_path):
    monkeypatch.setattr("cellworth.app.timeline.known_dates", lambda _: (DAY,))
    told = []

    asked = {"case": CASE, "scenarios": 64, "seed": 1, "timeline": True}
    page = job_process._written(CASE, tmp_path, asked, lambda *said: told.append(said))

    assert told == [("as known on 2016-08-31", 0, 1)]
    assert page["lead"]["key"] == "families"
    (row,) = next(each for each in page["sections"] if each["heading"] == "All dates")["tables"][0]["rows"]
    assert row[0] == "31 Aug 2016"

    store = Store(tmp_path / "kept", Limits(runs=1))
    store.keep_timeline("a" * 12, asked, page)
    assert json.loads(store.timeline("a" * 12).read_text())["page"] == page
    assert store.timeline("../kept/timelines/" + "a" * 12) is None
    store.keep_timeline("b" * 12, asked, page)
    assert [store.timeline(each * 12) is None for each in "ab"] == [True, False]
