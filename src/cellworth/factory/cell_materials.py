"""Cost of the materials and bought parts of a cell."""

from cellworth.core.record import record
from cellworth.core.types import Array
from cellworth.factory.amounts import CellContents
from cellworth.factory.corrections import FactoryCorrections
from cellworth.factory.laws.power_law import ledger_sum
from cellworth.factory.needs import CellNeeds
from cellworth.factory.parameters import FactoryParameters
from cellworth.factory.plant import MATERIALS, MaterialInputs
from cellworth.factory.unit_prices import UnitPrices

GRAMS_PER_KG = 1000.0
BY_AREA_OR_VOLUME = ("positive_foil", "negative_foil", "separator", "electrolyte")
HARDWARE = ("positive_terminal", "negative_terminal", "cell_container")


@record
class CellMaterialCost:
    """Cost of what goes into one accepted cell.

    Attributes
    ----------
    cell_part_price : dict of (s,) [USD]
        Of one terminal or container.
    cell_item_cost : dict of (s,) [USD]
        Per material and part.
    cell_materials_cost : (s,) [USD]
        Sum of the items.
    """

    cell_part_price: dict[str, Array]
    cell_item_cost: dict[str, Array]
    cell_materials_cost: Array


def solvent_bought(
    side: str,
    needs: CellNeeds,
    materials: MaterialInputs,
    parameters: FactoryParameters,
    corrections: FactoryCorrections,
) -> Array:
    r"""Binder solvent charged per accepted cell.

    .. math:: X (1 - \eta Y_{dry}) \text{ if recovery is credited, otherwise } X

    Parameters
    ----------
    side : str
        Static: ``positive`` or ``negative``.
    needs : CellNeeds
    materials : MaterialInputs
    parameters : FactoryParameters
    corrections : FactoryCorrections

    Returns
    -------
    solvent : (s,) [g]

    Notes
    -----
    Parity charges all evaporated solvent. Correction ``solvent_recovery_credited`` uses the
    positive form of C17 for both electrodes: solvent that was coated and dried comes back.

    References
    ----------
    C17, C25, C26. [batpac5]_
    """
    need = needs.cell_need[f"{side}_solvent"]
    if not corrections.solvent_recovery_credited:
        return need
    is_nmp = getattr(materials, f"{side}_solvent_is_nmp")
    recovered = is_nmp * parameters.solvents.nmp_recovery * needs.material_yield[f"{side}_dry"]
    return need * (1.0 - recovered)


def cell_part_price(mass: Array, mass_price: Array, piece_price: Array) -> Array:
    r"""Price of one terminal or container.

    .. math:: \kappa m / 1000 + \sigma

    Parameters
    ----------
    mass : (s,) [g]
    mass_price : (s,) [USD/kg]
    piece_price : (s,) [USD]

    Returns
    -------
    price : (s,) [USD]

    References
    ----------
    C29. [batpac5]_
    """
    return mass_price / GRAMS_PER_KG * mass + piece_price


def cell_material_cost(
    cell: CellContents,
    cell_yield: Array,
    needs: CellNeeds,
    materials: MaterialInputs,
    prices: UnitPrices,
    parameters: FactoryParameters,
    corrections: FactoryCorrections,
) -> CellMaterialCost:
    r"""Cost of materials and parts per accepted cell.

    .. math::

       c = p X / 1000 \text{ by mass}, \quad c = p X \text{ by area or volume}, \quad
       c = (\kappa m / 1000 + \sigma) / y_c \text{ of parts}

    Parameters
    ----------
    cell : CellContents
    cell_yield : (s,) [1]
    needs : CellNeeds
    materials : MaterialInputs
    prices : UnitPrices
    parameters : FactoryParameters
    corrections : FactoryCorrections

    Returns
    -------
    cost : CellMaterialCost

    Notes
    -----
    In parity the positive solvent is charged per built cell, which is a factor of the cell
    yield too little. Correction ``solvent_per_accepted_cell``.

    References
    ----------
    C24, C25, C26, C27, C28, C29, C30. [batpac5]_
    """
    price, need = prices.material_price, dict(needs.cell_need)
    for side in ("positive", "negative"):
        need[f"{side}_solvent"] = solvent_bought(side, needs, materials, parameters, corrections)
    if not corrections.solvent_per_accepted_cell:
        need["positive_solvent"] = need["positive_solvent"] * cell_yield
    cost = {
        name: price[name] * need[name]
        if name in BY_AREA_OR_VOLUME
        else (price[name] / GRAMS_PER_KG) * need[name]
        for name in MATERIALS
    }
    part_price = {}
    for part in HARDWARE:
        item = part if part.startswith("cell_") else f"cell_{part}"
        part_price[part] = cell_part_price(
            getattr(cell, part), prices.mass_price[item], prices.piece_price[item]
        )
        cost[part] = part_price[part] / cell_yield
    return CellMaterialCost(
        cell_part_price=part_price, cell_item_cost=cost, cell_materials_cost=ledger_sum(cost.values())
    )
