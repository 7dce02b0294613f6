"""Stops, full disks, closed folders: a clear end each time, and the same bytes afterwards."""

import dataclasses
import errno
import multiprocessing
import os
import pickle
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest
from made_up_decision import made_up_result

from cellworth.app.batch import batch
from cellworth.app.kept_run import kept_run
from cellworth.app.run import CaseRun, write_run
from cellworth.app.run import run as run_case
from cellworth.core.errors import InputError
from cellworth.engine.executors import ALONE
from cellworth.io import folder_lock
from cellworth.io.cases import load_case
from cellworth.io.folder_lock import only_writer
from cellworth.io.kept_answers import KeptAnswers
from cellworth.io.part_files import Parts, open_parts

sys.path.insert(0, str(Path(__file__).parent))
import kill_at_random as crash

SMALL_FILES = 20_000


@pytest.fixture
def designs(tmp_path):
    crash.write_designs(tmp_path / "designs.csv", 40)
    return tmp_path


def made(folder, **settings):
    batch(str(folder / "designs.csv"), str(folder / "out.csv"), **settings)
    return (folder / "out.csv").read_bytes()


class Stopped(BaseException):
    """Stands for the end of the process."""


def stop_after(monkeypatch, n_parts):
    """Let the batch end when it wants to write one part more."""
    write, left = Parts.write, [n_parts]

    def count(self, number, table):
        if not left[0]:
            raise Stopped
        left[0] -= 1
        write(self, number, table)

    monkeypatch.setattr(Parts, "write", count)


def test_killed_batch_ends_in_the_bytes_of_an_undisturbed_one():
    tally = crash.torture("batch", 3, seed=3, rows=600, part_rows=60)
    assert tally.kills == 3
    assert tally.flaws == []


def test_a_run_killed_while_its_answer_is_taken_apart_ends_in_the_same_bytes(tmp_path):
    job, tally, folders = crash.jobs()["apart"], crash.Tally(), (tmp_path / "whole", tmp_path / "killed")
    for folder in folders:
        folder.mkdir()
    crash.finish(job, folders[0])
    reference = crash.hashes(folders[0])
    crash.one_kill(job, folders[1], reference, (True, 0.0), tally)
    crash.to_the_end(job, folders[1], reference, tally)
    assert tally == crash.Tally(kills=1, hits=1, begun=1, ends=1, taken_up=1)


def test_a_lost_worker_of_a_cluster_changes_no_byte():
    pytest.importorskip("distributed", reason="a cluster needs the extra cluster")
    tally = crash.lose("worker", seed=1, rows=60, part_rows=10)
    assert tally.kills == 1
    assert tally.flaws == []


@pytest.mark.parametrize("part_rows", [1, 7, 39])
def test_parts_do_not_show_in_the_result(designs, part_rows):
    whole = made(designs)
    assert made(designs, part_rows=part_rows) == whole
    assert sorted(path.name for path in designs.iterdir()) == ["designs.csv", "out.csv"]


def test_whole_parts_are_taken_up_and_torn_ones_computed_again(designs, monkeypatch):
    whole = made(designs)
    (designs / "out.csv").unlink()
    with monkeypatch.context() as patch:
        stop_after(patch, 3)
        with pytest.raises(Stopped):
            made(designs, part_rows=10, workers=ALONE)
    assert not (designs / "out.csv").exists()
    torn = designs / "out.csv.parts" / "000001.parquet"
    torn.write_bytes(torn.read_bytes()[:-9])
    report = batch(str(designs / "designs.csv"), str(designs / "out.csv"), part_rows=10)
    assert report.notes[0] == "2 of 4 parts were there already and were used again."
    assert (designs / "out.csv").read_bytes() == whole


def test_a_disk_that_fills_between_parts_is_told_with_what_is_kept(designs, monkeypatch):
    whole = made(designs)
    (designs / "out.csv").unlink()

    def full(part, target):
        if target.name == "000002.parquet" or target.suffix == ".csv":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        os.rename(part, target)

    with monkeypatch.context() as patch:
        patch.setattr("cellworth.io.table_writing.os.replace", full)
        with pytest.raises(
            InputError,
            match=r"000002\.parquet: writing failed \(No space left on device\); "
            r"2 finished parts are kept in .*out\.csv\.parts\. .* the same command",
        ):
            made(designs, part_rows=10, workers=ALONE)
    report = batch(str(designs / "designs.csv"), str(designs / "out.csv"), part_rows=10)
    assert report.notes[0] == "2 of 4 parts were there already and were used again."
    assert (designs / "out.csv").read_bytes() == whole


def test_parts_of_another_input_are_refused_and_left(designs, monkeypatch):
    with monkeypatch.context() as patch:
        stop_after(patch, 2)
        with pytest.raises(Stopped):
            made(designs, part_rows=10, workers=ALONE)
    crash.write_designs(designs / "designs.csv", 41)
    with pytest.raises(InputError, match=r"another input\. Add --restart to begin again"):
        made(designs, part_rows=10)
    assert (designs / "out.csv.parts" / "000001.parquet").is_file()
    parted = made(designs, part_rows=10, restart=True)
    assert parted == made(designs)


