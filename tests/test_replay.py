"""The summary in a real browser: a film is analysed, told in words, and replayed as a stick figure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import axe, complaints_of
from playwright.sync_api import Browser, Page, expect
from running import Server, running

pytestmark = pytest.mark.slow

FILM = Path(__file__).parent / "fixtures" / "films" / "squat_front_knees_in.mp4"
ANALYSIS_MS = 120_000  # at most, for 17 s of film on a busy machine
FIGURES = ".replay-stage svg"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("data")) as started:
        yield started


@pytest.fixture(scope="module")
def address(server: Server, browser: Browser) -> str:
    """The summary of a film of six squats, knees in on the third and fourth, dropped on the page."""
    page = browser.new_page()
    page.goto(server.address)
    page.get_by_role("link", name="Analyse a video").first.click()
    expect(page.get_by_label("Exercise in the video")).to_have_value("auto")  # it finds out
    page.set_input_files("#film", FILM)
    expect(page.locator("h1")).to_contain_text("6 squats", timeout=ANALYSIS_MS)
    page.get_by_text("The whole set").click()
    expect(page.locator(".replay video")).to_be_visible()  # the film is still at hand
    page.close()
    (session,) = server.get("/api/sessions")
    return f"{server.address}#/session/{session['id']}"


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1366, "height": 768})
    complaints = complaints_of(opened)
    opened.goto(address)
    opened.wait_for_selector(FIGURES)
    yield opened
    opened.close()
    assert complaints == []


LINES = "all => all.map((path) => path.getAttribute('d'))"


def figure(page: Page, which: int = 0) -> list[str]:
    """The lines of a stick figure."""
    drawn: list[str] = page.locator(FIGURES).nth(which).locator("path").evaluate_all(LINES)
    return drawn


def until(page: Page, true: str) -> None:
    """Wait until something is true in the page (its policy forbids Playwright's own way)."""
    page.evaluate(f"async () => {{ while (!({true})) await new Promise((done) => setTimeout(done, 50)); }}")


def test_the_headline_and_what_to_try_next(page: Page) -> None:
    expect(page.locator("h1")).to_have_text("6 squats in 14 s. Knees came in on 2 of 6.")
    expect(page.get_by_role("complementary", name="Next time")).to_contain_text("Knees out")
    expect(page.get_by_text("Not judged: chest, heels.")).to_be_visible()


def test_the_worst_repetition_moves_beside_the_best_in_step(page: Page) -> None:
    # The film's own truth: 17.6 cm on rep 3.
    expect(page.locator("figcaption", has_text="Knees came in")).to_have_text(
        re.compile(r"^Rep 3Knees came in: about 1[5-9] cm$")
    )
    expect(page.locator("figcaption", has_text="your best")).to_contain_text("nothing to work on")
    expect(page.locator(".at-fault").nth(1)).not_to_have_attribute("d", "")
    scrubber = page.get_by_role("slider", name="Moment of the replay")
    expect(scrubber).to_have_attribute("aria-valuetext", "0:07, rep 3, at the turn: knees came in")
    deep = [figure(page, 0), figure(page, 1)]
    scrubber.press("Home")
    expect(scrubber).to_have_attribute("aria-valuetext", "0:06, rep 3, on the way: knees came in")
    assert figure(page, 0) != deep[0]
    assert figure(page, 1) != deep[1]
    marked = page.locator(".replay .at-fault").evaluate_all(LINES)
    assert marked == ["", ""]  # it is marked where it happened


def test_the_whole_set_is_scrubbed_with_the_keyboard_alone(page: Page) -> None:
    page.get_by_text("The whole set").click()
    expect(page.locator(FIGURES)).to_have_count(1)
    scrubber = page.get_by_role("slider", name="Moment of the replay")
    scrubber.focus()
    before = float(scrubber.input_value())
    page.keyboard.press("ArrowRight")
    assert 0 < float(scrubber.input_value()) - before < 0.1
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Pause")).to_be_focused()
    until(page, "document.querySelector('.replay input[type=range]').value > 2")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Play")).to_be_focused()
    page.get_by_role("button", name="Rep 4: knees came in").click()
    expect(page.locator("figcaption").first).to_contain_text("Rep 4: knees came in: about 1")


def test_a_click_on_the_curve_shows_that_moment(page: Page) -> None:
    chart = page.locator(".chart-holder svg").first
    box = chart.bounding_box()
    assert box is not None
    chart.click(position={"x": box["width"] / 2, "y": 100})
    expect(page.locator(FIGURES)).to_have_count(1)
    middle = float(page.get_by_role("slider").input_value())
    assert 8 < middle < 10  # of 17 s


def test_the_own_film_plays_beside_the_figure_and_goes_nowhere(page: Page) -> None:
    page.get_by_text("The whole set").click()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method != "GET" else None)
    page.set_input_files("#own-film", FILM)
    page.get_by_role("button", name="Rep 3: knees came in").click()
    until(page, "Math.abs(document.querySelector('video').currentTime - 7.23) < 0.1")
    assert sent == []


def test_a_file_that_the_browser_cannot_play_is_said_to_be_one(page: Page) -> None:
    page.get_by_text("The whole set").click()
    page.set_input_files("#own-film", {"name": "film.avi", "mimeType": "video/x-msvideo", "buffer": b"RIFF"})
    expect(page.get_by_text("cannot play that file")).to_be_visible()


def test_the_repetitions_sort_by_any_column(page: Page) -> None:
    table = page.get_by_role("region", name="Every rep")
    expect(table.locator("tbody tr").first).to_contain_text("0:01")
    table.get_by_role("button", name="To work on").click()
    expect(table.locator("tbody tr").first).to_contain_text("knees came in: about 1")
    expect(table.get_by_role("columnheader", name="To work on")).to_have_attribute("aria-sort", "ascending")


def test_a_replay_rests_when_the_reader_goes_on(page: Page) -> None:
    page.get_by_role("button", name="Play").click()
    scrubber = page.get_by_role("slider").element_handle()
    page.get_by_role("link", name="History").click()
    expect(page.get_by_role("heading", name="Your sessions")).to_be_visible()
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    rested = scrubber.evaluate("one => one.value")
    page.evaluate("() => new Promise((done) => setTimeout(done, 300))")
    assert scrubber.evaluate("one => one.value") == rested


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(page: Page, theme: str) -> None:
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    assert axe(page) == []
    page.get_by_text("The whole set").click()
    assert axe(page) == []


@pytest.mark.parametrize("width", [320, 3840])
def test_nothing_sticks_out_at_any_width(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    expect(page.locator(FIGURES).first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_session_without_landmarks_says_so(page: Page) -> None:
    page.route(
        "**/landmarks", lambda route: route.fulfill(body=bytes(8), content_type="application/octet-stream")
    )
    page.reload()
    expect(page.get_by_text("The movement of this session was not kept")).to_be_visible()
    expect(page.get_by_role("heading", name="Every rep")).to_be_visible()


def test_an_analysis_is_given_up(page: Page, server: Server) -> None:
    page.get_by_role("link", name="Analyse a video").click()
    page.set_input_files("#film", FILM)
    expect(page.get_by_text("Watching squat_front_knees_in.mp4")).to_be_visible(timeout=ANALYSIS_MS)
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        assert axe(page) == []
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("Cancelled. Nothing was kept.")).to_be_visible(timeout=ANALYSIS_MS)
    assert len(server.get("/api/sessions")) == 1
