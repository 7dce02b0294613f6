"""One run in a process of its own: the same function and the same files as on the command line."""

import datetime
import json
import os
import signal
import sys
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from cellworth.core.errors import InputError
from cellworth.web.calculators import limit_memory
from cellworth.web.problems import told

__all__ = ["run_job"]


def run_job(channel: Connection, place: str, folder: str, asked: dict[str, Any], memory: int) -> None:
    """Run a case and write its files; says over the channel how far it is.

    The working folder is that of the case's file, so that the files name it as the command line would.

    Parameters
    ----------
    channel : to the server: (word, content).
    place : name of a shipped case, or path of a file.
    folder : for the files of the run.
    asked : scenarios, seed and audit.
    memory : [B] it may hold.
    """
    os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limit_memory(memory)
    try:
        name = place
        if place.endswith(".toml"):
            os.chdir(Path(place).parent)
            name = Path(place).name
        channel.send(("done", _written(name, Path(folder), asked, _teller(channel))))
    except InputError as error:
        channel.send(("input", [told(problem) for problem in error.problems]))
    except MemoryError:
        channel.send(("memory", "The run needs more memory than it may have."))
    except Exception:
        traceback.print_exc(file=sys.stderr)
        channel.send(("failed", "The model failed at this; the log of the server says why."))


def _teller(channel: Connection) -> Callable[[str, int, int], None]:
    """Says the stage and how much of it is done; ends the process when the server has gone."""
    parent = os.getppid()

    def tell(stage: str, done: int, of: int) -> None:
        if os.getppid() != parent:
            os.killpg(os.getpid(), signal.SIGKILL)
        channel.send(("progress", (stage, done, of)))

    return tell


def _written(
    name: str, folder: Path, asked: dict[str, Any], tell: Callable[[str, int, int], None]
) -> dict[str, Any]:
    """Run, write, and say in short what came out."""
    from cellworth.app.run import run, write_run
    from cellworth.app.run_extras import PAGE, write_extras
    from cellworth.app.run_json import RESULT_FILE, stakes_document, write_result
    from cellworth.app.stakes import is_stakes, stakes

    if asked.get("timeline"):
        return _by_date(name, asked, tell)
    if is_stakes(name):
        found = stakes(name)
        write_result(stakes_document(found.case, found.result), folder / RESULT_FILE)
        return {"title": found.case.form.title, "answer": None}
    n_scenarios = int(asked["scenarios"])
    tell("preparing", 0, n_scenarios)

    def progress(done: int, of: int) -> None:
        tell("scenarios" if done < of else "what would change the answer", done, of)

    done = run(name, n_scenarios=n_scenarios, seed=asked["seed"], audit=asked["audit"], progress=progress)
    tell("writing", n_scenarios, n_scenarios)
    write_run(done, str(folder))
    write_extras(done, folder)
    document = done.document
    said = json.loads((folder / PAGE).read_text(encoding="utf-8"))["answer"]
    answer = document.answer.model_dump() | {"said": said} if document.answer else None
    return {"title": document.case.title, "answer": answer}


def _by_date(name: str, asked: dict[str, Any], tell: Callable[[str, int, int], None]) -> dict[str, Any]:
    """The page of a case as of each of its dates."""
    from cellworth.app.timeline import known_dates, timeline, timeline_page

    days = known_dates(name)

    def told(day: datetime.date) -> None:
        tell(f"as known on {day.isoformat()}", days.index(day), len(days))

    dates = [day.isoformat() for day in days]
    done = timeline(name, dates=dates, n_scenarios=int(asked["scenarios"]), seed=asked["seed"], told=told)
    return timeline_page(done)
