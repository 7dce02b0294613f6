"""A case in, its report and tables out."""

import hashlib
import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from cellworth.app.case_formats import evaluate_formats, told_spreads
from cellworth.app.cell_plants import designed_cell_plants
from cellworth.app.run_json import result_document, write_result
from cellworth.app.unsolved import no_design
from cellworth.core.errors import InputError, Problem
from cellworth.core.version import version
from cellworth.engine.blocks import Progress, Store
from cellworth.engine.decision_result import DecisionResult
from cellworth.engine.decision_rows import CELL_FORMAT
from cellworth.engine.decision_stage import run_decision
from cellworth.engine.executors import Workers
from cellworth.engine.scenarios.case import StrategyCase
from cellworth.engine.scenarios.result import StrategyResult
from cellworth.engine.scenarios.run import run_strategies
from cellworth.engine.scenarios.scenario_paths import path_model
from cellworth.io.array_tables import array_table
from cellworth.io.case_records import decision_inputs
from cellworth.io.cases import CaseFile, load_case
from cellworth.io.column_sets import heading
from cellworth.io.dimensions import known_dimensions
from cellworth.io.folder_lock import only_writer
from cellworth.io.input_columns import read_inputs
from cellworth.io.parameter_files import parameter_table
from cellworth.io.result_json import RESULT_FILE, ResultForm
from cellworth.io.run_store import MANIFEST, TIMING, refuse_other_case
from cellworth.io.strategy_records import strategy_case
from cellworth.io.table_writing import as_column, whole_file, write_table
from cellworth.report.write import summary, write_report

__all__ = ["SCENARIOS", "SEED", "CaseRun", "confidence_words", "decide", "evaluate_block", "run", "write_run"]

SCENARIOS = 16_384
SEED = 1


@dataclass(frozen=True)
class CaseRun:
    """A case that was run.

    Attributes
    ----------
    case : as read and checked.
    result : of the first decision, on the most likely inputs.
    strategies : of the decision under uncertainty; None if the case has no part for it.
    seconds : wall time it took.
    """

    case: CaseFile
    result: DecisionResult
    strategies: StrategyResult | None
    seconds: float = 0.0

    @property
    def summary(self) -> str:
        """One screen of text."""
        return summary(self.result, strategies=self.strategies, layers=self.case.layers)

    @property
    def document(self) -> ResultForm:
        """Everything it says, in the form of the JSON file."""
        return result_document(self.case, self.result, self.strategies)


def run(
    asked: str | CaseFile,
    *,
    n_scenarios: int = SCENARIOS,
    seed: int = SEED,
    audit: bool = False,
    workers: Workers | None = None,
    progress: Progress | None = None,
    store: Store | None = None,
) -> CaseRun:
    """Run a case.

    Parameters
    ----------
    asked : case as read, or its name or path.
    n_scenarios, seed : of the decision under uncertainty.
    audit : more draws for the worth of information.
    workers : who does it; all cores by default.
    progress : called with scenarios done and `n_scenarios`.
    store : of what is finished; what it holds is not computed again.

    Raises
    ------
    InputError
        If the case cannot be used, or one of its packs has no design.

    Examples
    --------
    >>> done = run("cell-venture-2010", n_scenarios=64)
    >>> done.strategies.n_scenarios
    64
    >>> done.summary.splitlines()[0]
    "A carmaker's stake in a cell venture, as known on 31 Dec 2010 ... 64 scenarios · seed 1"
    """
    start = time.perf_counter()
    case = load_case(asked) if isinstance(asked, str) else asked
    inputs = decision_inputs(case)
    plain = replace(inputs, limits=(*inputs.limits, *told_spreads(inputs.packs.values())))
    first = run_decision(plain, evaluate_block)
    if case.form.strategy is None:
        return CaseRun(case, first, None, time.perf_counter() - start)
    chances = strategy_case(case)
    told = (*chances.limits, *told_spreads(chances.packs.values()))
    full = decide(
        replace(chances, histories=first.histories, limits=told),
        n_scenarios=n_scenarios,
        seed=seed,
        audit=audit,
        workers=workers,
        progress=progress,
        store=store,
    )
    return CaseRun(case, first, full, time.perf_counter() - start)


