"""Frames come with their true times and upright; what cannot be read is one line with a reason."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from fractions import Fraction
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import pytest

from formcheck import source
from formcheck.camera import (
    CameraError,
    CameraInfo,
    Frame,
    list_cameras,
    open_camera,
    open_film,
    open_source,
    open_url,
)
from formcheck.source import Source
from tests.films import make_film, number_of, picture

STEADY = [i / 30 for i in range(30)]
UNEVEN = [i / 60 for i in range(20)] + [20 / 60 + i / 12 for i in range(10)]  # 60, then 12 frames a second


@pytest.mark.parametrize("times", [STEADY, UNEVEN])
def test_every_frame_of_a_film_has_its_own_time(tmp_path: Path, times: list[float]) -> None:
    path = make_film(tmp_path / "film.mp4", times)
    with open_source(str(path)) as film:
        frames = list(film)
    assert [number_of(frame.image) for frame in frames] == list(range(30))
    assert [frame.t for frame in frames] == pytest.approx(times, abs=0.0006)
    assert (film.kind, film.live, film.name, film.frame_count) == ("file", False, "film.mp4", 30)
    assert film.warnings == []


def test_times_start_at_the_first_frame(tmp_path: Path) -> None:
    with open_film(make_film(tmp_path / "film.ts", STEADY, start=5.0)) as film:
        times = [frame.t for frame in film]
    assert times[0] == 0.0
    assert times[-1] == pytest.approx(STEADY[len(times) - 1], abs=0.002)


@pytest.mark.parametrize(("rotation", "red_at"), [(0, "left"), (90, "bottom"), (180, "right"), (270, "top")])
def test_a_film_held_sideways_is_shown_upright(tmp_path: Path, rotation: int, red_at: str) -> None:
    with open_film(make_film(tmp_path / "film.mp4", STEADY[:3], rotation=rotation)) as film:
        image = next(iter(film)).image
    upright = (96, 160) if rotation in (0, 180) else (160, 96)
    assert image.shape[:2] == (film.height, film.width) == upright
    red = (image[..., 2].astype(int) - image[..., 0]) > 100
    rows, columns = np.nonzero(red)
    where = {
        "left": columns.max() < film.width / 4,
        "right": columns.min() > film.width * 3 / 4,
        "top": rows.max() < film.height / 4,
        "bottom": rows.min() > film.height * 3 / 4,
    }
    assert [side for side, there in where.items() if there] == [red_at]


def test_times_that_do_not_rise_are_guessed_and_said() -> None:
    class Jumping:
        """A capture that gives three frames, of which the second has an earlier time."""

        times = iter([0.0, 100.0, 50.0, 200.0])

        def read(self) -> tuple[bool, Any]:
            self.now = next(self.times, None)
            return self.now is not None, None if self.now is None else picture(0)

        def get(self, _: int) -> float:
            return self.now or 0.0

    capture = Jumping()
    film = Source("film", "file", capture, Frame(0.0, capture.read()[1]), fps=25.0)
    assert [frame.t for frame in film] == pytest.approx([0.0, 0.1, 0.14, 0.2])
    assert film.warnings == ["1 of 4 frames had no usable time: guessed from the frame rate"]


def test_a_film_cut_short_is_read_with_a_warning(tmp_path: Path) -> None:
    whole = make_film(tmp_path / "whole.mp4", [i / 30 for i in range(120)]).read_bytes()
    (tmp_path / "cut.mp4").write_bytes(whole[: len(whole) // 2])
    with open_film(tmp_path / "cut.mp4") as film:
        count = len(list(film))
    assert 30 < count < 90
    assert film.warnings == [f"the file ends early: {count} of 120 frames could be read"]


# Both lead elsewhere: to whoever sends to a port of this computer, and to a film beside them.
SDP = (
    b"v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\n"
    b"m=video 5004 RTP/AVP 96\na=rtpmap:96 H264/90000\n"
)
MPD = (
    b'<?xml version="1.0"?>\n<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static"'
    b' mediaPresentationDuration="PT1S" minBufferTime="PT1S"'
    b' profiles="urn:mpeg:dash:profile:isoff-main:2011"><Period><AdaptationSet mimeType="video/mp4">'
    b'<Representation id="1" bandwidth="1000" width="160" height="96"><BaseURL>other.mp4</BaseURL>'
    b"</Representation></AdaptationSet></Period></MPD>\n"
)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the file is empty"),
        (bytes(range(256)) * 40, "no film, or damaged"),
        (b"just some text\n" * 100, "no film, or damaged"),
        (b"ffconcat version 1.0\nfile other.mp4\n", "a list of other files"),
        (b"#EXTM3U\nother.mp4\n", "a list of other files"),
        (SDP, "no film, or damaged"),
        (MPD, "no film, or damaged"),
    ],
)
def test_a_file_that_is_no_film_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    make_film(tmp_path / "other.mp4", STEADY)
    (tmp_path / "film.mp4").write_bytes(content)
    with pytest.raises(CameraError, match=words) as caught:
        open_source(str(tmp_path / "film.mp4"))
    assert caught.value.reason == "unreadable"
    assert "\n" not in str(caught.value)


def test_a_film_without_its_index_is_refused(tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mp4", STEADY)
    whole = film.read_bytes()
    start = whole.index(b"moov") - 4
    film.write_bytes(whole[:start] + whole[start + int.from_bytes(whole[start : start + 4], "big") :])
    with pytest.raises(CameraError, match=r"film\.mp4: no film, or damaged"):
        open_film(film)


def test_a_film_with_damaged_pictures_names_its_codec(tmp_path: Path) -> None:
    good = make_film(tmp_path / "film.mp4", STEADY).read_bytes()
    start = good.index(b"mdat") + 4
    (tmp_path / "film.mp4").write_bytes(good[:start] + b"\xff" * (len(good) - start))
    with pytest.raises(CameraError, match=r"cannot decode it \(codec FMP4\): convert it to H.264"):
        open_film(tmp_path / "film.mp4")


def encode(path: Path, codec: str, width: int, height: int, times: list[float]) -> Path:
    """A grey film in some codec and size."""
    with av.open(str(path), "w") as container:
        stream: Any = container.add_stream(codec, rate=30)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.time_base = stream.codec_context.time_base = Fraction(1, 1000)
        for t in times:
            grey = np.full((height, width, 3), 90, np.uint8)
            frame: Any = av.VideoFrame.from_ndarray(grey, format="bgr24")
            frame.pts, frame.time_base = round(t * 1000), Fraction(1, 1000)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


@pytest.mark.skipif("libsvtav1" not in av.codecs_available, reason="nothing here can write AV1")
def test_a_film_in_av1_is_read_or_its_codec_is_named(tmp_path: Path) -> None:
    # In a process of its own: as root, this encoder gives the whole process real-time priority for good.
    with ProcessPoolExecutor(1, get_context("spawn")) as apart:
        film = apart.submit(encode, tmp_path / "film.mp4", "libsvtav1", 320, 240, STEADY[:5]).result()
    try:  # some builds of OpenCV can decode it
        with open_film(film) as opened:
            said = f"{len(list(opened))} frames"
    except CameraError as error:
        said = str(error)
    assert said in ("5 frames", "film.mp4: cannot decode it (codec AV01): convert it to H.264")


def test_a_film_of_more_than_8k_is_refused_before_a_frame_of_it_is_decoded(tmp_path: Path) -> None:
    film = encode(tmp_path / "film.avi", "ffv1", 8200, 4320, STEADY[:1])
    with pytest.raises(CameraError, match="8200 x 4320 pixels are more than 8K: make it smaller"):
        open_film(film)


def test_a_film_of_8k_is_read(tmp_path: Path) -> None:
    with open_film(encode(tmp_path / "film.mp4", "mpeg4", 7680, 4320, STEADY[:3])) as film:
        assert [frame.image.shape for frame in film] == [(4320, 7680, 3)] * 3


def test_a_film_of_more_than_two_hours_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    film = make_film(tmp_path / "film.mp4", [i / 2 for i in range(60)])
    open_film(film).close()
    monkeypatch.setattr("formcheck.camera.LONGEST_FILM_S", 20.0)
    with pytest.raises(CameraError, match=r"it lasts 0\.0 hours: cut it into parts"):
        open_film(film)


def test_a_film_with_sound_only_is_no_film(tmp_path: Path) -> None:
    path = tmp_path / "sound.mp4"
    with av.open(str(path), "w") as container:
        stream: Any = container.add_stream("aac", rate=44100)
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 44100), np.float32), format="fltp", layout="mono")
        frame.sample_rate = 44100
        container.mux(stream.encode(frame))
        container.mux(stream.encode())
    with pytest.raises(CameraError, match="no film, or damaged"):
        open_film(path)


def test_a_film_of_one_frame_is_read(tmp_path: Path) -> None:
    with open_film(make_film(tmp_path / "film.mp4", [0.0])) as film:
        assert [number_of(frame.image) for frame in film] == [0]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
@pytest.mark.parametrize("link", [False, True])
def test_a_name_that_is_not_utf_8_is_refused(tmp_path: Path, link: bool) -> None:
    film = make_film(tmp_path / "film.mp4", STEADY).rename(tmp_path / "film\udcff.mp4")
    if link:
        (tmp_path / "link.mp4").symlink_to(film)
        film = tmp_path / "link.mp4"
    with pytest.raises(CameraError, match="not UTF-8: rename the file") as caught:
        open_film(film)
    assert caught.value.reason == "unreadable"
    assert str(caught.value).encode()  # can be printed


def test_names_never_reach_opencv_as_something_else(tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mp4", STEADY)
    for spec in (
        f"concat:{film}|{film}",
        f"file:{film}",
        f"{film}\0.txt",
        "a\nb",
        "subfile,,start,0,end,9,,:x",
    ):
        with pytest.raises(CameraError) as caught:
            open_source(spec)
        assert caught.value.reason == "not_found"
        with pytest.raises(CameraError):
            open_film(spec)
    for spec in (f"file://{film}", "rtsp://127.0.0.1/x", "http://", "http://[::1", "http://127.0.0.1:x/"):
        with pytest.raises(CameraError, match="expected http://HOST") as caught:
            open_source(spec)
        assert caught.value.reason == "not_found"


def test_a_folder_is_no_film(tmp_path: Path) -> None:
    with pytest.raises(CameraError, match="got no file but a folder"):
        open_source(str(tmp_path))


def test_a_film_with_a_strange_name_is_read(tmp_path: Path) -> None:
    with open_source(str(make_film(tmp_path / "concat:ü %03d|x.mp4", STEADY))) as film:
        assert len(list(film)) == 30


def test_no_camera_is_said_in_one_line(capfd: pytest.CaptureFixture[str]) -> None:
    for which in (97, "97", "/dev/video97"):
        with pytest.raises(
            CameraError, match="no camera 97 was found: connect one, or analyse a film"
        ) as caught:
            open_source(which)
        assert caught.value.reason == "not_found"
    with pytest.raises(CameraError, match="no camera or file is called 'Nowhere Cam'; cameras found: "):
        open_camera("Nowhere Cam")
    assert capfd.readouterr().err == ""


def test_a_camera_is_found_again_when_its_number_has_changed_hands(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [CameraInfo(0, "Laptop", cv2.CAP_ANY), CameraInfo(1, "Desk", cv2.CAP_ANY)]
    opened: list[int] = []

    class Webcam:
        """Stands for what no computer that tests has: two webcams."""

        def __init__(self, number: int, *_: Any) -> None:
            opened.append(number)

        def isOpened(self) -> bool:
            return True

        def read(self) -> tuple[bool, Any]:
            return True, picture(0)

        def get(self, _: int) -> float:
            return 30.0

        def release(self) -> None:
            pass

    monkeypatch.setattr("formcheck.camera.list_cameras", lambda: now)
    monkeypatch.setattr(cv2, "VideoCapture", Webcam)
    assert open_source("0").name == "Laptop"
    assert open_source("0", before="Desk").name == "Desk"
    assert open_source("1", before="Desk").name == "Desk"
    assert open_source("2", before="Desk").name == "Desk"
    assert opened == [0, 1, 1, 1]
    with pytest.raises(CameraError, match="Shelf is gone; its number now belongs to Laptop"):
        open_source("0", before="Shelf")


def test_cameras_are_listed_by_number() -> None:
    numbers = [info.index for info in list_cameras()]
    assert numbers == sorted(numbers)


class Webcam(BaseHTTPRequestHandler):
    """A camera on the network: sends `pictures` JPEGs, then falls silent, or hangs up."""

    pictures, hangs_up = 10, True
    gone = threading.Event()

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
        self.end_headers()
        for number in range(self.pictures):
            jpeg = cv2.imencode(".jpg", picture(number))[1].tobytes()
            head = f"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {len(jpeg)}\r\n\r\n"
            with suppress(OSError):
                self.wfile.write(head.encode() + jpeg + b"\r\n")
            time.sleep(0.02)
        if not self.hangs_up:
            self.gone.wait(20)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def network_camera(**settings: Any) -> Iterator[str]:
    """The address of a camera that runs in this process."""
    gone = threading.Event()
    handler = type("Handler", (Webcam,), {**settings, "gone": gone})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield f"http://user:secret@127.0.0.1:{server.server_port}/live"
        finally:
            gone.set()
            server.shutdown()
            thread.join()


@pytest.mark.parametrize("hangs_up", [True, False])
def test_a_network_camera_is_read_until_it_stops(hangs_up: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("formcheck.camera.READ_TIMEOUT_MS", 500)
    frames: list[Frame] = []
    with network_camera(hangs_up=hangs_up, pictures=40) as url, open_source(url) as camera:
        began = time.monotonic()
        with pytest.raises(CameraError, match="stopped sending pictures") as caught:
            frames.extend(camera)
    assert caught.value.reason == "stalled"
    assert time.monotonic() - began < 10
    assert (camera.kind, camera.live, camera.frame_count) == ("url", True, None)
    assert camera.name.startswith("127.0.0.1:")
    assert "secret" not in camera.name
    assert len(frames) > 30
    assert all(late.t > early.t for early, late in pairwise(frames))
    numbers = [number_of(frame.image) for frame in frames]
    assert numbers == sorted(numbers)


def test_an_address_where_nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CameraError, match="no pictures from this address") as caught:
        open_url("http://127.0.0.1:9/live")
    assert caught.value.reason == "not_found"


def test_an_unplugged_camera_that_repeats_its_last_picture_is_noticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Stuck:
        """A capture that gives ten different pictures and then the last one for ever."""

        taken = 0

        def grab(self) -> bool:
            self.taken += 1
            time.sleep(0.005)
            return True

        def retrieve(self) -> tuple[bool, Any]:
            return True, picture(min(self.taken, 10))

    monkeypatch.setattr(source, "FROZEN_S", 0.1)
    camera = Source("Cam", "camera", Stuck(), Frame(0.0, picture(0)), fps=30.0)
    frames: list[Frame] = []
    with pytest.raises(CameraError, match="Cam stopped sending pictures"):
        frames.extend(camera)
    assert 10 < len(frames) < 60


class Given:
    """A capture that gives these pictures, one after the other."""

    def __init__(self, images: Sequence[Any]) -> None:
        self.images = list(images)

    def grab(self) -> bool:
        time.sleep(0.005)
        return bool(self.images)

    def retrieve(self) -> tuple[bool, Any]:
        return True, self.images.pop(0)

    def release(self) -> None:
        pass


@pytest.mark.parametrize("shade", [0, 255])
def test_a_closed_shutter_is_no_unplugged_camera(monkeypatch: pytest.MonkeyPatch, shade: int) -> None:
    monkeypatch.setattr(source, "FROZEN_S", 0.1)
    dark = [np.full((48, 64, 3), shade, np.uint8) for _ in range(60)]
    camera = Source("Cam", "camera", Given(dark), Frame(0.0, dark[0]), fps=30.0)
    frames: list[Frame] = []
    with pytest.raises(CameraError):  # once there are no more
        frames.extend(camera)
    assert len(frames) == 61


@pytest.mark.parametrize("kind", ["camera", "url"])
def test_what_is_no_picture_is_left_out(kind: Any) -> None:
    bad = [
        None,
        np.zeros((0, 0, 3), np.uint8),
        np.zeros((48, 64), np.uint8),
        np.zeros((48, 64, 3), np.float32),
    ]
    good = [picture(1), picture(2)]
    camera = Source("Cam", kind, Given([good[0], *bad, good[1]]), Frame(0.0, picture(0)), fps=30.0)
    frames: list[Frame] = []
    with pytest.raises(CameraError):
        frames.extend(camera)
    assert [frame.image is image for frame, image in zip(frames[1:], good, strict=True)] == [True, True]


def test_a_camera_that_gives_no_pictures_any_more_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "FROZEN_S", 0.1)
    camera = Source("Cam", "camera", Given([None] * 1000), Frame(0.0, picture(0)), fps=30.0)
    with pytest.raises(CameraError, match="Cam stopped sending pictures"):
        list(camera)
    assert len(camera.capture.images) > 900
