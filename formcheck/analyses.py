"""Films that a page has sent, being analysed: one at a time, in a process of its own, and gone afterwards."""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import shutil
import signal
import threading
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from multiprocessing import connection
from pathlib import Path
from typing import Any, Literal

from formcheck.uploads import UploadError, private_folder, receive_film, shown_name

log = logging.getLogger(__name__)

REMEMBERED = 20  # analyses whose outcome can be asked for
ENDING = (503, "formcheck is being ended: start it again, and send the film again.")
UNRECOGNISED = "No exercise was recognised in the film: choose the one that is done, and send it again."
CRASHED = "The analysis has stopped without saying why: the film may be damaged."


@dataclass(slots=True)
class Analysis:
    """How far the analysis of one film is."""

    status: Literal["running", "done", "failed", "cancelled"] = "running"
    progress: float = 0.0
    session_id: int | None = None
    error: str | None = None
    warnings: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """What the page is told."""
        return asdict(self)


class Analyses:
    """Takes a film, has it analysed and saved, and forgets it. The event loop calls the public methods."""

    def __init__(self, model: str, history: Path, *, keep_landmarks: bool = True) -> None:
        """`history` is the file of the `Store` in which the sessions are kept."""
        self._keep_landmarks = keep_landmarks
        self._model = model
        self._history = history
        self._all: dict[int, Analysis] = {}
        self._count = 0
        self._busy = threading.Lock()
        self._receiving: asyncio.Task[Path] | None = None
        self._process: multiprocessing.process.BaseProcess | None = None

    def get(self, number: int) -> Analysis | None:
        """An analysis by its number; only the last few are known."""
        return self._all.get(number)

    async def take(self, exercise: str, name: str, body: AsyncIterator[bytes], length: int | None) -> int:
        """Receive a film and start its analysis; its number. UploadError: it is not taken."""
        if not self._busy.acquire(blocking=False):
            raise UploadError(409, "Another film is being analysed: wait for it, or cancel it.")
        folder = private_folder()
        try:
            film = await self._receive(body, folder, length)
            self._count += 1
            analysis = self._all[self._count] = Analysis()
            self._all.pop(self._count - REMEMBERED, None)
            work = (str(film), exercise, self._model, shown_name(name), self._history, self._keep_landmarks)
            threading.Thread(target=self._oversee, args=(analysis, folder, work), daemon=True).start()
        except BaseException:  # also when the page goes away while it sends
            self._forget(folder)
            raise
        return self._count

    async def _receive(self, body: AsyncIterator[bytes], folder: Path, length: int | None) -> Path:
        """The received film. UploadError: it is not taken, or the server ends."""
        self._receiving = asyncio.create_task(receive_film(body, folder, length))
        try:
            return await self._receiving
        except asyncio.CancelledError:
            raise UploadError(*ENDING) from None
        finally:
            self._receiving = None

    def stop_receiving(self) -> None:
        """Refuse the film that is coming in, as the server ends; a signal handler may call it."""
        if (task := self._receiving) is not None:
            task.get_loop().call_soon_threadsafe(task.cancel)

    def cancel(self, analysis: Analysis) -> None:
        """Give up an analysis, if it is still running."""
        if analysis.status == "running":
            analysis.status = "cancelled"
            if self._process:
                self._process.kill()

    def close(self) -> None:
        """Give up what is running, and wait until nothing of the film is left."""
        for analysis in self._all.values():
            self.cancel(analysis)
        if self._busy.acquire(timeout=1.0):
            self._busy.release()

    def _oversee(self, analysis: Analysis, folder: Path, work: tuple[Any, ...]) -> None:
        """Run a process for the film, because a film may take it down, and note what it says."""
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(
            target=analyse, args=(theirs, *work), name="formcheck-analysis", daemon=True
        )
        try:
            process.start()
            theirs.close()
            self._process = process
            if analysis.status == "cancelled":  # while it was starting
                process.kill()
            with suppress(EOFError):
                while analysis.status == "running":
                    for name, value in ours.recv().items():
                        setattr(analysis, name, value)
            if analysis.status == "running":
                analysis.status, analysis.error = "failed", CRASHED
            process.join()
        finally:
            ours.close()
            self._process = None
            self._forget(folder)

    def _forget(self, folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        self._busy.release()


def analyse(
    line: connection.Connection,
    film: str,
    exercise: str,
    model: str,
    name: str,
    history: Path,
    keep_landmarks: bool,
) -> None:
    """Analyse a film and keep it as a session; how far this is goes over the line as fields of `Analysis`.

    This is the target of the spawned process. exercise: a key, or "auto" to find out
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from formcheck.analyze import analyze_file
    from formcheck.exercises import CATALOGUE
    from formcheck.orders import AUTO
    from formcheck.store import Store

    wanted = None if exercise == AUTO else CATALOGUE[exercise]
    try:
        result = analyze_file(film, wanted, model, progress=lambda done: line.send({"progress": done}))
        if not result.exercise:
            raise ValueError(UNRECOGNISED)
        with Store(history) as store:
            session = store.save_analysis(result, name, keep_landmarks=keep_landmarks)
        line.send({"session_id": session, "warnings": result.warnings, "progress": 1.0, "status": "done"})
    except BrokenPipeError:  # the server is gone, and nobody else would remove the film
        shutil.rmtree(Path(film).parent, ignore_errors=True)
    except (OSError, ValueError, RuntimeError, ImportError) as error:
        words = str(error).replace(film, name).replace(Path(film).name, name)  # as the user calls it
        line.send({"error": words, "status": "failed"})
