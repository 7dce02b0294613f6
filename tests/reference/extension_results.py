"""What the whole program gives for the published rows of the extensions, sections (b) and (d) to (h)."""

from functools import cache

from cellworth.app.pack_place import PlaceOptions, placed_pack
from cellworth.io.metal_records import cathode_price, metal_prices

ELEMENTS = {"Li": "element_per_energy.Li", "Co": "element_per_energy.Co", "Ni": "element_per_energy.Ni"}
SHARES = {
    "materials": "material_part",
    "personnel": "labor_part",
    "depreciation": "depreciation_part",
    "overhead": "overhead_part",
    "energy": "energy_part",
}


@cache
def pack(couple, place=None, year=None, shape=None):
    """Default pack of a couple, in a place and with cells of a format where they are named."""
    given = {"couple": ("couple", f"{couple} (Energy)"), "energy": ("energy", "100 kWh")}
    return placed_pack(given, PlaceOptions(place=place, year=year), shape)


def per_energy(couple, what):
    outputs = pack(couple).design.outputs
    if what == "graphite":
        grams = outputs["negative_active_mass"] * outputs["cells_per_pack"]
        return grams / 1000 / outputs["pack_energy"]
    if what == "Cu":
        return outputs["metal_per_energy.copper"]
    return outputs[ELEMENTS[what]]


def cathode_share(couple):
    outputs = pack(couple).design.outputs
    return outputs["positive_active_mass"] * outputs["cells_per_pack"] / 1000 / outputs["pack_mass"]


def upstream(couple):
    results = pack(couple, "us", "2024").results
    return float((results.gate_carbon - results.plant_carbon)[0])


def german_cell():
    """PHEV2 cell of a published cost in Germany: prices of the cost method, volume of its default plant."""
    return pack("NMC811-G", "germany", "2023", "PHEV2 wound").results


def german_share(name):
    results = german_cell()
    return float((getattr(results.cell_parts, SHARES[name]) / results.cell_costs.full_cost)[0])


PUBLISHED = {
    "W-B4": lambda: cathode_price("NMC622", metal_prices("2022-05")).price,
    "W-B5": lambda: cathode_price("LMO", metal_prices("2022-05")).price,
    "W-E5-NMC811": lambda: upstream("NMC811-G"),
    "W-E5-LFP": lambda: upstream("LFP-G"),
    "W-F2": lambda: float(german_cell().cell_costs.full_cost[0]),
    "W-F3": lambda: float(german_cell().cell_costs.levelized_cost[0]),
    **{f"W-F4-{name}": lambda name=name: german_share(name) for name in SHARES},
    **{
        f"W-H5-{couple}-{what}": lambda couple=couple, what=what: per_energy(couple, what)
        for couple in ("NMC622-G", "LFP-G")
        for what in ("Li", "Co", "Ni", "Cu", "graphite")
    },
    **{
        f"W-H6-{couple}": lambda couple=couple: pack(couple).design.outputs["pack_mass"]
        for couple in ("NMC811-G", "LFP-G")
    },
    **{f"W-H7-{couple}": lambda couple=couple: cathode_share(couple) for couple in ("NMC811-G", "LFP-G")},
}
"""Value of the program by row."""
