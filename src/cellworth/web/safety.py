"""What every request must show, and what every answer says to the browser."""

import asyncio
import hmac
import json
from collections.abc import Iterable, Mapping, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs, urlsplit

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cellworth.web.problems import PROBLEM_TYPE, problem_content
from cellworth.web.settings import LOOPBACK, Settings

__all__ = ["CHANGE_HEADER", "COOKIE", "PAGE_POLICY", "REPORT_POLICY", "SAFE", "WORKBOOKS", "Guard"]

CHANGE_HEADER = "x-cellworth"
COOKIE = "cellworth_token"
SAFE = ("GET", "HEAD", "OPTIONS")
API = "/api/"
WORKBOOKS = "/api/v1/workbooks"
"""The one place that takes larger bodies."""

PAGE_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'self'",
    )
)
"""Scripts and styles come from the server alone; nothing inline, nothing from outside."""

REPORT_POLICY = "; ".join(
    (
        "sandbox allow-scripts allow-downloads",
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "script-src 'unsafe-inline'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'self'",
    )
)
"""A report is one file with its style inside; it runs in a sandbox of its own and reaches nothing."""

HEADERS = {
    "content-security-policy": PAGE_POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class TooLargeError(Exception):
    """More arrives than is taken."""


class TooSlowError(Exception):
    """A request does not arrive in time."""


class Guard:
    """Refuses foreign names, foreign pages, missing tokens and large bodies; adds the headers of safety.

    Parameters
    ----------
    app : what it guards.
    settings : Settings
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = {key.decode("latin-1"): value.decode("latin-1") for key, value in scope["headers"]}
        guarded = _with_headers(send)
        refusal = self._refusal(scope, headers)
        if refusal:
            await _refuse(guarded, *refusal)
            return
        if self.settings.token and not self._knows_token(scope, headers):
            await self._ask_token(scope, guarded)
            return
        if self.settings.token and "token=" in scope["query_string"].decode("latin-1"):
            await _let_in(guarded, self.settings.token)
            return
        started: list[bool] = []

        async def watched(message: Message) -> None:
            started.append(True)
            await guarded(message)

        limit = self._most(scope)
        try:
            await self.app(scope, _limited(receive, limit, self.settings.limits.body_seconds), watched)
        except TooLargeError:
            if not started:
                await _refuse(guarded, 413, f"More than {limit:,} bytes; this server takes no more.")
        except TooSlowError:
            if not started:
                await _refuse(guarded, 408, "The request did not arrive in time.")
        except ClientDisconnect:
            return

    def _refusal(self, scope: Scope, headers: Mapping[str, str]) -> tuple[int, str] | None:
        """Why a request is refused before anything reads it; None if it is not."""
        host = headers.get("host", "")
        if self.settings.is_loopback and not _is_own(host, self.settings.port):
            return 421, "The Host of this request is not this server's."
        origin = headers.get("origin")
        if origin is not None and not _same_origin(origin, host):
            return 403, "The request comes from a page of another origin."
        site = headers.get("sec-fetch-site", "none")
        if site not in ("none", "same-origin") and scope["path"].startswith(API):
            return 403, "The request comes from a page of another site."
        if scope["method"] not in SAFE and headers.get(CHANGE_HEADER) != "1":
            return 403, "A request that changes something carries the header X-Cellworth: 1."
        length = headers.get("content-length", "0")
        if not (length.isascii() and length.isdigit()):
            return 400, "Content-Length is no number."
        if int(length) > self._most(scope):
            return 413, f"{int(length):,} bytes; at most {self._most(scope):,} are taken."
        return None

    def _most(self, scope: Scope) -> int:
        """Bytes that a request may have."""
        limits = self.settings.limits
        return limits.workbook if scope["path"] == WORKBOOKS else limits.body

    def _knows_token(self, scope: Scope, headers: Mapping[str, str]) -> bool:
        """Whether a request shows the token: as a bearer, in the cookie, or once in the page's address."""
        wanted = self.settings.token.encode()
        bearer = headers.get("authorization", "").removeprefix("Bearer ")
        given = [bearer, _cookie(headers.get("cookie", ""))]
        if scope["path"] == "/" and scope["method"] == "GET":
            given += parse_qs(scope["query_string"].decode("latin-1")).get("token", [])[:1]
        matches = [hmac.compare_digest(text.encode("utf-8", "replace"), wanted) for text in given]
        return any(matches)

    async def _ask_token(self, scope: Scope, send: Send) -> None:
        detail = "This server asks for its token: open the address that it printed at its start."
        if scope["path"].startswith(API):
            await _refuse(send, 401, detail, {"www-authenticate": "Bearer"})
            return
        await _refuse(send, 401, detail)


def _is_own(host: str, port: int) -> bool:
    """Whether a Host names this machine and port; others are names that an attacker points here."""
    try:
        parts = urlsplit(f"//{host}")
        return parts.hostname in LOOPBACK and (parts.port or 80) == port and not parts.username
    except ValueError:
        return False


def _same_origin(origin: str, host: str) -> bool:
    parts = origin.split("://", 1)
    return len(parts) == 2 and parts[0] in ("http", "https") and parts[1] == host


def _cookie(text: str) -> str:
    try:
        found = SimpleCookie(text).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _with_headers(send: Send) -> Send:
    """Adds the headers of safety to the start of an answer; one that says its own policy keeps it."""

    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            there: Iterable[tuple[bytes, bytes]] = message.get("headers", [])
            known = {key.lower() for key, _ in there}
            more = [(k.encode(), v.encode()) for k, v in HEADERS.items() if k.encode() not in known]
            message = {**message, "headers": [*there, *more]}
        await send(message)

    return guarded


def _limited(receive: Receive, limit: int, seconds: float) -> Receive:
    """Counts the bytes of a body as they arrive, whatever its length was said to be, and the time waited."""
    seen = 0
    complete = False
    left = seconds

    async def limited() -> MutableMapping[str, Any]:
        nonlocal seen, complete, left
        if complete:
            return await receive()
        start = asyncio.get_running_loop().time()
        try:
            message = await asyncio.wait_for(receive(), left)
        except TimeoutError as error:
            raise TooSlowError from error
        left = max(left - (asyncio.get_running_loop().time() - start), 0.0)
        seen += len(message.get("body", b""))
        complete = message["type"] != "http.request" or not message.get("more_body", False)
        if seen > limit:
            raise TooLargeError
        return message

    return limited


async def _refuse(send: Send, status: int, detail: str, headers: Mapping[str, str] | None = None) -> None:
    body = json.dumps(problem_content(status, detail)).encode()
    plain = {"content-type": PROBLEM_TYPE, "content-length": str(len(body)), **(headers or {})}
    encoded = [(key.encode(), value.encode()) for key, value in plain.items()]
    await send({"type": "http.response.start", "status": status, "headers": encoded})
    await send({"type": "http.response.body", "body": body})


async def _let_in(send: Send, token: str) -> None:
    """Keep the token in a cookie that only this origin sends, and take it out of the address."""
    cookie = f"{COOKIE}={token}; HttpOnly; SameSite=Strict; Path=/"
    headers = [(b"location", b"/"), (b"set-cookie", cookie.encode()), (b"content-length", b"0")]
    await send({"type": "http.response.start", "status": 303, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
