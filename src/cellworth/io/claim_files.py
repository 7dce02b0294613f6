"""Files of claims shared by cases; what was not yet said on the day of a case is left out."""

import datetime
import hashlib
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from typing import Protocol

from cellworth.core.errors import InputError, Problem
from cellworth.io.case_files import Layer, located
from cellworth.io.form_problems import formed, within
from cellworth.io.strategy_forms_evidence import ClaimForm, ClaimsForm, SourceForm
from cellworth.io.text_files import file_content, parsed_toml

__all__ = ["NO_EVIDENCE", "Evidence", "claims_known", "located_claims", "without_claims"]


class HasClaims(Protocol):
    """Part of a case that names claims."""

    @property
    def claims_from(self) -> tuple[str, ...]:
        """Files of claims."""

    @property
    def sources(self) -> dict[str, SourceForm]:
        """Of its own claims."""

    @property
    def claims(self) -> dict[str, ClaimForm]:
        """Its own."""


@dataclass(frozen=True)
class Evidence:
    """Claims of a case and who makes them.

    Attributes
    ----------
    sources, claims : by name, those of the case over those of its files.
    files : name and SHA-256 of each file read.
    """

    sources: dict[str, SourceForm]
    claims: dict[str, ClaimForm]
    files: tuple[tuple[str, str], ...]


NO_EVIDENCE = Evidence({}, {}, ())


def claims_known(form: HasClaims, as_of: datetime.date, folders: tuple[Path, ...] = ()) -> Evidence:
    """All claims of a case, those of its files as far as they were known on its day.

    Parameters
    ----------
    form : part of a case that names claims, by the name of a file of the package or the path of one's own.
    as_of : day of the case.
    folders : of the files of the case, in which the paths start.

    Raises
    ------
    InputError
        If a file is missing or has a flaw.
    """
    sources: dict[str, SourceForm] = {}
    claims: dict[str, ClaimForm] = {}
    read = []
    for name in form.claims_from:
        content = _content(name, folders)
        name = name.removesuffix(".toml")
        found = _parsed(name, content)
        sources |= found.sources
        _refuse_drafts(found.claims, f"claims/{name}.toml [claims.{{}}]")
        claims |= {key: claim for key, claim in found.claims.items() if claim.known_from <= as_of}
        read.append((f"claims/{name}.toml", hashlib.sha256(content).hexdigest()))
    _refuse_drafts(form.claims, "[strategy.claims.{}]")
    return Evidence(sources | form.sources, claims | form.claims, tuple(read))


def _refuse_drafts(claims: dict[str, ClaimForm], place: str) -> None:
    """Nothing that nobody has reviewed enters a run."""
    drafts = [name for name, claim in claims.items() if not claim.reviewed]
    if drafts:
        why = "nobody has confirmed this draft"
        instead = "Read it beside its article, mend it, and write reviewed = true; or take it out."
        raise InputError(*(Problem(place.format(name), "reviewed = false", why, instead) for name in drafts))


def located_claims(form: HasClaims, as_of: datetime.date, layers: list[Layer]) -> Evidence:
    """All claims of a case; flaws are told with the line of the case.

    Raises
    ------
    InputError
        If a file of claims is missing or has a flaw.
    """
    try:
        return claims_known(form, as_of, tuple(layer.folder for layer in layers if layer.folder))
    except InputError as error:
        raise InputError(*(located(layers, problem) for problem in error.problems)) from error


def without_claims(evidence: Evidence, names: tuple[str, ...]) -> Evidence:
    """The same evidence with some claims left out; names it does not hold are no matter."""
    kept = {name: claim for name, claim in evidence.claims.items() if name not in names}
    return Evidence(evidence.sources, kept, evidence.files)


def _content(name: str, folders: tuple[Path, ...]) -> bytes:
    if name.endswith(".toml"):
        own = [folder / name for folder in (*folders, Path()) if (folder / name).is_file()]
        if not own:
            why = "no such file of claims"
            instead = "A path starts in the folder of the case."
            raise InputError(Problem("[strategy.claims_from]", f"'{name}'", why, instead))
        return file_content(own[0], "a file of claims")
    folder = files("cellworth").joinpath("data", "claims")
    path = folder.joinpath(f"{name}.toml")
    if not path.is_file():
        known = [entry.name.removesuffix(".toml") for entry in folder.iterdir()]
        near = get_close_matches(name, known, n=1)
        instead = f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(sorted(known))}."
        raise InputError(Problem("[strategy.claims_from]", f"'{name}'", "no such file of claims", instead))
    return path.read_bytes()


def _parsed(name: str, content: bytes) -> ClaimsForm:
    place = f"claims/{name}.toml"
    raw, _ = parsed_toml(content, place, "a file of claims")
    return formed(raw, ClaimsForm, within(place))
