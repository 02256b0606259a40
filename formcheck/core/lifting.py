"""Measures of one leg lifted on the floor: on hands and knees, lying on a side, in a plank.

In the image, in trunk lengths. A lift is the difference between the two legs, so the supporting one moves
nothing; signed levels are positive where the left is higher.
"""

from __future__ import annotations

from collections.abc import Callable
from math import acos, degrees, hypot

from formcheck.core import floor
from formcheck.core.body import ANKLE, FOOT, HEEL, HIP, KNEE, SHOULDER, SIDES, WRIST, Body
from formcheck.core.geometry import NAN, Point, height_over_line
from formcheck.core.measure import Measure, Own

REST_MARGIN = 0.12  # torsos of either leg over the own rest: the model's noise there is about 0.03


def _level(body: Body, joint: int) -> float:
    left, right = body.image[joint], body.image[joint + 1]
    return (right[1] - left[1]) / (body.torso_image or NAN)


def knees_level(body: Body, own: Own) -> float:
    """How far the left knee is above the right one."""
    return _level(body, KNEE)


def ankles_level(body: Body, own: Own) -> float:
    """How far the left ankle is above the right one."""
    return _level(body, ANKLE)


def shoulders_level(body: Body, own: Own) -> float:
    """How far the left shoulder is above the right one."""
    return _level(body, SHOULDER)


def wrists_level(body: Body, own: Own) -> float:
    """How far one hand is above the other, without sign."""
    return abs(_level(body, WRIST))


def knee_lift(body: Body, own: Own) -> float:
    """How far one knee is lifted over the own rest: + the left one, - the right one."""
    return knees_level(body, own) - own.get("knees_level", NAN)


def ankle_lift(body: Body, own: Own) -> float:
    """The same of the ankles."""
    return ankles_level(body, own) - own.get("ankles_level", NAN)


def either_knee_lift(body: Body, own: Own) -> float:
    """How far either knee is lifted over the own rest."""
    return abs(knee_lift(body, own))


def either_ankle_lift(body: Body, own: Own) -> float:
    """The same of the ankles."""
    return abs(ankle_lift(body, own))


def shin_over_knee(body: Body, own: Own) -> float:
    """How much farther the lifted leg's ankle is lifted than its knee: about 0 when the shin stays level."""
    lift = knee_lift(body, own)
    return (1.0 if lift > 0.0 else -1.0) * (ankle_lift(body, own) - lift)


def rests_level(level: Measure, unknown: float) -> Callable[[Body, Own], bool]:
    """Both legs down: the level is as it has been, or within `unknown` before anything is known."""
    return lambda body, own: (
        abs(level.fn(body, own) - own.get(level.name, 0.0)) < (REST_MARGIN if own else unknown)
    )


def top_ankle_lift(body: Body, own: Own) -> float:
    """Lying on a side: how far the top ankle is lifted from the lower one, over the own rest."""
    return top_ankle(body, own) - own.get("top_ankle", NAN)


def top_ankle(body: Body, own: Own) -> float:
    """Lying on a side: how far the top ankle is above the lower one."""
    return ankles_level(body, own) * (1.0 if shoulders_level(body, own) > 0.0 else -1.0)


def _top(body: Body) -> int:
    """The upper side of one who lies on the other."""
    return max(SIDES, key=lambda side: -body.on_image(SHOULDER, side)[1])


def top_shank(body: Body, own: Own) -> float:
    """Lying on a side: how long the top shank is in the image."""
    knee, ankle = (body.on_image(joint, _top(body)) for joint in (KNEE, ANKLE))
    return hypot(knee[0] - ankle[0], knee[1] - ankle[1]) / (body.torso_image or NAN)


def top_knee_flexion(body: Body, own: Own) -> float:
    """Lying on a side: flexion of the top knee, degrees.

    It bends across the picture, or away from the camera: then its shank shortens in the image.
    """
    shortened = top_shank(body, own) / own.get("top_shank", NAN)
    return max(body.knee_image[_top(body)], degrees(acos(min(1.0, shortened))))


