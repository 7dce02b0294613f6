"""The verb: prints its address, serves, and leaves no process behind."""

import asyncio
import http.client
import os
import re
import signal
import subprocess
import sys
import time
from importlib import resources
from pathlib import Path

import pytest

from cellworth.web.bench import Bench
from cellworth.web.forms import QuickQuestion
from cellworth.web.routes_cases import answer_first, quick_answer
from cellworth.web.settings import Settings
from cellworth.web.store import Store

COMMAND = "from cellworth.cli.main import run; run()"


def below(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize(
    ("end", "after"), [(signal.SIGINT, 0.0), (signal.SIGINT, 0.5), (signal.SIGKILL, 0.0)]
)
def test_it_serves_and_leaves_no_process_behind(tmp_path, end, after):
    command = [sys.executable, "-c", COMMAND, "serve", "--port", "0", "--no-browser", "--out", str(tmp_path)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        told = server.stdout.readline()
        host, port = re.search(r"http://(\S+):(\d+)/", told).groups()
        assert host == "127.0.0.1"
        connection = http.client.HTTPConnection(host, int(port), timeout=20)
        connection.request("GET", "/")
        assert connection.getresponse().status == 200
        connection.close()
        children = below(server.pid)
        assert len(children) >= 2
        time.sleep(after)
        server.send_signal(end)
        server.wait(20)
        until = time.monotonic() + 20
        while not all(map(gone, children)) and time.monotonic() < until:
            time.sleep(0.05)
        assert [child for child in children if not gone(child)] == []
    finally:
        server.kill()
        server.stdout.close()
        server.wait()


def test_a_taken_port_is_said(tmp_path, bench):
    command = [sys.executable, "-c", COMMAND, "serve", "--port", str(bench.port), "--out", str(tmp_path)]
    done = subprocess.run([*command, "--no-browser"], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert "--port" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_the_first_page_asks_is_answered_before(tmp_path):
    settings = Settings(tmp_path, ahead=True)
    keys = []

    class Noting:
        async def answer(self, *_, key, **__):
            keys.append(key)
            return b"{}"

    bench = Bench(settings, Store(tmp_path, settings.limits), None, Noting(), None)
    asyncio.run(answer_first(bench))
    ahead = set(keys)
    script = resources.files("cellworth").joinpath("web", "static", "quick.js").read_text("utf-8")
    let_go = int(re.search(r"LET_GO = (\d+)", script)[1])
    page = {"case": "nissan-aesc-2016", "edits": {}, "claims_off": [], "risk_aversion": None}
    for part in ({"light": True}, {"light": True, "map": True}):
        asyncio.run(quick_answer(bench, QuickQuestion(**page, scenarios=let_go, sections=False, **part)))
    assert ahead == set(keys)
    assert len(ahead) == 2


def test_true_is_no_weight():
    with pytest.raises(ValueError, match="risk_aversion"):
        QuickQuestion(case="nissan-aesc-2016", risk_aversion=True)
    assert QuickQuestion(case="nissan-aesc-2016", risk_aversion=1).risk_aversion == 1.0
