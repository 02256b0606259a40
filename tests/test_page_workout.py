"""A workout before a camera, in a real browser: no click from the start to the summary."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from running import Server, running

from tests.chromium import NoChromiumError, chromium, complaints_of
from tests.fake_camera import camera_page

pytestmark = pytest.mark.slow

PATIENCE_MS = 120_000  # for a whole workout on a busy machine


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A computer without a camera of its own."""
    with running(tmp_path) as started:
        yield started


@contextmanager
def a_camera_that_shows(film: str, folder: Path) -> Iterator[Page]:
    try:
        with camera_page(film, folder) as page:
            yield page
    except NoChromiumError as error:
        pytest.skip(str(error))


# How much larger the digits of one place are than those of another.
LARGER = """(places) => {
  const [one, other] = places.map((at) => parseFloat(getComputedStyle(document.querySelector(at)).fontSize));
  return one / other;
}"""


def set_goal(page: Page, **wanted: int) -> None:
    for label, value in wanted.items():
        field = page.get_by_role("spinbutton", name=label)
        field.fill(str(value))
        field.press("Tab")


def test_without_a_camera_of_the_server_the_browser_opens_one(server: Server, tmp_path: Path) -> None:
    with a_camera_that_shows("squat_front_good", tmp_path) as page:
        complaints = complaints_of(page)
        page.goto(server.address)
        page.get_by_role("button", name="Use the browser's camera").click(timeout=PATIENCE_MS)
        expect(page.locator(".advice")).to_have_text("You are well in the picture", timeout=PATIENCE_MS)
        expect(page.locator(".camera-picker select")).to_have_value("browser")
        set_goal(page, Sets=0)
        page.get_by_role("button", name="Start squat").click()
        expect(page.locator(".count")).to_have_text("3", timeout=PATIENCE_MS)
        page.keyboard.press("s")
        expect(page.locator("h1")).to_contain_text("squats", timeout=PATIENCE_MS)
        assert complaints == []
    (session,) = server.get("/api/sessions")
    assert session["source"]["kind"] == "browser"
    assert session["reps"] >= 3


def test_a_browser_that_allows_no_camera_says_so(server: Server) -> None:
    try:
        with chromium("--use-fake-device-for-media-stream", "--deny-permission-prompts") as denying:
            page = denying.new_page()
            page.goto(server.address)
            page.get_by_role("button", name="Use the browser's camera").click(timeout=PATIENCE_MS)
            refused = page.get_by_text("The browser may not use the camera")
            expect(refused).to_be_visible(timeout=PATIENCE_MS)
    except NoChromiumError as error:
        pytest.skip(str(error))


def test_the_browsers_camera_comes_back_after_a_reload(server: Server, tmp_path: Path) -> None:
    with a_camera_that_shows("stand_front", tmp_path) as page:
        page.goto(server.address)
        page.get_by_role("button", name="Use the browser's camera").click(timeout=PATIENCE_MS)
        expect(page.locator(".advice")).to_be_visible(timeout=PATIENCE_MS)
        page.reload()
        expect(page.locator(".advice")).to_be_visible(timeout=PATIENCE_MS)


# Chromium's fake camera has no plug: its streams are written down, ended as a browser ends them, and refused.
PLUG = """window.cameras = [];
window.plugged = true;
window.asked = 0;
const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = async (wanted) => {
  asked += 1;
  if (!plugged) throw new DOMException("gone", "NotFoundError");
  const stream = await open(wanted);
  cameras.push(stream);
  return stream;
};
window.unplug = () => {
  plugged = false;
  for (const track of cameras.at(-1).getTracks()) {
    track.stop();
    track.dispatchEvent(new Event("ended"));
  }
};"""


def test_the_browsers_camera_is_opened_again_when_it_was_unplugged(server: Server, tmp_path: Path) -> None:
    with a_camera_that_shows("stand_front", tmp_path) as page:
        page.add_init_script(PLUG)
        page.goto(server.address)
        page.get_by_role("button", name="Use the browser's camera").click(timeout=PATIENCE_MS)
        expect(page.locator(".advice")).to_be_visible(timeout=PATIENCE_MS)
        asked = page.evaluate("asked")
        page.evaluate("unplug()")
        expect(page.get_by_text("The browser finds no camera")).to_be_visible(timeout=PATIENCE_MS)
        page.wait_for_timeout(3000)
        assert 1 <= page.evaluate("asked") - asked <= 5
        page.evaluate("plugged = true")
        expect(page.locator(".advice")).to_be_visible(timeout=PATIENCE_MS)
        expect(page.get_by_text("The browser finds no camera")).to_be_hidden()
        assert page.evaluate("cameras.at(-1).active")


def test_from_the_start_to_the_summary_no_click_is_needed(server: Server, tmp_path: Path) -> None:
    with a_camera_that_shows("squat_front_good", tmp_path) as page:
        complaints = complaints_of(page)
        page.goto(server.address)
        page.get_by_role("button", name="Use the browser's camera").click(timeout=PATIENCE_MS)
        expect(page.locator(".advice")).to_be_visible(timeout=PATIENCE_MS)
        set_goal(page, Sets=2, Repetitions=2, Rest=3)
        page.get_by_role("button", name="Start squat").click()
        expect(page.get_by_text("set 1 of 2")).to_be_visible()
        expect(page.locator(".advice")).to_have_text("Hold the start position", timeout=PATIENCE_MS)
        expect(page.locator("[data-phase=countdown] .phase-time")).to_have_text("3", timeout=PATIENCE_MS)
        expect(page.locator(".count")).to_have_text("1", timeout=PATIENCE_MS)
        expect(page.locator(".count-unit")).to_have_text("of 2 squats")
        expect(page.get_by_text("Next: Squat: 2 reps")).to_be_visible(timeout=PATIENCE_MS)
        expect(page.get_by_text("set 2 of 2")).to_be_visible()
        expect(page.locator(".count-unit")).to_have_text("of 2 squats")
        assert page.evaluate(LARGER, [".phase-time", ".count"]) > 1
        expect(page.locator(".summary h1")).to_contain_text("4 squats", timeout=PATIENCE_MS)
        assert complaints == []


def test_keys_skip_correct_and_pause(server: Server, tmp_path: Path) -> None:
    with a_camera_that_shows("squat_front_good", tmp_path) as page:
        page.goto(server.address)
        page.get_by_role("button", name="Use the browser's camera").click(timeout=PATIENCE_MS)
        expect(page.locator(".advice")).to_be_visible(timeout=PATIENCE_MS)
        set_goal(page, Sets=2, Repetitions=50, Rest=100)
        page.locator("h1").click()
        page.keyboard.press(" ")
        expect(page.locator(".count")).to_have_text("1", timeout=PATIENCE_MS)
        page.keyboard.press(" ")
        expect(page.locator(".stage-note")).to_have_text("Paused")
        page.keyboard.press("ArrowUp")
        expect(page.locator(".own-count")).to_be_visible()
        page.keyboard.press(" ")
        page.keyboard.press("ArrowRight")
        expect(page.get_by_text("Rest", exact=True)).to_be_visible(timeout=PATIENCE_MS)
        expect(page.get_by_text("set 2 of 2")).to_be_visible()
        page.keyboard.press("ArrowLeft")
        expect(page.get_by_text("set 1 of 2")).to_be_visible(timeout=PATIENCE_MS)
        page.keyboard.press("s")
        expect(page.locator(".summary h1")).to_be_visible(timeout=PATIENCE_MS)
    session = server.get(f"/api/sessions/{server.get('/api/sessions')[0]['id']}")
    assert session["summary"]["sets"][0]["corrected"] == 1
