"""A camera's own JPEGs reach the page where that pays; where they cannot, all is as it is without them."""

from __future__ import annotations

import json
import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import cycle, islice
from pathlib import Path
from threading import Thread

import cv2
import numpy as np
import pytest
from broken_camera import NOISE, network_camera
from films import make_film, number_of, picture
from test_watcher import Notes

from formcheck import source
from formcheck.camera import CameraError, Frame, open_url
from formcheck.jpegs import LARGEST_BYTES, as_it_came, decoded
from formcheck.picture import PICTURE_WIDTH


def jpeg_of(image: np.ndarray, *how: int) -> bytes:
    return cv2.imencode(".jpg", image, how)[1].tobytes()


PLAIN = jpeg_of(picture(5))
GREY = jpeg_of(cv2.cvtColor(picture(5), cv2.COLOR_BGR2GRAY))
RESTARTS = jpeg_of(picture(5), cv2.IMWRITE_JPEG_RST_INTERVAL, 2)
PROGRESSIVE = jpeg_of(picture(5), cv2.IMWRITE_JPEG_PROGRESSIVE, 1)


def with_part(marker: bytes, content: bytes) -> bytes:
    """A JPEG with one more segment, first of all."""
    return PLAIN[:2] + marker + struct.pack(">H", 2 + len(content)) + content + PLAIN[2:]


def without_tables() -> bytes:
    """As many webcams leave out the Huffman tables, which are always the same."""
    kept, at = PLAIN[:2], 2
    while (marker := PLAIN[at : at + 2]) != b"\xff\xda":
        end = at + 2 + int.from_bytes(PLAIN[at + 2 : at + 4], "big")
        kept += b"" if marker == b"\xff\xc4" else PLAIN[at:end]
        at = end
    return kept + PLAIN[at:]


def claiming(width: int, height: int) -> bytes:
    """A JPEG that says it is this large."""
    at = PLAIN.index(b"\xff\xc0") + 5
    return PLAIN[:at] + struct.pack(">HH", height, width) + PLAIN[at + 4 :]


QUARTER_TURN = b"Exif\0\0MM\0*\0\0\0\x08\0\x01" + struct.pack(">HHIHHI", 0x112, 3, 1, 6, 0, 0)
EXIF = with_part(b"\xff\xe1", QUARTER_TURN)
DAMAGED = PLAIN[:300] + bytes(range(256)) * 3
COMMENT = with_part(b"\xff\xfe", b"who, and where")


def shown(jpeg: bytes) -> bytes:
    """What the page may have of a JPEG as it is."""
    image = decoded(jpeg)
    assert image is not None
    return as_it_came(np.frombuffer(jpeg, np.uint8), image)


@pytest.mark.parametrize("jpeg", [PLAIN, GREY, RESTARTS])
def test_a_plain_jpeg_is_shown_as_it_came(jpeg: bytes) -> None:
    assert shown(jpeg) == jpeg


def test_what_follows_the_end_of_a_jpeg_goes_to_nobody() -> None:
    assert shown(PLAIN + b"where and when" + PLAIN) == PLAIN


@pytest.mark.parametrize("jpeg", [EXIF, COMMENT, PROGRESSIVE, without_tables()])
def test_a_jpeg_with_notes_or_without_tables_is_encoded_anew(jpeg: bytes) -> None:
    assert shown(jpeg) == b""


def test_what_costs_more_to_decode_than_to_encode_anew_is_encoded_anew() -> None:
    assert shown(jpeg_of(picture(5, PICTURE_WIDTH, 480))) != b""
    assert shown(jpeg_of(picture(5, PICTURE_WIDTH + 8, 480))) == b""
    heavy = jpeg_of(NOISE)
    assert len(heavy) > LARGEST_BYTES
    assert shown(heavy) == b""


def test_a_jpeg_that_its_camera_says_is_turned_is_decoded_upright() -> None:
    assert decoded(EXIF).shape == (160, 96, 3)


@pytest.mark.parametrize("jpeg", [PLAIN[:2], PLAIN[:400], claiming(60_000, 60_000), b"\xff\xd8 no picture"])
def test_what_is_damaged_or_a_giant_is_no_picture(jpeg: bytes) -> None:
    assert decoded(jpeg) is None


