"""The running session on its way to disk: what the disk will not take waits here, and coaching goes on."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from contextlib import suppress

from formcheck.core.events import Event
from formcheck.core.pose import Pose
from formcheck.landmarks import Landmarks
from formcheck.schema import LOCK_WAIT_S
from formcheck.store import Sample, Store, StoreError

TRY_AGAIN_S = 3.0  # after the disk refused
COACHING_WAIT_S = 0.1  # for another program that writes: so long the coach stands still


class Diary:
    """Writes one session at a time. `trouble` says in plain words why nothing is being saved, or is None."""

    def __init__(
        self, store: Store | None, trouble: str | None = None, *, keep_landmarks: bool = True
    ) -> None:
        """Without a store, and with the reason why there is none, nothing is ever saved."""
        self._store = store
        self.trouble = trouble
        self.keep_landmarks = keep_landmarks
        self.session: int | None = None
        self._heading: tuple[str, Mapping[str, str], str | None] | None = None
        self._events: list[Event] = []
        self._samples: list[Sample] = []
        self._landmarks: list[Landmarks] = []
        self._retry_at = 0.0

    def begin(self, exercise: str, source: Mapping[str, str], plan: str | None = None) -> None:
        """A new session, perhaps by a plan of this name; its number is in `session`, once it has one."""
        self.session = None
        self._heading = (exercise, dict(source), plan)
        self._events, self._samples, self._landmarks = [], [], []
        self._retry_at = 0.0
        self._write()

    def write(
        self, events: Sequence[Event], samples: Sequence[Sample] = (), poses: Sequence[Pose] = ()
    ) -> None:
        """What happened; on disk when this returns, unless there is `trouble`."""
        self._events.extend(events)
        self._samples.extend(samples)
        if poses and self.keep_landmarks:
            self._landmarks.append(Landmarks.of(poses))
        self._write()

    def end(self, duration_s: float) -> None:
        """The session is over. What the disk does not take now is lost, and `trouble` says so."""
        self._retry_at = 0.0
        self._write(duration_s)
        self._heading = None

    def discard(self) -> None:
        """The session never had a frame: leave no trace of it."""
        if self._store and self.session is not None:
            with suppress(StoreError):
                self._store.delete(self.session)
        self.session, self._heading = None, None

    def _write(self, duration_s: float | None = None) -> None:
        """Everything that waits, in order; all of it, or it goes on waiting."""
        if self._store is None or self._heading is None or time.monotonic() < self._retry_at:
            return
        wait_s = COACHING_WAIT_S if duration_s is None else LOCK_WAIT_S
        try:
            if self.session is None:
                self.session = self._store.begin(*self._heading, wait_s=wait_s)
            if self._events or self._samples or self._landmarks:
                self._store.append(self.session, self._events, self._samples, self._landmarks, wait_s=wait_s)
                self._events, self._samples, self._landmarks = [], [], []
            if duration_s is not None:
                self._store.finish(self.session, duration_s)
            self.trouble = None
        except StoreError as error:
            self.trouble = f"This session is not being saved: {error}"
            self._retry_at = time.monotonic() + TRY_AGAIN_S
