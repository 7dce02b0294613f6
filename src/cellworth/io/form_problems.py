"""Flaws of form in the words of the house: what a schema refuses, told to a person who wrote the file."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, TypeAlias, TypeVar

from pydantic import BaseModel, ValidationError

from cellworth.core.errors import InputError, Problem
from cellworth.io.case_layers import field_kinds
from cellworth.io.case_numbers import PROVENANCE
from cellworth.io.spreads import SPREAD_KEYS

__all__ = ["form_problems", "formed", "sentence", "shown", "value_refused", "why_not", "within"]

FormOfKind = TypeVar("FormOfKind", bound=BaseModel)
Where: TypeAlias = Callable[[Sequence[str]], str]

LONGEST = 60
"""Letters of a text that are shown."""

NEAR = 0.8
"""Likeness of names of which one may be a slip; those of years and sizes are more alike than that."""

KEY = "[key]"
"""Stands last in the place of a key that is wrong itself."""

KINDS = {
    "bool": "true or false",
    "date": "a date such as 2016-08-31",
    "dict": "a table of entries",
    "finite_number": "a finite number",
    "float": "a number",
    "int": "a whole number",
    "list": "a list in brackets",
    "model": "a table of entries",
    "none": "nothing",
    "string": "a text in quotes",
    "tuple": "a list in brackets",
}
"""What is due, by the start of the schema's word for the flaw."""

LIMITS = {
    "greater_than": "it must be above {gt:.10g}",
    "greater_than_equal": "it must be at least {ge:.10g}",
    "less_than": "it must be below {lt:.10g}",
    "less_than_equal": "it must be at most {le:.10g}",
    "literal_error": "one of {expected} is due",
    "string_pattern_mismatch": "it must read as {pattern}",
    "string_too_long": "at most {max_length:,} letters are taken",
    "string_too_short": "it must not be empty",
    "too_long": "at most {max_length:,} entries are taken",
    "too_short": "at least {min_length:,} must stand there",
}
"""Of a value of the right kind."""


def formed(raw: Mapping[str, Any], form: type[FormOfKind], where: Where) -> FormOfKind:
    """What was read, in its form.

    Parameters
    ----------
    raw : what was read. form : it should have. where : as of `form_problems`.

    Raises
    ------
    InputError
        With every flaw of form.
    """
    try:
        return form.model_validate(raw)
    except ValidationError as error:
        raise InputError(*form_problems(error, raw, form, where)) from None


def within(place: str) -> Where:
    """Says where keys stand in a file: its place, and the keys in brackets."""
    return lambda keys: f"{place} [{'.'.join(keys)}]" if keys else place


def form_problems(
    error: ValidationError,
    raw: Mapping[str, Any],
    form: type[BaseModel],
    where: Where,
    *,
    whole: str = "",
) -> list[Problem]:
    """Every flaw of form; entries missing in one place, and the kinds one value might have, in one sentence.

    Parameters
    ----------
    error : of the schema.
    raw : what was read.
    form : it should have.
    where : says where the keys of a place stand, from the outside in; none for the whole file.
    whole : what to do where entries of the whole file are missing.
    """
    missing: dict[tuple[str, ...], list[str]] = {}
    others: dict[tuple[str, ...], list[Any]] = {}
    for entry in error.errors():
        place = _place(entry, raw)
        if entry["type"] == "missing":
            missing.setdefault(place[:-1], []).append(place[-1])
        else:
            others.setdefault(place, []).append(entry)
    problems = [_needed(place, names, raw, where, whole) for place, names in missing.items()]
    return [*problems, *(_refused(place, flaws, raw, form, where) for place, flaws in others.items())]


def _place(entry: Any, raw: Any) -> tuple[str, ...]:
    """Keys of a place as a person wrote them, without the schema's own names of what a value may be."""
    parts, here = [], raw
    for part in entry["loc"]:
        found, below = _below(here, part)
        if found or (entry["type"] == "missing" and part == entry["loc"][-1]):
            parts.append(str(part))
            here = below
    return tuple(parts)


def _below(here: Any, part: Any) -> tuple[bool, Any]:
    if isinstance(here, Mapping):
        return next(((True, below) for key, below in here.items() if str(key) == str(part)), (False, here))
    if isinstance(here, list | tuple) and isinstance(part, int) and part < len(here):
        return True, here[part]
    return False, here


def _needed(place: tuple[str, ...], names: list[str], raw: Any, where: Where, whole: str) -> Problem:
    """Entries that do not stand in one place; an entry that has a near namesake is a slip of the pen."""
    origin = "Give it with the number, or once at the head of the section."
    instead = origin if set(names) <= set(PROVENANCE) else _namesake(place, raw) if place else whole
    if len(names) == 1:
        return Problem(where((*place, names[0])), "nothing stands there", "this entry is needed", instead)
    listed = f"{', '.join(names[:-1])} and {names[-1]}"
    return Problem(where(place), f"no {listed}", "these entries are needed", instead)


