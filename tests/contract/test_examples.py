"""Examples in docstrings, in the pages and in the README do what they show."""

import ast
import doctest
import importlib
import re
from pathlib import Path

import pytest
import typer

from cellworth.cli.main import command

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src"
SHOWN = [path for path in sorted(SOURCE.rglob("*.py")) if ">>> " in path.read_text(encoding="utf-8")]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
INLINE = re.compile(r"`(cellworth\.\w+\([^`]*\))`")
PYTHON = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINE = re.compile(r"^(?:\$ |    )?(cellworth .*)$|`(cellworth [^`\n]*)`", re.MULTILINE)
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE | doctest.IGNORE_EXCEPTION_DETAIL
VERBS = typer.main.get_command(command())
WITH_EXAMPLE = {
    "cellworth.api": {"design_packs", "cost_packs"},
    "cellworth.app.check": {"check"},
    "cellworth.app.compare": {"compare"},
    "cellworth.app.explain": {"explain"},
    "cellworth.app.pack": {"pack_design"},
    "cellworth.app.run": {"run"},
}


def shown(path):
    return str(path.relative_to(ROOT))


def module_name(path):
    return ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("path", SHOWN, ids=shown)
def test_examples_of_docstrings_run(path):
    result = doctest.testmod(importlib.import_module(module_name(path)), optionflags=FLAGS)
    assert result.attempted
    assert not result.failed


@pytest.mark.parametrize("name", WITH_EXAMPLE)
def test_functions_for_users_have_an_example(name):
    tree = ast.parse((SOURCE / Path(*name.split("."))).with_suffix(".py").read_text(encoding="utf-8"))
    docs = {n.name: ast.get_docstring(n) or "" for n in tree.body if isinstance(n, ast.FunctionDef)}
    assert [each for each in WITH_EXAMPLE[name] if ">>> " not in docs[each]] == []


def blocks():
    for path in PAGES:
        page = path.read_text(encoding="utf-8")
        calls = [f"import cellworth\n{text}" for text in INLINE.findall(page)]
        whole = PYTHON.findall(page)
        if any(">>> " in text for text in whole):
            whole = ["".join(whole)]
        for number, text in enumerate([*whole, *calls], start=1):
            yield pytest.param(text, id=f"{shown(path)} {number}")


@pytest.mark.parametrize("text", list(blocks()))
def test_python_of_pages_runs(text, cellworth):
    Path("designs.csv").write_text("energy [kWh]\n60\n", encoding="utf-8")
    assert cellworth("batch", "designs.csv", "designs.parquet")[0] == 0
    if ">>> " in text:
        found = doctest.DocTestParser().get_doctest(text, {}, "page", None, 0)
        assert not doctest.DocTestRunner(optionflags=FLAGS).run(found).failed
    else:
        exec(compile(text, "page", "exec"), {})


def lines():
    for path in PAGES:
        for either in LINE.findall(path.read_text(encoding="utf-8")):
            text = "".join(either).split("  #")[0]
            if not re.search(r"VERB|\.\.\.|…", text):
                yield pytest.param(text, id=f"{shown(path)}: {text}")


@pytest.mark.parametrize("text", list(lines()))
def test_commands_of_pages_exist(text):
    words = [word.split("=")[0] for word in text.split()[1:]]
    command = VERBS
    while words and not words[0].startswith("-") and hasattr(command, "commands"):
        assert words[0] in command.commands
        command = command.commands[words.pop(0)]
    known = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
    assert {word for word in words if word.startswith("--")} <= known | {"--help"}
