"""The process that watches: camera and landmarker, apart from the server, so that neither can take it down.

What goes over the line: an `Order` one way (REST: let go of the source; HOLD and PLAY: stop and go on with a
film; a `Picture` of a camera that the page opened), and the other way a `Report` for every frame and for
whatever happens to the source.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import connection, parent_process
from typing import TYPE_CHECKING, Any, Literal

from formcheck.opencv import load_cv2
from formcheck.page_camera import PAGE_CAMERA, SILENT_S, PageCamera, Picture, silent
from formcheck.picture import brightness, small_jpeg
from formcheck.recording import Detection

if TYPE_CHECKING:
    from formcheck.camera import Frame, Source
    from formcheck.landmarker import Landmarker

ALIVE_EVERY_S = 0.5  # a film that is held, or has a long still, says this often that all is well

REST, HOLD, PLAY = "rest", "hold", "play"


@dataclass(frozen=True, slots=True)
class Order:
    """Watch this source. A film (anything that is not live) is played at its own pace, no frame left out."""

    number: int
    spec: str | int
    after_s: float = -1.0  # go on with a film behind this time
    before: str | None = None  # the name of the camera when it was last open


@dataclass(frozen=True, slots=True)
class Sight:
    """What was seen in one frame, the very frame as a small JPEG, its brightness (0..1), how long it took."""

    detection: Detection
    jpeg: bytes
    light: float = 1.0
    looking_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Opened:
    """The source is open; `live` is False for a film."""

    name: str
    live: bool


@dataclass(frozen=True, slots=True)
class Trouble:
    """The source or the model failed: a CameraError's reason or "failed", and one plain line."""

    reason: str
    message: str


@dataclass(frozen=True, slots=True)
class Report:
    """Something that happened under an order (0: none yet); "alive" only says that nothing is stuck."""

    order: int
    what: Sight | Opened | Trouble | Literal["resting", "alive", "ended"]


class Slot:
    """Room for one frame between the thread that grabs and the thread that looks."""

    def __init__(self) -> None:
        self._frame: Frame | None = None
        self._closed = False
        self._changed = threading.Condition()

    def replace(self, frame: Frame) -> None:
        """Put in a frame; one that nobody has taken yet is forgotten."""
        with self._changed:
            self._frame = frame
            self._changed.notify_all()

    def fill(self, frame: Frame, timeout: float) -> bool:
        """Put in a frame once there is room. False: there was none in time."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._frame is None, timeout):
                return False
            self._frame = frame
            self._changed.notify_all()
            return True

    def close(self) -> None:
        """No more frames will come."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def take(self) -> Frame | None:
        """The frame, as soon as there is one; None: no more will come."""
        with self._changed:
            self._changed.wait_for(lambda: self._frame is not None or self._closed)
            frame, self._frame = self._frame, None
            self._changed.notify_all()
            return frame


class Line:
    """The worker's end of the pipe; two threads may speak."""

    def __init__(self, pipe: connection.Connection) -> None:
        self._pipe = pipe
        self._speaking = threading.Lock()
        self.order = 0

    def say(self, what: Any, order: int | None = None) -> None:
        """Report under the current order, or under the one that this still belongs to."""
        with self._speaking:
            self._pipe.send(Report(self.order if order is None else order, what))

    def hear(self, timeout: float = 0.0) -> bool:
        """Whether something has been said to us. EOFError: nobody is there any more."""
        return self._pipe.poll(timeout)

    def next(self) -> Any:
        """What was said to us, waiting for it."""
        return self._pipe.recv()


class Eyes:
    """The thread that finds the person in the frames; it loads the model as soon as there is one."""

    def __init__(self, line: Line, model: str) -> None:
        self._line = line
        self._model = model
        self._spare: list[Landmarker] = []
        self._thread = ThreadPoolExecutor(1)
        self._thread.submit(self._load)

    def look(self, slot: Slot, order: int) -> Future[None]:
        """Report every frame of the slot until it is closed; the future holds what went wrong."""
        return self._thread.submit(self._look, slot, order)

    def _load(self) -> None:
        """The seconds that this takes pass while nobody waits. What goes wrong is said when somebody does."""
        from formcheck.landmarker import Landmarker

        self._spare.append(Landmarker(self._model))

    def _look(self, slot: Slot, order: int) -> None:
        """A landmarker remembers whom it saw, so each source gets a new one."""
        if not self._spare:
            self._load()
        frame = slot.take()
        if frame is None:  # the source did not open: the landmarker has seen nobody, and will do for the next
            return
        with self._spare.pop() as landmarker, ThreadPoolExecutor(1) as beside:
            while frame is not None:
                begun = time.monotonic()
                shown = beside.submit(_shown, frame)
                detection = landmarker.detect(frame.image, frame.t)
                jpeg, light = shown.result()
                self._line.say(Sight(detection, jpeg, light, time.monotonic() - begun), order)
                frame = slot.take()


