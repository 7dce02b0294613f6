"""The shipped case against what was printed: weighed packs, stated costs, published investment."""

import math

import pytest

from cellworth.app.run import run


@pytest.fixture(scope="module")
def result():
    return run("nissan-aesc-2016").result


def figure(result, name):
    return next(entry for entry in result.compared if entry.evidence.name == name)


@pytest.mark.parametrize(
    ("pack", "attribute", "printed", "within"),
    [
        ("leaf24", "cell_mass", 787.0, 0.05),
        ("leaf24", "specific_energy", 157.0, 0.01),
        ("leaf24", "pack_mass", 294.0, 0.10),
        ("leaf30", "specific_energy", 174.0, 0.01),
        ("leaf30", "pack_mass", 315.0, 0.10),
        ("leaf40", "pack_mass", 303.0, 0.10),
        ("leaf40", "specific_energy", 224.0, 0.10),
    ],
)
def test_designs_come_near_what_was_weighed(result, pack, attribute, printed, within):
    found = next(entry for entry in result.packs if entry.name == pack)

    assert found.cells == 192
    assert getattr(found, attribute) == pytest.approx(printed, rel=within)


def test_plants_in_full_use_cost_what_leaders_said(result):
    assert figure(result, "leaders_2014").model == pytest.approx(300.0, rel=0.05)
    assert figure(result, "icct_2015").model == pytest.approx(250.0 * 1.11, rel=0.05)


def test_figures_it_was_not_set_on_are_met_too(result):
    assert not figure(result, "palmer_2010").evidence.fit
    assert figure(result, "palmer_2010").model == pytest.approx(375.0, rel=0.10)
    assert figure(result, "perry_2010").model < 750.0
    assert figure(result, "roland_berger_2014").model == pytest.approx(190.0 * 1.329, rel=0.15)
    assert figure(result, "element_cells_2011").model == pytest.approx(400.0, rel=0.20)


def test_capital_of_the_method_is_near_the_published(result):
    capital = next(entry for entry in result.calibration if entry.name == "capital_level")

    assert capital.value == pytest.approx(1.0, abs=0.25)


def test_known_figures_of_the_case(result):
    by_year = dict(zip(result.years, result.yearly["utilization_made"], strict=True))
    assert by_year[2015] == pytest.approx(1272 / 7800)
    assert result.ranges["utilization_made"][1] == pytest.approx(90_000 * 30 / 7_800_000)
    assert result.headline["own_cell_full"] > result.headline["own_cell_cash"]
    assert sum(result.cost_by_step.values()) + sum(result.cost_by_item.values()) == pytest.approx(
        result.headline["own_pack_full"], rel=1e-9
    )


def test_every_number_of_the_result_is_finite_where_it_should_be(result):
    may_lack = {"quoted_cell_price", "breakeven_volume_full", "breakeven_volume_cash"}
    for name, values in result.yearly.items():
        if name not in may_lack:
            assert all(math.isfinite(value) for value in values), name
    assert result.missing == {}
    assert all(math.isfinite(value) for value in result.headline.values())
