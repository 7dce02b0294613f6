"""The table of strategies: every figure of each strategy over the same draws."""

from cellworth.core.arrays import namespace
from cellworth.core.record import record
from cellworth.core.sums import ordered_mean
from cellworth.core.types import Array
from cellworth.uncertainty.decision import chance_best, regret
from cellworth.uncertainty.errors import chance_error, draws_counted, mean_error
from cellworth.uncertainty.tails import lower_tail_error, lower_tail_mean, sorted_columns, value_quantile


@record
class DecisionSummary:
    """Figures of each strategy over the same draws.

    Attributes
    ----------
    value_mean : (j,) [USD million]
    value_p5 : (j,) [USD million]
    value_p50 : (j,) [USD million]
    value_p95 : (j,) [USD million]
    worst_tenth : (j,) [USD million]
        Mean of the worst tenth of the draws.
    regret_mean : (j,) [USD million]
    regret_p95 : (j,) [USD million]
    best_chance : (j,) [1]
    value_error : (j,) [USD million]
        Standard error of the mean.
    best_chance_error : (j,) [1]
    worst_tenth_error : (j,) [USD million]
    evpi : () [USD million]
    evpi_error : () [USD million]
    """

    value_mean: Array
    value_p5: Array
    value_p50: Array
    value_p95: Array
    worst_tenth: Array
    regret_mean: Array
    regret_p95: Array
    best_chance: Array
    value_error: Array
    best_chance_error: Array
    worst_tenth_error: Array
    evpi: Array
    evpi_error: Array


def decision_summary(value: Array, materiality: float = 0.0, weight: Array | None = None) -> DecisionSummary:
    """All figures of the table of strategies.

    Parameters
    ----------
    value : (s, j) [USD million]
        Of each strategy on the same draws.
    materiality : float [USD million]
    weight : (s,) [1]

    Returns
    -------
    DecisionSummary

    References
    ----------
    S44, S45, S46, S47, S48, S51.
    """
    xp = namespace(value)
    ordered = sorted_columns(value, weight)
    behind = regret(value)
    regret_mean = ordered_mean(behind, weight)
    chance = chance_best(value, materiality, weight)
    behind_error = mean_error(behind, weight)
    least = xp.argmin(regret_mean)
    return DecisionSummary(
        value_mean=ordered_mean(value, weight),
        value_p5=value_quantile(ordered, 0.05),
        value_p50=value_quantile(ordered, 0.5),
        value_p95=value_quantile(ordered, 0.95),
        worst_tenth=lower_tail_mean(ordered, 0.1),
        regret_mean=regret_mean,
        regret_p95=value_quantile(sorted_columns(behind, weight), 0.95),
        best_chance=chance,
        value_error=mean_error(value, weight),
        best_chance_error=chance_error(chance, draws_counted(value, weight)),
        worst_tenth_error=lower_tail_error(ordered, 0.1),
        evpi=regret_mean[least],
        evpi_error=behind_error[least],
    )
