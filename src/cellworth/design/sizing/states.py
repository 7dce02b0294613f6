"""Names of the integer codes a design carries."""

__all__ = ["DESIGN_STATES", "LIMIT_NAMES", "WORKBOOK_LIMIT_NAMES"]

LIMIT_NAMES = (
    "thickness override",
    "power",
    "energy",
    "charging",
    "maximum thickness",
    "current density",
)
"""What sets the positive coating, by the code in ``limited_by``."""

WORKBOOK_LIMIT_NAMES = (
    "Positive Thickness Override",
    "Power Limitations",
    "Energy Limitations",
    "Charging",
    "Max Thickness",
    "",
)
"""The same in the words of the workbook, which has none for the current density."""

DESIGN_STATES = (
    "designed",
    "input missing",
    "rate above the diffusion limit",
    "power not attainable",
    "not converged",
    "energy not attainable",
)
"""Whether there is a design, by the code in ``design_state``; all but the first have no numbers."""

DESIGNED, MISSING, RATE_TOO_HIGH, NO_POWER, NOT_CONVERGED, NO_ENERGY = range(6)
OVERRIDE, POWER, ENERGY, CHARGING, MAX_THICKNESS, CURRENT_DENSITY = range(6)
