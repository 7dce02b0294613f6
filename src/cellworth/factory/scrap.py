"""Scrap of the plant: lost on the floor and in rejected cells."""

from cellworth.core.record import record
from cellworth.core.types import Array
from cellworth.factory.amounts import PackAmounts
from cellworth.factory.corrections import FactoryCorrections
from cellworth.factory.needs import CellNeeds
from cellworth.factory.rates import AnnualRates
from cellworth.factory.recycling import (
    GRAMS_PER_KG,
    LITHIUM,
    ElementContent,
    RecyclingInputs,
    foil_masses,
)

YIELD_OF_PART = {
    "positive_active": "positive_dry",
    "negative_active": "negative_dry",
    "positive_foil": "positive_foil",
    "negative_foil": "negative_foil",
    "separator": "separator",
    "electrolyte": "electrolyte",
}
METALS = ("aluminium", "copper")


@record
class Scrap:
    """Scrap of the plant by component and by element.

    Attributes
    ----------
    floor_scrap, rejected_scrap, total_scrap : dict of (s,) [kg/year]
        Components lost on the floor, in rejected cells, and both.
    floor_scrap_element, rejected_scrap_element, total_scrap_element : dict of (s,) [kg/year]
        Lithium, tracked elements, aluminium and copper.
    """

    floor_scrap: dict[str, Array]
    rejected_scrap: dict[str, Array]
    total_scrap: dict[str, Array]
    floor_scrap_element: dict[str, Array]
    rejected_scrap_element: dict[str, Array]
    total_scrap_element: dict[str, Array]


def floor_loss(material_yield: Array, corrections: FactoryCorrections) -> Array:
    r"""Material lost on the floor over material built in.

    .. math:: 1 - Y \text{ in parity, } 1 / Y - 1 \text{ corrected}

    Parameters
    ----------
    material_yield : (s,) [1]
    corrections : FactoryCorrections

    Returns
    -------
    loss : (s,) [1]

    References
    ----------
    C11, C119. [batpac5]_
    """
    if corrections.floor_scrap_from_losses:
        return 1.0 / material_yield - 1.0
    return 1.0 - material_yield


def scrap(
    amounts: PackAmounts,
    inputs: RecyclingInputs,
    needs: CellNeeds,
    rates: AnnualRates,
    elements: ElementContent,
    corrections: FactoryCorrections,
) -> Scrap:
    r"""Scrap of the plant.

    .. math:: N_b z (1 - Y) \text{ on the floor}, \quad (N_b - N_a) z \text{ in rejected cells}

    Parameters
    ----------
    amounts : PackAmounts
    inputs : RecyclingInputs
    needs : CellNeeds
    rates : AnnualRates
    elements : ElementContent
    corrections : FactoryCorrections

    Returns
    -------
    scrap : Scrap

    Notes
    -----
    In parity negative terminals are multiplied by the positive active mass rejected. Correction
    ``negative_terminal_scrap_by_rejects``.

    References
    ----------
    C119, C120, C121. [batpac5]_
    """
    cell = amounts.cell
    positive_foil, negative_foil = foil_masses(amounts, inputs)
    separator_mass = inputs.recycled_separator_density * inputs.recycled_separator_thickness
    per_cell = {
        "positive_active": cell.positive_active / GRAMS_PER_KG,
        "negative_active": cell.negative_active / GRAMS_PER_KG,
        "positive_foil": positive_foil,
        "negative_foil": negative_foil,
        "separator": separator_mass * cell.separator / GRAMS_PER_KG,
        "electrolyte": inputs.recycled_electrolyte_density * cell.electrolyte,
    }
    built, rejected = rates.cells_built_per_year, rates.cells_rejected_per_year
    loss = {name: floor_loss(value, corrections) for name, value in needs.material_yield.items()}
    on_floor = {name: built * per_cell[name] * loss[kind] for name, kind in YIELD_OF_PART.items()}
    in_rejects = {name: rejected * value for name, value in per_cell.items()}
    terminals = rejected if corrections.negative_terminal_scrap_by_rejects else in_rejects["positive_active"]
    in_rejects["positive_terminal"] = rejected * cell.positive_terminal / GRAMS_PER_KG
    in_rejects["negative_terminal"] = terminals * cell.negative_terminal / GRAMS_PER_KG
    in_rejects["cell_container"] = rejected * cell.cell_container / GRAMS_PER_KG
    floor_element = _floor_elements(rates, elements, loss) | _floor_metals(
        built, positive_foil, negative_foil, inputs, loss, corrections
    )
    rejected_element = _rejected_elements(amounts, inputs, rates, elements)
    return Scrap(
        floor_scrap=on_floor,
        rejected_scrap=in_rejects,
        total_scrap={
            name: value + on_floor[name] if name in on_floor else value for name, value in in_rejects.items()
        },
        floor_scrap_element=floor_element,
        rejected_scrap_element=rejected_element,
        total_scrap_element={name: floor_element[name] + rejected_element[name] for name in floor_element},
    )


def _floor_elements(rates: AnnualRates, elements: ElementContent, loss: dict[str, Array]) -> dict[str, Array]:
    """Lithium and the tracked elements lost on the floor (C122)."""
    thousand = rates.cells_built_per_year / GRAMS_PER_KG
    positive, negative = dict(elements.element_in_positive), dict(elements.element_in_negative)
    positive[LITHIUM] = positive[LITHIUM] + elements.lithium_in_positive_additive
    negative[LITHIUM] = negative[LITHIUM] + elements.lithium_in_negative_additive
    per_cell = {
        name: positive[name] * loss["positive_dry"] + negative[name] * loss["negative_dry"]
        for name in positive
    }
    electrolyte = elements.lithium_in_electrolyte + elements.lithium_in_electrolyte_additive
    per_cell[LITHIUM] = per_cell[LITHIUM] + electrolyte * loss["electrolyte"]
    return {name: thousand * value for name, value in per_cell.items()}


def _floor_metals(
    built: Array,
    positive_foil: Array,
    negative_foil: Array,
    inputs: RecyclingInputs,
    loss: dict[str, Array],
    corrections: FactoryCorrections,
) -> dict[str, Array]:
    """Foil metals lost on the floor (C123); one yield serves both foils unless corrected."""
    own = "negative_foil" if corrections.copper_by_own_foil_yield else "positive_foil"
    positive, negative = positive_foil * loss["positive_foil"], negative_foil * loss[own]
    return {
        metal: built
        * (
            getattr(inputs, f"positive_foil_is_{metal}") * positive
            + getattr(inputs, f"negative_foil_is_{metal}") * negative
        )
        for metal in METALS
    }


def _rejected_elements(
    amounts: PackAmounts, inputs: RecyclingInputs, rates: AnnualRates, elements: ElementContent
) -> dict[str, Array]:
    """Elements and foil metals in rejected cells (C122, C123)."""
    rejected, cell = rates.cells_rejected_per_year, amounts.cell
    thousand = rejected / GRAMS_PER_KG
    found = {name: thousand * value for name, value in elements.element_per_cell.items()}
    positive_foil, negative_foil = foil_masses(amounts, inputs)
    positive = positive_foil + cell.positive_terminal / GRAMS_PER_KG
    negative = negative_foil + cell.negative_terminal / GRAMS_PER_KG
    for metal in METALS:
        found[metal] = rejected * (
            getattr(inputs, f"positive_foil_is_{metal}") * positive
            + getattr(inputs, f"negative_foil_is_{metal}") * negative
        )
    return found
