"""Cases: list, upload, show, download with edits; and the quick answer."""

import contextlib
import json
from collections.abc import Awaitable, Callable
from typing import Annotated, Any, TypeAlias

from fastapi import APIRouter, Query, Request, Response
from pydantic import TypeAdapter, ValidationError

from cellworth.app.quick import QUICK_SCENARIOS
from cellworth.core.errors import InputError, Problem
from cellworth.io.case_edits import Edits
from cellworth.io.form_problems import why_not
from cellworth.web.bench import REFUSALS, Bench, CaseId, TheBench, json_answer, key_of
from cellworth.web.forms import Question, QuickQuestion, RunQuestion, question_of
from cellworth.web.problems import RefusedError
from cellworth.web.store import CaseRecord
from cellworth.web.uploads import checked_text

__all__ = [
    "ClaimsText",
    "EditsText",
    "RiskAversion",
    "answer_first",
    "differs",
    "parsed_edits",
    "question_text",
    "quick_answer",
    "router",
]

router = APIRouter(prefix="/api/v1", tags=["cases"], responses=REFUSALS)

MOST_TEXT = 40_000
EditsText: TypeAlias = Annotated[
    str,
    Query(
        max_length=MOST_TEXT,
        description="New middle of a number by its name, as JSON.",
        examples=['{"suppliers.lg_chem.freight": 5.0}'],
    ),
]
ClaimsText: TypeAlias = Annotated[
    str,
    Query(max_length=MOST_TEXT, description="Claims that are not taken, as JSON.", examples=['["e1"]']),
]
RiskAversion: TypeAlias = Annotated[
    float | None,
    Query(ge=0, le=1, allow_inf_nan=False, description="Weight of the worst tenth.", examples=[0.3]),
]
EDITED: dict[str, Any] = {name: Question.model_fields[name].annotation for name in ("edits", "claims_off")}
EXAMPLE = 'base = "nissan-aesc-2016"\nname = "mine"\n[strategy]\nrisk_aversion = 0.5\n'
CASE_TYPES = {
    kind: {"schema": {"type": "string"}, "example": EXAMPLE} for kind in ("application/toml", "text/toml")
}
UPLOAD = {"requestBody": {"required": True, "content": CASE_TYPES}}


@router.get("/cases")
async def list_cases(bench: TheBench) -> dict[str, Any]:
    """Every case, shipped and uploaded, and the one the workbench opens with."""
    cases = [record.listed for record in bench.store.cases.values()]
    return {"first": bench.settings.first, "cases": cases}


@router.post("/cases", status_code=201, openapi_extra=UPLOAD)
async def upload_case(request: Request, bench: TheBench) -> dict[str, Any]:
    """Upload a case as TOML; it is checked on all floors, and every flaw is told with its line."""
    text = checked_text(await request.body(), bench.settings.limits)
    path = bench.store.draft(text)
    try:
        about = json.loads(await bench.calculators.answer("list_case", {"place": str(path)}))
    except InputError as error:
        bench.store.refuse_draft(path)
        problems = (
            Problem(*(told.replace(str(path), "the case") for told in (p.where, p.found, p.why, p.instead)))
            for p in error.problems
        )
        raise InputError(*problems) from None
    except Exception:
        bench.store.refuse_draft(path)
        raise
    return bench.store.keep_case(path, about).listed


@router.get("/cases/{case}")
async def show_case(case: CaseId, bench: TheBench) -> Response:
    """Inputs with middle, range and limits; claims, events and switches."""
    record = bench.store.case(case)
    found = json.loads(await _of_case(bench, record, "show_case"))
    defaults = {name: RunQuestion.model_fields[name].default for name in ("seed", "scenarios")}
    content = {**record.listed, **defaults, **found}
    return json_answer(json.dumps(content, ensure_ascii=False).encode())


@router.delete("/cases/{case}", status_code=204)
async def delete_case(case: CaseId, bench: TheBench) -> None:
    """Delete an uploaded case."""
    bench.store.drop_case(case)


