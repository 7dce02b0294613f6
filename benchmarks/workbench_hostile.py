"""Malformed uploads against a server of its own: what is refused, what is held, and what was touched.

    python benchmarks/workbench_hostile.py [--count 200] [--seed 1]

Of the uploads four tenths are workbooks, three tenths cases, two tenths questions, one tenth bad on the wire.
The server and its processes say every file they open for writing, move or delete, every command they start
and every address they connect to. A failure is anything outside their folder, an answer that is no refusal,
and a server that does not answer a plain question afterwards.
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
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from hostile.books import book_upload
from hostile.uploads import Upload, case_uploads, question_uploads
from hostile.wire import answered, wires

COMMAND = "from cellworth.cli.main import run; run()"
WATCH = """
import os, sys
log = os.open(os.environ["WATCHED"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
two = ("os.rename", "os.link", "os.symlink", "shutil.move", "shutil.copyfile")
one = ("os.mkdir", "os.remove", "os.rmdir", "os.truncate", "os.chmod", "os.chown")
commands = ("subprocess.Popen", "os.exec", "os.system", "os.posix_spawn", "socket.connect")
def whole(path, place):
    text = os.fsdecode(path)
    below = os.readlink(f"/proc/self/fd/{place}") if isinstance(place, int) and place > 2 else os.getcwd()
    return os.path.normpath(os.path.join(below, text))
def watch(event, given):
    told = []
    if event == "open" and isinstance(given[0], (str, bytes)) and given[2] & writing:
        told = [whole(given[0], None)]
    elif event in two:
        told = [whole(given[0], given[2] if len(given) > 3 else None), whole(given[1], given[-1])]
    elif event in one:
        told = [whole(given[0], given[-1])]
    elif event in commands:
        told = [f"!{event} {given[:2]!r}"[:300]]
    for each in told:
        os.write(log, (each.replace("\\n", " ") + "\\n").encode("utf-8", "replace"))
sys.addaudithook(watch)
"""
PLAIN = Upload("plain", "/api/v1/packs", b'{"designs": [{}]}', {"Content-Type": "application/json"})
ALLOWED = ("/dev/null", "/dev/tty")


def sent(port: int, upload: Upload) -> tuple[int, str, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    try:
        connection.request("POST", upload.path, upload.content, {"X-Cellworth": "1", **upload.headers})
        found = connection.getresponse()
        return found.status, found.headers.get("content-type", ""), found.read()
    finally:
        connection.close()


def read(raw: bytes) -> tuple[int, str, bytes]:
    """Status, type and body of an answer as it came."""
    head, _, body = raw.partition(b"\r\n\r\n")
    status = re.match(rb"HTTP/1\.1 (\d+)", head)
    kind = re.search(rb"content-type: ([^\r]*)", head, re.IGNORECASE)
    return int(status[1]) if status else 0, kind[1].decode() if kind else "", body


def flaw(status: int, kind: str, body: bytes, folder: str) -> str:
    """Why an answer is no clear refusal; empty if it is one."""
    if not 400 <= status < 500 or kind != "application/problem+json":
        return f"{status} {kind}: {body[:200]!r}"
    told = json.loads(body)
    if set(told) != {"type", "title", "status", "detail", "problems"} or not told["detail"]:
        return f"says too little: {body[:200]!r}"
    spoken = [text for text in (folder, "Traceback", "root:x:") if text in body.decode()]
    return f"says {spoken}" if spoken else ""


def held(pid: int) -> int:
    """[kB] held by a process and all below it."""
    below = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    match = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    return (int(match[1]) if match else 0) + sum(held(int(each)) for each in below)


def run(port: int, server: int, count: int, seed: int, folder: str) -> int:
    shares = {"workbooks": count * 4 // 10, "cases": count * 3 // 10, "questions": count * 2 // 10}
    uploads = [book_upload(seed, at) for at in range(shares["workbooks"])]
    uploads += [*case_uploads(seed, shares["cases"]), *question_uploads(seed, shares["questions"])]
    found: Counter[str] = Counter()
    bad, slowest, most = 0, (0.0, ""), 0
    tries = [(each.kind, lambda each=each: sent(port, each)) for each in uploads]
    left = wires(seed, count - len(uploads), port)
    tries += [(f"wire {each.kind}", lambda each=each: read(answered(port, each))) for each in left]
    before = held(server)
    for kind, ask in tries:
        start = time.perf_counter()
        status, form, body = ask()
        took = time.perf_counter() - start
        slowest, most = max(slowest, (took, kind)), max(most, held(server))
        found[str(status)] += 1
        why = flaw(status, form, body, folder)
        if not why and sent(port, PLAIN)[0] != 200:
            why = "the server does not answer"
        bad += bool(why)
        if why:
            print(f"{kind}: {why}")
    print(f"{len(tries)} sent: {dict(found)}; {bad} not refused clearly.")
    print(f"Slowest: {slowest[0]:.1f} s ({slowest[1]}).")
    sizes = (before, most, held(server))
    print("MB held by all processes before, at most, after:", *(size // 1024 for size in sizes))
    return bad


def outside(log: Path, folder: Path) -> list[str]:
    """What was touched outside the folder."""
    lines = sorted(set(log.read_text(encoding="utf-8").splitlines()))
    return [line for line in lines if not line.startswith((f"{folder}/", *ALLOWED)) and line != str(folder)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        folder, log = root / "data", root / "watched"
        for name in ("site", "home", "tmp"):
            (root / name).mkdir()
        (root / "site" / "sitecustomize.py").write_text(WATCH)
        told = {"PYTHONPATH": str(root / "site"), "HOME": str(root / "home"), "TMPDIR": str(root / "tmp")}
        watched = {"WATCHED": str(log), "PYTHONDONTWRITEBYTECODE": "1"}
        command = [
            sys.executable,
            "-c",
            COMMAND,
            "serve",
            "--port",
            "0",
            "--no-browser",
            "--out",
            str(folder),
        ]
        env = {**os.environ, **told, **watched}
        server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env, cwd=root / "home")
        try:
            assert server.stdout is not None
            port = int(re.search(r":(\d+)/", server.stdout.readline())[1])
            sent(port, PLAIN)
            kept = sorted(folder.rglob("*"))
            bad = run(port, server.pid, given.count, given.seed, str(folder))
            left = [str(path) for path in sorted(folder.rglob("*")) if path not in kept]
        finally:
            server.terminate()
            server.wait(20)
        touched = outside(log, folder)
        others = [str(path) for name in ("home", "tmp") for path in (root / name).rglob("*")]
        print(f"left in the folder: {left}; touched outside it: {[*touched, *others]}")
        return 1 if bad or left or touched or others else 0


if __name__ == "__main__":
    sys.exit(main())
