"""The running server: a process of its own, real sockets, a real worker, a real history."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from statistics import median
from typing import Any

import httpx
import psutil
import pytest
from broken_camera import NetworkCamera, network_camera
from fastapi.routing import APIRoute
from films import make_film
from running import Server, messages, running, say, unpack, until
from starlette.routing import Mount
from websockets.exceptions import ConnectionClosed, InvalidStatus

import formcheck
from formcheck.app import api
from formcheck.assets import asset_folder
from formcheck.guard import HEADERS
from formcheck.server import LARGEST_MESSAGE, LiveOptions, bind, choose_sources, page_address
from formcheck.store import Store, history_path

ON_UNIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
ON_LINUX = pytest.mark.skipif(
    sys.platform != "linux", reason="elsewhere connections are for the administrator"
)


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten seconds of pictures with nobody in them."""
    return make_film(tmp_path_factory.mktemp("films") / "empty-room.mp4", [i / 15 for i in range(150)])


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server without a camera, for all tests that leave it as it was."""
    with running(tmp_path_factory.mktemp("data")) as started:
        yield started


@pytest.fixture(scope="module")
def camera() -> Iterator[NetworkCamera]:
    with network_camera() as started:
        yield started


PATIENCE_S = 20.0  # on a busy machine
ENDED_WITHIN_S = 3.0  # of Ctrl+C: the camera is free, and the session on disk
DROPPED_WITHIN_S = 5.0  # a page that reads nothing
UPGRADE = (
    b"GET /ws HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
    b"Authorization: Bearer %s\r\n\r\n"
)

# Starting and ending


def test_the_server_says_where_it_is_and_answers_there(tmp_path: Path) -> None:
    with running(tmp_path) as server:
        assert server.get("/api/state")["status"] == "idle"
        assert server.said.startswith(f"formcheck is at http://127.0.0.1:{server.port}/")


def test_importing_the_server_loads_neither_opencv_nor_mediapipe() -> None:
    check = "import formcheck.server, sys; print(sorted({'cv2', 'mediapipe', 'plotly'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_taken_port_gives_the_next_free_one() -> None:
    with bind("127.0.0.1", 0) as first:
        taken = first.getsockname()[1]
        with bind("127.0.0.1", taken) as second:
            assert taken < second.getsockname()[1] <= taken + 20


def test_two_servers_share_one_history(tmp_path: Path, film: Path) -> None:
    with running(tmp_path, source=str(film)) as one, running(tmp_path, source=str(film)) as other:
        for server in (one, other):
            number = server.ask("POST", "/api/sessions", json={"exercise": "squat"}).json()["id"]
            while server.get("/api/state")["status"] != "live":
                time.sleep(0.05)
            assert server.ask("POST", f"/api/sessions/{number}/stop").status_code == 200
        assert one.port != other.port
        assert [line["status"] for line in one.get("/api/sessions")] == ["done", "done"]
        assert one.get("/api/sessions") == other.get("/api/sessions")


def test_a_host_that_is_not_ours_is_named() -> None:
    with pytest.raises(OSError, match=r"host 192\.0\.2\.1"):
        bind("192.0.2.1", 0)


@ON_LINUX
def test_only_this_computer_can_reach_it(server: Server) -> None:
    own = psutil.Process(server.process.pid).net_connections("inet")
    listening = {(found.laddr.ip, found.laddr.port) for found in own if found.status == psutil.CONN_LISTEN}
    assert listening == {("127.0.0.1", server.port)}


@ON_UNIX
def test_ctrl_c_ends_it_soon_with_pages_open_and_the_session_kept(tmp_path: Path) -> None:
    with (
        network_camera() as camera,
        running(tmp_path, source=camera.url) as server,
        ExitStack() as open_pages,
    ):
        pages = [open_pages.enter_context(server.page()) for _ in range(3)]
        say(pages[0], "start", exercise="squat")
        for page in pages:
            until(page, "status", status="live")
            next_picture(page)
        assert camera.watched_by == 1
        children = psutil.Process(server.process.pid).children(recursive=True)
        began = time.monotonic()
        server.stop()
        while camera.watched_by and time.monotonic() - began < PATIENCE_S:
            time.sleep(0.01)
        assert time.monotonic() - began < ENDED_WITHIN_S
        assert server.process.returncode == 0
        assert server.process.stdout is not None
        assert server.process.stdout.read() == ""
        psutil.wait_procs(children, timeout=PATIENCE_S)
        assert not [child for child in children if child.is_running()]
    with Store(history_path(tmp_path)) as store:
        assert [line.status for line in store.sessions()] == ["done"]


@ON_UNIX
@pytest.mark.parametrize("signals", [[signal.SIGINT, signal.SIGINT], [signal.SIGTERM]], ids=str)
def test_an_impatient_end_keeps_the_session_too(
    tmp_path: Path, film: Path, signals: list[signal.Signals]
) -> None:
    with running(tmp_path, source=str(film)) as server, server.page() as page:
        say(page, "start", exercise="squat")
        until(page, "status", status="live")
        for sent in signals:
            server.process.send_signal(sent)
            time.sleep(0.02)
        server.process.wait(5)
        assert server.process.stdout is not None
        assert server.process.stdout.read() == ""
    with Store(history_path(tmp_path)) as store:
        assert [line.status for line in store.sessions()] == ["done"]


@ON_UNIX
def test_ctrl_c_while_it_starts_is_quiet(tmp_path: Path) -> None:
    with running(tmp_path) as server:
        server.stop()
        assert server.process.stdout is not None
        assert server.process.stdout.read() == ""


def test_a_film_that_is_not_there_is_said_before_anything_starts() -> None:
    with pytest.raises(FileNotFoundError, match=r"nowhere\.mp4: there is no such film"):
        choose_sources(LiveOptions(source="nowhere.mp4"))


@pytest.mark.parametrize(
    ("told", "kind", "name"),
    [
        ({}, "camera", "Camera 0"),
        ({"camera": "2"}, "camera", "Camera 2"),
        ({"camera": "Logitech"}, "camera", "Logitech"),
        ({"source": "http://user:secret@camera.lan:8080/video"}, "url", "camera.lan"),
        ({"demo": True}, "demo", "The demo"),
    ],
)
def test_each_kind_of_source_has_a_name_for_people(told: dict[str, Any], kind: str, name: str) -> None:
    default = choose_sources(LiveOptions(**told))["default"]
    assert (default.kind, default.name) == (kind, name)


def test_the_printed_address_can_be_opened_from_elsewhere() -> None:
    assert page_address("127.0.0.1", 8000, "key") == "http://127.0.0.1:8000/?token=key"
    assert page_address("::1", 8000, "key") == "http://[::1]:8000/?token=key"
    assert page_address("0.0.0.0", 8000, "key") == f"http://{socket.gethostname()}:8000/?token=key"


# The door, on every route


def routes() -> list[tuple[str, str]]:
    """Every route of the application with an example of its path, and a file of the page."""
    found = [("GET", "/"), ("GET", "/app.js"), ("GET", "/nothing-here")]
    for route in api.routes:
        if isinstance(route, APIRoute):
            found += [(method, route.path.replace("{id}", "1")) for method in sorted(route.methods)]
        else:
            assert not isinstance(route, Mount)
    return found


@pytest.mark.parametrize(("method", "path"), routes())
def test_every_route_refuses_other_sites_and_carries_the_headers(
    server: Server, method: str, path: str
) -> None:
    hostile = [
        {"Host": f"evil.test:{server.port}"},
        {"Host": f"127.0.0.1:{server.port + 1}"},
        {"Origin": "http://evil.test"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
    ]
    for headers in hostile:
        assert server.ask(method, path, headers=headers).status_code == 403
    answer = server.ask(method, path, headers={"Origin": server.url})
    assert answer.status_code != 403
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    if path.startswith("/api/"):
        assert answer.headers["cache-control"] == "no-store"
    if answer.status_code >= 400:
        detail = answer.json()["detail"]
        assert isinstance(detail, str)
        assert "\n" not in detail


@pytest.mark.parametrize(
    "headers", [{"Origin": "http://evil.test"}, {"Host": "evil.test"}, {"Origin": "null"}], ids=str
)
def test_the_socket_refuses_other_sites(server: Server, headers: dict[str, str]) -> None:
    with pytest.raises(InvalidStatus) as refused:
        server.page(additional_headers=headers)
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "/../pyproject.toml",
        "/..%2fpyproject.toml",
        "/%2e%2e/pyproject.toml",
        "/%5c..%5cpyproject.toml",
        "/%00",
        "//etc/passwd",
    ],
)
def test_nothing_outside_the_page_is_served(server: Server, path: str) -> None:
    with socket.create_connection(("127.0.0.1", server.port)) as line:
        line.sendall(
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nConnection: close\r\n"
            f"Authorization: Bearer {server.key}\r\n\r\n".encode()
        )
        answer = b"".join(iter(lambda: line.recv(65536), b""))
    assert answer.split()[1] in (b"404", b"400")
    assert b"hatchling" not in answer


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
def test_other_users_and_computers_need_the_key_that_was_printed(tmp_path: Path, host: str) -> None:
    with running(tmp_path, host=host) as server:
        here = f"http://127.0.0.1:{server.port}"
        for method, path in routes():
            assert httpx.request(method, here + path).status_code == 403
        with pytest.raises(InvalidStatus):
            server.page(additional_headers={"Authorization": ""})
        with httpx.Client(base_url=here, follow_redirects=True) as browser:
            assert browser.get(f"/?token={server.key}").url == f"{here}/"
            assert browser.get("/api/state").status_code == 200


@ON_UNIX
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0.0.0.0"])
def test_an_address_for_others_is_printed_with_what_it_means(host: str, tmp_path: Path) -> None:
    with running(tmp_path, host=host) as server:
        server.stop()
        assert server.process.stdout is not None
        warning = server.process.stdout.read()
    assert warning == (
        "Other computers can reach it. Whoever has this address can see your camera.\n"
        if host == "0.0.0.0"
        else ""
    )


# The API


def test_exercises_are_described_for_the_page(server: Server) -> None:
    exercises = server.get("/api/exercises")
    assert [exercise["key"] for exercise in exercises][:3] == ["squat", "lunge", "bridge"]
    assert {"key", "cue", "explains", "views", "turn", "limbs", "priority"} <= exercises[0]["faults"][
        0
    ].keys()


def test_the_page_is_served(server: Server) -> None:
    page = server.ask("GET", "/")
    assert page.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/sessions/1", 404),
        ("DELETE", "/api/sessions/1", 404),
        ("GET", "/api/sessions/first", 422),
        ("GET", "/api/sessions/-1", 422),
        ("GET", "/api/sessions/99999999999999999999999", 422),
        ("GET", "/api/sessions/9223372036854775808", 422),
        ("DELETE", "/api/sessions/9223372036854775808", 422),
        ("DELETE", "/api/sessions/9223372036854775807", 404),
        ("POST", "/api/sessions/99999999999999999999/stop", 422),
        ("GET", "/api/analyses/99999999999999999999", 422),
        ("POST", "/api/sessions/1/stop", 409),
        ("GET", "/api/analyses/1", 404),
        ("DELETE", "/api/analyses/1", 404),
        ("PUT", "/api/sessions", 405),
        ("GET", "/openapi.json", 404),
        ("GET", "/docs", 404),
    ],
)
def test_what_is_not_there_is_said_in_one_line(server: Server, method: str, path: str, status: int) -> None:
    answer = server.ask(method, path)
    assert answer.status_code == status
    assert isinstance(answer.json()["detail"], str)


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        (b'{"exercise": "sqat"}', 422, "expected one of squat"),
        (b'{"exercise": "squat", "source": "/etc/passwd"}', 409, "expected one of default, demo"),
        (b'{"exercise": 7}', 422, "exercise"),
        (b'{"exercise": "squat", "more": 1}', 422, "more"),
        (b"{}", 422, "exercise"),
        (b"", 422, "JSON"),
        (b"[" * 60_000, 422, "JSON"),
        (b" " * 10_000_000, 413, "at most"),
    ],
    ids=[
        "no such exercise",
        "no such source",
        "wrong type",
        "too much",
        "too little",
        "nothing",
        "deep",
        "large",
    ],
)
def test_a_start_that_cannot_be_is_refused(server: Server, body: bytes, status: int, words: str) -> None:
    answer = server.ask("POST", "/api/sessions", content=body)
    assert answer.status_code == status
    assert words in answer.json()["detail"]
    assert server.get("/api/state")["status"] == "idle"


def test_a_session_by_the_api_needs_no_page(tmp_path: Path, film: Path) -> None:
    with running(tmp_path, source=str(film), exercise="lunge") as server:
        assert server.get("/api/state")["exercise"] == "lunge"
        number = server.ask("POST", "/api/sessions", json={"exercise": "squat"}).json()["id"]
        again = server.ask("POST", "/api/sessions", json={"exercise": "squat"})
        assert (again.status_code, again.json()["detail"]) == (409, "A session is running: stop it first.")
        assert server.ask("DELETE", f"/api/sessions/{number}").status_code == 409
        while server.get("/api/state")["status"] != "live":
            time.sleep(0.05)
        assert [line["status"] for line in server.get("/api/sessions")] == ["running"]
        assert server.ask("POST", f"/api/sessions/{number}/stop").status_code == 200
        (line,) = server.get("/api/sessions")
        assert (line["status"], line["exercise"], line["reps"]) == ("done", "squat", 0)
        assert line["source"] == {"kind": "file", "name": "empty-room.mp4"}
        whole = server.get(f"/api/sessions/{number}")
        assert whole["summary"]["reps"] == []
        assert whole["curve"]["unit"] == "deg"
        assert server.ask("DELETE", f"/api/sessions/{number}").status_code == 204
        assert server.get("/api/sessions") == []


def test_a_history_of_a_newer_formcheck_is_left_alone_and_coaching_goes_on(tmp_path: Path) -> None:
    with closing(sqlite3.connect(history_path(tmp_path))) as db:
        db.execute("PRAGMA user_version = 1000")
    with running(tmp_path) as server:
        state = server.get("/api/state")
        assert not state["saving"]
        assert "newer formcheck" in state["notice"]
        answer = server.ask("GET", "/api/sessions")
        assert answer.status_code == 503
        assert "newer formcheck" in answer.json()["detail"]
        assert server.ask("POST", "/api/sessions", json={"exercise": "squat"}).json() == {"id": None}


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root can mount a disk")
def test_on_a_disk_that_is_really_read_only_coaching_goes_on(tmp_path: Path, camera: NetworkCamera) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "tmpfs", disk], capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        with Store(history_path(disk)) as store:
            store.finish(store.begin("squat", {"kind": "camera", "name": "x"}), 5.0)
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        with running(disk, source=camera.url) as server, server.page() as page:
            say(page, "start", exercise="squat")
            live = until(page, "status", status="live")
            assert (live["saving"], live["session_id"]) == (False, None)
            assert live["notice"].startswith("Nothing is being saved: ")
            assert "Read-only file system" in live["notice"]
            next_picture(page)
            say(page, "stop")
            until(page, "ended")
            assert server.ask("GET", "/api/sessions").status_code == 503
    finally:
        subprocess.run(["umount", disk], check=True)


# The socket


def test_without_a_camera_the_page_says_so(server: Server) -> None:
    with server.page() as page:
        status = next(
            m for m in messages(page) if m["type"] == "status" and m["camera"]["status"] == "not_found"
        )
        assert "found" in status["camera"]["message"]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A folder with an installation of its own, whose models may be damaged."""
    package = Path(formcheck.__file__).parent
    shutil.copytree(package, tmp_path / "formcheck", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(asset_folder("models"), tmp_path / "models")
    (tmp_path / "web").symlink_to(asset_folder("web"))
    return tmp_path


@pytest.mark.parametrize("damage", ["cut", "flipped", "gone"])
def test_a_damaged_model_is_named_on_the_page(copy: Path, camera: NetworkCamera, damage: str) -> None:
    model = copy / "models" / "pose_landmarker_lite.task"
    whole = bytearray(model.read_bytes())
    if damage == "gone":
        model.unlink()
    elif damage == "cut":
        model.write_bytes(whole[: len(whole) // 2])
    else:
        whole[len(whole) // 2] ^= 1
        model.write_bytes(whole)
    with (
        running(copy / "data", cwd=copy, source=camera.url, model="lite") as server,
        server.page() as page,
    ):
        message = next(
            m["camera"]["message"]
            for m in messages(page)
            if m["type"] == "status" and m["camera"]["status"] == "failed"
        )
    assert message.startswith(str(model))
    assert ("No such file" if damage == "gone" else "damaged or not the model") in message
    assert message.endswith("install formcheck again.")
    assert "\n" not in message


@pytest.mark.parametrize("message", ["", "hello", "[]", '{"type": "fly"}', '{"type": []}', "7", b"\x00\x01"])
def test_what_no_page_says_closes_the_socket(server: Server, message: str | bytes) -> None:
    with server.page() as page:
        page.send(message)
        with pytest.raises(ConnectionClosed) as closed:
            for _ in messages(page):
                pass
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1008


@pytest.mark.parametrize(
    ("shout", "code"), [("x" * 100_000, 1008), (b"x" * (LARGEST_MESSAGE + 1), 1009)], ids=["text", "picture"]
)
def test_a_page_that_shouts_is_cut_off(server: Server, shout: str | bytes, code: int) -> None:
    with server.page() as page:
        page.send(shout)
        with pytest.raises(ConnectionClosed) as closed:
            for _ in messages(page):
                pass
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == code


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"exercise": "sqat"}, "expected one of squat"),
        ({"exercise": ["squat"]}, "exercise: expected text"),
        ({}, "exercise: expected one of"),
        ({"exercise": "squat", "source": "../../etc/passwd"}, "source: expected one of"),
    ],
)
def test_a_value_that_cannot_be_is_answered_with_an_error(
    server: Server, values: dict[str, Any], words: str
) -> None:
    with server.page() as page:
        say(page, "start", **values)
        assert words in until(page, "error")["message"]


