"""Independent jobs over processes: each worker takes the next one until none is left."""

import multiprocessing
import sys
import threading
import traceback
from collections.abc import Callable, Mapping
from typing import Any

__all__ = ["can_fork", "side_by_side"]

POLL_SECONDS = 0.002


def can_fork() -> bool:
    """Whether worker processes can start from here: they must not while other threads run."""
    return sys.platform == "linux" and threading.active_count() == 1


def side_by_side(jobs: Mapping[str, Callable[[], Any]], workers: int) -> dict[str, Any]:
    """Results of all jobs by name; what they return must pickle.

    Parameters
    ----------
    jobs : functions without arguments, the longest first.
    workers : processes; one runs all here.
    """
    names = list(jobs)
    if workers < 2 or len(names) < 2 or not can_fork():
        return {name: jobs[name]() for name in names}
    context = multiprocessing.get_context("fork")
    counter, done = context.Value("q", 0), context.SimpleQueue()

    def work() -> None:
        while True:
            with counter.get_lock():
                place = counter.value
                counter.value += 1
            if place >= len(names):
                return
            try:
                done.put((names[place], jobs[names[place]](), ""))
            except BaseException:
                done.put((names[place], None, traceback.format_exc()))
                return

    children = [context.Process(target=work, daemon=True) for _ in range(min(workers, len(names)))]
    for child in children:
        child.start()
    found: dict[str, Any] = {}
    try:
        while len(found) < len(names):
            while done.empty():
                if not any(child.is_alive() for child in children) and done.empty():
                    raise RuntimeError("worker processes ended early; the machine may be out of memory")
                children[0].join(POLL_SECONDS)
            name, result, failure = done.get()
            if failure:
                raise RuntimeError(f"a job failed in a worker process:\n{failure}")
            found[name] = result
    finally:
        for child in children:
            if len(found) < len(names):
                child.terminate()
            child.join()
    return {name: found[name] for name in names}
