"""Money that the numbers of a result stand in."""

from dataclasses import dataclass

__all__ = ["DOLLARS", "SIGNS", "ResultMoney"]

DOLLAR = "USD"
SIGNS = {"USD": "$", "EUR": "€", "JPY": "¥"}
"""Signs of the currencies that a result may stand in."""
NAMES = {"USD": "dollar", "EUR": "euro", "JPY": "yen"}


@dataclass(frozen=True)
class ResultMoney:
    """Money of a result; the engine computes in nominal dollars.

    Attributes
    ----------
    currency : code of three letters.
    real : year whose money it is; None for nominal.
    per_dollar : units of it for a nominal dollar of the day of the case.
    words : what money it is and at which rate, in sentences; empty for nominal dollars.
    """

    currency: str = DOLLAR
    real: int | None = None
    per_dollar: float = 1.0
    words: str = ""

    def unit(self, dollars: str) -> str:
        """Unit in this money of what is computed in a unit of dollars; other units stay."""
        return dollars.replace(DOLLAR, self.currency)

    @property
    def name(self) -> str:
        """One of it in a word."""
        return NAMES[self.currency]

    @property
    def short(self) -> str:
        """What money it is, in two or three words."""
        return f"nominal {self.currency}" if self.real is None else f"{self.currency} of {self.real}"

    @property
    def by_year(self) -> str:
        """What money the number of a year stands in."""
        return "money of the year" if self.real is None else f"money of {self.real}"


DOLLARS = ResultMoney()
