"""Who does the work: threads, forked processes or a dask cluster, all through `concurrent.futures`."""

import contextlib
import ctypes
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import (
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
)
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, TypeAlias, TypeVar

from cellworth.core.errors import InputError, Problem
from cellworth.engine.cluster import connected, submitter, unpacked

__all__ = [
    "ALONE",
    "AUTO",
    "KINDS",
    "Answers",
    "Workers",
    "default_workers",
    "in_order",
    "not_yet_kept",
    "opened",
    "side_by_side",
]

AUTO, THREADS, PROCESSES, DASK = "auto", "threads", "processes", "dask"
KINDS = (AUTO, THREADS, PROCESSES, DASK)
LOST_SECONDS = 2.0
"""Between two looks at the connection to a cluster while a result is waited for."""

PARENT_DEATH_SIGNAL = 1
"""Option of ``prctl``: the signal a process gets when its parent ends."""

Task = TypeVar("Task")
Result = TypeVar("Result")
Submit: TypeAlias = Callable[[int, Any], Future[Any]]


def default_workers() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1)


def can_fork() -> bool:
    """Whether processes can be forked from here: they must not while other threads run, as JAX's own do."""
    alone = threading.active_count() == 1 and "jax" not in sys.modules
    return sys.platform == "linux" and alone and not _INHERITED


@dataclass(frozen=True)
class Workers:
    """Who does the work; no result depends on it.

    Attributes
    ----------
    kind : one of `KINDS`; ``auto`` is settled for each job (docs/decisions/0002).
    count : how many work at once.
    cluster : connection to a dask scheduler; None for the other kinds.
    """

    kind: str = AUTO
    count: int = field(default_factory=default_workers)
    cluster: Any = None

    @property
    def remote(self) -> bool:
        """Whether the work is done in memory that is not shared with this process."""
        return self.kind == DASK

    def for_arrays(self, *, large: bool) -> "Workers":
        """Who does a job of array code: ``auto`` forks for a large one where it can, else takes threads."""
        if self.kind != AUTO:
            return self
        return replace(self, kind=PROCESSES if large and can_fork() else THREADS)

    def for_jobs(self) -> "Workers":
        """Who does jobs that hold the interpreter: ``auto`` forks where it can, else nothing goes beside."""
        if self.kind != AUTO:
            return self
        return replace(self, kind=PROCESSES) if can_fork() else ALONE

    def here(self) -> "Workers":
        """Workers of this machine, where sending what the work needs would take longer than the work."""
        return Workers() if self.remote else self

    def at_most(self, count: int) -> "Workers":
        """No more of them than there are tasks."""
        return replace(self, count=max(min(self.count, count), 1))


ALONE = Workers(THREADS, 1)
"""All in this thread."""


def in_order(
    work: Callable[[Task], Result], tasks: Iterable[Task], workers: Workers, *, ahead: int = 0
) -> Generator[Result, None, None]:
    """Results of all tasks, in the order of the tasks.

    Parameters
    ----------
    work : what is done for each task. Forked processes inherit it; it travels to a cluster.
    tasks : forked processes inherit those of a sequence; others travel.
    workers : settled.
    ahead : most tasks handed out beyond the one waited for; all if zero.

    Raises
    ------
    InputError
        If a worker process or the connection to the cluster is lost, or this platform cannot fork.
    """
    if workers.count == 1 and workers.kind != DASK:
        yield from map(work, tasks)
        return
    waiting: deque[Future[Result]] = deque()
    with _pool(work, tasks, workers) as submit, _told():
        try:
            for place, task in enumerate(tasks):
                waiting.append(submit(place, task))
                if ahead and len(waiting) > ahead:
                    yield _result(waiting.popleft(), workers)
            while waiting:
                yield _result(waiting.popleft(), workers)
        finally:
            # Those of processes fail with their process: a cancelled one breaks the clearing up of a pool.
            for left in waiting if workers.kind != PROCESSES else ():
                left.cancel()


def _result(future: Future[Any], workers: Workers) -> Any:
    """Result of a task; a lost cluster may leave it open, so the connection is looked at meanwhile."""
    while True:
        try:
            return unpacked(future.result(LOST_SECONDS)) if workers.kind == DASK else future.result()
        except TimeoutError:
            if future.done():
                raise
            if workers.cluster.status != "running":
                raise CancelledError from None


class Answers(Protocol):
    """Keeps what was found by what was asked, so that stopped work goes on behind it."""

    def get(self, key: str) -> Any | None:
        """What is kept, or None."""

    def put(self, key: str, answer: Any) -> None:
        """Keep what was found."""


