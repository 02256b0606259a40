"""Who may speak to the server: the own page and local programs; no other site, whatever it pretends."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest
from starlette.types import Receive, Scope, Send

from formcheck.guard import HEADERS, Address, Guard, is_loopback

PORT = 8000
HERE = f"127.0.0.1:{PORT}"


async def greet(scope: Scope, receive: Receive, send: Send) -> None:
    """The smallest application: says hello, or accepts."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
        return
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"hello"})


def ask(
    host: str = HERE,
    method: str = "GET",
    path: str = "/",
    guard: Guard | None = None,
    **headers: str,
) -> httpx.Response:
    """One request, its headers in `snake_case`."""
    guard = guard or Guard(greet, "127.0.0.1", PORT)
    sent = {"host": host} | {name.replace("_", "-"): value for name, value in headers.items()}

    async def request() -> httpx.Response:
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(guard), base_url=f"http://{HERE}"
        ) as client:
            return await client.request(method, path, headers=sent)

    return asyncio.run(request())


def knock(guard: Guard, headers: dict[str, str]) -> list[dict[str, Any]]:
    """What a WebSocket that knocks is answered."""
    answers: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "websocket.connect"}

    async def send(message: Any) -> None:
        answers.append(message)

    scope = {
        "type": "websocket",
        "path": "/ws",
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }
    asyncio.run(guard(scope, receive, send))
    return answers


@pytest.mark.parametrize("host", [HERE, f"localhost:{PORT}", f"LOCALHOST:{PORT}", f"[::1]:{PORT}"])
def test_our_own_names_are_answered(host: str) -> None:
    assert ask(host).status_code == 200
    assert ask(host, "POST", origin=f"http://{host}").status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.test",
        f"evil.test:{PORT}",
        f"127.0.0.1:{PORT}@evil.test",
        f"evil.test@127.0.0.1:{PORT}",
        f"localhost.evil.test:{PORT}",
        f"127.0.0.1.evil.test:{PORT}",
        "127.0.0.1",
        "127.0.0.1:8001",
        "127.0.0.1:",
        f"127.0.0.1:{PORT}/",
        f"127.0.0.1:{PORT}#",
        "127.0.0.1:99999",
        "127.0.0.1:eight",
        f"192.168.1.5:{PORT}",
        f"localhost.:{PORT}",
        "[::1",
        "",
    ],
)
def test_other_hosts_are_refused(host: str) -> None:
    answer = ask(host)
    assert answer.status_code == 403
    assert list(answer.json()) == ["detail"]


def test_two_hosts_are_refused() -> None:
    async def twice() -> httpx.Response:
        transport = httpx.ASGITransport(Guard(greet, "127.0.0.1", PORT))
        async with httpx.AsyncClient(transport=transport, base_url=f"http://{HERE}") as client:
            return await client.get("/", headers=[("host", HERE), ("host", HERE)])

    assert asyncio.run(twice()).status_code == 403


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.test",
        "null",
        "",
        f"https://{HERE}",
        f"http://127.0.0.1:{PORT}.evil.test",
        f"http://localhost:{PORT}",
        "http://127.0.0.1:8001",
        "http://127.0.0.1",
        f"http://{HERE}@evil.test",
        f"http://evil.test@{HERE}",
        f"http://{HERE}/",
        "file://",
    ],
)
def test_pages_of_other_sites_are_refused(origin: str) -> None:
    guard = Guard(greet, "127.0.0.1", PORT)
    assert ask(method="POST", origin=origin).status_code == 403
    assert ask(origin=origin).status_code == 403
    (answer,) = knock(guard, {"host": HERE, "origin": origin})
    assert (answer["type"], answer["code"]) == ("websocket.close", 1008)


def test_the_own_page_may_open_its_socket() -> None:
    guard = Guard(greet, "127.0.0.1", PORT)
    assert knock(guard, {"host": HERE, "origin": f"http://{HERE}"})[0]["type"] == "websocket.accept"
    assert knock(guard, {"host": HERE})[0]["type"] == "websocket.accept"  # a program, no browser
    assert knock(guard, {"host": "evil.test"})[0]["type"] == "websocket.close"


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_request_without_origin_from_another_site_is_refused(site: str) -> None:
    assert ask(method="POST", sec_fetch_site=site, sec_fetch_mode="navigate").status_code == 403
    assert ask(method="DELETE", sec_fetch_site=site).status_code == 403
    assert ask(sec_fetch_site=site, sec_fetch_mode="no-cors").status_code == 403
    assert ask(sec_fetch_site=site, sec_fetch_mode="navigate").status_code == 200  # somebody followed a link


def test_the_address_bar_and_plain_programs_get_an_answer() -> None:
    assert ask(sec_fetch_site="none", sec_fetch_mode="navigate").status_code == 200
    assert ask(method="POST").status_code == 200


@pytest.mark.parametrize("host", [HERE, "evil.test"])
def test_every_answer_carries_the_headers(host: str) -> None:
    page, data = ask(host), ask(host, path="/api/state")
    for name, value in HEADERS.items():
        assert page.headers[name] == data.headers[name] == value
    assert data.headers["cache-control"] == "no-store"


KEY = "a-key-made-for-this-run"


@pytest.fixture
def open_guard() -> Guard:
    return Guard(greet, "0.0.0.0", PORT, KEY)


def test_a_server_for_others_needs_a_token() -> None:
    with pytest.raises(ValueError, match="needs a token"):
        Guard(greet, "0.0.0.0", PORT)


@pytest.mark.parametrize("host", [f"192.168.1.5:{PORT}", HERE, f"[fe80::1]:{PORT}"])
def test_without_the_printed_address_nobody_gets_in(open_guard: Guard, host: str) -> None:
    for path in ("/", "/api/state", "/?token=guess", "/?token="):
        assert ask(host, path=path, guard=open_guard).status_code == 403
    assert ask(host, guard=open_guard, authorization="Bearer guess").status_code == 403
    assert ask(host, guard=open_guard, cookie=f"formcheck_{PORT}=guess").status_code == 403
    assert knock(open_guard, {"host": host})[0]["type"] == "websocket.close"


def test_the_printed_address_gives_a_cookie_that_opens_everything(open_guard: Guard) -> None:
    host = f"192.168.1.5:{PORT}"
    answer = ask(host, path=f"/?token={KEY}", guard=open_guard)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    brought = cookie.split(";")[0]
    assert ask(host, path="/api/state", guard=open_guard, cookie=brought).status_code == 200
    assert knock(open_guard, {"host": host, "cookie": brought})[0]["type"] == "websocket.accept"


def test_a_program_brings_the_token_in_a_header(open_guard: Guard) -> None:
    assert ask(guard=open_guard, authorization=f"Bearer {KEY}").status_code == 200


def test_a_name_that_was_pointed_at_us_is_refused_even_with_the_token(open_guard: Guard) -> None:
    assert ask(f"rebind.test:{PORT}", guard=open_guard, authorization=f"Bearer {KEY}").status_code == 403


def test_an_address_is_what_a_browser_would_write() -> None:
    assert Address.parse("[::1]:8000") == Address("::1", 8000)
    assert Address.parse("localhost") == Address("localhost", 80)
    assert Address.parse("a@b:1") is None


@pytest.mark.parametrize(
    ("host", "ours"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("pc.lan", False)],
)
def test_only_loopback_is_out_of_reach_for_others(host: str, ours: bool) -> None:
    assert is_loopback(host) is ours
