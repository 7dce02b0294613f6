"""Back-test: a case as of its day is run, then scored against what became known later."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from cellworth.app.run import SEED, decide
from cellworth.app.stakes import is_stakes, stakes
from cellworth.engine.backtest import (
    Score,
    StructureFact,
    score_closing,
    score_event,
    score_path,
    score_price,
    score_stakes,
    score_structure,
)
from cellworth.engine.blocks import Progress
from cellworth.engine.executors import Workers
from cellworth.engine.scenarios.case import StrategyCase
from cellworth.engine.scenarios.result import StrategyResult
from cellworth.io.cases import load_case
from cellworth.io.outcome_files import Outcome, load_outcome, outcome_names
from cellworth.io.strategy_records import strategy_case
from cellworth.report.figures import upper

__all__ = ["SCENARIOS", "Backtest", "backtest", "backtest_names", "without_hindsight"]

SCENARIOS = 4096
LATER = "known_later"


@dataclass(frozen=True)
class Backtest:
    """A case that was run and scored.

    Attributes
    ----------
    name, title, as_of : of the case. story : what came, in words.
    answer : what the run says, in a sentence. family : of its first choice; empty for a case of stakes.
    scores : items. not_scored : what could not be scored, and why.
    weak, numbers : numbers of grade D or E, and all numbers, that the run rests on.
    scenarios : drawn; zero for a case of stakes.
    """

    name: str
    title: str
    as_of: str
    story: str
    answer: str
    family: str
    scores: tuple[Score, ...]
    not_scored: tuple[str, ...]
    weak: int
    numbers: int
    scenarios: int

    @property
    def hits(self) -> int:
        """Items hit."""
        return sum(score.hit for score in self.scores)


def backtest_names() -> tuple[str, ...]:
    """Shipped cases whose outcome is stored."""
    return outcome_names()


def without_hindsight(raw: dict[str, Any]) -> dict[str, Any]:
    """The case without what it shows beside its results as known later."""
    return {key: value for key, value in raw.items() if not key.startswith(LATER)}


def backtest(
    name: str,
    *,
    n_scenarios: int = SCENARIOS,
    seed: int = SEED,
    workers: Workers | None = None,
    progress: Progress | None = None,
    outcome_of: Callable[..., Outcome] = load_outcome,
) -> Backtest:
    """Run a shipped case on what was known, then read what came and score it.

    Parameters
    ----------
    name : of a case that has a file in data/outcomes.
    n_scenarios, seed : of the run.
    workers : who does it; all cores by default.
    progress : called with scenarios done and `n_scenarios`.
    outcome_of : (name, day of the case) to what came; called only when the run is done.

    Raises
    ------
    InputError
        If the case cannot be used, or nothing is stored of what came.
    """
    if is_stakes(name):
        return _of_stakes(name, outcome_of)
    asked = strategy_case(load_case(name, without_hindsight))
    result = decide(asked, n_scenarios=n_scenarios, seed=seed, workers=workers, progress=progress)
    came = outcome_of(asked.name, asked.as_of)
    scores = [score_path(result, fact) for fact in came.paths]
    if came.structure is not None:
        scores += score_structure(result, came.structure)
    if came.prices:
        priced = _at_terms_that_came(asked, came.structure, n_scenarios, seed, workers)
        scores += [score_price(priced, fact) for fact in came.prices]
    scores += [score_closing(result, fact, came.flag_below) for fact in came.closings]
    scores += [score_event(result, fact) for fact in came.events]
    return Backtest(
        name=asked.name,
        title=asked.title,
        as_of=asked.as_of.isoformat(),
        story=came.story,
        answer=_answer(result),
        family=result.family,
        scores=tuple(scores),
        not_scored=came.not_scored,
        weak=sum(number.grade in "DE" for number in asked.numbers),
        numbers=len(asked.numbers),
        scenarios=n_scenarios,
    )


def _at_terms_that_came(
    asked: StrategyCase,
    done: StructureFact | None,
    n_scenarios: int,
    seed: int,
    workers: Workers | None,
) -> StrategyResult:
    """The same run with no other sale on the menu, so that its price is that of the structure that came.

    The answer was found without it; only the price is read from it.
    """
    wanted = done.strategies if done else ()
    ways = tuple(each for each in asked.strategies if each.kind != "sell" or each.name in wanted)
    return decide(replace(asked, strategies=ways), n_scenarios=n_scenarios, seed=seed, workers=workers)


def _answer(result: StrategyResult) -> str:
    titles = {row.name: row.title for row in result.strategies}
    rivals = {family.name: family.best for family in result.families}
    chance = f"{100.0 * result.chance:.0f} %"
    said = titles[result.strategy]
    rival = titles[rivals[result.next_best]]
    return f"{upper(said)} ({result.confidence}, {chance}); next best: {rival}."


def _of_stakes(name: str, outcome_of: Callable[..., Outcome]) -> Backtest:
    found = stakes(name)
    form, asked = found.case.form, found.result.case
    came = outcome_of(asked.name, form.as_of)
    told = [
        f"{entry.deal.title}: {_millions(entry.price)}, {_millions(entry.whole)} for the whole"
        for entry in found.result.deals
    ]
    return Backtest(
        name=asked.name,
        title=asked.title,
        as_of=asked.as_of,
        story=came.story,
        answer=f"{'; '.join(told)}.",
        family="",
        scores=tuple(score_stakes(found.result, fact) for fact in came.prices),
        not_scored=came.not_scored,
        weak=sum(number.grade in "DE" for number in asked.numbers),
        numbers=len(asked.numbers),
        scenarios=0,
    )


def _millions(values: Any) -> str:
    low, _, high = (f"{value / 1e6:,.0f}" for value in values)
    return f"{low} to {high} M$"
