"""The history over the wire: a real server on a real file, filled by stick people before it starts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from films import record
from running import Server, running
from simulate import squats

from formcheck import CATALOGUE
from formcheck.analyze import analyze_file
from formcheck.exports import LARGEST_BYTES
from formcheck.store import Store, history_path


def fill(data_dir: Path, *reps: int) -> None:
    """A history of one session of squats for each number of repetitions."""
    with Store(history_path(data_dir)) as store:
        for count in reps:
            film = record(data_dir / f"{count} squats.npz", squats(count).poses())
            store.save_analysis(analyze_file(film, CATALOGUE["squat"]))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    data_dir = tmp_path_factory.mktemp("data")
    fill(data_dir, 2, 5)
    with running(data_dir) as started:
        yield started


def test_where_the_body_was_comes_as_numbers(server: Server) -> None:
    data = server.ask("GET", "/api/sessions/1/landmarks").content
    count = int(np.frombuffer(data, "<u4", 1)[0])
    assert len(data) == 8 + count * (4 + 33 * 5)
    assert 60 < count < 200


def test_an_exercise_over_time(server: Server) -> None:
    (squat,) = server.get("/api/trends")
    assert squat["exercise"] == "squat"
    assert [(point["session"], point["reps"], point["clean"]) for point in squat["points"]] == [
        (1, 2, 2),
        (2, 5, 5),
    ]
    assert (squat["bests"]["reps"]["value"], squat["bests"]["reps"]["session"]) == (5, 2)
    assert squat["points"][0]["depth"] > 90


def test_two_sessions_are_compared(server: Server) -> None:
    compared = server.get("/api/compare?a=1&b=2")
    assert (compared["a"]["reps"], compared["b"]["reps"]) == (2, 5)
    (squat,) = compared["exercises"]
    assert (squat["exercise"], squat["a"]["reps"], squat["b"]["reps"]) == ("squat", 2, 5)
    assert squat["change"]["reps"] == 3


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/compare?a=1&b=9", 404),
        ("/api/compare?a=1", 422),
        ("/api/compare?a=1&b=x", 422),
        ("/api/sessions/9/landmarks", 404),
        ("/api/sessions/9/export?format=csv", 404),
        ("/api/sessions/1/export?format=pdf", 422),
    ],
)
def test_what_is_not_there_is_said_in_one_line(server: Server, path: str, status: int) -> None:
    answer = server.ask("GET", path)
    assert answer.status_code == status
    assert isinstance(answer.json()["detail"], str)


@pytest.mark.parametrize("path", ["/api/sessions/1/export", "/api/export"])
@pytest.mark.parametrize(
    ("format", "kind"),
    [
        ("csv", "text/csv; charset=utf-8"),
        ("html", "text/html; charset=utf-8"),
        ("json", "application/json"),
    ],
)
def test_a_download_has_a_name_and_a_kind(server: Server, path: str, format: str, kind: str) -> None:
    answer = server.ask("GET", f"{path}?format={format}")
    assert answer.headers["content-type"] == kind
    name = answer.headers["content-disposition"]
    assert name.startswith('attachment; filename="formcheck-')
    assert name.endswith(f'.{format}"')


def test_all_sessions_leave_one_computer_and_arrive_on_another(server: Server, tmp_path: Path) -> None:
    everything = server.ask("GET", "/api/export?format=json").content
    with running(tmp_path) as other:
        taken = other.ask("POST", "/api/import", content=everything)
        assert (taken.status_code, taken.json()) == (201, {"added": [1, 2], "known": 0})
        assert other.ask("POST", "/api/import", content=everything).json() == {"added": [], "known": 2}
        assert other.get("/api/trends") == server.get("/api/trends")
        landmarks = "/api/sessions/2/landmarks"
        assert other.ask("GET", landmarks).content == server.ask("GET", landmarks).content
        assert other.ask("POST", "/api/import", content=everything[:-9]).status_code == 422
        assert other.ask("DELETE", "/api/sessions").json() == {"deleted": 2}
        assert other.get("/api/sessions") == []
        files = b"".join(file.read_bytes() for file in tmp_path.iterdir())
        assert b"5 squats" not in files


def test_an_import_that_is_too_large_is_refused_while_it_streams(server: Server) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(LARGEST_BYTES >> 20):
            yield bytes(1 << 20)
        yield b"1"

    answer = server.ask("POST", "/api/import", content=endless())
    assert answer.status_code == 413
    assert answer.json()["detail"] == "Expected at most 256 MB: send a smaller file."
    assert len(server.get("/api/sessions")) == 2


def test_a_damaged_movement_is_said_and_the_rest_can_be_read(tmp_path: Path) -> None:
    fill(tmp_path, 2)
    with closing(sqlite3.connect(history_path(tmp_path))) as db:
        db.execute("UPDATE landmarks SET body = substr(body, 1, 100) WHERE seq = 1")
        db.commit()
    with running(tmp_path) as server:
        answer = server.ask("GET", "/api/sessions/1/landmarks")
        assert (answer.status_code, answer.json()["detail"]) == (
            503,
            "The movement that was kept of session 1 is damaged: it cannot be replayed, "
            "everything else of it is there",
        )
        assert server.get("/api/sessions/1")["reps"] == 2
        (kept,) = server.get("/api/export?format=json")["sessions"]
        assert kept["events"]