def _shown(frame: Frame) -> tuple[bytes, float]:
    """What the page gets of a frame: made while the model looks, so that nobody waits for it."""
    return frame.jpeg or small_jpeg(frame.image), brightness(frame.image)


def work(pipe: connection.Connection, model: str) -> None:
    """Run the worker until the other end of the pipe is closed. This is the target of the spawned process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches the whole group; the server decides
    threading.Thread(target=leave_with_parent, daemon=True).start()
    with suppress(ImportError):  # said when somebody wants to see
        cv2 = load_cv2()  # before there are two threads: its import is not made for them
        cv2.setNumThreads(1)  # for a picture as small as a camera's, waking more costs more than they do
    line = Line(pipe)
    eyes = Eyes(line, model)
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        said: Any = REST
        while True:
            if isinstance(said, Order):
                said = _carry_out(line, eyes, said)
            else:
                line.say("resting")
                said = line.next()


def leave_with_parent() -> None:
    """Never outlive the server, whatever this process hangs in: no camera light stays on."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _carry_out(line: Line, eyes: Eyes, order: Order) -> Any:
    """Watch one source until it ends, fails, or something else is said; what is said next."""
    line.order = order.number
    line.say("alive")
    try:
        said = _watch(line, eyes, order)
        if said is not None:
            return said
        line.say("ended")
    except (BrokenPipeError, ConnectionResetError):
        raise
    except (OSError, ValueError, RuntimeError, ImportError) as error:
        line.say(Trouble(getattr(error, "reason", "failed"), str(error)))
    return line.next()


def _watch(line: Line, eyes: Eyes, order: Order) -> Any:
    """Show a source to the eyes; what was said to us meanwhile, or None at the end of the source."""
    slot = Slot()
    looking = eyes.look(slot, order.number)
    try:
        show = _from_page if order.spec == PAGE_CAMERA else _from_source
        said = show(line, slot, looking, order)
    finally:
        slot.close()
    if said is None:
        looking.result()
    return said


def _from_source(line: Line, slot: Slot, looking: Future[None], order: Order) -> Any:
    """Open a source and offer its frames; what was said to us meanwhile, or None at its end."""
    from formcheck.camera import open_source

    # Opened and read on the main thread: macOS asks for permission to use a camera nowhere else.
    with open_source(order.spec, order.before) as source:
        line.say(Opened(source.name, source.live))
        if source.live:
            return _newest(line, slot, source, looking)
        return _every_frame(line, slot, source, looking, order.after_s)


def _newest(line: Line, slot: Slot, source: Source, looking: Future[None]) -> Any:
    """Offer the newest frame of a camera until something is said to us."""
    for frame in source:
        if line.hear() and (said := line.next()) not in (HOLD, PLAY):
            return said
        if looking.done():
            break
        slot.replace(frame)
    return None


def _from_page(line: Line, slot: Slot, looking: Future[None], _: Order) -> Any:
    """Offer the newest picture that the page sent until something else is said to us."""
    line.say(Opened("", True))
    camera = PageCamera()
    heard_at = time.monotonic()
    while not looking.done():
        said = line.next() if line.hear(ALIVE_EVERY_S) else None
        frame = camera.frame(said) if isinstance(said, Picture) else None
        if frame is not None:
            heard_at = time.monotonic()
            slot.replace(frame)
        elif said is not None and not isinstance(said, Picture) and said not in (HOLD, PLAY):
            return said
        elif time.monotonic() - heard_at > SILENT_S:
            raise silent()
        else:
            line.say("alive")
    return None


def _every_frame(line: Line, slot: Slot, source: Source, looking: Future[None], after_s: float) -> Any:
    """Play a film at its own pace until something is said to us; when looking is slower, the film waits."""
    due, before = time.monotonic(), None
    for frame in source:
        if frame.t <= after_s:
            continue
        due = max(time.monotonic(), due + (0.0 if before is None else frame.t - before))
        before = frame.t
        if (said := _pass_time(line, due)) is not None:
            return said
        while not slot.fill(frame, ALIVE_EVERY_S):
            if looking.done():
                return None
    return None


def _pass_time(line: Line, due: float) -> Any:
    """Wait for a moment, longer while the film is held; what was said to us meanwhile, or None."""
    held = False
    while True:
        left = ALIVE_EVERY_S if held else max(0.0, due - time.monotonic())
        if line.hear(min(left, ALIVE_EVERY_S)):
            said = line.next()
            if said not in (HOLD, PLAY):
                return said
            held = said == HOLD
        elif left >= ALIVE_EVERY_S:
            line.say("alive")
        else:
            return None
