"""The sampled estimators on cases with a known answer: Sobol', EVPPI, least-squares Monte Carlo."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import norm

from cellworth.core.types import Array
from cellworth.io.parameter_files import parameter_table
from cellworth.strategy.wait_policy import WaitDraws, followed_policy, wait_policy
from cellworth.uncertainty.draws import quasi_uniforms
from cellworth.uncertainty.information import partial_information_value
from cellworth.uncertainty.sensitivity import mixed_inputs, sobol_indices
from cellworth.uncertainty.summary import decision_summary

__all__ = ["SEEDS", "Put", "Trial", "information_trials", "ishigami_trials", "put_trial", "puts"]

SEEDS = tuple(range(10))
A, B = 7.0, 0.1
"""Of the function of Ishigami: sin x1 + A sin^2 x2 + B x3^4 sin x1."""
MEAN, SPREADS = 1.0, (1.0, 2.0)
"""Of two normal inputs whose difference is the lead: means 1 and 0."""
STRIKE, RATE, DATES = 40.0, 0.06, 50
DEGREE = 4


@dataclass(frozen=True)
class Trial:
    """One estimate beside its known value.

    Attributes
    ----------
    name : what is estimated. n : draws or paths. seed : of the draws.
    known : closed form or print. found : estimate. error : standard error the estimator states.
    """

    name: str
    n: int
    seed: int
    known: float
    found: float
    error: float

    @property
    def off(self) -> float:
        """Distance in standard errors; zero where estimate and error both are."""
        apart = self.found - self.known
        return apart / self.error if self.error > 0.0 else float(np.sign(apart)) * np.inf if apart else 0.0


def _uniforms(seed: int, n: int, k: int, offset: int = 0) -> Array:
    names = [f"x{place + 1}" for place in range(k)]
    return quasi_uniforms(seed, names, {name: i for i, name in enumerate(names)}, 0, n, offset=offset)


def _ishigami(uniforms: Array) -> Array:
    x = np.pi * (2.0 * np.asarray(uniforms) - 1.0)
    first = np.sin(x[:, 0])
    found: Array = first + A * np.sin(x[:, 1]) ** 2 + B * x[:, 2] ** 4 * first
    return found


def _known_shares() -> tuple[list[float], list[float]]:
    """First and total indices of the function of Ishigami in closed form."""
    first = 0.5 * (1.0 + B * np.pi**4 / 5.0) ** 2
    second = A**2 / 8.0
    both = B**2 * np.pi**8 * (1.0 / 18.0 - 1.0 / 50.0)
    whole = first + second + both
    singles = [first / whole, second / whole, 0.0]
    return singles, [(first + both) / whole, second / whole, both / whole]


def ishigami_trials(n: int, seeds: Sequence[int] = SEEDS) -> Iterator[Trial]:
    """First and total indices (S50) of the three inputs on `n` base points for each seed."""
    singles, totals = _known_shares()
    for seed in seeds:
        base, other = _uniforms(seed, n, 3), _uniforms(seed, n, 3, offset=3)
        mixed = np.stack([_ishigami(mixed_inputs(base, other, (k,))) for k in range(3)], axis=1)
        found = sobol_indices(_ishigami(base), _ishigami(other), mixed)
        for k in range(3):
            single, error = float(found.first_index[k]), float(found.first_index_error[k])
            yield Trial(f"first index of x{k + 1}", n, seed, singles[k], single, error)
            total, error = float(found.total_index[k]), float(found.total_index_error[k])
            yield Trial(f"total index of x{k + 1}", n, seed, totals[k], total, error)


def _gain(mean: float, spread: float) -> float:
    """Worth of learning a normal lead: E max(0, X) - max(0, E X)."""
    z = mean / spread
    return float(spread * (norm.pdf(z) + z * norm.cdf(z)) - max(0.0, mean))


def information_trials(n: int, seeds: Sequence[int] = SEEDS) -> Iterator[Trial]:
    """Worth of knowing all (S48), and each of two normal inputs (S49), on `n` draws for each seed."""
    for seed in seeds:
        inputs = norm.ppf(_uniforms(seed, n, 2)) * np.asarray(SPREADS) + np.asarray([MEAN, 0.0])
        value = np.stack([inputs[:, 0] - inputs[:, 1], np.zeros(n)], axis=1)
        whole = decision_summary(value)
        known = _gain(MEAN, float(np.hypot(*SPREADS)))
        yield Trial("EVPI", n, seed, known, float(whole.evpi), float(whole.evpi_error))
        for k, spread in enumerate(SPREADS):
            part = partial_information_value(inputs[:, k : k + 1], value)
            known = _gain(MEAN, spread)
            yield Trial(f"EVPPI of x{k + 1}", n, seed, known, float(part.evppi), float(part.evppi_error))


@dataclass(frozen=True)
class Put:
    """A put of the published table: strike 40, short rate 6 %, 50 exercise dates a year.

    Attributes
    ----------
    spot : [USD]. volatility : [1/year^0.5]. years : to the last date.
    american, european, simulated, simulated_error : [USD], as printed.
    """

    spot: float
    volatility: float
    years: int
    american: float
    european: float
    simulated: float
    simulated_error: float

    @property
    def name(self) -> str:
        """In words."""
        return f"spot {self.spot:g}, volatility {self.volatility:g}, {self.years} year(s)"


def puts() -> list[Put]:
    """The twenty puts of the published table."""
    rows = parameter_table("uncertainty/longstaff_schwartz_2001.csv").rows
    numbers = ("spot", "volatility", "american", "european", "simulated", "simulated_error")
    return [Put(years=int(row["years"]), **{name: float(row[name]) for name in numbers}) for row in rows]


def _paths(put: Put, n: int, seed: int) -> WaitDraws:
    """Lognormal paths, half of them with the shocks of the other half turned round."""
    shocks = np.random.default_rng(seed).normal(size=(n // 2, DATES * put.years))
    shocks = np.concatenate([shocks, -shocks])
    step, dates = 1.0 / DATES, np.arange(1, DATES * put.years + 1)
    drift = (RATE - put.volatility**2 / 2.0) * step
    price = put.spot * np.exp((drift + put.volatility * step**0.5 * shocks).cumsum(axis=1))
    payoff = np.maximum(STRIKE - price, 0.0) * np.exp(-RATE * step * dates)
    return WaitDraws(
        wait_state=price[:, :, None],
        act_value=payoff[:, :, None],
        may_act=(payoff > 0.0).astype(float),
        never_value=np.zeros(n),
        act_value_known=True,
    )


def put_trial(put: Put, n: int, seed: int = 1) -> Trial:
    """A put by a policy learned on `n` paths and followed on `n` fresh ones (S52); known is the print.

    The value cannot lie above the best policy's but by its error; a policy learned from few paths lies below.
    """
    policy = wait_policy(_paths(put, n, seed), degree=DEGREE)
    value = np.asarray(followed_policy(policy, _paths(put, n, seed + 1)).policy_value)
    pairs = (value[: n // 2] + value[n // 2 :]) / 2.0
    error = float(pairs.std() / (n // 2) ** 0.5)
    return Trial(put.name, n, seed, put.american, float(value.mean()), error)
