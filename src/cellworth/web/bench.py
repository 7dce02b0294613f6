"""What the routes share: settings, cases and runs, calculating processes, jobs."""

import hashlib
import json
from dataclasses import dataclass
from typing import Annotated, Any, TypeAlias

from fastapi import Depends, Path, Request, Response

from cellworth.web.books import Books
from cellworth.web.calculators import Calculators
from cellworth.web.jobs import Jobs
from cellworth.web.problems import RefusalForm, problem_content
from cellworth.web.settings import Settings
from cellworth.web.store import Store

__all__ = [
    "REFUSALS",
    "Bench",
    "BookId",
    "CaseId",
    "JobId",
    "RunId",
    "TheBench",
    "json_answer",
    "key_of",
]

JSON = "application/json"

CaseId: TypeAlias = Annotated[
    str, Path(description="Id of a case, as GET /cases lists it.", examples=["nissan-aesc-2016"])
]
RunId: TypeAlias = Annotated[
    str, Path(description="Id of a run, as GET /runs lists it.", examples=["3f2a9c0d1b7e"])
]
JobId: TypeAlias = Annotated[
    str, Path(description="Id of a job, as POST /runs gives it.", examples=["9b1f0c6a2d4e8573"])
]
BookId: TypeAlias = Annotated[
    str, Path(description="Id of a workbook, as GET /workbooks lists it.", examples=["b-3f2a9c0d1b7e"])
]

REFUSALS: dict[int | str, dict[str, Any]] = {
    status: {
        "model": RefusalForm,
        "description": told,
        "content": {JSON: {"example": problem_content(status, told)}},
    }
    for status, told in {
        400: "The request cannot be read.",
        401: "The token is missing.",
        403: "The request comes from elsewhere.",
        404: "There is no such thing.",
        409: "It cannot be done to this.",
        408: "The request did not arrive in time.",
        413: "The body is too large.",
        421: "The Host is not this server's.",
        422: "An input cannot be used; `problems` say where, why and what instead.",
        429: "Too many wait; try again after Retry-After seconds.",
        503: "It took too long, or all are busy.",
    }.items()
}


@dataclass(frozen=True)
class Bench:
    """What the routes share."""

    settings: Settings
    store: Store
    books: Books
    calculators: Calculators
    jobs: Jobs


def _bench(request: Request) -> Bench:
    found: Bench = request.app.state.bench
    return found


TheBench: TypeAlias = Annotated[Bench, Depends(_bench)]


def key_of(*parts: Any) -> str:
    """Key of an answer that depends on these alone."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def json_answer(content: bytes, headers: dict[str, str] | None = None) -> Response:
    """JSON that is written already."""
    return Response(content, media_type=JSON, headers=headers)
