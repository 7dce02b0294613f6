"""A search over the levers of a case: the best few ways that differ in kind, and the negotiator's sheet."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cellworth.app.cell_plants import designed_cell_plants
from cellworth.core.errors import InputError, Problem
from cellworth.core.version import version
from cellworth.engine.executors import Workers
from cellworth.engine.scenarios.scenario_paths import path_model
from cellworth.engine.search.levers import Way
from cellworth.engine.search.result import SearchResult, search
from cellworth.io.cases import CaseFile, load_case
from cellworth.io.dimensions import known_dimensions
from cellworth.io.search_levels import search_levels, search_rules
from cellworth.io.strategy_records import strategy_case
from cellworth.io.table_writing import whole_file
from cellworth.report.search import write_search_page
from cellworth.report.search_text import differences, search_text, way_title

__all__ = ["Searched", "search_case", "search_json", "search_lines", "write_search"]


PAGE, FILE = "report.html", "search.json"


@dataclass(frozen=True)
class Searched:
    """A case that was searched.

    Attributes
    ----------
    case : as read. result : SearchResult
    """

    case: CaseFile
    result: SearchResult


def search_case(
    name_or_path: str,
    *,
    ways: int | None = None,
    scenarios: int | None = None,
    final: int | None = None,
    seconds: float | None = None,
    seed: int = 1,
    workers: Workers | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Searched:
    """Search the levers of a case (S82).

    Parameters
    ----------
    name_or_path : of the case.
    ways : most ways valued.
    scenarios, final : draws of the search, and fresh ones for the few shown.
    seconds : most time of the search; none for no bound. Each of the bounds before is that of the table
        where none is given.
    seed : of the search; the fresh draws hang on the next one.
    workers : who does it; all cores by default. The figures do not hang on it.
    progress : called with ways valued and the most there will be.

    Raises
    ------
    InputError
        If the case cannot be used or has no decision under uncertainty.
    """
    case = load_case(name_or_path)
    if case.form.strategy is None:
        why = "a search needs a decision under uncertainty"
        raise InputError(Problem(case.form.name, "no [strategy] part", why, "Take a case that has one."))
    asked, rules = strategy_case(case), search_rules()
    given = {"ways": ways, "screening_draws": scenarios, "final_draws": final}
    rules = replace(rules, **{name: bound for name, bound in given.items() if bound is not None})
    cells = designed_cell_plants(asked.packs, asked.places)
    model = path_model(asked, cells, known_dimensions())
    found = search(
        asked,
        model,
        search_levels(),
        rules,
        seed=seed,
        seconds=seconds,
        workers=workers or Workers(),
        progress=progress,
    )
    return Searched(case, found)


def search_lines(done: Searched) -> list[str]:
    """Lines for the terminal."""
    return search_text(done.result)


def search_json(done: Searched) -> str:
    """Everything found, as JSON; the same bits for the same case, rules and seed."""
    result = done.result
    best = result.found[0].way if result.found else None
    content = {
        "schema": "cellworth-search/1",
        "version": version(),
        "case": done.case.form.name,
        "layers": dict(done.case.layers),
        "units": {"worth": "USD today", "supply price": "USD/kWh", "chances, shares": "1"},
        "equations": "S82, S42, S45, S47, S61 to S66",
        "seed": result.seed,
        "fresh_seed": result.fresh_seed,
        "rules": vars(result.rules),
        "against": result.keep,
        "ended": result.climbed.ended,
        "ways_valued": result.climbed.by_family,
        "cost_evaluations": result.climbed.evaluations,
        "after_a_failed_sale": _way(done, result.climbed.fallback),
        "keep_chance": result.keep_chance,
        "found": [
            {
                "title": way_title(result.case, each.way),
                "differs_in": differences(result.case, each.way, best) if best else "",
                "levers": _way(done, each.way),
                "fresh": vars(each.fresh),
                "at_search": vars(each.screened),
                "chance_best": each.chance,
                "price": vars(each.price) if each.price else None,
            }
            for each in result.found
        ],
        "levers_of_the_best": {
            lever: {"next_best": _way(done, way), "worth_less_at_search": worth}
            for lever, (way, worth) in result.levers.items()
        },
        "menu": {name: vars(known) for name, known in result.menu.items()},
        "frontier": {name: prices.tolist() for name, prices in result.frontier.items()},
        "frontier_of": _way(done, result.frontier_way),
    }
    return json.dumps(content, indent=1, allow_nan=False, ensure_ascii=False)


def _way(done: Searched, way: Way | None) -> dict[str, Any] | None:
    """Levers by name."""
    if way is None:
        return None
    case = done.result.case
    plants = {plant.name: fate for plant, fate in zip(case.plants, way.fates, strict=True)}
    shares = {str(year): share for year, share in zip(case.years, way.shares, strict=False)}
    return {**vars(way), "fates": plants, "shares": shares}


def write_search(done: Searched, folder: str) -> list[Path]:
    """Page and JSON; the files in the order written. No page where nothing was found."""
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    written = []
    if done.result.found:
        files = {Path(name).name: digest for name, digest in done.case.layers}
        written.append(write_search_page(done.result, files, target / PAGE))
    path = target / FILE
    with whole_file(str(path)) as part:
        Path(part).write_text(search_json(done), encoding="utf-8")
    return [*written, path]
