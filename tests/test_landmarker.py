"""The landmarker survives whatever it is given, says nothing on the terminal and nothing to the network."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from importlib.abc import MetaPathFinder
from itertools import islice
from multiprocessing import connection, get_context
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from formcheck import landmarker
from formcheck.assets import asset_folder
from formcheck.camera import open_film
from formcheck.core.pose import Landmark
from formcheck.landmarker import DEAD_PROXY, MODELS, Landmarker, LandmarkerError, read_bundle
from formcheck.opencv import SYSTEM_PACKAGES, BrokenInstallError
from formcheck.worker import work
from tests.films import make_film

EMPTY = np.full((96, 128, 3), 90, np.uint8)


def test_nobody_is_found_in_an_empty_frame() -> None:
    with Landmarker("lite") as model:
        found = model.detect(EMPTY, 0.5)
    assert (found.t, found.width, found.height, found.seen) == (0.5, 128, 96, False)
    assert np.isnan(found.arrays).all()
    assert np.shape(found.arrays) == (2, 33, 5)


@pytest.mark.parametrize("name", MODELS)
def test_a_person_is_found_upright_with_the_nose_above_the_feet(name: str) -> None:
    with open_film(asset_folder("web") / "demo.mp4") as film, Landmarker(name) as model:
        for frame in islice(film, 10):
            found = model.detect(frame.image, frame.t)
    pose = found.pose()
    assert pose.seen
    assert pose.image[Landmark.NOSE, 1] < pose.image[Landmark.LEFT_HIP, 1] < pose.image[Landmark.LEFT_HEEL, 1]
    assert pose.world[Landmark.LEFT_SHOULDER, 0] > pose.world[Landmark.RIGHT_SHOULDER, 0]  # faces the camera
    assert 0.5 < np.linalg.norm(pose.world[Landmark.LEFT_HIP] - pose.world[Landmark.LEFT_ANKLE]) < 1.1  # m


def test_every_number_of_mediapipe_is_taken_over(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Any] = []
    taken_over = landmarker.detection_of
    monkeypatch.setattr(
        landmarker, "detection_of", lambda *told_now: told.append(told_now) or taken_over(*told_now)
    )
    with open_film(asset_folder("web") / "demo.mp4") as film, Landmarker("lite") as model:
        found = [model.detect(frame.image, frame.t) for frame in islice(film, 5)]
    assert len(told) == 5
    for detection, (image, world, *_) in zip(found, told, strict=True):
        for landmarks, columns in ((image, detection.image), (world, detection.world)):
            assert [(m.x, m.y, m.z, m.visibility, m.presence) for m in landmarks] == list(
                zip(*columns, strict=True)
            )


@pytest.mark.parametrize(
    "image",
    [
        np.zeros((0, 0, 3), np.uint8),
        np.zeros((10, 0, 3), np.uint8),
        np.zeros((10, 10), np.uint8),
        np.zeros((10, 10, 4), np.uint8),
        np.zeros((10, 10, 3), np.float32),
    ],
)
def test_a_frame_that_cannot_be_is_refused_and_the_next_one_works(image: Any) -> None:
    with Landmarker("lite") as model:
        with pytest.raises(ValueError, match=r"frame: expected \(H, W, 3\) uint8, got "):
            model.detect(image, 0.0)
        assert not model.detect(EMPTY, 0.0).seen


def test_times_must_rise_but_may_be_closer_than_a_millisecond() -> None:
    with Landmarker("lite") as model:
        for t in (0.0, 0.0001, 0.0002, 0.0003, 0.002):
            assert model.detect(EMPTY, t).t == t
        for t in (0.002, 0.001, -1.0, float("nan"), float("inf"), 1e12):
            with pytest.raises(ValueError, match=r"time of a frame: expected more than 0\.002 s"):
                model.detect(EMPTY, t)
        assert not model.detect(EMPTY, 0.003).seen


def test_frames_may_change_their_size_and_be_views() -> None:
    with Landmarker("lite") as model:
        model.detect(EMPTY, 0.0)
        assert model.detect(np.zeros((300, 200, 3), np.uint8), 0.1).height == 300
        assert model.detect(EMPTY[:, ::-1], 0.2).width == 128
        assert model.detect(np.zeros((1, 1, 3), np.uint8), 0.3).width == 1


BUILT_WITHIN_S = 1.0


def test_a_model_that_broke_is_built_again() -> None:
    with Landmarker("lite") as model:
        model.detect(EMPTY, 0.0)
        picture = model._mediapipe.Image(model._mediapipe.ImageFormat.SRGB, np.zeros((0, 0, 3), np.uint8))
        with pytest.raises(RuntimeError):
            model._graph.detect_for_video(picture, 100)
        began = time.monotonic()
        assert not model.detect(EMPTY, 0.2).seen
        assert time.monotonic() - began < BUILT_WITHIN_S
        assert not model.detect(EMPTY, 0.3).seen


def test_a_broken_and_a_forgotten_landmarker_do_not_keep_the_program_from_ending() -> None:
    program = """
import gc, numpy as np
from formcheck.landmarker import Landmarker
forgotten, broken = Landmarker("lite"), Landmarker("lite")
picture = broken._mediapipe.Image(broken._mediapipe.ImageFormat.SRGB, np.zeros((0, 0, 3), np.uint8))
try:
    broken._graph.detect_for_video(picture, 1)
except RuntimeError:
    broken.close()
