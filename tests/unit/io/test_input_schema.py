import pytest

from cellworth.core.errors import InputError
from cellworth.io.input_schema import choice_texts, input_definitions, nearest, read_value, shortened

DEFINITIONS = input_definitions()


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("energy", "60 kWh", 60.0),
        ("energy", "60000 Wh", 60.0),
        ("energy", "216 MJ", 60.0),
        ("energy", " .5kWh ", 0.5),
        ("temperature", "303.15 K", 30.0),
        ("temperature", "30 °C", 30.0),
        ("separator_thickness", "0.015 mm", 15.0),
        ("separator_thickness", "15 µm", 15.0),
        ("soc_upper", "95 %", 95.0),
        ("utilization", "90 %", 0.9),
        ("utilization", "0.9", 0.9),
        ("packs_per_year", "2e5", 200000.0),
        ("packs_per_year", "200 thousand/year", 200000.0),
        ("cells_per_module", "20", 20.0),
        ("couple", "nmc811-g (energy)", 7),
        ("vehicle", "ev", 3),
        ("strategy", "Purchase cells from battery manufacturer", 1),
        ("utilization_method", "2", 1),
        ("charging", "No", False),
        ("charging", "true", True),
    ],
)
def test_texts_become_values(name, text, value):
    read = read_value(DEFINITIONS[name], text, "--x")
    assert read == pytest.approx(value, rel=1e-14)
    assert type(read) is type(value)


@pytest.mark.parametrize("definition", DEFINITIONS.values(), ids=lambda definition: definition.name)
def test_every_default_is_allowed(definition):
    if definition.default:
        read_value(definition, definition.default, "default", bare=True)
    assert definition.group != "Other"


def test_every_unit_is_understood():
    for definition in DEFINITIONS.values():
        if definition.needs_unit:
            middle = min(max(2.0, definition.lower), definition.upper)
            assert read_value(definition, f"{middle:g} {definition.unit} ", "x") == middle
            assert read_value(definition, f"{middle:g} ({definition.unit})", "x") == pytest.approx(middle)


def test_dashboard_words_point_to_choices():
    assert choice_texts("utilization_method")["method 1: ignore utilization"] == 0
    assert choice_texts("cost_option")["cost to build - excludes pack profit/warranty"] == 1


def test_bare_numbers_only_where_asked():
    assert read_value(DEFINITIONS["energy"], "60", "x", bare=True) == 60.0
    with pytest.raises(InputError, match=r"'60' has no unit; a unit is due\. Write '60 kWh'"):
        read_value(DEFINITIONS["energy"], "60", "x")


def test_nearest_or_all():
    assert nearest("enrgy", ["energy", "power"]) == "Did you mean 'energy'?"
    assert nearest("zzz", ["energy", "power"]) == "Those known are energy, power."


def test_long_texts_are_cut():
    assert len(shortened("x" * 10**6)) < 70
    assert shortened("two\nlines") == "'two lines'"
