"""The page in a real browser, against the running server: from the first look to the list of sessions."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from chromium import complaints_of
from playwright.sync_api import Browser, Page, WebSocket, expect
from running import Server, running, until

pytestmark = pytest.mark.slow

NOTICED_MS = 3000  # in which a page knows that nobody answers any more
DEMO_S = 60_000  # ms, at most, for the demo's 22 s on a busy machine


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A computer without a camera."""
    with running(tmp_path_factory.mktemp("data")) as started:
        yield started


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1280, "height": 800})
    yield opened
    opened.close()


def test_a_newcomer_without_a_camera_plays_the_demo_and_finds_the_session_again(
    page: Page, server: Server
) -> None:
    complaints = complaints_of(page)
    page.goto(server.address)
    expect(page.get_by_text("No camera found")).to_be_visible(timeout=30_000)
    expect(page.get_by_role("link", name="Analyse a video").first).to_be_visible()
    page.get_by_role("button", name="Play the demo").first.click()
    expect(page.get_by_text("Following you")).to_be_visible(timeout=30_000)
    expect(page.locator(".cue")).to_have_text("Knees out", timeout=DEMO_S)
    expect(page.locator(".count")).to_have_text("8", timeout=DEMO_S)
    expect(page.locator("h1")).to_contain_text("8 squats", timeout=30_000)
    expect(page.locator("h1")).to_contain_text("2 of 8")
    page.get_by_role("link", name="History").click()
    expect(page.locator("table.sessions tbody tr")).to_have_count(1)
    expect(page.locator("table.sessions tbody tr")).to_contain_text("8 reps")
    (session,) = server.get("/api/sessions")
    assert (session["reps"], session["faults"]["knees_in"], session["source"]["kind"]) == (8, 2, "demo")
    assert complaints == []


def lines_of(page: Page) -> list[WebSocket]:
    """The connections that a page will have tried, from now on."""
    tried: list[WebSocket] = []
    page.on("websocket", lambda line: tried.append(line))
    return tried


def test_the_page_knows_when_the_server_has_gone(browser: Browser, tmp_path: Path) -> None:
    page = browser.new_page()
    with running(tmp_path) as server:
        page.goto(server.address)
        expect(page.get_by_text("No camera found")).to_be_visible(timeout=30_000)
        tried = lines_of(page)
        server.process.kill()
        expect(page.get_by_text("not answering")).to_be_visible(timeout=NOTICED_MS)
        page.wait_for_timeout(4000)
        assert 2 <= len(tried) <= 5, "it tries again, less and less often"
    page.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGSTOP")
def test_a_server_that_hangs_is_noticed_and_its_count_is_shown_when_it_is_back(
    browser: Browser, tmp_path: Path
) -> None:
    page = browser.new_page()
    with running(tmp_path) as server:
        page.goto(server.address)
        expect(page.get_by_text("No camera found")).to_be_visible(timeout=30_000)
        page.get_by_role("button", name="Play the demo").first.click()
        expect(page.locator(".count")).to_have_text("2", timeout=DEMO_S)
        server.process.send_signal(signal.SIGSTOP)
        expect(page.get_by_text("not answering")).to_be_visible(timeout=NOTICED_MS)
        expect(page.locator(".count")).to_have_text("2")
        server.process.send_signal(signal.SIGCONT)
        expect(page.get_by_text("not answering")).to_be_hidden(timeout=10_000)
        expect(page.locator(".count")).to_have_text("4", timeout=DEMO_S)
        page.keyboard.press(" ")
        expect(page.locator(".stage-note")).to_have_text("Paused")
        with server.page() as other:
            events = until(other, "snapshot")["events"]
        counted = sum(event["kind"] == "rep_counted" for event in events)
        expect(page.locator(".count")).to_have_text(str(counted))
        page.reload()
        expect(page.locator(".count")).to_have_text(str(counted))
    page.close()


LISTEN = """(port) => new Promise((done) => {
  new WebSocket(`ws://127.0.0.1:${port}/ws`).onmessage = ({ data }) => done(String(data));
})"""
SPY = """async (port) => {
  const found = {};
  for (const name of ["evil.test", "127.0.0.1", "localhost"]) {
    const there = `${name}:${port}`;
    const ask = (path, how) =>
      fetch(`http://${there}${path}`, how).then((answer) => answer.text()).catch(() => "refused");
    found[`read ${name}`] = await ask("/api/state");
    const body = '{"exercise": "squat", "source": "demo"}';
    found[`write ${name}`] = await ask("/api/sessions", { method: "POST", mode: "no-cors", body });
    found[`socket ${name}`] = await new Promise((done) => {
      const socket = new WebSocket(`ws://${there}/ws`);
      socket.onmessage = ({ data }) => done(String(data));
      socket.onerror = () => done("refused");
    });
  }
  return found;
}"""


class OtherSite(BaseHTTPRequestHandler):
    """A page on this computer, so that the browser's own shield against such requests is out of the way."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>another site</title>")

    def log_message(self, *_: object) -> None:
        """Quiet."""


@contextmanager
def other_site() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), OtherSite) as site:
        threading.Thread(target=site.serve_forever, args=(0.05,), daemon=True).start()
        yield site.server_address[1]
        site.shutdown()


def test_a_page_of_another_site_learns_nothing_and_starts_nothing(browser: Browser, server: Server) -> None:
    page = browser.new_page()
    page.goto(server.address)
    assert "snapshot" in page.evaluate(LISTEN, server.port)  # what the other site is after
    with other_site() as port:
        page.goto(f"http://evil.test:{port}/")
        found = page.evaluate(SPY, server.port)
    page.close()
    assert len(found) == 9
    assert {answer for answer in found.values() if answer} == {"refused"}
    assert server.get("/api/state")["status"] in ("idle", "over")


def test_a_name_that_is_pointed_at_this_computer_opens_nothing(browser: Browser, server: Server) -> None:
    page = browser.new_page()
    answer = page.goto(f"http://rebind.test:{server.port}/api/state")
    assert answer is not None
    assert answer.status == 403
    page.close()
