"""Inputs that are each allowed but cannot stand together; inputs that have no effect."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from cellworth.core.errors import Problem
from cellworth.io.couple_tables import is_newer, newer_couples
from cellworth.io.input_schema import InputDefinition, input_definitions
from cellworth.io.parameter_files import parameter_table

__all__ = ["effectless", "refusals"]

Arrays = Mapping[str, Any]
Refusal = tuple[Any, Callable[[int], Problem]]


def refusals(arrays: Arrays, *, parity: bool) -> Iterator[Refusal]:
    """Rows that cannot be a design, one flaw at a time.

    Parameters
    ----------
    arrays : inputs by name, of one length or of length one.
    parity : whether the published method is followed with its quirks; it also computes designs with a
        cut parallel group.

    Yields
    ------
    mask, tell : rows with the flaw, and what to say about a row.
    """
    yield refuse_no_target(arrays)
    yield refuse_no_window(arrays)
    yield refuse_no_full_volume(arrays)
    if parity:
        yield refuse_newer_couple(arrays)
    else:
        yield refuse_two_targets(arrays)
        yield refuse_cut_groups(arrays)
        yield refuse_overfull_plant(arrays)


def refuse_no_target(arrays: Arrays) -> Refusal:
    """Neither energy nor capacity."""
    return np.isnan(arrays["energy"]) & np.isnan(arrays["capacity"]), lambda _: Problem(
        "energy", "neither energy nor capacity is given", "the pack has no size", "Give one of them."
    )


def refuse_newer_couple(arrays: Arrays) -> Refusal:
    """A couple of the extensions beside parity."""
    names = input_definitions()["couple"].choices
    newer = np.asarray([is_newer(name) for name in names])
    couple = arrays["couple"]
    return newer[couple], lambda row: Problem(
        "couple",
        f"'{names[int(couple[row if couple.shape[0] > 1 else 0])]}'",
        "the published method has no such couple",
        "Leave parity out.",
    )


def refuse_two_targets(arrays: Arrays) -> Refusal:
    """Both energy and capacity."""
    return ~np.isnan(arrays["energy"]) & ~np.isnan(arrays["capacity"]), lambda row: Problem(
        "capacity",
        f"{_shown(arrays, 'energy', row)} and {_shown(arrays, 'capacity', row)} are both given",
        "one of them follows from the other",
        "Leave one out.",
    )


def refuse_no_window(arrays: Arrays) -> Refusal:
    """Lower limit of the state of charge at or above the upper one, given or of the vehicle."""
    window = {name: _in_force(arrays, name) for name in ("soc_lower", "soc_upper")}
    return window["soc_lower"] >= window["soc_upper"], lambda row: Problem(
        "soc_lower",
        _shown(window, "soc_lower", row),
        f"it must lie below the upper limit of {_shown(window, 'soc_upper', row)}",
        "Limits that are not given are those of the vehicle.",
    )


def _in_force(arrays: Arrays, name: str) -> Any:
    """Limit given, else the vehicle's."""
    limits = parameter_table("vehicles/vehicle_considerations.csv").by("vehicle")
    own = [float(limits[vehicle][f"{name}_pct"]) for vehicle in input_definitions()["vehicle"].choices]
    return np.where(np.isnan(arrays[name]), np.array(own)[arrays["vehicle"]], arrays[name])


def refuse_no_full_volume(arrays: Arrays) -> Refusal:
    """Plant sized for its full volume, but neither that volume nor the share in use is given."""
    unknown = np.isnan(arrays["full_packs_per_year"]) & np.isnan(arrays["utilization"])
    return _sized_for_full_volume(arrays) & unknown, lambda _: Problem(
        "utilization_method",
        "neither utilization nor full_packs_per_year is given",
        "methods 2 and 3 size the plant for its full volume",
        "Give one of them.",
    )


def refuse_overfull_plant(arrays: Arrays) -> Refusal:
    """More packs than the plant can make at full use."""
    over = arrays["packs_per_year"] > arrays["full_packs_per_year"]
    acts = _sized_for_full_volume(arrays) & np.isnan(arrays["utilization"])
    return acts & over, lambda row: Problem(
        "packs_per_year",
        _shown(arrays, "packs_per_year", row),
        f"the plant makes at most {_shown(arrays, 'full_packs_per_year', row)} at full use",
    )


def refuse_cut_groups(arrays: Arrays) -> Refusal:
    """Cells of a module that do not fill whole parallel groups."""
    return np.fmod(arrays["cells_per_module"], arrays["cells_in_parallel"]) != 0, lambda row: Problem(
        "cells_per_module",
        f"{_shown(arrays, 'cells_per_module', row)} cells in a module",
        f"they must fill whole groups of {_shown(arrays, 'cells_in_parallel', row)} cells in parallel",
        "Use a multiple.",
    )


def effectless(given: set[str], arrays: Arrays) -> list[str]:
    """Sentences on inputs that were given but do nothing in a single design."""
    notes: list[str] = []

    def note(names: tuple[str, ...], idle: bool, because: str) -> None:
        notes.extend(f"{name} has no effect: {because}." for name in names if name in given and idle)

    vehicle = input_definitions()["vehicle"].choices[int(arrays["vehicle"][0])]
    default_power = bool(arrays["default_power"][0])
    note(("pulse_duration", "soc_for_power"), default_power, "default_power is yes")
    note(
        ("full_packs_per_year", "utilization"),
        not _sized_for_full_volume(arrays)[0],
        "utilization_method is 1",
    )
    note(("recharge_time", "charger_power"), not arrays["charging"][0], "charging is no")
    note(("recharge_time", "charger_power"), vehicle != "EV", f"charging is sized for EV only, not {vehicle}")
    note(("pack_connection",), arrays["packs_per_vehicle"][0] == 1, "the vehicle has one pack")
    return [*notes, *newer_couple_notes(int(arrays["couple"][0]), charging=bool(arrays["charging"][0]))]


def newer_couple_notes(couple: int, *, charging: bool) -> list[str]:
    """What a reader must know of a newer couple, by its position: the grade of its numbers, and why."""
    row = newer_couples().get(input_definitions()["couple"].choices[couple])
    if row is None:
        return []
    told = "estimates" if row["grade"] in "DE" else "second-hand numbers"
    notes = [f"{row['couple_name']} rests on {told}, grade {row['grade']}: {row['note']}."]
    if charging and not row["negative_active"].startswith("G"):
        notes.append("recharge_time is judged by a fit to lithium on graphite, which does not hold for it.")
    return notes


def _sized_for_full_volume(arrays: Arrays) -> Any:
    ignoring = input_definitions()["utilization_method"].choices.index("1")
    return arrays["utilization_method"] != ignoring


def _shown(arrays: Arrays, name: str, row: int) -> str:
    definition: InputDefinition = input_definitions()[name]
    array = arrays[name]
    value = array[row if array.shape[0] > 1 else 0]
    return f"{value:,.6g}{definition.unit_shown}"
