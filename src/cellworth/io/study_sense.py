"""Whether the parts of a study fit together: names, ranges, and what each kind needs."""

import math
from collections.abc import Iterator, Mapping

from cellworth.core.errors import InputError, Problem
from cellworth.io.input_schema import input_definitions, nearest
from cellworth.io.output_names import is_output
from cellworth.io.study_files import METAL, RANGES, StudyForm, study_place

__all__ = ["check_study"]

OF_ALL = ("kind", "case", "base", "vary")
OF_PACKS, OF_CASE = ("metals", "outputs"), ("scenarios", "seed")
SPACED = ("vary.values", "vary.from", "vary.to", "vary.points")
RANGE, DRAWN = ("vary.from", "vary.to"), ("samples", "seed")
KEYS: Mapping[str, tuple[str, ...]] = {
    "grid": SPACED,
    "one-at-a-time": SPACED,
    "inverse": (*RANGE, "target", "against"),
    "pareto": (*RANGE, *DRAWN, "best"),
    "sobol": (*RANGE, *DRAWN, "vary.group"),
    "switch-map": (*SPACED, "options", "best"),
    "optimise": ("vary.values", *RANGE, "limits", "best", "seed"),
    "discover": (*RANGE, *DRAWN, "bad"),
}
"""Keys of each kind of study of packs, beside those of all."""
KEYS_OF_CASE: Mapping[str, tuple[str, ...]] = {
    **{kind: (*keys, "outputs") for kind, keys in KEYS.items() if kind != "optimise"},
    "switch-map": SPACED,
    "discover": ("outputs", "bad"),
}
"""The same of a case: its map is of what leads, its discovery of its own draws."""
MOST_POINTS = 1_000_000
"""Of a grid or a map."""


def check_study(form: StudyForm, path: str) -> None:
    """Refuse what cannot be; all flaws at once.

    Parameters
    ----------
    form : as read. path : of its file.

    Raises
    ------
    InputError
        If a name is unknown, or the parts do not fit the kind.
    """
    checks = (_names, _used, _whole, _vary, _size, _inverse, _options, _best, _limits, _case)
    problems = [problem for check in checks for problem in check(form, path)]
    if problems:
        raise InputError(*problems)


def _names(form: StudyForm, path: str) -> Iterator[Problem]:
    """Names of packs; those of a case are looked up in the case."""
    if form.case:
        return
    known = input_definitions()
    given = [("base", name) for name in form.base]
    given += [("against", name) for name in form.against]
    given += [("vary", name) for name in form.vary]
    for option, differences in form.options.items():
        given += [(f"options.{option}", name) for name in differences]
    for part, name in given:
        if not name.startswith(METAL) and name not in known:
            where = study_place(path, *part.split("."), name)
            yield Problem(where, "no input has this name", "unknown", nearest(name, known))
    for name in (*form.outputs, *form.limits):
        if not is_output(name):
            yield Problem(study_place(path, "outputs"), f"'{name}'", "no output has this name")


def _used(form: StudyForm, path: str) -> Iterator[Problem]:
    """Each key must be of the kind: what is not used would pass for an answer."""
    tables = {"packs": (OF_PACKS, KEYS), "a case": (OF_CASE, KEYS_OF_CASE)}
    what = "a case" if form.case else "packs"
    shared, kinds = tables[what]
    known = (*OF_ALL, *shared, *kinds.get(form.kind, form.keys))
    for key in form.keys:
        if key in known:
            continue
        of = [f'"{kind}"' for kind in kinds if key in kinds[kind]]
        other = next(name for name in tables if name != what)
        told = " and ".join(filter(None, (", ".join(of[:-1]), *of[-1:]))) or f"studies of {other}"
        why = f'it is of {told}, not of "{form.kind}" of {what}'
        yield Problem(study_place(path, *key.split(".")), "not used", why, "Leave it out.")


def _whole(form: StudyForm, path: str) -> Iterator[Problem]:
    if not form.vary and not (form.kind == "discover" and form.case):
        yield Problem(path, "nothing to vary", "a study varies an input", "Add [vary].")
    if any(name.startswith(METAL) for name in form.vary) and not form.metals:
        why = "the other metals need a day"
        yield Problem(path, "a metal without metals", why, 'Add metals = "2024".')


def _vary(form: StudyForm, path: str) -> Iterator[Problem]:
    if form.kind == "discover" and form.case:
        return
    ranges = form.kind in (*RANGES, "discover")
    for name, vary in form.vary.items():
        ends = vary.start is not None and vary.end is not None
        if (not ends and (ranges or not vary.values)) or (ends and vary.values):
            why = "from and to are due" if ranges else "values, or from and to, are due"
            yield Problem(study_place(path, "vary", name), "no range", why)
    if form.kind == "switch-map" and len(form.vary) != 2:
        yield Problem(study_place(path, "vary"), f"{len(form.vary)} inputs vary", "a map has two")


def _size(form: StudyForm, path: str) -> Iterator[Problem]:
    """Every combination stands in memory: more than this is a table for `cellworth batch`."""
    if form.kind not in ("grid", "switch-map"):
        return
    points = math.prod(len(vary.values) or vary.points for vary in form.vary.values())
    if points > MOST_POINTS:
        why = f"at most {MOST_POINTS:,} are answered at once"
        instead = "Take fewer points, or give the designs as a table to cellworth batch."
        yield Problem(study_place(path, "vary"), f"{points:,} combinations", why, instead)


def _inverse(form: StudyForm, path: str) -> Iterator[Problem]:
    if form.kind == "inverse":
        if len(form.vary) != 1:
            found = f"{len(form.vary)} inputs vary"
            yield Problem(study_place(path, "vary"), found, "an inverse study solves for one")
        if (form.target is None) == (not form.against):
            why = "an inverse study has a target, or a design to be as good as"
            yield Problem(path, "target and against", why, "Give one of them.")


def _options(form: StudyForm, path: str) -> Iterator[Problem]:
    wanted = form.kind == "switch-map" and not form.case
    if wanted and len(form.options) < 2:
        why = "a switch map of packs has two designs or more to choose from"
        yield Problem(study_place(path, "options"), f"{len(form.options)} options", why, "Add [options].")


def _best(form: StudyForm, path: str) -> Iterator[Problem]:
    """Each name must be an output that the kind makes best."""
    made = form.outputs if form.kind == "pareto" else form.outputs[:1]
    for name in () if isinstance(form.best, str) else form.best:
        if name not in made:
            why = f"made best is {', '.join(made) or 'what outputs names'}"
            yield Problem(study_place(path, "best", name), f"'{name}'", why, "Name it in outputs.")


def _limits(form: StudyForm, path: str) -> Iterator[Problem]:
    for name, limit in form.limits.items():
        if limit.at_least is None and limit.at_most is None:
            why = "at_least or at_most is due"
            yield Problem(study_place(path, "limits", name), "no bound", why)
    if form.kind == "discover" and form.bad.at_least is None and form.bad.at_most is None:
        why = "a discovery says which values of the first output are bad"
        yield Problem(study_place(path, "bad"), "bad", why, "For example bad = { at_least = 120 }.")


def _case(form: StudyForm, path: str) -> Iterator[Problem]:
    if form.case and form.kind == "optimise":
        why = "its best strategy is what the case itself finds"
        yield Problem(study_place(path, "kind"), "optimise", why, "Ask for a switch map.")
