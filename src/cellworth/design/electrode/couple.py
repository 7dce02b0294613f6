"""The couple in force: rows of the couple table, mixed, overridden, with or without silicon."""

from dataclasses import fields
from typing import TypeVar

from cellworth.core.arrays import namespace
from cellworth.core.record import replace
from cellworth.core.types import Array
from cellworth.design.corrections import DesignCorrections
from cellworth.design.electrode.coating import whole_composition
from cellworth.design.electrode.reference import with_derived
from cellworth.design.inputs import (
    Couple,
    CoupleCurves,
    CoupleOverrides,
    Kinetics,
    NegativeElectrode,
    PositiveElectrode,
    SeparatorElectrolyte,
    VehicleUse,
)
from cellworth.design.parameters import DesignParameters, ElectrodeRules

__all__ = ["blended_couple", "couple_in_force", "couple_rows", "silicon_capacity", "vehicle_rows"]

Rows = TypeVar("Rows", PositiveElectrode, NegativeElectrode, SeparatorElectrolyte, Kinetics, VehicleUse)
SWITCHES = frozenset(
    {
        "positive_foil_aluminum",
        "negative_foil_aluminum",
        "graphite",
        "charging_allowed",
        "charger_fuse",
        "auxiliary_contactor",
        "largest_cooling_unit",
    }
)


def _rows(table: Rows, index: Array) -> Rows:
    """Rows of a table of columns, numbers in one gather."""
    names = [item.name for item in fields(table)]
    numbers = [name for name in names if name not in SWITCHES]
    xp = namespace(getattr(table, numbers[0]))
    gathered = xp.take(xp.stack([getattr(table, name) for name in numbers]), index, axis=1)
    values = {name: gathered[number, :] for number, name in enumerate(numbers)}
    values |= {name: xp.take(getattr(table, name), index) for name in names if name in SWITCHES}
    return type(table)(**values)


def couple_rows(table: Couple, index: Array) -> Couple:
    """Properties of the couple each design uses.

    Parameters
    ----------
    table : Couple
        One row per couple.
    index : (s,) [1]
        Row of each design, integer.

    Returns
    -------
    couple : Couple

    References
    ----------
    D9. [batpac5]_
    """
    return Couple(
        positive=_rows(table.positive, index),
        negative=_rows(table.negative, index),
        between=_rows(table.between, index),
        kinetics=_rows(table.kinetics, index),
        curves=replace(table.curves, couple=index),
    )


def vehicle_rows(table: VehicleUse, index: Array) -> VehicleUse:
    """What the vehicle of each design sets.

    Parameters
    ----------
    table : VehicleUse
        One row per vehicle type.
    index : (s,) [1]
        Row of each design, integer.

    Returns
    -------
    vehicle : VehicleUse

    References
    ----------
    D11. [batpac5]_
    """
    return _rows(table, index)


def silicon_capacity(capacity: Array, graphite: Array, silicon: Array, rules: ElectrodeRules) -> Array:
    r"""Capacity of the negative with 5 % silicon, :math:`0.95 q + 0.05 \cdot 2000`, if it is graphite.

    Parameters
    ----------
    capacity : (s,) [mAh/g]
    graphite, silicon : (s,) bool
    rules : ElectrodeRules

    Returns
    -------
    capacity : (s,) [mAh/g]

    References
    ----------
    D9. [batpac5]_
    """
    xp = namespace(capacity)
    mixed = (1.0 - rules.silicon_share) * capacity + rules.silicon_share * rules.silicon_capacity
    return xp.where(graphite & silicon, mixed, capacity)


def _given(override: Array, value: Array) -> Array:
    xp = namespace(override, value)
    return xp.where(xp.isnan(override), value, override)


