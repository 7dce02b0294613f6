"""The application: routes, pages, guard, and what starts and stops with it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from cellworth.core.version import version
from cellworth.web import routes_books, routes_cases, routes_packs, routes_runs, routes_timelines
from cellworth.web.bench import Bench
from cellworth.web.books import Books
from cellworth.web.calculators import Calculators
from cellworth.web.jobs import Jobs
from cellworth.web.problems import PROBLEM_TYPE, handle_refusals
from cellworth.web.safety import SAFE, Guard
from cellworth.web.settings import Settings
from cellworth.web.store import Store

__all__ = ["application"]

ASK_AGAIN = {"Cache-Control": "no-cache"}
FIRST_REFUSAL = 400
CHANGE_PARAMETER = {
    "name": "X-Cellworth",
    "in": "header",
    "required": True,
    "description": "No page of another site can send it.",
    "schema": {"type": "string", "enum": ["1"]},
    "example": "1",
}


class Pages(StaticFiles):
    """Files of the pages; the browser asks each time whether they changed."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """One file."""
        found = await super().get_response(path, scope)
        found.headers.update(ASK_AGAIN)
        return found


def application(settings: Settings) -> FastAPI:
    """The workbench as an ASGI application.

    Parameters
    ----------
    settings : Settings

    Raises
    ------
    InputError
        If its folder cannot be made.
    """
    app = FastAPI(
        title="Cellworth",
        summary="What a battery cell business is worth: to make, to buy, to sell.",
        version=version(),
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
    )
    store = Store(settings.folder, settings.limits)
    books = Books(settings.folder, settings.limits)
    calculators, jobs = Calculators(settings.limits), Jobs(store, settings.limits)
    app.state.bench = Bench(settings, store, books, calculators, jobs)
    handle_refusals(app)
    for routes in (routes_cases, routes_runs, routes_timelines, routes_packs, routes_books):
        app.include_router(routes.router)
    _add_pages(app)
    _complete_description(app)
    app.add_middleware(Guard, settings=settings)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    bench: Bench = app.state.bench
    bench.calculators.start()
    bench.jobs.start()
    ahead = asyncio.create_task(routes_cases.answer_first(bench)) if bench.settings.ahead else None
    try:
        yield
    finally:
        if ahead is not None:
            ahead.cancel()
        await bench.jobs.stop()
        bench.calculators.stop()


def _complete_description(app: FastAPI) -> None:
    """Let the description of the API name the type of refusals, and the header that changes carry."""
    for path in app.openapi()["paths"].values():
        for method, operation in path.items():
            if method.upper() not in SAFE:
                operation.setdefault("parameters", []).append(CHANGE_PARAMETER)
            for status, answer in operation["responses"].items():
                if int(status) >= FIRST_REFUSAL and "content" in answer:
                    answer["content"] = {PROBLEM_TYPE: answer["content"]["application/json"]}


def _add_pages(app: FastAPI) -> None:
    """The page, its modules, and the style that it shares with the report."""
    static = Path(str(files("cellworth").joinpath("web", "static")))
    style = Path(str(files("cellworth").joinpath("report", "templates", "style.css")))

    async def page() -> Any:
        return FileResponse(static / "index.html", media_type="text/html", headers=ASK_AGAIN)

    async def report_style() -> Any:
        return FileResponse(style, media_type="text/css", headers=ASK_AGAIN)

    app.add_api_route("/", page, include_in_schema=False)
    app.add_api_route("/static/report.css", report_style, include_in_schema=False)
    app.mount("/static", Pages(directory=static))
