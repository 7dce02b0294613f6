"""Annual rates of the plant: what is made, built, coated, mixed and evaporated."""

from cellworth.core.arrays import namespace
from cellworth.core.record import record
from cellworth.core.types import Array
from cellworth.factory.amounts import PackAmounts
from cellworth.factory.corrections import FactoryCorrections
from cellworth.factory.needs import CellNeeds
from cellworth.factory.plant import MaterialInputs, PlantInputs

GRAMS_PER_KG = 1000.0
CM2_PER_M2 = 1e4


@record
class AnnualRates:
    """Annual rates; the drivers of prices and process steps.

    Attributes
    ----------
    energy_per_year : (s,) [kWh/year]
    row_racks_per_year, modules_per_year, interconnects_per_year : (s,) [1/year]
    cells_accepted_per_year, cells_built_per_year, cells_rejected_per_year : (s,) [1/year]
    positive_area_per_year, negative_area_per_year : (s,) [m^2/year]
    positive_active_per_year, negative_active_per_year : (s,) [kg/year]
    positive_solvent_evaporated, negative_solvent_evaporated, nmp_evaporated : (s,) [kg/year]
    """

    energy_per_year: Array
    row_racks_per_year: Array
    modules_per_year: Array
    interconnects_per_year: Array
    cells_accepted_per_year: Array
    cells_built_per_year: Array
    cells_rejected_per_year: Array
    positive_area_per_year: Array
    negative_area_per_year: Array
    positive_active_per_year: Array
    negative_active_per_year: Array
    positive_solvent_evaporated: Array
    negative_solvent_evaporated: Array
    nmp_evaporated: Array


def annual_rates(
    amounts: PackAmounts,
    plant: PlantInputs,
    needs: CellNeeds,
    materials: MaterialInputs,
    corrections: FactoryCorrections,
) -> AnnualRates:
    r"""Annual rates from the volume of packs.

    .. math:: N_b = N n_{cp} / y_c, \quad S = N_b A / 10^4, \quad W = X N n_{cp} / 1000

    Parameters
    ----------
    amounts : PackAmounts
    plant : PlantInputs
    needs : CellNeeds
    materials : MaterialInputs
    corrections : FactoryCorrections

    Returns
    -------
    rates : AnnualRates

    Notes
    -----
    Packs, not battery systems, are counted; only the row racks are multiplied by packs per
    system, unless corrected (``row_racks_per_pack``).

    References
    ----------
    C1 to C9, C13, C15, C16. [batpac5]_
    """
    packs, layout = plant.packs_per_year, amounts.layout
    modules = layout.modules_per_pack * packs
    accepted = packs * layout.cells_per_pack
    built = accepted / plant.cell_yield
    racks = layout.rows_per_pack * packs
    if not corrections.row_racks_per_pack:
        racks = racks * layout.packs_per_system
    thousand_cells = accepted / GRAMS_PER_KG
    built_area = built / CM2_PER_M2
    need = needs.cell_need
    positive_solvent = need["positive_solvent"] * thousand_cells
    negative_solvent = need["negative_solvent"] * thousand_cells
    return AnnualRates(
        energy_per_year=packs * amounts.ratings.pack_energy,
        row_racks_per_year=racks,
        modules_per_year=modules,
        interconnects_per_year=modules * layout.module_interconnect_count,
        cells_accepted_per_year=accepted,
        cells_built_per_year=built,
        cells_rejected_per_year=built - accepted,
        positive_area_per_year=built_area * amounts.cell.positive_electrode_area,
        negative_area_per_year=built_area * amounts.cell.negative_electrode_area,
        positive_active_per_year=need["positive_active"] * thousand_cells,
        negative_active_per_year=need["negative_active"] * thousand_cells,
        positive_solvent_evaporated=positive_solvent,
        negative_solvent_evaporated=negative_solvent,
        nmp_evaporated=materials.positive_solvent_is_nmp * positive_solvent
        + materials.negative_solvent_is_nmp * negative_solvent,
    )


def drivers(
    rates: AnnualRates, packs_per_year: Array, amounts: PackAmounts, baseline: dict[str, Array]
) -> dict[str, Array]:
    r"""What drives steps and prices, by the names used in the tables.

    .. math:: x_{dry} = \max\left(N_b / N_b^0, (S_{pos} + S_{neg}) / (S_{pos}^0 + S_{neg}^0)\right)

    Parameters
    ----------
    rates : AnnualRates
    packs_per_year : (s,) [1/year]
    amounts : PackAmounts
    baseline : dict [1/year]

    Returns
    -------
    drivers : dict of (s,) [1/year]

    References
    ----------
    C18, C21, C56, C61, C64. [batpac5]_
    """
    built, positive, negative = (
        rates.cells_built_per_year,
        rates.positive_area_per_year,
        rates.negative_area_per_year,
    )
    both = positive + negative
    baseline_area = baseline["positive_area_m2_per_year"] + baseline["negative_area_m2_per_year"]
    xp = namespace(built, both)
    return {
        "energy_kwh_per_year": rates.energy_per_year,
        "packs_per_year": packs_per_year,
        "row_racks_per_year": rates.row_racks_per_year,
        "cell_interconnects_per_year": rates.interconnects_per_year,
        "cells_accepted_per_year": rates.cells_accepted_per_year,
        "modules_per_year": rates.modules_per_year,
        "cells_built_per_year": built,
        "cells_rejected_per_year": rates.cells_rejected_per_year,
        "positive_area_m2_per_year": positive,
        "negative_area_m2_per_year": negative,
        "total_electrode_area_m2_per_year": both,
        "positive_active_kg_per_year": rates.positive_active_per_year,
        "negative_active_kg_per_year": rates.negative_active_per_year,
        "nmp_evaporated_kg_per_year": rates.nmp_evaporated,
        "dry_room_ratio": xp.maximum(
            built / baseline["cells_built_per_year"],
            both / baseline_area,
        ),
        "positive_solvent_kg_per_m2_electrode": rates.positive_solvent_evaporated / positive,
        "negative_solvent_kg_per_m2_electrode": rates.negative_solvent_evaporated / negative,
        "cell_capacity_ah": amounts.ratings.cell_capacity,
        "modules_per_pack": amounts.layout.modules_per_pack,
    }
