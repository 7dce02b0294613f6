from closed_forms import naive_pooled_weight

from cellworth.evidence.chain import aged_reliability, chain_reliability
from cellworth.evidence.numbers import pooled_mean, pooled_sd
from cellworth.evidence.odds import event_probability, log_likelihood_ratio
from cellworth.evidence.origins import pooled_weight
from cellworth.evidence.precision import stated_precision


def _months_are_any_unit_of_time(g, xp):
    one = [xp.asarray([float(g[key])]) for key in ("R", "age_months", "half_life_months")]
    return aged_reliability(*one)


def _pooled(g, xp):
    reliability = [r for group in g["groups"] for r in group]
    origin = [str(k) for k, group in enumerate(g["groups"]) for _ in group]
    return pooled_weight(xp.asarray([reliability]), tuple(origin))


def _posterior(g, xp):
    evidence = log_likelihood_ratio(xp.asarray([g["rho"]]))
    return event_probability(g["prior"], evidence, xp.asarray([[float(t) for t in g["temper"]]]))


def _mixture(g, xp):
    one = [xp.asarray([float(x)]) for x in g["base"]]
    claim = [xp.asarray([[float(x)]]) for x in g["claim"]]
    return one[0], one[1], claim[0], claim[1], xp.asarray([[g["w"]]])


def _mixture_mean(g, xp):
    base_mean, _, claim_mean, _, weight = _mixture(g, xp)
    return pooled_mean(base_mean, claim_mean, weight)


CALLS = {
    ("S1", "chain_reliability"): lambda g, xp: chain_reliability(xp.asarray([g["link_reliability"]])),
    ("S2", "aged_reliability"): _months_are_any_unit_of_time,
    ("S3", "pooled_weight"): _pooled,
    ("S4", "log_likelihood_ratio"): lambda g, xp: log_likelihood_ratio(xp.asarray([g["rho"]])),
    ("S4", "posterior_probability"): _posterior,
    ("S5", "mixture_mean"): _mixture_mean,
    ("S5", "mixture_sd"): lambda g, xp: pooled_sd(*_mixture(g, xp)),
    ("S6", "relative_sd"): lambda g, xp: stated_precision(
        *(xp.asarray([float(g[key])]) for key in ("value", "half_unit", "hedge_sd"))
    ),
}

REFERENCE_ONLY = {
    ("S3", "naive_pooled_weight"): lambda g: naive_pooled_weight([r for group in g["groups"] for r in group]),
}
