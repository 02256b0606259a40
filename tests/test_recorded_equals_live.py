"""The same film gives the same events, watched live or analysed: to the last bit."""

from __future__ import annotations

from pathlib import Path

import pytest
from landmark_cache import FILMS
from running import messages, running, say

from benchmarks.rendered import rendered_film
from formcheck import CATALOGUE
from formcheck.analyze import analyze_file
from formcheck.core.events import RepCounted, event_from_dict
from formcheck.landmarks import Landmarks
from formcheck.store import Store, history_path


@pytest.mark.slow
def test_live_events_of_a_film_are_those_of_its_analysis(tmp_path: Path) -> None:
    film = rendered_film(FILMS / "squat_front_narrow.mp4")
    told = []
    with running(tmp_path, source=str(film.path)) as server, server.page() as page:
        say(page, "start", exercise="squat")
        for message in messages(page):
            if message["type"] == "ended":
                break
            if message["type"] == "event":
                told.append(event_from_dict(message["event"]))
        replay = server.ask("GET", "/api/sessions/1/landmarks").content
    result = analyze_file(film.path, CATALOGUE["squat"])
    assert told == result.events
    assert sum(isinstance(event, RepCounted) for event in told) == film.truths["squat"].reps
    with Store(history_path(tmp_path)) as store:
        (line,) = store.sessions()
        assert store.events(line.id) == told
        assert store.curve(line.id) == result.samples
    assert replay == Landmarks.joined(result.landmarks).to_bytes()
