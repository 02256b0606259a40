"""`formcheck` itself: takes a free port, serves the page, and ends cleanly."""

from __future__ import annotations

import errno
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

import uvicorn

from formcheck.analyses import Analyses
from formcheck.app import build_app
from formcheck.assets import asset_folder, escaped
from formcheck.desk import Desk
from formcheck.diary import Diary
from formcheck.follow import Attendance
from formcheck.guard import Guard, Keys, is_loopback
from formcheck.live import Live
from formcheck.orders import take_order
from formcheck.pages import Pages
from formcheck.plans import Shelf, plans_folder
from formcheck.store import Store, StoreError, history_path
from formcheck.uploads import remove_leftovers
from formcheck.watched import Watched
from formcheck.watcher import Watcher

PORTS_TRIED = 20
LONGEST_GOODBYE_S = 2  # for open connections at the end
WAITING_BYTES = 2**18  # of a connection; the system doubles it: some ten pictures
UNREAD_MS = 3000  # until a connection whose other end reads nothing is cut
LARGEST_MESSAGE = 1 << 20  # bytes that a page may say at once: a picture of its camera


@dataclass(frozen=True, slots=True)
class LiveOptions:
    """What `formcheck` can be told; a `source` (film or address) or the demo takes the camera's place."""

    camera: str | None = None
    source: str | None = None
    demo: bool = False
    exercise: str | None = None
    plan: str | None = None
    model: str = "full"
    host: str = "127.0.0.1"
    port: int = 8000
    browser: bool = True
    data_dir: Path | None = None
    keep_landmarks: bool = True


class Server(uvicorn.Server):
    """Ends once, and properly: a second Ctrl+C would leave the session unfinished to save a second."""

    def __init__(self, config: uvicorn.Config, ending: Callable[[], None]) -> None:
        """`ending` is called when the end begins, before connections are waited for."""
        super().__init__(config)
        self._ending = ending

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to end, unless that has begun."""
        if not self.should_exit:
            super().handle_exit(sig, frame)
            self._ending()


def serve(options: LiveOptions) -> None:
    """Serve until Ctrl+C. ValueError, OSError: it cannot start; the message is one line."""
    remove_leftovers()
    desk = open_desk(options)
    with closing(bind(options.host, options.port)) as listener:
        port = listener.getsockname()[1]
        keys = Keys()
        announce = partial(_announce, partial(page_address, options.host, port), keys, options)
        app = build_app(desk, asset_folder("web"), announce)
        config = uvicorn.Config(
            Guard(app, options.host, port, keys),
            log_level="warning",
            access_log=False,
            server_header=False,
            ws="websockets-sansio",
            ws_max_size=LARGEST_MESSAGE,
            ws_per_message_deflate=False,  # it would cost more than encoding the picture did
            timeout_graceful_shutdown=LONGEST_GOODBYE_S,
        )
        with suppress(KeyboardInterrupt):  # uvicorn raises it once more when all is closed
            Server(config, desk.analyses.stop_receiving).run(sockets=[listener])


def choose_sources(options: LiveOptions) -> dict[str, Watched]:
    """What "default" and "demo" stand for. FileNotFoundError: there is no such film."""
    film = asset_folder("web") / "demo.mp4"
    demo = Watched(str(film), "demo", "The demo")
    if options.demo:
        default = demo
    elif options.source is None:
        camera = options.camera or "0"
        default = Watched(camera, "camera", f"Camera {camera}" if camera.isdecimal() else camera)
    elif "://" in options.source:
        default = Watched(options.source, "url", urlsplit(options.source).hostname or "The address")
    elif Path(options.source).is_file():
        default = Watched(options.source, "file", escaped(Path(options.source).name))
    else:
        raise FileNotFoundError(f"{options.source}: there is no such film")
    return {"default": default, "demo": demo}


def bind(host: str, port: int) -> socket.socket:
    """A listening socket on this port, or on the next free one. OSError: there is none, or no such host."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in range(port, min(port + PORTS_TRIED, 65536)) if port else (0,):
        listener = socket.socket(family, socket.SOCK_STREAM)
        # Its connections inherit it; left alone it grows to seconds of pictures for a page that reads none.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, WAITING_BYTES)
        if sys.platform != "win32":  # there it would let two programs have the same port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if (
            sys.platform == "linux"
        ):  # its connections inherit this; a page that was dropped may keep its end open
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNREAD_MS)
        try:
            listener.bind((host, candidate))
            listener.listen(128)
            return listener
        except OSError as error:
            listener.close()
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise OSError(f"host {host}: {error.strerror or error}") from None
    raise OSError(f"ports {port} to {port + PORTS_TRIED - 1} are all taken: choose another one with --port")


def page_address(host: str, port: int, key: str) -> str:
    """Where the page is, with a key to it."""
    name = {"0.0.0.0": socket.gethostname(), "::": socket.gethostname()}.get(host, host)
    name = f"[{name}]" if ":" in name else name
    return f"http://{name}:{port}/?token={key}"


def open_desk(options: LiveOptions) -> Desk:
    """The live session, its history, and the rest that the application needs."""
    sources = choose_sources(options)
    history = history_path(options.data_dir)
    shelf = Shelf(plans_folder(options.data_dir))
    chosen = options.exercise is not None or options.plan is not None
    order = take_order(shelf, options.exercise, options.plan) if chosen else None
    try:
        store = Store(history)
        trouble, notice = None, store.notice
    except StoreError as error:  # coaching goes on without
        store, trouble, notice = None, f"Nothing is being saved: {error}", None
    pages = Pages()
    live = Live(
        Diary(store, trouble, keep_landmarks=options.keep_landmarks),
        sources,
        partial(Watcher, options.model),
        pages.publish,
        pages.show,
        order,
        shelf,
        notice=notice,
    )
    analyses = Analyses(options.model, history, keep_landmarks=options.keep_landmarks)
    return Desk(live, pages, Attendance(live, pages), analyses, shelf, store)


def _announce(address: Callable[[str], str], keys: Keys, options: LiveOptions) -> None:
    """Say where the page is, and open it."""
    print(f"formcheck is at {address(keys.lasting)}  (Ctrl+C ends it)", flush=True)
    if not is_loopback(options.host):
        print("Other computers can reach it. Whoever has this address can see your camera.", flush=True)
    if options.browser and keys.once:
        threading.Thread(target=webbrowser.open, args=(address(keys.once),), daemon=True).start()
