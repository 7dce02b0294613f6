"""Zone of agreement, price, what one more bidder is worth, chance of a deal."""

from cellworth.core.arrays import namespace
from cellworth.core.special import normal_cdf, normal_density
from cellworth.core.sums import ordered_mean
from cellworth.core.types import Array


def zone_width(seller: Array, bidders: Array) -> Array:
    r"""Width of the zone of agreement, :math:`\max_j B_j - R_S`.

    Parameters
    ----------
    seller : (s,) [USD million]
        Reservation price.
    bidders : (s, b) [USD million]

    Returns
    -------
    zone_width : (s,) [USD million]
        Below zero: no price suits both.

    Notes
    -----
    Reservation prices are expectations; our spread on them is ignorance of plans, not market outcome.

    References
    ----------
    S63.
    """
    xp = namespace(seller, bidders)
    return xp.max(bidders, axis=-1) - seller


def bargained_price(seller: Array, bidders: Array, power: Array) -> Array:
    r"""Price of a bargain with the strongest bidder, lifted to the second.

    .. math:: P^* = \max\bigl(R_S + \beta (B_1 - R_S), B_2\bigr)

    Parameters
    ----------
    seller : (s,) [USD million]
    bidders : (s, b) [USD million]
        One or more.
    power : (s,) [1]
        Seller's part of the zone; shown as a band, never estimated.

    Returns
    -------
    bargained_price : (s,) [USD million]
        NaN where there is no zone.

    References
    ----------
    S64. [binmore1986]_
    """
    xp = namespace(seller, bidders)
    first = xp.max(bidders, axis=-1)
    price = seller + power * (first - seller)
    if bidders.shape[-1] > 1:
        price = xp.maximum(price, second_bid(bidders))
    return xp.where(first >= seller, price, xp.nan)


def second_bid(bidders: Array) -> Array:
    """Second highest of the bids.

    Parameters
    ----------
    bidders : (s, b) [USD million]
        Two or more.

    Returns
    -------
    second_bid : (s,) [USD million]

    References
    ----------
    S64, S65.
    """
    xp = namespace(bidders)
    return xp.sort(bidders, axis=-1)[..., -2]


def auction_price(bids: Array, reserve: Array) -> Array:
    """Price of an auction: the second highest bid or the reserve; nothing when no bid reaches it.

    Parameters
    ----------
    bids : (s, b) [USD million]
        Private values; one or more.
    reserve : (s,) [USD million]

    Returns
    -------
    auction_price : (s,) [USD million]
        Its mean over draws with one more column shows what one more bidder is worth.

    References
    ----------
    S65. [krishna2009]_
    """
    xp = namespace(bids)
    reserve = xp.zeros_like(bids[..., 0]) + reserve
    price = xp.maximum(second_bid(bids), reserve) if bids.shape[-1] > 1 else reserve
    return xp.where(xp.max(bids, axis=-1) >= reserve, price, xp.zeros_like(price))


def deal_chance(seller_mean: Array, seller_sd: Array, bidder_mean: Array, bidder_sd: Array) -> Array:
    r"""Chance that a zone exists, under independent normal beliefs.

    .. math:: P(B > R) = \Phi\left(\frac{\mu_B - \mu_R}{\sqrt{\sigma_B^2 + \sigma_R^2}}\right)

    Parameters
    ----------
    seller_mean : (s,) [USD million]
    seller_sd : (s,) [USD million]
    bidder_mean : (s,) [USD million]
    bidder_sd : (s,) [USD million]

    Returns
    -------
    deal_chance : (s,) [1]

    References
    ----------
    S74.
    """
    score, _ = _zone_score(seller_mean, seller_sd, bidder_mean, bidder_sd)
    return normal_cdf(score)


def expected_surplus(seller_mean: Array, seller_sd: Array, bidder_mean: Array, bidder_sd: Array) -> Array:
    r"""Mean width of the zone, no zone counted as zero, under independent normal beliefs.

    .. math:: E \max(0, B - R) = \sigma \bigl(\varphi(z) + z \Phi(z)\bigr)

    Parameters
    ----------
    seller_mean : (s,) [USD million]
    seller_sd : (s,) [USD million]
    bidder_mean : (s,) [USD million]
    bidder_sd : (s,) [USD million]

    Returns
    -------
    expected_surplus : (s,) [USD million]

    References
    ----------
    S74.
    """
    score, spread = _zone_score(seller_mean, seller_sd, bidder_mean, bidder_sd)
    return spread * (normal_density(score) + score * normal_cdf(score))


def drawn_deal_chance(seller: Array, bidders: Array) -> Array:
    """Chance that a zone exists with each bidder, by draws of both beliefs.

    Parameters
    ----------
    seller : (s,) [USD million]
    bidders : (s, b) [USD million]

    Returns
    -------
    drawn_deal_chance : (b,) [1]

    References
    ----------
    S74.
    """
    xp = namespace(seller, bidders)
    return ordered_mean(xp.astype(bidders > seller[:, None], bidders.dtype))


def drawn_surplus(seller: Array, bidders: Array) -> Array:
    """Mean width of the zone with each bidder, no zone counted as zero, by draws.

    Parameters
    ----------
    seller : (s,) [USD million]
    bidders : (s, b) [USD million]

    Returns
    -------
    drawn_surplus : (b,) [USD million]

    References
    ----------
    S74.
    """
    xp = namespace(seller, bidders)
    gap = bidders - seller[:, None]
    return ordered_mean(xp.maximum(gap, xp.zeros_like(gap)))


def _zone_score(
    seller_mean: Array, seller_sd: Array, bidder_mean: Array, bidder_sd: Array
) -> tuple[Array, Array]:
    xp = namespace(seller_mean, bidder_mean)
    spread = xp.sqrt(seller_sd**2 + bidder_sd**2)
    return (bidder_mean - seller_mean) / spread, spread
