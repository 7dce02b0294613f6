"""`cellworth powertrains`: the battery car beside hydrogen, ethanol and petrol."""

import sys
from typing import Annotated

import typer

__all__ = ["HELP", "powertrains"]

HELP = """
Cost and CO2 per kilometre of a battery car beside hydrogen, ethanol and petrol, in the same body on the same
cycles, and what the other drive may cost to be level with the battery pack.

Example: cellworth powertrains --vehicle leaf-2016 --market japan-2016
"""


def powertrains(
    vehicle: Annotated[
        str, typer.Option("--vehicle", metavar="CAR", help="A car of the package.")
    ] = "leaf-2016",
    market: Annotated[
        list[str] | None, typer.Option("--market", metavar="NAME", help="Place and year; may be repeated.")
    ] = None,
    page: Annotated[str, typer.Option("--page", metavar="FILE", help="Write a page (.md) instead.")] = "",
) -> None:
    """Print the comparison, or write it as a page."""
    from cellworth.app.powertrains import compare_drives
    from cellworth.app.powertrains_page import terminal_lines, write_page
    from cellworth.io.targets import check_file

    if page:
        check_file(page)
    found = compare_drives(vehicle, market or ())
    if page:
        write_page(found, page)
        print(page, file=sys.stderr)
        return
    for line in terminal_lines(found):
        print(line)
