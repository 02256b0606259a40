"""The command line as a user meets it: help at once, one line for each error, the right exit code."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from typer.testing import CliRunner

from formcheck import CATALOGUE, __version__, cli, landmarker, server
from formcheck.core.events import RepCounted
from formcheck.store import Store, history_path
from tests.films import make_film, record
from tests.simulate import squats

HEAVY = ("numpy", "cv2", "mediapipe", "matplotlib", "fastapi", "uvicorn", "sqlite3")


@pytest.fixture
def two_squats(tmp_path: Path) -> Path:
    """A recording of a stick man who squats twice."""
    return record(tmp_path / "two.npz", squats(2).poses())


def formcheck(*arguments: str | Path, data_dir: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the program as a user does."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    if data_dir is not None:
        environment["FORMCHECK_DATA_DIR"] = str(data_dir)
    command = [sys.executable, "-m", "formcheck", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=120)


def test_help_shows_every_command_with_examples() -> None:
    shown = CliRunner().invoke(cli.app, ["--help"])
    assert shown.exit_code == 0
    for words in ("analyze", "sessions", "cameras", "doctor", "Examples:", "formcheck --demo", "--camera"):
        assert words in shown.output
    for command in ("analyze", "sessions"):
        assert "Examples:" in CliRunner().invoke(cli.app, [command, "--help"]).output


@pytest.mark.parametrize("module", ["formcheck", "formcheck.cli"])
def test_nothing_heavy_is_loaded_before_it_is_needed(module: str) -> None:
    program = f"import sys, {module}; print([name for name in {HEAVY} if name in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"


def test_the_version_is_told() -> None:
    assert formcheck("--version").stdout == f"formcheck {__version__}\n"


def test_a_recording_is_shown_as_a_table(two_squats: Path) -> None:
    done = formcheck("analyze", two_squats, "--exercise", "squat")
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 repetitions, 2 without a fault" in done.stdout
    assert "seen from the front" in done.stdout


def test_json_on_standard_output_is_one_document_and_nothing_else(two_squats: Path, tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mp4", [i / 30 for i in range(5)])
    done = formcheck("analyze", two_squats, film, "-e", "squat", "--json", "-", "--model", "lite")
    assert (done.returncode, done.stderr) == (0, "")
    first, second = json.loads(done.stdout)["results"]
    assert len(first["reps"]) == 2
    assert second["warnings"] == ["nobody was seen"]


def test_one_bad_file_does_not_stop_the_others(two_squats: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.mp4").write_text("no film")
    done = formcheck(
        "analyze", "none.mp4", tmp_path / "bad.mp4", "none.npz", two_squats, "-e", "squat", "--json", "-"
    )
    assert (done.returncode, done.stderr) == (1, "")
    results = json.loads(done.stdout)["results"]
    assert [result.get("error") for result in results] == [
        "'none.mp4': there is no such file",
        "bad.mp4: no film, or damaged",
        "none.npz: No such file or directory",
        None,
    ]
    assert len(results[3]["reps"]) == 2


ODD = "odd\udcff\n.npz"  # a byte that is not UTF-8, and a new line


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_name_that_is_not_utf_8_ends_neither_the_batch_nor_the_table(
    two_squats: Path, tmp_path: Path
) -> None:
    odd_film = make_film(tmp_path / "film.mp4", [i / 30 for i in range(5)]).rename(tmp_path / "odd\udcff.mp4")
    odd = two_squats.rename(tmp_path / ODD)
    files = (odd_film, odd, tmp_path / "none\udcff.npz")
    done = formcheck("analyze", *files, "-e", "squat", "--save", data_dir=tmp_path / "data")
    assert (done.returncode, done.stderr) == (1, "")
    assert "the name is not UTF-8: rename the file" in done.stdout
    assert "odd\\udcff\\n.npz" in done.stdout
    assert "2 repetitions" in done.stdout
    assert "odd\\udcff\\n.npz: saved as session 1" in done.stdout
    assert "odd\\udcff\\n.npz" in formcheck("sessions", data_dir=tmp_path / "data").stdout
    results = json.loads(formcheck("analyze", *files, "-e", "squat", "--json", "-").stdout)["results"]
    assert [len(result["reps"]) for result in results] == [0, 2, 0]


def test_a_model_that_fails_on_one_film_does_not_stop_the_others(
    two_squats: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(landmarker.MODELS, "full", "0" * 64)
    film = make_film(tmp_path / "film.mp4", [i / 30 for i in range(5)])
    done = CliRunner().invoke(cli.app, ["analyze", str(film), str(two_squats), "-e", "squat", "--json", "-"])
    assert done.exit_code == 1
    first, second = json.loads(done.output)["results"]
    assert "install formcheck again" in first["error"]
    assert len(second["reps"]) == 2


def test_a_recording_that_cannot_be_written_is_said_beside_the_table(
    two_squats: Path, tmp_path: Path
) -> None:
    (tmp_path / "folder.npz").mkdir()
    refused = formcheck("analyze", two_squats, "-e", "squat", "--record", tmp_path / "folder.npz")
    assert refused.returncode == 2
    assert "--record: expected a file to write, got the folder" in refused.stderr
    long = tmp_path / ("x" * 251 + ".npz")  # a name that no file system takes
    done = formcheck("analyze", two_squats, "-e", "squat", "--record", long)
    assert (done.returncode, done.stderr) == (1, f"formcheck: --record {long}: File name too long\n")
    assert "2 repetitions" in done.stdout


def test_json_goes_to_a_file_beside_the_table(two_squats: Path, tmp_path: Path) -> None:
    done = formcheck("analyze", two_squats, "-e", "squat", "--json", tmp_path / "out.json")
    assert done.returncode == 0
    assert "2 repetitions" in done.stdout
    assert json.loads((tmp_path / "out.json").read_text())["exercise"] == "squat"


def test_nothing_is_saved_unless_asked(two_squats: Path, tmp_path: Path) -> None:
    assert formcheck("analyze", two_squats, "-e", "squat", data_dir=tmp_path / "data").returncode == 0
    assert not (tmp_path / "data").exists()


def test_a_saved_analysis_is_listed_shown_and_deleted(two_squats: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert "No sessions yet" in formcheck("sessions", data_dir=data).stdout
    saved = formcheck("analyze", two_squats, "-e", "squat", "--save", data_dir=data)
    assert "two.npz: saved as session 1" in saved.stdout
    assert "two.npz" in formcheck("sessions", data_dir=data).stdout
    assert json.loads(formcheck("sessions", "--json", data_dir=data).stdout)[0]["reps"] == 2
    assert "2 repetitions" in formcheck("sessions", "show", "1", data_dir=data).stdout
    assert formcheck("sessions", "delete", "1", "--yes", data_dir=data).stdout == "Session 1 is deleted.\n"
    gone = formcheck("sessions", "show", "1", data_dir=data)
    assert (gone.returncode, gone.stderr) == (
        1,
        "formcheck: there is no session 1: `formcheck sessions` lists them\n",
    )


def test_a_session_of_an_exercise_that_is_gone_is_shown_by_its_keys(tmp_path: Path) -> None:
    with Store(history_path(tmp_path)) as store:
        session = store.begin("burpee", {"kind": "camera", "name": "x"})
        rep = RepCounted(3.0, 1, "both", 1.0, 2.0, 3.0, ("too_fast",), (), {"depth_deg": 90.0})
        store.append(session, [rep])
        largest = store.session(2**63 - 1)
    assert largest is None
    done = formcheck("sessions", "show", str(session), data_dir=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "burpee" in done.stdout
    assert "too fast" in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["analyze"],
        ["analyze", "x.mp4", "-e", "squit"],
        ["analyze", "x.mp4", "y.mp4", "-e", "squat", "--record", "z.npz"],
        ["analyze", "x.mp4", "-e", "squat", "--record", "z.mp4"],
        ["analyze", "x.mp4", "-e", "squat", "--record", "no-such-folder/z.npz"],
        ["analyze", "x.mp4", "-e", "squat", "--json", "no-such-folder/z.json"],
        ["analyze", "x.mp4", "-e", "squat", "--model", "huge"],
        ["--camera", "1", "--demo"],
        ["--exercise", "squit"],
        ["--port", "99999"],
        ["sessions", "show", "one"],
        ["sessions", "show", "0"],
        ["sessions", "show", "99999999999999999999"],
        ["sessions", "delete", "99999999999999999999"],
        ["sessions", "delete"],
        ["sessions", "delete", "1", "--all"],
        ["sessions", "export", "1"],
        ["sessions", "trends", "-e", "squit"],
        ["dance"],
    ],
)
def test_a_wrong_command_line_ends_with_2(arguments: list[str]) -> None:
    shown = CliRunner().invoke(cli.app, arguments)
    assert shown.exit_code == 2
    assert "Error: " in shown.output


@pytest.mark.parametrize(
    "arguments",
    [
        ["analyze"],
        ["analyze", "x.mp4", "-e", "squit"],
        ["analyze", "x.mp4", "-e", "squat", "--model", "huge"],
        ["--port", "99999"],
        ["--no-such\noption"],
        ["dance"],
    ],
)
def test_a_wrong_command_line_is_answered_with_one_line(arguments: list[str]) -> None:
    done = formcheck(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Error: ")
    assert done.stderr.count("\n") == 1


def test_help_of_a_command_ends_with_0() -> None:
    done = formcheck("analyze", "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Usage: formcheck analyze" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="a path there is shorter")
def test_a_line_about_a_film_is_not_wrapped_in_a_pipe(two_squats: Path, tmp_path: Path) -> None:
    folder = tmp_path / ("long " * 40)
    folder.mkdir()
    film = two_squats.rename(folder / "two.npz")
    done = formcheck("analyze", film, folder / "none.npz", "-e", "squat")
    assert done.stdout.splitlines()[0].startswith(f"{film}  Squat, 640 x 480, ")
    assert done.stdout.splitlines()[0].endswith("seen from the front")
    assert f"\n{folder / 'none.npz'}: No such file or directory\n" in done.stdout


def test_a_wrong_exercise_is_answered_with_those_that_there_are() -> None:
    shown = CliRunner().invoke(cli.app, ["analyze", "x.mp4", "-e", "squit"])
    assert ", ".join(CATALOGUE) in shown.output


def test_what_goes_wrong_is_one_line_and_no_traceback(two_squats: Path, tmp_path: Path) -> None:
    done = formcheck("analyze", two_squats, "-e", "squat", "--json", tmp_path)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert f"expected a file to write, got the folder {tmp_path}" in done.stderr
    done = formcheck("--plan", "none", "--demo", "--no-browser", data_dir=tmp_path)
    assert done.stderr == "formcheck: plan: expected one of hips, thighs, intervals; got 'none'\n"
    done = formcheck("--source", "none.mp4", "--no-browser", data_dir=tmp_path)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "none.mp4" in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no file that is always full")
def test_what_cannot_be_written_is_said_after_the_table(two_squats: Path) -> None:
    done = formcheck("analyze", two_squats, "-e", "squat", "--json", "/dev/full")
    assert done.returncode == 1
    assert done.stderr == "formcheck: --json [Errno 28] No space left on device\n"
    assert "2 repetitions" in done.stdout


def test_live_options_reach_the_server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    served: list[server.LiveOptions] = []
    monkeypatch.setattr(server, "serve", served.append)
    arguments = ["--camera", "HD", "-e", "squat", "--port", "9000", "--no-browser", "--model", "lite"]
    assert CliRunner().invoke(cli.app, [*arguments, "--data-dir", str(tmp_path)]).exit_code == 0
    assert CliRunner().invoke(cli.app, ["--plan", "intervals", "-e", "lunge"]).exit_code == 0
    assert CliRunner().invoke(cli.app, ["-e", "auto"]).exit_code == 0
    assert CliRunner().invoke(cli.app, [], env={"FORMCHECK_DATA_DIR": ""}).exit_code == 0
    assert served == [
        server.LiveOptions(
            camera="HD", exercise="squat", port=9000, browser=False, model="lite", data_dir=tmp_path
        ),
        server.LiveOptions(plan="intervals", exercise="lunge"),
        server.LiveOptions(exercise="auto"),
        server.LiveOptions(),
    ]


def test_no_camera_is_one_line_and_exit_code_1(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("formcheck.camera.list_cameras", lambda: [])
    shown = CliRunner().invoke(cli.app, ["cameras"])
    assert shown.exit_code == 1
    assert shown.output == "No camera was found: connect one, or try `formcheck --demo`.\n"


def test_a_progress_bar_is_shown_on_a_terminal(two_squats: Path) -> None:
    if importlib.util.find_spec("pty") is None:
        pytest.skip("needs a terminal to pretend")
    import pty

    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "TERM": "xterm"}
    command = [sys.executable, "-m", "formcheck", "analyze", str(two_squats), "-e", "squat", "--json", "-"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs, env=environment)
    os.close(theirs)
    shown = b""
    with suppress(OSError):  # the other end is closed
        while more := os.read(ours, 4096):
            shown += more
    os.close(ours)
    said, _ = running.communicate(timeout=60)
    assert b"two.npz" in shown
    assert len(json.loads(said)["results"]) == 1
