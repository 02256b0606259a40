"""Coaching now: one watcher, at most one session, any number of pages that look on."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

from formcheck.core.coach import Coach
from formcheck.core.events import Event
from formcheck.diary import Diary
from formcheck.lesson import Lesson, LiveError, followed
from formcheck.orders import Order
from formcheck.pace import Pace
from formcheck.page_camera import PAGE_CAMERA, Picture
from formcheck.plans import Shelf
from formcheck.recording import Detection
from formcheck.watched import CameraState, Watched
from formcheck.watcher import Watcher
from formcheck.worker import Sight

__all__ = ["Live", "LiveError"]

log = logging.getLogger(__name__)

PAGE_CLOSED = "Paused while no page was connected."
COACH_FAILED = "The coach has failed, and the session was ended. What was counted until then is kept."
IN_THE_BROWSER = Watched(PAGE_CAMERA, "browser", "The browser's camera")

MakeWatcher = Callable[[Callable[[Watched, Sight], None], Callable[[Watched, CameraState], None]], Watcher]
Status = Literal["idle", "starting", "live", "paused", "over"]  # over: ended, and the camera rests


class Live:
    """Commands come from the pages, sights from the watcher's thread; one lock puts them in order.

    publish(message)                something that every page must hear, in order
    show(detection, jpeg, glance)   a picture with what the coach makes of it; only the newest matters
    """

    def __init__(
        self,
        diary: Diary,
        sources: dict[str, Watched],
        watcher: MakeWatcher,
        publish: Callable[[dict[str, Any]], None],
        show: Callable[[Detection, bytes, dict[str, Any]], None],
        order: Order | None = None,
        shelf: Shelf | None = None,
        notice: str | None = None,
    ) -> None:
        """`sources` has "default" and perhaps "demo"; `watcher` makes one from its two callables."""
        self._diary = diary
        self._sources = sources
        self._publish = publish
        self._show = show
        self._lesson = Lesson(shelf or Shelf(), order)
        self._notice = notice
        self._lock = threading.RLock()
        self._status: Status = "idle"
        self._source = sources["default"]
        self._watched: Watched | None = None
        self._camera = CameraState.off(sources["default"])
        self._attended = False
        self._events: list[dict[str, Any]] = []
        self._told: dict[str, Any] = {}
        self._pace = Pace()
        self._watcher = watcher(self.on_sight, self.on_camera)

    def open(self) -> None:
        """Start the watcher; the camera stays off until somebody looks on or a session starts."""
        self._told = self.snapshot()
        self._watcher.start()

    def close(self) -> None:
        """End the session, if one is running, and let go of the camera."""
        with self._lock:
            self._end()
        self._watcher.close()

    # What the pages ask for

    def start(
        self,
        exercise: str | None = None,
        source: str = "default",
        plan: str | None = None,
        goal: Mapping[str, Any] | None = None,
    ) -> int | None:
        """Start a session; its number, or None while it cannot be saved. LiveError: why it cannot start.

        What is trained: see `orders.take_order`, and its OrderError.
        """
        with self._lock:
            if self._lesson.session:
                raise LiveError("A session is running: stop it first.")
            if source not in self._sources:
                raise LiveError(f"source: expected one of {', '.join(self._sources)}; got {source!r:.40}")
            order = self._lesson.choose(exercise, plan, goal)
            self._source = self._sources[source]
            self._diary.begin(order.title, self._source_dict(), order.plan.name if order.plan else None)
            sinks = (self._diary.write, self._publish_events)
            self._lesson.begin(order, sinks, self._source.film)
            self._events, self._notice, self._status = [], None, "starting"
            self._watch(self._source, again=self._source.film)
            self._tell()
            return self._diary.session

    def pause(self) -> None:
        """Stop counting; a film is held."""
        with self._lock:
            if self._lesson.session and self._status != "paused":
                self._status = "paused"
                self._watcher.hold(True)
                self._tell()

    def resume(self) -> None:
        """Go on counting."""
        with self._lock:
            if self._lesson.session and self._status == "paused":
                self._status = "live" if self._lesson.session.begun else "starting"
                self._notice = None
                self._watcher.hold(False)
                self._watch(self._source)
                self._tell()

    def stop(self) -> None:
        """End the session and keep it; one that never had a frame leaves no trace."""
        with self._lock:
            self._end()

    def skip(self) -> None:
        """Go on to what comes next in a plan; where the exercise is found out, the set is over."""
        with self._lock:
            self._ask_awake()
            self._lesson.skip()

    def back(self) -> None:
        """Begin the set anew, or in a rest the one before."""
        with self._lock:
            self._ask_awake()
            self._lesson.back()

    def correct(self, change: int) -> None:
        """The person says that a repetition was missed (1) or was none (-1)."""
        with self._lock:
            self._lesson.correct(change)

    def choose(self, exercise: str | None = None, plan: str | None = None) -> None:
        """Choose what the next session is of; after the last one, this wakes the camera again."""
        with self._lock:
            if self._lesson.session:
                raise LiveError("The exercise cannot change while a session is running: stop it first.")
            self._lesson.choose(exercise, plan)
            self._status = "idle"
            self._look_or_rest()
            self._tell()

    def use_camera(self, camera: str) -> None:
        """Look through another camera from now on: its number, or "browser" for one that the page opens."""
        with self._lock:
            if self._lesson.session:
                raise LiveError("The camera cannot change while a session is running: stop it first.")
            if camera != "browser" and not camera.isdecimal():
                raise LiveError(f'camera: expected a number or "browser"; got {camera!r:.40}')
            webcam = Watched(camera, "camera", f"Camera {camera}")
            self._sources["default"] = IN_THE_BROWSER if camera == "browser" else webcam
            self._status = "idle"
            self._look_or_rest()
            self._tell()

    def feed(self, picture: Picture) -> None:
        """A picture of the camera that a page has opened."""
        self._watcher.feed(picture)

    def attend(self, attended: bool) -> None:
        """Whether any page looks on. With nobody there the camera is off, and a session is paused."""
        with self._lock:
            self._attended = attended
            if not attended and self._lesson.session and self._status != "paused":
                self._notice = PAGE_CLOSED
                self.pause()
            if not attended and self._status == "over":
                self._status = "idle"
            self._look_or_rest()
            self._tell()

    def snapshot(self) -> dict[str, Any]:
        """Everything that there is to know, without the events."""
        with self._lock:
            return {
                "status": self._status,
                "session_id": self._diary.session if self._lesson.session else None,
                **self._lesson.as_dict(),
                "source": self._source_dict(),
                "camera": self._camera.as_dict(),
                "saving": self._diary.trouble is None,
                "notice": self._diary.trouble or self._notice,
                "seq": len(self._events),
            }

    def welcome(self, enter: Callable[[dict[str, Any]], None]) -> None:
        """Give `enter` the snapshot with all events, at a moment when nothing can slip in between."""
        with self._lock:
            enter({"type": "snapshot", **self.snapshot(), "events": list(self._events)})

    # What the watcher says

    def on_sight(self, watched: Watched, sight: Sight) -> None:
        """One frame of what is watched."""
        with self._lock:
            if watched is not self._watched:
                return
            self._pace.add(time.monotonic(), sight.looking_s)
            try:
                coach = self._consult(sight)
            except Exception:  # the watcher must go on whatever is wrong with a coach
                log.exception("the coach failed at %.3f s", sight.detection.t)
                self._lesson.look_afresh()
                self._notice = COACH_FAILED
                self._end(judge=False)
                return
            self._tell()
            glance = self._lesson.glance(coach, sight) | self._pace.as_dict()
            self._show(followed(coach, sight.detection), sight.jpeg, glance)
            if self._lesson.done:
                self._end()

    def on_camera(self, watched: Watched, state: CameraState) -> None:
        """How the source is doing; a film that is over ends its session."""
        with self._lock:
            if watched is not self._watched:
                return
            self._camera = state
            if state.status != "running":
                self._pace.clear()
            if self._lesson.session and state.status in ("ended", "failed") and watched.film:
                self._end()
            self._tell()

    def _consult(self, sight: Sight) -> Coach | None:
        """Who has looked at the frame; in a pause nobody does."""
        if self._status == "paused":
            return None
        if self._lesson.session:
            self._status = "live"
        return self._lesson.see(sight)

    def _publish_events(self, events: Sequence[Event], *_: object) -> None:
        """The sink behind the diary: what the pages hear of is already on disk."""
        self._tell()
        for event in events:
            self._events.append(event.as_dict())
            self._publish({"type": "event", "seq": len(self._events), "event": self._events[-1]})

    def _ask_awake(self) -> None:
        if self._status == "paused":
            raise LiveError("The session is paused: go on first.")

    def _end(self, judge: bool = True) -> None:
        """The session is over, whoever ended it; one that never had a frame leaves no trace."""
        session = self._lesson.session
        if session is None:
            self._tell()
            return
        try:
            if session.begun and judge:
                session.finish()
        finally:
            self._lesson.session, self._status = None, "over" if session.begun else "idle"
        if session.begun:
            self._diary.end(session.duration_s)
            self._publish({"type": "ended", "session_id": self._diary.session})
        else:
            self._diary.discard()
            if self._camera.status == "failed":
                self._notice = self._camera.message
        self._look_or_rest()
        self._tell()

    def _look_or_rest(self) -> None:
        """Watch what there is to watch now: a session's source, the camera's preview, or nothing."""
        default = self._sources["default"]
        if self._lesson.session:
            if self._attended or self._status != "paused" or self._source.film:
                self._watch(self._source)
            else:
                self._watch(None)
        elif self._attended and self._status == "idle" and not default.film:
            self._source = default
            self._watch(default)
        else:
            self._watch(None)

    def _watch(self, watched: Watched | None, again: bool = False) -> None:
        """Turn the watcher to this, if it is not there already; `again`: even then, a film from its start."""
        if watched == self._watched and not again:
            return
        # A copy: sights of an earlier watch that are still on their way can be told apart from ours.
        self._watched = replace(watched) if watched else None
        self._lesson.look_afresh()
        self._pace.clear()
        if watched is None:
            self._camera = CameraState.off(self._sources["default"])
        self._watcher.watch(self._watched)

    def _source_dict(self) -> dict[str, str]:
        """The source, by the name that the camera itself gave, once it is known."""
        known = self._watched == self._source and self._source.kind == "camera" and self._camera.name
        return self._source.as_dict() | ({"name": self._camera.name or ""} if known else {})

    def _tell(self) -> None:
        """Let the pages know, if anything but the count of events has changed."""
        now = self.snapshot()
        if now | {"seq": 0} != self._told:
            self._told = now | {"seq": 0}
            self._publish({"type": "status", **now})
