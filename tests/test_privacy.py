"""Nothing leaves the computer, no picture is written, and the camera rests when nobody looks on."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import pytest
from running import Server, running, say, until

pytestmark = pytest.mark.slow

STRACE = shutil.which("strace")
ON_LINUX = pytest.mark.skipif(STRACE is None, reason="needs strace, which only Linux has")
# -D: the server stays our child, and hears our signals; -ff: a file per thread, so that no line is cut.
TRACED = ["strace", "-D", "-ff", "-qq", "--seccomp-bpf", "-s", "300"]
CALLS = "trace=open,openat,creat,rename,connect,sendto,sendmsg,sendmmsg"
PICTURES = (b"\xff\xd8\xff\xe0", b"\x89PNG\r\n")  # how a JPEG and a PNG begin
INNER = ("/dev/null", "/dev/shm/sem.", "/proc/")  # of the system, not on any disk
TRIED = re.compile(r"/tmpdir/[a-z0-9_]{8}$")  # Python's tempfile writes "blat" to see whether it may


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's folder with all that a program may write to."""
    for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        folder = tmp_path / "home" / name.lower()
        folder.mkdir(parents=True)
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    return tmp_path / "home"


def train(server: Server, seconds: int) -> None:
    """A session of the demo, from start to end or until so many seconds of it were seen."""
    with server.page() as page:
        say(page, "start", exercise="squat", source="demo")
        until(page, "status", status="live")
        while True:
            message = page.recv(30)
            if isinstance(message, str) and '"type":"ended"' in message:
                return
            if isinstance(message, bytes) and f'"t":{seconds}.'.encode() in message[:200]:
                say(page, "stop")


def traced(trace: Path) -> str:
    """What strace wrote of all threads."""
    told = "".join(path.read_text() for path in sorted(trace.parent.glob(f"{trace.name}.*")))
    assert "openat(" in told, "strace saw nothing: that proves nothing"
    return told


def written(trace: str) -> set[str]:
    """The files that were opened to be written, or renamed to."""
    opened = re.findall(
        r'open(?:at)?\([^"\n]*"([^"\n]*)", [^)\n]*O_(?:WRONLY|RDWR|CREAT)[^)\n]*\) = \d', trace
    )
    made = re.findall(r'(?:creat|rename)\("([^"]*)"', trace)
    return {path for path in [*opened, *made] if not path.startswith(INNER) and not TRIED.search(path)}


def addresses(trace: str) -> set[str]:
    """The addresses that were spoken to."""
    return set(re.findall(r'(?:inet_addr\(|inet_pton\(AF_INET6, )"([^"]+)"', trace))


def test_a_trace_that_is_empty_proves_nothing(tmp_path: Path) -> None:
    (tmp_path / "trace.1").touch()
    with pytest.raises(AssertionError, match="strace saw nothing"):
        traced(tmp_path / "trace")


@ON_LINUX
def test_a_session_writes_its_history_only_and_speaks_to_this_computer_only(
    home: Path, tmp_path: Path
) -> None:
    trace = tmp_path / "trace"
    with running(home / "data", under=[*TRACED, "-e", CALLS, "-o", str(trace)]) as server:
        train(server, seconds=8)
        server.stop()
    told = traced(trace)
    names = {Path(path).name for path in written(told)}
    assert {name for name in names if not name.startswith("history.sqlite3")} == set()
    assert "history.sqlite3-wal" in names
    assert {
        address for address in addresses(told) if address != "::1" and not address.startswith("127.")
    } == set()
    assert addresses(told), "the page spoke to the server"
    assert "htons(53)" not in told, "a name was looked up"


def test_neither_a_session_nor_a_crash_leaves_a_picture_behind(home: Path) -> None:
    with running(home / "data") as server:
        train(server, seconds=4)
        with server.page() as page:
            say(page, "start", exercise="squat", source="demo")
            until(page, "status", status="live")
            while not isinstance(page.recv(30), bytes):
                pass
            server.process.kill()
            server.process.wait()
    left = [path for path in home.rglob("*") if path.is_file()]
    assert {path.name.partition("-")[0] for path in left} == {"history.sqlite3"}
    for path in left:
        content = path.read_bytes()
        assert not [sign for sign in PICTURES if sign in content]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_only_the_user_can_read_what_is_kept(home: Path) -> None:
    with running(home / "data") as server:
        train(server, seconds=2)
        modes = {path: path.stat().st_mode & 0o777 for path in (home / "data").rglob("*")}
        assert set(modes.values()) == {0o600}
        assert (home / "data").stat().st_mode & 0o777 == 0o700
