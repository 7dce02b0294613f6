"""Runs that take their time: they wait in a queue, say how far they are, and can be cancelled."""

import asyncio
import contextlib
import multiprocessing
import secrets
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

from cellworth.web.calculators import end_process
from cellworth.web.job_process import run_job
from cellworth.web.problems import RefusedError
from cellworth.web.settings import Limits
from cellworth.web.store import Store

__all__ = ["Job", "Jobs"]

QUEUED, RUNNING, DONE, FAILED, CANCELLED = "queued", "running", "done", "failed", "cancelled"
OPEN = (QUEUED, RUNNING)
POLL_SECONDS = 0.1
RETRY_SECONDS = 10


@dataclass
class Job:
    """A run asked for.

    Attributes
    ----------
    id : of the job. run : id of the run, or of the timeline, it makes.
    place : name or path of the case. asked : the question.
    state, stage, done, of : how far it is.
    problems : flaws, and why, of a failed one.
    """

    id: str
    run: str
    place: str
    asked: dict[str, Any]
    state: str = QUEUED
    stage: str = "waiting"
    done: int = 0
    of: int = 0
    why: str = ""
    problems: list[dict[str, str]] = field(default_factory=list)
    process: Any = None

    @property
    def content(self) -> dict[str, Any]:
        """As the page sees it."""
        names = ("id", "run", "state", "stage", "done", "of", "why", "problems")
        return {"job": self.id, **{name: getattr(self, name) for name in names}}


class Jobs:
    """The queue of runs and the processes that make them.

    Parameters
    ----------
    store : Store
    limits : Limits
    """

    def __init__(self, store: Store, limits: Limits) -> None:
        self._store = store
        self._limits = limits
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._workers: list[asyncio.Task[None]] = []
        self._wake = asyncio.Event()

    def start(self) -> None:
        """Begin to take jobs from the queue."""
        self._workers = [asyncio.create_task(self._work()) for _ in range(self._limits.jobs)]

    async def stop(self) -> None:
        """Cancel everything."""
        for worker in self._workers:
            worker.cancel()
        for job in self._jobs.values():
            if job.state in OPEN:
                self._cancel(job)
        await asyncio.gather(*self._workers, return_exceptions=True)

    def add(self, run: str, place: str, asked: dict[str, Any]) -> Job:
        """Put a run into the queue; one that waits or runs already is not put twice.

        Raises
        ------
        RefusedError
            If the queue is full.
        """
        for job in self._jobs.values():
            if job.run == run and job.state in OPEN:
                return job
        waiting = sum(job.state == QUEUED for job in self._jobs.values())
        if waiting >= self._limits.queue:
            raise RefusedError(
                429, f"{waiting} runs wait already.", headers={"Retry-After": str(RETRY_SECONDS)}
            )
        job = Job(secrets.token_hex(8), run, place, asked, of=int(asked["scenarios"]))
        self._jobs[job.id] = job
        self._wake.set()
        return job

    def job(self, name: str) -> Job:
        """A job by its id.

        Raises
        ------
        RefusedError
            If there is none, or it ended long ago.
        """
        if name not in self._jobs:
            raise RefusedError(404, f"There is no job '{name[:80]}'.")
        return self._jobs[name]

    def cancel(self, name: str) -> Job:
        """Cancel a job; one that has ended stays as it is."""
        job = self.job(name)
        if job.state in OPEN:
            self._cancel(job)
        return job

    def _cancel(self, job: Job) -> None:
        job.state, job.stage = CANCELLED, "cancelled"
        if job.process is not None:
            end_process(job.process)

    async def _work(self) -> None:
        while True:
            job = next((each for each in self._jobs.values() if each.state == QUEUED), None)
            if job is None:
                self._wake.clear()
                await self._wake.wait()
                continue
            job.state, job.stage = RUNNING, "starting"
            try:
                await self._make(job)
            except RefusedError as refusal:
                job.state, job.why = FAILED, refusal.detail
            except OSError as error:
                job.state, job.why = FAILED, error.strerror or str(error)
            finally:
                self._store.drop_part(job.run)
                self._forget()

    async def _make(self, job: Job) -> None:
        """Make one run; ends when it is done, has failed, was cancelled or took too long."""
        folder = self._store.part(job.run)
        context = multiprocessing.get_context("spawn")
        channel, other = context.Pipe(duplex=False)
        arguments = (other, job.place, str(folder), job.asked, self._limits.memory)
        job.process = context.Process(target=run_job, args=arguments)
        job.process.start()
        other.close()
        deadline = asyncio.get_running_loop().time() + self._limits.job_seconds
        try:
            while job.state == RUNNING:
                if asyncio.get_running_loop().time() > deadline:
                    job.state, job.why = FAILED, "It took too long and was ended."
                    break
                if not channel.poll():
                    await asyncio.sleep(POLL_SECONDS)
                    continue
                with contextlib.suppress(EOFError, OSError):
                    self._heard(job, *channel.recv())
                    continue
                if job.state == RUNNING:
                    job.state, job.why = FAILED, "Its process ended, most likely for want of memory."
        finally:
            await asyncio.to_thread(end_process, job.process)
            channel.close()

    def _heard(self, job: Job, word: str, content: Any) -> None:
        """What the process says; nothing counts once the job was cancelled."""
        if word == "progress":
            job.stage, job.done, job.of = content
        elif word == "done":
            keep = self._store.keep_timeline if job.asked.get("timeline") else self._store.keep_run
            keep(job.run, job.asked, content)
            job.state, job.stage = DONE, "done"
        elif word == "input":
            first = content[0]
            job.state, job.problems = FAILED, content
            job.why = f"{first['where']}: {first['found']}; {first['why']}."
        else:
            job.state, job.why = FAILED, str(content)

    def _forget(self) -> None:
        """Drop the jobs that ended first."""
        ended = [name for name, job in self._jobs.items() if job.state not in OPEN]
        for name in ended[: max(len(ended) - self._limits.finished, 0)]:
            del self._jobs[name]
