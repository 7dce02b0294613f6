"""The documentation builds without a warning, and nothing in it loads from elsewhere."""

import re
import subprocess
import sys
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"
LOADED = re.compile(
    r"""(?:<script[^>]*\ssrc|<link[^>]*rel="(?:stylesheet|preload)"[^>]*\shref)="(https?:)?//"""
)


def test_make_builds_the_site_with_warnings_as_errors():
    told = subprocess.run(
        ["make", "--dry-run", "docs"], cwd=DOCS.parent, capture_output=True, text=True, check=True
    )
    built = [line for line in told.stdout.splitlines() if "sphinx" in line]
    assert len(built) == 1
    assert {"-W", "html", "out/docs"} <= set(built[0].split())


def test_site_builds_without_a_warning(tmp_path):
    command = [
        sys.executable,
        "-m",
        "sphinx",
        "-q",
        "-W",
        "--keep-going",
        "-b",
        "html",
        str(DOCS),
        str(tmp_path),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    pages = list(tmp_path.rglob("*.html"))
    assert len(pages) > 30
    assert not [page.name for page in pages if LOADED.search(page.read_text(encoding="utf-8"))]
    assert "<math" in (tmp_path / "theory" / "vehicle.html").read_text(encoding="utf-8")
