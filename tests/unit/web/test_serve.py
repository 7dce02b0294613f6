"""The verb: prints its address, serves, and leaves no process behind."""

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

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
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL])
def test_it_serves_and_leaves_no_process_behind(tmp_path, end):
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
