"""Material bought per accepted cell: what is built in, over yields."""

from typing import NamedTuple

from cellworth.core.arrays import namespace
from cellworth.core.constants import PERCENT
from cellworth.core.record import record
from cellworth.core.types import Array
from cellworth.factory.amounts import CellContents
from cellworth.factory.corrections import FactoryCorrections
from cellworth.factory.laws.power_law import as_array
from cellworth.factory.parameters import FactoryParameters, MaterialYields
from cellworth.factory.plant import MaterialInputs

STEPS_PER_PERCENT = 10.0
"""The sheet rounds yields to a tenth of a percentage point."""

YIELD_OF = {
    "positive_active": "positive_dry",
    "positive_conductive": "positive_dry",
    "positive_binder": "positive_dry",
    "positive_additive": "positive_dry",
    "negative_active": "negative_dry",
    "negative_conductive": "negative_dry",
    "negative_binder": "negative_dry",
    "negative_additive": "negative_dry",
    "positive_foil": "positive_foil",
    "negative_foil": "negative_foil",
    "separator": "separator",
    "electrolyte": "electrolyte",
    "electrolyte_additive": "electrolyte",
}
"""Which yield each built-in material passes."""


@record
class CellNeeds:
    """Material per accepted cell.

    Attributes
    ----------
    material_yield : dict of (s,) [1]
        Effective yield of dry materials, foils, separator and electrolyte.
    cell_need : dict of (s,) [g, m^2 or L]
        Per accepted cell.
    positive_solvent_per_binder, negative_solvent_per_binder : (s,) [g/g]
    """

    material_yield: dict[str, Array]
    cell_need: dict[str, Array]
    positive_solvent_per_binder: Array
    negative_solvent_per_binder: Array


def effective_yields(
    yields: MaterialYields, like: Array, corrections: FactoryCorrections
) -> dict[str, Array]:
    """Product of the step yields, rounded to 0.1 % as the sheet does.

    Parameters
    ----------
    yields : MaterialYields
    like : (s,) [1]
        Any array of the library in use.
    corrections : FactoryCorrections

    Returns
    -------
    material_yield : dict of (s,) [1]

    Notes
    -----
    Half is rounded away from zero. Correction ``yields_unrounded``.

    References
    ----------
    C10. [batpac5]_
    """
    xp = namespace(like)
    found = {}
    for material in yields.mixing_yield:
        product: Array = 1.0
        for step in (
            yields.mixing_yield,
            yields.coating_yield,
            yields.slitting_yield,
            yields.stacking_yield,
            yields.filling_yield,
        ):
            product = product * step[material]
        product = as_array(xp, product)
        if material in yields.rounded_yields and not corrections.yields_unrounded:
            tenths = PERCENT * STEPS_PER_PERCENT
            product = xp.floor(product * tenths + 0.5) / tenths
        found[material] = product
    return found


def solvent_per_binder(is_nmp: Array, override: Array, parameters: FactoryParameters) -> Array:
    """Mass of binder solvent per binder: by solvent, unless given.

    Parameters
    ----------
    is_nmp : (s,) [1]
    override : (s,) [g/g]
        NaN for the default.
    parameters : FactoryParameters

    Returns
    -------
    ratio : (s,) [g/g]

    References
    ----------
    C12. [batpac5]_
    """
    xp = namespace(is_nmp)
    rules = parameters.solvents
    default = rules.solvent_ratio_other + (rules.solvent_ratio_nmp - rules.solvent_ratio_other) * is_nmp
    return xp.where(xp.isnan(override), default, override)


def cell_needs(
    cell: CellContents,
    cell_yield: Array,
    materials: MaterialInputs,
    parameters: FactoryParameters,
    corrections: FactoryCorrections,
) -> CellNeeds:
    r"""Material per accepted cell.

    .. math:: X = x / (y_c Y), \quad X_{ps} = k_p X_{pb}

    Parameters
    ----------
    cell : CellContents
    cell_yield : (s,) [1]
    materials : MaterialInputs
    parameters : FactoryParameters
    corrections : FactoryCorrections

    Returns
    -------
    needs : CellNeeds

    References
    ----------
    C10, C11, C12. [batpac5]_
    """
    return needs_by_yield(cell, cell_yield, need_factors(materials, parameters, corrections))


class NeedFactors(NamedTuple):
    """What a cell's needs hang on beside its contents and yield; units as of `CellNeeds`."""

    material_yield: dict[str, Array]
    positive_solvent_per_binder: Array
    negative_solvent_per_binder: Array


def need_factors(
    materials: MaterialInputs, parameters: FactoryParameters, corrections: FactoryCorrections
) -> NeedFactors:
    """Yields of the materials and solvent per binder.

    Parameters
    ----------
    materials : MaterialInputs
    parameters : FactoryParameters
    corrections : FactoryCorrections

    Returns
    -------
    factors : NeedFactors

    References
    ----------
    C10, C12. [batpac5]_
    """
    of_positive, of_negative = materials.positive_solvent_is_nmp, materials.negative_solvent_is_nmp
    return NeedFactors(
        effective_yields(parameters.yields, of_positive, corrections),
        solvent_per_binder(of_positive, materials.positive_solvent_ratio, parameters),
        solvent_per_binder(of_negative, materials.negative_solvent_ratio, parameters),
    )


def needs_by_yield(cell: CellContents, cell_yield: Array, factors: NeedFactors) -> CellNeeds:
    """Material per accepted cell, at a yield of cells.

    Parameters
    ----------
    cell : CellContents
    cell_yield : (s,) [1]
    factors : NeedFactors

    Returns
    -------
    needs : CellNeeds

    References
    ----------
    C10, C11, C12. [batpac5]_
    """
    yields, positive, negative = factors
    per_yield = {name: 1.0 / (cell_yield * value) for name, value in yields.items()}
    need = {name: getattr(cell, name) * per_yield[kind] for name, kind in YIELD_OF.items()}
    need["positive_solvent"] = positive * need["positive_binder"]
    need["negative_solvent"] = negative * need["negative_binder"]
    return CellNeeds(
        material_yield=yields,
        cell_need=need,
        positive_solvent_per_binder=positive,
        negative_solvent_per_binder=negative,
    )
