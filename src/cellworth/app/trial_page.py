"""The section on synthetic worlds, in Markdown, and its short form for the screen (S80)."""

import math
from collections.abc import Iterator, Sequence

from cellworth.app.docs import table
from cellworth.app.trial import TrialRun
from cellworth.app.trial_scores import ENOUGH, RULES, TARGET, Scores
from cellworth.core.constants import PERCENT
from cellworth.engine.trial.outcome import PROGRAM
from cellworth.engine.trial.scores import Bin, Mean
from cellworth.io.parameter_files import parameter_table
from cellworth.io.trial_records import TERMS

__all__ = ["section", "sheet"]

USD_PER_MILLION = 1e6
BAR = 40
"""Characters of a bar for a chance of one."""

DECIDERS = {PROGRAM: "the program", "program_mean": "the program, by the mean alone"} | RULES

INTRODUCTION = """## Synthetic worlds: is the decision any good?

Each world has a hidden truth: every number of the case drawn from a range {width} times as wide as the case
states, a named scenario, and which bidders bid. The program never sees it. It gets a case of the same form
as any other (an analyst's ranges, claims with their chains) and decides it by the same functions that
`cellworth run` calls, all strategies on {n} draws. Then every strategy is valued by the same engine with the
inputs held at the truth; only yearly shocks are left, {m} draws of them. A family was *best* in a draw if
its best member was within the case's materiality of the best of all; *came* is the share of those draws.

Structure (plants, programmes, strategies, plan, terms) is that of `{case}`; its own claims are left out.
Equation S80 of [theory/uncertainty.md](theory/uncertainty.md); terms in `data/trial/population.csv`."""

KNOWS = """### What the program knows, and what nobody tells it

It knows: the form and the stated spread of each range; the table of grades, relays and half-lives; which
page had a story from whom; what was published as a price; the case's chances of the named scenarios and the
wanted correlations, which hold in the truth too; the model of cost and cash, which is also the truth's.

It does not know: how wide the truth lies (it never shrinks an estimate towards a population); how large the
analyst's errors are in this world, and what they have in common; that numbers graded D which the case takes
for certain are not; the true chances of the scenarios; to which power the reliability of every link of a
chain is off; the error of a figure that is right; that a false figure may lie anywhere, that a relay may bend
it and lose the words that widen it, that a denial is nearly as likely of a true event as of an untrue one.

So its prior and the sampling of the truth differ by construction. What this trial cannot show is an error of
the model itself: cost, cash and market laws are the same on both sides. In `wrong` the analyst's errors, the
common bias, the chains and the numbers taken for certain are all worse than the program believes."""

VALUED = """### How a truth is valued

Contracts are those the program signed and the rule of waiting is the one it learned on what it was told, so
waiting knows nothing of the truth beyond what a later year shows. The price of a sale is bargained between
parties who know the truth; where no class bids, or none can pay what the seller must have, there is no sale
and what the program named instead is done. Regret is what a choice loses, on the mean over shocks, against
the best strategy of the whole menu in that world; *realised*, in one draw of shocks. The rules decide from
the same case: *{point}* takes the newest claim on each number as it stands, no shock and no range; *{quote}*
compares the mean planned unit cost, capital included, with the mean published price."""


def section(run: TrialRun, scored: Sequence[Scores]) -> str:
    """The section of the page."""
    width = parameter_table(TERMS).values("name", scored[0].name)["width"]
    names = " ".join(f"--variant {entry.name}" for entry in scored)
    worlds = len(run.outcomes[scored[0].name])
    made = (
        f"`cellworth trial {run.case[0]} --worlds {worlds} --scenarios {run.n} --seed {run.seed} {names} "
        "--page docs/validation.md`"
    )
    parts = [
        INTRODUCTION.format(width=f"{width:g}", n=run.n, m=run.m, case=run.case[0]),
        f"Made by {made}. The outcome of every world stands in "
        + ", ".join(f"[trial-{entry.name}.csv](validation/trial-{entry.name}.csv)" for entry in scored)
        + ".",
        KNOWS,
        _terms(scored),
        VALUED.format(point=RULES["point"], quote=RULES["cost_quote"]),
    ]
    for entry in scored:
        parts += list(_variant(entry))
    return "\n\n".join(parts)


def _terms(scored: Sequence[Scores]) -> str:
    rows = [
        (row["meaning"], *(row[entry.name] for entry in scored), row["unit"])
        for row in parameter_table(TERMS).rows
    ]
    return table(("term", *(entry.name for entry in scored), "unit"), rows)


