"""Processes that compute while the server answers: asked over a pipe, ended when they take too long.

A request that computes never blocks another that reads, and whatever a case makes the model do, it does in a
process with limited memory that can be ended.
"""

import asyncio
import contextlib
import multiprocessing
import os
import signal
import sys
import threading
import traceback
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterator
from multiprocessing.connection import Connection
from typing import Any

from cellworth.core.errors import InputError, Problem
from cellworth.web.problems import RefusedError, told
from cellworth.web.settings import Limits

__all__ = ["Answers", "Calculators", "end_process", "limit_memory"]

STEP_SECONDS = 0.25
LEAST_RETRY = 1


def limit_memory(most: int) -> None:
    """Bound what this process may write to, where the system can.

    Not its address space: the drawing of charts reserves far more of that than it uses.

    Parameters
    ----------
    most : [B]
    """
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (bound, hard))


def end_process(process: Any) -> None:
    """End a process that was started here, and all that it started."""
    if process.pid is None:
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if os.getpgid(process.pid) == process.pid:
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.join()


def calculate(channel: Connection, memory: int) -> None:
    """Answer requests until the channel closes; what runs in a calculating process."""
    os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limit_memory(memory)
    from cellworth.web.tasks import TASKS, encoded

    with contextlib.suppress(EOFError, OSError):
        channel.send(("ready", b""))
        while True:
            name, arguments = channel.recv()
            try:
                channel.send(("done", encoded(TASKS[name](**arguments))))
            except InputError as error:
                channel.send(("input", [told(problem) for problem in error.problems]))
            except MemoryError:
                channel.send(("memory", b""))
            except RecursionError:
                channel.send(("deep", b""))
            except Exception:
                traceback.print_exc(file=sys.stderr)
                channel.send(("failed", b""))


class Calculator:
    """One calculating process; starts again when it was ended. One thread asks it, another may end it."""

    def __init__(self, memory: int) -> None:
        self._memory = memory
        self.kind = ""
        """What it was asked last that leaves something behind, see `Calculators.answer`."""
        self._process: Any = None
        self._channel: Any = None
        self._ended = False
        self._lock = threading.Lock()

    def start(self) -> Any:
        """Channel to the process, started if there is none, ready after seconds; none once it is closed."""
        with self._lock:
            if self._ended or (self._process is not None and self._process.is_alive()):
                return self._channel
            context = multiprocessing.get_context("spawn")
            self._channel, other = context.Pipe()
            self._process = context.Process(target=calculate, args=(other, self._memory))
            self._process.start()
            other.close()
            return self._channel

    def ask(self, name: str, arguments: dict[str, Any], seconds: float) -> tuple[str, Any]:
        """What became of a task, and its answer; blocks.

        Parameters
        ----------
        name : of the task.
        arguments : of the task.
        seconds : it may take; then its process is ended.
        """
        channel = self.start()
        if channel is None:
            return "died", b""
        try:
            channel.send((name, arguments))
            while True:
                if not channel.poll(seconds):
                    self.stop()
                    return "late", b""
                word, content = channel.recv()
                if word != "ready":
                    return word, content
        except (EOFError, OSError):
            self.stop()
            return "died", b""

    def stop(self) -> None:
        """End the process."""
        with self._lock:
            if self._process is not None:
                end_process(self._process)
            # Not closed here, as the thread that asks may be waiting on it; it closes with its last user.
            self._process = self._channel = None

    def close(self) -> None:
        """End the process for good."""
        self._ended = True
        self.stop()


class Answers:
    """Answers kept, the least recently asked for dropped first.

    Parameters
    ----------
    most : [B] kept.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self.size = 0

    def get(self, key: str) -> bytes | None:
        """The answer to a question, if it is kept."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, key: str, answer: bytes) -> None:
        """Keep an answer."""
        if key in self._kept or len(answer) > self._most:
            return
        self._kept[key] = answer
        self.size += len(answer) + len(key)
        while self.size > self._most:
            dropped, content = self._kept.popitem(last=False)
            self.size -= len(content) + len(dropped)


