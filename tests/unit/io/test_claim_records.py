"""Claims on the day of a case: chain, age, one vote per origin, odds, numbers (S1 to S6)."""

import datetime

import pytest

from cellworth.engine.scenarios.case import Quantity
from cellworth.io.claim_files import Evidence
from cellworth.io.claim_records import claim_number, event_odds, pooled, quote_weight, weighed, weighed_claims
from cellworth.io.quantity_records import spread_of
from cellworth.io.strategy_forms_evidence import ClaimForm, EventForm, SourceForm

DAY = datetime.date(2016, 8, 5)
SOURCES = {
    "nikkei": SourceForm(title="Nikkei", grade="B", kind="unnamed", reason="r"),
    "people": SourceForm(title="two people", grade="B", kind="unnamed", reason="r"),
    "reuters": SourceForm(title="Reuters", grade="B", kind="unnamed", reason="r"),
    "company": SourceForm(title="company", grade="officer", kind="company", reason="r"),
    "page": SourceForm(title="page", grade="C", kind="press", reason="r"),
}


def claim(chain, stance="press_own_sources", moves="events.sale", **changes):
    fields = {
        "text": "t",
        "subject": "s",
        "attribute": "a",
        "value": "1",
        "ages_as": "deal_talks",
        "known_from": DAY,
        "locator": "l",
        **changes,
    }
    return ClaimForm(chain=chain, stance=stance, moves=moves, **fields)


def known(day=DAY, **claims):
    return weighed(Evidence(SOURCES, claims, ()), day)


def event(prior):
    table = {"value": prior, "source": "s", "where": "w", "grade": "D", "known_from": DAY}
    return {"sale": EventForm(title="sale", prior=table)}


def test_reliability_falls_along_the_chain():
    found = known(a=claim(("nikkei", "reuters", "page"), verbatim=("reuters",)))

    assert found.reliability["a"] == pytest.approx(0.85 * 0.98 * 0.95)


def test_reliability_halves_with_its_half_life():
    later = DAY + datetime.timedelta(days=274)
    found = known(later, a=claim(("nikkei", "reuters", "page"), verbatim=("reuters",)))

    assert found.reliability["a"] == pytest.approx(0.2798, abs=3e-4)


def test_a_replaced_claim_has_no_weight():
    found = known(a=claim(("nikkei",), superseded_by="b"), b=claim(("company",)))

    assert found.reliability["a"] == 0.0
    assert found.moving("events.sale") == ["b"]


def test_one_vote_per_origin():
    found = known(
        a=claim(("nikkei", "reuters")), b=claim(("nikkei", "page", "reuters")), c=claim(("people",))
    )
    weights = {entry.name: entry.weight for entry in weighed_claims(found)}

    assert weights["a"] == pytest.approx(0.85 * 0.95)
    assert weights["b"] == 0.0
    assert weights["c"] == pytest.approx(0.85)


def test_odds_of_an_event_as_by_hand():
    found = known(
        nikkei=claim(("nikkei", "reuters", "page"), verbatim=("reuters",)),
        people=claim(("people", "reuters", "page")),
        company=claim(("company", "page"), stance="non_denial"),
    )
    (odds,) = event_odds(event("20 %"), found)

    assert odds.probability == pytest.approx(0.6549, abs=1e-4)
    assert odds.without["company"] > odds.probability
    assert odds.without["nikkei"] < odds.probability
    assert set(odds.without) == {"nikkei", "people", "company"}


def test_a_claim_against_an_event_lowers_its_odds():
    (odds,) = event_odds(event("50 %"), known(a=claim(("page",), says="against")))

    assert odds.probability < 0.5


def test_an_event_without_claims_keeps_its_prior():
    (odds,) = event_odds(event("20 %"), known())

    assert (odds.probability, odds.without) == (0.2, {})


def normal(mean, sd):
    return Quantity("q", "q", "USD/kWh", "normal", (mean, sd), 0.0, 1e9, "q", "D", (), None, None)


def price(value, **changes):
    fields = {"moves": "q", "stance": "fact", "unit": "USD/kWh", "ages_as": "price", **changes}
    return claim(("company", "page"), value=value, **fields)


def test_a_number_is_pooled_with_its_claim():
    found = pooled(normal(200.0, 30.0), known(a=price("145")))

    assert found.kind == "pool"
    assert found.claims == ("a",)
    weight, claim_mean, claim_sd, base_mean, base_sd = found.numbers
    assert weight == pytest.approx(0.7)
    assert (claim_mean, base_mean, base_sd) == (145.0, 200.0, 30.0)
    assert claim_sd == pytest.approx(0.5 / 3**0.5)


def test_a_confirmed_claim_may_weigh_more():
    found = pooled(normal(200.0, 30.0), known(a=price("145", confirmed=True)))

    assert found.numbers[0] == pytest.approx(0.95 * 0.95)


def test_a_number_without_claims_is_left_alone():
    made = normal(200.0, 30.0)

    assert pooled(made, known()) is made


@pytest.mark.parametrize(
    ("value", "unit", "hedge", "expected"),
    [
        ("2.2", "USD/kWh", "around", 2.2 * 0.0517),
        ("1000", "USD/kWh", "plain", 288.7),
        ("145", "USD/kWh", "plain", 0.2887),
        ("0.145", "USD/Wh", "plain", 0.2887),
    ],
)
def test_spread_of_a_bare_figure_comes_from_its_digits(value, unit, hedge, expected):
    _, sd = claim_number(price(value, unit=unit, hedge=hedge), "USD/kWh")

    assert sd == pytest.approx(expected, rel=2e-3)


def test_published_prices_weigh_what_their_claims_weigh():
    day = datetime.date(2016, 8, 31)
    quote = price("145", moves="suppliers.lg.quote", stated_on=datetime.date(2015, 10, 1))

    assert quote_weight("lg", known(day, a=quote)) == (
        pytest.approx(0.95 * 0.95 * 2 ** (-335 / 365.25)),
        ("a",),
    )
    assert quote_weight("other", known(day, a=quote)) == (0.0, ())


@pytest.mark.parametrize(
    ("kind", "numbers", "mean", "sd"),
    [
        ("fixed", (3.0,), 3.0, 0.0),
        ("normal", (3.0, 1.0), 3.0, 1.0),
        ("uniform", (0.0, 12.0), 6.0, 12 / 12**0.5),
        ("lognormal", (80.0, 160.0), 117.35, 32.3),
        ("pert", (10.0, 20.0, 60.0), 25.0, (15 * 35 / 7) ** 0.5),
        ("triangular", (0.0, 3.0, 6.0), 3.0, 1.5**0.5),
    ],
)
def test_mean_and_spread_of_each_kind(kind, numbers, mean, sd):
    made = Quantity("q", "q", "1", kind, numbers, 0.0, 1e9, "q", "D", (), None, None)

    assert spread_of(made) == (pytest.approx(mean, abs=5e-3), pytest.approx(sd, rel=2e-3))
