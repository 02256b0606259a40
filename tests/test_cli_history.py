"""The history in the terminal: the same numbers as on the page, and files that leave and come back."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from formcheck import CATALOGUE, cli
from formcheck.analyze import analyze_file
from formcheck.core.events import HoldEnded, RepCorrected, SetEnded, SetStarted
from formcheck.store import Store, history_path
from tests.films import record
from tests.running import running
from tests.simulate import squats


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with two sessions of squats and a workout by a plan."""
    data = tmp_path_factory.mktemp("data")
    with Store(history_path(data)) as store:
        for reps in (2, 5):
            film = record(data / f"{reps}.npz", squats(reps).poses())
            store.save_analysis(analyze_file(film, CATALOGUE["squat"]))
        plan = store.begin("squat", {"kind": "camera", "name": "Built-in"}, "Legs")
        first = [
            SetStarted(0.0, 1, "squat", target_reps=3),
            SetEnded(9.0, 1, "skipped"),
            RepCorrected(10.0, 1, 1),
        ]
        held = HoldEnded(50.0, "both", 20.0, 50.0, 30.0, "stood_up", ("too_high",))
        store.append(plan, first)
        store.append(plan, [SetStarted(15.0, 2, "wall_sit", target_s=30.0), held])
        store.finish(plan, 51.0)
    return data


def sessions(data: Path, *arguments: str | Path, typed: str = "") -> Result:
    return CliRunner().invoke(
        cli.app, ["sessions", *map(str, arguments)], env={"FORMCHECK_DATA_DIR": str(data)}, input=typed
    )


def test_the_list_shows_plans_sets_and_corrections(filled: Path) -> None:
    first, *_ = sessions(filled).output.splitlines()[1:]
    for words in ("Legs: Squat, Wall sit", "Built-in", "51 s", "30 s (+1)"):
        assert words in first


def test_a_session_is_shown_in_a_sentence_and_set_by_set(filled: Path) -> None:
    shown = sessions(filled, "show", "3").output
    assert "30 s held, 2 sets; “Sit lower” on 1 of 1 (wall sit)." in shown
    assert "set 1: Squat, 3 reps" in shown
    assert "set 2: Wall sit, 30 s" in shown
    assert "5 reps; all clean, as far as could be seen." in sessions(filled, "show", "2").output


def test_trends_and_comparisons_are_those_of_the_page(filled: Path) -> None:
    with running(filled) as server:
        assert json.loads(sessions(filled, "trends", "--json").output) == server.get("/api/trends")
        compared = server.get("/api/compare?a=1&b=2")["exercises"]
        assert json.loads(sessions(filled, "compare", "1", "2", "--json").output) == compared
    (squat,) = json.loads(sessions(filled, "trends", "-e", "squat", "--json").output)
    shown = sessions(filled, "trends", "-e", "squat").output
    assert f"turning point {squat['bests']['depth']['value']:.0f}°" in shown
    assert "best: reps 5 (session 2)" in shown
    assert "Wall sit" not in shown
    (row,) = [line for line in sessions(filled, "compare", "1", "2").output.splitlines() if "reps" in line]
    assert row.split() == ["reps", "2", "5", "+3"]


def test_files_leave_and_come_back(filled: Path, tmp_path: Path) -> None:
    csv, everything, html = (tmp_path / name for name in ("a.csv", "a.json", "a.html"))
    done = sessions(filled, "export", "--csv", csv, "--json", everything, "--html", html)
    assert done.exit_code == 0
    assert done.output.splitlines() == [f"{path}: written" for path in (csv, html, everything)]
    assert len(csv.read_text().splitlines()) == 1 + 2 + 5 + 1
    assert html.read_text().count("<article>") == 3
    there = tmp_path / "there"
    assert sessions(there, "import", everything).output == "3 added.\n"
    assert sessions(there, "import", everything).output == "0 added, 3 were here already.\n"
    assert sessions(there, "trends").output == sessions(filled, "trends").output
    one = sessions(filled, "export", "2", "--csv", csv)
    assert (one.exit_code, len(csv.read_text().splitlines())) == (0, 6)


def test_a_file_that_is_no_export_is_one_line_and_changes_nothing(filled: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.json"
    wrong.write_text('{"sessions": 7}')
    refused = sessions(tmp_path / "data", "import", wrong)
    assert isinstance(refused.exception, ValueError)
    assert str(refused.exception).startswith(f"{wrong}: no exported sessions (format: ")
    assert not (tmp_path / "data").exists()
    assert isinstance(sessions(filled, "export", "9", "--csv", tmp_path / "x.csv").exception, ValueError)
    assert not (tmp_path / "x.csv").exists()


def test_deleting_asks_first(filled: Path, tmp_path: Path) -> None:
    copy = tmp_path / "data"
    copy.mkdir()
    history_path(copy).write_bytes(history_path(filled).read_bytes())
    assert sessions(copy, "delete", "--all", typed="n\n").exit_code == 1
    with Store(history_path(copy)) as store:
        assert len(store.sessions()) == 3
    assert "Session 1 is deleted." in sessions(copy, "delete", "1", typed="y\n").output
    everything = sessions(copy, "delete", "--all", typed="y\n").output
    assert "Delete all 2 sessions for good?" in everything
    assert "2 sessions are deleted." in everything
    assert "No sessions yet" in sessions(copy).output


RUNNING = """
import sys
from pathlib import Path
from formcheck.store import Store
store = Store(Path(sys.argv[1]))
print(store.begin("squat", {"kind": "camera", "name": "x"}), flush=True)
sys.stdin.read()
"""


def test_what_another_process_is_running_is_not_deleted(filled: Path, tmp_path: Path) -> None:
    history_path(tmp_path).write_bytes(history_path(filled).read_bytes())
    program = [sys.executable, "-c", RUNNING, str(history_path(tmp_path))]
    with subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "4\n"
        refused = sessions(tmp_path, "delete", "4", "--yes").exception
        assert str(refused) == "session 4 is running: stop it first"
        said = sessions(tmp_path, "delete", "--all", "--yes").output
        assert said == "3 sessions are deleted. Session 4 is running and was kept.\n"
        other.kill()
    with Store(history_path(tmp_path)) as store:
        assert [(line.id, line.status) for line in store.sessions()] == [(4, "interrupted")]
    assert "1 sessions are deleted.\n" in sessions(tmp_path, "delete", "--all", "--yes").output
    assert [path.name for path in tmp_path.iterdir()] == [history_path(tmp_path).name]
