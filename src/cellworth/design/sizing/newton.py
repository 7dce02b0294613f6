"""One Newton step of the two equations in area and capacity, derivatives by hand."""

from typing import NamedTuple

from cellworth.core.arrays import namespace
from cellworth.core.types import Array
from cellworth.design.corrections import DesignCorrections
from cellworth.design.sizing.hardware import Body
from cellworth.design.sizing.problem import Problem

__all__ = ["Guess", "first_guess", "hardware_asi", "newton_step", "positive_width"]

LARGEST_GROWTH = 4.0
LEAST_ROOM = 0.02
START_SHARE = 0.9


class Guess(NamedTuple):
    """State of the solve.

    Attributes
    ----------
    area : (s,) [cm^2]
        Of the positive as capacity over thickness asks for it; the current limit may enlarge it.
    capacity : (s,) [Ah]
        Of the pack.
    """

    area: Array
    capacity: Array


class _Hardware(NamedTuple):
    """Hardware impedance and its derivatives with respect to A and c."""

    value: Array
    by_area: Array
    by_capacity: Array


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
    if body.square_capacity is None:
        return xp.sqrt(body.square_area * area)
    return xp.sqrt(body.square_area * area + body.square_capacity * charge)


def _hardware(body: Body, area: Array, charge: Array, per_area: Array, loading: Array) -> _Hardware:
    width = positive_width(body, area, charge)
    across = body.width + body.width_area * area
    slope = body.width_area * width
    by_capacity = body.capacity
    if body.width_ratio is not None:
        across = across + body.width_ratio * loading
        turn = body.width_ratio * per_area * width
        by_capacity = by_capacity + turn
        slope = slope - turn * loading
    half = across / (width + width)
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
    return _hardware(body, area, charge, 1.0 / area, charge / area).value


class _Interface(NamedTuple):
    """Interfacial impedance, its derivative to a, and minus that to A where it is a.

    To C it is minus the value over C, but for the small part of the diffusion limit.
    """

    value: Array
    by_wanted: Array
    fall: Array


def _interface(
    problem: Problem,
    wanted: Array,
    per_area: Array,
    per_capacity: Array,
    corrections: DesignCorrections,
) -> _Interface:
    xp = namespace(wanted)
    rate = problem.limit_capacity * per_capacity
    if corrections.diffusion_term:
        left = xp.maximum(1.0 - rate, problem.least_room)
        solid = left * left
    else:
        solid = xp.maximum(1.0 - rate * rate, problem.least_room)
    density = problem.current_area * per_area
    ionic = 1.0 - density
    positive = problem.rate_interface / xp.sqrt(solid * ionic)
    by_wanted = (problem.interface + positive) * per_capacity
    return _Interface(by_wanted * wanted, by_wanted, positive * density / (ionic + ionic) * per_capacity)


class _Demand(NamedTuple):
    """Area the largest demand asks for, its derivatives, and the largest area worth a try."""

    value: Array
    by_area: Array
    by_capacity: Array
    ceiling: Array


def _demand(
    problem: Problem,
    power: tuple[Array, Array, Array],
    energy: tuple[Array, Array, Array],
    guess: Guess,
    per_capacity: Array,
    reach: Array,
    corrections: DesignCorrections,
) -> _Demand:
    """Largest of the candidate areas from power and energy impedance, each (value, by a, by C)."""
    a, capacity = guess
    xp = namespace(a)
    fit = problem.charge_scale * power[0] ** problem.charge_exponent
    loose = fit + problem.charge_base
    thickness = xp.minimum(xp.maximum(loose, problem.thinnest), problem.thickest)
    bound = problem.area_scale * capacity / thickness
    a_power, a_energy = problem.power_area * power[0], problem.energy_area * energy[0]
    asked = xp.maximum(a_power, a_energy)
    value = xp.maximum(asked, bound)
    strong = xp.astype(a_power >= a_energy, a.dtype)
    by_charge, free = xp.astype(bound >= asked, a.dtype), xp.astype(bound < asked, a.dtype)
    steep = xp.astype(loose == thickness, a.dtype) * (fit * bound / (thickness * power[0]))
    by_power = free * strong * problem.power_area - by_charge * (problem.charge_exponent * steep)
    by_energy = free * (1.0 - strong) * problem.energy_area
    by_area = by_power * power[1] + by_energy * energy[1]
    by_capacity = by_power * power[2] + by_energy * energy[2] + by_charge * (bound * per_capacity)
    ceiling = by_charge * (problem.thinnest_area * reach) + free * (LARGEST_GROWTH * a)
    if corrections.current_limit_thickness:
        beyond = xp.astype(problem.least_area < value, a.dtype)
        by_area, by_capacity = by_area * beyond, by_capacity * beyond
        value = xp.maximum(value, problem.least_area)
        ceiling = xp.maximum(ceiling, problem.least_area)
    return _Demand(value, by_area, by_capacity, ceiling)


