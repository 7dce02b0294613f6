"""The page on the sampled estimators beside known answers."""

from collections.abc import Iterable, Sequence

from cellworth.app.docs import table
from cellworth.app.estimators import SEEDS, Trial, information_trials, ishigami_trials, put_trial, puts

__all__ = ["estimator_page"]

MADE = "<!-- made by `cellworth docs FOLDER --estimators docs/validation`; do not edit -->"
BASE_POINTS, DRAWS, PATHS = (256, 1024, 4096, 16_384), (1024, 4096), 40_000
HEADS = ("number", "n", "known", "found, seed 0", "stated error", "off by, errors", "most of ten seeds")

INTRO = """Each estimator of the program on a case whose answer is known. `stated error` is the standard error
the estimator itself gives, `off by` the distance to the known answer over that error, and the last column the
largest such distance of ten seeds. Ten trials of an honest error stay within 2.6 of them nine times in ten;
tests ask for four."""

SOBOL = """The function of Ishigami, sin x1 + 7 sin² x2 + 0.1 x3⁴ sin x1 on (-π, π)³, has its shares in closed
form. n are base points; an estimate takes five times as many values of the function. The points are
quasi-random, so that the errors, stated as if the points were independent, are on the large side."""

WORTH = """Two normal inputs, x1 with mean 1 and spread 1, x2 with mean 0 and spread 2; one strategy is worth
their difference, the other nothing. What learning about a normal lead is worth has a closed form."""

PUTS = """Puts of Longstaff and Schwartz (2001), table 1: strike 40, short rate 6 %, 50 exercise dates a
year. Known is their finite-difference value; beside it stand the value they simulated and its error. Here the
policy is learned on 40,000 paths (half of them mirrored) and followed on 40,000 fresh ones, so that the value
lies below the best one but for its error."""


def estimator_page() -> dict[str, str]:
    """The page by file name."""
    sobol = [trial for n in BASE_POINTS for trial in ishigami_trials(n)]
    worth = [trial for n in DRAWS for trial in information_trials(n)]
    parts = [MADE, "# Sampled estimators beside known answers", INTRO]
    parts += ["## Shares of variance (Sobol')", SOBOL, table(HEADS, _rows(sobol))]
    parts += ["## Worth of information (EVPI, EVPPI)", WORTH, table(HEADS, _rows(worth))]
    parts += ["## Waiting (least-squares Monte Carlo)", PUTS, _puts()]
    return {"estimators.md": "\n\n".join(parts) + "\n"}


def _rows(trials: Sequence[Trial]) -> Iterable[Sequence[str]]:
    names = dict.fromkeys((trial.name, trial.n) for trial in trials)
    for name, n in names:
        of_seeds = [trial for trial in trials if (trial.name, trial.n) == (name, n)]
        first = next(trial for trial in of_seeds if trial.seed == SEEDS[0])
        most = max(abs(trial.off) for trial in of_seeds)
        told = (f"{first.known:.4f}", f"{first.found:.4f}", f"{first.error:.4f}", f"{first.off:+.1f}")
        yield name, f"{n:,}", *told, f"{most:.1f}"


def _puts() -> str:
    heads = ("put", "known", "found", "stated error", "off by, errors", "their simulation", "their error")
    rows = []
    for put in puts():
        trial = put_trial(put, PATHS)
        told = (f"{trial.known:.3f}", f"{trial.found:.3f}", f"{trial.error:.3f}", f"{trial.off:+.1f}")
        rows.append((trial.name, *told, f"{put.simulated:.3f}", f"{put.simulated_error:.3f}"))
    return table(heads, rows)
