import numpy as np
import pytest
from scipy.stats import kstest, spearmanr

from cellworth.uncertainty.correlation import correlated_uniforms, nearest_correlation, pearson_of_spearman
from cellworth.uncertainty.draws import quasi_uniforms

NAMES = ("a", "b", "c", "d")
U = quasi_uniforms(1, NAMES, {name: k for k, name in enumerate(NAMES)}, 0, 16_384)


def test_higham_example():
    """Higham (2002), page 330: the nearest correlation matrix has 0.7607 and 0.1573, distance 0.5278."""
    wanted = np.asarray([[1.0, 1.0, 0.0], [1.0, 1.0, 1.0], [0.0, 1.0, 1.0]])

    repair = nearest_correlation(wanted)

    near = np.asarray([[1.0, 0.7607, 0.1573], [0.7607, 1.0, 0.7607], [0.1573, 0.7607, 1.0]])
    assert repair.correlation == pytest.approx(near, abs=1e-4)
    assert repair.total_change == pytest.approx(0.5278, abs=1e-4)
    assert repair.largest_change == pytest.approx(0.2393, abs=1e-4)
    assert np.linalg.cholesky(repair.correlation).shape == (3, 3)


def test_a_good_matrix_is_left_alone():
    good = np.asarray([[1.0, 0.5], [0.5, 1.0]])

    repair = nearest_correlation(good)

    assert np.array_equal(repair.correlation, good)
    assert repair.largest_change == 0.0


@pytest.mark.parametrize("seed", range(4))
def test_no_nearer_matrix_among_neighbours(seed):
    rng = np.random.default_rng(seed)
    wanted = rng.uniform(-1, 1, (5, 5))
    wanted = (wanted + wanted.T) / 2
    np.fill_diagonal(wanted, 1.0)

    repair = nearest_correlation(wanted)

    assert np.diag(repair.correlation) == pytest.approx(np.ones(5))
    assert np.linalg.eigvalsh(repair.correlation).min() > 0.0
    for _ in range(200):
        factor = rng.normal(size=(5, 5))
        other = factor @ factor.T
        other /= np.sqrt(np.outer(np.diag(other), np.diag(other)))
        mixed = 0.98 * repair.correlation + 0.02 * other
        assert np.linalg.norm(mixed - wanted) >= repair.total_change - 1e-6


def test_rank_correlation_comes_out_and_each_stays_uniform():
    spearman = np.eye(4)
    spearman[0, 2] = spearman[2, 0] = 0.5
    spearman[2, 3] = spearman[3, 2] = -0.7

    drawn = correlated_uniforms(U, pearson_of_spearman(spearman) * (1 - np.eye(4)) + np.eye(4))

    assert spearmanr(drawn).statistic == pytest.approx(spearman, abs=0.01)
    assert all(kstest(column, "uniform").pvalue > 0.01 for column in drawn.T)


def test_what_depends_on_nothing_earlier_keeps_its_bits_and_blocks_agree():
    correlation = np.eye(4)
    correlation[0, 2] = correlation[2, 0] = 0.5

    drawn = correlated_uniforms(U, correlation)

    assert np.array_equal(drawn[:, [0, 1, 3]], U[:, [0, 1, 3]])
    assert np.array_equal(correlated_uniforms(U[5000:5017], correlation), drawn[5000:5017])
    assert np.array_equal(correlated_uniforms(U[:, :3], correlation[:3, :3]), drawn[:, :3])
