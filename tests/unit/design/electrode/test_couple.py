import numpy as np
import pytest

import design_given as given
from cellworth.core.record import replace

ENTERED = {
    "positive_capacity": ("positive", "positive_active_capacity", 200.0),
    "positive_porosity": ("positive", "positive_void_share", 33.0),
    "positive_foil_thickness": ("positive", "positive_collector_thickness", 12.0),
    "positive_thickness_max": ("positive", "positive_coating_limit", 90.0),
    "negative_capacity": ("negative", "negative_active_capacity", 340.0),
    "np_ratio": ("negative", "capacity_ratio", 1.2),
    "negative_porosity": ("negative", "negative_void_share", 31.0),
    "negative_foil_thickness": ("negative", "negative_collector_thickness", 8.0),
    "separator_thickness": ("between", "separator_layer_thickness", 12.0),
}


@pytest.mark.parametrize("name", ENTERED)
def test_an_override_rules_its_property_alone(name):
    part, field, value = ENTERED[name]
    plain = given.default_case()[0]
    changed = given.default_case(entered=replace(given.no_overrides(), **{name: np.asarray([value])}))[0]

    np.testing.assert_array_equal(getattr(getattr(changed, part), field), [value])
    for other, (room, same, _) in ENTERED.items():
        if other != name:
            np.testing.assert_array_equal(
                getattr(getattr(changed, room), same), getattr(getattr(plain, room), same)
            )
    np.testing.assert_array_equal(
        changed.kinetics.negative_interfacial_reference, plain.kinetics.negative_interfacial_reference
    )


def with_silicon(couple, **entered):
    overrides = replace(given.no_overrides(), silicon=np.ones(1, dtype=bool), **entered)
    return given.default_case(couple=couple, entered=overrides)[0].negative.negative_active_capacity


def test_silicon_raises_the_capacity_of_graphite():
    np.testing.assert_allclose(with_silicon("NMC811-G (Energy)"), 0.95 * 360.4 + 0.05 * 2000.0)


def test_silicon_mixes_into_a_capacity_that_was_entered():
    found = with_silicon("NMC811-G (Energy)", negative_capacity=np.asarray([350.0]))

    np.testing.assert_allclose(found, 0.95 * 350.0 + 0.05 * 2000.0)


def test_silicon_does_not_act_on_other_negatives():
    np.testing.assert_array_equal(with_silicon("LMO-LTO (Energy)"), 164.8)
