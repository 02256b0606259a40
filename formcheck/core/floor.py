"""Measures of a person on the floor, on the side that the camera sees better.

Lengths are in shoulder-knee lengths.
"""

from __future__ import annotations

from math import atan2, degrees, hypot

from formcheck.core.body import ANKLE, ELBOW, HIP, KNEE, SHOULDER, WRIST, Body
from formcheck.core.geometry import NAN, angle, height_over_line
from formcheck.core.measure import Own


def span(body: Body) -> float:
    """Shoulder-knee distance of the near side in the image, frame heights."""
    shoulder, knee = body.on_image(SHOULDER, body.near_side), body.on_image(KNEE, body.near_side)
    return hypot(knee[0] - shoulder[0], knee[1] - shoulder[1])


def hip_line(body: Body, own: Own) -> float:
    """How far the hip is above (+) or below (-) the line from shoulder to knee.

    Signed, because the unsigned hip angle folds back past the straight line and hides an arched back.
    """
    near, length = body.near_side, span(body)
    if not length > 0.0:
        return NAN
    points = (body.on_image(joint, near) for joint in (HIP, SHOULDER, KNEE))
    return height_over_line(*points) / length


def hip_rise(body: Body, own: Own) -> float:
    """The same over the own rest on the floor; NaN until that is known."""
    return hip_line(body, own) - own.get("hip_line", NAN)


def hip_angle(body: Body, own: Own) -> float:
    """Shoulder-hip-knee angle of the near side, degrees; more than 180 when the hip is above the line."""
    near = body.near_side
    bend = angle(*(body.on_image(joint, near) for joint in (SHOULDER, HIP, KNEE)))
    return bend if hip_line(body, own) < 0.0 else 360.0 - bend


def hip_slope(body: Body, own: Own) -> float:
    """The line through both hips against level in the image, degrees: only seen from beyond the feet."""
    (lx, ly), (rx, ry) = body.image[HIP], body.image[HIP + 1]
    return degrees(atan2(abs(ly - ry), abs(lx - rx)))


def shoulder_level(body: Body, own: Own) -> float:
    """How far the shoulder is above the ankle: about 0 when lying, grows when sitting up."""
    near, length = body.near_side, span(body)
    shoulder, ankle = body.on_image(SHOULDER, near), body.on_image(ANKLE, near)
    return (ankle[1] - shoulder[1]) / length if length > 0.0 else NAN


def knee_angle(body: Body, own: Own) -> float:
    """Hip-knee-ankle angle of the near side, degrees."""
    return _knee(body, body.near_side)


def _knee(body: Body, side: int) -> float:
    return angle(*(body.on_image(joint, side) for joint in (HIP, KNEE, ANKLE)))


def far_leg_up(body: Body, own: Own) -> float:
    """1 while the far leg is stretched with its foot not below its knee, else 0."""
    far = 1 - body.near_side
    knee, ankle = body.on_image(KNEE, far), body.on_image(ANKLE, far)
    return float(_knee(body, far) > 140.0 and ankle[1] <= knee[1] + 0.1 * span(body))


# Lying on the back with the feet up, against sit-ups, planks, clamshells and getting up: with these limits
# the hip signal was silent on 68 of 68 other floor movements, without them on 27.
LEVEL_SHARE = 0.3  # shoulder and ankle within this of each other, vertically
KNEE_OVER_ANKLE = 0.2
KNEE_OVER_SHOULDER = 0.1
KNEE_ANGLES_DEG = (30.0, 145.0)  # feet far from the hips open the knees to 136


def supine_feet_up(body: Body, own: Own) -> bool:
    """Lying on the back side-on to the camera, knees up, feet on the floor."""
    near, length = body.near_side, span(body)
    if not length > 0.0:
        return False
    shoulder, hip, knee, ankle = (body.on_image(j, near) for j in (SHOULDER, HIP, KNEE, ANKLE))
    towards_feet = 1.0 if knee[0] > shoulder[0] else -1.0
    return (
        abs(shoulder[1] - ankle[1]) < LEVEL_SHARE * length
        and ankle[1] - knee[1] > KNEE_OVER_ANKLE * length
        and shoulder[1] - knee[1] > KNEE_OVER_SHOULDER * length
        and KNEE_ANGLES_DEG[0] < knee_angle(body, own) < KNEE_ANGLES_DEG[1]
        and (ankle[0] - hip[0]) * towards_feet > 0.0
    )


def arms_in_line(body: Body, own: Own) -> float:
    """Wrist-shoulder-hip angle of the near side, degrees: 180 when the arms continue the trunk."""
    near = body.near_side
    return angle(*(body.on_image(joint, near) for joint in (WRIST, SHOULDER, HIP)))


def elbow_angle(body: Body, own: Own) -> float:
    """Shoulder-elbow-wrist angle of the near side, degrees: 180 when the arm is straight."""
    near = body.near_side
    return angle(*(body.on_image(joint, near) for joint in (SHOULDER, ELBOW, WRIST)))


def hips_over_shoulders(body: Body, own: Own) -> float:
    """How far the hips are above the shoulders in the image, in trunk lengths: negative when upright."""
    length = body.torso_image
    return (body.shoulders_image[1] - body.hips_image[1]) / length if length > 0.0 else NAN


def hands_down(body: Body, own: Own) -> bool:
    """The near hand is below its shoulder, about as low as the feet."""
    near = body.near_side
    wrist, shoulder = body.on_image(WRIST, near), body.on_image(SHOULDER, near)
    low = max(body.on_image(ANKLE, side)[1] for side in (0, 1))
    return wrist[1] > shoulder[1] and wrist[1] > low - 0.9 * body.torso_image
