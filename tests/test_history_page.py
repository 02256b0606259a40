"""The history in a real browser: calendar, trends, comparison, files that leave and come back, deletion."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from chromium import axe, complaints_of
from histories import BAD, SQUATS, trained
from playwright.sync_api import Browser, Page, expect
from running import Server, running
from simulate import held, lunges, squats, wall_sitting

pytestmark = pytest.mark.slow


def history(folder: Path) -> Path:
    """Weeks of training, each time at noon, so that the day is the same wherever the tests run."""
    trained(
        folder,
        ("2026-03-02T12:00:00+00:00", "squat", squats(SQUATS).poses()),
        ("2026-03-09T12:00:00+00:00", "squat", squats(8).poses()),
        ("2026-03-09T12:30:00+00:00", "lunge", lunges(["left", "right", "left"]).poses()),
        ("2026-03-12T12:00:00+00:00", "wall_sit", held(6.0, wall_sitting()).poses()),
        ("2026-03-16T12:00:00+00:00", "squat", squats([{}, BAD]).poses()),
        workout="2026-03-18T12:00:00+00:00",
    )
    return folder


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One to read from."""
    with running(history(tmp_path_factory.mktemp("data"))) as started:
        yield started


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Server]:
    """One whose history may go."""
    with running(history(tmp_path)) as started:
        yield started


@contextmanager
def opened(browser: Browser, server: Server) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="en-GB")
    complaints = complaints_of(page)
    page.goto(f"{server.address}#/history")
    page.wait_for_selector("table.sessions")
    yield page
    page.close()
    assert [one for one in complaints if "422" not in one] == []  # that a file was refused


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    with opened(browser, server) as page:
        yield page


@pytest.fixture
def own_page(browser: Browser, own_server: Server) -> Iterator[Page]:
    with opened(browser, own_server) as page:
        yield page


def test_the_calendar_tells_what_was_done_on_each_day_and_picks_one(page: Page) -> None:
    expect(page.get_by_role("heading", name="March 2026")).to_be_visible()
    expect(page.locator(".calendar th").first).to_have_text("Mon")
    expect(page.locator("table.sessions tbody tr")).to_have_count(6)
    day = page.get_by_role("button", name="9 March: Lunge 3 reps, Squat 8 reps")
    day.focus()
    page.keyboard.press("Enter")
    expect(page.locator("table.sessions tbody tr")).to_have_count(2)
    expect(day).to_be_focused()
    expect(day).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Enter")
    expect(page.locator("table.sessions tbody tr")).to_have_count(6)
    page.get_by_role("button", name="The month before").click()
    expect(page.get_by_role("heading", name="February 2026")).to_be_visible()
    expect(page.locator(".calendar td button")).to_have_count(0)


def test_an_exercise_over_time_with_its_bests(page: Page) -> None:
    expect(page.get_by_label("Exercise", exact=True)).to_have_value("0")  # the one done most often
    expect(page.locator(".trend")).to_contain_text("most reps18 Mar10")  # in two sets of the workout
    expect(page.locator(".trend")).to_contain_text("cleanest9 Mar100 %")
    expect(page.get_by_role("img", name="Reps over 4 sessions, from 6 to 10.")).to_be_visible()
    page.get_by_label("Exercise", exact=True).select_option("Wall sit")
    expect(page.get_by_role("img", name="Held over 2 sessions")).to_be_visible()
    page.locator(".trend a").first.click()
    expect(page.locator("h1")).to_contain_text("Held")


def test_two_sessions_are_compared(page: Page) -> None:
    compare = page.get_by_role("button", name="Compare")
    expect(compare).to_be_disabled()
    ticks = page.get_by_role("checkbox")
    ticks.nth(5).check()
    ticks.nth(0).check()
    ticks.nth(4).check()  # the first of three is let go
    expect(ticks.nth(5)).not_to_be_checked()
    ticks.nth(0).uncheck()
    ticks.nth(5).check()
    compare.click()
    expect(page.get_by_role("row", name="Reps 6 8 +2")).to_be_visible()
    expect(page.get_by_role("row", name="Clean reps 50 % 100 % +50 percentage points")).to_be_visible()
    assert axe(page) == []


