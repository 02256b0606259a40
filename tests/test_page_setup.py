"""Setting up, in a real browser: the camera, the placement coach, goals and options."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import axe
from playwright.sync_api import Browser, Page, expect
from running import Server, running

pytestmark = pytest.mark.slow

PATIENCE_MS = 60_000  # for a whole set on a busy machine
REFUSALS = {
    "NotAllowedError": "The browser may not use the camera",
    "NotFoundError": "The browser finds no camera",
    "NotReadableError": "The camera is in use",
}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A computer without a camera."""
    with running(tmp_path) as started:
        yield started


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1366, "height": 768})
    yield opened
    opened.close()


@pytest.mark.parametrize("error", REFUSALS)
def test_a_camera_that_does_not_open_says_why(page: Page, server: Server, error: str) -> None:
    refuse = f"navigator.mediaDevices.getUserMedia = async () => {{ throw new DOMException('', '{error}') }}"
    page.add_init_script(refuse)
    page.goto(server.address)
    page.get_by_role("button", name="Use the browser's camera").click(timeout=PATIENCE_MS)
    expect(page.get_by_text(REFUSALS[error])).to_be_visible()
    expect(page.get_by_role("button", name="Play the demo").first).to_be_visible()


# A browser that refuses once; then its user has allowed it.
REFUSES_ONCE = """const devices = navigator.mediaDevices;
window.prompts = 0;
devices.getUserMedia = async () => {
  if (++prompts === 1) throw new DOMException("", "NotAllowedError");
  const canvas = document.createElement("canvas");
  canvas.getContext("2d").fillRect(0, 0, 300, 150);
  return canvas.captureStream(5);
};"""


def test_a_camera_that_was_refused_and_then_allowed_opens_without_a_reload(
    page: Page, server: Server
) -> None:
    page.add_init_script(REFUSES_ONCE)
    page.goto(server.address)
    page.get_by_role("button", name="Use the browser's camera").click(timeout=PATIENCE_MS)
    refused = page.get_by_text(REFUSALS["NotAllowedError"])
    expect(refused).to_be_visible(timeout=PATIENCE_MS)
    page.get_by_role("button", name="Use the browser's camera").click()
    expect(refused).to_be_hidden(timeout=PATIENCE_MS)
    assert page.evaluate("prompts") == 2


def test_a_film_that_is_none_is_visibly_refused(page: Page, server: Server) -> None:
    page.goto(f"{server.address}#/analyse")
    none = {"name": "none.mp4", "mimeType": "video/mp4", "buffer": b"no film at all"}
    page.set_input_files("#film", none)
    expect(page.locator(".job .trouble")).not_to_be_empty(timeout=PATIENCE_MS)
    assert axe(page) == []


# Whether what has the focus is seen, and not covered.
SEEN = """() => {
  const card = document.activeElement.closest("label") ?? document.activeElement;
  const { x, y, width, height } = card.getBoundingClientRect();
  return card.contains(document.elementFromPoint(x + width / 2, y + height / 2));
}"""


def test_on_a_phone_nothing_covers_what_has_the_focus(browser: Browser, tmp_path: Path) -> None:
    with running(tmp_path, demo=True) as server:
        page = browser.new_page(viewport={"width": 320, "height": 568})
        page.goto(server.address)
        start = page.get_by_role("button", name="Start squat")
        expect(start).to_be_in_viewport(timeout=PATIENCE_MS)
        page.locator("input[value=squat]").focus()
        for _ in range(8):
            page.keyboard.press("ArrowDown")
            assert page.evaluate(SEEN), page.evaluate("document.activeElement.value")
        expect(page.locator(".stage-buttons .primary")).to_be_in_viewport()
        page.close()


def test_the_start_button_names_the_exercise_that_was_asked_for(browser: Browser, tmp_path: Path) -> None:
    with running(tmp_path, exercise="wall_sit", demo=True) as server:
        page = browser.new_page()
        page.goto(server.address)
        expect(page.get_by_role("button", name="Start wall sit")).to_be_visible(timeout=PATIENCE_MS)
        page.close()


def test_a_goal_is_kept_for_each_exercise(page: Page, server: Server) -> None:
    page.goto(server.address)
    page.get_by_role("spinbutton", name="Repetitions").fill("12")
    page.get_by_role("spinbutton", name="Repetitions").press("Tab")
    page.get_by_role("radio", name="Wall sit").check()
    expect(page.get_by_role("spinbutton", name="Seconds")).to_have_value("30")
    page.locator("input[value=squat]").check()
    expect(page.get_by_role("spinbutton", name="Repetitions")).to_have_value("12")
    page.reload()
    expect(page.get_by_role("spinbutton", name="Repetitions")).to_have_value("12")


def test_everything_is_reached_by_keyboard(page: Page, server: Server) -> None:
    page.goto(server.address)
    expect(page.get_by_text("No camera found")).to_be_visible(timeout=PATIENCE_MS)
    reached = set()
    for _ in range(25):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.textContent || document.activeElement.value"))
    assert {"Skip to the content", "Play the demo", "squat", "Options"} <= reached


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_axe_finds_nothing_wrong(browser: Browser, server: Server, theme: str) -> None:
    page = browser.new_page(color_scheme=theme)
    page.goto(server.address)
    expect(page.get_by_text("No camera found")).to_be_visible(timeout=PATIENCE_MS)
    page.get_by_text("Options").click()
    assert axe(page) == []
    page.close()


@pytest.mark.parametrize(
    ("width", "height"), [(320, 568), (768, 1024), (1366, 768), (1920, 1080), (3840, 2160)]
)
def test_nothing_is_wider_than_the_screen(page: Page, server: Server, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto(server.address)
    expect(page.locator("input[value=squat]")).to_be_attached()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_page_speaks_the_browsers_language_or_the_chosen_one(browser: Browser, server: Server) -> None:
    page = browser.new_page(locale="de-AT")
    page.goto(server.address)
    expect(page.locator("h1")).to_have_text("Wähle deine Übung")
    expect(page.get_by_role("radio", name="Sprungkniebeuge")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "de"
    page.locator("summary").click()
    page.get_by_label("Sprache").select_option("fr")
    expect(page.locator("h1")).to_have_text("Choisis ton exercice")
    page.close()
