"""A camera in the network that breaks on command: an HTTP server that sends numbered pictures as MJPEG."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import cv2
import numpy as np

from tests.films import picture

FPS = 30
EDGE = b"frame"
NOISE = np.random.default_rng(0).integers(0, 255, (480, 640, 3), np.uint8)  # hard to compress


class NetworkCamera(ThreadingHTTPServer):
    """Breaks while it runs: `stalled` sends nothing, `unplugged` hangs up, `noisy` sends large pictures.

    `fps` and `width` may change at any time; `dark` sends black pictures. The JPEGs of a `film`, which must
    not end, are sent in the numbered pictures' place. `opening_s` passes before a viewer is answered, and
    `sent_at` tells when each number was sent last.
    """

    daemon_threads = True
    block_on_close = False

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Stream)
        self.stalled = False
        self.unplugged = False
        self.noisy = False
        self.dark = False
        self.opening_s = 0.0
        self.fps = FPS
        self.width = 160
        self.film: Iterator[bytes] | None = None
        self.sent_at: dict[int, float] = {}
        self.watched_by = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/"

    def handle_error(self, *_: Any) -> None:
        """A viewer that goes away is no news."""


class _Stream(BaseHTTPRequestHandler):
    server: NetworkCamera

    def do_GET(self) -> None:
        time.sleep(self.server.opening_s)
        self.send_response(200)
        self.send_header("Content-Type", f"multipart/x-mixed-replace; boundary={EDGE.decode()}")
        self.end_headers()
        self.server.watched_by += 1
        with suppress(OSError):
            self._send_pictures()
        self.server.watched_by -= 1

    def _send_pictures(self) -> None:
        number = 0
        while not self.server.unplugged:
            time.sleep(1 / self.server.fps)
            if self.server.stalled:
                continue
            data = self._next_picture(number)
            self.server.sent_at[number % 256] = time.monotonic()
            head = b"--%s\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n" % (EDGE, len(data))
            self.wfile.write(head + data + b"\r\n")
            number += 1

    def _next_picture(self, number: int) -> bytes:
        camera = self.server
        if camera.film is not None:
            return next(camera.film)
        image = NOISE if camera.noisy else picture(number % 256, camera.width, camera.width * 3 // 5)
        if camera.dark:
            image = np.zeros_like(image)
        done, data = cv2.imencode(".jpg", image)
        assert done
        return data.tobytes()

    def log_message(self, *_: Any) -> None:
        """Quiet."""


@contextmanager
def network_camera(port: int = 0) -> Iterator[NetworkCamera]:
    """A camera that is there for as long as the block."""
    with NetworkCamera(port) as camera:
        thread = threading.Thread(target=camera.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield camera
        camera.unplugged = True
        camera.shutdown()
        thread.join()
