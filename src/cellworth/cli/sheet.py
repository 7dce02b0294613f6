"""The sheet of one design: two columns on a screen, plain lines in a pipe."""

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from cellworth.app.pack_sheet import PackSheet, Section

if TYPE_CHECKING:
    from rich.table import Table

__all__ = ["print_sheet"]

SCREEN = 100
GAP = 4
LABEL, VALUE = 30, 22


def print_sheet(sheet: PackSheet) -> None:
    """Print a sheet, in colour and two columns where a person reads it."""
    if sys.stdout.isatty():
        _print_screen(sheet)
    else:
        _print_plain(sheet)


def _print_plain(sheet: PackSheet) -> None:
    print(sheet.title)
    for section in sheet.sections:
        print(f"\n{section.heading}")
        for line in section.lines:
            print(f"  {line.label:{LABEL}} {line.value:>{VALUE}} {line.unit}".rstrip())
    print()
    for sentence in _sentences(sheet):
        print(sentence)


def _sentences(sheet: PackSheet) -> list[str]:
    errors = [f"error: {sentence}" for sentence in sheet.errors]
    return [sheet.limits, *errors, *(f"warning: {sentence}" for sentence in sheet.warnings)]


def _print_screen(sheet: PackSheet) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False, width=min(SCREEN, Console().width))
    console.print(Text(sheet.title, style="bold"))
    page = Table.grid(padding=(0, GAP // 2), expand=True)
    sides = ("left", "right")
    for _ in sides:
        page.add_column(ratio=1)
    page.add_row(*(_side(section for section in sheet.sections if section.side == side) for side in sides))
    console.print(page)
    console.print()
    console.print(Text(sheet.limits))
    for style, word, sentences in (("red", "error", sheet.errors), ("yellow", "warning", sheet.warnings)):
        for sentence in sentences:
            console.print(Text.assemble((f"{word}: ", style), sentence))


def _side(sections: Iterable[Section]) -> "Table":
    """One column of the page: headings, labels, numbers to the right, units."""
    from rich.table import Table
    from rich.text import Text

    side = Table.grid(padding=(0, 1), expand=True)
    side.add_column(ratio=1, no_wrap=True)
    side.add_column(justify="right", no_wrap=True)
    side.add_column(no_wrap=True)
    for section in sections:
        side.add_row()
        side.add_row(Text(section.heading, style="bold cyan"))
        for line in section.lines:
            side.add_row(Text(line.label), Text(line.value), Text(line.unit, style="dim"))
    return side
