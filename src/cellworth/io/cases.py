"""Cases of make or buy: read, checked on three floors."""

from dataclasses import dataclass
from pathlib import Path

from cellworth.core.errors import InputError, Problem
from cellworth.io.case_files import DECISION, Redated, case_kind, case_names, located, read_form
from cellworth.io.case_forms import CaseForm
from cellworth.io.case_sense import data_problems, sense_problems, warnings_of
from cellworth.io.claim_files import NO_EVIDENCE, Evidence, located_claims, without_claims
from cellworth.io.strategy_names import strategy_name_problems, strategy_warnings
from cellworth.io.strategy_sense import strategy_sense_problems

__all__ = ["CaseFile", "CheckedCase", "case_names", "check_case", "load_case"]


@dataclass(frozen=True)
class CaseFile:
    """A case that may be run.

    Attributes
    ----------
    form : everything the case says, base included.
    layers : name and SHA-256 of each file it was read from: claims, then the base, then what differs.
    warnings : what a reader should know; none of them stops a run.
    evidence : claims known on the day of the case.
    """

    form: CaseForm
    layers: tuple[tuple[str, str], ...]
    warnings: tuple[Problem, ...]
    evidence: Evidence = NO_EVIDENCE


@dataclass(frozen=True)
class CheckedCase:
    """What a check found.

    Attributes
    ----------
    problems : flaws of the first floor that has any; with one the case cannot be run.
    warnings : of a case that can be run.
    """

    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def load_case(name_or_path: str | Path, redated: Redated | None = None) -> CaseFile:
    """Read a case and everything it rests on.

    Parameters
    ----------
    name_or_path : name of a shipped case, or path of a TOML file.
    redated : makes another case of it; the case as it stands without.

    Returns
    -------
    CaseFile

    Raises
    ------
    InputError
        With every flaw of the first floor (form, then sense, then data) that has one.
    """
    kind = case_kind(name_or_path)
    if kind != DECISION:
        found, why = f"a case of kind '{kind}'", "a decision is asked for"
        raise InputError(Problem(str(name_or_path), found, why, "`cellworth run` knows both kinds."))
    form, layers = read_form(name_or_path, CaseForm, redated)
    evidence = located_claims(form.strategy, form.as_of, layers) if form.strategy else NO_EVIDENCE
    problems = [*sense_problems(form), *strategy_sense_problems(form, evidence)] or [
        *data_problems(form),
        *strategy_name_problems(form, evidence),
    ]
    if problems:
        raise InputError(*(located(layers, problem) for problem in problems))
    hashes = (*evidence.files, *((layer.place, layer.sha256) for layer in layers))
    warnings = (*warnings_of(form), *strategy_warnings(form, evidence))
    taken = without_claims(evidence, form.strategy.claims_off) if form.strategy else evidence
    return CaseFile(form, hashes, warnings, taken)


def check_case(name_or_path: str | Path) -> CheckedCase:
    """Flaws and warnings of a case; raises nothing."""
    try:
        return CheckedCase(problems=(), warnings=load_case(name_or_path).warnings)
    except InputError as error:
        return CheckedCase(problems=error.problems, warnings=())
