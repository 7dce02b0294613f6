"""The part of the page of derivatives about the strategies of a case, in Markdown."""

from collections.abc import Iterator

from cellworth.app.gradient_check import TOLERANCE
from cellworth.app.gradient_check_strategy import STEP, CheckedStrategies

__all__ = ["strategy_section"]

SHOWN = 3

WORDS = """
## Strategies of a case

`cellworth explain npv_difference --case CASE --gradient` gives the derivatives of what a strategy is worth
above another: the two leading ones (`npv_difference.lead`), and the best of each family against keeping
(`npv_difference.buy` and so on). The number is the mean over some draws (`--draws`, 64 if not given; 0 for
the central case, every quantity at its median without shocks). Each quantity of the case has the derivative
to a shift of all its draws, and what one percent and one standard deviation of them do; the plan, made at
the medians, moves with the draws. JAX runs the code of `cellworth run` and goes backward once for each
difference: through market, volumes and their answer to cost, learning, cell plants of venture and suppliers,
prices, ledgers, tax, prices of sales and waiting.

Held are the strategies compared, contracts signed, the rule of waiting, who signs, whole years, the tax
office's table, and in each draw and year the side of every limit. Where a draw jumps, as when a new supplier
comes a year earlier, the derivative of the mean leaves the jump out: the change of an expected value by
draws that jump is not in it. Not among the inputs: the design of the packs and its parameters, planned
volumes, price paths of materials and shares of plants, which are no quantities of a case.

{case}, {draws} draws, {count} quantities other than zero, each moved by {step:g} and twice that of itself
both ways; a pair agrees within {tolerance:g}, kinds as above. A kink is here a draw that passes a limit or
jumps on the way.

| difference | strategies | agrees | kink | rounding | missed | none | median | largest |
| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
{rows}

The largest differences of each kind:

| kind | difference | input | exact | difference | relative |
| --- | --- | --- | ---: | ---: | ---: |
{worst}

Processor time on the machine that wrote this page: {exact:.0f} s for the derivatives of all {pairs}
differences to all quantities, the first use of JAX within; {apart:.0f} s for the central differences, four
runs for each quantity.
"""


def strategy_section(checked: CheckedStrategies, case: str) -> str:
    """Section on a case.

    Parameters
    ----------
    checked : its differences.
    case : name.
    """
    return WORDS.format(
        case=case,
        draws=checked.draws,
        count=len(checked.names),
        step=STEP,
        tolerance=TOLERANCE,
        rows="\n".join(_rows(checked)),
        worst="\n".join(_worst(checked)),
        exact=checked.exact_seconds,
        pairs=len(checked.pairs),
        apart=checked.difference_seconds,
    )


def _rows(checked: CheckedStrategies) -> Iterator[str]:
    for each in checked.compared:
        one, other = checked.pairs[each.output]
        counts = " | ".join(
            f"{number:,}" for number in (each.agrees, each.kink, each.rounding, each.missed, each.none)
        )
        yield f"| {each.output} | {one} less {other} | {counts} | {each.median:.0e} | {each.largest:.0e} |"


def _worst(checked: CheckedStrategies) -> Iterator[str]:
    found = [worst for each in checked.compared for worst in each.worst]
    for kind in dict.fromkeys(each.why for each in found):
        of_kind = sorted((each for each in found if each.why == kind), key=lambda each: -each.error)
        for each in of_kind[:SHOWN]:
            name = checked.names[each.design]
            numbers = f"{each.exact:.6g} | {each.difference:.6g} | {each.error:.0e}"
            yield f"| {each.why} | {each.output} | {name} | {numbers} |"
