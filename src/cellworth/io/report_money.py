"""Money a report is shown in: a currency at the case's rate, nominal or of one year (S18)."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from cellworth.core.errors import InputError, Problem
from cellworth.io.case_forms import CaseForm
from cellworth.io.market_data import known_on
from cellworth.io.parameter_files import parameter_table

__all__ = ["REPORT_CURRENCIES", "ReportMoney", "dollars_per", "report_money"]

REPORT_CURRENCIES = ("USD", "EUR", "JPY")
DOLLAR = "USD"
HISTORY = "markets/price_history.csv"
RATES, PRICE_INDEX = "fx", "cpi"
GROWTH_YEARS = 5
"""Last known years whose mean rise goes on after the last."""


@dataclass(frozen=True)
class ReportMoney:
    """What is shown for a nominal dollar.

    Attributes
    ----------
    currency : code. per_dollar : units of it per USD. rate_from : rate in words, with source and grade.
    real : year whose money is shown; None for nominal. prices : index of United States prices by year.
    growth : [1/year] of that index after its last year.
    """

    currency: str
    per_dollar: float
    rate_from: str = ""
    real: int | None = None
    prices: Mapping[int, float] = field(default_factory=dict)
    growth: float = 0.0

    def factor(self, year: int) -> float:
        """Units of the money shown per nominal USD of a year."""
        if self.real is None:
            return self.per_dollar
        return self.per_dollar * self._level(self.real) / self._level(year)

    @property
    def is_nominal_dollar(self) -> bool:
        """Whether it is the money that is computed in."""
        return self.currency == DOLLAR and self.real is None

    @property
    def words(self) -> str:
        """What the money is, in a sentence for every page."""
        rate = (
            ""
            if self.currency == DOLLAR
            else f", at {self.rate_from}; the mean path of the rate is flat (S18)"
        )
        if self.real is None:
            return f"Money: {self.currency}, nominal{rate}."
        after = f"{100.0 * self.growth:.1f} % a year after {max(self.prices)}"
        index = f"by United States consumer prices (price history, grade D; {after})"
        return f"Money: {self.currency} of {self.real}, {index}{rate}."

    def _level(self, year: int) -> float:
        first, last = min(self.prices), max(self.prices)
        known = min(max(year, first), last)
        return self.prices[known] * (1.0 + self.growth) ** (year - known)


def dollars_per(currency: str, form: CaseForm) -> tuple[float, str]:
    """USD per unit of a currency, and its origin: the case, or the last yearly mean known by its day.

    Raises
    ------
    InputError
        If there is neither.
    """
    if currency == DOLLAR:
        return 1.0, ""
    given = form.strategy.money.exchange.get(currency) if form.strategy else None  # type: ignore[call-overload]
    if given is not None:
        value = given.value if given.unit.startswith("USD/") else 1.0 / given.value
        return value, f"{given.value:g} {given.unit} (case, grade {given.grade})"
    units = {f"{currency}/USD": -1, f"USD/{currency}": 1}
    rows = [(year, row) for year, row in _history(RATES, form.as_of) if row["unit"] in units]
    if not rows:
        why = f"no rate was known on {form.as_of}"
        known = ", ".join(REPORT_CURRENCIES)
        raise InputError(Problem(f"currency '{currency}'", "no rate", why, f"Use one of {known}."))
    year, row = max(rows, key=lambda entry: entry[0])
    value = float(row["value"]) ** units[row["unit"]]
    return value, f"{row['value']} {row['unit']} (mean of {year}, {row['id']}, grade {row['grade']})"


def report_money(form: CaseForm, currency: str = DOLLAR, real: int | None = None) -> ReportMoney:
    """Money to show a case in, from what was known on its day.

    Parameters
    ----------
    form : of the case.
    currency : one of `REPORT_CURRENCIES`.
    real : year whose money is shown; None for nominal.

    Raises
    ------
    InputError
        If the currency is not offered or the year is outside the index of prices.
    """
    code = currency.upper()
    if code not in REPORT_CURRENCIES:
        known = f"Use one of {', '.join(REPORT_CURRENCIES)}."
        raise InputError(Problem("--currency", f"'{currency}'", "it is not one a report is shown in", known))
    dollars, told = dollars_per(code, form)
    if real is None:
        return ReportMoney(code, 1.0 / dollars, told)
    prices = {year: float(row["value"]) for year, row in _history(PRICE_INDEX, form.as_of)}
    axis_last = form.strategy.years.last if form.strategy else form.years.last
    if not min(prices) <= real <= axis_last:
        why = f"prices are known from {min(prices)}, and the case ends in {axis_last}"
        raise InputError(Problem("--real", str(real), why, f"Use a year from {min(prices)} to {axis_last}."))
    last = max(prices)
    before = max(last - GROWTH_YEARS, min(prices))
    growth = (prices[last] / prices[before]) ** (1.0 / max(last - before, 1)) - 1.0
    return ReportMoney(code, 1.0 / dollars, told, real, prices, growth)


def _history(topic: str, day: datetime.date) -> list[tuple[int, dict[str, str]]]:
    """Rows of a topic of the price history known on a day, by year."""
    known = known_on(day).rows
    rows = parameter_table(HISTORY).rows
    return [(int(row["year_or_date"]), row) for row in rows if row["topic"] == topic and row["id"] in known]
