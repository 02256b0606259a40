"""How many pictures a second are looked at, and what holds them up."""

from __future__ import annotations

from formcheck.pace import OVER, Pace


def after(gap_s: float, looking_s: float, pictures: int = 2 * OVER) -> dict[str, float]:
    pace = Pace()
    for number in range(pictures):
        pace.add(100.0 + number * gap_s, looking_s)
    return pace.as_dict()


def test_a_slow_camera_leaves_time_and_a_slow_computer_does_not() -> None:
    assert after(0.2, 0.03) == {"fps": 5.0, "busy": 0.15}
    assert after(0.2, 0.19) == {"fps": 5.0, "busy": 0.95}


def test_only_the_last_pictures_matter() -> None:
    pace = Pace()
    for number in range(10):
        pace.add(float(number), 1.0)
    for number in range(OVER):
        pace.add(100.0 + number / 25, 0.01)
    assert pace.as_dict() == {"fps": 25.0, "busy": 0.25}


def test_nothing_is_known_of_one_picture_or_after_a_break() -> None:
    unknown = {"fps": 0.0, "busy": 0.0}
    assert after(0.2, 0.1, pictures=0) == after(0.2, 0.1, pictures=1) == after(0.0, 0.1) == unknown
    pace = Pace()
    pace.add(1.0, 0.1)
    pace.add(2.0, 0.1)
    pace.clear()
    assert pace.as_dict() == unknown
