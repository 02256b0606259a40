"""Measures of how a standing person's feet are placed, and of the weight over them."""

from __future__ import annotations

from math import atan2, degrees

from formcheck.core.body import ANKLE, FOOT, HEEL, HIP, SHOULDER, SIDES, Body
from formcheck.core.geometry import NAN
from formcheck.core.measure import Own, Pair


def foot_pitch(body: Body, own: Own) -> float:
    """How steeply the near foot points down in the image, degrees: rises when the heel lifts."""
    side = body.near_side
    heel, toe = body.on_image(HEEL, side), body.on_image(FOOT, side)
    return degrees(atan2(toe[1] - heel[1], abs(toe[0] - heel[0])))


def heel_lift(body: Body, own: Own) -> float:
    """Foot pitch over the own standing value, degrees."""
    return foot_pitch(body, own) - own.get("foot_pitch", NAN)


def ankle_height(body: Body, own: Own) -> float:
    """How far the near ankle is above the toes in the image, own shank lengths."""
    side = body.near_side
    ankle, toe = body.on_image(ANKLE, side), body.on_image(FOOT, side)
    return (toe[1] - ankle[1]) / (own.get("shank_image") or NAN)


def ankle_rise(body: Body, own: Own) -> float:
    """The same over its own standing value: a heel that lifts takes the ankle along."""
    return ankle_height(body, own) - own.get("ankle_height", NAN)


def stance_width(body: Body, own: Own) -> float:
    """Ankle gap / shoulder gap, horizontally in the image."""
    i = body.image
    shoulders = abs(i[SHOULDER][0] - i[SHOULDER + 1][0])
    return abs(i[ANKLE][0] - i[ANKLE + 1][0]) / shoulders if shoulders > 0.0 else NAN


def toe_out(body: Body, own: Own) -> Pair:
    """How far each foot points outward from straight ahead, degrees (world, on the floor)."""
    return _toe_out(body, 0), _toe_out(body, 1)


def _toe_out(body: Body, side: int) -> float:
    (lx, _, lz), (rx, _, rz) = body.world[HIP], body.world[HIP + 1]
    across = (lx - rx, lz - rz)  # towards the person's left
    ahead = (across[1], -across[0])  # facing the camera: left is +x, ahead is -z
    heel, toe = body.in_world(HEEL, side), body.in_world(FOOT, side)
    foot = (toe[0] - heel[0], toe[2] - heel[2])
    out = foot[0] * across[0] + foot[1] * across[1]
    forth = foot[0] * ahead[0] + foot[1] * ahead[1]
    if forth == 0.0:  # recordings without depth
        return NAN
    return degrees(atan2(out if side == 0 else -out, forth))


def balance(body: Body, own: Own) -> float:
    """How far the trunk's middle is before (+) or behind (-) the ankles, metres (world, square to the hips).

    Who stands keeps it over the feet, however deep; who sits has it far behind them.
    """
    return body.square_to_hips(*_trunk_off_feet(body))


def weight_shift(body: Body, own: Own) -> float:
    """How far the trunk's middle is to a side of the feet's middle, along the hip axis, metres (world)."""
    return abs(body.along_hips(*_trunk_off_feet(body)))


def _trunk_off_feet(body: Body) -> tuple[float, float]:
    """From the middle of the ankles to the middle of the trunk on the floor (x, z), metres."""
    (ax, _, az), (bx, _, bz) = body.world[ANKLE], body.world[ANKLE + 1]
    x = (body.hips[0] + body.shoulders[0] - ax - bx) / 2.0
    z = (body.hips[2] + body.shoulders[2] - az - bz) / 2.0
    return x, z


def feet_split(body: Body, own: Own) -> float:
    """How far one ankle is in front of the other, square to the hip axis on the floor, metres (world)."""
    (ax, _, az), (bx, _, bz) = body.world[ANKLE], body.world[ANKLE + 1]
    return abs(body.square_to_hips(ax - bx, az - bz))


def feet_wide(body: Body, own: Own) -> float:
    """How far the ankles are apart along the hip axis on the floor, metres (world)."""
    (ax, _, az), (bx, _, bz) = body.world[ANKLE], body.world[ANKLE + 1]
    return abs(body.along_hips(ax - bx, az - bz))


def feet_seen(body: Body, own: Own) -> float:
    """The better visibility of the two ankles, zero where it lies outside the frame."""
    return max(body.visibility[ANKLE + s] if -0.02 < body.image[ANKLE + s][1] < 1.02 else 0.0 for s in SIDES)


def ankles_level(body: Body, own: Own) -> float:
    """How much higher one ankle is than the other in the image, own shank lengths."""
    return abs(body.image[ANKLE][1] - body.image[ANKLE + 1][1]) / (own.get("shank_image") or NAN)


def ankles_uneven(body: Body, own: Own) -> float:
    """How much higher one ankle is than the other in the world, metres: a lifted foot."""
    left, right = body.leg_extents
    return abs(left - right)
