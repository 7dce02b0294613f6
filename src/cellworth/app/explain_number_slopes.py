"""Derivatives of a difference in worth to numbers of a case that are not drawn: designs, plans, prices."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import numpy as np

from cellworth.app.case_numbers import case_node, number_unit, stated_number
from cellworth.app.explain_gradient import Slope
from cellworth.core.constants import PERCENT
from cellworth.io.case_numbers import Number

if TYPE_CHECKING:
    from cellworth.engine.strategy_gradients import Compared, StrategyGradients

__all__ = ["QUANTITIES", "group_of", "number_slopes"]

QUANTITIES = "quantities, by their draws"
GROUPS = {
    "packs": "designs of packs",
    "programmes": "planned volumes",
    "prices": "prices of materials",
    "indices": "prices of materials",
    "plants": "shares and first years of plants",
    "suppliers": "plans and terms of suppliers",
    "places": "prices of energy",
}
OTHERS = "other plans and terms"


def group_of(place: str) -> str:
    """Heading under which a number of a case is listed."""
    return GROUPS.get(place.partition(".")[0], OTHERS)


def number_slopes(
    compared: "Compared", found: "StrategyGradients", pair: str, stated: Mapping[str, Number]
) -> Iterator[Slope]:
    """Derivative to each number, and to each path over the years with that of every year.

    Parameters
    ----------
    compared : strategies of the case.
    found : its derivatives.
    pair : name of the difference.
    stated : numbers of the case as written, by their place there.
    """
    paths: dict[str, dict[str, tuple[float, float]]] = {}
    for place, number in compared.numbers.items():
        slopes = np.atleast_1d(found.by_number[pair][place])
        head, _, last = place.rpartition(".")
        years = [str(year) for year in compared.case.years]
        if isinstance(number, tuple):
            names = years if len(number) == len(years) else [str(k + 1) for k in range(len(number))]
            paths[place] = dict(zip(names, zip(number, map(float, slopes), strict=True), strict=True))
        elif last.isdigit():
            paths.setdefault(head, {})[last] = number, float(slopes[0])
        else:
            paths[place] = {"": (number, float(slopes[0]))}
    for place, by_year in paths.items():
        yield _slope(place, by_year, found.values[pair], stated)


def _slope(
    place: str, by_year: Mapping[str, tuple[float, float]], value: float, stated: Mapping[str, Number]
) -> Slope:
    """A number or a path; its years move together, and each by itself."""
    known = {number for number, _ in by_year.values()}
    weighed = sum(number * slope for number, slope in by_year.values())
    told = stated_number(place, stated)
    return Slope(
        name=place,
        unit=number_unit(place, stated),
        value=known.pop() if len(known) == 1 else None,
        derivative=sum(slope for _, slope in by_year.values()),
        elasticity=weighed / value if value else None,
        leaf=case_node(*told).leaf if told else None,
        per_percent=weighed / PERCENT,
        group=group_of(place),
        by_year={year: slope for year, (_, slope) in by_year.items() if year},
    )
