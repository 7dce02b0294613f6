"""Parameter set of a designed cell for a porous-electrode model, in the BPX form that PyBaMM reads."""

from collections.abc import Mapping
from typing import Any, TypeAlias

import numpy as np

from cellworth.core.constants import PERCENT
from cellworth.core.errors import InputError, Problem
from cellworth.core.types import Array
from cellworth.io.parameter_files import parameter_table

__all__ = ["SOC", "bpx_document", "couple_materials"]

Values: TypeAlias = Mapping[str, Any]

SOC = np.linspace(0.0, 1.0, 11)
"""States of charge of the tables of a couple."""

MICRO, SQUARE_CENTIMETRE, MILLIMETRE = 1e-6, 1e-4, 1e-3
PER_CENTIMETRE = 100.0
REFERENCE_TEMPERATURE = 298.15
CHARGE_PER_MASS = 3.6
"""A s in a mAh."""

VERSION = "1.0.0"


def couple_materials(couple: str) -> tuple[str, str]:
    """Positive and negative material of a couple; of a blend the first."""
    rows = parameter_table("chemistries/electrode_couples.csv").by("couple_name")
    if couple not in rows:
        why = "no table has the transport in its particles"
        raise InputError(Problem("--couple", f"'{couple}'", why, "Take a couple of the published method."))
    row = rows[couple]
    known = parameter_table("chemistries/particle_transport.csv").by("material")
    return next(name for name in known if name in row["positive_active"]), row["negative_active"]


def bpx_document(title: str, couple: str, outputs: Values) -> dict[str, Any]:
    """Document of one designed cell.

    Parameters
    ----------
    title : of the design.
    couple : name.
    outputs : of one design, by name.

    Returns
    -------
    document : ready to be written as JSON.

    Notes
    -----
    Geometry, porosity, active surface, exchange currents, open-circuit voltage and resistance of the metal
    parts are the design's. Diffusivities, conductivities and the electrolyte are no part of the pack method
    and come from tables of grade D and C. The positive potential is the couple's voltage plus that of the
    negative, so the cell has exactly the couple's open-circuit voltage.

    References
    ----------
    [bpx]_ [nyman2008]_
    """
    rules = parameter_table("chemistries/electrolyte_transport.csv").values("name")
    rules["faraday"] = parameter_table("design/physical_constants.csv").values("name")["faraday_constant"]
    positive, negative = couple_materials(couple)
    pairs = 2 * round(float(outputs["bicell_layers"]))
    area = float(outputs["positive_area"]) * SQUARE_CENTIMETRE
    share = {
        "positive": (_used(outputs, "positive", positive), 1.0),
        "negative": (_used(outputs, "negative", negative), 1.0 / float(outputs["capacity_ratio"])),
    }
    x_positive = rules["positive_full"] - share["positive"][0] * SOC
    x_negative = rules["negative_empty"] + share["negative"][0] * share["negative"][1] * SOC
    fine, potentials = _potentials(outputs, negative, x_negative)
    ocp = {
        "Positive": (np.interp(fine, SOC, x_positive), potentials[0]),
        "Negative": (np.interp(fine, SOC, x_negative), potentials[1]),
    }
    return {
        "Header": {"BPX": VERSION, "Title": title, "Model": "DFN", "Description": "Designed by Cellworth."},
        "Parameterisation": {
            "Cell": _cell(outputs, area, pairs, rules),
            "Electrolyte": _electrolyte(rules),
            "Negative electrode": _electrode(outputs, "negative", negative, ocp["Negative"], rules),
            "Positive electrode": _electrode(outputs, "positive", positive, ocp["Positive"], rules),
            "Separator": _porous(
                float(outputs["separator_layer_thickness"]), float(outputs["separator_void_share"]), rules
            ),
            "User-defined": {"Contact resistance [Ohm]": _metal_resistance(outputs)},
        },
        "State": _state(rules),
    }


def _used(outputs: Values, side: str, material: str) -> float:
    """Share of the lithium sites that a full cycle uses."""
    theory = parameter_table("chemistries/active_materials.csv").by("material")[material]
    return float(outputs[f"{side}_active_capacity"]) / float(theory["theoretical_capacity_mah_per_g_derived"])


def _potentials(outputs: Values, negative: str, x_negative: Array) -> tuple[Array, tuple[Array, Array]]:
    """States of charge, and both potentials [V] there."""
    half = [
        row for row in parameter_table("chemistries/half_cell_ocv.csv").rows if row["material"] == negative
    ]
    x_half = np.asarray([float(row["lithium_fraction_x"]) for row in half])
    u_half = np.asarray([float(row["voltage_v_vs_li"]) for row in half])
    span = x_negative[-1] - x_negative[0]
    inside = (x_half - x_negative[0]) / span
    fine = np.unique(np.concatenate([SOC, inside[(inside > 0.0) & (inside < 1.0)]]))
    u_negative = np.interp(x_negative[0] + span * fine, x_half, u_half)
    full = np.asarray([float(outputs[f"couple_ocv.{round(PERCENT * soc)}"]) for soc in SOC])
    return fine, (np.interp(fine, SOC, full) + u_negative, u_negative)


