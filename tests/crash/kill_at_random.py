"""Kill the commands at random moments, give them again, and compare the bytes with an undisturbed run.

The long form: python tests/crash/kill_at_random.py --batch 60 --run 40 --apart 20 --workers 5 --schedulers 2
Those of "apart" fall while a run takes its answer apart, when all scenarios are done. The last two kill a
worker, or the scheduler, of a dask cluster of two workers on this machine.
"""

import argparse
import hashlib
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

COMMAND = [str(Path(sys.executable).with_name("cellworth"))]
DIFFERS = "timing.json"
"""The wall time is the only file that may differ."""

ROWS, PART_ROWS = 600, 60
CASE, SCENARIOS = "nissan-aesc-2016", 2048
SHORT_CASE, FEW_SCENARIOS = "cell-venture-2010", 64
LONGEST_WAIT = 300.0
BAD_INPUT = 2
OF_A_FOLDER = 8
"""Kills in one folder: some find it empty, some half full, some with a whole older result."""

KILLS_BEFORE_END = 3.0
"""On average."""

LATE, EARLY_SECONDS = 0.7, 4.0
"""Share of the kills that fall after the first trace, and the time within which the others fall."""


@dataclass
class Job:
    """A command and what it leaves.

    Attributes
    ----------
    name : of what is killed.
    arguments : of the command, run in a folder of its own.
    first_trace : path that appears when it begins to write, or to do what is killed.
    whole : refuses a folder left by a kill if it holds a torn result.
    """

    name: str
    arguments: list[str]
    first_trace: str
    whole: Callable[[Path, dict[str, str]], None]


@dataclass
class Tally:
    """What came of the kills: how many hit, left traces, runs to the end, those with parts taken up."""

    kills: int = 0
    hits: int = 0
    begun: int = 0
    ends: int = 0
    taken_up: int = 0
    flaws: list[str] = field(default_factory=list)