def _namesake(place: tuple[str, ...], raw: Any) -> str:
    """Offers the nearest other name in the same table."""
    for key in place[:-1]:
        _, raw = _below(raw, key)
    others = [str(key) for key in raw if str(key) != place[-1]] if isinstance(raw, Mapping) else []
    near = get_close_matches(place[-1], others, n=1, cutoff=NEAR)
    return f"Did you mean '{near[0]}'?" if near else ""


def _refused(
    place: tuple[str, ...], flaws: list[Any], raw: Any, form: type[BaseModel], where: Where
) -> Problem:
    """What stands in one place and cannot."""
    entry = flaws[0]
    if entry["type"] == "extra_forbidden":
        known = list(_known_keys(place[:-1], raw, form))
        near = get_close_matches(place[-1], known, n=1)
        listed = f"Known here: {', '.join(known)}." if known else ""
        instead = f"Did you mean '{near[0]}'?" if near else listed
        why = "an unknown key would be ignored silently"
        return Problem(where(place), f"unknown key '{place[-1]}'", why, instead)
    why, instead = why_not(flaws)
    named = f"the key '{place[-1]}'" if entry["loc"][-1] == KEY else shown(entry.get("input"))
    return Problem(where(place), f"found {named}", why, instead)


def why_not(flaws: Sequence[Any]) -> tuple[str, str]:
    """Why a value cannot be, and what would be right.

    Parameters
    ----------
    flaws : of one value, as the schema tells them; several where it might have several forms.
    """
    kinds = [_kind_due(entry["type"]) for entry in flaws]
    # a value that breaks a limit has the kind the limit is for, so no other kind is meant
    entry = next((entry for entry, kind in zip(flaws, kinds, strict=True) if not kind), None)
    if entry is None:
        *most, last = dict.fromkeys(kinds)
        return f"{', '.join(most)}{' or ' if most else ''}{last} is due", ""
    context = entry.get("ctx", {})
    if entry["type"] == "quantity":
        return context["why"], sentence(context["instead"])
    if entry["type"] in LIMITS:
        return LIMITS[entry["type"]].format(**context), _nearest(entry)
    return entry["msg"][:1].lower() + entry["msg"][1:], ""


def sentence(text: str) -> str:
    """Words as a sentence; nothing stays nothing."""
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def value_refused(error: BaseException | None) -> str:
    """What was found and why it cannot be, of one value a schema refused; empty for any other error."""
    if not isinstance(error, ValidationError):
        return ""
    flaws = error.errors()
    why, _ = why_not(flaws)
    return f"{shown(flaws[0].get('input'))}; {why}."


def _kind_due(flaw: str) -> str:
    """What is due where a value is of another kind; empty for any other flaw."""
    if flaw in LIMITS:
        return ""
    return next((due for kind, due in KINDS.items() if flaw == kind or flaw.startswith(f"{kind}_")), "")


def _nearest(entry: Any) -> str:
    """The choice that was meant."""
    given = entry.get("input")
    if entry["type"] != "literal_error" or not isinstance(given, str):
        return ""
    choices = [part for part in entry["ctx"]["expected"].split("'") if part.strip(" ,") not in ("", "or")]
    near = get_close_matches(given, choices, n=1)
    return f"Did you mean '{near[0]}'?" if near else ""


def shown(given: Any) -> str:
    """A value as a person wrote it; a table by its number, a long text by its start."""
    if isinstance(given, Mapping):
        spread = {key: given[key] for key in SPREAD_KEYS if key in given}
        if spread:
            return ", ".join(f"{key} {value}" for key, value in spread.items())
        return shown(given["value"]) if "value" in given else "a table"
    if isinstance(given, bool):
        return str(given).lower()
    if isinstance(given, list | tuple):
        return "a list"
    text = repr(given) if isinstance(given, str) else str(given)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _known_keys(place: Sequence[str], raw: Any, form: type[BaseModel]) -> Iterator[str]:
    """Keys allowed at a place of a file."""
    path = list(place)
    here: Any = raw
    while path:
        key = path.pop(0)
        kind, inner = field_kinds(form).get(key, ("plain", None))
        here = here.get(key) if isinstance(here, Mapping) else None
        if inner is None:
            return
        form = inner
        if path and (kind in ("forms", "numbers") or isinstance(here, list | tuple)):
            path.pop(0)
    yield from field_kinds(form)
