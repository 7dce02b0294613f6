"""Ledgers by year as tables of the result."""

from cellworth.core.sums import ordered_mean
from cellworth.engine.scenarios.first_pass import FIRST
from cellworth.engine.scenarios.ledger import AUTOMAKER, PARTNER, VENTURE
from cellworth.engine.scenarios.result import StrategyResult
from cellworth.io.result_json import ColumnForm, TableForm

__all__ = ["OVER_THE_YEAR", "PARTY_NAMES", "ledger_tables"]

PARTY_NAMES = {AUTOMAKER: "automaker", VENTURE: "venture", PARTNER: "partner"}
OVER_THE_YEAR, ON_A_DAY = "year", "day"


def ledger_tables(result: StrategyResult) -> dict[str, TableForm]:
    """The ledgers, one row for each strategy, party and item; none where they were not made.

    The last column is the end of the last year; only what falls on a day can stand there.
    """
    if not result.ledgers:
        return {}
    years = [str(year) for year in result.case.years]
    columns = [
        ColumnForm(name="strategy", unit="1", meaning="sale_for_nothing is the reference sale at no price"),
        ColumnForm(name="party", unit="1", meaning="whose book it is"),
        ColumnForm(name="item", unit="1", meaning="what is paid"),
        ColumnForm(name="falls", unit="1", meaning="over the year, or on the day the year starts"),
        ColumnForm(name="worth", unit="USD", meaning="mean worth today, each scenario at its own rate"),
        *(ColumnForm(name=year, unit="USD", meaning="mean received; paid below zero") for year in years),
        ColumnForm(name="end", unit="USD", meaning="mean received at the end of the last year"),
    ]
    rows = tuple(
        (
            line.strategy,
            PARTY_NAMES[line.party],
            line.item,
            ON_A_DAY if line.on_a_day else OVER_THE_YEAR,
            line.worth,
            *line.cash,
            *(() if line.on_a_day else (None,)),
        )
        for line in result.ledgers
    )
    return {"ledgers": TableForm(columns=tuple(columns), rows=rows), "ledger_terms": _terms(result)}


def _terms(result: StrategyResult) -> TableForm:
    """What the worth of the lines rests on."""
    name = result.case.money["discount_rate"]
    count = min(result.n_scenarios, FIRST)
    drawn = result.draws.get(name)
    rate = result.case.quantities[name].numbers[0] if drawn is None else float(ordered_mean(drawn[:count]))
    rows = (
        ("discount_rate", rate, "1/year", f"mean of {name}; flows over a year fall in its middle"),
        ("scenarios", count, "1", "first scenarios, over which the ledgers are means"),
    )
    columns = (("name", "1", "key"), ("value", "as in the column unit", ""), ("unit", "1", "of the value"))
    heads = [ColumnForm(name=name, unit=unit, meaning=meaning) for name, unit, meaning in columns]
    return TableForm(columns=(*heads, ColumnForm(name="meaning", unit="1", meaning="one line")), rows=rows)
