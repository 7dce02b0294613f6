"""Tax on profit with losses carried forward, and the cash left free."""

from cellworth.core.arrays import namespace
from cellworth.core.record import record
from cellworth.core.types import Array


@record
class ProfitTax:
    """Tax by year, and losses left to use.

    Attributes
    ----------
    profit_tax : (s, y) [USD/year]
    loss_carried : (s,) [USD]
        Losses not used by the last year.
    """

    profit_tax: Array
    loss_carried: Array


def profit_tax(profit: Array, tax_rate: Array) -> ProfitTax:
    r"""Tax on what a year earns beyond the losses of earlier years.

    .. math:: T_t = \tau \max(0, \mathrm{EBIT}_t - \mathrm{NOL}_{t-1}), \quad
        \mathrm{NOL}_t = \max(0, \mathrm{NOL}_{t-1} - \mathrm{EBIT}_t)

    Parameters
    ----------
    profit : (s, y) [USD/year]
        Operating profit.
    tax_rate : (s,) [1]

    Returns
    -------
    ProfitTax

    Notes
    -----
    Losses are carried forward without end and never paid out.

    References
    ----------
    S22.
    """
    xp = namespace(profit, tax_rate)
    nothing = xp.zeros_like(profit[:, 0])
    carried = nothing
    taxes = []
    for year in range(profit.shape[1]):
        left = profit[:, year] - carried
        taxes.append(tax_rate * xp.maximum(left, nothing))
        carried = xp.maximum(-left, nothing)
    return ProfitTax(profit_tax=xp.permute_dims(xp.stack(taxes), (1, 0)), loss_carried=carried)


def free_cash_flow(
    revenue: Array,
    variable: Array,
    fixed: Array,
    tax: Array,
    investment: Array,
    working_capital_rise: Array,
    subsidy: Array,
) -> Array:
    r"""Cash left for the owners.

    .. math:: \mathrm{FCF} = R - v y - F - T - I - \Delta \mathrm{NWC} + G

    Parameters
    ----------
    revenue : (s, y) [USD/year]
    variable : (s, y) [USD/year]
        Variable cost of the output.
    fixed : (s, y) [USD/year]
    tax : (s, y) [USD/year]
    investment : (s, y) [USD/year]
    working_capital_rise : (s, y) [USD/year]
    subsidy : (s, y) [USD/year]

    Returns
    -------
    free_cash_flow : (s, y) [USD/year]

    References
    ----------
    S22.
    """
    return revenue - variable - fixed - tax - investment - working_capital_rise + subsidy
