"""The live server: its CPU against the same server on the unchanged model, its pages, its delay, its pace."""

from __future__ import annotations

import hashlib
import multiprocessing
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path
from statistics import median

import psutil
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection

from benchmarks.speed.rows import Row
from formcheck import CATALOGUE
from formcheck.camera import open_film
from formcheck.core.coach import Coach
from formcheck.core.course import Alone
from formcheck.landmarker import MODELS, Landmarker
from formcheck.session import Session
from formcheck.worker import Eyes, Line, Sight, Slot
from tests.running import Server, running, say, unpack

ROOT = Path(__file__).resolve().parents[2]
MOST_CPU, MOST_PAGE, MOST_DELAY = 0.65, 0.05, 1.3
FPS, LEAST_PACE = 30.0, 0.98
PAGES = 8
TURNS = 2
SETTLED_S, SPAN_S = 3.0, 8.0  # of the film: before anything is counted, and how long it is


def rows(film: Path, stock: bytes, frames: int) -> Iterator[Row]:
    """All of it, with the lite model."""
    ours: list[float] = []
    theirs: list[float] = []
    crowded: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        other = with_bundle(stock, "lite", Path(folder) / "stock")
        for turn in range(TURNS):
            for root, times in ((ROOT, ours), (other, theirs))[:: 1 if turn % 2 else -1]:
                with session(root, film, Path(folder) / f"{root.name}{turn}") as (server, page):
                    times.append(cpu_ms_a_frame(server, page))
                    if root == ROOT:
                        with more_pages(server):
                            crowded.append(cpu_ms_a_frame(server, page))
    yield Row(
        "live server, lite, CPU a frame with a page",
        median(ours),
        "ms",
        median(theirs),
        "unchanged model",
        most=MOST_CPU,
    )
    share = (median(crowded) / median(ours) - 1.0) / PAGES
    yield Row("each of 8 more pages costs, of that", share, "", most=MOST_PAGE)
    yield delay(film, frames)


def with_bundle(bundle: bytes, model: str, root: Path) -> Path:
    """A copy of the program that carries another model, and expects its sum."""
    for name in ("formcheck", "web", "models"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    (root / "models" / f"pose_landmarker_{model}.task").write_bytes(bundle)
    code = root / "formcheck" / "landmarker.py"
    code.write_text(code.read_text().replace(MODELS[model], hashlib.sha256(bundle).hexdigest()))
    return root


@contextmanager
def session(root: Path, film: Path, data_dir: Path) -> Iterator[tuple[Server, ClientConnection]]:
    """A server that plays a film as if it were the camera, in a session, with one page open."""
    seen = str(film.resolve())
    with running(data_dir, cwd=root, source=seen, model="lite") as server, server.page() as page:
        say(page, "start", exercise="squat")
        while seconds_of(page) < SETTLED_S:
            pass
        yield server, page


def seconds_of(page: ClientConnection) -> float:
    """The time, in the session, of the next picture that the page gets."""
    while True:
        message = page.recv(60.0)
        if isinstance(message, bytes):
            return float(unpack(message)[0]["t"])


def cpu_ms_a_frame(server: Server, page: ClientConnection) -> float:
    """What the server and its worker take for each frame, over the next seconds of the film."""
    process = psutil.Process(server.process.pid)
    family = [process, *process.children(recursive=True)]

    def spent() -> float:
        return float(sum(sum(member.cpu_times()[:2]) for member in family))

    started, before = seconds_of(page), spent()
    while (now := seconds_of(page)) < started + SPAN_S:
        pass
    return 1000 * (spent() - before) / ((now - started) * FPS)


@contextmanager
def more_pages(server: Server) -> Iterator[None]:
    """Eight pages that only look on."""
    with ExitStack() as stack:
        for _ in range(PAGES):
            page = stack.enter_context(server.page())
            threading.Thread(target=_read, args=(page,), daemon=True).start()
        yield


def _read(page: ClientConnection) -> None:
    try:
        for _ in page:
            pass
    except ConnectionClosed:
        return


def delay(film: Path, frames: int) -> Row:
    """From a frame's capture to the coach's word on it, beside the model's own time; paced, in turns."""
    caught: dict[float, float] = {}
    ours: dict[float, float] = {}
    theirs: list[float] = []
    here, there = multiprocessing.Pipe()
    coached = Session(Alone(Coach(CATALOGUE["squat"])), [], film=True)

    def listen() -> None:
        while isinstance(what := here.recv().what, Sight):
            coached.see(what.detection)
            ours[what.detection.t] = time.perf_counter() - caught[what.detection.t]

    listening = threading.Thread(target=listen)
    listening.start()
    line, slot = Line(there), Slot()
    looking = Eyes(line, "lite").look(slot, 0)
    with open_film(film) as source, Landmarker("lite") as model:
        due = time.perf_counter()
        for number, frame in enumerate(islice(source, 2 * frames)):
            due = max(due + 1 / FPS, time.perf_counter())
            time.sleep(max(0.0, due - time.perf_counter()))
            began = time.perf_counter()
            if number % 2:
                caught[frame.t] = began
                slot.replace(frame)
            else:
                model.detect(frame.image, frame.t)
                theirs.append(time.perf_counter() - began)
    slot.close()
    looking.result()
    line.say("ended")
    listening.join()
    taken = [1000 * seconds for _, seconds in sorted(ours.items())][len(ours) // 10 :]
    beside = [1000 * seconds for seconds in theirs][len(theirs) // 10 :]
    return Row(
        "capture to event, p50", median(taken), "ms", median(beside), "the model alone", most=MOST_DELAY
    )
