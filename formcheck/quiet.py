"""Native libraries, kept from writing into the terminal."""

from __future__ import annotations

import logging
import os
import threading
from contextlib import suppress

_log = logging.getLogger(__name__)


class _QuietStderr:
    """Keeps what native code prints out of the terminal; its own settings for that do nothing.

    File descriptor 2 belongs to the whole process, so of several at once the first takes it away and the last
    gives it back. Logging at DEBUG lets all through.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._inside = 0
        self._terminal = self._nowhere = -1

    def __enter__(self) -> None:
        with self._lock:
            self._inside += 1
            if self._inside > 1 or _log.isEnabledFor(logging.DEBUG):
                return
            with suppress(OSError):  # started without one
                if self._nowhere < 0:
                    self._nowhere = os.open(os.devnull, os.O_WRONLY)
                self._terminal = os.dup(2)
                os.dup2(self._nowhere, 2)

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._inside -= 1
            if self._inside == 0 and self._terminal >= 0:
                os.dup2(self._terminal, 2)
                os.close(self._terminal)
                self._terminal = -1


quiet_stderr = _QuietStderr()
