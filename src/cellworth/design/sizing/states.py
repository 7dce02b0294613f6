"""Names of the integer codes a design carries."""

__all__ = ["DESIGN_STATES", "LIMIT_NAMES"]

LIMIT_NAMES = (
    "thickness override",
    "power",
    "energy",
    "charging",
    "maximum thickness",
    "current density",
)
"""What sets the positive coating, by the code in ``limited_by``."""

DESIGN_STATES = (
    "designed",
    "input missing",
    "rate above the diffusion limit",
    "power not attainable",
    "not converged",
)
"""Whether there is a design, by the code in ``design_state``; all but the first have no numbers."""

DESIGNED, MISSING, RATE_TOO_HIGH, NO_POWER, NOT_CONVERGED = range(5)
OVERRIDE, POWER, ENERGY, CHARGING, MAX_THICKNESS, CURRENT_DENSITY = range(6)