@router.get("/timeline")
async def show_timeline(
    bench: TheBench,
    case: Annotated[str, Query(description="Id of a case.", examples=["nissan-aesc-2016"])],
) -> Response:
    """Claims of a case by the day they were made."""
    return json_answer(await _of_case(bench, bench.store.case(case), "show_timeline"))


async def _of_case(bench: Bench, record: CaseRecord, task: str) -> bytes:
    return await bench.calculators.answer(task, {"place": record.place}, key=key_of(task, record.digest))


@router.get("/cases/{case}/file", response_class=Response)
async def case_file(
    case: CaseId,
    bench: TheBench,
    edits: EditsText = "{}",
    claims_off: ClaimsText = "[]",
    risk_aversion: RiskAversion = None,
) -> Response:
    """A case file that says what differs; the command line runs it to the same bits."""
    record = bench.store.case(case)
    asked = Question(**parsed_edits(case, edits, claims_off, risk_aversion))
    name, text = await question_text(bench, record, question_of(asked))
    attached = {"Content-Disposition": f'attachment; filename="{name}.toml"'}
    return Response(text, media_type="application/toml", headers=attached)


def parsed_edits(case: str, edits: str, claims_off: str, risk_aversion: float | None) -> dict[str, Any]:
    """A question from the parameters of an address.

    Raises
    ------
    InputError
        If one of them cannot be read.
    """
    return {
        "case": case,
        "edits": _parsed("edits", edits),
        "claims_off": _parsed("claims_off", claims_off),
        "risk_aversion": risk_aversion,
    }


def _parsed(name: str, text: str) -> Any:
    """A parameter that is JSON in itself.

    Raises
    ------
    InputError
        If it is none, or not of its form.
    """
    try:
        return TypeAdapter(EDITED[name]).validate_python(json.loads(text))
    except ValidationError as error:
        raise InputError(Problem(name, f"found {text[:80]!r}", *why_not(error.errors()[:1]))) from None
    except (ValueError, RecursionError):
        raise InputError(Problem(name, f"found {text[:80]!r}", "it is no JSON")) from None


def differs(asked: dict[str, Any]) -> bool:
    """Whether a question changes its case."""
    return bool(Edits(asked["edits"], tuple(asked["claims_off"]), asked["risk_aversion"]))


async def question_text(bench: Bench, record: CaseRecord, asked: dict[str, Any]) -> tuple[str, str]:
    """Name and text of the case of a question; that of the case itself where nothing differs."""
    changes = {name: asked[name] for name in ("edits", "claims_off", "risk_aversion")}
    if not differs(asked):
        own = record.own_text
        return record.id, own if own is not None else f'base = "{record.id}"\nname = "{record.id}-copy"\n'
    arguments = {"place": record.place, "base": record.id, "own": record.own_text, "asked": changes}
    key = key_of("write_case", record.id, record.digest, changes)
    found = json.loads(await bench.calculators.answer("write_case", arguments, key=key))
    return found["name"], found["text"]


@router.post("/quick")
async def quick(asked: QuickQuestion, request: Request, bench: TheBench) -> Response:
    """The decision part of a result on few scenarios, at once; the same question is answered from memory."""
    return json_answer(await quick_answer(bench, asked, request.is_disconnected))


async def quick_answer(
    bench: Bench, asked: QuickQuestion, gone: Callable[[], Awaitable[bool]] | None = None
) -> bytes:
    """JSON of an answer at once; nothing is started when whoever asked has left."""
    record = bench.store.case(asked.case)
    question = question_of(asked)
    key = key_of("answer", record.id, record.digest, question)
    arguments = {"place": record.place, "base": record.id, "asked": question}
    kind = "at once" if asked.light else "whole"
    return await bench.calculators.answer("answer", arguments, key=key, kind=kind, gone=gone)


async def answer_first(bench: Bench) -> None:
    """Answer what the first page asks, before anyone opens it; a failure shows when it is asked for."""
    for with_map in (False, True):
        first = QuickQuestion(case=bench.settings.first, scenarios=QUICK_SCENARIOS, light=True, map=with_map)
        with contextlib.suppress(InputError, RefusedError):
            await quick_answer(bench, first)
