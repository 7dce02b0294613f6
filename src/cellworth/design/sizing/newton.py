"""One Newton step of the two equations in area and capacity, derivatives by hand."""

from typing import NamedTuple

from cellworth.core.arrays import namespace
from cellworth.core.types import Array
from cellworth.design.corrections import DesignCorrections
from cellworth.design.sizing.hardware import Body
from cellworth.design.sizing.problem import Problem

__all__ = ["Guess", "first_guess", "hardware_asi", "newton_step", "positive_width"]

LEAST_SLOPE = 0.02
LARGEST_GROWTH = 4.0
LARGEST_FALL = 0.25
LEAST_MARGIN = 1.0e-3


class Guess(NamedTuple):
    """State of the solve.

    Attributes
    ----------
    area : (s,) [cm^2]
        Of the positive as capacity over thickness asks for it; the current limit may enlarge it.
    capacity : (s,) [Ah]
        Of the pack.
    change : (s,) [1]
        Relative change of the area in the last step.
    """

    area: Array
    capacity: Array
    change: Array


class _Hardware(NamedTuple):
    """Hardware impedance and its derivatives with respect to A and c."""

    value: Array
    by_area: Array
    by_capacity: Array


def _square(body: Body, area: Array, charge: Array) -> Array:
    if body.square_capacity is None:
        return body.square_area * area
    return body.square_area * area + body.square_capacity * charge


def positive_width(body: Body, area: Array, charge: Array) -> Array:
    r"""Width of the positive, :math:`\sqrt{\omega_A A + \omega_C c}`.

    Parameters
    ----------
    body : Body
    area : (s,) [cm^2]
    charge : (s,) [Ah]
        Capacity, or more where the current limit enlarges the area.

    Returns
    -------
    width : (s,) [mm]

    References
    ----------
    D64. [batpac5]_
    """
    xp = namespace(area)
    return xp.sqrt(_square(body, area, charge))


def _hardware(body: Body, area: Array, charge: Array) -> _Hardware:
    width = positive_width(body, area, charge)
    across = body.width + body.width_area * area
    slope = body.width_area * width
    by_capacity = body.capacity
    if body.width_ratio is not None:
        ratio = body.width_ratio / area
        across = across + ratio * charge
        turn = ratio * width
        by_capacity = by_capacity + turn
        slope = slope - turn * charge / area
    half = 0.5 * across / width
    by_area = body.area + slope + half * body.square_area
    if body.square_capacity is not None:
        by_capacity = by_capacity + half * body.square_capacity
    return _Hardware(body.area * area + body.capacity * charge + width * across, by_area, by_capacity)


def hardware_asi(body: Body, area: Array, charge: Array) -> Array:
    r"""Hardware impedance, :math:`\alpha_A A + \alpha_C c + W (\rho A + \kappa + \tau c/A)`.

    Parameters
    ----------
    body : Body
    area : (s,) [cm^2]
    charge : (s,) [Ah]

    Returns
    -------
    impedance : (s,) [ohm cm^2]

    References
    ----------
    D54. [batpac5]_
    """
    return _hardware(body, area, charge).value


class _Impedance(NamedTuple):
    """Impedance for power and energy, each with its derivatives with respect to a and C."""

    power: Array
    power_by_area: Array
    power_by_capacity: Array
    energy: Array
    energy_by_area: Array
    energy_by_capacity: Array


class _Interface(NamedTuple):
    """Interfacial impedance and its derivatives with respect to a, A and C."""

    value: Array
    by_wanted: Array
    by_area: Array
    by_capacity: Array


def _interface(
    problem: Problem, wanted: Array, area: Array, capacity: Array, corrections: DesignCorrections
) -> _Interface:
    xp = namespace(wanted)
    rate = problem.limit_capacity / capacity
    if corrections.diffusion_term:
        left = xp.maximum(1.0 - rate, LEAST_MARGIN)
        solid, rate_slope = left * left, rate / left
    else:
        square = rate * rate
        solid = xp.maximum(1.0 - square, LEAST_MARGIN)
        rate_slope = square / solid
    density = problem.current_area / area
    ionic = xp.maximum(1.0 - density, LEAST_MARGIN)
    positive = problem.rate_interface / xp.sqrt(solid * ionic)
    by_wanted = (problem.interface + positive) / capacity
    share = positive * (wanted / capacity)
    value = by_wanted * wanted
    return _Interface(
        value,
        by_wanted,
        -0.5 * share * density / (ionic * area),
        -(value + share * rate_slope) / capacity,
    )


def _impedance(
    problem: Problem, body: Body, guess: Guess, area: Array, corrections: DesignCorrections
) -> _Impedance:
    a, capacity = guess.area, guess.capacity
    if corrections.current_limit_thickness:
        hardware = _hardware(body, area, capacity)
        interface = _interface(problem, a, area, capacity, corrections)
        by_area, by_capacity = hardware.by_area, hardware.by_capacity
        bend = interface.by_area
    else:
        xp = namespace(a)
        growth = area / a
        free = xp.astype(growth <= 1.0, a.dtype)
        hardware = _hardware(body, area, growth * capacity)
        interface = _interface(problem, a, area, capacity, corrections)
        by_area = hardware.by_area * free + hardware.by_capacity * (free - growth) * (capacity / a)
        by_capacity = hardware.by_capacity * growth
        bend = interface.by_area * free
    return _Impedance(
        problem.ohmic + interface.value + hardware.value,
        interface.by_wanted + bend + by_area,
        interface.by_capacity + by_capacity,
        problem.energy_ohmic + hardware.value,
        by_area,
        by_capacity,
    )


