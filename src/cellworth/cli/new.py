"""`cellworth new`: a case of one's own to start from."""

from typing import Annotated

import typer

__all__ = ["new"]


def new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Of the new case; its file is NAME.toml.")],
    base: Annotated[
        str, typer.Option("--base", metavar="CASE", help="Shipped case it rests on.")
    ] = "new-plant-2026",
    folder: Annotated[str, typer.Option("--out", metavar="FOLDER", help="Where the file goes.")] = ".",
) -> None:
    """Write a case that rests on a shipped one, every number in it explained, ready to be changed."""
    from cellworth.app.new import new as write_new

    print(write_new(name, base, folder))
