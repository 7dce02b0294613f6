"""Annual amounts and totals that the sheet reports and no cost reads."""

from cellworth.core.record import record
from cellworth.core.types import Array
from cellworth.factory.needs import CellNeeds
from cellworth.factory.parameters import FactoryParameters
from cellworth.factory.plant import MaterialInputs
from cellworth.factory.rates import AnnualRates

GRAMS_PER_KG = 1000.0
NOT_IN_GRAMS = ("positive_foil", "negative_foil", "separator", "electrolyte")
SOLVENTS = ("positive_solvent", "negative_solvent")


@record
class AnnualAmounts:
    """Annual needs, as reported.

    Attributes
    ----------
    annual_need : dict of (s,) [kg/year, m^2/year or L/year]
        Of each material; solvents net of what is recovered.
    positive_dry_need, negative_dry_need : (s,) [g]
        Active material, additive and binder per accepted cell.
    """

    annual_need: dict[str, Array]
    positive_dry_need: Array
    negative_dry_need: Array


def annual_amounts(
    needs: CellNeeds, rates: AnnualRates, materials: MaterialInputs, parameters: FactoryParameters
) -> AnnualAmounts:
    r"""Annual needs of each material.

    .. math:: V_{pos} (1 - \eta_{pos} Y_{dry,pos}), \quad V_{neg} (1 - \eta_{neg})

    Parameters
    ----------
    needs : CellNeeds
    rates : AnnualRates
    materials : MaterialInputs
    parameters : FactoryParameters

    Returns
    -------
    amounts : AnnualAmounts

    Notes
    -----
    The two solvents are netted in different forms, as in the sheet; nothing uses them.

    References
    ----------
    C13, C14, C17. [batpac5]_
    """
    accepted = rates.cells_accepted_per_year
    thousand = accepted / GRAMS_PER_KG
    need = needs.cell_need
    annual = {
        name: value * (accepted if name in NOT_IN_GRAMS else thousand)
        for name, value in need.items()
        if name not in SOLVENTS
    }
    recovered = materials.positive_solvent_is_nmp * parameters.solvents.nmp_recovery
    annual["positive_solvent"] = rates.positive_solvent_evaporated * (
        1.0 - recovered * needs.material_yield["positive_dry"]
    )
    recovered = materials.negative_solvent_is_nmp * parameters.solvents.nmp_recovery
    annual["negative_solvent"] = rates.negative_solvent_evaporated * (1.0 - recovered)
    return AnnualAmounts(
        annual_need=annual,
        positive_dry_need=need["positive_active"] + need["positive_conductive"] + need["positive_binder"],
        negative_dry_need=need["negative_active"] + need["negative_conductive"] + need["negative_binder"],
    )
