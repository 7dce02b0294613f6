"""Labour, equipment and area of the process steps."""

from cellworth.core.arrays import namespace
from cellworth.core.record import record, replace
from cellworth.core.types import Array
from cellworth.factory.corrections import FactoryCorrections
from cellworth.factory.laws.power_law import SharedPowers
from cellworth.factory.parameters import FactoryParameters, StepParameters
from cellworth.factory.plant import PlantInputs
from cellworth.factory.utilization import capacity_factor

REJECTED = "cells_rejected_per_year"
RECYCLING = "reject_recycle"


@record
class StepScales:
    """Scale of each step over its baseline; steps that share a scale share the array.

    Attributes
    ----------
    labor_scale, equipment_scale, area_scale : dict of (s,) [1]
        Per step, at the rate made.
    labor_reserve, equipment_reserve, area_reserve : dict of (s,) [1]
        Per step, what sizing for the full rate and fewer operating days add.
    """

    labor_scale: dict[str, Array]
    equipment_scale: dict[str, Array]
    area_scale: dict[str, Array]
    labor_reserve: dict[str, Array]
    equipment_reserve: dict[str, Array]
    area_reserve: dict[str, Array]


@record
class StepResults:
    """Rate ratio, labour, equipment and area of each step.

    Attributes
    ----------
    step_rate_ratio : dict of (s,) [1]
    step_labor : dict of (s,) [h/year]
    step_equipment : dict of (s,) [million USD]
    step_area : dict of (s,) [m^2]
    positive_solvent_per_area, negative_solvent_per_area : (s,) [kg/m^2]
        Solvent evaporated per electrode area, the second driver of coating.
    """

    step_rate_ratio: dict[str, Array]
    step_labor: dict[str, Array]
    step_equipment: dict[str, Array]
    step_area: dict[str, Array]
    positive_solvent_per_area: Array
    negative_solvent_per_area: Array


def steps_in_force(
    parameters: FactoryParameters, corrections: FactoryCorrections
) -> dict[str, StepParameters]:
    """Parameters of the steps after the corrections that touch them; those in force already stay.

    Parameters
    ----------
    parameters : FactoryParameters
    corrections : FactoryCorrections

    Returns
    -------
    steps : dict of StepParameters

    Notes
    -----
    In parity coating equipment ignores utilization, stacking equipment takes it on its capacity
    term, five steps ignore the operating days, and the recycling step follows built cells.

    References
    ----------
    C55, C60, C63, C66. [batpac5]_
    """
    steps = dict(parameters.steps)
    for name, step in parameters.steps.items():
        on = step.equipment_utilization_on
        if (on == "none" and corrections.coating_follows_utilization) or (
            on == "secondary_driver" and corrections.stacking_utilization_on_rate
        ):
            steps[name] = replace(steps[name], equipment_utilization_on="driver")
        if corrections.operating_days_on_all_steps and not (step.days_on_equipment and step.days_on_area):
            steps[name] = replace(steps[name], days_on_equipment=True, days_on_area=True)
    if corrections.rejects_drive_recycling and steps[RECYCLING].driver != REJECTED:
        rejected = (
            parameters.baseline["cells_built_per_year"] - parameters.baseline["cells_accepted_per_year"]
        )
        steps[RECYCLING] = replace(steps[RECYCLING], driver=REJECTED, baseline_rate=rejected)
    return steps


def step_scales(
    steps: dict[str, StepParameters],
    powers: SharedPowers,
    plant: PlantInputs,
    use: Array,
    days_at_baseline: Array,
    *,
    full_crew: bool = False,
) -> StepScales:
    r"""Scale of labour, equipment and area of every step over the baseline plant.

    .. math::

       L / L^0 = x^a y^{a_2}, \quad K / (K^0 \delta) = (\gamma_K x)^b y^{b_2} \theta,
       \quad A / (A^0 \delta) = (\gamma_A x)^g y^{g_2}

    Parameters
    ----------
    steps : dict of StepParameters
    powers : SharedPowers
        Ratios of the drivers and their powers.
    plant : PlantInputs
    use : (s,) [1]
        Utilization in force.
    days_at_baseline : [day/year]
    full_crew : bool
        Static: labour for the rate the equipment is sized for. The method has labour follow
        the output; the extension to cash may charge idle labour (decision 2).

    Returns
    -------
    scales : StepScales

    Notes
    -----
    Labour is never scaled by utilization: idle labour is free. Of stacking equipment the
    utilization acts on the capacity term :math:`y`, with its exponent. :math:`\theta` is the
    step of formation equipment above a cell capacity.

    References
    ----------
    C55 to C67. [batpac5]_
    """
    reserves = Reserves(use, plant.utilization_method, days_at_baseline / plant.operating_days)
    equipment: dict[str, Array] = {}
    area: dict[str, Array] = {}
    equipment_reserve: dict[str, Array] = {}
    area_reserve: dict[str, Array] = {}
    labor_reserve = dict.fromkeys(steps, reserves.none)
    for name, step in steps.items():
        equipment[name] = equipment_scale(step, powers)
        area[name] = area_scale(step, powers)
        on = step.equipment_utilization_on
        exponent = step.secondary_equipment_exponent if on == "secondary_driver" else step.equipment_exponent
        equipment_reserve[name] = reserves.of(
            step.equipment_from_method if on != "none" else None, exponent, step.days_on_equipment
        )
        if full_crew:
            labor_reserve[name] = reserves.of(step.equipment_from_method, step.labor_exponent, False)
        area_reserve[name] = reserves.of(step.area_from_method, step.area_exponent, step.days_on_area)
    return StepScales(
        labor_scale=labor_scales(steps, powers),
        equipment_scale=equipment,
        area_scale=area,
        labor_reserve=labor_reserve,
        equipment_reserve=equipment_reserve,
        area_reserve=area_reserve,
    )


