"""A served workbench and a browser that refuses everything outside it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
START_SECONDS = 60
AXE = Path(__file__).with_name("axe.min.js")


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@pytest.fixture(scope="session")
def browser_path():
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip("no Chromium here: install Debian's package chromium to run the tests of the pages")
    return found


@pytest.fixture(scope="session")
def server(browser_path, tmp_path_factory):  # noqa: ARG001
    """Address of a workbench with a folder of its own."""
    folder = tmp_path_factory.mktemp("workbench")
    port = free_port()
    command = [sys.executable, "-c", "from cellworth.cli.main import run; run()", "serve"]
    command += ["--port", str(port), "--no-browser", "--out", str(folder)]
    log = folder / "log.txt"
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, cwd=folder, env=dict(os.environ))
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(address, process, log)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


def wait_for(address, process, log):
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the workbench did not start: {log.read_text()[-2000:]}")


@pytest.fixture(scope="module")
def chromium(browser_path):
    """One browser for a file of tests: its loop must not outlive them, as other tests fork and await."""
    with sync_playwright() as play:
        found = play.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def open_page(chromium, server):
    """Opens pages; at the end, none of them asked for anything outside or said an error."""
    contexts, outside, errors, expected = [], [], [], []

    def opened(path="/", *, refusals=(), **given):
        expected.extend(refusals)
        context = chromium.new_context(**{"viewport": {"width": 1440, "height": 900}, **given})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("request", lambda sent: kept(sent.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: told(said))
        page.goto(server + path)
        return page

    def kept(url):
        if not url.startswith((server, "data:", "blob:")):
            outside.append(url)

    def told(said):
        refused = any(f"status of {code}" in said.text for code in expected)
        if said.type in ("error", "warning") and not refused:
            errors.append(said.text)

    yield opened
    for context in contexts:
        context.close()
    assert outside == []
    assert errors == []


@pytest.fixture
def axe():
    """Serious violations of the accessibility rules on a page."""

    def violations(page):
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run()")["violations"]
        return [
            (rule["id"], rule["nodes"][0]["html"][:120])
            for rule in found
            if rule["impact"] in ("serious", "critical")
        ]

    return violations
