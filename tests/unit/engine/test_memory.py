"""Memory of a finished block is used again by the next one."""

import subprocess
import sys

import pytest

from cellworth.engine.memory import keep_freed_memory

COUNT_FAULTS = """
import resource, sys
import numpy as np
from cellworth.engine.memory import keep_freed_memory

if sys.argv[1] == "kept" and not keep_freed_memory():
    raise SystemExit(2)

def block():
    arrays = [np.ones(8192) for _ in range(200)]
    return len(arrays)

block()
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
for _ in range(20):
    block()
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""
PAGES_OF_ALL_BLOCKS = 20 * 200 * 16


@pytest.mark.skipif(sys.platform != "linux" or not keep_freed_memory(), reason="no such option here")
def test_second_block_touches_no_new_pages():
    done = subprocess.run(
        [sys.executable, "-c", COUNT_FAULTS, "kept"], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) < PAGES_OF_ALL_BLOCKS / 20
