"""The door: who may speak to the server, and what browsers are told to refuse on its behalf.

A server on this computer can be reached by every web page that its user has open, and by every other user of
the computer. So each request must name us as its host (against names that are re-pointed to this computer),
must not come from the page of another site, and must carry the key that was printed at the start.
"""

from __future__ import annotations

import hmac
import ipaddress
import secrets
import socket
from contextlib import suppress
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

READS = ("GET", "HEAD", "OPTIONS")
OWN_SITE = ("same-origin", "none", "")  # Sec-Fetch-Site of our own page, of the address bar, of no browser
REFUSED = 1008  # WebSocket close code: policy
NO_KEY = "Open the address that formcheck printed when it started: it holds the key."

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=()",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:;"
        " media-src blob:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
        " require-trusted-types-for 'script'"
    ),
}


@dataclass(frozen=True, slots=True)
class Address:
    """Where a request says that it goes, or comes from."""

    name: str
    port: int

    @classmethod
    def parse(cls, text: str) -> Address | None:
        """The address in "name:port" or "[ipv6]:port", or None: only what a browser itself would write."""
        with suppress(ValueError):
            parts = urlsplit(f"//{text}")
            if parts.netloc == text and "@" not in text and parts.hostname:
                return cls(parts.hostname, 80 if parts.port is None else parts.port)
        return None


def is_loopback(host: str) -> bool:
    """Whether a server bound to this host can be reached from this computer only."""
    with suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return host == "localhost"


def _new_key() -> str:
    return secrets.token_urlsafe(16)


@dataclass
class Keys:
    """What opens the door of one run: a key for its user, and one that a browser is started with.

    Every user of a computer can read with what a browser was started (`ps`), so that key works once.
    """

    lasting: str = field(default_factory=_new_key)
    once: str | None = field(default_factory=_new_key)

    def fits(self, key: str) -> bool:
        """Whether this is the key of the run."""
        return hmac.compare_digest(key.encode(), self.lasting.encode())

    def opens(self, key: str) -> bool:
        """Whether this is one of the two; the one of the browser is used up by that."""
        if self.once is not None and hmac.compare_digest(key.encode(), self.once.encode()):
            self.once = None
            return True
        return self.fits(key)


class Guard:
    """ASGI: lets the own page and the user's programs through to `app`, and nobody else."""

    def __init__(self, app: ASGIApp, host: str, port: int, keys: Keys) -> None:
        """`host` and `port` as the server is bound to them; requests without a key are refused."""
        self._app = app
        self._open_to_others = not is_loopback(host)
        own = {socket.gethostname().lower(), f"{socket.gethostname().lower()}.local"}
        self._names = {"localhost", "127.0.0.1", "::1", host} | (own if self._open_to_others else set())
        self._port = port
        self._keys = keys
        self._cookie = f"formcheck_{port}"  # cookies do not tell ports apart, names do

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass the request on."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        objection = self._objection(scope, headers)
        if objection is None and not self._has_key(headers):
            if scope["type"] == "http" and self._keys.opens(_query_token(scope)):
                await self._hand_over_cookie(scope, receive, _with_headers(send, scope["path"]))
                return
            objection = NO_KEY
        if objection is None:
            await self._app(scope, receive, _with_headers(send, scope["path"]))
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": REFUSED, "reason": ""})
        else:
            reply = _refusal(objection, headers)
            await reply(scope, receive, _with_headers(send, scope["path"]))

    def _objection(self, scope: Scope, headers: Headers) -> str | None:
        """Why this request is refused, in one line, or None."""
        hosts, origins = headers.getlist("host"), headers.getlist("origin")
        host = Address.parse(hosts[0]) if len(hosts) == 1 else None
        if host is None or host.port != self._port or not self._is_ours(host.name):
            return "This server answers only under its own address."
        if origins:
            scheme, _, rest = origins[0].partition("://")
            if len(origins) > 1 or scheme != "http" or Address.parse(rest) != host:
                return "Pages of other sites are refused."
        elif headers.get("sec-fetch-site", "") not in OWN_SITE:
            followed_link = scope.get("method") in READS and headers.get("sec-fetch-mode") == "navigate"
            if not followed_link:
                return "Requests from other sites are refused."
        return None

    def _is_ours(self, name: str) -> bool:
        if name in self._names:
            return True
        if self._open_to_others:  # a bare address cannot be re-pointed, as a name can
            with suppress(ValueError):
                return bool(ipaddress.ip_address(name))
        return False

    def _has_key(self, headers: Headers) -> bool:
        """Our cookie, or for programs the header "Authorization: Bearer KEY"."""
        scheme, _, bearer = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and self._keys.fits(bearer):
            return True
        cookies: SimpleCookie = SimpleCookie()
        with suppress(CookieError):
            cookies.load(headers.get("cookie", ""))
        return self._cookie in cookies and self._keys.fits(cookies[self._cookie].value)

    async def _hand_over_cookie(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take the key out of the address, and into a cookie that no script and no other site can use."""
        reply = Response(status_code=303, headers={"Location": "/"})
        reply.set_cookie(self._cookie, self._keys.lasting, httponly=True, samesite="strict")
        await reply(scope, receive, send)


def _query_token(scope: Scope) -> str:
    values = parse_qs(scope["query_string"].decode("latin-1")).get("token", [])
    return values[0] if values else ""


def _refusal(objection: str, headers: Headers) -> Response:
    """The line for a program, or for the person who typed an address."""
    if headers.get("sec-fetch-dest") == "document":
        return PlainTextResponse(objection, status_code=403)
    return JSONResponse({"detail": objection}, status_code=403)


def _with_headers(send: Send, path: str) -> Send:
    """Add our headers to whatever is answered, errors too."""

    async def reply(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            headers.setdefault("Cache-Control", "no-store" if path.startswith("/api/") else "no-cache")
        await send(message)

    return reply
