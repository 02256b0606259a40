"""Films that a page sends: what is taken, how much of it, and that nothing of it stays."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest
from films import make_film
from running import Server, running

from formcheck import uploads
from formcheck.analyses import UNRECOGNISED, Analyses
from formcheck.uploads import (
    NO_FILM,
    UploadError,
    film_ending,
    private_folder,
    receive_film,
    remove_leftovers,
    shown_name,
)

SQUATS = Path(__file__).parent / "fixtures" / "films" / "squat_front_good.mp4"
MP4 = b"\x00\x00\x00\x20ftypisom" + bytes(100)


async def pieces(*chunks: bytes, pause: float = 0.0) -> AsyncIterator[bytes]:
    for chunk in chunks:
        await asyncio.sleep(pause)
        yield chunk


def receive(folder: Path, *chunks: bytes, length: int | None = None, pause: float = 0.0) -> Path:
    return asyncio.run(receive_film(pieces(*chunks, pause=pause), folder, length))


@pytest.fixture(autouse=True)
def enough_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "LEFT_FREE_BYTES", 1 << 20)


def test_a_film_is_written_whole_under_a_name_of_our_own(tmp_path: Path) -> None:
    film = receive(tmp_path, MP4[:3], MP4[3:50], MP4[50:])
    assert film.read_bytes() == MP4
    assert (film.parent, film.suffix) == (tmp_path, ".mp4")


@pytest.mark.parametrize(
    ("head", "ending"),
    [
        (b"\x00\x00\x00\x20ftypqt  ", ".mp4"),
        (b"\x00\x00\x00\x08wide\x00\x00\x00\x00", ".mov"),
        (b"\x00\x00\x02\x6cmoov\x00\x00\x00\x6c", ".mov"),
        (b"\x00\x00\x10\x00mdat\x00\x00\x00\x00", ".mov"),
        (b"\x00\x00\x00\x08free\x00\x00\x00\x00", ".mov"),
        (b"\x1a\x45\xdf\xa3\x01\x00\x00\x00\x00\x00\x00\x23", ".webm"),
        (b"RIFF\x00\x10\x00\x00AVI ", ".avi"),
    ],
)
def test_a_film_is_known_by_its_first_bytes(head: bytes, ending: str) -> None:
    assert film_ending(head) == ending


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"ftyp",
        b"#EXTM3U\nhttp://",
        b"ffconcat version 1.0",
        b"RIFF\x00\x10\x00\x00WAVE",
        b"\x89PNG\r\n\x1a\n" * 2,
    ],
)
def test_what_is_no_film_is_refused_before_it_is_taken(tmp_path: Path, head: bytes) -> None:
    with pytest.raises(UploadError, match="no film") as refused:
        receive(tmp_path, head, *[bytes(1000)] * 3 if len(head) >= 12 else [])
    assert refused.value.status == 415
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) < 1000


def test_the_limit_holds_while_it_streams_whatever_was_announced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "LARGEST_BYTES", 5000)
    for length in (None, 10):
        with pytest.raises(UploadError) as refused:
            receive(tmp_path, *[MP4] * 100, length=length)
        assert refused.value.status == 413
    with pytest.raises(UploadError):
        receive(tmp_path, length=5001)
    assert all(file.stat().st_size <= 5000 for file in tmp_path.iterdir())


def test_a_full_disk_is_said_before_it_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "LEFT_FREE_BYTES", 1 << 60)
    with pytest.raises(UploadError, match="disk space"):
        receive(tmp_path, MP4)


def test_a_film_that_stops_coming_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "STRETCH_S", 0.05)
    with pytest.raises(UploadError, match="stopped coming") as refused:
        receive(tmp_path, MP4, MP4, pause=1.0)
    assert refused.value.status == 408


def test_a_film_that_drips_is_given_up_and_the_next_one_may_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "STRETCH_S", 0.5)
    monkeypatch.setattr(uploads, "LEAST_BYTES", 1000)
    analyses = Analyses("lite", tmp_path / "history.sqlite3")

    async def drip_then_send_text() -> tuple[UploadError, float, UploadError]:
        drops = pieces(MP4[:12], *[b"x"] * 1000, pause=0.01)  # never silent for longer than 10 ms
        began = time.monotonic()
        with pytest.raises(UploadError, match="comes too slowly") as slow:
            await analyses.take("squat", "drip.mp4", drops, None)
        seconds = time.monotonic() - began
        with pytest.raises(UploadError) as text:
            await analyses.take("squat", "text.mp4", pieces(b"a text that calls itself a film"), None)
        return slow.value, seconds, text.value

    slow, seconds, text = asyncio.run(drip_then_send_text())
    assert (slow.status, text.status) == (408, 415)
    assert 0.4 < seconds < 5.0


def test_a_film_that_comes_slowly_but_steadily_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "STRETCH_S", 2.0)
    monkeypatch.setattr(uploads, "LEAST_BYTES", 1000)
    chunks = [MP4, *[bytes(500)] * 6]  # over longer than a stretch
    assert receive(tmp_path, *chunks, pause=0.4).stat().st_size == sum(map(len, chunks))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("squat.mp4", "squat.mp4"),
        ("../../etc/passwd", "passwd"),
        ("C:\\films\\squat.mp4", "squat.mp4"),
        ("\u202esquat\x00\n.mp4", "squat.mp4"),
        ("x" * 10_000, "x" * 120),
        ("..", ".."),
        ("", "film"),
        ("folder/", "film"),
        ("<img src=x onerror=alert(1)>.mp4", "<img src=x onerror=alert(1)>.mp4"),  # the page shows it as text
    ],
)
def test_of_a_name_only_what_can_be_shown_is_kept(name: str, shown: str) -> None:
    assert shown_name(name) == shown


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot be asked without harm")
def test_only_folders_of_dead_servers_are_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    kept = [tmp_path / name for name in (f"formcheck-{os.getppid()}-abc", "formcheck-notes", "other-1-abc")]
    linked = tmp_path / "linked"
    for folder in (*kept, linked, tmp_path / f"formcheck-{dead.pid}-abc_1", private_folder()):
        folder.mkdir(exist_ok=True)
        (folder / "film.mp4").write_bytes(MP4)
    link = tmp_path / f"formcheck-{dead.pid}-link"
    link.symlink_to(linked)
    remove_leftovers()
    assert sorted(tmp_path.iterdir()) == sorted([*kept, linked, link])
    assert all((folder / "film.mp4").exists() for folder in (*kept, linked))


# Over the wire


@pytest.fixture(scope="module")
def temp(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server keeps its temporary files."""
    return tmp_path_factory.mktemp("temp")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, temp: Path) -> Iterator[Server]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(temp))
        patch.setattr(tempfile, "tempdir", None)
        with running(tmp_path_factory.mktemp("data")) as started:
            yield started


