"""The history's part of the API: sessions as a list and one by one, over time and beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from shutil import rmtree
from typing import Annotated, Literal

from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from formcheck.core.summary import Summary, summarise
from formcheck.core.trends import compare, trends
from formcheck.desk import LARGEST_ID, AtDesk, Id, Json
from formcheck.exercises import CATALOGUE
from formcheck.exports import LARGEST_BYTES, Listed, read_sessions, to_csv, to_json
from formcheck.live import LiveError
from formcheck.store import Store, StoredSession
from formcheck.uploads import UploadError, private_folder, receive

IdToCompare = Annotated[int, Query(ge=1, le=LARGEST_ID)]

Format = Literal["csv", "html", "json"]
MEDIA_TYPE = {
    "csv": "text/csv; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
}

api = APIRouter()


def _download(content: str | Iterator[bytes], name: str, format: str) -> Response:
    """A file for the browser to keep."""
    body = iter([content.encode()]) if isinstance(content, str) else content
    headers = {"Content-Disposition": f'attachment; filename="{name}.{format}"'}
    return StreamingResponse(body, media_type=MEDIA_TYPE[format], headers=headers)


def _found(history: Store, number: int) -> StoredSession:
    stored = history.session(number)
    if stored is None:
        raise HTTPException(404, f"There is no session {number}.")
    return stored


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
            "summary": summarise(desk.history.events(id), stored.exercise).as_dict(),
            "curve": {
                "name": signal.get("name", ""),
                "unit": signal.get("unit", ""),
                "t": [t for t, _ in curve],
                "value": [value for _, value in curve],
            },
        }
    )


@api.get("/api/sessions/{id}/landmarks")
def landmarks(id: Id, desk: AtDesk) -> Response:
    """Where the body was, as `Landmarks.to_bytes` describes; no frames when that was not kept."""
    _found(desk.history, id)
    return Response(desk.history.landmarks(id).to_bytes(), media_type="application/octet-stream")


@api.get("/api/trends")
def all_trends(desk: AtDesk) -> Response:
    """Each exercise over time, with its personal bests."""
    sessions = [(line.id, line.started_at, summary) for line, summary in desk.history.summaries()]
    return Json([trend.as_dict() for trend in trends(sessions, CATALOGUE)])


@api.get("/api/compare")
def comparison(a: IdToCompare, b: IdToCompare, desk: AtDesk) -> Response:
    """Two sessions beside each other, exercise by exercise; `change` is what b has more than a."""
    first, second = _found(desk.history, a), _found(desk.history, b)
    summaries = _summary(desk.history, first), _summary(desk.history, second)
    compared = [one.as_dict() for one in compare(*summaries, CATALOGUE)]
    return Json({"a": first.as_dict(), "b": second.as_dict(), "exercises": compared})


@api.get("/api/sessions/{id}/export")
def export_session(id: Id, format: Format, desk: AtDesk) -> Response:
    """One session as a file."""
    stored, history = _found(desk.history, id), desk.history
    name = f"formcheck-{stored.started_at[:10]}-{stored.exercise}-{id}"
    if format == "json":
        return _download(to_json(record for record in [history.record(id)] if record), name, format)
    return _download(_table_or_report(history, [(stored, _summary(history, stored))], format), name, format)


@api.get("/api/export")
def export_all(format: Format, desk: AtDesk) -> Response:
    """All sessions as one file."""
    history = desk.history
    if format == "json":
        return _download(to_json(history.records()), "formcheck-sessions", format)
    return _download(_table_or_report(history, history.summaries(), format), "formcheck-sessions", format)


def _table_or_report(
    history: Store, sessions: Sequence[tuple[StoredSession, Summary]], format: Format
) -> str:
    if format == "csv":
        return to_csv(Listed.stored(*session) for session in sessions)
    from formcheck.report import Reported, to_html  # Jinja, which most runs of the server never need

    told = (Reported.stored(line, found, history.curve(line.id), CATALOGUE) for line, found in sessions)
    return to_html(told, CATALOGUE)


def _summary(history: Store, stored: StoredSession) -> Summary:
    return summarise(history.events(stored.id), stored.exercise)


@api.post("/api/import")
async def import_sessions(request: Request, desk: AtDesk) -> Response:
    """Take over the sessions of an exported JSON file: those that are new, all or none of them."""
    length = request.headers.get("content-length", "")
    folder = private_folder()
    try:
        file = folder / "sessions.json"
        await receive(request.stream(), file, int(length) if length.isdecimal() else None, LARGEST_BYTES)
        added, known = await run_in_threadpool(_take_over, desk.history, file)
    finally:
        rmtree(folder, ignore_errors=True)
    return Json({"added": added, "known": known}, status_code=201)


def _take_over(history: Store, file: Path) -> tuple[list[int], int]:
    """The numbers of the new sessions in a file, and how many were here. UploadError: it holds none."""
    try:
        records = read_sessions(file)
    except ValueError as error:
        raise UploadError(422, str(error)) from None
    added = history.take_over(records)
    return added, len(records) - len(added)


@api.delete("/api/sessions")
def delete_all_sessions(desk: AtDesk) -> Response:
    """Remove all sessions for good, but one that is running."""
    return Json({"deleted": desk.history.delete_all()})


@api.delete("/api/sessions/{id}")
def delete_session(id: Id, desk: AtDesk) -> Response:
    """Remove a session for good."""
    line = desk.history.session(id)
    if line is None:
        raise HTTPException(404, f"There is no session {id}.")
    if line.status == "running":  # here, or in another formcheck
        raise LiveError(f"Session {id} is running: stop it first.")
    desk.history.delete(id)
    return Response(status_code=204)
