"""Three costs of the same cell: full, marginal, levelized; with the cost of the money in the plant."""

from cellworth.core.annuity import annuity
from cellworth.core.arrays import namespace
from cellworth.core.record import record
from cellworth.core.types import Array

__all__ = [
    "CostMeasures",
    "CostParts",
    "capacity_cost",
    "cost_measures",
    "discounted_output",
    "implied_rate",
    "imputed_interest",
    "tax_factor",
]

HALVINGS = 60
HIGHEST_RATE = 2.0


@record
class CostParts:
    """Parts of the cost of a kWh of good cells.

    Attributes
    ----------
    material_part, labor_part, energy_part, depreciation_part, overhead_part : (s,) [USD/kWh]
        Overheads are maintenance, administration, quality, insurance, research.
    capital_per_output : (s,) [USD/(kWh/year)]
        Investment over the yearly output of good cells.
    """

    material_part: Array
    labor_part: Array
    energy_part: Array
    depreciation_part: Array
    overhead_part: Array
    capital_per_output: Array


@record
class CostMeasures:
    """Three costs of a kWh of good cells.

    Attributes
    ----------
    full_cost, full_cost_imputed : (s,) [USD/kWh]
        Without and with interest on the money in the plant.
    marginal_cost, marginal_cost_filled : (s,) [USD/kWh]
        With labour, and of one more cell in a plant with its crew.
    levelized_cost : (s,) [USD/kWh]
        Price at which the plant is worth what it costs, after tax.
    levelized_capital : (s,) [USD/kWh]
    """

    full_cost: Array
    full_cost_imputed: Array
    marginal_cost: Array
    marginal_cost_filled: Array
    levelized_cost: Array
    levelized_capital: Array


def imputed_interest(rate: Array, average_capital: Array, capital_per_output: Array) -> Array:
    r"""Interest on the money bound on average, :math:`i \cdot \tfrac12 K / Q`.

    Parameters
    ----------
    rate : (s,) [1/year]
    average_capital : (s,) [1]
        One half, or :math:`\tfrac12 (1 + 1/n)` where write-offs are booked at the end of the year.
    capital_per_output : (s,) [USD/(kWh/year)]

    Returns
    -------
    interest : (s,) [USD/kWh]

    References
    ----------
    X53.
    """
    return rate * average_capital * capital_per_output


def discounted_output(rate: Array, utilization: Array, life: int, decay: Array) -> Array:
    r"""Output of a unit of capacity over its life, :math:`\sum_{t=1}^T \gamma^t x_t u_t`.

    Parameters
    ----------
    rate : (s,) [1/year]
    utilization : (s,) or (s, life) [1]
    life : int [year]
        Static.
    decay : (s,) [1/year]
        Capacity lost each year, :math:`x_t = (1 - d)^{t-1}`.

    Returns
    -------
    output : (s,) [year]

    Raises
    ------
    ValueError
        If the life is below one year, or the years of `utilization` are not those of the life.

    References
    ----------
    X54.
    """
    if life < 1:
        raise ValueError(f"life must be at least one year, got {life}")
    by_year = len(utilization.shape) > 1
    if by_year and utilization.shape[1] != life:
        raise ValueError(f"{utilization.shape[1]} years of utilization for a life of {life}")
    total = 0.0 * rate
    for year in range(life):
        use = utilization[:, year] if by_year else utilization
        total = total + (1.0 + rate) ** -(year + 1.0) * (1.0 - decay) ** float(year) * use
    return total


def capacity_cost(capital_per_capacity: Array, output: Array) -> Array:
    r"""Capital in a unit of output, before tax, :math:`c = K / (CAP \sum_t \gamma^t x_t u_t)`.

    Parameters
    ----------
    capital_per_capacity : (s,) [USD/(kWh/year)]
    output : (s,) [year]

    Returns
    -------
    cost : (s,) [USD/kWh]

    References
    ----------
    X54.
    """
    return capital_per_capacity / output


def tax_factor(rate: Array, tax: Array, depreciation_years: Array) -> Array:
    r"""What tax adds to capital, with straight-line depreciation.

    .. math:: \Delta = \frac{1 - \alpha \sum_t d_t \gamma^t}{1 - \alpha}, \quad d_t = 1 / n

    Parameters
    ----------
    rate : (s,) [1/year]
    tax : (s,) [1]
    depreciation_years : (s,) [year]

    Returns
    -------
    factor : (s,) [1]

    References
    ----------
    X54.
    """
    return (1.0 - tax * annuity(rate, depreciation_years) / depreciation_years) / (1.0 - tax)


def cost_measures(
    parts: CostParts, interest: Array, capital_part: Array, variable_overhead: Array
) -> CostMeasures:
    r"""Full, marginal and levelized cost from the same parts.

    .. math:: FC = M + L + E + A + O, \quad MC = M + L + E, \quad LC = MC + O + \Delta c

    Parameters
    ----------
    parts : CostParts
    interest : (s,) [USD/kWh]
        Imputed (X53).
    capital_part : (s,) [USD/kWh]
        :math:`\Delta c`.
    variable_overhead : (s,) [USD/kWh]
        Part of the overheads that follows the output.

    Returns
    -------
    costs : CostMeasures

    References
    ----------
    X50, X51, X52, X53, X55.
    """
    marginal = parts.material_part + parts.labor_part + parts.energy_part
    full = marginal + parts.depreciation_part + parts.overhead_part
    return CostMeasures(
        full_cost=full,
        full_cost_imputed=full + interest,
        marginal_cost=marginal,
        marginal_cost_filled=parts.material_part + parts.energy_part + variable_overhead,
        levelized_cost=marginal + parts.overhead_part + capital_part,
        levelized_capital=capital_part,
    )


def implied_rate(
    capital_part: Array,
    capital_per_output: Array,
    tax: Array,
    depreciation_years: Array,
    life: int,
) -> Array:
    r"""Interest at which a price pays its plant back.

    .. math:: \Delta(r) \Big/ \sum_t \gamma^t = \text{capital part} / (K / Q)

    Parameters
    ----------
    capital_part : (s,) [USD/kWh]
        What a price leaves above cash cost.
    capital_per_output : (s,) [USD/(kWh/year)]
    tax : (s,) [1]
    depreciation_years : (s,) [year]
    life : int [year]
        Static.

    Returns
    -------
    rate : (s,) [1/year]
        NaN where the price returns less than the capital, or more than 200 % a year.

    References
    ----------
    X57.
    """
    xp = namespace(capital_part, capital_per_output, tax, depreciation_years)
    wanted = capital_part / capital_per_output

    def needed(rate: Array) -> Array:
        return tax_factor(rate, tax, depreciation_years) / annuity(rate, life + 0.0 * rate)

    low, high = 0.0 * wanted, 0.0 * wanted + HIGHEST_RATE
    found = (wanted >= needed(low)) & (wanted <= needed(high))
    for _ in range(HALVINGS):
        middle = 0.5 * (low + high)
        above = needed(middle) > wanted
        low, high = xp.where(above, low, middle), xp.where(above, middle, high)
    return xp.where(found, low, xp.nan)
