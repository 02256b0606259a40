"""The web application: the page, its API, and the socket over which the page follows a session."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Depends, FastAPI, HTTPException, Request, Response, WebSocket
from fastapi import Path as InPath
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles
from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, HTTPConnection

from formcheck.analyses import Analyses, Analysis
from formcheck.core.summary import summarise
from formcheck.exercises import CATALOGUE
from formcheck.follow import Attendance, follow
from formcheck.live import Live, LiveError
from formcheck.pages import Pages
from formcheck.store import Store, StoredSession, StoreError
from formcheck.uploads import UploadError

LARGEST_REQUEST = 64 << 10  # bytes of JSON; a film is not JSON
LARGEST_ID = 2**63 - 1  # that SQLite takes


@dataclass(frozen=True)
class Desk:
    """Everything that a request may need. `store` is None when the history cannot be opened."""

    live: Live
    pages: Pages
    attendance: Attendance
    analyses: Analyses
    store: Store | None

    @property
    def history(self) -> Store:
        """The store. StoreError: there is none."""
        if self.store is None:
            raise StoreError(self.live.snapshot()["notice"])
        return self.store

    def close(self) -> None:
        """Keep the running session, and let go of camera and files."""
        self.live.close()
        self.analyses.close()
        if self.store:
            self.store.close()


def _desk(connection: HTTPConnection) -> Desk:
    desk: Desk = connection.app.state.desk
    return desk


AtDesk = Annotated[Desk, Depends(_desk)]
Id = Annotated[int, InPath(ge=1, le=LARGEST_ID)]


class Json(Response):
    """JSON from plain values, dataclasses and numpy's numbers; what is not finite becomes null."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """The bytes."""
        return orjson.dumps(content, option=orjson.OPT_SERIALIZE_NUMPY)


class StartRequest(BaseModel):
    """What starts a session."""

    model_config = ConfigDict(extra="forbid", strict=True)
    exercise: str
    source: str = "default"


def build_app(desk: Desk, web: Path, started: Callable[[], None]) -> FastAPI:
    """The application around a desk; `web` has the page, `started` is called when it can answer."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        desk.live.open()
        started()
        yield
        await run_in_threadpool(desk.close)

    app = FastAPI(lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.desk = desk
    for error, status in STATUS_OF.items():
        app.add_exception_handler(error, _answer_with(status))
    app.include_router(api)
    app.mount("/", StaticFiles(directory=web, html=True))
    return app


STATUS_OF: dict[type[Exception], int] = {
    LiveError: 409,
    StoreError: 503,
    UploadError: 400,  # unless it knows better
    ClientDisconnect: 400,
    RequestValidationError: 422,
    Exception: 500,
}


def _answer_with(status: int) -> Callable[[Request, Exception], Response]:
    """Every refusal is one plain line."""

    def answer(_: Request, error: Exception) -> Response:
        if isinstance(error, RequestValidationError):
            return Json({"detail": _first_line(error.errors())}, status_code=status)
        line = "Something went wrong in the server." if status == 500 else str(error)
        return Json({"detail": line}, status_code=getattr(error, "status", status))

    return answer


def _first_line(errors: Sequence[Any]) -> str:
    """The first of pydantic's errors: where, and what was expected."""
    where = ".".join(str(part) for part in errors[0]["loc"] if part not in ("path", "query"))
    return f"{where}: {errors[0]['msg']}" if where else str(errors[0]["msg"])


api = APIRouter()


async def _start_request(request: Request) -> StartRequest:
    """The body of a request to start. HTTPException: too large, or not what was expected."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_REQUEST:
            raise HTTPException(413, f"expected at most {LARGEST_REQUEST} bytes of JSON.")
    try:
        wanted = StartRequest.model_validate_json(body)
    except ValidationError as error:
        raise HTTPException(422, _first_line(error.errors())) from None
    if wanted.exercise not in CATALOGUE:
        raise HTTPException(422, f"exercise: expected one of {', '.join(CATALOGUE)}.")
    return wanted


def _found(history: Store, number: int) -> StoredSession:
    stored = history.session(number)
    if stored is None:
        raise HTTPException(404, f"There is no session {number}.")
    return stored


def _known(desk: Desk, number: int) -> Analysis:
    known = desk.analyses.get(number)
    if known is None:
        raise HTTPException(404, f"There is no analysis {number}.")
    return known


@api.get("/api/exercises")
def exercises() -> Response:
    """What can be trained, and all that the page needs to know of it."""
    return Json([exercise.describe() for exercise in CATALOGUE.values()])


@api.get("/api/state")
def state(desk: AtDesk) -> Response:
    """How the live session is."""
    return Json(desk.live.snapshot())


@api.get("/api/sessions")
def sessions(desk: AtDesk) -> Response:
    """All sessions, newest first."""
    return Json(desk.history.sessions())


@api.get("/api/sessions/{id}")
def session(id: Id, desk: AtDesk) -> Response:
    """One session with its summary and its curve."""
    stored = _found(desk.history, id)
    signal = CATALOGUE[stored.exercise].describe()["signal"] if stored.exercise in CATALOGUE else {}
    curve = desk.history.curve(id)
    return Json(
        stored.as_dict()
        | {
            "summary": summarise(desk.history.events(id)).as_dict(),
            "curve": {
                "name": signal.get("name", ""),
                "unit": signal.get("unit", ""),
                "t": [t for t, _ in curve],
                "value": [value for _, value in curve],
            },
        }
    )


@api.post("/api/sessions")
def start_session(request: Annotated[StartRequest, Depends(_start_request)], desk: AtDesk) -> Response:
    """Start a session; its number is null while it cannot be saved."""
    return Json({"id": desk.live.start(request.exercise, request.source)}, status_code=201)


@api.post("/api/sessions/{id}/stop")
def stop_session(id: Id, desk: AtDesk) -> Response:
    """End the running session."""
    if desk.live.snapshot()["session_id"] != id:
        raise LiveError(f"Session {id} is not running.")
    desk.live.stop()
    return Json({"id": id})


@api.delete("/api/sessions/{id}")
def delete_session(id: Id, desk: AtDesk) -> Response:
    """Remove a session for good."""
    if desk.live.snapshot()["session_id"] == id:
        raise LiveError(f"Session {id} is running: stop it first.")
    if not desk.history.delete(id):
        raise HTTPException(404, f"There is no session {id}.")
    return Response(status_code=204)


@api.post("/api/analyses")
async def start_analysis(request: Request, desk: AtDesk, exercise: str, name: str = "") -> Response:
    """Take a film as it is, and begin to analyse it."""
    if exercise not in CATALOGUE:
        raise HTTPException(422, f"exercise: expected one of {', '.join(CATALOGUE)}.")
    length = request.headers.get("content-length", "")
    size = int(length) if length.isdecimal() else None
    return Json({"id": await desk.analyses.take(exercise, name, request.stream(), size)}, status_code=202)


@api.get("/api/analyses/{id}")
def analysis(id: Id, desk: AtDesk) -> Response:
    """How far an analysis is."""
    return Json(_known(desk, id).as_dict())


@api.delete("/api/analyses/{id}")
def cancel_analysis(id: Id, desk: AtDesk) -> Response:
    """Give up an analysis."""
    desk.analyses.cancel(_known(desk, id))
    return Response(status_code=204)


@api.websocket("/ws")
async def socket(socket: WebSocket, desk: AtDesk) -> None:
    """What happens, as it happens, and the commands of a page."""
    await follow(socket, desk.live, desk.pages, desk.attendance)
