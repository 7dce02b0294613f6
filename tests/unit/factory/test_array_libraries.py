"""The whole cost half on the strict reference library: same numbers as on NumPy, no NumPy inside."""

import dataclasses

import array_api_strict as strict
import numpy as np
import pytest

import factory_cases as cases
from cellworth.core.record import named_arrays
from cellworth.engine.factory_stage import cost_packs, recycle_packs
from cellworth.engine.supply_stage import cash_packs, supply_parts
from cellworth.factory.corrections import CORRECTED, PARITY
from cellworth.factory.results import DETAIL
from cellworth.factory.supplier import SupplierTerms


def moved(tree, xp):
    """A record with its arrays in another library."""
    if dataclasses.is_dataclass(tree):
        return type(tree)(**{f.name: moved(getattr(tree, f.name), xp) for f in dataclasses.fields(tree)})
    if isinstance(tree, dict):
        return {key: moved(value, xp) for key, value in tree.items()}
    return xp.asarray(tree) if isinstance(tree, np.ndarray) else tree


def everything(xp, corrections):
    amounts = moved(cases.worked_amounts(jacket_base_steel=np.full(7, 19.6)), xp)
    plant = cases.plant_inputs(
        packs_per_year=np.linspace(1e4, 1e6, 7),
        cell_yield=np.linspace(0.8, 0.99, 7),
        utilization_method=np.array([1.0, 2, 3, 1, 2, 3, 2]),
        utilization=np.array([0.5, 0.6, np.nan, np.nan, 0.9, 1, 0.3]),
        full_packs_per_year=np.array([np.nan, np.nan, 5e5, np.nan, np.nan, np.nan, np.nan]),
        buys_cells=np.array([0.0, 1, 0, 0, 1, 0, 0]),
        buys_modules=np.array([0.0, 0, 1, 0, 0, 1, 0]),
    )
    plant, materials = moved(plant, xp), moved(cases.material_inputs(), xp)
    vehicle, inputs = moved(cases.vehicle_items(), xp), moved(cases.recycling_inputs(), xp)
    terms = moved(SupplierTerms(asks_margin=cases.array(1), margin_on_cost=cases.array(0.1)), xp)
    given = (amounts, plant, materials, vehicle, cases.PARAMETERS, corrections)
    supplied = supply_parts(amounts, plant, terms, materials, vehicle, cases.PARAMETERS, corrections)
    costs = cost_packs(*given, bought=supplied.asked, detail=tuple(DETAIL))
    balance = recycle_packs(amounts, inputs, costs, cases.PARAMETERS, corrections)
    cash = cash_packs(amounts, plant, costs, cases.PARAMETERS, corrections, charges_idle_labor=True)
    return [list(named_arrays(tree)) for tree in (costs, balance, cash, supplied)]


@pytest.mark.parametrize("corrections", [PARITY, CORRECTED], ids=["parity", "corrected"])
def test_strict_library_agrees(corrections):
    expected, found = everything(np, corrections), everything(strict, corrections)
    for ours, theirs in zip(expected, found, strict=True):
        for (name, value), (same, other) in zip(ours, theirs, strict=True):
            assert name == same
            assert type(other) is type(strict.asarray(1.0)), f"{name} is a {type(other)}"
            np.testing.assert_allclose(np.asarray(other), value, rtol=1e-12, atol=1e-12, err_msg=name)


@pytest.mark.parametrize("corrections", [PARITY, CORRECTED], ids=["parity", "corrected"])
def test_outputs_are_arrays_of_the_block(corrections):
    """Every output has the length of the block, or one where all scenarios share it."""
    for tree in everything(np, corrections):
        for name, value in tree:
            assert isinstance(value, np.ndarray), name
            assert value.shape in ((7,), (1,)), name
            assert value.dtype == np.float64, name