def hashes(folder: Path) -> dict[str, str]:
    """Hash of every file below a folder, by path."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != DIFFERS
    }


def write_designs(path: Path, rows: int = ROWS) -> None:
    """A table of designs of many energies, one of them flawed."""
    lines = [f"{number},NMC811-G (Energy),{30 + number % 70},150" for number in range(rows)]
    lines[rows // 2] = "flawed,NMC811-G (Energi),60,150"
    path.write_text("\n".join(["name,couple,energy [kWh],power [kW]", *lines]) + "\n", encoding="utf-8")


def whole_batch(folder: Path, reference: dict[str, str]) -> None:
    """A result that stands is whole; every part with a hash has it."""
    if (folder / "out.csv").is_file():
        assert hashes(folder)["out.csv"] == reference["out.csv"], "a torn result"
    for told in (folder / "out.csv.parts").glob("*.sha256"):
        part = told.with_suffix(".parquet")
        assert hashlib.sha256(part.read_bytes()).hexdigest() == told.read_text().strip(), (
            f"a torn part {part}"
        )


def whole_run(folder: Path, reference: dict[str, str]) -> None:
    """Each file that stands under its own name is whole; a manifest means that all are there."""
    found = hashes(folder)
    for name, digest in found.items():
        told_at = Path(name).with_suffix(".sha256").as_posix()
        if told_at in found and told_at != name:
            told = (folder / told_at).read_text().strip()
            assert digest == told, f"a torn part {name}"
        elif not Path(name).name.startswith(".") and ".parts/" not in name:
            assert digest == reference[name], f"a torn file {name}"
    if "out/manifest.json" in found:
        assert reference.keys() <= found.keys(), "a manifest without its files"


def jobs(rows: int = ROWS, part_rows: int = PART_ROWS, scenarios: int = SCENARIOS) -> dict[str, Job]:
    """The commands that are killed."""
    batch = ["batch", "designs.csv", "out.csv", "--part-rows", str(part_rows)]
    whole = ["--out", "out", "--keep-every", "0"]
    run = ["run", CASE, "--scenarios", str(scenarios), *whole]
    apart = ["run", SHORT_CASE, "--scenarios", str(FEW_SCENARIOS), *whole]
    return {
        "batch": Job("batch", batch, "out.csv.parts" if rows > part_rows else "out.csv", whole_batch),
        "run": Job("run", run, "out.parts", whole_run),
        "apart": Job("apart", apart, "out.parts/answers-000000.sha256", whole_run),
    }


def start(job: Job, folder: Path) -> subprocess.Popen:
    """The command, with a process group of its own."""
    return subprocess.Popen(
        [*COMMAND, *job.arguments],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def finish(job: Job, folder: Path) -> str:
    """The command to its end; what it says on the error stream."""
    process = start(job, folder)
    told = process.communicate(timeout=LONGEST_WAIT)[1]
    assert process.returncode == 0, told
    return told


def measured(job: Job, folder: Path) -> float:
    """Seconds of an undisturbed run from its first trace to its end."""
    process = start(job, folder)
    _wait_for(folder / job.first_trace, process)
    begun = time.monotonic()
    told = process.communicate(timeout=LONGEST_WAIT)[1]
    assert process.returncode == 0, told
    return time.monotonic() - begun


def _wait_for(path: Path, process: subprocess.Popen) -> None:
    while not path.exists() and process.poll() is None:
        time.sleep(0.002)


def killed(job: Job, folder: Path, delay: float, *, from_trace: bool) -> bool:
    """Start the command and kill it after a delay; whether it was still at work."""
    process = start(job, folder)
    if from_trace:
        _wait_for(folder / job.first_trace, process)
    time.sleep(delay)
    hit = process.poll() is None
    if hit:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=LONGEST_WAIT)
    return hit


def one_kill(job: Job, folder: Path, reference: dict[str, str], at: tuple[bool, float], tally: Tally) -> None:
    """Kill once, `at[1]` seconds after the first trace or after the start, and look at what is left."""
    late, delay = at
    tally.kills += 1
    tally.hits += killed(job, folder, delay, from_trace=late)
    tally.begun += (folder / job.first_trace).exists()
    try:
        job.whole(folder, reference)
    except (AssertionError, KeyError, OSError) as flaw:
        tally.flaws.append(f"{job.name}, kill {tally.kills} after {delay:.3f} s: {flaw}")


def to_the_end(job: Job, folder: Path, reference: dict[str, str], tally: Tally) -> None:
    """The same command again, not disturbed; the bytes are those of a run that never was."""
    tally.ends += 1
    try:
        tally.taken_up += "there already and" in finish(job, folder)
        assert hashes(folder) == reference, f"other files: {hashes(folder).items() ^ reference.items()}"
    except (AssertionError, KeyError, OSError) as flaw:
        tally.flaws.append(f"{job.name}, the end after kill {tally.kills}: {flaw}")


def torture(name: str, kills: int, seed: int, *, rows: int = ROWS, part_rows: int = PART_ROWS) -> Tally:
    """Kill a command many times, each in a fresh folder or in one with a whole older result.

    Parameters
    ----------
    name : of the job.
    kills : how many.
    seed : of the moments.
    rows, part_rows : of the batch.
    """
    job, moments, tally = jobs(rows, part_rows)[name], random.Random(seed), Tally()
    with tempfile.TemporaryDirectory() as place:
        undisturbed = Path(place) / "undisturbed"
        undisturbed.mkdir()
        write_designs(undisturbed / "designs.csv", rows)
        seconds = measured(job, undisturbed)
        reference = hashes(undisturbed)
        for number in range(kills):
            folder = Path(place) / f"{number // OF_A_FOLDER}"
            folder.mkdir(exist_ok=True)
            write_designs(folder / "designs.csv", rows)
            late = moments.random() < LATE
            delay = moments.uniform(0.0, seconds if late else EARLY_SECONDS)
            one_kill(job, folder, reference, (late, delay), tally)
            if (
                moments.random() < 1.0 / KILLS_BEFORE_END
                or number % OF_A_FOLDER == OF_A_FOLDER - 1
                or number == kills - 1
            ):
                to_the_end(job, folder, reference, tally)
    return tally


@contextmanager
def cluster(folder: Path) -> Iterator[tuple[str, list[subprocess.Popen]]]:
    """Address of a scheduler of this machine, and its process followed by those of two workers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    dask, address = str(Path(sys.executable).with_name("dask")), f"tcp://127.0.0.1:{port}"
    place = ["--host", "127.0.0.1", "--no-dashboard"]
    work = [dask, "worker", address, *place, "--no-nanny", "--nthreads", "1"]
    commands = [[dask, "scheduler", *place, "--port", str(port)], work, work]
    hush = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "start_new_session": True}
    processes = [subprocess.Popen(command, cwd=folder, **hush) for command in commands]
    try:
        yield address, processes
    finally:
        for process in processes:
            process.kill()
            process.wait()


