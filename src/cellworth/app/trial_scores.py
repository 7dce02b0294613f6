"""What a trial says: figures of one variant, from the outcomes of its worlds (S80)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cellworth.engine.trial.outcome import ORACLE, PROGRAM, Outcome
from cellworth.engine.trial.scores import Bin, Mean, calibration, mean_of, paired
from cellworth.evidence.scores import brier_score

__all__ = ["ENOUGH", "RULES", "TARGET", "Scores", "scores"]

TARGET = 0.05
"""Largest gap between stated and true chance that is called calibrated."""

ENOUGH = 30
"""Worlds from which a bin is judged."""

RULES = {
    "keep": "always keep",
    "cost_quote": "unit cost against quote",
    "point": "point-estimate NPV, claims at face value",
}
"""Rules in use, by key."""


@dataclass(frozen=True)
class Scores:
    """Figures of one variant; money in USD.

    Attributes
    ----------
    name : of the variant. n : worlds with scores. refused : worlds without, by reason.
    families : by family, stated chance, share of worlds' draws in which it was best, best on the mean.
    draws : calibration against the share of draws of shocks in which a family was best.
    realised : against the first draw. means : against the family best on the mean over shocks.
    leading : against draws, the leading family alone.
    inside, below : by name, share of draws inside the stated P5 to P95, and below it.
    inside_realised : the same for the first draw alone.
    regret, regret_realised : by decider. beaten : program less rule in the same worlds, by rule.
    beaten_realised : the same in the first draw.
    right : share of worlds in which a decider took the best strategy.
    events : calibration of the odds of events; brier : of the odds and of the priors.
    """

    name: str
    n: int
    refused: tuple[str, ...]
    families: dict[str, tuple[Mean, Mean, Mean]]
    draws: list[Bin]
    realised: list[Bin]
    means: list[Bin]
    leading: list[Bin]
    inside: dict[str, Mean]
    below: dict[str, Mean]
    inside_realised: dict[str, Mean]
    regret: dict[str, Mean]
    regret_realised: dict[str, Mean]
    beaten: dict[str, Mean]
    beaten_realised: dict[str, Mean]
    right: dict[str, Mean]
    events: list[Bin]
    brier: tuple[Mean, Mean]

    @property
    def missed(self) -> list[Bin]:
        """Bins with enough worlds whose gap is beyond the target."""
        return [entry for entry in self.draws if entry.worlds >= ENOUGH and abs(entry.gap.value) > TARGET]

    @property
    def judged(self) -> list[Bin]:
        """Bins with enough worlds."""
        return [entry for entry in self.draws if entry.worlds >= ENOUGH]


def scores(name: str, outcomes: Sequence[Outcome]) -> Scores:
    """Figures of a variant.

    Parameters
    ----------
    name : of the variant.
    outcomes : of its worlds; at least one must have scores.
    """
    good = [outcome for outcome in outcomes if not outcome.problem]
    deciders = [who for who in good[0].regret if who != ORACLE]
    regrets = [outcome.regret for outcome in good]
    first = [outcome.regret_realised for outcome in good]
    covered = dict.fromkeys(name for outcome in good for name in outcome.inside)
    return Scores(
        name=name,
        n=len(good),
        refused=tuple(outcome.problem for outcome in outcomes if outcome.problem),
        families=_families(good),
        draws=_bins(good, "best_share"),
        realised=_bins(good, "realised"),
        means=_bins(good, "best_mean"),
        leading=_leading(good),
        inside={key: _over(good, "inside", key) for key in covered},
        below={key: _over(good, "below", key) for key in covered},
        inside_realised={key: _over(good, "inside_realised", key) for key in covered},
        regret={who: mean_of([row[who] for row in regrets]) for who in deciders},
        regret_realised={who: mean_of([row[who] for row in first]) for who in deciders},
        beaten={rule: paired(regrets, PROGRAM, rule) for rule in RULES},
        beaten_realised={rule: paired(first, PROGRAM, rule) for rule in RULES},
        right={who: mean_of([float(row[who] <= 0.0) for row in regrets]) for who in deciders},
        events=_events(good),
        brier=_brier(good),
    )


def _over(outcomes: Sequence[Outcome], part: str, key: str) -> Mean:
    found = (getattr(outcome, part) for outcome in outcomes)
    return mean_of([row[key] for row in found if key in row])


def _families(outcomes: Sequence[Outcome]) -> dict[str, tuple[Mean, Mean, Mean]]:
    names = dict.fromkeys(family for outcome in outcomes for family in outcome.stated)
    parts = ("stated", "best_share", "best_mean")

    def over(part: str, family: str) -> Mean:
        return mean_of([getattr(outcome, part).get(family, 0.0) for outcome in outcomes])

    return {
        family: (over(parts[0], family), over(parts[1], family), over(parts[2], family)) for family in names
    }


def _bins(outcomes: Sequence[Outcome], part: str) -> list[Bin]:
    """Every family of every world is a statement."""
    rows = [
        (chance, getattr(outcome, part)[family], outcome.world)
        for outcome in outcomes
        for family, chance in outcome.stated.items()
    ]
    stated, came, world = (np.asarray(column) for column in zip(*rows, strict=True))
    return calibration(stated, came, world)


def _leading(outcomes: Sequence[Outcome]) -> list[Bin]:
    """The family with the largest stated chance alone."""
    rows = []
    for outcome in outcomes:
        family = max(outcome.stated, key=lambda name: outcome.stated[name])
        rows.append((outcome.stated[family], outcome.best_share[family], outcome.world))
    stated, came, world = (np.asarray(column) for column in zip(*rows, strict=True))
    return calibration(stated, came, world)


def _events(outcomes: Sequence[Outcome]) -> list[Bin]:
    rows = [
        (chance, float(is_true), outcome.world)
        for outcome in outcomes
        for chance, _, is_true in outcome.events
    ]
    if not rows:
        return []
    stated, came, world = (np.asarray(column) for column in zip(*rows, strict=True))
    return calibration(stated, came, world)


def _brier(outcomes: Sequence[Outcome]) -> tuple[Mean, Mean]:
    """Mean squared distance of odds and of priors from what is true, averaged inside each world."""
    told, prior = [], []
    for outcome in outcomes:
        if outcome.events:
            rows = np.asarray(outcome.events, dtype=float)
            told.append(float(brier_score(rows[:, 0], rows[:, 2])))
            prior.append(float(brier_score(rows[:, 1], rows[:, 2])))
    nothing = Mean(float("nan"), float("nan"), 0)
    return (mean_of(told), mean_of(prior)) if told else (nothing, nothing)
