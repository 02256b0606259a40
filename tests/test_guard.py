"""Who may speak to the server: the own page and local programs; no other site, whatever it pretends."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from formcheck.guard import HEADERS, NO_KEY, Address, Guard, Keys, is_loopback

PORT = 8000
HERE = f"127.0.0.1:{PORT}"
KEY = "a-key-made-for-this-run"
BEARER = f"Bearer {KEY}"


async def greet(scope: Scope, receive: Receive, send: Send) -> None:
    """The smallest application: says hello, or accepts."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
        return
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"hello"})


def make_guard(host: str = "127.0.0.1") -> Guard:
    return Guard(greet, host, PORT, Keys(KEY, "a-key-for-once"))


def ask(
    host: str = HERE,
    method: str = "GET",
    path: str = "/",
    guard: Guard | None = None,
    **headers: str,
) -> httpx.Response:
    """One request, its headers in `snake_case`."""
    if guard is None:
        guard = make_guard()
        headers.setdefault("authorization", BEARER)
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
        transport = httpx.ASGITransport(make_guard())
        async with httpx.AsyncClient(transport=transport, base_url=f"http://{HERE}") as client:
            return await client.get("/", headers=[("host", HERE), ("host", HERE), ("authorization", BEARER)])

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
    guard = make_guard()
    assert ask(method="POST", origin=origin).status_code == 403
    assert ask(origin=origin).status_code == 403
    (answer,) = knock(guard, {"host": HERE, "origin": origin, "authorization": BEARER})
    assert (answer["type"], answer["code"]) == ("websocket.close", 1008)


def test_the_own_page_may_open_its_socket() -> None:
    guard = make_guard()
    known = {"authorization": BEARER}
    assert knock(guard, {"host": HERE, "origin": f"http://{HERE}"} | known)[0]["type"] == "websocket.accept"
    assert knock(guard, {"host": HERE} | known)[0]["type"] == "websocket.accept"  # a program, no browser
    assert knock(guard, {"host": "evil.test"} | known)[0]["type"] == "websocket.close"


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


async def fail(scope: Scope, receive: Receive, send: Send) -> None:
    """An application that answers with an error of its own."""
    await PlainTextResponse("broken", status_code=500)(scope, receive, send)


def test_an_error_of_the_application_carries_the_headers_too() -> None:
    answer = ask(guard=Guard(fail, "127.0.0.1", PORT, Keys(KEY)), authorization=BEARER)
    assert answer.status_code == 500
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


def test_a_link_that_leads_out_of_the_page_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    web = tmp_path / "web"
    web.mkdir()
    (web / "index.html").write_text("the page")
    (web / "link.txt").symlink_to(tmp_path / "secret.txt")
    guard = Guard(Mount("/", StaticFiles(directory=web, html=True)), "127.0.0.1", PORT, Keys(KEY))
    assert ask(guard=guard, path="/index.html", authorization=BEARER).text == "the page"
    with pytest.raises(HTTPException, match="404"):  # FastAPI makes an answer of it
        ask(guard=guard, path="/link.txt", authorization=BEARER)


# The key


@pytest.mark.parametrize("host", [f"192.168.1.5:{PORT}", HERE, f"[fe80::1]:{PORT}"])
def test_without_the_printed_address_nobody_gets_in(host: str) -> None:
    guard = make_guard("0.0.0.0")
    for path in ("/", "/api/state", "/?token=guess", "/?token=", "/?token=%C3%A9"):
        assert ask(host, path=path, guard=guard).json() == {"detail": NO_KEY}
    assert ask(host, guard=guard, authorization="Bearer guess").status_code == 403
    assert ask(host, guard=guard, cookie=f"formcheck_{PORT}=guess").status_code == 403
    assert knock(guard, {"host": host})[0]["type"] == "websocket.close"


def test_another_user_of_the_computer_does_not_get_in_either() -> None:
    guard = make_guard()
    assert ask(guard=guard).status_code == 403
    assert ask(path="/api/state", guard=guard).status_code == 403
    assert knock(guard, {"host": HERE})[0]["type"] == "websocket.close"


def test_who_typed_the_address_reads_a_plain_line() -> None:
    answer = ask(
        guard=make_guard(), sec_fetch_site="none", sec_fetch_mode="navigate", sec_fetch_dest="document"
    )
    assert (answer.status_code, answer.text) == (403, NO_KEY)
    assert answer.headers["content-type"].startswith("text/plain")


def test_the_printed_address_gives_a_cookie_that_opens_everything() -> None:
    host, guard = f"192.168.1.5:{PORT}", make_guard("0.0.0.0")
    answer = ask(host, path=f"/?token={KEY}", guard=guard)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    brought = cookie.split(";")[0]
    assert ask(host, path="/api/state", guard=guard, cookie=brought).status_code == 200
    assert knock(guard, {"host": host, "cookie": brought})[0]["type"] == "websocket.accept"


def test_the_key_that_a_browser_is_started_with_works_once() -> None:
    guard = make_guard()  # whoever lists the processes of this computer can read it
    answer = ask(path="/?token=a-key-for-once", guard=guard)
    assert answer.status_code == 303
    assert ask(path="/?token=a-key-for-once", guard=guard).status_code == 403
    assert ask(guard=guard, authorization="Bearer a-key-for-once").status_code == 403
    assert ask(guard=guard, cookie=answer.headers["set-cookie"].split(";")[0]).status_code == 200


def test_each_run_has_keys_of_its_own() -> None:
    made = [key for keys in (Keys(), Keys()) for key in (keys.lasting, keys.once)]
    assert len(set(made)) == 4
    assert all(key and len(key) >= 20 for key in made)


def test_a_name_that_was_pointed_at_us_is_refused_even_with_the_key() -> None:
    assert ask(f"rebind.test:{PORT}").status_code == 403


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
