"""The same film gives the same events, watched live or analysed: to the last bit."""

from __future__ import annotations

from pathlib import Path

import pytest
from fixture_films import FILMS, read_film
from running import messages, running, say

from formcheck import CATALOGUE
from formcheck.analyze import analyze_file
from formcheck.core.events import RepCounted, event_from_dict
from formcheck.store import Store, history_path


@pytest.mark.slow
def test_live_events_of_a_film_are_those_of_its_analysis(tmp_path: Path) -> None:
    film = read_film(FILMS / "squat_front_narrow.json")
    told = []
    with running(tmp_path, source=str(film.path)) as server, server.page() as page:
        say(page, "start", exercise="squat")
        for message in messages(page):
            if message["type"] == "ended":
                break
            if message["type"] == "event":
                told.append(event_from_dict(message["event"]))
    result = analyze_file(film.path, CATALOGUE["squat"])
    assert told == result.events
    assert sum(isinstance(event, RepCounted) for event in told) == len(film.reps)
    with Store(history_path(tmp_path)) as store:
        (line,) = store.sessions()
        assert store.events(line.id) == told
        assert store.curve(line.id) == result.samples
