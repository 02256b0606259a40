"""The report: one file that opens with the network unplugged, says what happened, and runs nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from formcheck import CATALOGUE
from formcheck.analyze import analyze_file
from formcheck.core.events import AttemptRejected, Event, HoldEnded, RepCounted, SetEnded, SetStarted
from formcheck.core.summary import summarise
from formcheck.report import Reported, to_html
from formcheck.report_chart import ticks
from formcheck.wording import headline
from tests.chromium import axe, complaints_of
from tests.landmark_cache import FILMS

HOSTILE = '</title><script>document.title = "taken"</script><img src="http://evil.test/x" onerror="alert(1)">'


def rep(index: int, t: float, *faults: str, unseen: tuple[str, ...] = ("heels_up",)) -> RepCounted:
    measures = {"knee_flexion_deg": 100.0 + index}
    return RepCounted(t, index, "both", t - 3, t - 1.5, t, faults, unseen, measures)


WORKOUT: list[Event] = [
    SetStarted(0.0, 1, "squat", target_reps=2),
    rep(1, 5.0),
    AttemptRejected(7.0, 6.0, 7.0, "too_small"),
    rep(2, 12.0, "knees_in"),
    SetEnded(12.0, 1, "target"),
    SetStarted(20.0, 2, "wall_sit", target_s=30.0),
    HoldEnded(60.0, "both", 25.0, 60.0, 31.0, "stood_up", ("too_high",)),
    SetEnded(60.0, 2, "target"),
]
CURVE = [(t / 10, 50.0 + 50.0 * (t % 40 > 20)) for t in range(600)]


def reported(
    events: list[Event], name: str = "Legs", source: str = "Built-in", exercise: str = ""
) -> Reported:
    return Reported(name, "2026-01-05 18:30", source, 61.0, summarise(events, exercise), CURVE)


def opened(browser: Browser, path: Path, html: str) -> tuple[Page, list[str], list[str]]:
    """The report in a browser without a network; what it asked for, and what was wrong with it."""
    path.write_text(html, encoding="utf-8")
    context = browser.new_context(offline=True)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    complaints = complaints_of(page)
    page.goto(path.as_uri())
    return page, asked, complaints


def test_a_real_session_opens_without_a_network_and_asks_for_nothing(
    browser: Browser, tmp_path: Path
) -> None:
    result = analyze_file(FILMS / "squat_front_knees_in.mp4", CATALOGUE["squat"])
    told = Reported("Squat", "", "knees.mp4", result.duration_s, result.summary, result.samples)
    path = tmp_path / "report.html"
    page, asked, complaints = opened(browser, path, to_html([told], CATALOGUE))
    assert asked == [path.as_uri()]
    reps = result.summary.reps
    faulty = sum(bool(rep.faults) for rep in reps)
    assert 0 < faulty < len(reps)
    assert page.locator("h1").inner_text() == f"{len(reps)} reps; “Knees out” on {faulty} of {len(reps)}."
    assert page.locator("svg circle.mark").count() == len(reps) - faulty
    assert page.locator("svg path.mark.fault").count() == faulty
    assert page.locator("tr.faulty").count() == faulty
    curve = page.locator("svg .curve").bounding_box()
    assert curve is not None
    assert curve["width"] > 500
    assert axe(page) == []
    assert complaints == []
    page.context.close()


def test_a_workout_is_told_set_by_set(browser: Browser, tmp_path: Path) -> None:
    page, _, complaints = opened(browser, tmp_path / "r.html", to_html([reported(WORKOUT)], CATALOGUE))
    assert page.locator("h1").inner_text() == "2 reps, 31 s held, 2 sets; “Knees out” on 1 of 2 (squat)."
    assert page.locator("h2").all_inner_texts() == [
        "For next time",
        "Sets",
        "Set 1: Squat",
        "Set 2: Wall sit",
    ]
    sets = [row.split("\t") for row in page.locator("table").first.inner_text().splitlines()[1:]]
    assert [(row[1], row[2], row[3]) for row in sets] == [
        ("Squat", "2 reps", "2"),
        ("Wall sit", "30 s", "31 s"),
    ]
    text = page.locator("body").inner_text()
    for words in ("too small (at 0:06)", "Heels down: Turn side-on to the camera.", "stood up", "101°"):
        assert words in text
    assert complaints == []
    page.context.close()


def test_text_of_any_kind_stays_text(browser: Browser, tmp_path: Path) -> None:
    events: list[Event] = [SetStarted(0.0, 1, HOSTILE), rep(1, 5.0, HOSTILE, unseen=(HOSTILE,))]
    events.append(AttemptRejected(7.0, 6.0, 7.0, HOSTILE))
    told = reported(events, HOSTILE, HOSTILE)
    page, asked, complaints = opened(browser, tmp_path / "r.html", to_html([told], CATALOGUE))
    assert page.locator("img, script, link, iframe").count() == 0
    assert "taken" not in page.title().replace(HOSTILE, "")
    assert page.locator("body").inner_text().count("<script>") >= 5
    assert len(asked) == 1
    assert complaints == []
    page.context.close()


def test_it_prints_dark_on_white_whatever_the_screen_shows(browser: Browser, tmp_path: Path) -> None:
    page, _, _ = opened(browser, tmp_path / "r.html", to_html([reported(WORKOUT)], CATALOGUE))
    background = "getComputedStyle(document.body).backgroundColor"
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(background) == "rgb(15, 22, 29)"
    assert axe(page) == []
    page.emulate_media(color_scheme="dark", media="print")
    assert page.evaluate(background) == "rgb(255, 255, 255)"
    assert page.pdf().startswith(b"%PDF")
    page.context.close()


def test_a_report_of_nothing_says_so() -> None:
    assert "No sessions yet." in to_html([], CATALOGUE)
    assert "Nothing counted this time." in to_html([reported([])], CATALOGUE)


@pytest.mark.parametrize(
    ("events", "exercise", "words"),
    [
        ([rep(1, 5.0)], "squat", "1 rep; all clean, as far as could be seen."),
        (
            [rep(1, 5.0, unseen=tuple(fault.key for fault in CATALOGUE["squat"].faults))],
            "squat",
            "1 rep; the form could not be judged from there.",
        ),
        (
            [rep(i, 5.0 * i, *(["shallow"] if i > 5 else [])) for i in range(1, 9)],
            "squat",
            "8 reps; “Sit deeper” on 3 of 8, mostly after no. 5.",
        ),
        (
            [rep(1, 5.0, "shallow", unseen=()), rep(2, 9.0, unseen=("shallow",))],
            "squat",
            "2 reps; “Sit deeper” on 1 of 1.",
        ),
        (
            [HoldEnded(90.0, "both", 0.0, 90.0, 75.0, "moved")],
            "wall_sit",
            "1 min 15 s held; all clean, as far as could be seen.",
        ),
        ([rep(1, 5.0, "odd_fault")], "handstand", "1 rep; “odd fault” on 1 of 1."),
    ],
)
def test_the_headline_is_what_a_friend_would_say(events: list[Event], exercise: str, words: str) -> None:
    assert headline(summarise(events, exercise), CATALOGUE) == words


@pytest.mark.parametrize(
    ("low", "high", "steps", "expected"),
    [
        (0.0, 100.0, (), [0, 20, 40, 60, 80, 100]),
        (-0.25, 0.05, (), [-0.25, -0.2, -0.15, -0.1, -0.05, 0.0, 0.05]),
        (0.0, 93.0, (1, 2, 5, 10, 15, 30), [0, 15, 30, 45, 60, 75, 90]),
        (5.0, 5.0, (), None),
    ],
)
def test_axes_have_round_numbers(
    low: float, high: float, steps: tuple[float, ...], expected: list[float] | None
) -> None:
    found = ticks(low, high, steps)
    assert found == pytest.approx(expected) if expected else 1 <= len(found) < 10
