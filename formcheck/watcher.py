"""The supervisor of the worker: whatever happens to camera, model or process, it says so and tries again."""

from __future__ import annotations

import logging
import math
import multiprocessing
import queue
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from multiprocessing import connection
from typing import Any

from formcheck.hand import Hand
from formcheck.page_camera import Picture
from formcheck.watched import STATUS_OF, TRIES_AGAIN, CameraState, RisingTime, Status, Watched
from formcheck.worker import HOLD, PLAY, REST, Opened, Order, Report, Sight, Trouble

LOADING_S = 60.0  # a cold start of the worker takes up to 10 s
OPENING_S = 30.0  # Windows opens some cameras in 20 s
LATE_S = 0.8  # a running source that is silent for so long may be stuck: the next worker starts to load,
LATE_GAPS = 3.0  # but not before so many of the source's own gaps
STUCK_S = 2.0  # silent for so long, it is stuck
OBEYING_S = 1.5  # for the worker to let go of a source; then it is made to
FIRST_WAIT_S, DOUBLINGS = 0.5, 4  # before trying again; doubled each time, up to 8 s
SETTLED_S = 10.0  # after running for so long, the next wait is the shortest again
DEATHS = 3  # of the worker within one second of a film: the film is to blame
BEFORE_S = -1.0  # earlier than every frame of a film
FEED = "feed"

log = logging.getLogger(__name__)


