"""What a stake is worth, what a price for one implies, and what control adds."""

from cellworth.core.arrays import namespace
from cellworth.core.types import Array


def stake_value(
    enterprise_value: Array, net_debt: Array, debt_like: Array, stake: Array, adjustment: Array
) -> Array:
    r"""Worth of a share of the equity.

    .. math:: \alpha (EV - D - D') (1 + a)

    Parameters
    ----------
    enterprise_value : (s,) [USD million]
    net_debt : (s,) [USD million]
    debt_like : (s,) [USD million]
        Pensions, worth today of expected deficiency payments (S32), clawbacks, dismantling.
    stake : (s,) [1]
    adjustment : (s,) [1]
        Premium above zero, discount below; zero where control is valued by plans (S58).

    Returns
    -------
    stake_value : (s,) [USD million]

    References
    ----------
    S55.
    """
    return stake * (enterprise_value - net_debt - debt_like) * (1.0 + adjustment)


def share_consideration(shares: Array, share_price: Array) -> Array:
    r"""Sum paid for shares, :math:`n p`.

    Parameters
    ----------
    shares : (s,) [1e6]
    share_price : (s,) [USD]

    Returns
    -------
    share_consideration : (s,) [USD million]

    References
    ----------
    S56.
    """
    return shares * share_price


def implied_whole(price: Array, stake: Array) -> Array:
    r"""Whole equity that a price for a stake implies, :math:`P / \alpha`.

    Parameters
    ----------
    price : (s,) [USD million]
    stake : (s,) [1]
        Above zero.

    Returns
    -------
    implied_whole : (s,) [USD million]
        For shares bought from holders; for new shares, with the new money in it.

    References
    ----------
    S56.

    Examples
    --------
    34 % for 2.2 billion:

    >>> import numpy as np
    >>> implied_whole(np.asarray([2200.0]), np.asarray([0.34])).round()
    array([6471.])
    """
    return price / stake


def implied_before_money(price: Array, stake: Array) -> Array:
    r"""Whole equity before new shares were paid for, :math:`P / \alpha - P`.

    Parameters
    ----------
    price : (s,) [USD million]
    stake : (s,) [1]

    Returns
    -------
    implied_before_money : (s,) [USD million]

    Notes
    -----
    Quoting the value with the new money as what the company was worth overstates it.

    References
    ----------
    S56.
    """
    return implied_whole(price, stake) - price


def implied_minority_level(price: Array, stake: Array, control_premium: Array) -> Array:
    r"""Whole equity at the level of a small holding, :math:`P / \alpha / (1 + CP)`.

    Parameters
    ----------
    price : (s,) [USD million]
        With control.
    stake : (s,) [1]
    control_premium : (s,) [1]

    Returns
    -------
    implied_minority_level : (s,) [USD million]

    References
    ----------
    S56.
    """
    return implied_whole(price, stake) / (1.0 + control_premium)


def minority_discount(control_premium: Array) -> Array:
    r"""Discount of a holding without control, :math:`1 - 1 / (1 + CP)`.

    Parameters
    ----------
    control_premium : (s,) [1]

    Returns
    -------
    minority_discount : (s,) [1]

    Notes
    -----
    Only where plans are not modelled; never together with `controlled_stake_value`.

    References
    ----------
    S57.

    Examples
    --------
    >>> import numpy as np
    >>> minority_discount(np.asarray([0.25])).round(3)
    array([0.2])
    """
    return 1.0 - 1.0 / (1.0 + control_premium)


def controlled_stake_value(best_run: Array, as_run: Array, stake: Array, controls: Array) -> Array:
    r"""Worth of a share: of the best-run firm with control, of the firm as it is run without.

    .. math:: \alpha V_{\mathrm{opt}} \text{ with control}, \quad \alpha V_{\mathrm{sq}} \text{ without}

    Parameters
    ----------
    best_run : (s,) [USD million]
    as_run : (s,) [USD million]
    stake : (s,) [1]
    controls : (s,) [1]
        One with control, zero without (S70).

    Returns
    -------
    controlled_stake_value : (s,) [USD million]

    Notes
    -----
    Listed firms already price the chance of a change; then the gain of control is what is left.

    References
    ----------
    S58. [damodaran2006]_, chapter 13
    """
    xp = namespace(best_run, as_run)
    return stake * xp.where(controls > 0.0, best_run, as_run)


def priced_in_value(best_run: Array, as_run: Array, change_chance: Array) -> Array:
    r"""Market value of a listed firm that may come to be run better.

    .. math:: V_{\mathrm{sq}} + P(\text{change}) (V_{\mathrm{opt}} - V_{\mathrm{sq}})

    Parameters
    ----------
    best_run : (s,) [USD million]
    as_run : (s,) [USD million]
    change_chance : (s,) [1]

    Returns
    -------
    priced_in_value : (s,) [USD million]

    References
    ----------
    S58. [damodaran2006]_, chapter 13
    """
    return as_run + change_chance * (best_run - as_run)
