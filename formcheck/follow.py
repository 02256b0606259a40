"""One page's socket: what it asks for goes to the live session, and what happens there comes back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

import anyio
import orjson
from starlette.concurrency import run_in_threadpool
from starlette.websockets import WebSocket, WebSocketDisconnect

from formcheck.live import Live, LiveError
from formcheck.orders import OrderError
from formcheck.page_camera import Picture
from formcheck.pages import Page, Pages, to_json

GRACE_S = 1.5  # after the last page left: a reload is no leaving
NOT_UNDERSTOOD = 1008  # close codes: policy
TOO_SLOW = 1013  # try again later

LARGEST_TEXT = 64 << 10  # characters of a command
CLOSING_S = 0.2  # for a page to take leave; one that does not read takes none


class NotUnderstoodError(ValueError):
    """A message that no page of ours sends."""


def _text(message: dict[str, Any], name: str, default: str | None = None) -> str:
    value = message.get(name, default)
    if not isinstance(value, str):
        raise OrderError(f"{name}: expected text; got {value!r:.40}")
    return value


def _optional(message: dict[str, Any], name: str) -> str | None:
    return None if message.get(name) is None else _text(message, name)


def start(live: Live, message: dict[str, Any]) -> int | None:
    """Start what a page or a program asks for. LiveError: why it cannot start."""
    goal = {name: value for name, value in message.items() if name not in NO_GOAL}
    exercise, plan = _optional(message, "exercise"), _optional(message, "plan")
    return live.start(exercise, _text(message, "source", "default"), plan, goal)


NO_GOAL = ("type", "exercise", "source", "plan")  # the rest of a start command is a goal: sets, reps, ...
COMMANDS: Mapping[str, Callable[[Live, dict[str, Any]], object]] = {
    "start": start,
    "pause": lambda live, _: live.pause(),
    "resume": lambda live, _: live.resume(),
    "stop": lambda live, _: live.stop(),
    "skip": lambda live, _: live.skip(),
    "back": lambda live, _: live.back(),
    "correct": lambda live, said: live.correct(said.get("change", 0)),
    "plan": lambda live, said: live.choose(_optional(said, "exercise"), _text(said, "plan")),
    "camera": lambda live, said: live.use_camera(_text(said, "camera")),
    "exercise": lambda live, said: live.choose(_text(said, "exercise")),
}


class Attendance:
    """Tells the live session whether anybody looks on; pages that only reload are not missed."""

    def __init__(self, live: Live, pages: Pages) -> None:
        self._live = live
        self._pages = pages
        self._telling = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()

    async def tell(self) -> None:
        """Let the session know how it is now, in the order of what happens."""
        async with self._telling:
            await run_in_threadpool(self._live.attend, len(self._pages) > 0)

    def tell_later(self) -> None:
        """The same, after the time that a reload takes."""
        task = asyncio.ensure_future(self._after_grace())
        self._tasks.add(task)  # the loop itself keeps only a weak reference
        task.add_done_callback(self._tasks.discard)

    async def _after_grace(self) -> None:
        await asyncio.sleep(GRACE_S)
        await self.tell()


async def follow(socket: WebSocket, live: Live, pages: Pages, attendance: Attendance) -> None:
    """Serve one page until it goes, is too slow, or says what is not understood."""
    await socket.accept()
    page = Page(asyncio.get_running_loop())

    def enter(snapshot: dict[str, Any]) -> None:
        page.add(to_json(snapshot))
        pages.enter(page)

    await run_in_threadpool(live.welcome, enter)
    await attendance.tell()
    sending = asyncio.ensure_future(page.send_all(socket))
    hearing = asyncio.ensure_future(_obey(socket, page, live))
    slow = asyncio.ensure_future(page.too_slow())
    try:
        await asyncio.wait((sending, hearing, slow), return_when=asyncio.FIRST_COMPLETED)
    finally:
        pages.leave(page)
        attendance.tell_later()
        sending.cancel()
        hearing.cancel()
        slow.cancel()
        heard, *_ = await asyncio.gather(hearing, sending, slow, return_exceptions=True)
    if heard is not None:  # else the page has gone by itself
        code = NOT_UNDERSTOOD if isinstance(heard, NotUnderstoodError) else TOO_SLOW
        with suppress(RuntimeError, WebSocketDisconnect), anyio.move_on_after(CLOSING_S):
            await socket.close(code)


async def _obey(socket: WebSocket, page: Page, live: Live) -> None:
    """Do what the page asks for, until it goes. NotUnderstoodError: it asked for something else."""
    while (message := await socket.receive())["type"] == "websocket.receive":
        if (picture := message.get("bytes")) is not None:
            live.feed(read_picture(picture))
            continue
        said = read_message(message.get("text"))
        try:
            await run_in_threadpool(COMMANDS[said["type"]], live, said)
        except (LiveError, OrderError) as error:
            page.add(to_json({"type": "error", "message": str(error)}))


def read_picture(message: bytes) -> Picture:
    """A picture of the page's camera. NotUnderstoodError: it is none."""
    try:
        return Picture.unpack(message)
    except ValueError as error:
        raise NotUnderstoodError(str(error)) from None


def read_message(text: str | None) -> dict[str, Any]:
    """What a page says: an object with one of the known types. NotUnderstoodError: it is none."""
    with suppress(orjson.JSONDecodeError):
        said = orjson.loads(text or "" if len(text or "") <= LARGEST_TEXT else "")
        if isinstance(said, dict) and isinstance(said.get("type"), str) and said["type"] in COMMANDS:
            return said
    raise NotUnderstoodError(f"expected an object whose type is one of {', '.join(COMMANDS)}")
