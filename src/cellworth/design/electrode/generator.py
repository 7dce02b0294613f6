"""Full-cell capacities and voltage of a new pair of electrodes from half-cell curves."""

from cellworth.core.arrays import namespace
from cellworth.core.record import record
from cellworth.core.types import Array

__all__ = ["CoupleMade", "HalfCell", "PairLosses", "capacity_on_curve", "made_couple", "mass_ratio"]

BISECTIONS = 60
POINTS = 11


@record
class HalfCell:
    """Voltage of one electrode against lithium.

    Attributes
    ----------
    lithium_fraction : (k,) [1]
        Rising.
    half_cell_voltage : (k,) [V]
        Falling with lithium, at least around the cut-offs.
    theoretical_capacity : (1,) [mAh/g]
    """

    lithium_fraction: Array
    half_cell_voltage: Array
    theoretical_capacity: Array


@record
class PairLosses:
    """Losses and limits of a pair.

    Attributes
    ----------
    positive_loss, negative_loss : (s,) [1]
        Of the first charge, as fractions.
    sei_loss : (s,) [mAh/g]
        Per mass of negative active material.
    negative_cutoff : (s,) [V]
    target_ratio : (s,) [1]
        Negative over positive capacity after formation.
    full_voltage : (s,) [V]
        Of the charged cell.
    full_lithiation, empty_negative : (1,) [1]
        Lithium fraction of the discharged positive; of the discharged negative when the SEI limits.
    """

    positive_loss: Array
    negative_loss: Array
    sei_loss: Array
    negative_cutoff: Array
    target_ratio: Array
    full_voltage: Array
    full_lithiation: Array
    empty_negative: Array


@record
class CoupleMade:
    """What the generator adds to the couple table.

    Attributes
    ----------
    made_positive_capacity, made_negative_capacity : (s,) [mAh/g]
        In the full cell.
    made_ratio : (s,) [1]
        Negative over positive capacity.
    made_mass_ratio : (s,) [1]
        Negative over positive active mass.
    positive_cutoff : (s,) [V]
    made_ocv : (s, 11) [V]
        At 0, 10, …, 100 % state of charge.
    """

    made_positive_capacity: Array
    made_negative_capacity: Array
    made_ratio: Array
    made_mass_ratio: Array
    positive_cutoff: Array
    made_ocv: Array


def _piecewise(x: Array, nodes: Array, values: Array) -> Array:
    """Linear interpolation on rising nodes, straight on beyond the ends."""
    xp = namespace(x, nodes)
    last = nodes.shape[0] - 2
    place = xp.clip(xp.searchsorted(nodes, xp.reshape(x, (-1,)), side="right") - 1, 0, last)
    place = xp.reshape(place, x.shape)
    low, high = xp.take(nodes, xp.reshape(place, (-1,))), xp.take(nodes, xp.reshape(place + 1, (-1,)))
    first = xp.reshape(xp.take(values, xp.reshape(place, (-1,))), x.shape)
    second = xp.reshape(xp.take(values, xp.reshape(place + 1, (-1,))), x.shape)
    low, high = xp.reshape(low, x.shape), xp.reshape(high, x.shape)
    return first + (second - first) * (x - low) / (high - low)


def _lithium_at(voltage: Array, cell: HalfCell) -> Array:
    xp = namespace(voltage)
    return _piecewise(voltage, xp.flip(cell.half_cell_voltage), xp.flip(cell.lithium_fraction))


def capacity_on_curve(
    positive_cutoff: Array, positive: HalfCell, negative: HalfCell, losses: PairLosses
) -> tuple[Array, Array]:
    r"""First-charge capacities, :math:`[1 - x_p(V_p)] Q_p` and :math:`x_n(V_n) Q_n`.

    Parameters
    ----------
    positive_cutoff : (s,) [V]
    positive, negative : HalfCell
    losses : PairLosses

    Returns
    -------
    positive, negative : (s,) [mAh/g]

    References
    ----------
    D160. [batpac5]_
    """
    taken = (1.0 - _lithium_at(positive_cutoff, positive)) * positive.theoretical_capacity
    given = _lithium_at(losses.negative_cutoff, negative) * negative.theoretical_capacity
    return taken, given


