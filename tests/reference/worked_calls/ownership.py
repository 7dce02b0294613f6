import csv
from importlib.resources import files

from cellworth.deal.ownership.control import control
from cellworth.deal.ownership.eligibility import OwnerLimits, credit_eligibility, production_credit
from cellworth.deal.ownership.integrated import (
    gross_worth,
    look_through_capacity,
    outside_worth,
    ownership,
)
from cellworth.deal.ownership.voting import banzhaf_power, blocks_resolution, shapley_shubik_power

ALLIANCE = ("Renault", "Nissan", "AESC")


def matrix(shares, names, xp):
    """Square matrix of `holder>held` shares."""
    return xp.asarray([[[float(shares.get(f"{a}>{b}", 0.0)) for b in names] for a in names]])


def _names(g):
    named = sorted({name for pair in g["W"] for name in pair.split(">")})
    return ALLIANCE if set(named) == set(ALLIANCE) else tuple(named)


def _found(g, xp):
    return ownership(matrix(g["W"], _names(g), xp)), _names(g)


def _share(field, holder, held):
    def call(g, xp):
        found, names = _found(g, xp)
        return getattr(found, field)[0, names.index(holder), names.index(held)]

    return call


def _chain(g, xp):
    names = [str(k) for k in range(len(g["chain"]) + 1)]
    holding = {f"{k}>{k + 1}": share for k, share in enumerate(g["chain"])}
    return ownership(matrix(holding, names, xp)).look_through[0, 0, -1]


def _column_sum(g, xp):
    sums = xp.sum(_found(g, xp)[0].ultimate_share, axis=-2)
    assert float(xp.max(xp.abs(sums - 1.0))) < 1e-12
    return sums[0, 0]


def _worth(key, of_all, outside):
    def call(g, xp):
        found, names = _found(g, xp)
        gross = gross_worth(found.multiplier, xp.asarray([[float(x) for x in g[key]]]))
        kept = outside_worth(found.outside_share, gross) if outside else gross
        return xp.sum(kept) if of_all else kept[0, names.index("P" if of_all is None else "S")]

    return call


def _nec_votes(g, xp):
    names = ("NEC", "NEC_ED", "Nissan", "AESC")
    votes = matrix({f"{name}>AESC": share for name, share in g["votes"].items()}, names, xp)
    return control(votes, matrix(g["controls"], names, xp)).controlled_votes[0, 0, 3]


def _power(index, holder):
    return lambda g, xp: index(xp.asarray([[float(w) for w in g["w"]]]), xp.asarray([float(g["q"])]))[
        0, holder
    ]


def _blocks(g, xp):
    return blocks_resolution(xp.asarray([g["w"]]), xp.asarray([g["q"]]))[0, g["holder"]]


def _before(g, xp):
    return look_through_capacity(xp.asarray([g["stake"][:1]]), xp.asarray([g["GWh"][:1]]))


def policy(name, key):
    """A shipped table, so that the worked rows also test its numbers."""
    text = files("cellworth").joinpath("data", "policy", name).read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {row[key]: float(row["value"]) for row in rows}


LAW = policy("us_45x.csv", "name")
PHASE = policy("us_45x_phase.csv", "year")


def _phase(year):
    return PHASE[str(max(int(known) for known in PHASE if int(known) <= year))]


def _credit(g, xp):
    one = [xp.asarray([x]) for x in (LAW["credit_rate"], _phase(g["year"]), 1.0, float(g["eligible"]))]
    return production_credit(*one)


def _credit_worth(g, xp):
    years = range(g["from"], g["to"] + 1)
    phase = xp.asarray([[_phase(year) for year in years]])
    sold, eligible = xp.full_like(phase, float(g["GWh"])), xp.ones_like(phase)
    credit = production_credit(xp.asarray([[LAW["credit_rate"]]]), phase, sold, eligible)
    discount = xp.asarray([[(1.0 + g["r"]) ** (g["base"] - year) for year in years]])
    return xp.sum(credit * discount, axis=-1)


def _eligible(g, xp):
    holdings = [xp.asarray([float(g[key])]) for key in ("single", "aggregate", "debt", "effective_control")]
    limits = OwnerLimits(**{key: LAW[key] for key in ("single_limit", "aggregate_limit", "debt_limit")})
    return credit_eligibility(*holdings, limits)


CALLS = {
    ("S28", "credit_45X_cell"): _credit,
    ("S28", "pv_credit_if_eligible"): _credit_worth,
    ("S28", "eligible"): _eligible,
    ("S68", "look_through"): _chain,
    ("S68", "look_through_P_B"): _share("look_through", "P", "B"),
    ("S68", "raw_integrated_Renault_AESC"): _share("raw_share", "Renault", "AESC"),
    ("S68", "corrected_integrated_Renault_AESC"): _share("look_through", "Renault", "AESC"),
    ("S68", "raw_integrated_Nissan_AESC"): _share("raw_share", "Nissan", "AESC"),
    ("S68", "corrected_integrated_Nissan_AESC"): _share("look_through", "Nissan", "AESC"),
    ("S69", "ultimate_share_of_AESC_Renault_outside"): _share("ultimate_share", "Renault", "AESC"),
    ("S69", "ultimate_share_of_AESC_Nissan_outside"): _share("ultimate_share", "Nissan", "AESC"),
    ("S69", "ultimate_share_of_AESC_NEC_group"): _share("ultimate_share", "AESC", "AESC"),
    ("S69", "column_sum"): _column_sum,
    ("S69", "sum_gross_equity"): _worth("net_assets", True, False),
    ("S69", "outside_held_value"): _worth("net_assets", True, True),
    ("S69", "income_P_gross"): _worth("separate_income", None, False),
    ("S69", "income_P_outside_90pct"): _worth("separate_income", None, True),
    ("S69", "income_S_outside_10pct"): _worth("separate_income", False, True),
    ("S70", "NEC_controlled_votes"): _nec_votes,
    ("S71", "banzhaf_large"): _power(banzhaf_power, 0),
    ("S71", "banzhaf_medium"): _power(banzhaf_power, 3),
    ("S71", "banzhaf_luxembourg"): _power(banzhaf_power, 5),
    ("S71", "shapley_shubik_large"): _power(shapley_shubik_power, 0),
    ("S71", "shapley_shubik_medium"): _power(shapley_shubik_power, 3),
    ("S71", "shapley_shubik_luxembourg"): _power(shapley_shubik_power, 5),
    ("S71", "banzhaf_first_holder"): _power(banzhaf_power, 0),
    ("S71", "banzhaf_second_holder"): _power(banzhaf_power, 1),
    ("S71", "can_block_special_resolution"): _blocks,
    ("S72", "look_through_capacity_before"): _before,
    ("S72", "look_through_capacity_after"): lambda g, xp: look_through_capacity(
        xp.asarray([[g["stake"]]]), xp.asarray([[g["GWh"]]])
    ),
}

REFERENCE_ONLY = {}
