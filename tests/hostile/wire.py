"""Requests that are bad as bytes on the wire, and what came back."""

import random
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass

HEAD = "POST /api/v1/{route} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nX-Cellworth: 1\r\n"


@dataclass(frozen=True)
class Wire:
    """What is sent first, and what is sent on and on afterwards until the server answers."""

    kind: str
    first: bytes
    on: bytes = b""


def _lengths(chance: random.Random) -> bytes:
    bad = ["-1", "abc", "9" * 40, "1e3", "0x10", " ", "1 2", "+5", "99999999999", "1\r\nContent-Length: 2"]
    return f"Content-Length: {chance.choice(bad)}\r\n\r\nname".encode()


def _short_body(_: random.Random) -> bytes:
    return b"Content-Length: 1000\r\n\r\nname = "


def _chunk(chance: random.Random) -> bytes:
    bad = [
        "ZZZ\r\n",
        "-1\r\nx",
        "FFFFFFFFFFFFFFFFFFFF\r\nx",
        "5;" + "a" * 300_000,
        "5\r\nabcdefghij\r\n",
        "\x00\r\n",
    ]
    return f"Transfer-Encoding: chunked\r\n\r\n{chance.choice(bad)}".encode()


def _both(_: random.Random) -> bytes:
    return b"Content-Length: 5\r\nTransfer-Encoding: gzip\r\n\r\n0\r\n\r\n"


def _head(chance: random.Random) -> bytes:
    bad = [
        b"X-A: " + b"a" * 400_000,
        b"X-A: 1\r\n" * 60_000,
        b"X A: 1\r\n\r\n",
        b": 1\r\n\r\n",
        b"X-A: \x00\r\n\r\n",
    ]
    return chance.choice(bad)


def _line(chance: random.Random) -> bytes:
    return chance.choice(
        [
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc",
            b"GET\r\n\r\n",
            b"\x00" * 500,
            b"GET / HTTP/9.9\r\n\r\n",
            b"A" * 400000,
            b"POST /api/v1/cases HTTP/1.1\r\n\r\n",
            b"GET /a b c HTTP/1.1\r\n\r\n",
            b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        ]
    )


def _endless(chance: random.Random) -> tuple[bytes, bytes]:
    piece = chance.choice([b"#" * 0x4000, b"PK\x03\x04" * 0x1000])
    return b"Transfer-Encoding: chunked\r\n\r\n", b"%x\r\n%b\r\n" % (len(piece), piece)


KINDS: tuple[Callable[[random.Random], bytes | tuple[bytes, bytes]], ...] = (
    *(_lengths, _chunk, _head, _line, _both, _endless, _short_body),
)


def wires(seed: int, count: int, port: int) -> Iterator[Wire]:
    """Bad requests, the kinds in turn."""
    for at in range(count):
        make = KINDS[at % len(KINDS)]
        chance = random.Random(f"wire {seed} {at}")
        head = HEAD.format(route=chance.choice(["cases", "workbooks", "quick"]), port=port).encode()
        made = make(chance)
        first, on = made if isinstance(made, tuple) else (made, b"")
        yield Wire(make.__name__.strip("_"), first if make is _line else head + first, on)


def answered(port: int, wire: Wire, seconds: float = 40.0) -> bytes:
    """Answer of the server, as it came; empty if it only closed."""
    found = b""
    with socket.create_connection(("127.0.0.1", port), timeout=seconds) as line:
        try:
            line.sendall(wire.first)
            line.settimeout(0.0 if wire.on else seconds)
            while wire.on and not found:
                line.settimeout(seconds)
                line.sendall(wire.on)
                line.settimeout(0.001)
                try:
                    found = line.recv(65536)
                except TimeoutError:
                    continue
            line.settimeout(seconds)
            while piece := line.recv(65536):
                found += piece
                if b"}" in piece:
                    break
        except (ConnectionError, BrokenPipeError):
            pass
    return found