def mass_ratio(first_positive: Array, first_negative: Array, losses: PairLosses) -> Array:
    r"""Negative over positive mass that gives the target ratio of capacities.

    .. math::
       y = \frac{r q_{p1}}{q_n + r s} \text{ if the SEI takes more than the positive loses, else }
       y = \frac{q_p (r + \epsilon_p)}{q_n + s (1 - \epsilon_p)}

    Parameters
    ----------
    first_positive, first_negative : (s,) [mAh/g]
        Of the first charge.
    losses : PairLosses

    Returns
    -------
    ratio : (s,) [1]

    Notes
    -----
    The workbook relaxes the ratio; both of its cases are linear in it.

    References
    ----------
    D161, D162. [batpac5]_
    """
    xp = namespace(first_positive)
    negative = first_negative * (1.0 - losses.negative_loss)
    positive = first_positive * (1.0 - losses.positive_loss)
    asked, sei, loss = losses.target_ratio, losses.sei_loss, losses.positive_loss
    limited = asked * sei > loss * (negative + asked * sei)
    by_sei = asked * first_positive / (negative + asked * sei)
    by_positive = positive * (asked + loss) / (negative + sei * (1.0 - loss))
    return xp.where(limited, by_sei, by_positive)


def made_couple(positive: HalfCell, negative: HalfCell, losses: PairLosses) -> CoupleMade:
    r"""Capacities, balance and voltage of the pair, charged to the full-cell voltage.

    .. math:: U_k = V_p(x_0 - (x_0 - x_{100}) k/10) - V_n(z_0 + (z_{100} - z_0) k/10)

    Parameters
    ----------
    positive, negative : HalfCell
    losses : PairLosses

    Returns
    -------
    couple : CoupleMade

    Notes
    -----
    The cut-off of the positive, in which the voltage of the charged cell rises, is found by bisection.
    The supplied couples are not made by this; NMC811 against graphite gives 207.97 mAh/g where the couple
    table has 213.6.

    References
    ----------
    D160, D161, D162, D163, D164, D165, D166. [batpac5]_
    """
    xp = namespace(losses.full_voltage)
    curve = positive.half_cell_voltage
    low = xp.zeros_like(losses.full_voltage) + xp.min(curve)
    high = xp.zeros_like(losses.full_voltage) + xp.max(curve)
    for _ in range(BISECTIONS):
        middle = 0.5 * (low + high)
        above = _state(middle, positive, negative, losses).made_ocv[:, -1] > losses.full_voltage
        low, high = xp.where(above, low, middle), xp.where(above, middle, high)
    return _state(0.5 * (low + high), positive, negative, losses)


def _state(cutoff: Array, positive: HalfCell, negative: HalfCell, losses: PairLosses) -> CoupleMade:
    """Pair charged to a cut-off of the positive (D160 to D165)."""
    xp = namespace(cutoff)
    first_p, first_n = capacity_on_curve(cutoff, positive, negative, losses)
    ratio = mass_ratio(first_p, first_n, losses)
    taken = ratio * losses.sei_loss / first_p
    by_sei = taken > losses.positive_loss
    kept_p = first_p * (1.0 - losses.positive_loss)
    kept_n = first_n * (1.0 - losses.negative_loss)
    back = kept_p * (losses.positive_loss - taken) / ratio
    full_p = xp.where(by_sei, first_p * (1.0 - taken), kept_p)
    full_n = xp.where(by_sei, kept_n, kept_n - back)
    host_p = positive.theoretical_capacity - losses.positive_loss * first_p
    host_n = (negative.theoretical_capacity - losses.negative_loss * first_n) * ratio
    missing = (taken - losses.positive_loss) * first_p
    start_p = losses.full_lithiation - xp.where(by_sei, missing / host_p, 0.0)
    end_p = xp.maximum(start_p - full_p / host_p, xp.min(positive.lithium_fraction))
    start_n = xp.where(by_sei, losses.empty_negative, -missing / host_n)
    end_n = start_n + full_p / host_n
    step = xp.arange(POINTS, dtype=cutoff.dtype)[None, :] / (POINTS - 1.0)
    x = start_p[:, None] + (end_p - start_p)[:, None] * step
    z = start_n[:, None] + (end_n - start_n)[:, None] * step
    upper = _piecewise(x, positive.lithium_fraction, positive.half_cell_voltage)
    lower = _piecewise(z, negative.lithium_fraction, negative.half_cell_voltage)
    return CoupleMade(
        made_positive_capacity=full_p,
        made_negative_capacity=full_n,
        made_ratio=full_n * ratio / full_p,
        made_mass_ratio=ratio,
        positive_cutoff=cutoff,
        made_ocv=upper - lower,
    )
