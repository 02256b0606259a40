"""What every request may need, and how it is answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

import orjson
from fastapi import Depends, HTTPException, Request, Response
from fastapi import Path as InPath
from starlette.requests import HTTPConnection

from formcheck.analyses import Analyses
from formcheck.follow import Attendance
from formcheck.live import Live
from formcheck.pages import Pages
from formcheck.plans import Shelf
from formcheck.store import Store, StoreError

LARGEST_REQUEST = 64 << 10  # bytes of JSON; a film is not JSON
LARGEST_ID = 2**63 - 1  # that SQLite takes


@dataclass(frozen=True)
class Desk:
    """Everything that a request may need. `store` is None when the history cannot be opened."""

    live: Live
    pages: Pages
    attendance: Attendance
    analyses: Analyses
    shelf: Shelf
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


JsonObject = dict[str, Any]


async def read_object(request: Request) -> JsonObject:
    """The body of a request. HTTPException: too large, or no JSON object."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_REQUEST:
            raise HTTPException(413, f"expected at most {LARGEST_REQUEST} bytes of JSON.")
    try:
        said = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise HTTPException(422, f"expected JSON: {error}") from None
    if not isinstance(said, dict):
        raise HTTPException(422, "expected a JSON object.")
    return said


class Json(Response):
    """JSON from plain values, dataclasses and numpy's numbers; what is not finite becomes null."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """The bytes."""
        return orjson.dumps(content, option=orjson.OPT_SERIALIZE_NUMPY)
