"""The gallery: every picture made at small size, to scale where it says so, and the page as the files."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from cellworth.app.docs_gallery import gallery, gallery_files, gallery_plan
from cellworth.core.errors import InputError
from cellworth.report.charts.to_scale import SIDE_PX, UPRIGHT_PX, spec
from cellworth.report.gallery import body, scale_picture
from cellworth.report.look import SIZES

DOCS = Path(__file__).parents[3] / "docs"
SMALL = 32


def keys(text):
    return re.findall(r"\]\(gallery/(\w+)\.svg\)", text)


@pytest.fixture(scope="module")
def made():
    plan = gallery_plan()
    plan["formats"]["names"] = ["21700", "blade"]
    plan["range"]["energies"] = plan["range"]["marked"]
    return gallery_files(gallery(plan, n_scenarios=SMALL))


def test_page_shows_each_picture_of_the_plan_once(made):
    shown = keys(made["gallery.md"])
    assert shown == [*gallery_plan()["report"], "cell", "cost", "formats", "range"]
    assert {f"gallery/{key}.svg" for key in shown} == {name for name in made if name != "gallery.md"}


def test_pictures_stand_alone(made):
    for name, text in made.items():
        if name.endswith(".svg"):
            assert ElementTree.fromstring(text).tag.endswith("svg")
            assert "var(" not in text
            assert "http" not in text.replace("http://www.w3.org/", "")
            assert len(text) < 60_000


def test_kept_page_and_kept_pictures_agree():
    kept = keys((DOCS / "gallery.md").read_text(encoding="utf-8"))
    assert sorted(kept) == sorted(path.stem for path in (DOCS / "gallery").glob("*.svg"))
    assert kept == [*gallery_plan()["report"], "cell", "cost", "formats", "range"]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)
def test_drawing_to_scale_has_one_scale(size):
    bodies = [body("small", 21.0, 70.0, "5 Ah"), body("long", 960.0, 90.0, "135 Ah")]
    picture = scale_picture("cells", "cells", "to scale", bodies)
    drawn = spec(picture.tables, size)
    channels = drawn["layer"][0]["encoding"]
    across, upright = (channels[name]["scale"]["domain"] for name in "xy")
    per_mm = (size.width - SIDE_PX) / (across[1] - across[0])
    assert per_mm == pytest.approx((drawn["height"] - UPRIGHT_PX) / (upright[1] - upright[0]), rel=0.01)
    rows = drawn["layer"][0]["data"]["values"]
    assert [(row["end"] - row["x"], row["top"] - row["y"]) for row in rows] == [
        pytest.approx((21.0, 70.0)),
        pytest.approx((960.0, 90.0)),
    ]
    assert all(row["x"] >= 0 and row["end"] <= across[1] for row in rows)


def test_a_picture_the_report_has_not_is_refused():
    with pytest.raises(InputError, match="no such picture"):
        gallery({**gallery_plan(), "report": ["nothing"]}, n_scenarios=SMALL)
