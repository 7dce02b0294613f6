import numpy as np
import pytest

from cellworth.uncertainty.draws import quasi_uniforms
from cellworth.uncertainty.information import partial_information_value

NAMES = ("p1", "p2", "p3")
U = quasi_uniforms(2, NAMES, {name: k for k, name in enumerate(NAMES)}, 0, 4096)


def test_knowing_all_inputs_of_an_additive_model_is_perfect_information():
    value = np.stack([np.zeros(4096), 3 * (U[:, 0] - 0.5) + np.sin(6 * U[:, 1])], axis=1)

    found = partial_information_value(U[:, :2], value)

    exact = value.max(axis=1).mean() - value.mean(axis=0).max()
    assert found.evppi == pytest.approx(exact, rel=0.01)


def test_an_idle_input_is_worth_nothing():
    value = np.stack([np.zeros(4096), 3 * (U[:, 0] - 0.5), np.sin(6 * U[:, 1])], axis=1)

    found = partial_information_value(U[:, 2:], value)

    assert found.evppi <= 4 * found.evppi_error + 1e-9


def test_only_the_order_of_an_input_matters():
    value = np.stack([np.zeros(4096), 3 * (U[:, 0] - 0.45) + U[:, 1] - 0.5], axis=1)

    plain = partial_information_value(U[:, :1], value)
    curved = partial_information_value(np.exp(9 * U[:, :1]), value)

    assert curved.evppi == pytest.approx(plain.evppi, rel=1e-12)


def test_a_switch_enters_as_steps():
    switch = (U[:, 0] > 0.7).astype(float)
    value = np.stack([np.zeros(4096), 10 * switch - 2 + U[:, 1] - 0.5], axis=1)

    found = partial_information_value(switch[:, None], value)

    exact = 0.3 * 8 - max(0.0, 0.3 * 8 - 0.7 * 2)
    assert found.evppi == pytest.approx(exact, abs=4 * found.evppi_error)
    assert found.n_columns == 2


def test_stated_error_matches_the_scatter_of_repeated_runs():
    runs = []
    for seed in range(40):
        rng = np.random.default_rng(seed)
        x, noise = rng.normal(1, 1, 1000), rng.normal(0, 2, 1000)
        value = np.stack([np.zeros(1000), x - noise], axis=1)
        runs.append(partial_information_value(x[:, None], value))
    scatter = np.std([float(run.evppi) for run in runs])

    assert np.mean([float(run.evppi_error) for run in runs]) == pytest.approx(scatter, rel=0.5)


def test_no_more_than_4096_draws_are_used():
    value = np.stack([np.zeros(4096), U[:, 0] - 0.4], axis=1)
    more = np.concatenate([value, 100 * np.ones((50, 2))])
    inputs = np.concatenate([U, np.ones((50, 3))])

    assert partial_information_value(inputs, more).evppi == partial_information_value(U, value).evppi
