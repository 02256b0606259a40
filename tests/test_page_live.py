"""On the floor, in a real browser: what is seen, and what is heard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import axe
from playwright.sync_api import Browser, Page, expect
from running import Server, running

pytestmark = pytest.mark.slow

PATIENCE_MS = 120_000  # for a whole workout on a busy machine

# A computer with one voice of its own, or with none but a far server's; what is said is written down.
VOICES = """(local) => {
  window.heard = [];
  window.beeps = 0;
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  const voices = [{ name: "a voice", lang: "en-GB", localService: local }];
  Object.defineProperty(window, "speechSynthesis", {
    value: { getVoices: () => voices, speak: ({ text }) => heard.push(text), cancel: () => {} },
  });
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...at) { beeps += 1; start.apply(this, at); };
}"""
MOVES = """window.moves = 0;
const animate = Element.prototype.animate;
Element.prototype.animate = function (...how) { moves += 1; return animate.apply(this, how); };"""


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


def play_the_demo(page: Page, server: Server) -> None:
    page.goto(server.address)
    expect(page.get_by_text("No camera found")).to_be_visible(timeout=PATIENCE_MS)
    page.get_by_role("button", name="Play the demo").first.click()
    expect(page.get_by_text("Following you")).to_be_visible(timeout=PATIENCE_MS)


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_axe_finds_nothing_wrong(browser: Browser, server: Server, theme: str) -> None:
    page = browser.new_page(color_scheme=theme)
    play_the_demo(page, server)
    expect(page.locator(".cue")).to_be_visible(timeout=PATIENCE_MS)
    assert axe(page) == []
    page.close()


def test_the_count_is_read_across_a_room_and_heard_by_screen_readers(page: Page, server: Server) -> None:
    page.add_init_script(MOVES)
    page.emulate_media(reduced_motion="reduce")
    play_the_demo(page, server)
    expect(page.locator("[aria-live=assertive]")).to_have_text("2", timeout=PATIENCE_MS)
    assert page.evaluate(DIGIT_SHARE) >= 0.2
    assert page.evaluate("moves") == 0


# How much of the window's height the ink of a digit takes.
DIGIT_SHARE = """() => {
  const style = getComputedStyle(document.querySelector(".count"));
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  return pen.measureText("8").actualBoundingBoxAscent / innerHeight;
}"""


@pytest.mark.parametrize(
    ("width", "height"), [(320, 568), (667, 375), (768, 1024), (1366, 768), (3840, 2160)]
)
def test_the_count_is_large_on_every_screen(page: Page, server: Server, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    play_the_demo(page, server)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(DIGIT_SHARE) >= 0.2


def test_on_a_phone_on_its_side_nothing_is_out_of_sight(page: Page, server: Server) -> None:
    page.set_viewport_size({"width": 667, "height": 375})
    play_the_demo(page, server)
    expect(page.locator(".cue")).to_be_visible(timeout=PATIENCE_MS)
    for part in (".count", ".cue", ".chip[data-kind=fault]", "button:has-text('Finish')"):
        expect(page.locator(part).first).to_be_in_viewport(ratio=0.95)


def test_a_voice_of_this_computer_counts_and_gives_the_cue(page: Page, server: Server) -> None:
    page.add_init_script(f"({VOICES})(true)")
    play_the_demo(page, server)
    expect(page.locator(".count")).to_have_text("8", timeout=PATIENCE_MS)
    heard = page.evaluate("heard")
    assert [word for word in heard if word.isdecimal()][:8] == list("12345678")
    assert "Knees out" in heard
    assert page.evaluate("beeps") == 0


def test_a_voice_of_a_far_server_is_never_used(page: Page, server: Server) -> None:
    page.add_init_script(f"({VOICES})(false)")
    play_the_demo(page, server)
    expect(page.locator(".count")).to_have_text("2", timeout=PATIENCE_MS)
    assert page.evaluate("heard") == []
    beeps = page.evaluate("beeps")
    assert beeps >= 2
    page.keyboard.press("m")
    expect(page.get_by_role("button", name="Sound on")).to_be_visible()
    expect(page.locator(".count")).to_have_text("4", timeout=PATIENCE_MS)
    assert page.evaluate("beeps") == beeps


def test_keys_of_one_letter_can_be_switched_off(page: Page, server: Server) -> None:
    page.goto(server.address)
    page.get_by_text("Options").click()
    page.get_by_label("Keys of one letter").uncheck()
    play_the_demo(page, server)
    page.keyboard.press("s")
    page.keyboard.press("m")
    expect(page.get_by_role("button", name="Mute")).to_be_visible()
    page.keyboard.press(" ")
    expect(page.locator(".stage-note")).to_have_text("Paused")


def test_nobody_is_said_to_be_followed_while_the_server_is_away(page: Page, server: Server) -> None:
    play_the_demo(page, server)
    server.process.kill()
    expect(page.get_by_text("not answering")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.locator(".count")).to_be_visible()
    expect(page.locator(".follow")).to_be_hidden()
