"""Vehicles and the cells they need: adoption, yearly shocks, jumps, energy, change of chemistry."""

from cellworth.core.arrays import namespace
from cellworth.core.types import Array


def adopted_share(years: Array, innovation: Array, imitation: Array) -> Array:
    r"""Share of the market that has adopted by a time (Bass).

    .. math:: F(t) = \frac{1 - e^{-(p + q) t}}{1 + (q/p) e^{-(p + q) t}}

    Parameters
    ----------
    years : (s, y) [year]
        Since the start.
    innovation, imitation : (s, y) [1/year]
        Above zero.

    Returns
    -------
    share : (s, y) [1]

    References
    ----------
    S9. [bass1969]_
    """
    xp = namespace(years, innovation, imitation)
    decay = xp.exp(-(innovation + imitation) * years)
    return (1.0 - decay) / (1.0 + imitation / innovation * decay)


def peak_adoption(innovation: Array, imitation: Array) -> Array:
    r"""Time of most adoptions a year, :math:`\ln(q/p) / (p + q)`.

    Parameters
    ----------
    innovation, imitation : (s,) [1/year]

    Returns
    -------
    peak_adoption : (s,) [year]

    References
    ----------
    S9. [bass1969]_
    """
    xp = namespace(innovation, imitation)
    return xp.log(imitation / innovation) / (innovation + imitation)


def logistic_share(years: Array, ceiling: Array, rate: Array, middle: Array) -> Array:
    r"""Share of sales on its way to a ceiling.

    .. math:: s = \frac{K}{1 + e^{-r (t - t_0)}}

    Parameters
    ----------
    years : (s, y) [year]
    ceiling : (s, y) [1]
    rate : (s, y) [1/year]
        From a tenth to nine tenths takes :math:`\ln 81 / r`.
    middle : (s, y) [year]
        When half the ceiling is reached.

    Returns
    -------
    share : (s, y) [1]

    References
    ----------
    S10.
    """
    xp = namespace(years, ceiling, rate, middle)
    return ceiling / (1.0 + xp.exp(-rate * (years - middle)))


def common_shock(market: Array, own: Array, weight: Array) -> Array:
    r"""Shock of a programme that shares part of the market's.

    .. math:: \epsilon = \sqrt{\rho_m} M + \sqrt{1 - \rho_m} e

    Parameters
    ----------
    market, own : (s,) [1]
        Standard normal.
    weight : (s,) [1]
        Share of the variance that is common.

    Returns
    -------
    common_shock : (s,) [1]

    References
    ----------
    S11.
    """
    xp = namespace(market, own, weight)
    return xp.sqrt(weight) * market + xp.sqrt(1.0 - weight) * own


def next_shock(shock: Array, persistence: Array, sd: Array, score: Array) -> Array:
    r"""Logarithmic shock of the next year.

    .. math:: X_t = \varphi X_{t-1} + \sigma \sqrt{1 - \varphi^2} \, \epsilon_t

    Parameters
    ----------
    shock : (s,) [1]
        This year's.
    persistence : (s,) [1]
        Below one in size.
    sd : (s,) [1]
        In the long run.
    score : (s,) [1]
        Standard normal.

    Returns
    -------
    next_shock : (s,) [1]

    References
    ----------
    S11.
    """
    xp = namespace(shock, persistence, sd, score)
    return persistence * shock + sd * xp.sqrt(1.0 - persistence * persistence) * score


def shock_variance(variance: Array, persistence: Array, sd: Array) -> Array:
    r"""Variance of next year's shock from this year's; zero before the first.

    .. math:: V_t = \varphi^2 V_{t-1} + \sigma^2 (1 - \varphi^2)

    Parameters
    ----------
    variance : (s,) [1]
    persistence, sd : (s,) [1]

    Returns
    -------
    shock_variance : (s,) [1]
        Tends to the square of the long-run deviation.

    References
    ----------
    S11.
    """
    kept = persistence * persistence
    return kept * variance + sd * sd * (1.0 - kept)


def shock_factor(shock: Array, variance: Array) -> Array:
    r"""Volume over plan; its mean is one.

    .. math:: e^{X_t - V_t / 2}

    Parameters
    ----------
    shock : (s,) [1]
    variance : (s,) [1]
        Of the shock; the long-run one where shocks have always been at work.

    Returns
    -------
    shock_factor : (s,) [1]

    References
    ----------
    S11.
    """
    xp = namespace(shock, variance)
    return xp.exp(shock - variance / 2.0)


def jump_factor(uniform: Array, rate: Array, loss: Array) -> Array:
    r"""Volume kept in a year: all of it, or less by a jump.

    .. math:: 1 - J \text{ with chance } \lambda \text{, else } 1

    Parameters
    ----------
    uniform : (s,) [1]
    rate : (s,) [1/year]
        Chance of a jump in a year.
    loss : (s,) [1]
        Part of the year's volume lost.

    Returns
    -------
    jump_factor : (s,) [1]
        Its mean is :math:`1 - \lambda J`: a jump is not in the plan.

    References
    ----------
    S11.
    """
    xp = namespace(uniform, rate, loss)
    return xp.where(uniform < rate, 1.0 - loss, xp.ones_like(uniform))


def energy_demand(vehicles: Array, pack_energy: Array, share: Array, service: Array) -> Array:
    r"""Energy of the cells a programme needs in a year.

    .. math:: D = N E g (1 + s)

    Parameters
    ----------
    vehicles : (s, y) [1/year]
    pack_energy : (s, y) [kWh]
        Steps with the model year.
    share : (s, y) [1]
        Of the vehicles that have this chemistry.
    service : (s, y) [1]
        Packs on top, for service and scrap.

    Returns
    -------
    energy : (s, y) [kWh/year]

    References
    ----------
    S12.
    """
    return vehicles * pack_energy * share * (1.0 + service)


def chemistry_share(years: Array, first_share: Array, first_year: Array, rate: Array) -> Array:
    r"""Share of a new chemistry that takes the place of an old one (Fisher and Pry).

    .. math:: g = \frac{1}{1 + (1/g_0 - 1) e^{-b (t - t_0)}}

    Parameters
    ----------
    years : (s, y) [year]
    first_share : (s, y) [1]
        In the first year.
    first_year : (s, y) [year]
    rate : (s, y) [1/year]

    Returns
    -------
    share : (s, y) [1]

    References
    ----------
    S13. [fisher1971]_
    """
    xp = namespace(years, first_share, first_year, rate)
    return 1.0 / (1.0 + (1.0 / first_share - 1.0) * xp.exp(-rate * (years - first_year)))
