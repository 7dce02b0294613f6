"""Made-up requests on every route of the workbench, from its own description: no answer may be 500 or more.

    python benchmarks/workbench_fuzz.py [--examples 30]

Starts a server of its own on a free port and lets schemathesis drive it. Half of the ids are those of a
run, a job, a case and a workbook that are there; requests that need one another are also sent in a row.
"""

import argparse
import http.client
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from made_workbook import designs, made_book, saved

COMMAND = "from cellworth.cli.main import run; run()"
CHECKS = "not_a_server_error,response_schema_conformance,response_headers_conformance,negative_data_rejection"
CHECKS += ",status_code_conformance,content_type_conformance"
MINE = b'base = "nissan-aesc-2016"\nname = "mine"\n'
RUN = json.dumps({"case": "nissan-aesc-2016", "scenarios": 64}).encode()


def asked(
    port: int, method: str, path: str, body: bytes = b"", kind: str = "application/json"
) -> dict[str, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request(method, f"/api/v1{path}", body, {"X-Cellworth": "1", "Content-Type": kind})
    found: dict[str, str] = json.loads(connection.getresponse().read())
    connection.close()
    return found


def ids(port: int, folder: Path) -> dict[str, list[str]]:
    """Ids of what is there by the name of their parameter."""
    book = Path(saved(made_book(designs("r008")), folder / "BatPaC.xlsx")).read_bytes()
    job = asked(port, "POST", "/runs", RUN)
    while asked(port, "GET", f"/jobs/{job['job']}")["state"] in ("queued", "running"):
        time.sleep(0.2)
    case = asked(port, "POST", "/cases", MINE, "application/toml")["id"]
    files = ["headline.csv", "result.json", "result.xlsx", "strategies.parquet", "designs.csv", "packs.toml"]
    return {
        "case": ["nissan-aesc-2016", "calsonic-mitsubishi", case],
        "job": [job["job"]],
        **{name: [job["run"]] for name in ("run", "a", "b")},
        "workbook": [asked(port, "POST", "/workbooks", book, "application/octet-stream")["id"]],
        "name": [*files, "saving_per_pack", "walk_away", "unit_cost.pack"],
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=30)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", COMMAND, "serve", "--port", "0", "--no-browser", "--out", folder]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        try:
            assert server.stdout is not None
            port = int(re.search(r":(\d+)/", server.stdout.readline())[1])  # type: ignore[index]
            there = json.dumps(ids(port, Path(folder)))
            hooks = {"SCHEMATHESIS_HOOKS": "workbench_fuzz_ids", "IDS": there}
            path = {"PYTHONPATH": str(Path(__file__).parent)}
            fuzz = [
                str(Path(sys.executable).with_name("schemathesis")),
                *(
                    "run",
                    f"http://127.0.0.1:{port}/api/v1/openapi.json",
                    "-H",
                    "X-Cellworth: 1",
                    "-c",
                    CHECKS,
                ),
                *("--phases", "examples,coverage,fuzzing,stateful", "-n", str(given.examples)),
                *("--request-timeout", "120", "--continue-on-failure", "--no-color"),
            ]
            env = {**os.environ, **hooks, **path}
            return subprocess.run(fuzz, cwd=folder, env=env, check=False).returncode
        finally:
            server.terminate()
            server.wait(20)


if __name__ == "__main__":
    sys.exit(main())
