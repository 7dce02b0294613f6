"""Coordinate search with a small beam over levers, on fixed draws, bounded and interruptible (S82)."""

import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from cellworth.engine.executors import ALONE, Workers
from cellworth.engine.search.levers import FAMILIES, Levels, Way, alternatives, kind_of, starts
from cellworth.engine.search.world import Measured, World, compared

__all__ = ["Bounds", "Climbed", "climb"]

AT_ONCE = 24
"""Ways valued between two looks at the clock."""


@dataclass(frozen=True)
class Bounds:
    """When a search ends.

    Attributes
    ----------
    ways : most ways valued.
    beam : kinds of a family followed at once.
    seconds : most time, looked at between steps; none for no bound. With it two searches may differ.
    """

    ways: int
    beam: int
    seconds: float | None = None


@dataclass
class Climbed:
    """What a search knows.

    Attributes
    ----------
    known : every way valued, in the order of the search.
    by_family : ways valued in each family.
    ended : ``done``, ``ways``, ``seconds`` or ``interrupted``; a family's own end is in `whole`.
    whole : families whose last sweep over all levers found nothing better.
    evaluations : cost evaluations of all paths.
    fallback : best way that sells nothing, which follows a sale that fails; none for the menu's.
    """

    known: dict[Way, Measured] = field(default_factory=dict)
    by_family: dict[str, int] = field(default_factory=dict)
    ended: str = "done"
    whole: tuple[str, ...] = ()
    evaluations: int = 0
    fallback: Way | None = None


def climb(
    world: World,
    levels: Levels,
    bounds: Bounds,
    *,
    workers: Workers = ALONE,
    progress: Callable[[int, int], None] | None = None,
) -> Climbed:
    """Search every family by itself: one lever after the other, the best few kinds followed.

    An interrupt ends the search; what is known then is kept. Each family may use its even part of what is
    left, so that what one does not need goes to the next.

    Parameters
    ----------
    world : World
    levels : tried on each lever.
    bounds : when it ends.
    workers : who does it; the figures do not hang on it.
    progress : called with ways valued and the most there will be.
    """
    search = _Search(world, levels, bounds, workers, progress)
    of_family = starts(world.case, levels)
    families = [family for family in FAMILIES if family in of_family]
    found = search.found
    try:
        for place, family in enumerate(families):
            if family == "sell":
                search.fall_back()
            before = len(found.known)
            share = before + (bounds.ways - before) // (len(families) - place)
            if search.family(family, of_family[family], share):
                found.whole = (*found.whole, family)
        if len(found.whole) < len(families):
            found.ended = "ways"
    except _OutOfTimeError:
        found.ended = "seconds"
    except KeyboardInterrupt:
        found.ended = "interrupted"
    found.by_family = dict(Counter(way.family for way in found.known))
    if progress:
        progress(bounds.ways, bounds.ways)
    return found


class _OutOfTimeError(Exception):
    """The time given is over."""


@dataclass
class _Search:
    """A search under way."""

    world: World
    levels: Levels
    bounds: Bounds
    workers: Workers
    progress: Callable[[int, int], None] | None
    found: Climbed = field(default_factory=Climbed)
    started: float = field(default_factory=time.monotonic)

    def family(self, family: str, first: list[Way], most: int) -> bool:
        """Search one family; whether it ended by itself."""
        if not self.value(first, most):
            return False
        front = self.front(family)
        while True:
            before = [self.rank(way) for way in front]
            levers = list(alternatives(self.world.case, self.levels, front[0]))
            for lever in levers:
                moved = [
                    way
                    for each in front
                    for way in alternatives(self.world.case, self.levels, each).get(lever, ())
                ]
                if not self.value(moved, most):
                    return False
                front = self.front(family)
            if [self.rank(way) for way in front] == before:
                return True

    def front(self, family: str) -> list[Way]:
        """Best ways of a family, each of another kind."""
        own = sorted((way for way in self.found.known if way.family == family), key=self.rank, reverse=True)
        best: dict[object, Way] = {}
        for way in own:
            best.setdefault(kind_of(way), way)
        return list(best.values())[: self.bounds.beam]

    def fall_back(self) -> None:
        """From here on sales are held against the best way found that sells nothing."""
        best = max(self.found.known, key=self.rank)
        self.found.fallback = best
        self.world = replace(self.world, instead=self.world.values([best])[best].value)

    def rank(self, way: Way) -> tuple[bool, float]:
        """By which ways are ranked."""
        return self.found.known[way].rank

    def value(self, ways: Iterable[Way], most: int) -> bool:
        """Value what is not known yet; False where the bound cuts it short."""
        known = self.found.known
        missing = [way for way in dict.fromkeys(ways) if way not in known]
        missing.sort(key=lambda way: way.start_year)
        room = max(most - len(known), 0)
        for first in range(0, min(len(missing), room), AT_ONCE):
            if self.bounds.seconds is not None and time.monotonic() - self.started > self.bounds.seconds:
                raise _OutOfTimeError
            part = missing[first : min(first + AT_ONCE, room)]
            counted: dict[int, int] = {}
            for way, valuation in self.world.values(part, self.workers).items():
                known[way] = compared(self.world, valuation)
                counted[valuation.group] = valuation.evaluations
            self.found.evaluations += sum(counted.values())
            if self.progress:
                self.progress(len(known), self.bounds.ways)
        return len(missing) <= room
