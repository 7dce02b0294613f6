"""What an interrupted supply costs on average."""

from cellworth.core.arrays import namespace
from cellworth.core.types import Array


def disruption_loss(
    rate: Array, duration: Array, demand: Array, share: Array, surge: Array, recovered: Array, margin: Array
) -> Array:
    r"""Expected yearly loss from suppliers that fail independently.

    .. math:: \sum_k \lambda_k d_k D \sigma_k (1 - g_k)(1 - \rho) m

    Parameters
    ----------
    rate : (s, k) [1/year]
        Disruptions of each supplier.
    duration : (s, k) [year]
    demand : (s,) [GWh/year]
    share : (s, k) [1]
        Of the demand that the supplier serves.
    surge : (s, k) [1]
        Part of its share that the others make up at once.
    recovered : (s,) [1]
        Part of the lost vehicles sold later.
    margin : (s,) [USD/kWh]
        Vehicle contribution lost with each kWh.

    Returns
    -------
    disruption_loss : (s,) [USD million/year]

    References
    ----------
    S37.
    """
    stopped = stopped_share(rate, duration, share, surge)
    return lost_margin(namespace(stopped).sum(stopped, axis=-1), demand, recovered, margin)


def stopped_share(rate: Array, duration: Array, share: Array, surge: Array) -> Array:
    r"""Part of a year's demand that waits for one supplier on average, :math:`\lambda d \sigma (1 - g)`.

    Parameters
    ----------
    rate : (s,) [1/year]
    duration : (s,) [year]
    share, surge : (s,) [1]

    Returns
    -------
    stopped_share : (s,) [1]

    References
    ----------
    S37.
    """
    return rate * duration * share * (1.0 - surge)


def lost_margin(stopped: Array, demand: Array, recovered: Array, margin: Array) -> Array:
    r"""Contribution of the vehicles that are not sold later, :math:`x D (1 - \rho) m`.

    Parameters
    ----------
    stopped : (s,) [1]
        Part of the demand without cells.
    demand : (s,) [GWh/year]
    recovered : (s,) [1]
    margin : (s,) [USD/kWh]

    Returns
    -------
    lost_margin : (s,) [USD million/year]

    References
    ----------
    S37.
    """
    return stopped * demand * (1.0 - recovered) * margin


def common_cause_loss(rate: Array, duration: Array, demand: Array, recovered: Array, margin: Array) -> Array:
    r"""Expected yearly loss from a cause that stops all suppliers at once; dual sourcing does not help.

    .. math:: \lambda_c d_c D (1 - \rho) m

    Parameters
    ----------
    rate : (s,) [1/year]
    duration : (s,) [year]
    demand : (s,) [GWh/year]
    recovered : (s,) [1]
    margin : (s,) [USD/kWh]

    Returns
    -------
    common_cause_loss : (s,) [USD million/year]

    References
    ----------
    S37.
    """
    return lost_margin(rate * duration, demand, recovered, margin)