class Calculators:
    """The calculating processes, those who wait for them, and the answers they gave.

    Parameters
    ----------
    limits : Limits
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._all = [Calculator(limits.memory) for _ in range(limits.calculators)]
        self._idle: list[Calculator] = []
        self._slots = asyncio.Semaphore(0)
        self._alone = asyncio.Semaphore(1)
        self._passing: set[Calculator] = set()
        self._asked: dict[str, asyncio.Future[tuple[str, Any]]] = {}
        self._taken: set[asyncio.Task[None]] = set()
        self.answers = Answers(limits.answers)
        self.waiting = 0

    def start(self) -> None:
        """Start all processes; the first answers wait for their imports."""
        for calculator in self._all:
            calculator.start()
            self._release(calculator)

    def _release(self, calculator: Calculator) -> None:
        self._idle.append(calculator)
        self._slots.release()

    def stop(self) -> None:
        """End all processes."""
        for calculator in (*self._all, *self._passing):
            calculator.close()

    async def once(self, name: str, arguments: dict[str, Any], *, seconds: float, memory: int) -> bytes:
        """JSON of a task's answer from a process made for it alone and ended after it; one at a time.

        Parameters
        ----------
        name, arguments : of the task.
        seconds : it may take, the start of its process included.
        memory : [B] it may hold.

        Raises
        ------
        RefusedError
            If too many wait, it takes too long or too much memory, or the task refuses its arguments.
        """
        with self._counted():
            async with self._alone:
                calculator = Calculator(memory)
                self._passing.add(calculator)
                try:
                    word, content = await asyncio.to_thread(calculator.ask, name, arguments, seconds)
                finally:
                    await asyncio.to_thread(calculator.close)
                    self._passing.discard(calculator)
        if word == "late":
            raise RefusedError(422, f"Reading it takes more than {seconds:g} s, and was ended.")
        return _content(word, content)

    async def answer(
        self,
        name: str,
        arguments: dict[str, Any],
        *,
        key: str = "",
        kind: str = "",
        gone: Callable[[], Awaitable[bool]] | None = None,
    ) -> bytes:
        """JSON of a task's answer.

        Parameters
        ----------
        name, arguments : of the task.
        key : of an answer that stays true; asked twice it is computed once. Empty for one that does not.
        kind : of a question answered sooner by the process that was asked one of that kind before; empty if
            any will do.
        gone : whether who asked has left; then nothing is started.

        Raises
        ------
        RefusedError
            If too many wait, it takes too long or too much memory, or the task refuses its arguments.
        """
        kept = self.answers.get(key) if key else None
        if kept is not None:
            return kept
        if key and key in self._asked:
            return _content(*await asyncio.shield(self._asked[key]))
        future: asyncio.Future[tuple[str, Any]] = asyncio.get_running_loop().create_future()
        with self._counted():
            calculator = await self._free(kind, gone)
            kept = self.answers.get(key) if key else None
            if kept is not None:
                self._release(calculator)
                return kept
            if key:
                self._asked[key] = future
            task = asyncio.create_task(self._ask(calculator, name, arguments, key, future))
            self._taken.add(task)
            task.add_done_callback(self._taken.discard)
            return _content(*await asyncio.shield(future))

    @contextlib.contextmanager
    def _counted(self) -> Iterator[None]:
        """Counts who waits or is computed for, and refuses more than may."""
        if self.waiting >= self._limits.queue + len(self._all):
            raise RefusedError(
                429,
                f"{self.waiting} requests wait already.",
                headers={"Retry-After": str(LEAST_RETRY)},
            )
        self.waiting += 1
        try:
            yield
        finally:
            self.waiting -= 1

    async def _free(self, kind: str, gone: Callable[[], Awaitable[bool]] | None) -> Calculator:
        """An idle process: the one asked this kind before, else one asked none, else the one idle longest."""
        deadline = asyncio.get_running_loop().time() + self._limits.seconds
        while True:
            try:
                async with asyncio.timeout(STEP_SECONDS):
                    await self._slots.acquire()
                found = min(self._idle, key=lambda each: (bool(kind) and each.kind != kind, bool(each.kind)))
                self._idle.remove(found)
                found.kind = kind or found.kind
                return found
            except TimeoutError:
                if gone is not None and await gone():
                    raise RefusedError(503, "Who asked has left.") from None
                if asyncio.get_running_loop().time() > deadline:
                    busy = "All calculating processes are busy."
                    raise RefusedError(503, busy, headers={"Retry-After": str(LEAST_RETRY)}) from None

    async def _ask(
        self,
        calculator: Calculator,
        name: str,
        arguments: dict[str, Any],
        key: str,
        future: "asyncio.Future[tuple[str, Any]]",
    ) -> None:
        """Let a process answer; keeps the answer even if who asked has left."""
        found: tuple[str, Any] = ("failed", b"")
        try:
            found = await asyncio.to_thread(calculator.ask, name, arguments, self._limits.seconds)
        finally:
            self._release(calculator)
            self._asked.pop(key, None)
            if key and found[0] == "done":
                self.answers.put(key, found[1])
            if not future.done():
                future.set_result(found)


REFUSED = {
    "late": (503, "It took too long and was ended. Ask for fewer scenarios, or start a run."),
    "memory": (422, "It needs more memory than a request may have."),
    "deep": (422, "It is nested too deep."),
    "died": (422, "Its process ended, most likely for want of memory."),
    "failed": (500, "The model failed at this; the log of the server says why."),
}


def _content(word: str, content: Any) -> bytes:
    if word == "done":
        return bytes(content)
    if word == "input":
        raise InputError(*(Problem(**problem) for problem in content))
    raise RefusedError(*REFUSED[word])
