"""The part of the page of derivatives about the strategies of a case, in Markdown."""

from collections.abc import Iterator, Sequence

from cellworth.app.gradient_check import TOLERANCE, Compared
from cellworth.app.gradient_check_strategy import STEP, CheckedStrategies

__all__ = ["strategy_section"]

SHOWN = 3
COUNTED = ("agrees", "kink", "rounding", "missed", "none")

WORDS = """
## Strategies of a case

`cellworth explain npv_difference --case CASE --gradient` gives the derivatives of what a strategy is worth
above another: the two that lead over the draws (`npv_difference.lead`; over more draws others may lead), and
the best of each family against keeping (`npv_difference.buy` and so on). The number is the mean over some
draws (`--draws`, 64 if not given; 0 for the central case, every quantity at its median without shocks). The
inputs are

- each quantity of the case: a shift of all its draws, and what one percent and one standard deviation of
  them do; the plan, made at the medians, moves with the draws;
- every other real number that the case states or rests on: designs of packs (an input left open at the number
  in force), planned volumes and shares of plants by year, price paths and indices of materials, plans and
  terms of suppliers, the industry as planned, prices of energy. Years of a path move together, and with
  `--by-year` each by itself.

The table shows the `--top` largest under their headings, and of each heading the largest. JAX runs the code
of `cellworth run` and goes backward once for each difference: through the design of the packs, cell plants
of venture and suppliers, market, volumes and their answer to cost, learning, prices, ledgers, tax, prices of
sales and waiting. Packs may have cells of a format of their own.

Held are the strategies compared and their own terms, contracts signed, the rule of waiting, who signs,
shares in companies, what the draws are made of, whole years, whole layers, and in each draw and year the
side of every limit. Where a draw jumps, as when a new supplier comes a year earlier, the derivative of the
mean leaves the jump out: the change of an expected value by draws that jump is not in it. Parameters of the
cost method are not among the inputs.

Every number other than zero is moved by {step:g} and twice that of itself both ways, years of a path one by
one; a pair agrees within {tolerance:g}, kinds as above. A kink is here a draw that passes a limit or jumps on
the way; or the case itself stands on one, as where the plants of each region make just what its cars want:
what one more share sends out, one less fetches.

JAX prepares each operation once per process. Where `JAX_COMPILATION_CACHE_DIR` names a folder and
`JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS` is 0, it keeps them for the next one.
"""

CASE = """
### {title}

{draws} draws, {count} numbers. By kind of number, over all differences:

| numbers | count | agrees | kink | rounding | missed | none | largest median | largest |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
{groups}

By difference, over all numbers:

| difference | strategies | agrees | kink | rounding | missed | none | largest median | largest |
| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
{pairs}

The largest differences of each kind:

| kind | difference | input | exact | difference | relative |
| --- | --- | --- | ---: | ---: | ---: |
{worst}

Processor time on the machine that wrote this page: {exact:.0f} s for the derivatives of all {n} differences
to all numbers, JAX's preparation of each operation within; {apart:.0f} s for the central differences, four
runs for each number.
"""


def strategy_section(checked: Sequence[tuple[str, CheckedStrategies]]) -> str:
    """Section on cases.

    Parameters
    ----------
    checked : heading and differences of each.
    """
    return WORDS.format(step=STEP, tolerance=TOLERANCE) + "".join(_case(*each) for each in checked)


def _case(title: str, checked: CheckedStrategies) -> str:
    return CASE.format(
        title=title,
        draws=checked.draws,
        count=sum(map(len, checked.inputs.values())),
        groups="\n".join(_group_rows(checked)),
        pairs="\n".join(_pair_rows(checked)),
        worst="\n".join(_worst(checked)),
        exact=checked.exact_seconds,
        n=len(checked.pairs),
        apart=checked.difference_seconds,
    )


def _group_rows(checked: CheckedStrategies) -> Iterator[str]:
    for group, inputs in checked.inputs.items():
        of_group = [each for each in checked.compared if each.given == group]
        yield f"| {group} | {len(inputs)} | {_counts(of_group)} |"


def _pair_rows(checked: CheckedStrategies) -> Iterator[str]:
    for pair, (one, other) in checked.pairs.items():
        of_pair = [each for each in checked.compared if each.output == pair]
        yield f"| {pair} | {one} less {other} | {_counts(of_pair)} |"


def _counts(compared: Sequence[Compared]) -> str:
    counts = " | ".join(f"{sum(getattr(each, kind) for each in compared):,}" for kind in COUNTED)
    agreed = [each for each in compared if each.agrees]
    if not agreed:
        return f"{counts} |  | "
    return f"{counts} | {max(c.median for c in agreed):.0e} | {max(c.largest for c in agreed):.0e}"


def _worst(checked: CheckedStrategies) -> Iterator[str]:
    found = [(worst, each.given) for each in checked.compared for worst in each.worst]
    for kind in dict.fromkeys(each.why for each, _ in found):
        of_kind = sorted((each for each in found if each[0].why == kind), key=lambda each: -each[0].error)
        for each, group in of_kind[:SHOWN]:
            name = checked.inputs[group][each.design].name
            numbers = f"{each.exact:.6g} | {each.difference:.6g} | {each.error:.0e}"
            yield f"| {each.why} | {each.output} | {name} | {numbers} |"
