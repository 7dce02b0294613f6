"""Refusals as `application/problem+json`: what was found, where, why not, what instead."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict
from starlette.exceptions import HTTPException

from cellworth.core.errors import InputError, Problem
from cellworth.io.form_problems import why_not

__all__ = [
    "PROBLEM_TYPE",
    "ProblemForm",
    "RefusalForm",
    "RefusedError",
    "handle_refusals",
    "problem_content",
    "told",
]

PROBLEM_TYPE = "application/problem+json"
SHOWN = 160
NO_JSON = "json_invalid"


class ProblemForm(BaseModel):
    """One flaw of a request."""

    model_config = ConfigDict(extra="forbid")

    where: str
    found: str
    why: str
    instead: str


class RefusalForm(BaseModel):
    """Why a request was not answered."""

    model_config = ConfigDict(extra="forbid")

    type: str
    title: str
    status: int
    detail: str
    problems: list[ProblemForm]


class RefusedError(Exception):
    """A request that is refused.

    Parameters
    ----------
    status : of HTTP.
    detail : sentence for a person.
    problems : flaws with their place.
    headers : of the answer.
    """

    def __init__(
        self,
        status: int,
        detail: str,
        problems: Sequence[Mapping[str, str]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.problems = problems
        self.headers = dict(headers or {})


def told(problem: Problem) -> dict[str, str]:
    """A flaw as the page shows it."""
    return {
        "where": problem.where,
        "found": problem.found,
        "why": problem.why,
        "instead": problem.instead,
    }


def problem_content(status: int, detail: str, problems: Sequence[Mapping[str, str]] = ()) -> dict[str, Any]:
    """Content of a refusal."""
    return {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "problems": [dict(problem) for problem in problems],
    }


def handle_refusals(app: FastAPI) -> None:
    """Make every refusal of the application speak alike."""
    app.add_exception_handler(RefusedError, _refused)
    app.add_exception_handler(InputError, _input_refused)
    app.add_exception_handler(RequestValidationError, _form_refused)
    app.add_exception_handler(HTTPException, _http_refused)
    app.add_exception_handler(Exception, _failed)


def _answer(
    status: int,
    detail: str,
    problems: Sequence[Mapping[str, str]] = (),
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    return JSONResponse(
        problem_content(status, detail, problems), status, headers=headers, media_type=PROBLEM_TYPE
    )


async def _refused(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RefusedError)
    return _answer(error.status, error.detail, error.problems, error.headers)


async def _input_refused(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, InputError)
    return _answer(422, str(error.problems[0]), [told(problem) for problem in error.problems])


async def _form_refused(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    problems = []
    for flaw in error.errors():
        where = ".".join(str(part) for part in flaw["loc"] if part not in ("body", "query", "path")) or "body"
        found, (why, instead) = f"found {_shown(flaw.get('input'))}", why_not([flaw])
        if flaw["type"] == NO_JSON:
            where, found = f"body, character {flaw['loc'][-1]}", flaw["ctx"]["error"]
        problems.append({"where": where[:SHOWN], "found": found, "why": why, "instead": instead})
    first = problems[0]
    return _answer(422, f"{first['where']}: {first['why']}.", problems)


def _shown(value: Any) -> str:
    text = repr(value)
    text = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


async def _http_refused(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    return _answer(error.status_code, str(error.detail), headers=error.headers)


async def _failed(_: Request, __: Exception) -> JSONResponse:
    """What nobody expected; the reason stands in the log of the server, not in the answer."""
    return _answer(500, "The server failed at this; its log says why.")
