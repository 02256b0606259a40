"""The benchmarks of speed: what stands beside our figures is what it claims to be."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.speed.rows import Row, table_of
from benchmarks.speed.size import brought_along
from benchmarks.speed.stand_in import Counter
from formcheck.core.pose import Columns
from tests.films import detection_of
from tests.simulate import Camera, squats


def test_the_usual_counter_counts_squats_and_draws() -> None:
    counter, image = Counter(), np.zeros((480, 640, 3), np.uint8)
    for pose in squats(3).poses(Camera(azimuth=90)):
        drawn = counter.update(landmarks(detection_of(pose, 640, 480).image), image)
    assert counter.count == 3
    assert drawn[100:].any(), "the person, below the box"


def landmarks(columns: Columns) -> list[object]:
    """As MediaPipe gives them."""
    from mediapipe.tasks.python.components.containers.landmark import NormalizedLandmark

    return [NormalizedLandmark(*row) for row in zip(*columns, strict=True)]


@pytest.mark.parametrize(
    ("row", "ratio", "met"),
    [
        (Row("a", 3.0, "ms", 5.0, "peer", most=0.65), 0.6, True),
        (Row("a", 4.0, "ms", 5.0, "peer", most=0.65), 0.8, False),
        (Row("a", 21_000.0, "", least=20_000.0), None, True),
        (Row("a", 0.4, "s", most=0.3), None, False),
        (Row("a", 7.0, "MB"), None, None),
    ],
)
def test_a_goal_is_for_the_ratio_where_there_is_one(row: Row, ratio: float | None, met: bool | None) -> None:
    assert row.ratio == (None if ratio is None else pytest.approx(ratio))
    assert row.met is met
    assert table_of([row]).markdown()


def test_what_an_installation_brings_along_is_followed_to_its_end() -> None:
    found = brought_along("fastapi")
    assert {"fastapi", "starlette", "pydantic"} <= set(found)
    assert "pytest" not in found
