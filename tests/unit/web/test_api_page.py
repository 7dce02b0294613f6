"""The page on the API: its commands run from top to bottom, and name every route there is."""

import json
import re
import shlex
from pathlib import Path

import pytest

from made_workbook import designs, made_book, saved

PAGE = (Path(__file__).parents[3] / "docs" / "how-to" / "api.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^(curl .*?)\s+# (\d+)(?:: (.*))?$", PAGE, re.MULTILINE)
MINE = re.search(r"```toml\n(.*?)```", PAGE, re.DOTALL)[1]
KEPT = {"cases": ("id", "CASE"), "workbooks": ("id", "WORKBOOK"), "runs": ("run", "RUN")}


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    book = saved(made_book(designs("r008")), tmp_path_factory.mktemp("page") / "BatPaC.xlsm")
    return {"@mine.toml": MINE.encode(), "@BatPaC.xlsm": Path(book).read_bytes()}


def given(command, known, files):
    """Method, path, body and headers of a curl command."""
    words = iter(shlex.split(re.sub(r"\$(\w+)", lambda match: known[match[1]], command))[1:])
    method, path, body, headers = "GET", "", None, {"X-Cellworth": "", "Content-Type": ""}
    for word in words:
        if word == "-X":
            method = next(words)
        elif word == "-H":
            name, _, value = next(words).partition(": ")
            headers[name] = value
        elif word in ("-d", "--data-binary"):
            text = next(words)
            body = files.get(text, text.encode())
        elif word == "-o":
            next(words)
        else:
            path = word
    return method, path, body, headers


def test_the_commands_of_the_page_run_as_they_stand(bench, files):
    known = {"BASE": "/api/v1"}
    for command, status, names in COMMANDS:
        method, path, body, headers = given(command, known, files)
        found = bench.ask(method, path, body, headers)
        assert found.status == int(status), (command, found.body[:300])
        if names:
            assert set(names.split(", ")) <= set(found.json), command
        route = path.rsplit("/", 1)[-1]
        if method == "POST" and route in KEPT:
            key, name = KEPT[route]
            known[name] = found.json[key]
        if method == "POST" and route == "runs":
            known["JOB"] = found.json["job"]
            assert bench.wait(found.json["job"])["state"] == "done"


def test_the_page_names_every_route(bench):
    described = bench.get("/openapi.json")["paths"]
    called = {
        (method.lower(), path.partition("?")[0])
        for command, _, _ in COMMANDS
        for method, path, *_ in [
            given(command, {"BASE": "/api/v1", **dict.fromkeys(("CASE", "RUN", "JOB", "WORKBOOK"), "{}")}, {})
        ]
    }
    there = {
        (method, re.sub(r"\{\w+\}", "{}", path)) for path, methods in described.items() for method in methods
    }
    left = {
        (method, path)
        for method, path in there
        if not any(re.fullmatch(path.replace("{}", "[^/]+"), one) and how == method for how, one in called)
    }
    assert left == {
        ("get", "/api/v1/workbooks"),
        ("get", "/api/v1/runs/{}/page"),
        ("get", "/api/v1/runs/{}/report"),
        ("post", "/api/v1/timelines"),
        ("get", "/api/v1/timelines/{}"),
    }


def test_every_route_says_its_examples_and_refusals(bench):
    described = bench.get("/openapi.json")
    forms = described["components"]["schemas"]
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            where = (method, path)
            assert operation["description"], where
            for parameter in operation.get("parameters", []):
                shown = (
                    parameter.get("examples")
                    or parameter.get("example")
                    or parameter["schema"].get("examples")
                )
                assert shown or "default" in parameter["schema"], (where, parameter["name"])
            for content in operation.get("requestBody", {}).get("content", {}).values():
                form = forms.get(content["schema"].get("$ref", "").rsplit("/", 1)[-1], {})
                binary = "contentMediaType" in content["schema"]
                assert binary or content.get("example") or form.get("examples"), where
            refusals = {status: each for status, each in operation["responses"].items() if status >= "400"}
            assert {"400", "403", "404", "413", "422", "429", "503"} <= set(refusals), where
            for each in refusals.values():
                assert list(each["content"]) == ["application/problem+json"], where
                assert json.dumps(each["content"]["application/problem+json"]["example"]), where
