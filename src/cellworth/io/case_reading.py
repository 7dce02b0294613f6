"""What a run takes that a case does not say, and what a case says that no run takes."""

from collections.abc import Iterator

from cellworth.core.errors import Problem
from cellworth.io.case_forms import CaseForm
from cellworth.io.couple_tables import couple_price_rows
from cellworth.io.pack_model import PRICE_INPUTS
from cellworth.io.parameter_files import parameter_table
from cellworth.io.plant_range import GWH, baseline_energy, far_from_baseline
from cellworth.io.powder_prices import ELEMENT

__all__ = ["warn_far_plants", "warn_never_read", "warn_prices_of_the_method"]

MAIN_PRICES = (
    "price_positive_active",
    "price_negative_active",
    "price_electrolyte",
    "price_separator",
    "price_positive_foil",
    "price_negative_foil",
)
"""Materials that make most of a cell's cost."""


def warn_prices_of_the_method(case: CaseForm) -> Iterator[Problem]:
    """A main material without a price in the case takes the cost method's, of another year."""
    table = parameter_table("prices/material_prices_by_couple.csv")
    rows, year = couple_price_rows(), table.head["as_of"]
    materials = dict(PRICE_INPUTS)
    for name, pack in case.packs.items():
        for target in MAIN_PRICES:
            if target in pack.prices:
                continue
            stem = f"{materials[target]}_usd_per_"
            column = next(key for key in rows[pack.couple] if key.startswith(stem))
            taken = f"{rows[pack.couple][column]} USD/{column.removeprefix(stem)}"
            why = f"the run takes the cost method's price of {year}, {taken}, in every year"
            instead = f"Name a price of [prices] as {target}, or leave it if that is meant."
            yield Problem(f"[packs.{name}.prices]", f"no {target}", why, instead)


def warn_never_read(case: CaseForm) -> Iterator[Problem]:
    """Prices, indices and packs that nothing in the case names."""
    packs = (*case.packs.values(), *case.known_later_packs.values())
    used_prices = {price for pack in packs for price in pack.prices.values()}
    used_indices = {metal for price in case.prices.values() for metal in price.metals}
    if any(price.powder and not price.metals for price in case.prices.values()):
        used_indices |= set(ELEMENT)
    used_packs = {*case.output.pack.values(), *(plant.built_pack for plant in case.plants.values())}
    if case.pledge:
        used_packs.add(case.pledge.pack)
    if case.strategy:
        used_packs |= {name for each in case.strategy.programmes.values() for name in each.pack.values()}
        used_packs |= {way.pack for way in case.strategy.menu.values()}
        contracts = (each.contract for each in case.strategy.suppliers.values() if each.contract)
        used_indices |= {index for contract in contracts for index in contract.indexed}
    listed = (("prices", case.prices, used_prices), ("indices", case.indices, used_indices))
    for part, there, used in (*listed, ("packs", case.packs, used_packs)):
        for name in there:
            if name not in used:
                yield Problem(
                    f"[{part}.{name}]", "nothing names it", "no run reads it", "Name it, or drop it."
                )


def warn_far_plants(case: CaseForm) -> Iterator[Problem]:
    """Plants much smaller or larger than the one the cost method was made on."""
    sizes = {
        plant.title: plant.capacity.value * case.packs[plant.built_pack].energy.value
        for plant in case.plants.values()
    }
    far = [f"{title} {size / GWH:.1f} GWh" for title, size in sizes.items() if far_from_baseline(size)]
    if far:
        why = f"the cost method's steps are those of {baseline_energy() / GWH:g} GWh a year, scaled by powers"
        instead = "Hold the capital level against the published investments; read small plants with care."
        yield Problem("[plants]", ", ".join(far), why, instead)