def decide(
    asked: StrategyCase,
    *,
    n_scenarios: int = SCENARIOS,
    seed: int = SEED,
    audit: bool = False,
    workers: Workers | None = None,
    progress: Progress | None = None,
    store: Store | None = None,
) -> StrategyResult:
    """The decision under uncertainty alone, of a case as numbers; parameters as in `run`.

    Raises
    ------
    InputError
        If one of its packs has no design.
    """
    model = path_model(asked, designed_cell_plants(asked.packs, asked.places), known_dimensions())
    words = confidence_words()
    return run_strategies(
        asked,
        model,
        words=words,
        n_scenarios=n_scenarios,
        seed=seed,
        audit=audit,
        workers=workers,
        progress=progress,
        store=store,
    )


def confidence_words() -> list[tuple[str, float]]:
    """Confidence words with the least chance of each, the strongest first."""
    rows = parameter_table("uncertainty/confidence_words.csv").rows
    return [(row["name"], float(row["value"])) for row in rows]


def evaluate_block(block: Mapping[str, Any]) -> dict[str, Any]:
    """Outputs of the packs of a case; names of couples and choices stand as texts.

    Raises
    ------
    InputError
        If a pack cannot be designed.
    """
    columns = {name: array for name, array in block.items() if name != CELL_FORMAT}
    found = read_inputs(array_table(columns, path="the packs of the case"), parity=False)
    if found.problems:
        raise InputError(*dict.fromkeys(found.problems.values()))
    results = evaluate_formats(found.arrays, block.get(CELL_FORMAT, ()))
    if results.reason.any():
        firsts = np.unique(results.reason, return_index=True)
        raise InputError(*(no_design(results, int(row)) for code, row in zip(*firsts, strict=True) if code))
    return dict(results.outputs)


def write_run(done: CaseRun, folder: str) -> list[Path]:
    """Report, tables and what is needed to compute a run again; the files in the order written.

    The manifest of an older run goes first and the new one comes last, so that a folder with a manifest holds
    the files of one run, whole. Wall times stand in a file of their own: all others have the same bytes each
    time.

    Raises
    ------
    InputError
        If the run of another case stands or another run writes there, or a file cannot be written.
    """
    target = Path(folder)
    with _told_with_folder(folder):
        target.mkdir(parents=True, exist_ok=True)
    with only_writer(target), _told_with_folder(folder):
        refuse_other_case(folder, done.result.name)
        manifest = target / MANIFEST
        manifest.unlink(missing_ok=True)
        written = _write_files(done, target)
        stages = done.strategies.seconds if done.strategies else {}
        timing = {"seconds": done.seconds, "stages": stages}
        for path, content in ((target / TIMING, json.dumps(timing)), (manifest, _manifest(done, written))):
            with whole_file(str(path)) as part:
                Path(part).write_text(content, encoding="utf-8")
    return [*written, target / TIMING, manifest]


@contextmanager
def _told_with_folder(folder: str) -> Iterator[None]:
    """Turn what the system says while files are written into a sentence."""
    try:
        yield
    except OSError as error:
        found = f"writing failed ({error.strerror or error})"
        why = "the run is not whole, and no manifest stands there"
        raise InputError(
            Problem(error.filename or folder, found, why, "Make room, or name another.")
        ) from None


def _write_files(done: CaseRun, target: Path) -> list[Path]:
    """Files whose hash stands in the manifest."""
    result = done.result
    tables = {
        "yearly": {"year": np.asarray(result.years), **result.yearly},
        "plants": result.plants,
        "volume": result.sweep,
        "headline": {
            "name": np.asarray(list(result.headline), dtype=object),
            "value": np.asarray(list(result.headline.values())),
        },
    }
    page = target / "report.html"
    written = [write_report(result, page, strategies=done.strategies, layers=done.case.layers)]
    for name, columns in tables.items():
        path = target / f"{name}.csv"
        heads = {key: result.unit(heading(key)) for key in columns}
        write_table(str(path), {heads[key]: as_column(values) for key, values in columns.items()})
        written.append(path)
    return [*written, write_result(done.document, target / RESULT_FILE)]


def _manifest(done: CaseRun, written: list[Path]) -> str:
    content = {
        "version": version(),
        "case": done.result.name,
        "layers": dict(done.case.layers),
        "evaluations": done.result.evaluations,
        "missing": done.result.missing,
        "files": {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in written},
    }
    return json.dumps(content, indent=1)
