"""The API of plans and the commands of a workout, over the running server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from running import Server, running, say, until

FILM = Path(__file__).parent / "fixtures" / "films" / "squat_front_good.mp4"
MINE = {"name": "Mine", "steps": [{"exercise": "squat", "reps": 5}, {"exercise": "wall_sit", "seconds": 20}]}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("data"), source=str(FILM), model="lite") as started:
        yield started


def slugs(server: Server) -> list[str]:
    return [plan["slug"] for plan in server.get("/api/plans")["plans"]]


def test_a_plan_of_ones_own_is_kept_listed_and_removed(server: Server) -> None:
    answer = server.ask("PUT", "/api/plans/mine", json=MINE)
    assert (answer.status_code, answer.json()["own"]) == (200, True)
    assert [one["exercise"] for one in answer.json()["sets"]] == ["squat", "wall_sit"]
    assert slugs(server) == ["hips", "thighs", "intervals", "mine"]
    assert 'name = "Mine"' in (server.data_dir / "plans" / "mine.toml").read_text()
    assert server.ask("DELETE", "/api/plans/mine").status_code == 204
    assert server.ask("DELETE", "/api/plans/mine").status_code == 404
    assert slugs(server) == ["hips", "thighs", "intervals"]


def test_a_file_that_is_no_plan_is_told_of(server: Server) -> None:
    file = server.data_dir / "plans" / "broken.toml"
    file.parent.mkdir(exist_ok=True)
    file.write_text("name = 3")
    (line,) = server.get("/api/plans")["faults"]
    assert "broken.toml: name: expected a valid string; got 3" in line
    file.unlink()


@pytest.mark.parametrize(
    ("method", "slug", "body", "status", "words"),
    [
        ("PUT", "mine", MINE | {"steps": []}, 422, "steps: List should have at least 1 item"),
        ("PUT", "mine", MINE | {"more": 1}, 422, "more: there is no such key"),
        ("PUT", "mine", [], 422, "expected a JSON object"),
        ("PUT", "mine", {"name": "x" * 70_000}, 413, "expected at most"),
        ("PUT", "hips", MINE, 409, "always there"),
        ("PUT", "My%20Plan", MINE, 409, "expected lower-case letters"),
        ("PUT", "..%2Fmine", MINE, 405, "Not Allowed"),
        ("DELETE", "thighs", None, 409, "always there"),
        ("DELETE", "%2e%2e", None, 409, "expected lower-case letters"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_one_line(
    server: Server, method: str, slug: str, body: Any, status: int, words: str
) -> None:
    answer = server.ask(method, f"/api/plans/{slug}", json=body)
    assert (answer.status_code, words in answer.json()["detail"]) == (status, True), answer.text
    assert slugs(server) == ["hips", "thighs", "intervals"]


def test_a_program_starts_a_plan_and_a_page_leads_through_it(server: Server) -> None:
    with server.page() as page:
        started = server.ask("POST", "/api/sessions", json={"plan": "thighs"})
        assert started.status_code == 201
        assert until(page, "status", status="starting")["plan"]["name"] == "Thighs"
        assert until(page, "event", seq=1)["event"]["phase"] == "warm_up"
        say(page, "skip")
        while (event := until(page, "event")["event"])["kind"] != "phase_changed":
            pass
        assert event["phase"] == "ready"
        say(page, "correct", change="one")
        assert "change: expected 1 or -1" in until(page, "error")["message"]
        say(page, "correct", change=1)
        assert "no repetition to correct yet" in until(page, "error")["message"]
        say(page, "stop")
        until(page, "ended")
    session = server.get(f"/api/sessions/{started.json()['id']}")
    assert (session["exercise"], session["plan"], session["corrected"]) == ("workout", "Thighs", 0)


def test_a_plan_is_chosen_with_an_exercise_in_the_place_of_its_own(server: Server) -> None:
    with server.page() as page:
        say(page, "plan", plan="intervals", exercise="lunge")
        chosen = until(page, "status", exercise="lunge")
        assert (chosen["plan"]["slug"], chosen["plan"]["sets"][0]["exercise"]) == ("intervals", "lunge")
        say(page, "plan", plan="none such")
        assert "plan: expected one of hips" in until(page, "error")["message"]
        say(page, "exercise", exercise="auto")
        assert until(page, "status", auto=True)["plan"] is None
