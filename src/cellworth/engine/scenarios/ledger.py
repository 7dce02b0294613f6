"""Double-entry ledger of a block of scenarios: every flow has payer, payee and item (S43).

Parties: A automaker, J venture, P partner, B bidder, S suppliers, G state, X everyone else. Flows of a year
fall in its middle; flows of a day fall at the start of a year, or at the end of the last one.
"""

from dataclasses import dataclass

import numpy as np

from cellworth.core.types import Array

__all__ = [
    "AUTOMAKER",
    "BIDDER",
    "CHECKED",
    "FULL",
    "OTHERS",
    "OWNERS",
    "PARTIES",
    "PARTNER",
    "STATE",
    "SUPPLIERS",
    "VENTURE",
    "Books",
    "Ledger",
    "added_up",
]

AUTOMAKER, VENTURE, PARTNER, BIDDER = "A", "J", "P", "B"
SUPPLIERS, STATE, OTHERS = "S", "G", "X"
PARTIES = (AUTOMAKER, VENTURE, PARTNER, BIDDER, SUPPLIERS, STATE, OTHERS)


@dataclass(frozen=True)
class Books:
    """What a ledger keeps of the flows entered.

    Attributes
    ----------
    parties : whose flows are added up; all of them, with the turnover, where it is to be checked.
    items : whether each item is kept apart.
    """

    parties: tuple[str, ...] = PARTIES
    items: bool = True


FULL = Books()
CHECKED = Books(items=False)
OWNERS = Books((AUTOMAKER, PARTNER), items=False)
"""Enough for what a strategy is worth."""


class Ledger:
    """Flows among the parties over the years.

    Parameters
    ----------
    shape : (s, y), scenarios and years.
    books : what is kept.

    Attributes
    ----------
    checks : whether all parties are kept, so that their balance can be told.
    """

    def __init__(self, shape: tuple[int, int], books: Books = FULL) -> None:
        self.shape, self.books = shape, books
        self.yearly: dict[str, Array] = {}
        self.checks = len(books.parties) == len(PARTIES)
        self.turnover: Array = np.zeros(shape if self.checks else (0, 0), order="F")
        self._size: Array = np.empty_like(self.turnover)
        self.once: dict[str, dict[int, Array]] = {party: {} for party in PARTIES}
        self.turnover_once: dict[int, Array] = {}
        self.items: dict[tuple[str, str, str], Array] = {}
        self.items_once: list[tuple[str, str, str, int, Array]] = []

    def pay(self, payer: str, payee: str, item: str, amount: Array) -> None:
        """Enter a flow of every year, (s, y) [USD/year]; below zero it runs the other way."""
        if self.books.items:
            key = (payer, payee, item)
            known = self.items.get(key)
            self.items[key] = amount if known is None else known + amount
        self._open(payer, payee)
        if payer in self.yearly:
            self.yearly[payer] -= amount
        if payee in self.yearly:
            self.yearly[payee] += amount
        if self.checks:
            self.turnover += np.abs(amount, out=self._size)

    def _open(self, *parties: str) -> None:
        """Accounts of those that are kept; numpy adds to them where they lie."""
        for party in parties:
            if party in self.books.parties and party not in self.yearly:
                self.yearly[party] = np.zeros(self.shape, order="F")

    def again(self) -> "Ledger":
        """Another ledger with the same flows entered, of which no items are kept."""
        if self.books.items or self.checks:
            raise ValueError("a ledger with items or of all parties is not made twice")
        other = Ledger(self.shape, self.books)
        other.yearly = {
            party: account.copy(order="K") if isinstance(account, np.ndarray) else account
            for party, account in self.yearly.items()
        }
        other.once = {party: dict(held) for party, held in self.once.items()}
        return other

    def pay_once(self, payer: str, payee: str, item: str, amount: Array, at: int) -> None:
        """Enter a flow at the start of year `at`, (s,) [USD]; `at` equal to the years is the end."""
        if self.books.items:
            self.items_once.append((payer, payee, item, at, amount))
        for party, sign in ((payer, -1.0), (payee, 1.0)):
            if party in self.books.parties:
                signed = amount if sign > 0.0 else -amount
                held = self.once[party].get(at)
                self.once[party][at] = signed if held is None else held + signed
        if self.checks:
            self.turnover_once[at] = self.turnover_once.get(at, 0.0) + np.abs(amount)

    def worth(self, party: str, discount: Array, opening: Array) -> Array:
        """Worth today of all flows of a party (S27).

        Parameters
        ----------
        party : one of `PARTIES`.
        discount : (s, y), of the flows of a year.
        opening : (s, y + 1), of the flows at the start of a year.
        """
        total = np.zeros(self.shape[0])
        if party in self.yearly:
            total = total + added_up(self.yearly[party] * discount)
        for at, amount in self.once[party].items():
            total = total + amount * opening[:, at]
        return total

    def worth_by_item(self, party: str, discount: Array, opening: Array) -> dict[str, Array]:
        """Worth today of the flows of a party by item; they add up to `worth`."""
        found: dict[str, Array] = {}
        for (payer, payee, item), amount in self.items.items():
            if party in (payer, payee):
                sign = float(payee == party) - float(payer == party)
                found[item] = found.get(item, 0.0) + sign * added_up(amount * discount)
        for payer, payee, item, at, amount in self.items_once:
            if party in (payer, payee):
                sign = float(payee == party) - float(payer == party)
                found[item] = found.get(item, 0.0) + sign * amount * opening[:, at]
        return found

    def residual(self, settled: tuple[str, ...] = (VENTURE,)) -> Array:
        """Largest imbalance of a scenario over its turnover (S43).

        All parties together must sum to zero in each year, and so must the parties that pay all they get
        on to their owners.

        Parameters
        ----------
        settled : parties whose own flows must sum to zero.

        Raises
        ------
        ValueError
            If not all parties were kept.
        """
        if not self.checks:
            raise ValueError("a ledger that keeps some parties only cannot be checked")
        worst = self._over(self._sum(self.yearly), self.turnover)
        for party in settled:
            if party in self.yearly:
                worst = np.maximum(worst, self._over(self.yearly[party], self.turnover))
        largest = np.max(worst, axis=1)
        for at, turnover in self.turnover_once.items():
            flows = {party: held[at] for party, held in self.once.items() if at in held}
            largest = np.maximum(largest, self._over(self._sum(flows), turnover))
            for party in settled:
                if party in flows:
                    largest = np.maximum(largest, self._over(flows[party], turnover))
        return largest

    @staticmethod
    def _sum(flows: dict[str, Array]) -> Array:
        total: Array = 0.0
        for flow in flows.values():
            total = total + flow
        return total

    @staticmethod
    def _over(imbalance: Array, turnover: Array) -> Array:
        some = turnover > 0.0
        return np.abs(imbalance) / np.where(some, turnover, 1.0)


def added_up(flows: Array) -> Array:
    """Sum over the years, one after the other."""
    total = flows[:, 0]
    for year in range(1, flows.shape[1]):
        total = total + flows[:, year]
    return total
