"""The best design by one output within bounds of others."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.optimize import NonlinearConstraint, differential_evolution

from cellworth.app.study_asked import Asked, StudyResult, with_unit
from cellworth.core.errors import InputError, Problem

__all__ = ["optimise"]

GENERATIONS = 200
TOLERANCE = 1e-6
"""Spread of the outputs of a generation, over their mean, at which the search ends."""
FAR = 1e6
"""Stands for an output of a design that has no solution, times the bound it is to keep."""
TIGHT = 1e-3


@dataclass
class _Search:
    """Designs of a search, each computed once."""

    asked: Asked
    known: dict[bytes, tuple[float, ...]] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        return list(self.asked.form.vary)

    @property
    def wanted(self) -> tuple[str, ...]:
        return (self.asked.outputs[0], *self.asked.form.limits)

    def bounds(self) -> list[tuple[float, float]]:
        """Ends of each input; places in the list for one with a list of values."""
        form = self.asked.form
        return [
            (0.0, len(form.vary[name].values) - 1.0) if form.vary[name].values else self.asked.ends(name)
            for name in self.names
        ]

    def row(self, point: Any) -> dict[str, Any]:
        """Inputs of a point."""
        found = {}
        for name, place in zip(self.names, point, strict=True):
            listed = self.asked.form.vary[name].values
            found[name] = self.asked.values(name)[round(place)] if listed else float(place)
        return found

    def outputs(self, points: Any) -> Any:
        """Wanted outputs of points (k, s), as (o, s); NaN where there is no solution."""
        columns = np.atleast_2d(points.T)
        new = {each.tobytes(): each for each in columns if each.tobytes() not in self.known}
        if new:
            found = self.asked.evaluate([self.row(each) for each in new.values()], outputs=self.wanted)
            values = np.stack([self.asked.numbers(name, found) for name in self.wanted], axis=1)
            self.known |= dict(zip(new, map(tuple, values), strict=True))
        return np.reshape([self.known[each.tobytes()] for each in columns], (-1, len(self.wanted))).T


def _constraint(search: _Search) -> NonlinearConstraint:
    """Bounds of the outputs, and that there is a solution (the first row)."""
    limits = search.asked.limits.values()
    low, high = [low for low, _ in limits], [high for _, high in limits]
    outside = [
        b + FAR * max(abs(b), 1.0) if np.isfinite(b) else a - FAR * max(abs(a), 1.0)
        for a, b in zip(low, high, strict=True)
    ]

    def kept(points: Any) -> Any:
        found = search.outputs(points)
        bounded = np.where(np.isnan(found[1:]), np.asarray(outside)[:, None], found[1:])
        return np.vstack([np.isnan(found[:1]), bounded])

    return NonlinearConstraint(kept, [-np.inf, *low], [0.5, *high])


def optimise(asked: Asked) -> StudyResult:
    """The design with the smallest (or largest) first output within the limits.

    Differential evolution over continuous inputs and lists, a generation of designs at a time, from points
    keyed by the seed. The design found is computed once more by itself.

    Parameters
    ----------
    asked : with inputs that vary between ends or over a list.

    Raises
    ------
    InputError
        If no design within the limits was found.
    """
    search = _Search(asked)
    sign = asked.form.sign(asked.outputs[0])

    def aim(points: Any) -> Any:
        found = sign * search.outputs(points)[0]
        return np.where(np.isnan(found), np.inf, found)

    found = _evolve(search, aim)
    row = search.row(found.x)
    outputs = asked.evaluate([row], outputs=_told(asked))
    _refuse_outside(search, outputs)
    base = {name: each for name, each in asked.base().items() if name in row}
    start = asked.evaluate([base], outputs=_told(asked))
    columns: dict[str, Any] = {"design": np.asarray(["base", "best"], dtype=object)}
    for name in row:
        columns[asked.titled(name)] = np.asarray([base.get(name), row[name]], dtype=object)
    for name, value in outputs.items():
        columns[asked.heading(name)] = np.asarray([start[name][0], value[0]])
    if asked.limits:
        columns["breaks"] = np.asarray([", ".join(_broken(asked, each)) for each in (start, outputs)])
    ended = "the search ended by itself" if found.success else f"stopped after {GENERATIONS} generations"
    notes = (f"{len(search.known):,} designs compared; {ended}.", *_binding(asked, outputs))
    return asked.result(columns, len(search.known) + 2, notes)


def _evolve(search: _Search, aim: Callable[[Any], Any]) -> Any:
    vary = search.asked.form.vary
    return differential_evolution(
        aim,
        search.bounds(),
        constraints=(_constraint(search),),
        integrality=[bool(vary[name].values) for name in search.names],
        maxiter=GENERATIONS,
        tol=TOLERANCE,
        init="sobol",
        polish=False,
        updating="deferred",
        vectorized=True,
        rng=np.random.default_rng(search.asked.form.seed),
    )


def _told(asked: Asked) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*asked.outputs, *asked.form.limits)))


def _broken(asked: Asked, outputs: Mapping[str, Any]) -> list[str]:
    """Limits that a design breaks; all if it has no solution."""
    return [name for name, (low, high) in asked.limits.items() if not low <= outputs[name][0] <= high]


def _refuse_outside(search: _Search, outputs: Mapping[str, Any]) -> None:
    """Refuse an end of the search that has no solution or breaks a limit."""
    asked, first = search.asked, search.wanted[0]
    broken = [*([first] if np.isnan(outputs[first][0]) else []), *_broken(asked, outputs)]
    if broken:
        nearest = ", ".join(
            f"{name} {with_unit(outputs[name][0], asked.heading(name))}" for name in dict.fromkeys(broken)
        )
        why = f"{len(search.known):,} designs were compared; the nearest has {nearest}"
        raise InputError(Problem(asked.path, "no design keeps the limits", why, "Loosen one, or vary more."))


def _binding(asked: Asked, outputs: Mapping[str, Any]) -> tuple[str, ...]:
    """Limits that hold the answer, in words."""
    found = []
    for name, limit in asked.limits.items():
        for bound in filter(np.isfinite, limit):
            if abs(float(outputs[name][0]) - bound) <= TIGHT * abs(bound):
                found.append(f"{name} is at its limit, {with_unit(bound, asked.heading(name))}.")
    return tuple(found)