def newton_step(problem: Problem, body: Body, guess: Guess, corrections: DesignCorrections) -> Guess:
    r"""Better area and capacity.

    With :math:`A = \max(a, A_j)` and :math:`c = C A/a` the equations are

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
    Where no slope is left there is no solution and the area grows by the largest step; under charging
    it comes back to that of the thinnest coating.

    References
    ----------
    D32, D33, D35, D36, D37, D38, D54, D57. [batpac5]_
    """
    a, capacity = guess
    xp = namespace(a)
    area = xp.maximum(a, problem.least_area)
    per_area, per_capacity, loading = 1.0 / area, 1.0 / capacity, capacity / a
    interface = _interface(problem, a, per_area, per_capacity, corrections)
    if corrections.current_limit_thickness:
        hardware = _hardware(body, area, capacity, per_area, loading)
        by_area, by_capacity, fall = hardware.by_area, hardware.by_capacity, interface.fall
        own = per_area
    else:
        charge = area * loading
        free = xp.astype(a >= area, a.dtype)
        hardware = _hardware(body, area, charge, per_area, loading)
        by_area = hardware.by_area * free + hardware.by_capacity * (free * loading - charge / a)
        by_capacity, fall = hardware.by_capacity * (charge * per_capacity), interface.fall * free
        own = per_area * free
    power = problem.ohmic + interface.value + hardware.value
    energy = problem.energy_ohmic + hardware.value
    pull = problem.sag * capacity * per_area
    loss = pull * energy
    voltage = problem.voltage - loss
    pull = pull * capacity
    gap_slope = xp.maximum(voltage - loss - pull * by_capacity, problem.least_voltage)
    gap = (capacity * voltage - problem.target) / gap_slope
    nearer = capacity - gap
    demand = _demand(
        problem,
        (power, interface.by_wanted - fall + by_area, by_capacity - interface.value * per_capacity),
        (energy, by_area, by_capacity),
        guess,
        per_capacity,
        xp.maximum(capacity, nearer),
        corrections,
    )
    turn = pull * (energy * own - by_area) / gap_slope
    slope = xp.maximum(1.0 - demand.by_area + demand.by_capacity * turn, problem.least_room)
    tried = a - (a - demand.value + demand.by_capacity * gap) / slope
    new = xp.maximum(xp.minimum(tried, demand.ceiling), problem.smallest_area)
    return Guess(new, xp.maximum(nearer - turn * (new - a), problem.smallest_capacity))


def first_guess(problem: Problem, body: Body) -> Guess:
    r"""Start at a small area: the largest demand with the hardware of a smaller one.

    Parameters
    ----------
    problem : Problem
    body : Body

    Returns
    -------
    guess : Guess

    References
    ----------
    D32, D33, D35, D37, D57. [batpac5]_
    """
    xp = namespace(problem.target)
    capacity = problem.first_capacity
    room = 1.0 - problem.power_area * (problem.interface + problem.rate_interface) / capacity
    room = xp.maximum(room, LEAST_ROOM)
    power = problem.power_area * problem.ohmic / room
    volume = problem.area_scale * capacity
    least = xp.maximum(volume / problem.thickest, problem.least_area)
    area = xp.maximum(xp.maximum(least, power), problem.energy_area * problem.energy_ohmic)
    hardware = START_SHARE * hardware_asi(body, area, capacity)
    interface = (problem.interface + problem.rate_interface) * area / capacity
    fit = problem.charge_scale * (problem.ohmic + interface + hardware) ** problem.charge_exponent
    charge = volume / xp.maximum(fit + problem.charge_base, problem.thinnest)
    power = problem.power_area * (problem.ohmic + hardware) / room
    energy = problem.energy_area * (problem.energy_ohmic + hardware)
    return Guess(xp.maximum(xp.maximum(area, charge), xp.maximum(power, energy)), capacity)
