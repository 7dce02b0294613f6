"""The headline numbers of a run in another money: USD, EUR or JPY, nominal or of one year."""

import textwrap
from collections.abc import Iterator
from pathlib import Path

from cellworth.io.cases import CaseFile, load_case
from cellworth.io.report_money import ReportMoney, report_money
from cellworth.io.result_json import HeadlineForm, ResultForm
from cellworth.io.table_writing import as_column, write_table

__all__ = ["in_money", "money_lines", "money_of", "write_money"]

DOLLAR = "USD"
SHOWN = 9
"""Numbers of a run that stand first in its list; the terminal shows those that are money."""
WHOLE, WIDTH = 1e4, 100
STAYS = "The report and its tables stay in nominal USD."
OF_TODAY = "Sums and prices are taken as money of the year of the case, prices over several years too."


def money_of(name_or_path: str, currency: str, real: int | None) -> ReportMoney:
    """Money to show a run in, checked before the run; parameters and errors as in `report_money`."""
    return report_money(load_case(name_or_path).form, currency, real)


def in_money(document: ResultForm, case: CaseFile, money: ReportMoney) -> tuple[HeadlineForm, ...]:
    """Headline numbers that are money, in another.

    Parameters
    ----------
    document : of the run. case : it was made of.
    money : to show.
    """
    factor = money.factor(case.form.as_of.year)
    return tuple(
        _converted(each, factor, money) for each in document.headline if each.unit.startswith(DOLLAR)
    )


def _converted(each: HeadlineForm, factor: float, money: ReportMoney) -> HeadlineForm:
    values = {
        name: None if value is None else factor * value
        for name, value in (("value", each.value), ("low", each.low), ("high", each.high))
    }
    unit = each.unit.replace(DOLLAR, money.currency)
    return each.model_copy(update={**values, "unit": unit})


def money_lines(shown: tuple[HeadlineForm, ...], money: ReportMoney) -> Iterator[str]:
    """Lines for the terminal: what money it is, then the first numbers."""
    yield from textwrap.wrap(money.words, WIDTH)
    if money.real is not None:
        yield OF_TODAY
    yield STAYS
    first = shown[:SHOWN]
    wide = max(len(each.name) for each in first)
    for each in first:
        yield f"  {each.name:{wide}}  {_number(each.value):>20} {each.unit}"


def _number(value: float | None) -> str:
    if value is None:
        return "none"
    return f"{value:,.0f}" if abs(value) >= WHOLE else f"{value:,.5g}"


def write_money(shown: tuple[HeadlineForm, ...], money: ReportMoney, folder: str) -> Path:
    """All numbers that are money as ``headline-EUR.csv`` or ``headline-EUR-2016.csv``."""
    year = "" if money.real is None else f"-{money.real}"
    path = Path(folder) / f"headline-{money.currency}{year}.csv"
    columns = {
        "name": [each.name for each in shown],
        "value": [each.value for each in shown],
        "low": [each.low for each in shown],
        "high": [each.high for each in shown],
        "unit": [each.unit for each in shown],
        "money": [money.words] * len(shown),
    }
    write_table(str(path), {name: as_column(values) for name, values in columns.items()})
    return path
