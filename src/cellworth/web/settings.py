"""Where the server listens, what it keeps, and how much it takes."""

import string
from dataclasses import dataclass, field
from pathlib import Path

from cellworth.core.errors import InputError, Problem

__all__ = ["LOOPBACK", "Limits", "Settings"]

LOOPBACK = ("127.0.0.1", "localhost", "::1")
MEGABYTE = 1 << 20
LEAST_TOKEN = 16
TOKEN_CHARACTERS = frozenset(f"{string.ascii_letters}{string.digits}-_")


@dataclass(frozen=True)
class Limits:
    """How much the server takes.

    Attributes
    ----------
    body : [B] of a request.
    workbook : [B] of an uploaded workbook.
    depth, values : levels and entries of an uploaded case.
    uploads, runs : cases or workbooks, and runs, kept in the folder.
    calculators : processes that answer while the page waits.
    seconds : a page waits for an answer.
    queue : requests and jobs that may wait.
    jobs : jobs that compute at once.
    job_seconds : a job may take.
    memory : [B] that a process that computes may hold.
    book_seconds, book_memory : the same for the process that reads one workbook.
    answers : [B] of answers kept.
    finished : jobs remembered after their end.
    body_seconds : a request may take to arrive.
    """

    body: int = MEGABYTE
    workbook: int = 16 * MEGABYTE
    depth: int = 16
    values: int = 20_000
    uploads: int = 200
    runs: int = 500
    calculators: int = 2
    seconds: float = 60.0
    queue: int = 32
    jobs: int = 1
    job_seconds: float = 3600.0
    memory: int = 8192 * MEGABYTE
    book_seconds: float = 30.0
    book_memory: int = 2048 * MEGABYTE
    answers: int = 64 * MEGABYTE
    finished: int = 256
    body_seconds: float = 20.0


@dataclass(frozen=True)
class Settings:
    """How the server runs.

    Attributes
    ----------
    folder : of uploaded cases and runs.
    host, port : where it listens.
    token : asked of every request; empty for none, which only a loopback address may have.
    limits : Limits
    first : case that the workbench opens with.
    ahead : whether what its first page asks is answered before anyone opens it.
    """

    folder: Path
    host: str = "127.0.0.1"
    port: int = 8765
    token: str = ""
    limits: Limits = field(default_factory=Limits)
    first: str = "nissan-aesc-2016"
    ahead: bool = False

    def __post_init__(self) -> None:
        """Refuse to be open to others without a token."""
        if not set(self.token) <= TOKEN_CHARACTERS:
            why = "a token has letters, figures, - and _ only"
            raise InputError(Problem("--token", "another character", why, "Let --token new make one."))
        if self.is_loopback:
            return
        if len(self.token) < LEAST_TOKEN:
            found = f"--host {self.host} with {'a short' if self.token else 'no'} token"
            why = "others could reach the server without showing who they are"
            instead = f"Give --token with {LEAST_TOKEN} characters or more, or leave --host out."
            raise InputError(Problem("--host", found, why, instead))

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine reaches the server."""
        return self.host in LOOPBACK
