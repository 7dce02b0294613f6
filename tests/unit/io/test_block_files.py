"""Finished blocks and answers are taken up by the next run, to the same bits; torn ones are not."""

import numpy as np
import pytest

from cellworth.app.study import study
from cellworth.core.errors import InputError
from cellworth.engine.blocks import run_blocks
from cellworth.engine.executors import ALONE, Workers
from cellworth.io.block_files import BlockFiles
from cellworth.io.kept_answers import KeptAnswers
from cellworth.io.part_files import open_parts

N = 1000
PLAN = {"case": "one"}
STUDY = """
kind = "grid"
outputs = ["pack_mass", "limited_by"]

[vary]
energy = { values = ["40 kWh", "60 kWh"] }
"""


class Stopped(BaseException):
    """Stands for the end of the process."""


def evaluate(inputs):
    x = inputs["x"]
    return {"y": np.exp(x), "code": (x > 0.5).astype(np.int8), "whole": (x * 9).astype(np.int64)}


def result(store, evaluate=evaluate, workers=ALONE):
    inputs = {"x": np.random.default_rng(1).random(N)}
    return run_blocks(evaluate, inputs, n=N, block=100, workers=workers, store=store)


def stopped_after(blocks, target):
    done = []

    def some(inputs):
        if len(done) == blocks:
            raise Stopped
        done.append(1)
        return evaluate(inputs)

    with pytest.raises(Stopped), open_parts(target, PLAN, what="run") as parts:
        result(BlockFiles(parts, every=0.0), some)


@pytest.mark.parametrize("workers", [ALONE, Workers("threads", 2), Workers("processes", 2)])
def test_a_stopped_job_goes_on_behind_its_finished_blocks(tmp_path, workers):
    target, whole = str(tmp_path / "out"), result(None)
    stopped_after(6, target)
    with open_parts(target, PLAN, what="run") as parts:
        files = BlockFiles(parts, every=0.0)
        seen = []
        found = result(files, lambda inputs: seen.append(len(inputs["x"])) or evaluate(inputs), workers)
        assert files.notes == ("5 parts were there already and were used again.",)
    assert workers.kind == "processes" or sum(seen) == N - 600
    assert {k: (a.dtype, a.tobytes()) for k, a in found.items()} == {
        k: (a.dtype, a.tobytes()) for k, a in whole.items()
    }
    assert list(tmp_path.iterdir()) == []


def test_behind_a_torn_block_all_is_computed_again(tmp_path):
    target, whole = str(tmp_path / "out"), result(None)
    stopped_after(6, target)
    torn = sorted((tmp_path / "out.parts").glob("*.arrow"))[2]
    torn.write_bytes(torn.read_bytes()[:-1])
    with open_parts(target, PLAN, what="run") as parts:
        found = result(BlockFiles(parts, every=0.0))
        assert parts.taken == 2
    assert found["y"].tobytes() == whole["y"].tobytes()


def test_blocks_of_another_case_are_refused_until_a_restart(tmp_path):
    target = str(tmp_path / "out")
    stopped_after(6, target)
    with (
        pytest.raises(InputError, match=r"another case\. Add --restart"),
        open_parts(target, {"case": "two"}),
    ):
        pass
    with open_parts(target, {"case": "two"}, restart=True) as parts:
        assert result(BlockFiles(parts))["y"].tobytes() == result(None)["y"].tobytes()
        assert parts.taken == 0


def test_a_short_job_writes_nothing_and_leaves_nothing(tmp_path):
    with open_parts(str(tmp_path / "out"), PLAN) as parts:
        result(BlockFiles(parts))
        assert [path.name for path in parts.folder.iterdir()] == ["plan.json"]
    with pytest.raises(Stopped), open_parts(str(tmp_path / "out"), PLAN):
        raise Stopped
    assert list(tmp_path.iterdir()) == []


def test_answers_of_a_study_are_not_computed_again(tmp_path, monkeypatch):
    (tmp_path / "study.toml").write_text(STUDY)
    question, target = str(tmp_path / "study.toml"), str(tmp_path / "out.csv")
    whole = study(question).columns

    def first_then_stopped():
        with open_parts(target, PLAN) as parts:
            study(question, kept=KeptAnswers(parts, every=0.0))
            raise Stopped

    with pytest.raises(Stopped):
        first_then_stopped()

    def again(*_, **__):
        raise AssertionError("computed again")

    monkeypatch.setattr("cellworth.app.study_asked.evaluate_packs", again)
    with open_parts(target, PLAN) as parts:
        kept = KeptAnswers(parts)
        assert {k: v.tolist() for k, v in study(question, kept=kept).columns.items()} == {
            k: v.tolist() for k, v in whole.items()
        }
        assert kept.notes
