"""BatPaC workbooks: upload, results side by side, inputs to download."""

import json
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import FileResponse

from cellworth.core.errors import InputError, Problem
from cellworth.web.bench import REFUSALS, BookId, TheBench, json_answer
from cellworth.web.books import Draft
from cellworth.web.problems import RefusedError
from cellworth.web.tasks import BOOK_FILES

__all__ = ["router"]

router = APIRouter(prefix="/api/v1/workbooks", tags=["workbooks"], responses=REFUSALS)

BINARY = {"schema": {"type": "string", "contentMediaType": "application/octet-stream"}}
BOOK_TYPES = {
    "application/vnd.ms-excel.sheet.macroEnabled.12": BINARY,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": BINARY,
}
UPLOAD = {"requestBody": {"required": True, "content": BOOK_TYPES}}
FILE_TYPES = dict(zip(BOOK_FILES, ("text/csv", "application/toml"), strict=True))


@router.get("")
async def list_workbooks(bench: TheBench) -> dict[str, list[dict[str, Any]]]:
    """Every workbook that was read, the newest first."""
    return {"workbooks": bench.books.listed}


@router.post("", status_code=201, openapi_extra=UPLOAD)
async def upload_workbook(request: Request, bench: TheBench) -> dict[str, Any]:
    """Upload a BatPaC 5 workbook; its inputs, and its stored results beside ours.

    It is read in a process of its own and deleted; nothing in it is executed.
    """
    limits = bench.settings.limits
    with bench.books.room() as part:
        draft = await bench.books.arrived(part, request.stream())
        try:
            found = await bench.calculators.once(
                "read_book",
                {"path": str(draft.path), "folder": str(draft.folder)},
                seconds=limits.book_seconds,
                memory=limits.book_memory,
            )
        except InputError as error:
            raise InputError(*(_placed(problem, draft) for problem in error.problems)) from None
        return bench.books.keep(draft, json.loads(found))


def _placed(problem: Problem, draft: Draft) -> Problem:
    """A flaw without the place where the server had put the file."""
    texts = (problem.where, problem.found, problem.why, problem.instead)
    return Problem(*(text.replace(str(draft.path), "the workbook") for text in texts))


@router.get("/{workbook}")
async def show_workbook(workbook: BookId, bench: TheBench) -> Response:
    """Inputs of a workbook, and its stored results beside ours."""
    return json_answer(bench.books.side(workbook))


@router.delete("/{workbook}", status_code=204)
async def delete_workbook(workbook: BookId, bench: TheBench) -> None:
    """Delete what was read of a workbook."""
    bench.books.drop(workbook)


@router.get("/{workbook}/files/{name}", response_class=FileResponse)
async def workbook_file(
    workbook: BookId,
    name: Annotated[str, Path(description="designs.csv or packs.toml.", examples=["designs.csv"])],
    bench: TheBench,
) -> FileResponse:
    """Inputs as a table for `cellworth batch` (designs.csv), or as packs of a case (packs.toml)."""
    folder = bench.books.folder(workbook)
    if name not in FILE_TYPES:
        raise RefusedError(404, f"A workbook has the files {' and '.join(FILE_TYPES)}.")
    return FileResponse(folder / name, media_type=FILE_TYPES[name], filename=f"{workbook}-{name}")
