"""Made-up requests on every route of the workbench, from its own description: no answer may be 500 or more.

    python benchmarks/workbench_fuzz.py [--examples 30]

Starts a server of its own on a free port and lets schemathesis drive it.
"""

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

COMMAND = "from cellworth.cli.main import run; run()"
CHECKS = "not_a_server_error,response_schema_conformance,response_headers_conformance,negative_data_rejection"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=30)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", COMMAND, "serve", "--port", "0", "--no-browser", "--out", folder]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        try:
            assert server.stdout is not None
            address = re.search(r"http://\S+/", server.stdout.readline())[0]  # type: ignore[index]
            fuzz = [
                str(Path(sys.executable).with_name("schemathesis")),
                *("run", f"{address}api/v1/openapi.json", "-H", "X-Cellworth: 1", "-c", CHECKS),
                *("--phases", "examples,coverage,fuzzing", "-n", str(given.examples)),
                *("--continue-on-failure", "--no-color"),
            ]
            return subprocess.run(fuzz, cwd=folder, check=False).returncode
        finally:
            server.terminate()
            server.wait(20)


if __name__ == "__main__":
    sys.exit(main())
