"""Functions of the extensions that no command uses stand in one written list, and in no other place."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "cellworth"
ROOMS = ("design", "factory", "market")
PAGE = ROOT / "docs" / "theory" / "extensions.md"
LISTED = re.compile(r"^- `(\w+)`", re.MULTILINE)


def test_the_list_names_every_function_of_the_extensions_that_nothing_calls():
    texts = {path: path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py")}
    called = {
        node.id if isinstance(node, ast.Name) else node.attr
        for text in texts.values()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Name | ast.Attribute)
    }
    unused = {
        node.name
        for room in ROOMS
        for path, text in texts.items()
        if path.is_relative_to(SOURCE / room)
        for node in ast.parse(text).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and re.search(r"\bX\d", ast.get_docstring(node) or "")
        and node.name not in called
    }
    part = PAGE.read_text(encoding="utf-8").split("## Reference functions")[1].split("\n## ")[0]

    assert set(LISTED.findall(part)) == unused


def test_each_of_them_is_tested_by_a_worked_row():
    part = PAGE.read_text(encoding="utf-8").split("## Reference functions")[1].split("\n## ")[0]
    tests = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_worked_*.py"))

    assert [name for name in LISTED.findall(part) if not re.search(rf"\b{name}\b", tests)] == []
