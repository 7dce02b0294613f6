"""Runs: start, follow, cancel, read, download, compare, explain."""

import asyncio
import json
import pathlib
from typing import Annotated, Any, TypeAlias

from fastapi import APIRouter, Path, Query, Response
from fastapi.responses import FileResponse, JSONResponse
from pydantic import TypeAdapter, ValidationError

from cellworth.app.run_extras import DRAWS, PAGE, TABLE_FORMS, explained_of
from cellworth.core.errors import InputError, Problem
from cellworth.io.form_problems import why_not
from cellworth.io.result_json import RESULT_FILE
from cellworth.web.bench import REFUSALS, Bench, JobId, RunId, TheBench, json_answer, key_of
from cellworth.web.forms import DesignInputs, QuickQuestion, RunQuestion, question_of
from cellworth.web.problems import RefusedError
from cellworth.web.routes_cases import (
    ClaimsText,
    EditsText,
    RiskAversion,
    differs,
    parsed_edits,
    question_text,
)
from cellworth.web.safety import REPORT_POLICY

__all__ = ["router"]

router = APIRouter(prefix="/api/v1", tags=["runs"], responses=REFUSALS)

REPORT = "report.html"
BOOK = "result.xlsx"
BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILES = {
    RESULT_FILE: "application/json",
    "manifest.json": "application/json",
    REPORT: "text/html",
    DRAWS: "application/vnd.apache.parquet",
    "yearly.csv": "text/csv",
    "plants.csv": "text/csv",
    "volume.csv": "text/csv",
    "headline.csv": "text/csv",
}
"""Files of a run that may be downloaded, with their type."""

TABLE_TYPES = {".csv": "text/csv", ".parquet": "application/vnd.apache.parquet"}
MOST_DEPTH = 6
AskedRun: TypeAlias = Annotated[str, Query(description="Id of a run.", examples=["3f2a9c0d1b7e"])]


@router.post("/runs", status_code=202, responses={200: {"description": "The same run is there already."}})
async def start_run(asked: RunQuestion, bench: TheBench) -> JSONResponse:
    """Start a run; 200 where the same run is there already."""
    record = bench.store.case(asked.case)
    question = question_of(asked)
    place, text = record.place, ""
    if differs(question):
        name, text = await question_text(bench, record, question)
        place = str(bench.store.edited(name, text))
    run = await asyncio.to_thread(bench.store.run_id, record, text, question)
    if run in bench.store.runs:
        return JSONResponse({"job": None, "run": run, "state": "done"})
    job = bench.jobs.add(run, place, {"case": asked.case, **question})
    return JSONResponse(job.content, 202, headers={"Location": f"/api/v1/jobs/{job.id}"})


@router.get("/jobs/{job}")
async def show_job(job: JobId, bench: TheBench) -> dict[str, Any]:
    """How far a run is."""
    return bench.jobs.job(job).content


@router.delete("/jobs/{job}")
async def cancel_job(job: JobId, bench: TheBench) -> dict[str, Any]:
    """Cancel a run that waits or computes."""
    return bench.jobs.cancel(job).content


@router.get("/runs")
async def list_runs(bench: TheBench) -> dict[str, list[dict[str, Any]]]:
    """Every run, the newest first."""
    told = []
    for record in reversed(list(bench.store.runs.values())):
        answer = record.answer or {}
        short = {name: answer.get(name) for name in ("family", "strategy", "confidence", "chance")}
        head = {"id": record.id, "title": record.title, "made_on": record.made_on}
        told.append({**record.asked, **head, **short, "answer": record.answer})
    return {"runs": told}


@router.get("/runs/{run}")
async def show_run(run: RunId, bench: TheBench) -> Response:
    """The result of a run, and the question it answers."""
    record, folder = bench.store.run(run), bench.store.run_folder(run)
    text = await asyncio.to_thread((folder / RESULT_FILE).read_bytes)
    head = json.dumps({"id": run, "made_on": record.made_on, "asked": record.asked}).encode()
    return json_answer(head[:-1] + b"," + text.lstrip()[1:])


@router.delete("/runs/{run}", status_code=204)
async def delete_run(run: RunId, bench: TheBench) -> None:
    """Delete a run and its files."""
    bench.store.drop_run(run)


@router.get("/runs/{run}/page")
async def run_page(run: RunId, bench: TheBench) -> FileResponse:
    """The report of a run as plain content."""
    return _file(bench.store.run_folder(run) / PAGE, "application/json")


@router.get("/runs/{run}/report", response_class=FileResponse)
async def run_report(run: RunId, bench: TheBench) -> FileResponse:
    """The report of a run, one file, in a sandbox of its own."""
    return _file(
        bench.store.run_folder(run) / REPORT, "text/html", {"content-security-policy": REPORT_POLICY}
    )


@router.get("/runs/{run}/files")
async def run_files(run: RunId, bench: TheBench) -> dict[str, list[str]]:
    """Names of what can be downloaded."""
    folder = bench.store.run_folder(run)
    tables = await _table_names(folder)
    there = [name for name in FILES if (folder / name).is_file()]
    return {"files": [*there, BOOK], "tables": [f"{name}{form}" for name in tables for form in TABLE_FORMS]}


