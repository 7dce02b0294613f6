"""Synthetic worlds: the decision tried on hidden truths that it sees through claims alone (S80)."""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from cellworth.app.cell_plants import designed_cell_plants
from cellworth.core.errors import InputError, Problem
from cellworth.core.version import version
from cellworth.engine.blocks import Progress
from cellworth.engine.executors import Workers, side_by_side
from cellworth.engine.trial.outcome import Outcome, Trial, tried
from cellworth.io.cases import CaseFile, load_case
from cellworth.io.claim_files import NO_EVIDENCE
from cellworth.io.data_hashes import code_hash, data_hashes
from cellworth.io.dimensions import known_dimensions
from cellworth.io.strategy_records import strategy_case
from cellworth.io.table_writing import whole_file
from cellworth.io.trial_records import population, told_case, variants

__all__ = ["CASE", "FEWEST", "SCENARIOS", "SEED", "WORLDS", "TrialRun", "run_trial", "trial_of"]

CASE = "nissan-aesc-2016"
WORLDS = 500
SCENARIOS = 512
SEED = 1
FEWEST = 64
SHOCKS_PER_SCENARIO = 4
"""Scenarios of the program for each draw of shocks at the truth."""

AT_ONCE = 4
"""Worlds for each worker between two writings of what is known."""


@dataclass(frozen=True)
class TrialRun:
    """A trial that was run.

    Attributes
    ----------
    case : its name and title.
    seed, n, m : seed, scenarios of the program, draws of shocks at the truth.
    outcomes : by variant, one for each world in order.
    """

    case: tuple[str, str]
    seed: int
    n: int
    m: int
    outcomes: dict[str, list[Outcome]]


def trial_of(case: CaseFile, variant: str, n: int, seed: int) -> Trial:
    """What all worlds of a variant share.

    Parameters
    ----------
    case : any case with a decision under uncertainty; its own claims are left out.
    variant : column of the table of populations.
    n : scenarios of the program.
    seed : of the trial.

    Raises
    ------
    InputError
        If the case has no decision under uncertainty, or the variant is not known.
    """
    if variant not in variants():
        known = f"Known: {', '.join(variants())}."
        raise InputError(Problem("--variant", f"'{variant}'", "no such population", known))
    bare = strategy_case(replace(case, evidence=NO_EVIDENCE))
    return Trial(
        case=bare,
        population=population(variant),
        cells=designed_cell_plants(bare.packs, bare.places),
        dimensions=known_dimensions(),
        told=lambda world: told_case(world)[0],
        n=n,
        m=max(n // SHOCKS_PER_SCENARIO, 1),
        seed=seed,
    )


def run_trial(
    name_or_path: str = CASE,
    *,
    worlds: int = WORLDS,
    scenarios: int = SCENARIOS,
    seed: int = SEED,
    wanted: tuple[str, ...] = ("fair", "wrong"),
    folder: str = "",
    restart: bool = False,
    workers: Workers | None = None,
    progress: Progress | None = None,
) -> TrialRun:
    """Try the decision on synthetic worlds; what is done is kept in a folder and not done again.

    Parameters
    ----------
    name_or_path : of the case whose structure the worlds share.
    worlds : of each variant.
    scenarios : of the program in each world.
    seed : zero is a seed like any other.
    wanted : variants.
    folder : of the outcomes, one line for each world; nowhere if empty.
    restart : forget what the folder holds.
    workers : who does it; all cores by default. The outcomes do not depend on it.
    progress : called with worlds done and all worlds.

    Raises
    ------
    InputError
        If the case cannot be used, or the folder holds worlds of another trial.
    """
    case, found = load_case(name_or_path), {}
    for place, variant in enumerate(wanted):
        trial = trial_of(case, variant, scenarios, seed)
        book = _Book(Path(folder) / f"{variant}.jsonl" if folder else None, _key(case, trial), restart)
        before = place * worlds
        book.fill(worlds, partial(tried, trial), workers or Workers(), _shifted(progress, before, wanted))
        found[variant] = [book.outcomes[number] for number in range(worlds)]
    return TrialRun((case.form.name, case.form.title), seed, scenarios, trial.m, found)


def _shifted(progress: Progress | None, before: int, wanted: tuple[str, ...]) -> Progress | None:
    if progress is None:
        return None
    return lambda done, n: progress(before + done, len(wanted) * n)


def _key(case: CaseFile, trial: Trial) -> dict[str, Any]:
    """What the outcomes of a world hang on."""
    tables = hashlib.sha256(json.dumps(data_hashes(), sort_keys=True).encode()).hexdigest()
    return {
        "version": version(),
        "case": hashlib.sha256(json.dumps(case.layers).encode()).hexdigest(),
        "tables": tables,
        "code": code_hash(),
        "variant": trial.population.name,
        "seed": trial.seed,
        "scenarios": trial.n,
        "shocks": trial.m,
    }


class _Book:
    """Outcomes known so far, one line each in a file whose first line says what they hang on."""

    def __init__(self, path: Path | None, key: dict[str, Any], restart: bool) -> None:
        self._path, self._key = path, key
        self.outcomes: dict[int, Outcome] = {}
        if path is None:
            return
        if path.exists() and not restart:
            self._read(path)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
        self._rewrite(path)

    def _read(self, path: Path) -> None:
        head, *lines = path.read_text(encoding="utf-8").splitlines()
        if json.loads(head) != self._key:
            changed = [name for name, value in json.loads(head).items() if self._key.get(name) != value]
            what = f"worlds made with another {', '.join(changed)}"
            raise InputError(
                Problem(str(path), what, "they cannot be put together", "--restart begins anew.")
            )
        for outcome in _outcomes(lines):
            self.outcomes[outcome.world] = outcome

    def _rewrite(self, path: Path) -> None:
        """Write what is whole: a line that an interrupt cut short goes."""
        with whole_file(str(path)) as part:
            lines = [json.dumps(self._key), *(_line(outcome) for outcome in self.outcomes.values())]
            Path(part).write_text("\n".join(lines) + "\n", encoding="utf-8")

    def fill(
        self, worlds: int, job: Callable[[int], Outcome], workers: Workers, progress: Progress | None
    ) -> None:
        """Do the worlds that are not known, some at a time."""
        missing = [number for number in range(worlds) if number not in self.outcomes]
        at_once = AT_ONCE * workers.count
        for first in range(0, len(missing), at_once):
            part = missing[first : first + at_once]
            done = side_by_side({str(number): partial(job, number) for number in part}, workers)
            made = [done[str(number)] for number in part]
            self.outcomes |= {outcome.world: outcome for outcome in made}
            if self._path is not None:
                with self._path.open("a", encoding="utf-8") as file:
                    file.writelines(_line(outcome) + "\n" for outcome in made)
            if progress:
                progress(worlds - len(missing) + first + len(part), worlds)


def _line(outcome: Outcome) -> str:
    return json.dumps(outcome.plain())


def _outcomes(lines: list[str]) -> Iterator[Outcome]:
    for line in lines:
        try:
            known = json.loads(line)
        except json.JSONDecodeError:
            return
        yield Outcome(**known | {"events": [tuple(event) for event in known["events"]]})
