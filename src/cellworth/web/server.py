"""Listens on an address and serves the workbench until it is stopped."""

import asyncio
import json
import socket
import threading
import webbrowser
from collections.abc import Callable
from dataclasses import replace

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from cellworth.core.errors import InputError, Problem
from cellworth.web.application import application
from cellworth.web.problems import PROBLEM_TYPE, problem_content
from cellworth.web.settings import Settings

__all__ = ["Protocol", "address", "serve"]

KEEP_ALIVE_SECONDS = 5
BACKLOG = 256
GRACE_SECONDS = 3
MOST_HEAD = 1 << 18


class Protocol(H11Protocol):
    """HTTP in which even what is no HTTP is refused as everything else is."""

    def send_400_response(self, msg: str) -> None:
        """Refuse what cannot be read, and close."""
        body = json.dumps(problem_content(400, msg)).encode()
        headers = {"content-type": PROBLEM_TYPE, "content-length": str(len(body)), "connection": "close"}
        encoded = [(name.encode(), value.encode()) for name, value in headers.items()]
        for event in (
            h11.Response(status_code=400, headers=encoded),
            h11.Data(data=body),
            h11.EndOfMessage(),
        ):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()


def address(settings: Settings) -> str:
    """Where a browser finds the workbench; with the token once, if there is one."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    end = f"?token={settings.token}" if settings.token else ""
    return f"http://{host}:{settings.port}/{end}"


def serve(settings: Settings, say: Callable[[str], None], *, browser: bool = True) -> None:
    """Serve the workbench until it is stopped.

    Parameters
    ----------
    settings : Settings; port 0 takes a free one.
    say : takes each line for the screen.
    browser : whether to open the page in the browser of this machine.

    Raises
    ------
    InputError
        If the port is taken or the host is none of this machine.
    """
    with _listening(settings) as listener:
        settings = replace(settings, port=listener.getsockname()[1])
        config = uvicorn.Config(
            application(settings),
            http=Protocol,
            log_level="warning",
            timeout_keep_alive=KEEP_ALIVE_SECONDS,
            timeout_graceful_shutdown=GRACE_SECONDS,
            server_header=False,
            proxy_headers=False,
            ws="none",
            h11_max_incomplete_event_size=MOST_HEAD,
        )
        say(f"Workbench: {address(settings)}")
        say(f"Cases and runs are kept in {settings.folder}. Stop with Ctrl+C.")
        if browser:
            threading.Thread(target=webbrowser.open, args=(address(settings),), daemon=True).start()
        asyncio.run(uvicorn.Server(config).serve(sockets=[listener]))


def _listening(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
    except OSError as error:
        listener.close()
        why, instead = (error.strerror or str(error)).lower(), "Choose another with --port, or 0 for any."
        raise InputError(Problem("--port", f"{settings.host}:{settings.port}", why, instead)) from None
    listener.listen(BACKLOG)
    return listener
