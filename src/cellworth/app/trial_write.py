"""The section of a trial on its page, and a table of its worlds beside it."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from cellworth.app.marked_sections import check_section, write_section
from cellworth.app.trial import TrialRun
from cellworth.app.trial_page import section
from cellworth.app.trial_scores import Scores
from cellworth.engine.trial.outcome import Outcome
from cellworth.io.table_writing import as_column, write_table
from cellworth.io.targets import check_folder

__all__ = ["check_trial_page", "write_trial"]

SECTION = "trial"
TITLE = "Validation"
USD_PER_MILLION = 1e6


def check_trial_page(page: str) -> None:
    """Refuse a page, or a folder of its name, that cannot be written.

    Raises
    ------
    InputError
        If it is so.
    """
    check_section(page, SECTION)
    check_folder(Path(page).with_suffix(""))


def write_trial(run: TrialRun, scored: Sequence[Scores], page: str) -> list[Path]:
    """Write the section of the trial, and the worlds of each variant as CSV into a folder named as the page.

    Parameters
    ----------
    run, scored : the trial and its figures.
    page : path of the page; the rest of it stays.

    Raises
    ------
    InputError
        If the page cannot be written.
    """
    written = [write_section(page, SECTION, section(run, scored), TITLE)]
    folder = Path(page).with_suffix("")
    folder.mkdir(exist_ok=True)
    for name, outcomes in run.outcomes.items():
        target = folder / f"trial-{name}.csv"
        columns = _columns([outcome for outcome in outcomes if not outcome.problem])
        write_table(str(target), {head: as_column(values) for head, values in columns.items()})
        written.append(target)
    return written


def _columns(outcomes: Sequence[Outcome]) -> dict[str, np.ndarray]:
    """Of each world: choices, chances and outcomes by family, regrets in million USD."""
    columns: dict[str, np.ndarray] = {
        "world": np.asarray([outcome.world for outcome in outcomes]),
        "claims": np.asarray([outcome.claims for outcome in outcomes]),
    }
    for who in outcomes[0].choices:
        columns[f"choice.{who}"] = np.asarray([outcome.choices[who] for outcome in outcomes], dtype=object)
    for part in ("stated", "best_share"):
        for family in outcomes[0].stated:
            values = [getattr(outcome, part).get(family, 0.0) for outcome in outcomes]
            columns[f"{part}.{family} [1]"] = np.round(values, DECIMALS)
    for who in outcomes[0].regret:
        values = [outcome.regret[who] / USD_PER_MILLION for outcome in outcomes]
        columns[f"regret.{who} [million USD]"] = np.round(values, DECIMALS)
    return columns


DECIMALS = 4