@pytest.fixture(scope="module")
def watching(tmp_path_factory: pytest.TempPathFactory, camera: NetworkCamera) -> Iterator[Server]:
    """One server with a network camera, for all tests that leave it idle."""
    with running(tmp_path_factory.mktemp("data"), source=camera.url) as started:
        yield started


def next_picture(page: Any) -> tuple[dict[str, Any], bytes]:
    """The next picture that a page is sent."""
    while True:
        message = page.recv(30)
        if isinstance(message, bytes):
            return unpack(message)


def test_a_page_sees_the_camera_before_any_session(watching: Server, camera: NetworkCamera) -> None:
    with watching.page() as page:
        head, jpeg = next_picture(page)
        assert (head["width"], head["height"], head["landmarks"]) == (160, 96, None)
        assert jpeg.startswith(b"\xff\xd8")
        assert camera.watched_by == 1
    start = time.monotonic()
    while camera.watched_by:  # the last page has left
        assert time.monotonic() - start < PATIENCE_S
        time.sleep(0.05)


def test_a_reload_does_not_disturb_the_session(watching: Server) -> None:
    with watching.page() as page:
        say(page, "start", exercise="squat")
        number = until(page, "status", status="live")["session_id"]
    with watching.page() as page:
        snapshot = until(page, "snapshot")
        assert (snapshot["status"], snapshot["session_id"]) == ("live", number)
        time.sleep(2.0)  # longer than the grace for reloads
        say(page, "pause")
        assert until(page, "status", status="paused")["notice"] is None
        say(page, "resume")
        until(page, "status", status="live")
        say(page, "stop")
        assert until(page, "ended")["session_id"] == number


