"""What a stopped run leaves for the next one, beside its folder."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager

from cellworth.io.block_files import BlockFiles
from cellworth.io.cases import CaseFile
from cellworth.io.part_files import KEEP_SECONDS, job_plan, open_parts

__all__ = ["case_digest", "kept_run"]


@contextmanager
def kept_run(
    case: CaseFile,
    folder: str,
    *,
    n_scenarios: int,
    seed: int,
    audit: bool = False,
    restart: bool = False,
    every: float = KEEP_SECONDS,
) -> Iterator[BlockFiles]:
    """Hold the folder of a run, and keep in ``folder.parts`` what is finished of it until it ends well.

    Parameters
    ----------
    case : as read.
    folder : of the run.
    n_scenarios, seed, audit : of the run; parts count only for the same ones, case, program and tables.
    restart : begin again where parts of another run stand.
    every : [s] of work between two parts.

    Raises
    ------
    InputError
        If the parts are of another run, another process writes there, or nothing can be written.
    """
    options = {"scenarios": n_scenarios, "seed": seed, "audit": audit}
    plan = job_plan({"case": case_digest(case)}, options)
    with open_parts(folder, plan, what="run", restart=restart) as parts:
        yield BlockFiles(parts, every=every)


def case_digest(case: CaseFile) -> str:
    """SHA-256 of all files of a case."""
    return hashlib.sha256(json.dumps(case.layers).encode()).hexdigest()
