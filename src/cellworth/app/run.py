"""A case in, its report and tables out."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from cellworth.app.evaluate import evaluate_packs
from cellworth.app.run_json import result_document, write_result
from cellworth.app.unsolved import no_design
from cellworth.core.errors import InputError
from cellworth.core.version import version
from cellworth.engine.decision_result import DecisionResult
from cellworth.engine.decision_stage import run_decision
from cellworth.io.array_tables import array_table
from cellworth.io.case_records import decision_inputs
from cellworth.io.cases import CaseFile, load_case
from cellworth.io.column_sets import heading
from cellworth.io.input_columns import read_inputs
from cellworth.io.result_json import RESULT_FILE, ResultForm
from cellworth.io.table_writing import as_column, whole_file, write_table
from cellworth.report.write import summary, write_report

__all__ = ["CaseRun", "evaluate_block", "run", "write_run"]


@dataclass(frozen=True)
class CaseRun:
    """A case that was run.

    Attributes
    ----------
    case : as read and checked.
    result : of the decision.
    """

    case: CaseFile
    result: DecisionResult

    @property
    def summary(self) -> str:
        """One screen of text."""
        return summary(self.result, layers=self.case.layers)

    @property
    def document(self) -> ResultForm:
        """Everything it says, in the form of the JSON file."""
        return result_document(self.case, self.result)


def run(name_or_path: str) -> CaseRun:
    """Run a case by name or path.

    Raises
    ------
    InputError
        If the case cannot be used, or one of its packs has no design.
    """
    case = load_case(name_or_path)
    return CaseRun(case, run_decision(decision_inputs(case), evaluate_block))


def evaluate_block(block: Mapping[str, Any]) -> dict[str, Any]:
    """Outputs of the packs of a case; names of couples and choices stand as texts.

    Raises
    ------
    InputError
        If a pack cannot be designed.
    """
    found = read_inputs(array_table(block, path="the packs of the case"), parity=False)
    if found.problems:
        raise InputError(*dict.fromkeys(found.problems.values()))
    results = evaluate_packs(found.arrays)
    if results.reason.any():
        firsts = np.unique(results.reason, return_index=True)
        raise InputError(*(no_design(results, int(row)) for code, row in zip(*firsts, strict=True) if code))
    return dict(results.outputs)


def write_run(done: CaseRun, folder: str) -> list[Path]:
    """Report, tables and what is needed to compute a run again; the files in the order written."""
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
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
    written = [write_report(result, target / "report.html", layers=done.case.layers)]
    for name, columns in tables.items():
        path = target / f"{name}.csv"
        write_table(str(path), {heading(key): as_column(values) for key, values in columns.items()})
        written.append(path)
    written.append(write_result(done.document, target / RESULT_FILE))
    manifest = target / "manifest.json"
    with whole_file(str(manifest)) as part:
        Path(part).write_text(_manifest(done, written), encoding="utf-8")
    return [*written, manifest]


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
