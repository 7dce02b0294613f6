"""A run in another money: USD, EUR or JPY, nominal or of one year."""

from dataclasses import replace

from cellworth.app.run import CaseRun
from cellworth.io.cases import load_case
from cellworth.io.report_money import ReportMoney, report_money
from cellworth.io.result_money import first_in_money, full_in_money

__all__ = ["money_of", "run_in_money"]


def money_of(name_or_path: str, currency: str, real: int | None) -> ReportMoney:
    """Money to show a run in, checked before the run; parameters and errors as in `report_money`."""
    return report_money(load_case(name_or_path).form, currency, real)


def run_in_money(done: CaseRun, money: ReportMoney) -> CaseRun:
    """The run with all its numbers in another money; the inputs of the case stay as they were given.

    Its report, tables and JSON document follow from its results, so nothing is left in dollars.

    Parameters
    ----------
    done : in nominal dollars.
    money : to show; the same run if that is nominal dollars.
    """
    if money.is_nominal_dollar:
        return done
    full = done.strategies
    return replace(
        done,
        result=first_in_money(done.result, money),
        strategies=None if full is None else full_in_money(full, money),
    )
