"""A workbench on a free port of this machine, in a thread; ended after the tests."""

import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn

from cellworth.web.application import application
from cellworth.web.server import Protocol
from cellworth.web.settings import Limits, Settings

SMALL = Limits(body=200_000, calculators=1, queue=2, uploads=4, finished=8, body_seconds=3.0)


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Client:
    """Talks to a server as the page does, or not."""

    port: int
    folder: Path
    token: str = ""

    def ask(self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> Answer:
        """One request; a header given as "" is left out."""
        content = json.dumps(body).encode() if isinstance(body, dict | list) else body
        sent = {"Host": f"127.0.0.1:{self.port}", "X-Cellworth": "1", "Content-Type": "application/json"}
        sent |= headers or {}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, content, {k: v for k, v in sent.items() if v})
            found = connection.getresponse()
            return Answer(found.status, {k.lower(): v for k, v in found.getheaders()}, found.read())
        finally:
            connection.close()

    def get(self, path: str) -> Any:
        """JSON of what must be there."""
        found = self.ask("GET", f"/api/v1{path}")
        assert found.status == 200, found.body[:500]
        return found.json

    def post(self, path: str, body: Any) -> Answer:
        return self.ask("POST", f"/api/v1{path}", body)

    def wait(self, job: str, seconds: float = 90.0) -> dict[str, Any]:
        """The job when it has ended."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            found = self.get(f"/jobs/{job}")
            if found["state"] not in ("queued", "running"):
                return found
            time.sleep(0.05)
        raise AssertionError(f"job {job} has not ended")


@contextmanager
def served(
    folder: Path, limits: Limits = SMALL, host: str = "127.0.0.1", token: str = ""
) -> Iterator[Client]:
    """A server in a thread of its own."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        settings = Settings(folder, host, port, token, limits)
        config = uvicorn.Config(
            application(settings), http=Protocol, log_level="error", ws="none", lifespan="on"
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        try:
            yield Client(port, folder, token)
        finally:
            server.should_exit = True
            thread.join(20)
            assert not thread.is_alive()
