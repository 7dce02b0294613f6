"""Text with unit at the door."""

import math

import pytest

from cellworth.io.units import UnitError, to_canonical


@pytest.mark.parametrize(
    ("given", "unit", "number"),
    [
        ("24 kWh", "kWh", 24.0),
        ("1_289 MWh", "kWh", 1_289_000.0),
        ("75.6 um", "mm", 0.0756),
        ("30 %", "1", 0.3),
        (0.3, "1", 0.3),
        ("8 %/year", "1/year", 0.08),
        ("23000 million JPY", "JPY", 23e9),
        ("5180 USD/t", "USD/kg", 5.18),
        ("19 USD/kg", "USD/m^2|USD/kg", 19.0),
        ("65000 packs/yr", "pack/year", 65_000.0),
        ("-5 %", "1", -0.05),
        ("2e3 kWh", "MWh", 2.0),
        ("35 GWh", "kWh", 35e6),
        ("1 year", "day", 365.0),
    ],
)
def test_reads(given, unit, number):
    found, _ = to_canonical(given, unit)

    assert math.isclose(found, number, rel_tol=1e-12)


@pytest.mark.parametrize(
    ("given", "unit", "why"),
    [
        (24, "kWh", "no unit"),
        ("24", "kWh", "no unit"),
        ("24 kW", "kWh", "another kind"),
        ("24 furlong", "kWh", "not known"),
        ("1,289 MWh", "kWh", "no commas"),
        ("about 24 kWh", "kWh", "does not read"),
        (True, "1", "a number with its unit"),
        (["24 kWh"], "kWh", "a number with its unit"),
        ("250 EUR/kWh", "USD/kWh", "another kind of unit: no rate from EUR to USD stands here"),
        ("24 kwh", "kWh", "the unit 'kwh' is not known, 'kWh' is"),
        ("250 usd/KWH", "USD/kWh", "'USD/kWh' is"),
        ("12 €/kWh", "USD/kWh", "'EUR/kWh' is"),
        ("nan kWh", "kWh", "does not read"),
    ],
)
def test_refuses_and_says_what_would_be_right(given, unit, why):
    with pytest.raises(UnitError) as caught:
        to_canonical(given, unit)

    assert why in caught.value.why
    assert '"' in caught.value.instead


def test_keeps_and_names_foreign_money():
    assert to_canonical("250 EUR/kWh", "USD/kWh", any_currency=True) == (250.0, "EUR/kWh")
    assert to_canonical("145 USD/kWh", "USD/kWh", any_currency=True) == (145.0, "USD/kWh")
