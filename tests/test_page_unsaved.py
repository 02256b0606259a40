"""A history that takes nothing, and what the page says of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from running import running

from formcheck.store import Store, history_path

pytestmark = pytest.mark.slow

PATIENCE_MS = 60_000

# Every count that is shown, one after the other.
COUNTS = """() => {
  window.counts = [];
  new MutationObserver(() => {
    const shown = document.querySelector(".count")?.textContent;
    if (shown && shown !== counts.at(-1)) counts.push(shown);
  }).observe(document, { childList: true, characterData: true, subtree: true });
}"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page()
    yield opened
    opened.close()


def play_the_demo(page: Page) -> None:
    expect(page.get_by_text("No camera found")).to_be_visible(timeout=PATIENCE_MS)
    page.get_by_role("button", name="Play the demo").first.click()
    page.evaluate(COUNTS)


def test_a_history_of_a_newer_formcheck_is_said_all_the_time(page: Page, tmp_path: Path) -> None:
    with closing(sqlite3.connect(history_path(tmp_path))) as db:
        db.execute("PRAGMA user_version = 1000")
    with running(tmp_path, model="lite") as server:
        page.goto(server.address)
        unsaved = page.locator(".banner", has_text="Nothing is being saved")
        expect(unsaved).to_contain_text("newer formcheck")
        expect(unsaved).to_be_visible()
        play_the_demo(page)
        expect(page.locator(".count")).to_have_text("1", timeout=PATIENCE_MS)
        expect(unsaved).to_be_visible()
        page.evaluate("location.hash = '#/history'")
        expect(page.get_by_role("alert")).to_contain_text("newer formcheck")
        expect(unsaved).to_be_visible()
        server.process.kill()
        expect(page.locator(".banner")).to_contain_text("not answering")
        expect(unsaved).to_be_visible()
        assert "is saved" not in page.locator(".banner").inner_text()


def test_saving_that_begins_late_lets_the_count_go_on(page: Page, tmp_path: Path) -> None:
    history = history_path(tmp_path)
    Store(history).close()
    with running(tmp_path, model="lite") as server, closing(sqlite3.connect(history)) as other:
        page.goto(server.address)
        other.isolation_level = None
        other.execute("BEGIN IMMEDIATE")
        play_the_demo(page)
        unsaved = page.locator(".banner", has_text="Nothing is being saved")
        expect(unsaved).to_contain_text("another program is using it", timeout=PATIENCE_MS)
        expect(page.locator(".count")).to_have_text("2", timeout=PATIENCE_MS)
        other.execute("ROLLBACK")
        expect(page.locator(".banner")).to_be_hidden(timeout=PATIENCE_MS)
        expect(page.locator(".count")).to_have_text("4", timeout=PATIENCE_MS)
        counts = [int(count) for count in page.evaluate("counts")]
        assert counts == sorted(counts)
        (session,) = server.get("/api/sessions")
        assert session["reps"] >= 4
