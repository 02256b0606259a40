"""A worker process and the pipe to it, as its supervisor holds them."""

from __future__ import annotations

import multiprocessing
import queue
import signal
import threading
from contextlib import suppress
from multiprocessing import resource_tracker

from formcheck.page_camera import Picture
from formcheck.worker import Order, work


class Hand:
    """One worker process and the pipe to it."""

    def __init__(self, model: str) -> None:
        if hasattr(signal, "pthread_sigmask"):  # a Ctrl+C while it starts is not for the worker
            resource_tracker.ensure_running()
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        context = multiprocessing.get_context("spawn")  # a landmarker that comes over a fork hangs for ever
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(
            target=work, args=(theirs, model), name="formcheck-worker", daemon=True
        )
        self.process.start()
        theirs.close()
        self.awake = False  # until the first report
        self._unsaid: queue.SimpleQueue[Order | Picture | str | None] = queue.SimpleQueue()
        self._speaking = threading.Thread(target=self._speak, name="hand", daemon=True)
        self._speaking.start()

    def tell(self, what: Order | Picture | str) -> None:
        """Say something to the worker; one that hangs or has died is found out soon enough."""
        self._unsaid.put(what)

    def _speak(self) -> None:
        """In a thread of its own: a full pipe blocks for as long as the worker hangs."""
        with suppress(OSError):
            while (what := self._unsaid.get()) is not None:
                self.pipe.send(what)

    def kill(self) -> None:
        """End it, whatever it hangs in; the system takes the camera away from it."""
        self.process.kill()
        self.process.join(1.0)
        self._unsaid.put(None)
        self._speaking.join(1.0)
        self.pipe.close()
