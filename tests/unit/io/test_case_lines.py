"""Line of a place in a TOML file."""

import pytest

from cellworth.io.case_lines import line_of

TEXT = """\
name = "x"
[strategy]
years = { first = 2017, last = 2031 }
limits = [
  "a = b",
  "[strategy.money]",
]
[strategy.money]
tax_rate = { value = "30 %", where = "first = 2019 # no" }
"quoted.key" = 1
[strategy.money.exchange]
JPY = "101 JPY/USD"
"""


@pytest.mark.parametrize(
    ("place", "line", "depth"),
    [
        ("name", 1, 1),
        ("strategy", 2, 1),
        ("strategy.years.last", 3, 3),
        ("strategy.years.middle", 3, 2),
        ("strategy.limits", 4, 2),
        ("strategy.money", 8, 2),
        ("strategy.money.tax_rate.where", 9, 4),
        ("strategy.money.exchange.JPY", 12, 4),
        ("strategy.money.other", 8, 2),
        ("nothing", 0, 0),
    ],
)
def test_line_is_found(place, line, depth):
    assert line_of(TEXT, place.split(".")) == (line, depth)


def test_a_quoted_key_is_one_key():
    assert line_of(TEXT, ["strategy", "money", "quoted.key"]) == (10, 3)
