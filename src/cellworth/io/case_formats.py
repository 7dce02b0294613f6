"""Cell formats that packs and suppliers of a case name, from the tables as known on its day."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from cellworth.core.errors import InputError, Problem
from cellworth.engine.decision_inputs import PackDesign, Provenance
from cellworth.engine.scenarios.places import in_format
from cellworth.io.case_forms import CaseForm
from cellworth.io.format_records import (
    POUCH,
    GradedNumber,
    cell_format,
    coating_limit,
    format_numbers,
    format_title,
)

__all__ = [
    "case_format",
    "format_limits",
    "format_origins",
    "formats_of",
    "in_formats",
    "refuse_formats",
    "with_format",
]

THICKEST = "positive_thickness_max"
FIXED = "positive_thickness"
WEAK = ("D", "E")
UNREAD = "line.surplus"
"""Of whole packs; a case counts cells by their energy."""


def case_format(text: str, where: str) -> str:
    """Identifier of the format a case names; empty for none, which is the pouch of the method.

    Raises
    ------
    InputError
        If there is no such format.
    """
    return cell_format(text, where) if text else ""


def with_format(pack: PackDesign, name: str, format_id: str) -> PackDesign:
    """A pack with cells of a format: its coating is at most what bends, or fits, in there.

    Parameters
    ----------
    pack : PackDesign
    name : of the new one.
    format_id : of the format; the pack's own where empty.
    """
    if not format_id:
        return pack
    inputs = {key: value for key, value in pack.inputs.items() if key != THICKEST}
    limit = coating_limit(format_id)
    if limit is not None and FIXED not in inputs:
        inputs[THICKEST] = limit
    return replace(pack, name=name, inputs=inputs, cell_format=format_id)


def in_formats(packs: Mapping[str, PackDesign], format_ids: Iterable[str]) -> dict[str, PackDesign]:
    """The packs, and each of them again in the formats that suppliers make."""
    again = {
        in_format(name, each): with_format(pack, in_format(name, each), each)
        for each in dict.fromkeys(format_ids)
        if each
        for name, pack in packs.items()
    }
    return {**packs, **again}


def _named(form: CaseForm) -> Iterator[tuple[str, str]]:
    """Where a format stands in a case, and its text."""
    yield from ((f"[packs.{name}.format]", pack.format) for name, pack in form.packs.items() if pack.format)
    for name, supplier in form.strategy.suppliers.items() if form.strategy else ():
        if supplier.format:
            yield f"[strategy.suppliers.{name}.format]", supplier.format


def formats_of(form: CaseForm) -> list[str]:
    """Identifiers of the formats a case names, each once, the pouch left out."""
    found = dict.fromkeys(cell_format(text, where) for where, text in _named(form))
    return [each for each in found if each != POUCH]


def _numbers(format_id: str) -> dict[str, GradedNumber]:
    """Numbers of a format that a case reads."""
    return {name: graded for name, graded in format_numbers(format_id).items() if name != UNREAD}


def format_origins(form: CaseForm) -> tuple[Provenance, ...]:
    """Every number of the formats of a case, with source and grade."""
    return tuple(
        Provenance(
            place=f"formats.{each}.{name}",
            given=f"{graded.number.value:.4g} {graded.number.unit}",
            source=graded.number.source,
            where=f"tables of formats, {format_title(each)}, X2 to X27",
            grade=graded.number.grade,
            known_from=datetime.date(graded.number.year, 12, 31),
            row="",
            rule="",
            parents=(),
        )
        for each in formats_of(form)
        for name, graded in _numbers(each).items()
    )


def format_limits(form: CaseForm) -> tuple[str, ...]:
    """What a reader should know of the formats of a case, a sentence each."""
    found = []
    for each in formats_of(form):
        grades = [graded.number.grade for graded in _numbers(each).values()]
        weak = sum(grade in WEAK for grade in grades)
        found.append(
            f"Cells as {format_title(each)}: {weak} of the {len(grades)} numbers of the format are estimates "
            "(grade D or E). The scenarios do not draw them. Rejects are those of the case."
        )
    return tuple(found)


def refuse_formats(form: CaseForm) -> Iterator[Problem]:
    """A format has a name, was known on the day of the case, and takes the coating that the pack asks for."""
    for where, text in _named(form):
        try:
            format_id = cell_format(text, where)
        except InputError as error:
            yield from error.problems
            continue
        if format_id != POUCH:
            yield from _known_later(form, where, format_id)
            yield from _too_thick(form, where, format_id)


def _known_later(form: CaseForm, where: str, format_id: str) -> Iterator[Problem]:
    last = max(graded.number.year for graded in _numbers(format_id).values())
    if last >= form.as_of.year:
        title = format_title(format_id)
        why = f"its numbers are of {last}, and the case knows nothing later than {form.as_of}"
        instead = f"Leave it out: the cells are pouches then; or set the case to {last + 1} or later."
        yield Problem(where, title, why, instead)


def _too_thick(form: CaseForm, where: str, format_id: str) -> Iterator[Problem]:
    limit = coating_limit(format_id)
    for name, pack in form.packs.items():
        here = where.startswith("[strategy") or where == f"[packs.{name}.format]"
        if limit is None or not here or pack.positive_thickness is None:
            continue
        if pack.positive_thickness.value > limit:
            found = f"{format_title(format_id)}, and a coating of {pack.positive_thickness.given}"
            why = f"a {format_title(format_id)} takes at most {limit:g} um"
            yield Problem(where, found, why, f"Coat thinner in packs.{name}, or name another format.")
