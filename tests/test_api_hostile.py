"""Requests that no page sends: every route answers any of them with one line, and none breaks the server."""

from __future__ import annotations

import json
import socket
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from running import Server, messages, running, say, until
from schemathesis import Case
from websockets.exceptions import ConnectionClosed

from formcheck.app import api
from formcheck.follow import COMMANDS

described = FastAPI()
described.include_router(api)
schema = schemathesis.openapi.from_dict(described.openapi())


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("data")) as started:
        yield started


@schema.parametrize()
@settings(max_examples=15, suppress_health_check=list(HealthCheck))
def test_any_request_at_all_is_answered_without_an_error_of_the_server(case: Case, server: Server) -> None:
    answer = case.call(base_url=server.url, headers=server.bearer)
    assert answer.status_code < 500 or answer.status_code == 503
    if answer.status_code >= 400:
        assert isinstance(answer.json()["detail"], str)


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
NAMES = st.sampled_from(["type", "exercise", "source", "start", "stop", "plan", "change", "squat", "demo"])
ANYTHING = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES | st.text(max_size=5), inner)
)
FEW = settings(max_examples=40, suppress_health_check=list(HealthCheck))


@given(ANYTHING)
@FEW
def test_any_json_in_the_place_of_a_start_is_refused_in_one_line(server: Server, body: Any) -> None:
    answer = server.ask("POST", "/api/sessions", content=json.dumps(body))
    assert answer.status_code in (201, 409, 422)
    if answer.status_code != 201:
        assert "\n" not in answer.json()["detail"]


@given(st.dictionaries(NAMES, ANYTHING) | ANYTHING, st.sampled_from(sorted(COMMANDS)))
@FEW
def test_any_message_is_obeyed_answered_or_ends_the_line(server: Server, said: Any, type_: str) -> None:
    with server.page() as page:
        page.send(json.dumps(said | {"type": type_} if isinstance(said, dict) else said))
        with suppress(ConnectionClosed):
            say(page, "start", exercise="no such exercise")
            until(page, "error")
    assert server.get("/api/state")["status"]


def test_a_page_that_asks_a_thousand_times_does_not_hold_up_the_others(server: Server) -> None:
    with server.page() as hasty, server.page() as calm:
        for _ in range(1000):
            say(hasty, "exercise", exercise="no such exercise")
        say(calm, "exercise", exercise="neither this")
        assert "neither this" in until(calm, "error")["message"]
        errors = (message for message in messages(hasty) if message["type"] == "error")
        assert len([next(errors) for _ in range(1000)]) == 1000


def test_lines_that_are_cut_in_the_middle_of_a_message_leave_nothing_behind(server: Server) -> None:
    for _ in range(20):
        with server.page() as page:
            page.socket.sendall(b"\x81\xfe\x40\x00abcd")  # announces 16 kB, and goes
            page.socket.shutdown(socket.SHUT_RDWR)
    with server.page() as page:
        until(page, "snapshot")


def test_a_message_of_twenty_megabytes_is_not_taken(server: Server) -> None:
    with server.page() as page:
        with suppress(ConnectionClosed):  # the server does not wait for its end
            page.send("x" * 20_000_000)
        with pytest.raises(ConnectionClosed):
            deque(messages(page))
    assert server.get("/api/state")["status"]
