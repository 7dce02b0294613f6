"""Uncertain numbers as a person writes them."""

import math

import pytest
from pydantic import TypeAdapter, ValidationError

from cellworth.io.case_numbers import Fraction, Money
from cellworth.io.spreads import is_number

TOLD = {"source": "s", "where": "w", "grade": "D", "known_from": "2016-01-01"}
FRACTION, MONEY = TypeAdapter(Fraction), TypeAdapter(Money)


def fraction(**table):
    return FRACTION.validate_python({**TOLD, **table})


@pytest.mark.parametrize(
    ("table", "kind", "numbers", "value"),
    [
        ({"value": "30 %"}, "fixed", (), 0.3),
        ({"p10": "10 %", "p90": "40 %"}, "lognormal", (0.1, 0.4), 0.2),
        ({"low": "10 %", "mode": "20 %", "high": "60 %"}, "pert", (0.1, 0.2, 0.6), 0.2),
        ({"low": 0.1, "mode": 0.2, "high": 0.6, "shape": "triangular"}, "triangular", (0.1, 0.2, 0.6), 0.2),
        ({"low": "10 %", "high": "60 %"}, "uniform", (0.1, 0.6), 0.35),
        ({"mean": "30 %", "sd": "5 %"}, "normal", (0.3, 0.05), 0.3),
        ({"value": "30 %", "sd": "5 %"}, "normal", (0.3, 0.05), 0.3),
    ],
)
def test_spread_is_read(table, kind, numbers, value):
    found = fraction(**table)

    assert found.kind == kind
    assert found.numbers == pytest.approx(numbers)
    assert found.value == pytest.approx(value)


def test_limits_of_the_field_cut_draws_off_and_the_case_may_tighten_them():
    assert (fraction(mean=0.5, sd=0.3).lower, fraction(mean=0.5, sd=0.3).upper) == (0.0, 1.0)
    found = fraction(mean=0.5, sd=0.3, at_least="20 %", at_most="120 %")
    assert (found.lower, found.upper) == (0.2, 1.0)


def test_the_same_number_needs_no_source():
    found = FRACTION.validate_python({"same_as": "plants.zama.conversion_share"})

    assert found.kind == "same"
    assert found.same_as == "plants.zama.conversion_share"
    assert math.isnan(found.value)


def test_a_spread_keeps_what_a_reader_may_ask():
    found = fraction(
        p10=0.1,
        p90=0.4,
        title="t",
        group="g",
        find_out={"how": "h", "cost": "1 million USD", "months": "2 month"},
    )

    assert found.given == "p10 0.1, p90 0.4"
    assert (found.title, found.group, found.source) == ("t", "g", "s")
    assert (found.find_out.cost, found.find_out.months) == (1e6, 2.0)


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ({"p10": 0.4, "p90": 0.1}, "p10 stands above p90"),
        ({"p10": 0.2, "p90": 0.2}, "p10 and p90 are the same"),
        ({"p10": 0.0, "p90": 0.2}, "above zero"),
        ({"low": 0.3, "mode": 0.2, "high": 0.6}, "out of order"),
        ({"low": 0.6, "high": 0.3}, "low does not lie below high"),
        ({"mean": 0.3, "sd": 0.0}, "spread of zero or less"),
        ({"mean": 0.3, "p90": 0.4}, "do not make a distribution"),
        ({"low": 0.1, "mode": 0.2, "high": 1.6}, "at most 1"),
        ({"low": 0.1, "mode": 0.2, "high": 0.6, "shape": "round"}, "'round' is not known"),
        ({"p10": "1 kg", "p90": 0.4}, "another kind of unit"),
    ],
)
def test_nonsense_is_refused(table, told):
    with pytest.raises(ValidationError, match=told):
        fraction(**table)


def test_one_spread_has_one_currency():
    assert MONEY.validate_python({**TOLD, "low": "1 million JPY", "high": "2 million JPY"}).unit == "JPY"
    with pytest.raises(ValidationError, match="mixes JPY and USD"):
        MONEY.validate_python({**TOLD, "low": "1 million JPY", "high": "2 million USD"})


def test_sections_are_no_numbers():
    assert is_number({"value": 1})
    assert is_number({"p10": 1, "p90": 2})
    assert is_number({"same_as": "x"})
    assert not is_number({"first": "x", "second": "y", "rank": 0.5})
