import math

from closed_forms import cvar_of_normal, gain_of_learning_normal, voi_lead

from cellworth.uncertainty.correlation import pearson_of_spearman
from cellworth.uncertainty.decision import (
    chance_best,
    family_chance,
    mean_value,
    perfect_information_value,
    regret,
)
from cellworth.uncertainty.distributions import (
    lognormal_location,
    lognormal_mean,
    lognormal_spread,
    pert_mean,
)
from cellworth.uncertainty.draws import quasi_uniforms
from cellworth.uncertainty.errors import chance_error
from cellworth.uncertainty.quality import calibration_gap
from cellworth.uncertainty.sensitivity import mixed_inputs, sobol_indices
from cellworth.uncertainty.tails import lower_tail_mean, sorted_columns

NAMES = ("dual", "keep", "sell")
SOBOL_POINTS = 8192


def _fractiles(g, xp):
    return [xp.asarray([float(g[key])]) for key in ("p10", "p90")]


def _lognormal_mean(g, xp):
    low_high = _fractiles(g, xp)
    return lognormal_mean(lognormal_location(*low_high), lognormal_spread(*low_high))


def _npv(g, xp):
    draws = [[float(g["npv"][name][k]) for name in NAMES] for k in range(len(g["p"]))]
    return xp.asarray(draws), xp.asarray(g["p"])


def _of(name, metric):
    return lambda g, xp: metric(*_npv(g, xp))[NAMES.index(name)]


def _evpi_less_regret(g, xp):
    value, p = _npv(g, xp)
    mean = mean_value(value, p)
    return perfect_information_value(value, p) - mean_value(regret(value), p)[xp.argmax(mean)]


def _tail(g, xp):
    return lower_tail_mean(sorted_columns(xp.asarray([[float(x)] for x in g["outcomes"]])), g["level"])


def _ishigami(number, total):
    def call(g, xp):
        names = ("x1", "x2", "x3")
        numbers = {name: k for k, name in enumerate(names)}
        a, b = (
            xp.asarray(quasi_uniforms(0, names, numbers, 0, SOBOL_POINTS, offset=offset)) for offset in (0, 3)
        )

        def model(u):
            x = [math.pi * (2.0 * u[:, k] - 1.0) for k in range(3)]
            return xp.sin(x[0]) + g["a"] * xp.sin(x[1]) ** 2 + g["b"] * x[2] ** 4 * xp.sin(x[0])

        mixed = xp.stack([model(mixed_inputs(a, b, (k,))) for k in range(3)], axis=1)
        found = sobol_indices(model(a), model(b), mixed)
        return (found.total_index if total else found.first_index)[number]

    return call


def _families(g, xp):
    families = sorted(set(g["family"].values()))
    names = list(g["best_share"])
    best = xp.asarray([g["best_share"][name] for name in names])
    number = tuple(families.index(g["family"][name]) for name in names)
    return family_chance(best, number, len(families))[families.index("sell")]


CALLS = {
    ("S7", "pearson_of_gaussian"): lambda g, xp: pearson_of_spearman(xp.asarray([g["spearman"]])),
    ("S8", "lognormal_mu"): lambda g, xp: lognormal_location(*_fractiles(g, xp)),
    ("S8", "lognormal_sigma"): lambda g, xp: lognormal_spread(*_fractiles(g, xp)),
    ("S8", "lognormal_mean"): _lognormal_mean,
    ("S8", "pert_mean"): lambda g, xp: pert_mean(
        *(xp.asarray([float(g[key])]) for key in ("min", "mode", "max"))
    ),
    ("S44", "mean_keep"): _of("keep", mean_value),
    ("S45", "p_best_keep"): _of("keep", lambda value, p: chance_best(value, 0.0, p)),
    ("S46", "expected_regret_keep"): _of("keep", lambda value, p: mean_value(regret(value), p)),
    ("S46", "max_regret_sell"): lambda g, xp: xp.max(regret(_npv(g, xp)[0])[:, NAMES.index("sell")]),
    ("S48", "evpi"): lambda g, xp: perfect_information_value(*_npv(g, xp)),
    ("S48", "evpi_minus_regret_of_best"): _evpi_less_regret,
    ("S47", "cvar_lower_20pct"): _tail,
    ("S51", "se_p_best"): lambda g, xp: chance_error(xp.asarray([g["p"]]), float(g["n"])),
    ("S80", "calibration_gap"): lambda g, xp: calibration_gap(
        xp.asarray(g["stated"]), xp.asarray([float(x) for x in g["best"]])
    ),
    ("S81", "chance_best_of_sell"): _families,
}
CALLS |= {("S50", f"sobol_S{k + 1}"): _ishigami(k, False) for k in range(3)}
CALLS |= {("S50", f"sobol_ST{k + 1}"): _ishigami(k, True) for k in range(3)}

REFERENCE_ONLY = {
    ("S47", "cvar_normal_5pct"): lambda g: cvar_of_normal(g["level"], g["mean"], g["sd"]),
    ("S49", "evpi"): lambda g: gain_of_learning_normal(*voi_lead(g, ("p1", "p2"))),
    ("S49", "evppi_p1"): lambda g: gain_of_learning_normal(*voi_lead(g, ("p1",))),
    ("S49", "evppi_p2"): lambda g: gain_of_learning_normal(*voi_lead(g, ("p2",))),
}
