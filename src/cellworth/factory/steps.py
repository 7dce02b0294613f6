"""Labour, equipment and area of the process steps."""

from cellworth.core.arrays import namespace
from cellworth.core.record import record
from cellworth.core.types import Array
from cellworth.factory.corrections import FactoryCorrections
from cellworth.factory.laws.power_law import SharedPowers
from cellworth.factory.parameters import FactoryParameters, StepParameters
from cellworth.factory.plant import PlantInputs
from cellworth.factory.utilization import capacity_factor

REJECTED = "cells_rejected_per_year"


@record
class StepScales:
    """Scale of each step over its baseline, before the operating-days factor.

    Attributes
    ----------
    labor_scale, equipment_scale, area_scale : dict of (s,) [1]
        Per step; steps that share a scale share the array.
    days_factor : (s,) [1]
    """

    labor_scale: dict[str, Array]
    equipment_scale: dict[str, Array]
    area_scale: dict[str, Array]
    days_factor: Array


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
    """Parameters of the steps after the corrections that touch them.

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
    steps = {}
    for name, step in parameters.steps.items():
        on = step.equipment_utilization_on
        if (on == "none" and corrections.coating_follows_utilization) or (
            on == "secondary_driver" and corrections.stacking_utilization_on_rate
        ):
            on = "driver"
        all_days = corrections.operating_days_on_all_steps
        driver, baseline = step.driver, step.baseline_rate
        if name == "reject_recycle" and corrections.rejects_drive_recycling:
            driver = REJECTED
            baseline = (
                parameters.baseline["cells_built_per_year"] - parameters.baseline["cells_accepted_per_year"]
            )
        fields = {field: getattr(step, field) for field in StepParameters.__annotations__}
        fields |= {"driver": driver, "baseline_rate": baseline, "equipment_utilization_on": on}
        fields["days_on_equipment"] = step.days_on_equipment or all_days
        fields["days_on_area"] = step.days_on_area or all_days
        steps[name] = StepParameters(**fields)
    return steps


def step_scales(
    steps: dict[str, StepParameters],
    powers: SharedPowers,
    plant: PlantInputs,
    use: Array,
    days_at_baseline: Array,
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
    gammas: dict[int, SharedPowers] = {}
    labor: dict[str, Array] = {}
    equipment: dict[str, Array] = {}
    area: dict[str, Array] = {}
    for name, step in steps.items():
        for method in (step.equipment_from_method, step.area_from_method):
            if method not in gammas:
                factor = capacity_factor(use, plant.utilization_method, method)
                gammas[method] = SharedPowers({"capacity": factor})
        labor[name] = _scale(step, powers, step.labor_exponent, step.secondary_labor_exponent)
        equipment[name] = _equipment_scale(step, powers, gammas[step.equipment_from_method])
        plain = _scale(step, powers, step.area_exponent, step.secondary_area_exponent)
        capacity = gammas[step.area_from_method].power("capacity", 1.0, step.area_exponent)
        area[name] = powers.product(plain, capacity)
    return StepScales(
        labor_scale=labor,
        equipment_scale=equipment,
        area_scale=area,
        days_factor=days_at_baseline / plant.operating_days,
    )


def _scale(step: StepParameters, powers: SharedPowers, exponent: Array, secondary: Array) -> Array:
    """Power of the rate ratio, times that of the second ratio if it has an exponent (C57)."""
    scale = powers.power(step.driver, step.baseline_rate, exponent)
    if not step.secondary_driver or (isinstance(secondary, float) and secondary == 0.0):
        return scale
    return powers.product(scale, powers.power(step.secondary_driver, step.secondary_baseline, secondary))


def _equipment_scale(step: StepParameters, powers: SharedPowers, capacity: SharedPowers) -> Array:
    """Scale of a step's equipment with utilization and the step for large cells (C58, C61 to C65)."""
    exponent, secondary = step.equipment_exponent, step.secondary_equipment_exponent
    scale = _scale(step, powers, exponent, secondary)
    if step.equipment_utilization_on == "driver":
        scale = powers.product(scale, capacity.power("capacity", 1.0, exponent))
    elif step.equipment_utilization_on == "secondary_driver":
        scale = powers.product(scale, capacity.power("capacity", 1.0, secondary))
    if isinstance(step.large_cell_factor, float) and step.large_cell_factor == 1.0:
        return scale
    size = powers.ratio("cell_capacity_ah", 1.0)
    xp = namespace(size)
    return scale * xp.where(size > step.large_cell_capacity, step.large_cell_factor, 1.0)


def step_results(
    steps: dict[str, StepParameters], scales: StepScales, powers: SharedPowers, drivers: dict[str, Array]
) -> StepResults:
    r"""Rate ratio, labour, equipment and area of each step.

    .. math:: x = B / B^0, \quad L = L^0 x^a, \quad K = K^0 (\gamma_K x)^b \delta,
       \quad A = A^0 (\gamma_A x)^g \delta

    Parameters
    ----------
    steps : dict of StepParameters
    scales : StepScales
    powers : SharedPowers
    drivers : dict of (s,)

    Returns
    -------
    results : StepResults

    References
    ----------
    C56, C57, C58, C59, C60. [batpac5]_
    """
    days = scales.days_factor
    equipment = {name: step.baseline_equipment * scales.equipment_scale[name] for name, step in steps.items()}
    area = {name: step.baseline_area * scales.area_scale[name] for name, step in steps.items()}
    return StepResults(
        step_rate_ratio={name: powers.ratio(step.driver, step.baseline_rate) for name, step in steps.items()},
        step_labor={name: step.baseline_labor * scales.labor_scale[name] for name, step in steps.items()},
        step_equipment={
            name: value * days if steps[name].days_on_equipment else value
            for name, value in equipment.items()
        },
        step_area={name: value * days if steps[name].days_on_area else value for name, value in area.items()},
        positive_solvent_per_area=drivers["positive_solvent_kg_per_m2_electrode"],
        negative_solvent_per_area=drivers["negative_solvent_kg_per_m2_electrode"],
    )