del forgotten, broken
gc.collect()
print("over")
"""
    done = run(sys.executable, "-c", program)
    assert done.stdout == "over\n"
    assert "Exception ignored" not in done.stderr


def test_a_closed_landmarker_says_so() -> None:
    model = Landmarker("lite")
    model.close()
    model.close()
    with pytest.raises(LandmarkerError, match="closed"):
        model.detect(EMPTY, 0.0)


def test_an_unknown_model_is_refused() -> None:
    with pytest.raises(ValueError, match="expected one of full, lite; got 'heavy'"):
        Landmarker("heavy")


def test_a_damaged_or_missing_model_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(landmarker, "asset_folder", lambda _: tmp_path)
    with pytest.raises(LandmarkerError, match=r"lite\.task: No such file.*install formcheck"):
        read_bundle("lite")
    data = bytearray((asset_folder("models") / "pose_landmarker_lite.task").read_bytes())
    data[len(data) // 2] ^= 1
    (tmp_path / "pose_landmarker_lite.task").write_bytes(data)
    with pytest.raises(LandmarkerError, match="damaged or not the model of this version") as caught:
        Landmarker("lite")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("bundle", [b"", bytes(1000)])
def test_a_bundle_that_is_none_is_one_line(bundle: bytes) -> None:
    with pytest.raises(LandmarkerError, match="the pose model does not load") as caught:
        Landmarker(bundle=bundle)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ImportError("libGL.so.1: cannot open shared object file"), SYSTEM_PACKAGES),
        (OSError("libEGL.so.1: cannot open shared object file"), SYSTEM_PACKAGES),
        (ModuleNotFoundError("No module named 'mediapipe'"), "MediaPipe is not installed"),
        (ImportError("DLL load failed"), "MediaPipe does not load"),
    ],
)
def test_a_missing_library_is_one_line_with_what_to_do(
    error: Exception, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Missing(MetaPathFinder):
        """Fails to import MediaPipe."""

        def find_spec(self, name: str, *_: Any) -> None:
            if name == "mediapipe":
                raise error

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delitem(sys.modules, "mediapipe", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    with pytest.raises(BrokenInstallError) as caught:
        Landmarker("lite")
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


WITHOUT_LIBGL = """
import sys
class WithoutLibgl:
    def find_spec(self, name, *_):
        if name == "cv2":  # what its native part says on a Linux without a desktop
            raise ImportError("libGL.so.1: cannot open shared object file: No such file or directory")
sys.meta_path.insert(0, WithoutLibgl())
from formcheck.cli import main
main()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux comes without it")
@pytest.mark.parametrize("command", ["analyze", "doctor"])
def test_an_opencv_without_its_system_library_is_one_line_with_what_to_do(
    command: str, tmp_path: Path
) -> None:
    film = make_film(tmp_path / "film.mp4", [0.0, 0.1])
    told = ["analyze", str(film), "--exercise", "squat"] if command == "analyze" else ["doctor"]
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_LIBGL, *told], capture_output=True, text=True, timeout=120
    )
    said = [line for line in (done.stdout + done.stderr).splitlines() if "libGL" in line]
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert any(SYSTEM_PACKAGES in line for line in said)
    assert command == "doctor" or len((done.stdout + done.stderr).splitlines()) == 1


WATCH_NOTHING = """
import numpy as np, sys, time
from formcheck.landmarker import Landmarker
with Landmarker("lite") as model:
    for i in range(3):
        model.detect(np.zeros((96, 128, 3), np.uint8), i / 30)
    time.sleep(float(sys.argv[1]))
print("matplotlib" in sys.modules)
print("said", file=sys.stderr)
"""


def run(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a Python program against this checkout, with a user's own exceptions from the proxy."""
    environment = {**os.environ, "no_proxy": "*", "NO_PROXY": "*", "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120, env=environment)


def test_native_code_says_nothing_on_the_terminal_and_others_still_can() -> None:
    done = run(sys.executable, "-c", WATCH_NOTHING, "0")
    assert done.stderr == "said\n"
    assert done.stdout == "False\n"


PROXIES = ("https_proxy", "HTTPS_PROXY", "no_proxy", "NO_PROXY")


def work_and_note(pipe: connection.Connection, model: str, noted: connection.Connection) -> None:
    """A worker that tells which proxies are set as it begins to load MediaPipe."""

    class Note(MetaPathFinder):
        def find_spec(self, name: str, *_: Any) -> None:
            if name == "mediapipe":
                noted.send({name: os.environ.get(name) for name in PROXIES})

    sys.meta_path.insert(0, Note())
    work(pipe, model)


def test_a_worker_has_the_dead_proxy_before_it_loads_mediapipe(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in PROXIES:
        monkeypatch.setenv(name, "*" if "no" in name.lower() else "http://proxy.example:3128")
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    told, noted = context.Pipe(duplex=False)
    worker = context.Process(target=work_and_note, args=(theirs, "lite", noted), daemon=True)
    worker.start()
    theirs.close()
    noted.close()
    try:
        assert told.poll(60.0)
        assert told.recv() == dict(zip(PROXIES, [DEAD_PROXY, DEAD_PROXY, None, None], strict=True))
    finally:
        ours.close()
        worker.kill()
        worker.join()
        told.close()


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
def test_only_the_computer_itself_is_contacted(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    calls = "trace=connect,sendto,sendmsg,sendmmsg"
    run("strace", "-f", "-qq", "-e", calls, "-o", str(trace), sys.executable, "-c", WATCH_NOTHING, "3")
    addresses = re.findall(r"(?:inet_addr\(|inet_pton\(AF_INET6, )\"([^\"]+)\"", trace.read_text())
    assert addresses, "the metrics were expected to run into the dead proxy"
    assert {address for address in addresses if address != "::1" and not address.startswith("127.")} == set()
    assert "htons(53)" not in trace.read_text(), "a name was looked up"