def test_closing_the_last_page_pauses_the_session_and_frees_the_camera(
    watching: Server, camera: NetworkCamera
) -> None:
    with watching.page() as page:
        say(page, "start", exercise="squat")
        until(page, "status", status="live")
    start = time.monotonic()
    while camera.watched_by:
        assert time.monotonic() - start < PATIENCE_S
        time.sleep(0.05)
    with watching.page() as page:
        assert "no page was connected" in until(page, "snapshot")["notice"]
        say(page, "resume")
        until(page, "status", status="live")
        say(page, "stop")
        until(page, "ended")


@ON_LINUX
def test_a_page_that_never_reads_is_dropped_and_the_others_notice_nothing(
    watching: Server, camera: NetworkCamera
) -> None:
    with watching.page() as page, socket.create_connection(("127.0.0.1", watching.port)) as deaf:
        say(page, "exercise", exercise="squat")  # the camera may rest after the last session
        camera.noisy = True
        next_picture(page)
        alone = pictures(page, while_=lambda seconds: seconds < 2.0)
        deaf.sendall(UPGRADE % (watching.port, watching.key.encode()))
        while len(connections(watching)) < 2:
            next_picture(page)
        began = time.monotonic()
        with_the_other = pictures(
            page, while_=lambda s: len(connections(watching)) == 2 and s < DROPPED_WITHIN_S
        )
        assert len(connections(watching)) == 1
        assert time.monotonic() - began < DROPPED_WITHIN_S
        camera.noisy = False
    assert median(with_the_other) < 1.5 * median(alone)
    assert max(with_the_other) < max(1.0, 2 * max(alone))  # on however busy a machine


def pictures(page: Any, while_: Callable[[float], bool]) -> list[float]:
    """How long a page waits for each picture (s), for as long as `while_(seconds so far)`."""
    start = before = time.monotonic()
    waits = []
    while while_(before - start):
        next_picture(page)
        now = time.monotonic()
        waits.append(now - before)
        before = now
    return waits


def connections(server: Server) -> list[Any]:
    """The connections that are open now."""
    own = psutil.Process(server.process.pid).net_connections("inet")
    return [found for found in own if found.status == psutil.CONN_ESTABLISHED]


def test_many_pages_at_once_see_the_same(watching: Server) -> None:
    with ExitStack() as open_pages:
        pages = [open_pages.enter_context(watching.page()) for _ in range(8)]
        say(pages[0], "exercise", exercise="squat")
        for page in pages:
            next_picture(page)
        say(pages[0], "start", exercise="squat")
        numbers = {until(page, "status", status="live")["session_id"] for page in pages}
        assert len(numbers) == 1
        say(pages[-1], "stop")
        for page in pages:
            until(page, "ended")
