"""`make screenshots`: the pictures of the README, taken of the real page while the demo plays.

Nobody filmed is in them: the demo is rendered, and those who trained before are stick people. Needs a
Chromium on the path.
"""

from __future__ import annotations

import tempfile
from datetime import datetime, timedelta, timezone
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.chromium import chromium
from tests.fake_camera import camera_page
from tests.histories import BAD, SQUATS, trained
from tests.running import running
from tests.simulate import held, lunges, squats, wall_sitting

HERE = Path(__file__).parent
DEMO_MS = 90_000  # at most, for the demo's 23 s on a busy machine


def trained_before(data: Path) -> None:
    """A few weeks of training."""

    def ago(days: int) -> str:
        return (datetime.now(timezone.utc) - timedelta(days=days)).isoformat(timespec="seconds")

    trained(
        data,
        (ago(23), "squat", squats(SQUATS).poses()),
        (ago(19), "squat", squats([{}, BAD, {}, {}, BAD, {}, {}]).poses()),
        (ago(16), "wall_sit", held(8.0, wall_sitting()).poses()),
        (ago(13), "squat", squats([{}, {}, BAD, {}, {}, {}, {}, {}]).poses()),
        (ago(9), "lunge", lunges(["left", "right"] * 4).poses()),
        (ago(5), "squat", squats(10).poses()),
        workout=ago(2),
    )


def take_setup(page: Page, url: str) -> None:
    """Before a camera: the placement coach, and the start position."""
    page.goto(url)
    page.get_by_role("button", name="Use the browser's camera").click(timeout=DEMO_MS)
    page.wait_for_selector(".advice[data-advice=good]", timeout=DEMO_MS)
    page.screenshot(path=HERE / "setup.png")
    page.click(".stage-buttons .primary")
    page.wait_for_selector("[data-phase=countdown]:not([hidden])", timeout=DEMO_MS)
    page.screenshot(path=HERE / "countdown.png")
    page.keyboard.press("s")


def take_floor(page: Page, url: str) -> None:
    """The demo, from its start to its end."""
    page.goto(url)
    page.wait_for_selector(".stage-buttons .primary")
    page.click(".stage-buttons .primary")
    page.wait_for_selector(".cue:has-text('Knees out')", timeout=DEMO_MS)
    page.screenshot(path=HERE / "live.png")
    expect(page.locator(".summary h1")).to_be_visible(timeout=DEMO_MS)


def take_table(page: Page) -> None:
    """What comes after: the summary, its replay, the history, and a video instead."""
    page.wait_for_selector(".replay-stage")
    page.screenshot(path=HERE / "summary.png")
    page.locator(".replay").evaluate("node => node.parentElement.scrollIntoView()")
    page.screenshot(path=HERE / "replay.png")
    page.get_by_role("link", name="History").click()
    page.wait_for_selector(".calendar")
    page.screenshot(path=HERE / "history.png")
    page.get_by_role("link", name="Analyse a video").click()
    page.wait_for_selector(".drop")
    page.screenshot(path=HERE / "analyse.png")


def main() -> None:
    """Start the coach, once before a camera that shows a rendered person, once with its demo."""
    with (
        tempfile.TemporaryDirectory() as data,
        running(Path(data)) as server,
        camera_page("stand_front", Path(data)) as page,
    ):
        take_setup(page, server.address)
    with tempfile.TemporaryDirectory() as data:
        trained_before(Path(data))
        with running(Path(data), demo=True) as server, chromium() as browser:
            page = browser.new_page(viewport={"width": 1366, "height": 768})
            take_floor(page, server.address)
            take_table(page)


if __name__ == "__main__":
    main()