def couple_in_force(
    couple: Couple, overrides: CoupleOverrides, parameters: DesignParameters, corrections: DesignCorrections
) -> Couple:
    """Couple after overrides, silicon and the test of composition.

    Parameters
    ----------
    couple : Couple
        Rows gathered for the designs.
    overrides : CoupleOverrides
    parameters : DesignParameters
    corrections : DesignCorrections

    Returns
    -------
    couple : Couple

    Notes
    -----
    In parity D1 to D8 stay those of the table; silicon mixes into the capacity in force. A composition
    that does not sum to 100 % has no capacity (NaN).

    References
    ----------
    D9. [batpac5]_
    """
    p, n, between = couple.positive, couple.negative, couple.between
    xp = namespace(p.positive_active_capacity, overrides.positive_capacity)
    positive_whole = whole_composition(
        p.positive_active_share, p.positive_carbon_share, p.positive_binder_share
    )
    negative_whole = whole_composition(
        n.negative_active_share, n.negative_carbon_share, n.negative_binder_share
    )
    positive_capacity = _given(overrides.positive_capacity, p.positive_active_capacity)
    negative_capacity = silicon_capacity(
        _given(overrides.negative_capacity, n.negative_active_capacity),
        n.graphite,
        overrides.silicon,
        parameters.electrode,
    )
    positive = replace(
        p,
        positive_active_capacity=xp.where(positive_whole, positive_capacity, xp.nan),
        positive_void_share=_given(overrides.positive_porosity, p.positive_void_share),
        positive_collector_thickness=_given(
            overrides.positive_foil_thickness, p.positive_collector_thickness
        ),
        positive_coating_limit=_given(overrides.positive_thickness_max, p.positive_coating_limit),
    )
    negative = replace(
        n,
        negative_active_capacity=xp.where(negative_whole, negative_capacity, xp.nan),
        capacity_ratio=_given(overrides.np_ratio, n.capacity_ratio),
        negative_void_share=_given(overrides.negative_porosity, n.negative_void_share),
        negative_collector_thickness=_given(
            overrides.negative_foil_thickness, n.negative_collector_thickness
        ),
    )
    separator = _given(overrides.separator_thickness, between.separator_layer_thickness)
    applied = replace(
        couple,
        positive=positive,
        negative=negative,
        between=replace(between, separator_layer_thickness=separator),
    )
    if corrections.derived_properties or corrections.np_ratio_in_reference:
        basis = applied if corrections.derived_properties else couple
        return replace(applied, kinetics=with_derived(basis, parameters, corrections).kinetics)
    return applied


_MIXED = (
    "positive_active_capacity",
    "positive_active_share",
    "positive_carbon_share",
    "positive_binder_share",
    "positive_active_density",
    "positive_carbon_density",
    "positive_binder_density",
    "positive_void_share",
    "positive_particle_radius",
    "positive_exchange_current",
    "positive_collector_thickness",
)


def blended_couple(
    first: Couple, second: Couple, share: Array, frame: Couple, parameters: DesignParameters
) -> Couple:
    r"""Couple whose positive is a blend of two.

    .. math:: X = y X_a + (1-y) X_b, \qquad
       R = 1 / [\, y/R_a + (1-y)/R_b \,] \text{ for impedances and } q_0

    Parameters
    ----------
    first, second : Couple
        Rows of the two parents.
    share : (s,) [1]
        Mass fraction of the first.
    frame : Couple
        Rows that give negative, separator, electrolyte and the rest.
    parameters : DesignParameters

    Returns
    -------
    couple : Couple
        Its curves have one row per design.

    Notes
    -----
    Holds if both parents share the negative material.

    References
    ----------
    D9. [batpac5]_
    """
    xp = namespace(share)
    mixed = {
        name: share * getattr(first.positive, name) + (1.0 - share) * getattr(second.positive, name)
        for name in _MIXED
    }

    def curve(name: str, source: Couple) -> Array:
        return xp.take(getattr(source.curves, name), source.curves.couple, axis=0)

    part = share[:, None]
    ocv = part * curve("ocv_curve", first) + (1.0 - part) * curve("ocv_curve", second)
    asi = {
        name: 1.0 / (part / curve(name, first) + (1.0 - part) / curve(name, second))
        for name in ("asi_2s_curve", "asi_10s_curve")
    }
    areal = 1.0 / (
        share / first.kinetics.default_areal_capacity + (1.0 - share) / second.kinetics.default_areal_capacity
    )
    mix = replace(
        frame,
        positive=replace(frame.positive, **mixed),
        kinetics=replace(frame.kinetics, default_areal_capacity=areal),
        curves=CoupleCurves(ocv_curve=ocv, couple=xp.arange(ocv.shape[0]), **asi),
    )
    return with_derived(mix, parameters)
