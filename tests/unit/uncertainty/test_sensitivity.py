import numpy as np
import pytest
from scipy.stats import sobol_indices as of_scipy
from scipy.stats import uniform

from cellworth.uncertainty.draws import quasi_uniforms
from cellworth.uncertainty.sensitivity import mixed_inputs, sobol_indices

NAMES = ("x1", "x2", "x3")
NUMBERS = {name: k for k, name in enumerate(NAMES)}
A = quasi_uniforms(0, NAMES, NUMBERS, 0, 4096)
B = quasi_uniforms(0, NAMES, NUMBERS, 0, 4096, offset=3)


def ishigami(u):
    x = np.pi * (2 * u - 1)
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def indices(model, groups):
    mixed = np.stack([model(mixed_inputs(A, B, group)) for group in groups], axis=1)
    return sobol_indices(model(A), model(B), mixed)


def test_agrees_with_scipy_within_its_errors():
    ours = indices(ishigami, [(0,), (1,), (2,)])
    theirs = of_scipy(func=lambda x: ishigami(x.T), n=4096, dists=[uniform()] * 3, rng=1)

    assert np.all(abs(ours.first_index - theirs.first_order) < 4 * ours.first_index_error)
    assert np.all(abs(ours.total_index - theirs.total_order) < 4 * ours.total_index_error)


def test_a_group_takes_its_joint_effect():
    found = indices(ishigami, [(0, 2), (1,)])

    assert found.total_index == pytest.approx([0.5576, 0.4424], abs=0.02)
    assert found.first_index == pytest.approx([0.5576, 0.4424], abs=0.02)


def test_additive_model_has_equal_indices():
    found = indices(lambda u: 2 * u[:, 0] + u[:, 1], [(0,), (1,), (2,)])

    assert found.first_index == pytest.approx([0.8, 0.2, 0.0], abs=0.01)
    assert found.total_index == pytest.approx([0.8, 0.2, 0.0], abs=0.01)


def test_an_output_that_does_not_vary_has_no_shares():
    found = indices(lambda u: 0.0 * u[:, 0] + 5.0, [(0,)])

    assert np.isnan(found.first_index).all()
