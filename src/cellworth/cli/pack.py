"""`cellworth pack`: one design and its cost, on one page."""

import inspect
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import typer

from cellworth.cli.wording import PARITY_HELP
from cellworth.core.errors import InputError, Problem
from cellworth.io.input_schema import InputDefinition, input_definitions

if TYPE_CHECKING:
    from cellworth.app.pack_place import PlaceOptions

__all__ = ["HELP", "given_inputs", "input_options", "pack_command"]

PRICES = "Prices"
"""Group whose labels say more than its meanings, which are all the same."""

HELP = """
Design one pack, cost it, and print the sheet.

Every input has a default; name only what differs. A quantity is a text with its unit, and --set reaches every
input by its name in tables.

Example: cellworth pack --couple "NMC811-G (Energy)" --energy "60 kWh" --packs-per-year 200000

With --place the plant stands in another country, and energy by step, carbon and three costs are added; with
--metals the cathode costs what its metals did on a day. Every number used is listed with its grade.

Example: cellworth pack --couple "NMC811-G (Energy)" --place germany --metals 2024 --ramp newcomer

With --format the electrodes stand in another cell: pouch, 21700, 4680, 4695, PHEV2 wound, BEV2 wound, PHEV2
stacked or blade. The sheet shows the cell, the steps that differ, and how far the cost may be off by the
grades of its numbers. Newer couples, such as LMFP or sodium, are shown that way in any format.

Example: cellworth pack --format 4680 --couple "NMC811-SiG (5% Si)" --energy "75 kWh"
"""


PLACE_OPTIONS = (
    ("place", "COUNTRY", "Country of the plant: labour, energy, building, machines, capital, tax, carbon."),
    ("year", "YEAR", "Year of wages, energy prices and grid; that of the metals, or the last of the tables."),
    ("metals", "DATE", "Cathode price from the metals of a year or month, such as 2022-05."),
    ("delivered_to", "COUNTRY", "Country of the customer: adds sea freight between regions."),
    ("ramp", "MAKER", "First years of the plant: newcomer or experienced."),
)


def pack_command() -> Callable[..., None]:
    """The verb, with one option for each input of the dashboard."""

    def pack(**options: Any) -> None:
        print_pack(**options)

    parameters = [*input_options(), *_switches()]
    pack.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    pack.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return pack


def input_options() -> list[inspect.Parameter]:
    """One option for each input of the dashboard, and one that reaches them all."""
    setting = typer.Option(None, "--set", metavar="NAME=VALUE", help="Any input by name; may be repeated.")
    options = map(_option, input_definitions().values())
    return [*options, _parameter("settings", list[str] | None, setting)]


def _option(definition: InputDefinition) -> inspect.Parameter:
    option = typer.Option(
        None,
        _flag(definition.name),
        help=_help(definition),
        metavar=_metavar(definition),
        show_default=False,
        rich_help_panel=definition.group,
    )
    return _parameter(definition.name, str | None, option)


def _flag(name: str) -> str:
    return "--" + name.replace("_", "-")


def _help(definition: InputDefinition) -> str:
    choices = f": {', '.join(definition.choices)}" if definition.kind == "choice" else ""
    default = f" [dim]\\[{definition.default}{definition.unit_shown}][/dim]" if definition.default else ""
    meaning = definition.label if definition.group == PRICES else definition.meaning
    return f"{meaning}{choices}{default}"


def _metavar(definition: InputDefinition) -> str:
    if definition.is_numeric:
        return definition.unit if definition.needs_unit else "NUMBER"
    return {"flag": "yes|no", "text": "NAME"}.get(definition.kind, "CHOICE")


def _parameter(name: str, annotation: Any, option: Any) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=option, annotation=annotation)


def _switches() -> list[inspect.Parameter]:
    parity = typer.Option(False, "--parity", help=PARITY_HELP, metavar=" ")
    json = typer.Option(False, "--json", help="Print all inputs and outputs as JSON.", metavar=" ")
    wanted = typer.Option(
        None, "--range", metavar="mi", help="Label range instead of a size; --vehicle then names a car."
    )
    switches = [_parameter("parity", bool, parity), _parameter("json", bool, json)]
    shape = typer.Option(None, "--format", metavar="NAME", help="Cell format, such as 4680, 21700 or blade.")
    switches += [_parameter("wanted_range", str | None, wanted), _parameter("shape", str | None, shape)]
    return [*switches, *_place_options()]