def labor_scales(steps: dict[str, StepParameters], powers: SharedPowers) -> dict[str, Array]:
    r"""Scale of labour of every step over the baseline plant, :math:`L / L^0 = x^a y^{a_2}`.

    Parameters
    ----------
    steps : dict of StepParameters
    powers : SharedPowers

    Returns
    -------
    labor_scale : dict of (s,) [1]

    References
    ----------
    C57. [batpac5]_
    """
    return {name: labor_scale(step, powers) for name, step in steps.items()}


def labor_scale(step: StepParameters, powers: SharedPowers) -> Array:
    """Scale of a step's labour over the baseline plant (C57)."""
    return _scale(step, powers, step.labor_exponent, step.secondary_labor_exponent)


def area_scale(step: StepParameters, powers: SharedPowers) -> Array:
    """Scale of a step's area over the baseline plant (C59)."""
    return _scale(step, powers, step.area_exponent, step.secondary_area_exponent)


class Reserves:
    """What sizing for the full rate and fewer operating days add; equal ones are one array."""

    def __init__(self, use: Array, method: Array, days_factor: Array) -> None:
        xp = namespace(use)
        self._use, self._method, self._days = use, method, days_factor
        self._capacity: dict[int, SharedPowers] = {}
        self._products = SharedPowers({})
        self.none = xp.ones_like(use[:1])

    def of(self, from_method: int | None, exponent: Array, days: bool) -> Array:
        """Reserve of one step: ``gamma ** exponent``, times the days factor if it acts (C55, C60)."""
        if from_method is None:
            return self._days if days else self.none
        if from_method not in self._capacity:
            gamma = capacity_factor(self._use, self._method, from_method)
            self._capacity[from_method] = SharedPowers({"capacity": gamma})
        capacity = self._capacity[from_method].power("capacity", 1.0, exponent)
        return self._products.product(capacity, self._days) if days else capacity


def _scale(step: StepParameters, powers: SharedPowers, exponent: Array, secondary: Array) -> Array:
    """Power of the rate ratio, times that of the second ratio if it has an exponent (C57)."""
    scale = powers.power(step.driver, step.baseline_rate, exponent)
    if not step.secondary_driver or (isinstance(secondary, float) and secondary == 0.0):
        return scale
    return powers.product(scale, powers.power(step.secondary_driver, step.secondary_baseline, secondary))


def equipment_scale(step: StepParameters, powers: SharedPowers) -> Array:
    """Scale of a step's equipment, with the step for large cells (C58, C61 to C65)."""
    scale = _scale(step, powers, step.equipment_exponent, step.secondary_equipment_exponent)
    if isinstance(step.large_cell_factor, float) and step.large_cell_factor == 1.0:
        return scale
    size = powers.ratio("cell_capacity_ah", 1.0)
    xp = namespace(size)
    return scale * xp.where(size > step.large_cell_capacity, step.large_cell_factor, xp.ones_like(size))


def step_results(steps: dict[str, StepParameters], scales: StepScales, powers: SharedPowers) -> StepResults:
    r"""Rate ratio, labour, equipment and area of each step.

    .. math:: x = B / B^0, \quad L = L^0 x^a, \quad K = K^0 (\gamma_K x)^b \delta,
       \quad A = A^0 (\gamma_A x)^g \delta

    Parameters
    ----------
    steps : dict of StepParameters
    scales : StepScales
    powers : SharedPowers

    Returns
    -------
    results : StepResults

    References
    ----------
    C56, C57, C58, C59, C60. [batpac5]_
    """

    def of(quantity: str) -> dict[str, Array]:
        scale, reserve = getattr(scales, f"{quantity}_scale"), getattr(scales, f"{quantity}_reserve")
        return {
            name: getattr(step, f"baseline_{quantity}") * reserve[name] * scale[name]
            for name, step in steps.items()
        }

    return StepResults(
        step_rate_ratio={name: powers.ratio(step.driver, step.baseline_rate) for name, step in steps.items()},
        step_labor=of("labor"),
        step_equipment=of("equipment"),
        step_area=of("area"),
        positive_solvent_per_area=powers.ratio("positive_solvent_kg_per_m2_electrode", 1.0),
        negative_solvent_per_area=powers.ratio("negative_solvent_kg_per_m2_electrode", 1.0),
    )
