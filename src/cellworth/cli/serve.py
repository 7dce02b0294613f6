"""`cellworth serve`: the workbench in the browser."""

import secrets
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

__all__ = ["HELP", "serve"]

HELP = """
Open the workbench: decide, design, weigh the evidence, look at the deal, keep runs; in the browser.

It listens on 127.0.0.1 and asks nothing of any other machine. Uploaded cases and runs are kept in a folder.
With another --host every request must show a token.

Example: cellworth serve --port 8765 --no-browser
"""


def serve(
    port: Annotated[int, typer.Option(min=0, max=65_535, help="Port; 0 for any free one.")] = 8765,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    token: Annotated[
        str,
        typer.Option(
            metavar="TEXT", help="Asked of every request; 'new' makes one. Due with another --host."
        ),
    ] = "",
    folder: Annotated[
        str, typer.Option("--out", metavar="FOLDER", help="Of uploaded cases and runs.")
    ] = "out/workbench",
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Only print the address.", metavar=" ")
    ] = False,
) -> None:
    """Serve the workbench."""
    from cellworth.io.targets import check_folder
    from cellworth.web.server import serve as serve_workbench
    from cellworth.web.settings import Settings

    check_folder(folder)
    shown = secrets.token_urlsafe(24) if token == "new" else token
    say = partial(print, flush=True)
    settings = Settings(Path(folder), host, port, shown, ahead=True)
    serve_workbench(settings, say, browser=not no_browser)
