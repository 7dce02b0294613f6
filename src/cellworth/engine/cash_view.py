"""The cash behind a pack's cost: what varies, what falls due anyway, what was invested (decision 2)."""

from collections.abc import Mapping
from dataclasses import dataclass

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


def cash_view(outputs: Mapping[str, Array]) -> CashView:
    """Cash of evaluated packs, made in house, per pack.

    Parameters
    ----------
    outputs : cash of the levels ``cell`` and ``pack`` (`cellworth.factory.cash`), labour charged by output,
        and ``cells_per_pack``.

    Returns
    -------
    view : CashView
    """
    cell = _part(outputs, "cell", outputs["cells_per_pack"])
    pack = _part(outputs, "pack", 1.0)
    rest = CashPart(
        pack.materials - cell.materials,
        pack.labor - cell.labor,
        pack.fixed - cell.fixed,
        pack.capital - cell.capital,
    )
    left_out = outputs["excluded_depreciation.pack"] + outputs["excluded_profit.pack"]
    return CashView(cell=cell, rest=rest, warranty=outputs["cash_warranty.pack"], left_out=left_out)


def _part(outputs: Mapping[str, Array], level: str, units: Array | float) -> CashPart:
    return CashPart(
        materials=outputs[f"cash_materials.{level}"] * units,
        labor=outputs[f"cash_labor.{level}"] * units,
        fixed=outputs[f"fixed_cash.{level}"],
        capital=outputs[f"capital.{level}"] * USD_PER_MILLION,
    )
