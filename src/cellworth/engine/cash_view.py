"""The cash behind a pack's cost: what varies, what falls due anyway, what was invested (decision 2)."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from cellworth.core.types import Array

__all__ = ["CashPart", "CashView", "cash_view"]

USD_PER_MILLION = 1e6


@dataclass(frozen=True)
class CashPart:
    """One part of the plant, per pack and per year.

    Attributes
    ----------
    materials : (s,) [USD]
        Materials and bought items per pack.
    labor : (s,) [USD]
        Labour and the overhead on it per pack.
    fixed : (s,) [USD/year]
        Cash overhead, administration and research of a plant of this size.
    capital : (s,) [USD]
        Equipment, building and launch.
    """

    materials: Array
    labor: Array
    fixed: Array
    capital: Array

    def rows(self, part: Array) -> "CashPart":
        """Some rows of it."""
        return CashPart(self.materials[part], self.labor[part], self.fixed[part], self.capital[part])

    def at_capital_level(self, level: float) -> "CashPart":
        """With capital, and the fixed cash that follows it, at another level."""
        return CashPart(self.materials, self.labor, self.fixed * level, self.capital * level)


@dataclass(frozen=True)
class CashView:
    """A pack split into its cells and all the rest.

    Attributes
    ----------
    cell, rest : CashPart
        Cell plant; modules, packs and their part of the warehouse.
    warranty : (s,) [USD]
        Expected warranty per pack; stays with the buyer of cells.
    left_out : (s,) [USD]
        Depreciation and profit of the cost method per pack: capital is charged instead.
    """

    cell: CashPart
    rest: CashPart
    warranty: Array
    left_out: Array

    def at_capital_level(self, level: float) -> "CashView":
        """With capital, and the fixed cash that follows it, at another level."""
        cell, rest = self.cell.at_capital_level(level), self.rest.at_capital_level(level)
        return CashView(cell, rest, self.warranty, self.left_out)

    def rows(self, part: Array) -> "CashView":
        """Some rows of it."""
        return CashView(self.cell.rows(part), self.rest.rows(part), self.warranty[part], self.left_out[part])


def cash_view(outputs: Mapping[str, Array], packs: Array, overhead_on_labor: float) -> CashView:
    r"""Cash of evaluated packs, made in house.

    .. math::

       v = M + l (1 + v_L) + G, \quad F = (o - v_L l + s + r) N, \quad k = (I_K + I_A + I_L) 10^6

    Materials, labour, overhead, administration, research, depreciation, profit and warranty per pack add up
    to the pack cost (C89); depreciation and profit are left out, capital stands for them.

    Parameters
    ----------
    outputs : levels ``cell`` and ``pack`` of the factory, in house, and ``cells_per_pack``.
    packs : (s,) [1/year]
    overhead_on_labor : [1]
        Variable overhead on labour, v_L.

    Returns
    -------
    view : CashView
    """
    cells = np.asarray(outputs["cells_per_pack"])
    cell = _part(outputs, "cell", cells, packs, overhead_on_labor)
    pack = _part(outputs, "pack", 1.0, packs, overhead_on_labor)
    rest = CashPart(
        pack.materials - cell.materials,
        pack.labor - cell.labor,
        pack.fixed - cell.fixed,
        pack.capital - cell.capital,
    )
    left_out = np.asarray(outputs["depreciation.pack"]) + np.asarray(outputs["profit.pack"])
    return CashView(cell=cell, rest=rest, warranty=np.asarray(outputs["warranty.pack"]), left_out=left_out)


def _part(
    outputs: Mapping[str, Array], level: str, units: Array | float, packs: Array, overhead_on_labor: float
) -> CashPart:
    def per_pack(name: str) -> Array:
        return np.asarray(outputs[f"{name}.{level}"]) * units

    labor = per_pack("direct_labor")
    on_labor = overhead_on_labor * labor
    fixed = per_pack("variable_overhead") - on_labor + per_pack("gsa") + per_pack("research")
    million = sum(
        np.asarray(outputs[f"{name}.{level}"])
        for name in ("equipment_investment", "building_investment", "launch_cost")
    )
    return CashPart(
        materials=per_pack("direct_materials"),
        labor=labor + on_labor,
        fixed=fixed * packs,
        capital=million * USD_PER_MILLION,
    )
