"""Load on the workbench: clients with mixed requests, and memory over many requests.

    python benchmarks/workbench_load.py [--clients 50] [--each 10] [--many 10000]

Starts a server of its own on a free port. Of ten requests of a client one computes a pack that nobody asked
for before, two ask for a quick answer that another asked before, one for a known pack, the rest are pages and
reads. A 429 is asked again after Retry-After, and its wait counts; what is never served is lost.
"""

import argparse
import http.client
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

CASE = "nissan-aesc-2016"
COMMAND = "from cellworth.cli.main import run; run()"
PAGES = ("/", "/static/main.js", "/static/app.css", "/static/report.css")
TRIES = 20


def ask(port: int, method: str, path: str, body: object = None) -> tuple[int, float]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    headers = {"X-Cellworth": "1", "Content-Type": "application/json"}
    try:
        connection.request(method, path, json.dumps(body) if body is not None else None, headers)
        found = connection.getresponse()
        found.read()
        return found.status, float(found.headers.get("Retry-After", 0))
    finally:
        connection.close()


def mixed(client: int, each: int) -> list[tuple[str, str, object]]:
    quick = {"case": CASE, "scenarios": 64, "edits": {}}
    known = {"designs": [{"energy": 60.0}]}
    ten: list[tuple[str, str, object]] = [
        ("GET", PAGES[client % len(PAGES)], None),
        ("GET", "/api/v1/cases", None),
        ("POST", "/api/v1/quick", quick),
        ("GET", f"/api/v1/cases/{CASE}", None),
        ("POST", "/api/v1/packs", None),
        ("GET", "/api/v1/runs", None),
        ("POST", "/api/v1/packs", known),
        ("GET", f"/api/v1/timeline?case={CASE}", None),
        ("POST", "/api/v1/quick", quick),
        ("GET", "/static/vega.js", None),
    ]
    asked = []
    for k in range(each):
        method, path, body = ten[k % len(ten)]
        fresh = {"designs": [{"energy": 40.0 + client / 7.0, "packs_per_year": 10_000.0 + k}]}
        asked.append((method, path, fresh if method == "POST" and body is None else body))
    return asked


def run_clients(port: int, clients: range, each: int) -> tuple[list[float], list[float], int, int]:
    """Seconds with and without the waits after a 429, how many were lost, how many asked again."""
    seconds: list[float] = []
    served: list[float] = []
    lost, asked_again = [0], [0]

    def one(client: int) -> None:
        for method, path, body in mixed(client, each):
            start = time.perf_counter()
            for _ in range(TRIES):
                asked = time.perf_counter()
                status, retry = ask(port, method, path, body)
                if status != 429:
                    break
                asked_again[0] += 1
                time.sleep(retry)
            seconds.append(time.perf_counter() - start)
            served.append(time.perf_counter() - asked)
            lost[0] += status != 200

    threads = [threading.Thread(target=one, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seconds, served, lost[0], asked_again[0]


def held(pid: int) -> dict[str, float]:
    """MB held by the server and by each process below it."""
    below = [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    found = {}
    for process in (pid, *below):
        match = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{process}/status").read_text())
        found[str(process)] = int(match[1]) / 1024 if match else 0.0
    return found


def warmed(port: int) -> None:
    """Wait until both calculating processes have answered a question."""
    for k in range(4):
        ask(port, "POST", "/api/v1/packs", {"designs": [{"energy": 61.0 + k}]})
    ask(port, "POST", "/api/v1/quick", {"case": CASE, "scenarios": 64, "edits": {}})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--each", type=int, default=10)
    parser.add_argument("--many", type=int, default=10_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", COMMAND, "serve", "--port", "0", "--no-browser", "--out", folder]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ)
        try:
            assert server.stdout is not None
            port = int(re.search(r":(\d+)/", server.stdout.readline())[1])  # type: ignore[index]
            start = time.perf_counter()
            ask(port, "GET", "/")
            print(f"first page: {time.perf_counter() - start:.3f} s")
            warmed(port)
            seconds, served, lost, again = run_clients(port, range(given.clients), given.each)
            p95, p95_served = (statistics.quantiles(each, n=20)[-1] for each in (seconds, served))
            load, cores = os.getloadavg()[0], os.cpu_count()
            print(f"load of the machine while measured: {load:.1f} on {cores} cores")
            print(
                f"{given.clients} clients x {given.each}: median {statistics.median(seconds):.3f} s, "
                f"p95 {p95:.3f} s ({p95_served:.3f} s without waits after 429), "
                f"slowest {max(seconds):.3f} s, lost {lost}, 429 {again}"
            )
            before = held(server.pid)
            run_clients(port, range(100, 110), given.many // 20)
            middle = held(server.pid)
            run_clients(port, range(200, 210), given.many // 20)
            after = held(server.pid)
            for process in before:
                numbers = " ".join(f"{side.get(process, 0.0):.0f}" for side in (before, middle, after))
                print(f"MB held by {process} before, after {given.many // 2} and {given.many}: {numbers}")
        finally:
            server.terminate()
            server.wait(20)


if __name__ == "__main__":
    main()