class _Demand(NamedTuple):
    """Area the largest demand asks for, its derivatives, and the largest area worth trying."""

    value: Array
    by_area: Array
    by_capacity: Array
    ceiling: Array


def _demand(problem: Problem, asi: _Impedance, guess: Guess, corrections: DesignCorrections) -> _Demand:
    a, capacity = guess.area, guess.capacity
    xp = namespace(a)
    fit = problem.charge_scale * asi.power**problem.charge_exponent
    loose = fit + problem.charge_base
    thickness = xp.minimum(xp.maximum(loose, problem.thinnest), problem.thickest)
    volume = problem.area_scale * capacity
    bound = volume / thickness
    steep = problem.charge_exponent * fit * bound / (thickness * asi.power)
    power, energy = problem.power_area * asi.power, problem.energy_area * asi.energy
    demand = xp.maximum(power, energy)
    value = xp.maximum(demand, bound)
    bounded = bound >= demand
    by_power = xp.where(
        bounded,
        xp.where(loose == thickness, -steep, 0.0),
        xp.where(power >= energy, problem.power_area, 0.0),
    )
    by_energy = xp.where(bounded | (power >= energy), 0.0, problem.energy_area)
    by_area = by_power * asi.power_by_area + by_energy * asi.energy_by_area
    by_capacity = by_power * asi.power_by_capacity + by_energy * asi.energy_by_capacity
    by_capacity = by_capacity + xp.where(bounded, bound / capacity, 0.0)
    ceiling = xp.where(bounded, volume / problem.thinnest, LARGEST_GROWTH * a)
    if corrections.current_limit_thickness:
        limited = problem.least_area >= value
        by_area, by_capacity = xp.where(limited, 0.0, by_area), xp.where(limited, 0.0, by_capacity)
        value = xp.maximum(value, problem.least_area)
        ceiling = xp.maximum(ceiling, problem.least_area)
    return _Demand(value, by_area, by_capacity, ceiling)


def newton_step(problem: Problem, body: Body, guess: Guess, corrections: DesignCorrections) -> Guess:
    r"""Better area and capacity.

    With :math:`A = \max(a, A_j)` the equations are

    .. math::
       a = \max(A_{power}, A_{energy}, A_{charge}, A_{max}), \qquad
       C (q_0 - q_1 C R_E/A) = E

    Parameters
    ----------
    problem : Problem
    body : Body
    guess : Guess
    corrections : DesignCorrections

    Returns
    -------
    guess : Guess

    Notes
    -----
    All candidate areas are convex in the area, so steps from a smaller area do not pass the solution.
    Where no slope is left there is none; the area then grows by the largest step, under charging up to
    the thinnest coating.

    References
    ----------
    D32, D33, D35, D36, D37, D38, D57. [batpac5]_
    """
    a, capacity = guess.area, guess.capacity
    xp = namespace(a)
    area = xp.maximum(a, problem.least_area)
    asi = _impedance(problem, body, guess, area, corrections)
    demand = _demand(problem, asi, guess, corrections)
    per_area = problem.sag * capacity / area
    loss = per_area * asi.energy
    energy_gap = capacity * (problem.voltage - loss) - problem.target
    pull = per_area * capacity
    energy_c = problem.voltage - 2.0 * loss - pull * asi.energy_by_capacity
    energy_c = xp.maximum(energy_c, LEAST_SLOPE * problem.voltage)
    own = (
        asi.energy / area
        if corrections.current_limit_thickness
        else xp.where(a < area, 0.0, asi.energy / area)
    )
    energy_a = pull * (own - asi.energy_by_area)
    area_gap = a - demand.value
    slope = 1.0 - demand.by_area + demand.by_capacity * energy_a / energy_c
    push = area_gap + demand.by_capacity * energy_gap / energy_c
    tried = a - push / xp.maximum(slope, LEAST_SLOPE)
    new = xp.maximum(xp.minimum(tried, demand.ceiling), LARGEST_FALL * a)
    step = new - a
    drop = (energy_gap + energy_a * step) / energy_c
    new_capacity = xp.minimum(xp.maximum(capacity - drop, 0.5 * capacity), 2.0 * capacity)
    return Guess(new, new_capacity, step / a)


def first_guess(problem: Problem) -> Guess:
    r"""Start at a small area: the largest of what limits ask for without hardware.

    Parameters
    ----------
    problem : Problem

    Returns
    -------
    guess : Guess

    References
    ----------
    D32, D33, D37, D57. [batpac5]_
    """
    xp = namespace(problem.target)
    loss = problem.sag * problem.energy_ohmic * problem.thickest / problem.area_scale
    capacity = problem.target / xp.maximum(problem.voltage - loss, 0.5 * problem.voltage)
    room = 1.0 - problem.power_area * (problem.interface + problem.rate_interface) / capacity
    power = problem.power_area * problem.ohmic / xp.maximum(room, LEAST_SLOPE)
    thick = problem.area_scale * capacity / problem.thickest
    area = xp.maximum(xp.maximum(thick, power), problem.energy_area * problem.energy_ohmic)
    area = xp.maximum(area, problem.least_area)
    return Guess(area, capacity, xp.ones_like(area))