def toes_up(body: Body, own: Own) -> float:
    """Lying on a side: how far the top foot's toes point to the ceiling, square to the leg in the image."""
    hip, ankle, heel, toes = (body.on_image(joint, _top(body)) for joint in (HIP, ANKLE, HEEL, FOOT))
    along = (ankle[0] - hip[0], ankle[1] - hip[1])
    foot = (toes[0] - heel[0], toes[1] - heel[1])
    across = abs(along[0]) * -foot[1] + (along[1] if along[0] > 0.0 else -along[1]) * foot[0]
    return across / (hypot(*along) * body.torso_image or NAN)


def shoulders_turn(body: Body, own: Own) -> float:
    """How far the shoulders' level has changed from the own rest, without sign."""
    return abs(shoulders_level(body, own) - own.get("shoulders_level", NAN))


def hips_over_line(body: Body, own: Own) -> float:
    """How far the hips are above (+) or below (-) the line from the shoulders to the lower ankle."""
    ankle = body.on_image(ANKLE, _support(body))
    return height_over_line(body.hips_image, body.shoulders_image, ankle) / (body.torso_image or NAN)


def _support(body: Body) -> int:
    """The side of the lower foot."""
    return max(SIDES, key=lambda side: body.on_image(ANKLE, side)[1])


def _lowest(body: Body, joint: int) -> float:
    return max(body.image[joint][1], body.image[joint + 1][1])


def _below(body: Body, joint: int, place: Point) -> float:
    """How far the lower of two joints is below a place."""
    return (_lowest(body, joint) - place[1]) / (body.torso_image or NAN)


def _hands_towards_hips(body: Body) -> float:
    """How far the nearer wrist is along the trunk: 0 at the shoulders, 1 at the hips."""
    (sx, sy), (hx, hy) = body.shoulders_image, body.hips_image
    length = body.torso_image**2 or NAN
    wrists = (body.on_image(WRIST, side) for side in SIDES)
    return min(((x - sx) * (hx - sx) + (y - sy) * (hy - sy)) / length for x, y in wrists)


# Recorded and rendered people: on hands and knees the lower knee is 0.65 to 1.15 below the hips, the hands
# 1.0 to 1.8 below the shoulders; in a plank 0 to 0.45 and 0.5 (forearms) to 1.25 (hands).
def on_hands_and_knees(body: Body, own: Own) -> bool:
    """The trunk level over hands and knees, the supporting shin on the floor."""
    return (
        abs(floor.hips_over_shoulders(body, own)) < 0.55
        and _below(body, KNEE, body.hips_image) > 0.45
        and _below(body, WRIST, body.shoulders_image) > 0.7
        and _lowest(body, ANKLE) - _lowest(body, KNEE) < 0.15 * body.torso_image
        and abs(shoulders_level(body, own)) < 0.7
    )


def in_a_plank(body: Body, own: Own) -> bool:
    """Face down and level on hands or forearms and toes, the supporting leg straight."""
    return (
        _hands_towards_hips(body) < 0.5
        and abs(floor.hips_over_shoulders(body, own)) < 0.5
        and _below(body, KNEE, body.hips_image) < 0.55
        and _below(body, WRIST, body.shoulders_image) > 0.3
        and body.knee_image[_support(body)] < 40.0
        and abs(shoulders_level(body, own)) < 0.35
    )


def on_a_side(body: Body, own: Own) -> bool:
    """Lying on a side, facing the camera or away from it: the shoulders are stacked (supine up to 0.31).

    Who has lain so may roll a little and still does the exercise.
    """
    level = abs(floor.hips_over_shoulders(body, own)) < 0.4 and _below(body, KNEE, body.hips_image) < 0.6
    return level and abs(shoulders_level(body, own)) > (0.06 if "shoulders_level" in own else 0.38)