def wait_for_workers(address: str, count: int) -> None:
    """Return when a cluster has its workers."""
    from distributed import Client

    with Client(address, timeout=LONGEST_WAIT, set_as_default=False) as client:
        client.wait_for_workers(count, timeout=LONGEST_WAIT)


def lose(what: str, seed: int, *, rows: int = ROWS, part_rows: int = PART_ROWS) -> Tally:
    """Kill a worker or the scheduler while a batch runs on a cluster.

    Without a worker the batch ends as if nothing had been; without a scheduler it says so, and goes on
    from its parts when it is given again, here without a cluster.

    Parameters
    ----------
    what : ``worker`` or ``scheduler``.
    seed : of the moment.
    rows, part_rows : of the batch.
    """
    job, moments, tally = jobs(rows, part_rows)["batch"], random.Random(seed), Tally()
    with tempfile.TemporaryDirectory() as place, cluster(Path(place)) as (address, processes):
        wait_for_workers(address, 2)
        on_cluster = Job(
            "batch",
            [*job.arguments, "--executor", "dask", "--scheduler", address],
            job.first_trace,
            job.whole,
        )
        for name in ("undisturbed", "disturbed"):
            (Path(place) / name).mkdir()
            write_designs(Path(place) / name / "designs.csv", rows)
        finish(job, Path(place) / "undisturbed")
        reference, folder = hashes(Path(place) / "undisturbed"), Path(place) / "disturbed"
        process = start(on_cluster, folder)
        _wait_for(folder / job.first_trace / "000000.sha256", process)
        time.sleep(moments.uniform(0.0, 0.2))
        tally.kills, tally.hits = 1, process.poll() is None
        os.killpg(processes[what == "worker"].pid, signal.SIGKILL)
        told = process.communicate(timeout=LONGEST_WAIT)[1]
        if what == "worker" and process.returncode:
            tally.flaws.append(f"it did not go on without the worker: {told}")
        if process.returncode and ("Traceback" in told or process.returncode != BAD_INPUT):
            tally.flaws.append(f"no clear end without the {what}: {told}")
        if process.returncode:
            to_the_end(job, folder, reference, tally)
        elif hashes(folder) != reference:
            tally.flaws.append(f"other files: {hashes(folder).items() ^ reference.items()}")
    return tally


def main() -> int:
    """Take the options and say what came of it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--batch", type=int, default=60, help="kills of the batch")
    options.add_argument("--run", type=int, default=40, help="kills of the run")
    options.add_argument("--apart", type=int, default=0, help="kills of a run that takes its answer apart")
    options.add_argument("--workers", type=int, default=0, help="kills of a worker of a cluster")
    options.add_argument("--schedulers", type=int, default=0, help="kills of a scheduler")
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    flawed = 0
    for name, kills in (("batch", given.batch), ("run", given.run), ("apart", given.apart)):
        if kills:
            tally = torture(name, kills, given.seed)
            flawed += len(tally.flaws)
            sys.stdout.write(f"{name}: {tally}\n")
            sys.stdout.flush()
    for what, kills in (("worker", given.workers), ("scheduler", given.schedulers)):
        for number in range(kills):
            tally = lose(what, given.seed + number)
            flawed += len(tally.flaws)
            sys.stdout.write(f"{what}: {tally}\n")
            sys.stdout.flush()
    return 1 if flawed else 0


if __name__ == "__main__":
    sys.exit(main())
