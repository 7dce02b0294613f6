"""Sources and uses of the money in a set of stake deals."""

from cellworth.core.arrays import namespace
from cellworth.core.record import record
from cellworth.core.types import Array


@record
class SourcesUses:
    """One table of deals in one currency.

    Attributes
    ----------
    source_total : (s,) [USD million]
    use_total : (s,) [USD million]
    net_funds : (s,) [USD million]
        What is left over; below zero, what is missing.
    """

    source_total: Array
    use_total: Array
    net_funds: Array


def sources_and_uses(source: Array, use: Array, source_rate: Array, use_rate: Array) -> SourcesUses:
    r"""Sums of what comes in and what goes out, each at the exchange rate of its date.

    .. math:: \sum_i S_i e_i - \sum_j U_j e_j

    Parameters
    ----------
    source : (s, i) [any]
        In the currency of the deal.
    use : (s, j) [any]
    source_rate : (s, i) [USD million/any]
        Of the day of each deal.
    use_rate : (s, j) [USD million/any]

    Returns
    -------
    SourcesUses

    References
    ----------
    S84.
    """
    xp = namespace(source, use)
    incoming = xp.sum(source * source_rate, axis=-1)
    outgoing = xp.sum(use * use_rate, axis=-1)
    return SourcesUses(source_total=incoming, use_total=outgoing, net_funds=incoming - outgoing)