def test_everything_leaves_as_a_file_and_comes_back(own_page: Page, tmp_path: Path) -> None:
    with own_page.expect_download() as table:
        own_page.get_by_role("link", name="Save as CSV").click()
    assert table.value.suggested_filename.endswith(".csv")
    with own_page.expect_download() as report:
        own_page.get_by_role("link", name="Save as report").click()
    assert "<svg" in Path(report.value.path()).read_text(encoding="utf-8")
    with own_page.expect_download() as complete:
        own_page.get_by_role("link", name="Save as JSON").click()
    kept = tmp_path / "kept.json"
    complete.value.save_as(kept)
    assert len(json.loads(kept.read_text())["sessions"]) == 6
    own_page.get_by_role("button", name="Delete all").click()
    dialog = own_page.get_by_role("dialog")
    expect(dialog).to_contain_text("Delete all 6 sessions?")
    expect(dialog.get_by_role("button", name="Keep")).to_be_focused()
    assert axe(own_page) == []
    dialog.get_by_role("button", name="Delete").click()
    expect(own_page.get_by_text("All sessions are gone from this computer.")).to_be_visible()
    expect(own_page.get_by_text("No sessions yet.")).to_be_visible()
    assert axe(own_page) == []
    own_page.set_input_files("#import", kept)
    expect(own_page.get_by_text("6 new, 0 already here.")).to_be_visible()
    own_page.set_input_files("#import", kept)
    expect(own_page.get_by_text("0 new, 6 already here.")).to_be_visible()
    expect(own_page.locator("table.sessions tbody tr")).to_have_count(6)


def test_a_file_that_holds_no_sessions_is_refused_in_one_line(page: Page, server: Server) -> None:
    refused = {"name": "x.json", "mimeType": "application/json", "buffer": b'{"not": "ours"}'}
    page.set_input_files("#import", refused)
    expect(page.locator(".files [role=alert]")).not_to_be_empty()
    assert len(server.get("/api/sessions")) == 6


def test_one_session_is_deleted_and_the_others_stay(own_page: Page, own_server: Server) -> None:
    own_page.locator("table.sessions").get_by_role("button", name="Delete the session of").last.click()
    own_page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(own_page.get_by_text("The session is gone from this computer.")).to_be_visible()
    expect(own_page.locator("table.sessions tbody tr")).to_have_count(5)
    assert len(own_server.get("/api/sessions")) == 5


def test_a_workout_is_told_by_its_sets(page: Page) -> None:
    page.get_by_role("link", name="Open the session of 18 March").click()
    expect(page.locator("h1")).to_contain_text("14 reps, 4 sets.")
    expect(page.locator("h1")).to_contain_text("Knees came in on 3 of 10 squats, mostly after rep")
    expect(page.get_by_text("Legs on Monday")).to_be_visible()
    rows = page.locator("table.sets tbody tr")
    expect(rows).to_have_count(4)
    expect(rows.nth(1)).to_contain_text("6 of 10 reps")
    expect(page.get_by_role("button", name="2 Squat")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name="Rep 3: knees came in")).to_be_visible()
    page.get_by_role("button", name="3 Lunge").click()
    expect(page.get_by_role("heading", name="Left against right")).to_be_visible()
    assert axe(page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_history_at_every_width_and_in_both_themes(page: Page, theme: str) -> None:
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    for width in (320, 1366, 3840):
        page.set_viewport_size({"width": width, "height": 800})
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_hold_is_called_a_hold_and_replayed_from_where_it_began(page: Page) -> None:
    page.get_by_role("row", name="Wall sit").get_by_role("link").click()
    expect(page.get_by_role("button", name="Hold 1")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".legend")).to_have_text("hold")
