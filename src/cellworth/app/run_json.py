"""The result of a run as one JSON document."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from cellworth.core.version import version
from cellworth.engine.decision_inputs import Provenance
from cellworth.engine.decision_result import DecisionResult
from cellworth.io.cases import CaseFile
from cellworth.io.data_hashes import data_hashes
from cellworth.io.result_json import (
    AskedForm,
    LayerForm,
    ManifestForm,
    NumberForm,
    ResultForm,
    result_text,
)
from cellworth.io.result_tables import asked_tables, first_headline, first_tables
from cellworth.io.strategy_records import strategy_case
from cellworth.io.table_writing import whole_file

__all__ = ["result_document", "write_result"]


def result_document(case: CaseFile, result: DecisionResult) -> ResultForm:
    """Everything a run says, in the form of the schema."""
    asked = asked_tables(strategy_case(case)) if case.form.strategy else {}
    return ResultForm(
        schema_name="cellworth-result",
        schema_version=1,
        manifest=_manifest(case, result),
        case=AskedForm(
            name=result.name, title=result.title, question=result.question, parties=dict(result.parties)
        ),
        answer=None,
        headline=first_headline(result),
        tables={**first_tables(result), **asked},
        numbers=tuple(number_form(number) for number in result.numbers),
        limits=result.limits,
        notes=tuple(str(warning) for warning in case.warnings),
    )


def number_form(number: Provenance) -> NumberForm:
    """An input with its origin."""
    return NumberForm(
        place=number.place,
        given=number.given,
        source=number.source,
        where=number.where,
        grade=number.grade,
        known_from=number.known_from.isoformat(),
        row=number.row,
        rule=number.rule,
        parents=number.parents,
    )


def _manifest(case: CaseFile, result: DecisionResult) -> ManifestForm:
    layers = case.layers
    return ManifestForm(
        version=version(),
        case=result.name,
        case_sha256=_over(dict(layers)),
        layers=tuple(LayerForm(name=Path(name).name, sha256=digest) for name, digest in layers),
        as_of=result.as_of.isoformat(),
        seed=None,
        scenarios=None,
        data=data_hashes(),
        evaluations={"design_and_cost": result.evaluations},
        missing=dict(result.missing),
    )


def _over(layers: Mapping[str, str]) -> str:
    """Hash over the hashes of the layers; the file's own where there is one."""
    digests = list(layers.values())
    return digests[0] if len(digests) == 1 else hashlib.sha256("\n".join(digests).encode()).hexdigest()


def write_result(document: ResultForm, path: str | Path) -> Path:
    """Write the document, whole or not at all; its folder is made."""
    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(str(target)) as part:
        Path(part).write_text(result_text(document), encoding="utf-8")
    return target