class Watcher:
    """Keeps a worker on whatever shall be watched; the two callables are called from its own thread."""

    def __init__(
        self,
        model: str,
        on_sight: Callable[[Watched, Sight], None],
        on_camera: Callable[[Watched, CameraState], None],
    ) -> None:
        self._model = model
        self._on_sight = on_sight
        self._on_camera = on_camera
        self._wishes: queue.SimpleQueue[Watched | str | None] = queue.SimpleQueue()
        self._woken, self._wake = multiprocessing.Pipe(duplex=False)
        self._thread = threading.Thread(target=self._run, name="watcher", daemon=True)
        self._hand: Hand | None = None
        self._understudy: Hand | None = None  # loads while the first one may be stuck
        self._watched: Watched | None = None
        self._shown: CameraState | None = None
        self._order = 0
        self._heard_at, self._gap_s = -math.inf, 0.0  # the last sign of life, and how far apart they are
        self._running_since: float | None = None
        self._due, self._overdue = math.inf, self._try_again
        self._failures = 0
        self._deaths, self._death_t = 0, BEFORE_S
        self._held = False
        self._time = RisingTime()
        self._film_t = BEFORE_S
        self._name: str | None = None
        self._pictures: deque[Picture] = deque(maxlen=1)  # the newest wins
        self._opened = False  # whether the worker has opened the source
        self._hungry = False  # whether it takes a picture now

    def start(self) -> None:
        """Start the worker, so that it has loaded everything by the time that somebody wants to watch."""
        self._thread.start()

    def watch(self, watched: Watched | None) -> None:
        """Watch this from now on, a film from its start; None: let go of the camera."""
        self._wish(watched)

    def hold(self, held: bool) -> None:
        """Hold a film, or let it go on; a camera takes no notice."""
        self._wish(HOLD if held else PLAY)

    def feed(self, picture: Picture) -> None:
        """A picture of the page's camera; of no use while something else is watched."""
        self._pictures.append(picture)
        self._wish(FEED)

    def close(self) -> None:
        """Let go of the camera and end the worker."""
        self._wish("close")
        self._thread.join()

    @property
    def worker_pid(self) -> int | None:
        """The worker's process id, while there is one."""
        hand = self._hand
        return hand.process.pid if hand else None

    def _wish(self, wish: Watched | str | None) -> None:
        self._wishes.put(wish)
        self._wake.send_bytes(b".")

    def _run(self) -> None:
        self._hand = Hand(self._model)
        while True:
            hand = self._hand
            waited_for: list[Any] = [self._woken, hand.pipe, hand.process.sentinel] if hand else [self._woken]
            timeout = None if self._due == math.inf else max(0.0, self._due - time.monotonic())
            ready = connection.wait(waited_for, timeout)
            wish: Watched | str | None = None
            if self._woken in ready:
                self._woken.recv_bytes()
                if (wish := self._wishes.get()) == "close":
                    break
            try:
                if self._woken in ready:
                    self._grant(wish)
                elif hand and ready:
                    self._listen(hand)
                elif time.monotonic() >= self._due:
                    self._overdue()
            except Exception:  # who watches must go on, whatever those who listen do
                log.exception("the watcher failed")
        self._dismiss_understudy()
        if self._hand:
            self._hand.kill()

    def _expect(self, within_s: float, overdue: Callable[[], None]) -> None:
        """Something has to happen within this time, or else `overdue` is done."""
        self._due, self._overdue = time.monotonic() + within_s, overdue

    def _grant(self, wish: Watched | str | None) -> None:
        """Do what was asked for."""
        if wish == FEED:
            self._pass_on()
            return
        if isinstance(wish, str):
            self._held = wish == HOLD
            if self._hand:
                self._hand.tell(wish)
            return
        self._watched, self._shown, self._held = wish, None, False
        self._failures, self._deaths, self._film_t, self._name = 0, 0, BEFORE_S, None
        self._hungry = False
        if wish is not None:
            self._give_order(wish)
        elif self._hand:
            self._order += 1  # reports under the old one are of no interest any more
            self._hand.tell(REST)
            self._expect(OBEYING_S if self._hand.awake else LOADING_S, self._replace_worker)

    def _pass_on(self) -> None:
        """Give the newest picture to a worker that waits for it: one at a time, lest they queue up."""
        if self._hand and self._hungry and self._pictures:
            self._hungry = False
            self._hand.tell(self._pictures.popleft())

    def _give_order(self, watched: Watched) -> None:
        """Set the worker, a new one if need be, on the source; on a film, behind what was seen of it."""
        hand = self._hand = self._hand or Hand(self._model)
        self._order += 1
        self._running_since, self._opened, self._hungry = None, False, False
        self._heard_at, self._gap_s = -math.inf, 0.0
        hand.tell(Order(self._order, watched.spec, self._film_t, self._name))
        if self._held:
            hand.tell(HOLD)
        self._say("opening" if hand.awake else "loading")
        self._expect(OBEYING_S if hand.awake else LOADING_S, self._stuck)

    def _listen(self, hand: Hand) -> None:
        """Take in one report. Those under an order that is no longer ours are of no interest."""
        try:
            report: Report = hand.pipe.recv()
        except (EOFError, OSError):
            self._lost()
            return
        hand.awake = True
        self._dismiss_understudy()
        watched, what = self._watched, report.what
        if watched is None:
            if what == "resting":
                self._due = math.inf
        elif report.order == self._order:
            self._heed(watched, what)

    def _heed(self, watched: Watched, what: Any) -> None:
        """Act on what happens to the source that is watched."""
        if isinstance(what, Opened):
            self._opened, self._name = True, what.name or None
        if watched.kind == "browser" and self._opened:
            self._hungry = True
            self._pass_on()
        if isinstance(what, Sight):
            self._see(watched, what)
        elif isinstance(what, Trouble):
            self._fail(watched, what)
        elif what == "ended" and watched.film:
            self._due = math.inf
            self._say("ended")
        elif what == "ended":
            self._fail(watched, Trouble("stalled", ""))
        elif self._running_since is None:
            self._say("opening")
            self._expect(OPENING_S, self._stuck)
        else:
            self._await_next()

    def _see(self, watched: Watched, sight: Sight) -> None:
        """Pass a sight on, with a time that rises whatever happened in between."""
        now = time.monotonic()
        if self._running_since is None:
            self._running_since = now
            self._say("running")
        if now - self._running_since > SETTLED_S:
            self._failures = 0
        if watched.film:
            self._film_t = sight.detection.t
        else:
            t = self._time.place(sight.detection.t, self._order, now)
            sight = replace(sight, detection=replace(sight.detection, t=t))
        self._await_next()
        self._on_sight(watched, sight)

    def _fail(self, watched: Watched, trouble: Trouble) -> None:
        """Say what the trouble is; with a camera, try again after a while."""
        self._hungry = False
        if watched.film or trouble.reason == "failed":
            self._due = math.inf
            self._say("failed", trouble.message)
            return
        self._say(STATUS_OF.get(trouble.reason, "stalled"), trouble.message)
        self._failures += 1
        self._wait_and_try_again()

    def _wait_and_try_again(self) -> None:
        """Not at all before any failure, then longer and longer."""
        wait_s = FIRST_WAIT_S * 2 ** min(self._failures - 1, DOUBLINGS) if self._failures else 0.0
        self._expect(wait_s, self._try_again)

    def _try_again(self) -> None:
        if self._watched:
            self._give_order(self._watched)

    def _await_next(self) -> None:
        """A sign of life: the next one is expected at the source's own pace."""
        now = time.monotonic()
        if self._heard_at > -math.inf:
            self._gap_s = max(now - self._heard_at, 0.8 * self._gap_s)
        self._heard_at = now
        late_s = max(LATE_S, LATE_GAPS * self._gap_s)
        self._expect(*((late_s, self._late) if late_s < STUCK_S else (STUCK_S, self._stuck)))

    def _late(self) -> None:
        """Nothing has come for a while: have a worker at hand, in case that this one hangs."""
        self._understudy = self._understudy or Hand(self._model)
        self._expect(self._heard_at + STUCK_S - time.monotonic(), self._stuck)

    def _dismiss_understudy(self) -> None:
        if self._understudy:
            self._understudy.kill()
        self._understudy = None

    def _stuck(self) -> None:
        """The worker hangs, perhaps in a read that never returns: only a new process helps."""
        self._replace_worker()
        self._go_on("")

    def _lost(self) -> None:
        """The worker died."""
        self._replace_worker()
        self._go_on("The part that watches you has stopped. Starting it again.")

    def _replace_worker(self) -> None:
        """End the worker; the next one is started when there is something to watch."""
        if self._hand:
            self._hand.kill()
        self._hand, self._understudy = self._understudy, None
        self._due = math.inf

    def _go_on(self, message: str) -> None:
        """After the loss of a worker: at once the first time, then with longer and longer waits."""
        if self._watched is None:
            return
        self._deaths = self._deaths + 1 if self._film_t - self._death_t < 1.0 else 1
        self._death_t = self._film_t
        if self._watched.film and self._deaths >= DEATHS:
            self._say("failed", f"The pose model stops {self._film_t:.1f} s into {self._watched.name}.")
            return
        self._say("stalled", message)
        self._wait_and_try_again()
        self._failures += 1

    def _say(self, status: Status, message: str = "") -> None:
        """Tell how the source is doing, if that is news; what went wrong stays said until it runs again."""
        if self._watched is None:
            return
        told = self._shown.status if self._shown else None
        if status in ("loading", "opening") and told in ("opening", *TRIES_AGAIN):
            return
        state = CameraState.of(status, self._name or self._watched.name, message)
        if state != self._shown:
            self._shown = state
            self._on_camera(self._watched, state)