def _variant(entry: Scores) -> Iterator[str]:
    yield f"### Results: `{entry.name}`, {entry.n} worlds"
    yield "\n".join(f"- {line}" for line in verdict(entry))
    yield "Stated and true frequency of each family, and how often it was best on the mean over shocks:"
    yield table(
        ("family", "stated", "came", "best on the mean"),
        [(name, *(_percent(mean) for mean in means)) for name, means in entry.families.items()],
    )
    yield "Every family of every world is a statement. `=` stated, `o` came:"
    yield "```\n" + "\n".join(_bars(entry.draws)) + "\n```"
    yield _calibration(entry.draws, "came, share of draws")
    yield "The same against one realised draw of shocks for each world:"
    yield _calibration(entry.realised, "came, one draw")
    yield "Against the family that is best on the mean over shocks:"
    yield _calibration(entry.means, "best on the mean")
    yield "The family with the largest stated chance alone:"
    yield _calibration(entry.leading, "came, share of draws")
    yield "Share of the truth inside the stated P5 to P95 (90 % is right), and below P5 (5 % is right):"
    yield table(
        ("quantity", "inside", "inside, one draw", "below"),
        [
            (
                name,
                _percent(entry.inside[name]),
                _percent(entry.inside_realised[name]),
                _percent(entry.below[name]),
            )
            for name in entry.inside
        ],
    )
    yield "Regret in million USD a world, its standard error; the program less each rule in the same worlds:"
    yield table(
        ("decider", "regret", "program less rule", "realised", "program less rule", "took the best"),
        list(_regret(entry)),
    )
    if entry.events:
        told, prior = entry.brier
        yield (
            f"Odds of events (whether a class of bidders bids): Brier score {told.value:.3f} ± "
            f"{told.error:.3f} after the claims, {prior.value:.3f} ± {prior.error:.3f} from the priors alone."
        )
        yield _calibration(entry.events, "true")


def _regret(entry: Scores) -> Iterator[tuple[str, ...]]:
    for who, regret in entry.regret.items():
        against = entry.beaten.get(who)
        realised = entry.beaten_realised.get(who)
        yield (
            DECIDERS[who],
            _millions(regret),
            _millions(against) if against else "",
            _millions(entry.regret_realised[who]),
            _millions(realised) if realised else "",
            _percent(entry.right[who]),
        )


def _bars(bins: Sequence[Bin]) -> Iterator[str]:
    for entry in bins:
        stated, came = (round(BAR * value) for value in (entry.stated, entry.came))
        label = f"{PERCENT * entry.low:3.0f}-{PERCENT * entry.high:3.0f} %"
        yield f"{label} = {'=' * stated}"
        yield f"{'':{len(label)}} o {'o' * came}"


def _calibration(bins: Sequence[Bin], came: str) -> str:
    rows = [
        (
            f"{PERCENT * entry.low:.0f}–{PERCENT * entry.high:.0f} %",
            entry.n,
            entry.worlds,
            f"{PERCENT * entry.stated:.1f} %",
            f"{PERCENT * entry.came:.1f} %",
            _points(entry.gap),
        )
        for entry in bins
    ]
    return table(("stated", "statements", "worlds", "mean stated", came, "gap, points"), rows)


def verdict(entry: Scores) -> list[str]:
    """What the figures say, a sentence each."""
    lines = [_calibrated(entry)]
    inside = entry.inside["difference"]
    lines.append(
        f"The stated P5 to P95 of the difference between the leader and its rival held {_percent(inside)} of "
        "the truth, against 90 %."
    )
    for rule, title in RULES.items():
        lines.append(_beats(title, entry.beaten[rule]))
    if entry.refused:
        total = entry.n + len(entry.refused)
        lines.append(
            f"{len(entry.refused)} of {total} worlds have no scores: a number of theirs lies where a formula "
            f"has no value ({', '.join(sorted(set(entry.refused)))})."
        )
    return lines


def _calibrated(entry: Scores) -> str:
    judged, missed = entry.judged, entry.missed
    worst = max(judged, key=lambda each: abs(each.gap.value), default=None)
    told = f"Of {len(judged)} bins with at least {ENOUGH} worlds {len(judged) - len(missed)} lie within "
    told += f"{PERCENT * TARGET:.0f} points"
    if worst is None:
        return told + "."
    return (
        f"{told}; the worst, {PERCENT * worst.low:.0f} to {PERCENT * worst.high:.0f} %, is off by "
        f"{_points(worst.gap)} points ({worst.worlds} worlds)."
    )


def _beats(title: str, mean: Mean) -> str:
    sums = f"{_millions(mean)} million USD a world"
    if mean.value < -2.0 * mean.error:
        return f"The program beats '{title}': {sums}."
    if mean.value > 2.0 * mean.error:
        return f"The program does not beat '{title}', it loses to it: {sums}."
    return f"The program and '{title}' cannot be told apart: {sums}."


def sheet(run: TrialRun, scored: Sequence[Scores]) -> str:
    """The figures on one screen."""
    lines = [f"{run.case[1]}: {run.n} draws, {run.m} draws of shocks at the truth, seed {run.seed}"]
    for entry in scored:
        lines += ["", f"{entry.name}, {entry.n} worlds", *(f"  {line}" for line in verdict(entry)), ""]
        lines += [
            f"  {PERCENT * each.low:3.0f}-{PERCENT * each.high:3.0f} %  "
            f"stated {PERCENT * each.stated:5.1f} %  came {PERCENT * each.came:5.1f} %  "
            f"gap {_points(each.gap)}  ({each.worlds} worlds)"
            for each in entry.draws
        ]
        lines.append("")
        lines += [
            f"  regret of {DECIDERS[who]}: {_millions(mean)} million USD"
            for who, mean in entry.regret.items()
        ]
    return "\n".join(lines)


def _percent(mean: Mean) -> str:
    return f"{PERCENT * mean.value:.1f} ± {PERCENT * mean.error:.1f} %"


def _points(gap: Mean) -> str:
    """A gap in points; one world has no error."""
    error = f" ± {PERCENT * gap.error:.1f}" if math.isfinite(gap.error) else ""
    return f"{PERCENT * gap.value:+.1f}{error}"


def _millions(mean: Mean) -> str:
    return f"{mean.value / USD_PER_MILLION:,.0f} ± {mean.error / USD_PER_MILLION:,.0f}"
