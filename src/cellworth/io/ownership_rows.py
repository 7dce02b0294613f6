"""Who holds and controls what, before and after a deal, as columns and rows."""

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np

from cellworth.engine.scenarios.result import OwnershipSide

__all__ = ["control_rows", "ownership_rows"]

Rows: TypeAlias = tuple[list[tuple[str, str, str]], list[tuple[Any, ...]]]
"""Columns by name, unit and meaning; rows."""


def control_rows(sides: Sequence[OwnershipSide]) -> Rows:
    """Who controls each company, its capacity, and the voting power of the venture's holders."""
    thresholds = list(dict.fromkeys(key for side in sides for power in side.power.values() for key in power))
    rows: list[tuple[Any, ...]] = [
        (
            side.title,
            company,
            side.controller.get(company, ""),
            side.capacity.get(company),
            *(side.power.get(company, {}).get(threshold) for threshold in thresholds),
        )
        for side in sides
        for company in side.companies
    ]
    columns = [
        ("side", "1", "before or after the deal"),
        ("company", "1", "key"),
        ("controller", "1", "company that controls it; empty for none"),
        ("capacity", "kWh/year", "behind it, directly and through others"),
    ]
    powers = [(f"power_{key}", "1", f"voting power where {key} of the votes carry") for key in thresholds]
    return [*columns, *powers], rows


def ownership_rows(sides: Sequence[OwnershipSide]) -> Rows:
    """Every holding, direct or through others."""
    rows: list[tuple[Any, ...]] = []
    for side in sides:
        shares, votes, through = (np.asarray(a) for a in (side.shares, side.votes, side.look_through))
        for h, holder in enumerate(side.companies):
            for c, company in enumerate(side.companies):
                if shares[h, c] or votes[h, c] or through[h, c]:
                    rows.append((side.title, holder, company, shares[h, c], votes[h, c], through[h, c]))
    columns = [
        ("side", "1", "before or after the deal"),
        ("holder", "1", "who holds"),
        ("company", "1", "what is held"),
        ("shares", "1", "share of the cash flow"),
        ("votes", "1", "share of the votes"),
        ("look_through", "1", "share held directly and through others"),
    ]
    return columns, rows
