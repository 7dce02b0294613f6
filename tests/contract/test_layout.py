"""House limits: sizes, names, heads of data files, sources."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "cellworth"
MODULES = sorted(SOURCE.rglob("*.py"))
TABLES = sorted((SOURCE / "data").rglob("*.csv"))
ROOMS = ("design", "factory", "vehicle", "market", "evidence", "strategy", "deal", "uncertainty")
GRADES = {"A", "B", "C", "D", "E"}


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_module_and_functions_are_short(path):
    text = path.read_text()
    assert len(text.splitlines()) <= 400, "split the module"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            length = (body[-1].end_lineno - body[0].lineno + 1) if body else 0
            assert length <= 50, f"{node.name} has {length} lines"


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_nothing_is_left_unfinished(path):
    words = re.findall(r"TODO|FIXME|XXX|NotImplementedError|placeholder|for now\b", path.read_text())
    assert not words


@pytest.mark.parametrize("path", TABLES, ids=shown)
def test_table_says_where_its_numbers_come_from(path):
    if path.parent.name == "columns":
        return
    head = dict(
        line.lstrip("# ").split(": ", 1) for line in path.read_text().splitlines() if line.startswith("# ")
    )
    assert head.get("source"), "no source"
    assert head.get("as_of"), "no year"
    assert head.get("grade") in GRADES | {"in the column grade"}


def bib_keys() -> list[str]:
    return re.findall(r"^@\w+\{([^,]+),", (ROOT / "docs" / "references.bib").read_text(), re.M)


def test_each_source_stands_once():
    keys = bib_keys()
    assert len(keys) == len(set(keys))


def test_every_citation_has_an_entry():
    cited = {
        key
        for path in MODULES
        for key in re.findall(r"\[([a-z][a-z0-9_]+\d{1,4}[a-z]?)\]_", path.read_text())
    }
    for path in TABLES:
        cited |= set(re.findall(r"^# source: (\w+)$", path.read_text(), re.M))
    assert cited <= set(bib_keys()), f"no entry in docs/references.bib: {sorted(cited - set(bib_keys()))}"


def glossary_files() -> list[Path]:
    return sorted((SOURCE / "core" / "glossary").glob("*.toml"))


def test_a_name_stands_in_one_glossary_only():
    seen: dict[str, str] = {}
    for path in glossary_files():
        for name, entry in tomllib.loads(path.read_text()).items():
            assert name not in seen, f"{name} stands in {seen[name]} and {path.name}"
            assert {"unit", "meaning"} <= set(entry), f"{path.name}: {name} needs unit and meaning"
            seen[name] = path.name


@pytest.mark.parametrize("room", ROOMS)
def test_every_public_kernel_cites_its_equation(room):
    missing = []
    for path in sorted((SOURCE / room).rglob("*.py")):
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                doc = ast.get_docstring(node) or ""
                if not re.search(r"\b[DCSXV]\d{1,3}", doc):
                    missing.append(f"{shown(path)}:{node.name}")
    assert not missing


def test_every_test_file_is_collected():
    names = [p for p in (ROOT / "tests").rglob("*.py") if "def test_" in p.read_text()]
    assert all(re.fullmatch(r"test_\w+\.py", p.name) for p in names)
