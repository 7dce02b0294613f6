"""The result of a run as one JSON document."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from cellworth.core.version import version
from cellworth.engine.decision_inputs import Provenance
from cellworth.engine.decision_result import DecisionResult
from cellworth.engine.result_money import DOLLARS, ResultMoney
from cellworth.engine.scenarios.result import StrategyResult
from cellworth.engine.scenarios.stakes import StakesResult
from cellworth.io.cases import CaseFile
from cellworth.io.data_hashes import data_hashes
from cellworth.io.ledger_tables import ledger_tables
from cellworth.io.result_json import (
    RESULT_FILE,
    AnswerForm,
    AskedForm,
    LayerForm,
    ManifestForm,
    MoneyForm,
    NumberForm,
    ResultForm,
    result_text,
)
from cellworth.io.result_money import named_in_money
from cellworth.io.result_tables import (
    asked_tables,
    first_headline,
    first_tables,
    full_headline,
    full_tables,
    plain,
)
from cellworth.io.stakes_records import StakesFile
from cellworth.io.stakes_tables import stakes_headline, stakes_tables
from cellworth.io.table_writing import whole_file

__all__ = [
    "RESULT_FILE",
    "answer_form",
    "case_hash",
    "result_document",
    "stakes_document",
    "write_result",
]


def result_document(case: CaseFile, first: DecisionResult, full: StrategyResult | None = None) -> ResultForm:
    """Everything a run says, in the form of the schema.

    Parameters
    ----------
    case : as read.
    first : first decision.
    full : decision under uncertainty; None if it was not run.
    """
    asked = full.case if full else None
    numbers = asked.numbers if asked else first.numbers
    limits = asked.limits if asked else first.limits
    money = full.money if full else first.money
    computed = {**(full_tables(full) | ledger_tables(full) if full else {}), **first_tables(first)}
    headline = (*(full_headline(full) if full else ()), *first_headline(first))
    return ResultForm(
        schema_name="cellworth-result",
        schema_version=2,
        manifest=_manifest(case, first, full),
        case=AskedForm(
            name=first.name,
            title=first.title,
            question=full.case.question if full else first.question,
            parties=dict(first.parties),
        ),
        money=_money(money),
        answer=answer_form(full) if full else None,
        headline=tuple(each.model_copy(update={"unit": money.unit(each.unit)}) for each in headline),
        tables=named_in_money(computed, money) | (asked_tables(asked) if asked else {}),
        numbers=tuple(number_form(number) for number in numbers),
        limits=limits,
        notes=(*map(str, case.warnings), *(full.notes if full else ())),
    )


def stakes_document(case: StakesFile, result: StakesResult) -> ResultForm:
    """Everything a run of stake deals says, in the form of the schema."""
    asked = result.case
    titles = {company.name: company.title for company in asked.companies}
    manifest = ManifestForm(
        version=version(),
        case=asked.name,
        case_sha256=_over(dict(case.layers)),
        layers=_layers(case.layers),
        as_of=asked.as_of,
        seed=None,
        scenarios=None,
        data=data_hashes(),
        evaluations={},
        missing={},
    )
    return ResultForm(
        schema_name="cellworth-result",
        schema_version=2,
        manifest=manifest,
        case=AskedForm(
            name=asked.name,
            title=asked.title,
            question=asked.question,
            parties={"holder": titles[asked.holder]},
        ),
        money=_money(DOLLARS),
        answer=None,
        headline=stakes_headline(result),
        tables=stakes_tables(result),
        numbers=tuple(number_form(number) for number in asked.numbers),
        limits=asked.limits,
        notes=tuple(map(str, case.warnings)),
    )


def _money(money: ResultMoney) -> MoneyForm:
    return MoneyForm(currency=money.currency, real=money.real, per_dollar=money.per_dollar, words=money.words)


def answer_form(full: StrategyResult) -> AnswerForm:
    """What the decision under uncertainty says."""
    return AnswerForm(
        family=full.family,
        strategy=full.strategy,
        next_best=full.next_best,
        chance=plain(full.chance),
        chance_error=plain(full.chance_error),
        confidence=full.confidence,
        reasons=full.confidence_reasons,
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


def _manifest(case: CaseFile, first: DecisionResult, full: StrategyResult | None) -> ManifestForm:
    evaluations = {"first_decision": first.evaluations}
    missing = dict(first.missing)
    if full:
        evaluations |= full.evaluations
        missing |= full.not_a_number
    return ManifestForm(
        version=version(),
        case=first.name,
        case_sha256=_over(dict(case.layers)),
        layers=_layers(case.layers),
        as_of=first.as_of.isoformat(),
        seed=full.seed if full else None,
        scenarios=full.n_scenarios if full else None,
        data=data_hashes(),
        evaluations=evaluations,
        missing=missing,
    )


def _layers(layers: Sequence[tuple[str, str]]) -> tuple[LayerForm, ...]:
    return tuple(LayerForm(name=Path(name).name, sha256=digest) for name, digest in layers)


def case_hash(case: CaseFile) -> str:
    """Hash over the files of a case, as the manifest of its runs holds it."""
    return _over(dict(case.layers))


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