@pytest.fixture(scope="module")
def empty_room(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A film of eight seconds with nobody in it."""
    path = make_film(tmp_path_factory.mktemp("films") / "room.mp4", [i / 30 for i in range(240)])
    return path.read_bytes()


def send(server: Server, film: Any, exercise: str = "squat", name: str = "room.mp4") -> httpx.Response:
    return server.ask("POST", "/api/analyses", params={"exercise": exercise, "name": name}, content=film)


def announcement(server: Server, length: int) -> str:
    """The head of a request that brings a film, as it goes over the wire."""
    return (
        f"POST /api/analyses?exercise=squat&name=x HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n"
        f"Authorization: Bearer {server.key}\r\nContent-Length: {length}\r\n\r\n"
    )


def outcome(server: Server, number: int) -> dict[str, Any]:
    """How an analysis ended."""
    while (told := server.get(f"/api/analyses/{number}"))["status"] == "running":
        time.sleep(0.1)
    return dict(told)


def gone(temp: Path) -> bool:
    """Whether nothing of any film is left."""
    deadline = time.monotonic() + 5.0
    while list(temp.glob("formcheck-*")):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def test_a_film_is_analysed_and_kept_as_a_session(server: Server, temp: Path, empty_room: bytes) -> None:
    answer = send(server, empty_room, name="../my <b>room.mp4")
    assert answer.status_code == 202
    told = outcome(server, answer.json()["id"])
    assert (told["status"], told["progress"], told["error"]) == ("done", 1.0, None)
    session = server.get(f"/api/sessions/{told['session_id']}")
    assert session["source"] == {"kind": "file", "name": "my <b>room.mp4"}
    assert (session["status"], session["reps"]) == ("done", 0)
    assert session["duration_s"] == pytest.approx(8.0, abs=0.1)
    landmarks = server.ask("GET", f"/api/sessions/{told['session_id']}/landmarks").content
    assert int.from_bytes(landmarks[:4], "little") == pytest.approx(8 * 15, abs=1)
    assert gone(temp)


def test_landmarks_of_a_film_are_not_kept_where_they_are_not_wanted(
    tmp_path: Path, empty_room: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with running(tmp_path / "data", keep_landmarks=False) as server:
        told = outcome(server, send(server, empty_room).json()["id"])
        landmarks = server.ask("GET", f"/api/sessions/{told['session_id']}/landmarks").content
        assert landmarks == bytes(8)


def test_a_film_in_which_no_exercise_is_recognised_is_said_to_be_one(
    server: Server, temp: Path, empty_room: bytes
) -> None:
    before = len(server.get("/api/sessions"))
    told = outcome(server, send(server, empty_room, exercise="auto").json()["id"])
    assert told["status"] == "failed"
    assert told["error"] == UNRECOGNISED
    assert gone(temp)
    assert len(server.get("/api/sessions")) == before


def test_a_second_film_has_to_wait_and_a_cancelled_one_leaves_nothing(
    server: Server, temp: Path, empty_room: bytes
) -> None:
    before = len(server.get("/api/sessions"))
    number = send(server, empty_room).json()["id"]
    assert send(server, empty_room).status_code == 409
    assert server.ask("DELETE", f"/api/analyses/{number}").status_code == 204
    assert outcome(server, number)["status"] == "cancelled"
    assert gone(temp)
    assert len(server.get("/api/sessions")) == before


def test_a_cancelled_analysis_is_ended_within_a_second(server: Server, temp: Path) -> None:
    before = children(server)
    number = send(server, SQUATS.read_bytes()).json()["id"]
    while not server.get(f"/api/analyses/{number}")["progress"]:  # the model is at work
        time.sleep(0.05)
    (at_work,) = children(server) - before
    began = time.monotonic()
    assert server.ask("DELETE", f"/api/analyses/{number}").status_code == 204
    at_work.wait(timeout=10.0)
    assert time.monotonic() - began < 1.0
    assert outcome(server, number)["status"] == "cancelled"
    assert gone(temp)
    assert send(server, b"no film at all").status_code == 415  # the place is free


def children(server: Server) -> set[psutil.Process]:
    """The processes that a server has started."""
    return set(psutil.Process(server.process.pid).children())


def test_a_damaged_film_fails_with_a_line_and_leaves_nothing(server: Server, temp: Path) -> None:
    answer = send(server, MP4, name="broken.mp4")
    told = outcome(server, answer.json()["id"])
    assert told["status"] == "failed"
    assert "broken.mp4" in told["error"]
    assert str(temp) not in told["error"]
    assert gone(temp)


def test_an_upload_that_is_broken_off_leaves_nothing(server: Server, temp: Path, empty_room: bytes) -> None:
    head = announcement(server, len(empty_room))
    with socket.create_connection(("127.0.0.1", server.port)) as line:
        line.sendall(head.encode() + empty_room[:5000])
        while not list(temp.glob("formcheck-*")):  # until the server has begun to take it
            time.sleep(0.02)
    assert gone(temp)
    assert send(server, b"no film at all").status_code == 415  # and the next one may come


def test_a_text_that_is_called_a_film_is_refused_in_one_line(server: Server, temp: Path) -> None:
    answer = send(server, b"Dear diary, today I did ten squats.\n" * 1000, name="squats.mp4")
    assert answer.status_code == 415
    assert answer.json()["detail"] == NO_FILM[1]
    assert gone(temp)


@pytest.mark.parametrize(("exercise", "status"), [("sqat", 422), ("", 422)])
def test_an_unknown_exercise_is_refused(server: Server, exercise: str, status: int) -> None:
    assert send(server, MP4, exercise=exercise).status_code == status


def test_ctrl_c_while_a_film_is_coming_ends_quietly_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with running(tmp_path / "data") as started:
        head = announcement(started, 100000)
        with socket.create_connection(("127.0.0.1", started.port)) as line:
            line.sendall(head.encode() + MP4)
            deadline = time.monotonic() + 10.0
            while not list(tmp_path.glob("formcheck-*/*")):
                assert time.monotonic() < deadline
                time.sleep(0.05)
            started.stop()
            assert line.recv(1000).startswith(b"HTTP/1.1 503 ")
        assert started.process.stdout is not None
        assert started.process.stdout.read() == ""
    assert gone(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_what_a_killed_server_left_is_removed_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with running(tmp_path / "data") as killed:
        head = announcement(killed, 100000)
        with socket.create_connection(("127.0.0.1", killed.port)) as line:
            line.sendall(head.encode() + MP4)
            deadline = time.monotonic() + 10.0
            while not list(tmp_path.glob("formcheck-*/*")):
                assert time.monotonic() < deadline
                time.sleep(0.05)
            killed.process.kill()
            killed.process.wait()
    assert list(tmp_path.glob("formcheck-*"))
    with running(tmp_path / "data"):
        assert not list(tmp_path.glob("formcheck-*"))