def test_nothing_is_printed_about_a_damaged_jpeg(capfd: pytest.CaptureFixture[str]) -> None:
    whole = jpeg_of(NOISE)
    decoded(whole[: len(whole) // 2] + whole[-2:])
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("jpeg", [PLAIN[:2], PLAIN[:300], PLAIN[:300] + b"\xff\xff\xff", PLAIN[:-2]])
def test_a_jpeg_whose_parts_end_early_is_not_shown_as_it_came(jpeg: bytes) -> None:
    assert as_it_came(np.frombuffer(jpeg, np.uint8), picture(5)) == b""


def sent(*jpegs: bytes, frames: int = 12) -> list[Frame]:
    """What becomes of the pictures that a camera in the network sends, again and again."""
    with network_camera() as camera:
        camera.film = cycle(jpegs)
        with open_url(camera.url) as opened:
            taken = list(islice(opened, frames))
        assert len(camera.sent_at) >= frames
    return taken[1:]  # the first one was encoded anew


def test_a_network_cameras_own_bytes_are_in_its_frames() -> None:
    frames = sent(PLAIN)
    assert {frame.jpeg for frame in frames} == {PLAIN}
    assert {number_of(frame.image) for frame in frames} == {5}


@pytest.mark.parametrize(
    "jpeg", [EXIF, COMMENT, PROGRESSIVE, without_tables(), jpeg_of(picture(5, 1280, 720))]
)
def test_a_network_cameras_other_pictures_are_seen_as_well(jpeg: bytes) -> None:
    frames = sent(jpeg)
    assert {frame.jpeg for frame in frames} == {b""}
    assert {frame.image.shape for frame in frames} == {decoded(jpeg).shape}


@pytest.mark.parametrize("bad", [PLAIN[:400], DAMAGED, claiming(60_000, 60_000)])
def test_a_damaged_picture_is_left_out_and_the_camera_watched_on(bad: bytes) -> None:
    frames = sent(*[jpeg_of(picture(number)) for number in (1, 2)], bad, jpeg_of(picture(3)))
    numbers = [number_of(frame.image) for frame in frames]
    assert numbers == list(islice(cycle([2, 3, 1]), len(frames)))


def test_the_page_gets_a_network_cameras_own_bytes_and_nobody_a_picture_of_more_than_8k() -> None:
    giant = jpeg_of(np.zeros((4320, 8200, 3), np.uint8))
    jpegs = [PLAIN, GREY, giant, PLAIN[:400]]
    notes = Notes()
    with network_camera() as camera:
        camera.film = cycle(jpegs)
        notes.watch(camera.url, "url")
        notes.wait(lambda: len(notes.sights) > 20)
        notes.watcher.close()
    assert {sight.jpeg for sight in notes.sights[1:]} == {PLAIN, GREY}
    assert {state.status for state in notes.states} <= {"loading", "opening", "running"}


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder, and says nothing."""

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def film_url(tmp_path: Path) -> Iterator[str]:
    """The address of a film that is no MJPEG."""
    make_film(tmp_path / "film.mp4", [i / 30 for i in range(30)])
    with ThreadingHTTPServer(("127.0.0.1", 0), lambda *told: Quiet(*told, directory=str(tmp_path))) as server:
        thread = Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/film.mp4"
        server.shutdown()
        thread.join()


def test_an_address_that_sends_no_jpegs_is_read_as_ever(film_url: str) -> None:
    frames: list[Frame] = []
    with open_url(film_url) as opened, pytest.raises(CameraError, match="stopped sending"):
        frames.extend(opened)
    assert [number_of(frame.image) for frame in frames] == list(range(30))
    assert {frame.jpeg for frame in frames} == {b""}


@pytest.mark.parametrize("row", [0, source.NEWS_STEP - 1])
def test_one_pixel_that_changes_is_news(row: int) -> None:
    before, now = picture(5), picture(5)
    assert not source._is_news(now, before)
    now[row, 7] += 1
    assert source._is_news(now, before)


WATCH = """
import json
from itertools import islice
from formcheck.camera import open_camera
with open_camera(0) as camera:
    frames = list(islice(camera, 12))
    backend = camera.capture.getBackendName()
print(json.dumps({
    "backend": backend,
    "jpegs": [frame.jpeg.hex() for frame in frames[1:]],
    "shapes": sorted({frame.image.shape for frame in frames}),
    "means": [float(frame.image.mean()) for frame in frames],
}))
"""


@pytest.fixture(scope="session")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What stands in for a webcam's driver."""
    compiler = shutil.which("cc")
    if sys.platform != "linux" or compiler is None:
        pytest.skip("only Linux has Video4Linux, and its stand-in needs a C compiler")
    made = tmp_path_factory.mktemp("v4l2") / "fake_v4l2.so"
    code = Path(__file__).with_name("fake_v4l2.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-o", made, code, "-ldl"], check=True)
    return made


def webcam(shim: Path, folder: Path, jpegs: list[bytes], kind: str, width: int, height: int) -> dict:
    """What OpenCV's own backend makes of a webcam of this kind."""
    for number, jpeg in enumerate(jpegs):
        (folder / f"{number}.jpg").write_bytes(jpeg)
    how = {
        "FAKE_FORMAT": kind,
        "FAKE_WIDTH": str(width),
        "FAKE_HEIGHT": str(height),
        "FAKE_JPEGS": str(folder),
    }
    environment = {**os.environ, **how, "LD_PRELOAD": str(shim)}
    command = [sys.executable, "-c", WATCH]
    said = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=True)
    return json.loads(said.stdout)


def test_a_small_webcams_own_bytes_are_in_its_frames_and_a_cut_one_is_left_out(
    shim: Path, tmp_path: Path
) -> None:
    jpegs = [jpeg_of(picture(number, 640, 480)) for number in range(20)]
    jpegs[7] = jpegs[7][:1000]
    seen = webcam(shim, tmp_path, jpegs, "MJPG", 640, 480)
    assert (seen["backend"], seen["shapes"]) == ("V4L2", [[480, 640, 3]])
    numbers = [jpegs.index(bytes.fromhex(jpeg)) for jpeg in seen["jpegs"]]
    assert numbers == [n for n in range(numbers[0], numbers[-1] + 1) if n != 7]
    assert {6, 8} <= set(numbers)


@pytest.mark.parametrize(
    ("kind", "width", "height"), [("MJPG", 1280, 720), ("YUYV", 640, 480), ("LIAR", 640, 480)]
)
def test_any_other_webcam_is_seen_as_ever(
    shim: Path, tmp_path: Path, kind: str, width: int, height: int
) -> None:
    seen = webcam(shim, tmp_path, [jpeg_of(picture(5, width, height))], kind, width, height)
    assert (seen["backend"], seen["shapes"]) == ("V4L2", [[height, width, 3]])
    assert not any(seen["jpegs"])
    if kind == "YUYV":
        assert seen["means"] == pytest.approx([130.0] * 12, abs=2.0)  # grey, and no garbage