def _cell(outputs: Values, area: float, pairs: int, rules: Mapping[str, float]) -> dict[str, Any]:
    sides = [float(outputs[f"cell_{name}"]) * MILLIMETRE for name in ("length", "width", "thickness")]
    length, width, thickness = sides
    volume = length * width * thickness
    return {
        "Electrode area [m2]": area / pairs,
        "Number of electrode pairs connected in parallel to make a cell": pairs,
        "External surface area [m2]": 2.0 * (length * width + length * thickness + width * thickness),
        "Volume [m3]": volume,
        "Density [kg.m-3]": float(outputs["cell_mass"]) * 1e-3 / volume,
        "Specific heat capacity [J.K-1.kg-1]": rules["heat_capacity"],
        "Lower voltage cut-off [V]": float(outputs["couple_ocv.0"]),
        "Upper voltage cut-off [V]": float(outputs["couple_ocv.100"]),
        "Nominal cell capacity [A.h]": float(outputs["cell_capacity"]),
        "Reference temperature [K]": REFERENCE_TEMPERATURE,
    }


def _electrolyte(rules: Mapping[str, float]) -> dict[str, Any]:
    x = "(x / 1000)"
    return {
        "Cation transference number": rules["transference_number"],
        "Diffusivity [m2.s-1]": (
            f"{rules['diffusivity_square']} * {x} ** 2 + {rules['diffusivity_linear']} * {x} "
            f"+ {rules['diffusivity_constant']}"
        ),
        "Conductivity [S.m-1]": (
            f"{rules['conductivity_cubic']} * {x} ** 3 + {rules['conductivity_three_halves']} * {x} ** 1.5 "
            f"+ {rules['conductivity_linear']} * {x}"
        ),
    }


def _porous(thickness: float, void_share: float, rules: Mapping[str, float]) -> dict[str, float]:
    void = void_share / PERCENT
    return {
        "Thickness [m]": thickness * MICRO,
        "Porosity": void,
        "Transport efficiency": void ** rules["tortuosity_exponent"],
    }


def _electrode(
    outputs: Values, side: str, material: str, ocp: tuple[Array, Array], rules: Mapping[str, float]
) -> dict[str, Any]:
    theory = parameter_table("chemistries/active_materials.csv").by("material")[material]
    transport = parameter_table("chemistries/particle_transport.csv").by("material")[material]
    density = float(outputs[f"{side}_active_density"])
    capacity = float(theory["theoretical_capacity_mah_per_g_derived"])
    sites = density * capacity * CHARGE_PER_MASS / rules["faraday"] * 1e6
    shares, potential = ocp
    order = np.argsort(shares)
    # i0 = F k sqrt(x (1 - x)) with the electrolyte at rest; the tabulated one is taken half full.
    rate = 2.0 * float(outputs[f"{side}_exchange_current"]) * 1e-3 / SQUARE_CENTIMETRE / rules["faraday"]
    return {
        **_porous(float(outputs[f"{side}_coating_thickness"]), float(outputs[f"{side}_void_share"]), rules),
        "Conductivity [S.m-1]": float(transport["conductivity"]),
        "Minimum stoichiometry": float(shares.min()),
        "Maximum stoichiometry": float(shares.max()),
        "Maximum concentration [mol.m-3]": sites,
        "Particle radius [m]": float(outputs[f"{side}_particle_radius"]) * MICRO,
        "Surface area per unit volume [m-1]": float(outputs[f"{side}_specific_area"]) * PER_CENTIMETRE,
        "Diffusivity [m2.s-1]": float(transport["diffusivity"]),
        "OCP [V]": {"x": [float(x) for x in shares[order]], "y": [float(u) for u in potential[order]]},
        "Entropic change coefficient [V.K-1]": 0.0,
        "Reaction rate constant [mol.m-2.s-1]": rate,
    }


def _metal_resistance(outputs: Values) -> float:
    """Resistance [ohm] of collectors, tabs and terminals of a cell."""
    return float(outputs["asi_hardware"]) / float(outputs["positive_area"])


def _state(rules: Mapping[str, float]) -> dict[str, Any]:
    return {
        "Initial conditions": {
            "Initial temperature [K]": REFERENCE_TEMPERATURE,
            "Initial electrolyte concentration [mol.m-3]": rules["concentration"],
            "Initial state-of-charge": 1.0,
        },
        "Thermal environment": {"Ambient temperature [K]": REFERENCE_TEMPERATURE},
    }
