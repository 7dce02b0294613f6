"""Blocks give the same bits whatever the cut, the workers and the executor."""

import numpy as np
import pytest

from cellworth.engine.blocks import even_block, run_blocks, slices
from cellworth.engine.executors import ALONE, Workers

N = 10_007


def evaluate(inputs):
    x, shared = inputs["x"], inputs["shared"]
    return {"y": np.exp(x) * shared, "code": (x > 0.5).astype(np.int32), "constant": shared}


def inputs():
    return {"x": np.random.default_rng(1).random(N), "shared": np.array([3.0])}


@pytest.mark.parametrize("executor", ["threads", "processes"])
@pytest.mark.parametrize("block", [7, 1024, 4096, 20_000])
def test_same_bits(executor, block):
    block = max(block, 100)
    whole = evaluate(inputs())

    found = run_blocks(evaluate, inputs(), n=N, block=block, blocks_per_task=3, workers=Workers(executor, 3))

    assert found["y"].tobytes() == whole["y"].tobytes()
    assert found["code"].dtype == np.int32
    assert found["code"].tobytes() == whole["code"].tobytes()
    assert (found["constant"] == 3.0).all()
    assert found["constant"].shape == (N,)


@pytest.mark.parametrize("executor", ["threads", "processes"])
def test_first_outputs_that_are_known_are_not_evaluated_again(executor):
    whole, known = evaluate(inputs()), 1000

    def rest_only(block):
        assert len(block["x"]) < known, "the first scenarios were evaluated"
        return evaluate(block)

    head = evaluate({"x": inputs()["x"][:known], "shared": inputs()["shared"]})
    found = run_blocks(rest_only, inputs(), n=N, block=999, workers=Workers(executor, 2), first=head)

    assert {name: array.tobytes() for name, array in found.items() if name != "constant"} == {
        name: array.tobytes() for name, array in whole.items() if name != "constant"
    }


@pytest.mark.parametrize(
    ("n", "block", "workers", "blocks"), [(15_360, 4096, 2, 4), (1, 4096, 2, 1), (9, 2, 1, 5)]
)
def test_every_worker_gets_as_many_blocks(n, block, workers, blocks):
    length = even_block(n, block, workers)

    assert 1 <= length <= block
    assert len(slices(n, length)) == blocks


@pytest.mark.parametrize("executor", ["threads", "processes"])
def test_a_failing_block_is_reported(executor):
    def fails(block):
        if block["x"][0] != inputs()["x"][0]:
            raise ValueError("bad block")
        return evaluate(block)

    with pytest.raises(ValueError, match="bad block"):
        run_blocks(fails, inputs(), n=N, block=1000, workers=Workers(executor, 2))


def test_progress_ends_at_all():
    seen = []
    run_blocks(
        evaluate, inputs(), n=N, block=1000, workers=ALONE, progress=lambda done, n: seen.append((done, n))
    )
    assert seen[0] == (1000, N)
    assert seen[-1] == (N, N)
    assert seen == sorted(seen)