def _place_options() -> list[inspect.Parameter]:
    """Options of the place of the plant and of the metals."""
    return [
        _parameter(
            name,
            str | None,
            typer.Option(
                None, _flag(name), metavar=metavar, help=meaning, rich_help_panel="Place and metals"
            ),
        )
        for name, metavar, meaning in PLACE_OPTIONS
    ]


def print_pack(
    *,
    settings: list[str] | None,
    parity: bool,
    json: bool,
    wanted_range: str | None,
    shape: str | None,
    **options: str | None,
) -> None:
    """Design a pack from the options given and print it."""
    from cellworth.app.pack import pack_design, pack_json
    from cellworth.app.pack_place import PlaceOptions

    place = PlaceOptions(**{name: options.pop(name) for name, _, _ in PLACE_OPTIONS})
    given = given_inputs(options, settings or [])
    shape = _format_of(shape, given, parity=parity, wanted_range=wanted_range)
    if place.given:
        _print_placed(given, place, shape, parity=parity, json=json, wanted_range=wanted_range)
        return
    if shape is not None:
        _print_format(given, shape, json=json)
        return
    if wanted_range is None:
        design = pack_design(given, parity=parity)
    else:
        from cellworth.app.pack_for_car import pack_for_car

        if parity:
            why = "the published method knows no car"
            raise InputError(Problem("--range", "given beside --parity", why, "Leave one out."))
        design = pack_for_car(given, wanted_range)
    _print_notes(design.notes)
    if json:
        print(pack_json(design))
        return
    from cellworth.app.pack_sheet import pack_sheet
    from cellworth.cli.sheet import print_sheet

    print_sheet(pack_sheet(design.inputs, design.outputs))


def _format_of(
    text: str | None, given: dict[str, tuple[str, str]], *, parity: bool, wanted_range: str | None
) -> str | None:
    """Format asked for; a newer couple is shown with its grades as a pouch."""
    for name, there, why in (
        ("--parity", parity, "the published method knows pouch cells alone"),
        ("--range", wanted_range is not None, "a range sizes a pack of pouch cells"),
    ):
        if text is not None and there:
            raise InputError(Problem("--format", f"given beside {name}", why, "Leave one out."))
    if text is not None or parity or wanted_range is not None:
        return text
    from cellworth.io.couple_tables import newer_name

    return "pouch" if "couple" in given and newer_name(given["couple"][1]) else None


def _print_format(given: dict[str, tuple[str, str]], shape: str, *, json: bool) -> None:
    """Design a pack with cells of a format and print it."""
    from cellworth.app.pack_format import format_design
    from cellworth.app.pack_format_sheet import format_json, format_sheet
    from cellworth.cli.sheet import print_sheet

    design = format_design(shape, given)
    _print_notes(design.notes)
    if json:
        print(format_json(design))
    else:
        print_sheet(format_sheet(design))


def _print_placed(
    given: dict[str, tuple[str, str]],
    options: "PlaceOptions",
    shape: str | None,
    *,
    parity: bool,
    json: bool,
    wanted_range: str | None,
) -> None:
    """Design a pack in a place and print it."""
    from cellworth.app.pack_place import placed_pack
    from cellworth.app.pack_place_sheet import placed_json, placed_sheet
    from cellworth.cli.sheet import print_sheet

    if parity:
        why = "the published method knows no place and no metals"
        raise InputError(Problem("--place or --metals", "given beside --parity", why, "Leave one out."))
    if wanted_range is not None:
        why = "a range sizes the pack at the plant of the method"
        raise InputError(
            Problem("--range", "given beside --place or --metals", why, "Give --energy instead.")
        )
    placed = placed_pack(given, options, shape)
    _print_notes(placed.design.notes)
    if json:
        print(placed_json(placed))
    else:
        print_sheet(placed_sheet(placed))


def _print_notes(notes: Iterable[str]) -> None:
    for note in notes:
        print(f"note: {note}", file=sys.stderr)


def given_inputs(options: dict[str, str | None], settings: list[str]) -> dict[str, tuple[str, str]]:
    """Where each input was given, and its text."""
    given = {name: (_flag(name), text) for name, text in options.items() if text is not None}
    for setting in settings:
        name, sign, text = setting.partition("=")
        name = name.strip().replace("-", "_")
        if not sign:
            raise InputError(
                Problem("--set", f"'{setting}'", "a name and a value are due", "Write --set name=value.")
            )
        if name in given:
            raise InputError(Problem("--set", f"'{setting}'", f"{name} is given twice", "Leave one out."))
        given[name] = (f"--set {name}", text)
    return given
