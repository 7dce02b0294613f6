"""What converting a plant costs, and what closing it brings or takes in cash."""

from cellworth.core.arrays import namespace
from cellworth.core.record import record
from cellworth.core.types import Array


def conversion_cost(
    capital: Array, share: Array, downtime: Array, output: Array, contribution: Array
) -> Array:
    r"""Cost of turning a plant to another cell.

    .. math:: \rho K + t_{down} \, y \, c

    Parameters
    ----------
    capital : (s,) [USD]
        Of the whole plant.
    share : (s,) [1]
        Of it that is replaced: slurry of the same class least, a new format more, solid state most.
    downtime : (s,) [year]
    output : (s,) [kWh/year]
    contribution : (s,) [USD/kWh]
        Lost on what is not made meanwhile.

    Returns
    -------
    conversion_cost : (s,) [USD]

    References
    ----------
    S24.
    """
    return share * capital + downtime * output * contribution


@record
class ClosureCosts:
    """One plant on the day it closes.

    Attributes
    ----------
    severance, remediation, contract_exit, loan_recall, clawback : (s,) [USD]
        Paid.
    salvage : (s,) [USD]
        Received for what is sold.
    working_capital : (s,) [USD]
        Set free.
    book_value : (s,) [USD]
        Of the plant in the tax accounts.
    """

    severance: Array
    remediation: Array
    contract_exit: Array
    loan_recall: Array
    clawback: Array
    salvage: Array
    working_capital: Array
    book_value: Array


def closure_tax_relief(costs: ClosureCosts, tax_rate: Array, loss_use: Array) -> Array:
    r"""Tax saved by what closing loses.

    .. math:: \kappa \tau \left[(B - S) + \text{severance} + \text{remediation} + \text{exit}\right]

    Parameters
    ----------
    costs : ClosureCosts
    tax_rate : (s,) [1]
    loss_use : (s,) [1]
        Ability to use a loss; a gain is taxed in full.

    Returns
    -------
    closure_tax_relief : (s,) [USD]
        Below zero: tax on a gain.

    References
    ----------
    S25.
    """
    xp = namespace(costs.book_value, tax_rate)
    loss = costs.book_value - costs.salvage + costs.severance + costs.remediation + costs.contract_exit
    return xp.where(loss > 0.0, loss_use, xp.ones_like(loss_use)) * tax_rate * loss


def closure_cash_cost(costs: ClosureCosts, tax_rate: Array, loss_use: Array) -> Array:
    r"""Net cash it takes to close a plant; the write-off itself is no cash.

    .. math:: \text{severance} + \text{remediation} + \text{exit} + \text{recall} + \text{clawback} - S - NWC
        - \kappa \tau [\ldots]

    Parameters
    ----------
    costs : ClosureCosts
    tax_rate : (s,) [1]
    loss_use : (s,) [1]

    Returns
    -------
    closure_cash_cost : (s,) [USD]
        Below zero: closing brings money.

    References
    ----------
    S25.
    """
    paid = costs.severance + costs.remediation + costs.contract_exit + costs.loan_recall + costs.clawback
    relief = closure_tax_relief(costs, tax_rate, loss_use)
    return paid - costs.salvage - costs.working_capital - relief
