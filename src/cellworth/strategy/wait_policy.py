"""When to stop waiting, learned backward from draws and valued on fresh ones."""

from cellworth.core.arrays import namespace
from cellworth.core.least_squares import fitted, least_squares
from cellworth.core.record import record, static
from cellworth.core.sums import ordered_mean
from cellworth.core.types import Array


@record
class WaitDraws:
    """Draws of a choice that can be put off from one yearly date to the next.

    Attributes
    ----------
    wait_state : (s, k, m) [any]
        What is known at each date (demand shock, supply price, tightness, own cost gap: four at most).
    act_value : (s, k, a) [USD million]
        Worth today of acting at a date, per action, cash until then included.
    may_act : (s, k) [1]
        One where acting is possible.
    never_value : (s,) [USD million]
        Worth today of never acting.
    act_value_known : bool
        Whether the value of acting is certain at the date; else it is what the draw turned out to bring,
        and the policy judges it by regression too.
    """

    wait_state: Array
    act_value: Array
    may_act: Array
    never_value: Array
    act_value_known: bool = static()


@record
class WaitPolicy:
    """Rule that says at each date whether to act, and how.

    Attributes
    ----------
    state_centre : (k, m) [any]
    state_scale : (k, m) [any]
    waiting_fit : (k, p) [USD million]
        Coefficients of the worth of waiting on.
    acting_fit : (k, p, a) [USD million]
        Coefficients of the worth of each action; not used where it is known.
    degree : int
        Highest power of each state in the basis.
    """

    state_centre: Array
    state_scale: Array
    waiting_fit: Array
    acting_fit: Array
    degree: int = static()


@record
class WaitOutcome:
    """What following a policy brings.

    Attributes
    ----------
    policy_value : (s,) [USD million]
    acted_at : (s,) [1]
        Number of the date; the number of dates where never.
    acted_with : (s,) [1]
        Number of the action; minus one where never.
    """

    policy_value: Array
    acted_at: Array
    acted_with: Array


def state_basis(state: Array, degree: int) -> Array:
    """One, the powers of each state, and the products of pairs.

    Parameters
    ----------
    state : (s, m) [any]
    degree : int
        At least one.

    Returns
    -------
    state_basis : (s, p) [any]

    References
    ----------
    S52.
    """
    xp = namespace(state)
    columns = [xp.ones_like(state[:, 0])]
    for first in range(state.shape[1]):
        power = columns[0]
        for _ in range(degree):
            power = power * state[:, first]
            columns.append(power)
        columns.extend(state[:, first] * state[:, second] for second in range(first))
    return xp.stack(columns, axis=-1)


def wait_policy(draws: WaitDraws, degree: int = 2) -> WaitPolicy:
    r"""Learn backward when to act: at each date the value of waiting is regressed on what is known.

    .. math:: \text{act with } a \text{ when } \max_a \hat A_a(x) > \hat W(x)

    Parameters
    ----------
    draws : WaitDraws
    degree : int

    Returns
    -------
    WaitPolicy

    Notes
    -----
    Regressions run over the draws where acting is possible. The value of the policy on the draws it was
    learned from is too high; take it from `followed_policy` on fresh draws.

    References
    ----------
    S52. [longstaff2001]_
    """
    xp = namespace(draws.wait_state, draws.act_value)
    value = draws.never_value + xp.zeros_like(draws.act_value[:, 0, 0])
    centres, scales, waiting, acting = [], [], [], []
    for date in reversed(range(draws.act_value.shape[1])):
        state, possible = draws.wait_state[:, date, :], draws.may_act[:, date]
        possible = possible + xp.zeros_like(value)
        some = xp.max(possible) > 0.0
        weight = xp.where(some, possible, xp.ones_like(possible))
        centre = ordered_mean(state, weight)
        spread = xp.sqrt(ordered_mean((state - centre[None, :]) ** 2, weight))
        scale = xp.where(spread > 0.0, spread, xp.ones_like(spread))
        basis = state_basis((state - centre[None, :]) / scale[None, :], degree)
        targets = xp.concat([value[:, None], draws.act_value[:, date, :]], axis=1)
        fit = least_squares(basis, targets, weight)
        act, action = _choice(draws, date, basis, fit)
        value = xp.where(act, _taken(draws.act_value[:, date, :], action), value)
        centres.append(centre)
        scales.append(scale)
        waiting.append(fit[:, 0])
        acting.append(fit[:, 1:])
    return WaitPolicy(
        state_centre=xp.stack(centres[::-1]),
        state_scale=xp.stack(scales[::-1]),
        waiting_fit=xp.stack(waiting[::-1]),
        acting_fit=xp.stack(acting[::-1]),
        degree=degree,
    )


def followed_policy(policy: WaitPolicy, draws: WaitDraws) -> WaitOutcome:
    """Value of a policy on given draws; on fresh ones it is not above the best, up to its error.

    Parameters
    ----------
    policy : WaitPolicy
    draws : WaitDraws

    Returns
    -------
    WaitOutcome

    References
    ----------
    S52. [longstaff2001]_
    """
    xp = namespace(draws.wait_state, draws.act_value)
    n_dates = draws.act_value.shape[1]
    value = draws.never_value + xp.zeros_like(draws.act_value[:, 0, 0])
    at = xp.full_like(value, float(n_dates))
    with_action = xp.full_like(value, -1.0)
    for date in reversed(range(n_dates)):
        state = draws.wait_state[:, date, :] - policy.state_centre[date, :][None, :]
        basis = state_basis(state / policy.state_scale[date, :][None, :], policy.degree)
        fit = xp.concat([policy.waiting_fit[date, :][:, None], policy.acting_fit[date, :, :]], axis=1)
        act, action = _choice(draws, date, basis, fit)
        value = xp.where(act, _taken(draws.act_value[:, date, :], action), value)
        at = xp.where(act, xp.full_like(at, float(date)), at)
        with_action = xp.where(act, xp.astype(action, value.dtype), with_action)
    return WaitOutcome(policy_value=value, acted_at=at, acted_with=with_action)


def _choice(draws: WaitDraws, date: int, basis: Array, fit: Array) -> tuple[Array, Array]:
    xp = namespace(basis)
    expected = fitted(basis, fit)
    acting = draws.act_value[:, date, :] if draws.act_value_known else expected[:, 1:]
    act = (draws.may_act[:, date] > 0.0) & (xp.max(acting, axis=1) > expected[:, 0])
    return act, xp.argmax(acting, axis=1)


def _taken(values: Array, action: Array) -> Array:
    xp = namespace(values)
    return xp.take_along_axis(values, action[:, None], axis=1)[:, 0]