def not_yet_kept(
    asked: Mapping[str, Task],
    find: Callable[[Sequence[Task]], Generator[Result, None, None]],
    kept: Answers | None,
) -> Iterator[Result]:
    """What is found for all that is asked, in order; what is kept already is not found again.

    Parameters
    ----------
    asked : by what tells it from all others.
    find : results of some of it, in order.
    kept : of before; none to find all.
    """
    known = {key: kept.get(key) for key in asked} if kept else {}
    with contextlib.closing(find([asked[key] for key in asked if known.get(key) is None])) as missing:
        for key in asked:
            found = known.get(key)
            if found is None:
                found = next(missing)
                if kept:
                    kept.put(key, found)
            yield found


def side_by_side(
    jobs: Mapping[str, Callable[[], Any]], workers: Workers, kept: Answers | None = None
) -> dict[str, Any]:
    """Results of independent jobs by name.

    Parameters
    ----------
    jobs : functions without arguments, the longest first.
    workers : where ``auto`` cannot fork, the jobs are done one after the other: they hold the interpreter.
    kept : results of a stopped piece of work; those of this one are kept there.
    """

    def found(some: Sequence[Callable[[], Any]]) -> Generator[Any, None, None]:
        return in_order(_call, some, workers.for_jobs().at_most(len(some)))

    return dict(zip(jobs, not_yet_kept(jobs, found, kept), strict=True))


def _call(job: Callable[[], Any]) -> Any:
    return job()


@contextmanager
def _pool(work: Callable[[Any], Any], tasks: Iterable[Any], workers: Workers) -> Iterator[Submit]:
    """What hands a task out, by its place; nothing goes on when the block ends."""
    if workers.kind == DASK:
        send = submitter(workers.cluster, work)
        yield lambda _, task: send(task)
    elif workers.kind == PROCESSES:
        if not can_fork():
            why = "they are forked, on Linux, by a program without other threads"
            raise InputError(Problem("--executor processes", "no processes here", why, "Take threads."))
        known = tasks if isinstance(tasks, Sequence) else None
        fork = multiprocessing.get_context("fork")
        before = set(multiprocessing.active_children())
        pool = ProcessPoolExecutor(workers.count, fork, _begin, (work, known, os.getpid()))
        with _ended(pool, before):
            yield lambda place, task: pool.submit(_one, place, None if known else task)
    else:
        threads = ThreadPoolExecutor(workers.count)
        with _ended(threads):
            yield lambda _, task: threads.submit(work, task)


@contextmanager
def _ended(pool: Executor, before: set[Any] | None = None) -> Iterator[None]:
    """Shut a pool down; where the block fails, its processes do not end their tasks first."""
    try:
        yield
    except BaseException:
        if before is not None:
            for child in set(multiprocessing.active_children()) - before:
                child.terminate()
        raise
    finally:
        pool.shutdown()


_INHERITED: list[Any] = []
"""In a forked process: what is done for each task, and the tasks if they were known."""


def _begin(work: Callable[[Any], Any], known: Sequence[Any] | None, parent: int) -> None:
    """First act of a forked process: it ends with its parent, and leaves an interrupt to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    _INHERITED[:] = [work, known]


def _one(place: int, task: Any) -> Any:
    work, known = _INHERITED
    return work(task if known is None else known[place])


@contextmanager
def _told() -> Iterator[None]:
    """Turn the loss of a worker into a sentence."""
    again = "The same command goes on from the finished parts."
    try:
        yield
    except BrokenExecutor:
        why = "it was killed, or the machine is out of memory"
        raise InputError(Problem("a worker process", "it ended before its work", why, again)) from None
    except CancelledError:
        why = "the scheduler or all workers are gone"
        raise InputError(Problem("the cluster", "it dropped the work", why, again)) from None


@contextmanager
def opened(kind: str = AUTO, count: int = 0, scheduler: str = "") -> Iterator[Workers]:
    """Workers as asked for; a connection to a cluster is closed at the end.

    Parameters
    ----------
    kind : one of `KINDS`.
    count : how many work at once; all cores, or all threads of the cluster, if zero.
    scheduler : address of a dask scheduler.

    Raises
    ------
    InputError
        If there is no such kind, no cluster library, no scheduler, or its workers run another version.
    """
    if kind not in KINDS:
        raise InputError(
            Problem("--executor", f"'{kind}'", "no such way to work", f"Known: {', '.join(KINDS)}.")
        )
    if scheduler and kind != DASK:
        raise InputError(Problem("--scheduler", scheduler, "only a cluster has one", "Add --executor dask."))
    if kind != DASK:
        yield Workers(kind, count or default_workers())
        return
    with contextlib.closing(connected(scheduler)) as cluster:
        threads = sum(cluster.nthreads().values())
        yield Workers(DASK, min(count or threads, threads), cluster)
