"""Money that the numbers of a result stand in."""

from dataclasses import dataclass

__all__ = ["DOLLARS", "ResultMoney"]

DOLLAR = "USD"


@dataclass(frozen=True)
class ResultMoney:
    """Money of a result; the engine computes in nominal dollars.

    Attributes
    ----------
    currency : code of three letters.
    real : year whose money it is; None for nominal.
    per_dollar : units of it for a dollar of the day of the case.
    words : what money it is, in a sentence; empty for nominal dollars.
    short : the same in a few words.
    by_year : what money the numbers of a year stand in, in a few words.
    """

    currency: str = DOLLAR
    real: int | None = None
    per_dollar: float = 1.0
    words: str = ""
    short: str = "nominal USD"
    by_year: str = "money of the year"

    def unit(self, dollars: str) -> str:
        """Unit in this money of what is computed in a unit of dollars; other units stay."""
        return dollars.replace(DOLLAR, self.currency)


DOLLARS = ResultMoney()
