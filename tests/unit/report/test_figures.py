"""How numbers are written: style/pages.md, words."""

import math
from datetime import date

import pytest

from cellworth.report.figures import amount, day, money, plain, quantity, significant, span, upper

HARD = "\u00a0"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (4.43e9, "4.4 bn$"),
        (12.6e9, "13 bn$"),
        (250.4e6, "250 M$"),
        (9.94e6, "9.9 M$"),
        (9.96e6, "10 M$"),
        (999.7e6, "1.0 bn$"),
        (-3.21e6, "−3.2 M$"),
    ],
)
def test_large_sums_have_one_decimal_below_ten_and_none_above(value, text):
    assert money(value) == tuple(text.split())


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (233.94, "USD/kWh", "233.9 $/kWh"),
        (-1834.4, "USD/pack", "−1,834 $/pack"),
        (43651.2, "packs/year", "43,651 packs/year"),
        (0.1634, "share", "16.3%"),
        (1.2345, "1", "1.23"),
        (5.28, "GWh", "5.28 GWh"),
        (2016, "year", "2016"),
        (57.3e6, "USD/year", "57 M$/year"),
        (True, "text", "yes"),
        (None, "USD/kWh", "–"),
        (math.nan, "USD/kWh", "–"),
    ],
)
def test_value_carries_its_unit_and_no_false_digits(value, unit, text):
    assert quantity(value, unit) == text.replace(" ", HARD)


def test_share_is_whole_percent_on_the_first_screen():
    assert amount(0.1634, "share", first_screen=True) == "16"


def test_minus_is_a_minus_sign_and_zero_has_none():
    assert plain(-1234.5, 1) == "−1,234.5"
    assert plain(-0.04, 1) == "0.0"


@pytest.mark.parametrize(
    ("given", "text"),
    [("2016-08-31", "31 Aug 2016"), (date(2015, 2, 5), "5 Feb 2015"), ("2015", "2015"), ("", "")],
)
def test_dates(given, text):
    assert day(given) == text


def test_range_says_its_unit_once():
    assert span(200.0, 300.0, "USD/kWh") == f"200.0 to 300.0{HARD}$/kWh"
    assert span(9.0e6, 2.0e9, "USD") == f"9.0{HARD}M$ to 2.0{HARD}bn$"


def test_significant_digits():
    assert significant(118234.0, 3) == 118000.0
    assert significant(0.0, 3) == 0.0


@pytest.mark.parametrize(("text", "line"), [("keep, as in the USA", "Keep, as in the USA"), ("", "")])
def test_a_line_begins_with_a_capital_and_keeps_the_rest(text, line):
    assert upper(text) == line
