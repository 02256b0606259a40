"""A film that was held sideways, or has uneven frames, gives what its upright and even twin gives."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from films import write_film

from formcheck import CATALOGUE
from formcheck.analyze import Result, analyze_file
from formcheck.camera import open_film
from tests.landmark_cache import FILMS

pytestmark = pytest.mark.slow

FILM = "squat_front_fast"
QUARTERS = {
    "upright": (0, 0),
    "held to the left": (1, -90),
    "upside down": (2, 180),
    "held to the right": (3, 90),
}
SAME_S = 0.3  # as close as boundaries are to the truth


def analysed(path: Path) -> Result:
    return analyze_file(path, CATALOGUE["squat"])


@pytest.fixture(scope="module")
def even() -> Result:
    return analysed(FILMS / f"{FILM}.mp4")


def agrees(found: Result, even: Result) -> bool:
    """Whether two analyses found the same repetitions with the same faults."""
    return all(
        twin.faults == rep.faults
        and abs(twin.start_s - rep.start_s) < SAME_S
        and abs(twin.end_s - rep.end_s) < SAME_S
        for twin, rep in zip(found.summary.reps, even.summary.reps, strict=True)
    )


@pytest.mark.parametrize("held", QUARTERS)
def test_a_film_held_in_any_way_gives_the_same(tmp_path: Path, even: Result, held: str) -> None:
    quarters, rotation = QUARTERS[held]
    with open_film(FILMS / f"{FILM}.mp4") as film:
        frames = list(film)
    turned = [np.ascontiguousarray(np.rot90(frame.image, quarters)) for frame in frames]
    path = write_film(tmp_path / "turned.mp4", turned, [frame.t for frame in frames], rotation=rotation)
    found = analysed(path)
    assert (found.width, found.height) == (even.width, even.height)
    assert agrees(found, even)


def test_a_film_of_uneven_frames_gives_the_same(tmp_path: Path, even: Result) -> None:
    with open_film(FILMS / f"{FILM}.mp4") as film:
        random = np.random.default_rng(3)
        frames = [frame for frame in film if random.random() < 0.67]
    path = write_film(tmp_path / "uneven.mp4", [f.image for f in frames], [f.t for f in frames])
    assert agrees(analysed(path), even)
