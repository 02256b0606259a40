"""`make screenshots`: the pictures of the README, taken of the real page while the demo plays.

Nobody filmed is in them: the demo is rendered. Needs a Chromium on the path.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from tests.running import running

HERE = Path(__file__).parent
DEMO_MS = 90_000  # at most, for the demo's 23 s on a busy machine


def take(page: Page, url: str) -> None:
    """Walk from the first look to the history, and keep a picture of each view."""
    page.goto(url)
    page.wait_for_selector(".stage-buttons .primary")
    page.screenshot(path=HERE / "setup.png")
    page.click(".stage-buttons .primary")
    page.wait_for_selector(".cue:has-text('Knees out')", timeout=DEMO_MS)
    page.screenshot(path=HERE / "live.png")
    expect(page.locator(".summary h1")).to_be_visible(timeout=DEMO_MS)
    page.screenshot(path=HERE / "summary.png")
    page.get_by_role("link", name="History").click()
    page.wait_for_selector("table.sessions tbody tr")
    page.screenshot(path=HERE / "history.png")


def main() -> None:
    """Start the coach with its demo, and a browser."""
    quiet = [
        "--no-sandbox",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    with (
        tempfile.TemporaryDirectory() as data,
        running(Path(data), demo=True) as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=quiet)
        take(browser.new_page(viewport={"width": 1366, "height": 768}), server.url)
        browser.close()


if __name__ == "__main__":
    main()
