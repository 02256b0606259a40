"""The web application: the page, its API, and the socket over which the page follows a session."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Request, Response, WebSocket
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from formcheck import app_history, app_plans
from formcheck.analyses import Analysis
from formcheck.camera import list_cameras
from formcheck.desk import AtDesk, Desk, Id, Json, JsonObject, read_object
from formcheck.exercises import CATALOGUE
from formcheck.follow import follow, start
from formcheck.live import LiveError
from formcheck.orders import AUTO, OrderError
from formcheck.plans import PlanError
from formcheck.refusals import first_line
from formcheck.store import StoreError
from formcheck.uploads import UploadError


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
    OrderError: 422,
    PlanError: 409,
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
            return Json({"detail": first_line(error.errors())}, status_code=status)
        line = "Something went wrong in the server." if status == 500 else str(error)
        return Json({"detail": line}, status_code=getattr(error, "status", status))

    return answer


api = APIRouter()
api.include_router(app_history.api)
api.include_router(app_plans.api)


def _known(desk: Desk, number: int) -> Analysis:
    known = desk.analyses.get(number)
    if known is None:
        raise HTTPException(404, f"There is no analysis {number}.")
    return known


@api.get("/api/exercises")
def exercises() -> Response:
    """What can be trained, and all that the page needs to know of it."""
    return Json([exercise.describe() for exercise in CATALOGUE.values()])


@api.get("/api/cameras")
def cameras() -> Response:
    """The webcams of this computer, by name."""
    return Json([{"number": camera.index, "name": camera.name} for camera in list_cameras()])


@api.get("/api/state")
def state(desk: AtDesk) -> Response:
    """How the live session is."""
    return Json(desk.live.snapshot())


@api.post("/api/sessions")
def start_session(said: Annotated[JsonObject, Depends(read_object)], desk: AtDesk) -> Response:
    """Start a session, as the "start" of a page does; its number is null while it cannot be saved."""
    return Json({"id": start(desk.live, said)}, status_code=201)


@api.post("/api/sessions/{id}/stop")
def stop_session(id: Id, desk: AtDesk) -> Response:
    """End the running session."""
    if desk.live.snapshot()["session_id"] != id:
        raise LiveError(f"Session {id} is not running.")
    desk.live.stop()
    return Json({"id": id})


@api.post("/api/analyses")
async def start_analysis(request: Request, desk: AtDesk, exercise: str, name: str = "") -> Response:
    """Take a film as it is, and begin to analyse it; exercise: a key, or "auto" to find out."""
    if exercise not in (AUTO, *CATALOGUE):
        raise HTTPException(422, f"exercise: expected {AUTO} or one of {', '.join(CATALOGUE)}.")
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
