"""Files of claims shared by cases; what was not yet said on the day of a case is left out."""

import datetime
import hashlib
import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.resources import files
from typing import Protocol

from pydantic import ValidationError

from cellworth.core.errors import InputError, Problem
from cellworth.io.case_files import Layer, located
from cellworth.io.strategy_forms_evidence import ClaimForm, ClaimsForm, SourceForm

__all__ = ["NO_EVIDENCE", "Evidence", "claims_known", "located_claims"]


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


def claims_known(form: HasClaims, as_of: datetime.date) -> Evidence:
    """All claims of a case, those of its files as far as they were known on its day.

    Raises
    ------
    InputError
        If a file is missing or has a flaw.
    """
    sources: dict[str, SourceForm] = {}
    claims: dict[str, ClaimForm] = {}
    read = []
    for name in form.claims_from:
        content = _content(name)
        found = _parsed(name, content)
        sources |= found.sources
        claims |= {key: claim for key, claim in found.claims.items() if claim.known_from <= as_of}
        read.append((f"claims/{name}.toml", hashlib.sha256(content).hexdigest()))
    return Evidence(sources | form.sources, claims | form.claims, tuple(read))


def located_claims(form: HasClaims, as_of: datetime.date, layers: list[Layer]) -> Evidence:
    """All claims of a case; flaws are told with the line of the case.

    Raises
    ------
    InputError
        If a file of claims is missing or has a flaw.
    """
    try:
        return claims_known(form, as_of)
    except InputError as error:
        raise InputError(*(located(layers, problem) for problem in error.problems)) from error


def _content(name: str) -> bytes:
    folder = files("cellworth").joinpath("data", "claims")
    path = folder.joinpath(f"{name}.toml")
    if not path.is_file():
        known = [entry.name.removesuffix(".toml") for entry in folder.iterdir()]
        near = get_close_matches(name, known, n=1)
        instead = f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(sorted(known))}."
        raise InputError(Problem("[strategy.claims_from]", f"'{name}'", "no such file of claims", instead))
    return path.read_bytes()


def _parsed(name: str, content: bytes) -> ClaimsForm:
    try:
        return ClaimsForm.model_validate(tomllib.loads(content.decode("utf-8")))
    except ValidationError as error:
        flaws = [
            Problem(
                f"claims/{name}.toml [{'.'.join(map(str, flaw['loc']))}]",
                str(flaw["msg"]),
                "it cannot be read",
            )
            for flaw in error.errors()
        ]
        raise InputError(*flaws) from error
