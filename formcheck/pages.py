"""What goes to the open pages: every message to each, in order; of the pictures only the newest."""

from __future__ import annotations

import asyncio
import math
import struct
import threading
from collections import deque
from typing import Any

import numpy as np
import orjson
from starlette.websockets import WebSocket

from formcheck.recording import Detection

NOTICED_EVERY_S = 0.25  # s between two looks at whether a page takes what it is sent
SENDING_S = 2.0  # a page that takes no message for so long is dropped
MESSAGES = 1000  # that may wait for a page; one that is further behind is dropped
DECIMALS = 4  # of a landmark in 0..1: a tenth of a pixel


def to_json(message: dict[str, Any]) -> str:
    """A message as text; numpy's numbers are numbers, and what is not finite becomes null."""
    return orjson.dumps(message, option=orjson.OPT_SERIALIZE_NUMPY).decode()


def pack_picture(detection: Detection, jpeg: bytes, glance: dict[str, Any]) -> bytes:
    """One binary message: length of the JSON (uint32, little-endian), the JSON, the same frame as JPEG."""
    landmarks = None
    if detection.seen:
        x, y, _, visibility, _ = detection.image
        landmarks = np.round((x, y, visibility), DECIMALS).T.tolist()
    head = orjson.dumps(
        {**glance, "width": detection.width, "height": detection.height, "landmarks": landmarks}
    )
    return struct.pack("<I", len(head)) + head + jpeg


class Page:
    """What waits to be sent to one page."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._messages: deque[str] = deque()
        self._picture: bytes | None = None
        self._waiting = asyncio.Event()
        self._sending_since = math.inf
        self.behind = False

    def add(self, message: str) -> None:
        """A message that must arrive, after those before it. May be called from any thread."""
        self._messages.append(message)
        self.behind = self.behind or len(self._messages) > MESSAGES
        self._loop.call_soon_threadsafe(self._waiting.set)

    def show(self, picture: bytes) -> None:
        """A picture, instead of the one before it. May be called from any thread."""
        self._picture = picture
        self._loop.call_soon_threadsafe(self._waiting.set)

    async def send_all(self, socket: WebSocket) -> None:
        """Send for as long as the page is not too far behind."""
        while not self.behind:
            await self._waiting.wait()
            self._waiting.clear()
            while self._messages:
                self._sending_since = self._loop.time()
                await socket.send_text(self._messages.popleft())
            picture, self._picture = self._picture, None
            if picture is not None:
                self._sending_since = self._loop.time()
                await socket.send_bytes(picture)
            self._sending_since = math.inf

    async def too_slow(self) -> None:
        """Wait until the page has not taken a message for too long; a timeout for each would cost more."""
        while self._loop.time() - self._sending_since < SENDING_S:
            await asyncio.sleep(NOTICED_EVERY_S)


class Pages:
    """All open pages. Adding and publishing may happen in any thread."""

    def __init__(self) -> None:
        self._pages: set[Page] = set()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        """How many pages are open."""
        return len(self._pages)

    def enter(self, page: Page) -> None:
        """From now on everything goes to this page, too."""
        with self._lock:
            self._pages.add(page)

    def leave(self, page: Page) -> None:
        """Nothing goes to this page any more."""
        with self._lock:
            self._pages.discard(page)

    def publish(self, message: dict[str, Any]) -> None:
        """Send a message to every page."""
        text = to_json(message)
        with self._lock:
            for page in self._pages:
                page.add(text)

    def show(self, detection: Detection, jpeg: bytes, glance: dict[str, Any]) -> None:
        """Show a picture on every page."""
        with self._lock:
            if self._pages:
                picture = pack_picture(detection, jpeg, glance)
                for page in self._pages:
                    page.show(picture)