def test_a_run_stopped_while_its_answer_is_taken_apart_goes_on_behind_what_was_found(tmp_path, monkeypatch):
    case, settings = load_case(crash.SHORT_CASE), {"n_scenarios": crash.FEW_SCENARIOS, "seed": 1}
    whole = run_case(case, **settings, workers=ALONE).document.model_dump_json()
    put, kept = KeptAnswers.put, []

    def count(self, key, answer):
        if len(kept) == 4 and stops:
            raise Stopped
        kept.append(key)
        put(self, key, answer)

    def result():
        with kept_run(case, str(tmp_path / "out"), **settings, every=0.0) as store:
            return run_case(case, **settings, workers=ALONE, store=store).document.model_dump_json()

    monkeypatch.setattr(KeptAnswers, "put", count)
    stops = True
    with pytest.raises(Stopped):
        result()
    stops = False
    assert result() == whole
    assert len(set(kept)) == len(kept) > 8


def test_a_kept_answer_that_would_call_anything_is_refused(tmp_path):
    with open_parts(str(tmp_path / "out"), {}) as parts:
        parts.write("answers-000000.pickle", pickle.dumps({"weak": Path("/").joinpath}))
        with pytest.raises(InputError, match=r"no part of this program.* is no part of an answer"):
            KeptAnswers(parts)


def test_two_batches_to_one_target_are_refused(designs):
    (designs / "out.csv.parts").mkdir()
    with (
        only_writer(designs / "out.csv.parts"),
        pytest.raises(InputError, match="another batch writes here now"),
    ):
        made(designs, part_rows=10)


def test_two_runs_to_one_folder_are_refused(tmp_path):
    case, target = load_case("nissan-aesc-2016"), str(tmp_path / "out")
    with (
        kept_run(case, target, n_scenarios=64, seed=1),
        pytest.raises(InputError, match=r"out\.parts: another run writes here now"),
        kept_run(case, target, n_scenarios=64, seed=1),
    ):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_forked_process_holds_no_folder(tmp_path):
    with only_writer(tmp_path):
        child = multiprocessing.get_context("fork").Process(target=lambda: sys.exit(len(folder_lock._held)))
        child.start()
        child.join()
    assert child.exitcode == 0


def test_forked_workers_end_with_their_parent():
    command = [
        sys.executable,
        "-c",
        "import os, signal, time\n"
        "from cellworth.engine.executors import Workers, in_order\n"
        "def work(task):\n"
        "    os.write(1, b'%d\\n' % os.getpid())\n"
        "    time.sleep(60)\n"
        "list(in_order(work, [1, 2], Workers('processes', 2)))",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        workers = [int(parent.stdout.readline()) for _ in range(2)]
        parent.kill()
    for _ in range(200):
        if not any(Path(f"/proc/{worker}").exists() for worker in workers):
            return
        time.sleep(0.05)
    raise AssertionError("workers outlive their parent")


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to this user")
def test_a_closed_folder_is_told_before_a_run(tmp_path):
    tmp_path.chmod(0o555)
    with (
        pytest.raises(InputError, match=r"out\.parts: writing failed \(Permission denied\)"),
        kept_run(load_case("nissan-aesc-2016"), str(tmp_path / "out"), n_scenarios=64, seed=1),
    ):
        pass


def small_files():
    resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL_FILES, SMALL_FILES))


@pytest.mark.parametrize("part_rows", [300, 10])
def test_a_full_disk_is_told_and_leaves_no_result(designs, part_rows):
    crash.write_designs(designs / "designs.csv", 200)
    command = [*crash.COMMAND, "batch", "designs.csv", "out.csv", "--part-rows", str(part_rows)]
    done = subprocess.run(command, cwd=designs, capture_output=True, text=True, preexec_fn=small_files)
    assert done.returncode == 2
    assert "writing failed" in done.stderr
    assert "Traceback" not in done.stderr
    assert {path.name for path in designs.iterdir()} <= {"designs.csv", "out.csv.parts"}


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to this user")
def test_a_closed_folder_is_told_by_batch_and_run(designs):
    done = CaseRun(load_case("nissan-aesc-2016"), made_up_result(), None)
    designs.chmod(0o555)
    with pytest.raises(InputError, match="its folder is closed"):
        made(designs)
    with pytest.raises(InputError, match=r"writing failed \(Permission denied\)"):
        write_run(done, str(designs / "out"))


def test_a_run_on_a_full_disk_leaves_no_manifest(tmp_path, monkeypatch):
    done = CaseRun(load_case("nissan-aesc-2016"), made_up_result(), None)
    write_run(done, str(tmp_path / "out"))

    def full(*_, **__):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("cellworth.app.run.write_report", full)
    with pytest.raises(
        InputError, match=r"out: writing failed \(No space left on device\); the run is not whole"
    ):
        write_run(done, str(tmp_path / "out"))
    assert not (tmp_path / "out" / "manifest.json").exists()


def test_temporaries_of_killed_processes_are_removed(designs):
    ended = subprocess.Popen(["true"])
    ended.wait()
    (designs / f".out.csv.{ended.pid}.part").write_text("torn")
    (designs / f".out.csv.{os.getppid()}.part").write_text("another at work")
    made(designs)
    assert [path.name for path in designs.glob(".*")] == [f".out.csv.{os.getppid()}.part"]


def test_wall_times_stand_in_their_own_file_alone(tmp_path):
    done = run_case("new-plant-2026", n_scenarios=64)
    slower = dataclasses.replace(done.strategies, seconds={"draws": 1234.5})
    write_run(done, str(tmp_path / "one"))
    write_run(dataclasses.replace(done, strategies=slower, seconds=2345.6), str(tmp_path / "two"))
    assert crash.hashes(tmp_path / "one") == crash.hashes(tmp_path / "two")
    assert "1234.5" in (tmp_path / "two" / "timing.json").read_text()