@router.get("/runs/{run}/files/{name}", response_class=FileResponse)
async def run_file(
    run: RunId,
    name: Annotated[str, Path(description="As GET …/files lists it.", examples=["headline.csv"])],
    bench: TheBench,
) -> FileResponse:
    """A file of a run, its workbook, or a table as CSV or Parquet; named by the run, not by a path."""
    folder = bench.store.run_folder(run)
    attached = {"content-security-policy": REPORT_POLICY}
    if name == BOOK:
        book = folder / "tables" / BOOK
        if not book.is_file():
            await bench.calculators.answer("run_book", {"folder": str(folder), "target": str(book)})
        return _file(book, BOOK_TYPE, attached, f"{run}-{BOOK}")
    if name in FILES:
        return _file(folder / name, FILES[name], attached, f"{run}-{name}")
    table, dot, form = name.rpartition(".")
    if f"{dot}{form}" not in TABLE_FORMS or table not in await _table_names(folder):
        raise RefusedError(404, f"The run has no file '{name[:80]}'.")
    target = folder / "tables" / f"{table}.{form}"
    if not target.is_file():
        arguments = {"folder": str(folder), "name": table, "target": str(target)}
        await bench.calculators.answer("table_file", arguments)
    return _file(target, TABLE_TYPES[f".{form}"], attached, f"{run}-{name}")


async def _table_names(folder: pathlib.Path) -> list[str]:
    """Names of the tables of a run, read from its result."""

    def names() -> list[str]:
        content = json.loads((folder / RESULT_FILE).read_text(encoding="utf-8"))
        return ["headline", "numbers", *content["tables"]]

    return await asyncio.to_thread(names)


def _file(
    path: pathlib.Path, kind: str, headers: dict[str, str] | None = None, name: str | None = None
) -> FileResponse:
    if not path.is_file():
        raise RefusedError(404, "The run has no such file.")
    return FileResponse(path, media_type=kind, headers=headers, filename=name)


@router.get("/compare")
async def compare_runs(bench: TheBench, a: AskedRun, b: AskedRun) -> Response:
    """What differs between two runs."""
    first, second = (str(bench.store.run_folder(run)) for run in (a, b))
    arguments = {"first": first, "second": second}
    return json_answer(await bench.calculators.answer("compare", arguments, key=key_of("compare", a, b)))


@router.get("/ownership")
async def show_ownership(bench: TheBench, run: AskedRun) -> Response:
    """Holdings and control before and after the reference deal."""
    arguments = {"folder": str(bench.store.run_folder(run))}
    return json_answer(await bench.calculators.answer("ownership", arguments, key=key_of("ownership", run)))


@router.get("/explain")
async def explain_number(
    bench: TheBench,
    name: Annotated[
        str,
        Query(min_length=1, max_length=200, description="Of the number.", examples=["saving_per_pack"]),
    ],
    run: Annotated[str, Query(description="Id of a run, or empty.", examples=[""])] = "",
    case: Annotated[str, Query(description="Id of a case, or empty.", examples=["nissan-aesc-2016"])] = "",
    design: Annotated[
        str, Query(max_length=10_000, description="Inputs of a design as JSON, or empty.", examples=[""])
    ] = "",
    edits: EditsText = "{}",
    claims_off: ClaimsText = "[]",
    risk_aversion: RiskAversion = None,
    scenarios: Annotated[int, Query(ge=64, le=2048)] = 512,
    seed: Annotated[int, Query(ge=0, le=2**32 - 1)] = 1,
    depth: Annotated[int, Query(ge=0, le=MOST_DEPTH)] = 2,
) -> Response:
    """Where a number of a run, of a case with edits, or of a design comes from."""
    if sum(map(bool, (run, case, design))) != 1:
        why = "one of run, case and design is due"
        raise InputError(Problem("run", "none or several are given", why, "Give one of them."))
    if run:
        content = await asyncio.to_thread(explained_of, bench.store.run_folder(run), name, depth)
        return JSONResponse(content)
    if design:
        inputs = _design(design)
        arguments: dict[str, Any] = {"name": name, "inputs": inputs, "depth": depth}
        key = key_of("explain_design", arguments)
        return json_answer(await bench.calculators.answer("explain_design", arguments, key=key))
    asked = parsed_edits(case, edits, claims_off, risk_aversion)
    return await _explained(bench, QuickQuestion(**asked, scenarios=scenarios, seed=seed), name, depth)


async def _explained(bench: Bench, asked: QuickQuestion, name: str, depth: int) -> Response:
    record = bench.store.case(asked.case)
    question = question_of(asked)
    arguments = {
        "place": record.place,
        "base": record.id,
        "asked": question,
        "name": name,
        "depth": depth,
    }
    key = key_of("explain_answer", record.digest, arguments)
    return json_answer(await bench.calculators.answer("explain_answer", arguments, key=key))


def _design(text: str) -> Any:
    """Inputs of a design in a parameter that is JSON in itself.

    Raises
    ------
    InputError
        If it is none.
    """
    try:
        return TypeAdapter(DesignInputs).validate_python(json.loads(text))
    except ValidationError as error:
        raise InputError(Problem("design", f"found {text[:80]!r}", *why_not(error.errors()[:1]))) from None
    except (ValueError, RecursionError):
        raise InputError(Problem("design", f"found {text[:80]!r}", "it is no JSON")) from None
