"""A case as of each of its dates: start it as a job, read its page."""

import asyncio
from typing import Any

from fastapi import APIRouter
from fastapi.responses import FileResponse, JSONResponse

from cellworth.web.bench import REFUSALS, RunId, TheBench
from cellworth.web.forms import TimelineQuestion
from cellworth.web.problems import RefusedError

__all__ = ["router"]

SAME: dict[int | str, dict[str, Any]] = {200: {"description": "The same timeline is there already."}}
router = APIRouter(prefix="/api/v1", tags=["runs"], responses=REFUSALS)


@router.post("/timelines", status_code=202, responses=SAME)
async def start_timeline(asked: TimelineQuestion, bench: TheBench) -> JSONResponse:
    """Start a job that runs a case as of each of its dates; 200 where it is there already."""
    record = bench.store.case(asked.case)
    question = {**asked.model_dump(), "timeline": True}
    made = await asyncio.to_thread(bench.store.run_id, record, "", question)
    if bench.store.timeline(made) is not None:
        return JSONResponse({"job": None, "run": made, "state": "done"})
    job = bench.jobs.add(made, record.place, question)
    return JSONResponse(job.content, 202, headers={"Location": f"/api/v1/jobs/{job.id}"})


@router.get("/timelines/{timeline}")
async def show_timeline_page(timeline: RunId, bench: TheBench) -> FileResponse:
    """The page of a timeline as plain content."""
    path = bench.store.timeline(timeline)
    if path is None:
        raise RefusedError(404, f"There is no timeline '{timeline[:80]}'.")
    return FileResponse(path, media_type="application/json")
