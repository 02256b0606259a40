"""The settings file: what it decides, and the one line about what is wrong with it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from films import record
from simulate import squats
from typer.testing import CliRunner

from formcheck import cli
from formcheck.settings import Settings, read_settings
from formcheck.store import Store, history_path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def test_without_a_file_everything_is_as_usual(file: Path) -> None:
    assert read_settings(file) == Settings()
    assert (Settings().keep_landmarks, Settings().port) == (True, 8000)


def test_what_the_file_says_holds_and_the_rest_is_as_usual(file: Path) -> None:
    file.write_text('keep_landmarks = false\ncamera = "HD Webcam"\n')
    settings = read_settings(file)
    assert (settings.keep_landmarks, settings.camera, settings.model) == (False, "HD Webcam", "full")


def test_the_environment_goes_before_the_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text("port = 8100\nmodel = 'lite'\n")
    monkeypatch.setenv("FORMCHECK_PORT", "8200")
    assert (read_settings(file).port, read_settings(file).model) == (8200, "lite")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("port = 99999", "port: expected less than or equal to 65535; got 99999"),
        ("keep = true", "keep: there is no such key; expected one of keep_landmarks, camera, model, port"),
        ("model = 'huge'", "model: expected 'full' or 'lite'; got 'huge'"),
        ("camera = 0", "camera: expected a valid string; got 0"),
        ("port = ", "Invalid value"),
        ("keep_landmarks = 'perhaps'", "keep_landmarks: expected a valid boolean"),
    ],
)
def test_what_is_wrong_is_one_line_with_the_file_and_the_key(file: Path, text: str, says: str) -> None:
    file.write_text(text)
    with pytest.raises(ValueError, match=r"settings\.toml: ") as refused:
        read_settings(file)
    assert says in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_file_that_is_no_text_is_said(file: Path) -> None:
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ValueError, match="expected text in UTF-8"):
        read_settings(file)


@pytest.mark.parametrize(("wanted", "kept"), [("true", True), ("false", False)])
def test_the_landmarks_of_a_saved_film_are_kept_only_when_they_are_wanted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wanted: str, kept: bool
) -> None:
    monkeypatch.setenv("FORMCHECK_KEEP_LANDMARKS", wanted)
    film = record(tmp_path / "squats.npz", squats(2).poses())
    told = ["analyze", str(film), "-e", "squat", "--save", "--data-dir", str(tmp_path)]
    assert CliRunner().invoke(cli.app, told).exit_code == 0
    with Store(history_path(tmp_path)) as store:
        assert store.sessions()[0].reps == 2
        assert bool(len(store.landmarks(1))) is kept


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system decides where settings are")
def test_the_program_does_not_start_with_broken_settings_and_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "formcheck").mkdir()
    (tmp_path / "formcheck" / "settings.toml").write_text("port = 'eighty'")
    done = subprocess.run(
        [sys.executable, "-m", "formcheck", "--demo", "--no-browser"], capture_output=True, text=True
    )
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "settings.toml: port: expected a valid integer" in done.stderr
