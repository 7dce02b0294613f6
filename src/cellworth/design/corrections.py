"""Corrections of electrode, cell and sizing; all false is the published method with its quirks."""

from cellworth.core.record import record, static


@record
class DesignCorrections:
    """One switch per quirk, see ``docs/theory/design-quirks.md``.

    Attributes
    ----------
    derived_properties : D1 to D8 follow overrides.
    np_ratio_in_reference : D6 takes the couple's N/P instead of 1.1.
    diffusion_term : D43 carries (1 − k/k_lim)² as D7 does.
    one_gas_constant : D22 takes the constants of D7.
    energy_of_capacity : capacity targets count as capacity times pack voltage.
    charge_model_capacity : the charge fit takes the cell's capacity.
    current_limit_thickness : the current-density limit has a thickness in the minimum.
    current_limit_with_override : limits of current density and rate act under a thickness override.
    tab_resistance : both terms of D48 in one unit.
    tab_share : the share ψ of D48 for any number of cells in parallel.
    bus_bars_follow_charging : the bus bar section follows the charging in force.
    packs_in_power : system power counts all packs, also in parallel.
    """

    derived_properties: bool = static()
    np_ratio_in_reference: bool = static()
    diffusion_term: bool = static()
    one_gas_constant: bool = static()
    energy_of_capacity: bool = static()
    charge_model_capacity: bool = static()
    current_limit_thickness: bool = static()
    current_limit_with_override: bool = static()
    tab_resistance: bool = static()
    tab_share: bool = static()
    bus_bars_follow_charging: bool = static()
    packs_in_power: bool = static()


def parity() -> DesignCorrections:
    """All quirks as published (D6, D9, D12, D21, D22, D34, D38, D43, D48, D51, D59)."""
    return _all(False)


def corrected() -> DesignCorrections:
    """All quirks corrected (D6, D9, D12, D21, D22, D34, D38, D43, D48, D51, D59)."""
    return _all(True)


def _all(switch: bool) -> DesignCorrections:
    return DesignCorrections(**dict.fromkeys(DesignCorrections.__annotations__, switch))
