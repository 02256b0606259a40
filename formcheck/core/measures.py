"""What is measured on a standing person: functions of one body and of the person's own baseline."""

from __future__ import annotations

from math import acos, atan2, cos, degrees, dist, sin

from formcheck.core.body import ANKLE, FOOT, HEEL, HIP, KNEE, SHOULDER, SIDES, WRIST, Body
from formcheck.core.geometry import NAN, flexion
from formcheck.core.measure import Own, Pair, mean
from formcheck.core.view import FRONT, SIDE

# The model flattens depth: facing the camera a trunk that leans 40 degrees reads 28 (rendered people);
# undone by less than that, because real people vary.
FLATNESS = 1.1
# Side-on the near knee's image angle reads 0.92 to 0.98 of the truth less 4.7 degrees (rendered people):
# the model's hip lies in front of the joint when the hip is bent. The far leg reads 20 degrees straighter.
SIDE_KNEE_SLOPE, SIDE_KNEE_OFFSET = 0.95, -4.7
KNEES_MEET = 0.7  # knee gap / ankle gap: good squats of the recordings stay above 0.8 in every view
# The model's hip lies about 3 cm below the joint, which makes a standing leg read 4 degrees bent
# (rendered people: knee flexion = 2 acos(extent * cos 4 deg), RMSE 2.8-5.2 deg).
HIP_OFFSET_COS = 0.99756


# -- standing ---------------------------------------------------------------------------------------------


def legs_seen(body: Body, own: Own) -> float:
    """Visibility of hip and knee of the leg that is seen better, 0..1: unseen ones are the model's guess."""
    return max(min(body.visibility[HIP + s], body.visibility[KNEE + s]) for s in SIDES)


def hip_height(body: Body, own: Own) -> float:
    """How far the middle of the hips is above the ankles' mean, metres (world)."""
    return mean(body.leg_extents)


def hip_height_low(body: Body, own: Own) -> float:
    """How far the hips are above the LOWER ankle, metres (world): a lifted foot then changes nothing."""
    return max(body.leg_extents)


def hip_drop(body: Body, own: Own) -> float:
    """How far the hips sank: 0 at the own standing height, 1 at the ankles (world)."""
    return 1.0 - mean(body.leg_extents) / own["hip_height"]


def hip_drop_low(body: Body, own: Own) -> float:
    """The same against the lower ankle."""
    return 1.0 - max(body.leg_extents) / own["hip_height_low"]


def knee_flexion(body: Body, own: Own) -> Pair:
    """Knee flexion of each leg, degrees, by the way that the view allows.

    Side-on: the near leg's image angle, put right. From the front and the three-quarter: leg extent,
    2 acos(e), where e is the hip-ankle distance against its own standing value; the world angle until
    that is known.
    """
    if body.view == SIDE:
        near = (body.knee_image[body.near_side] - SIDE_KNEE_OFFSET) / SIDE_KNEE_SLOPE
        return near, near
    standing = own.get("leg_image")
    if not standing:
        return body.knee_world
    extent = mean(body.leg_extents_image) / standing
    both = degrees(2.0 * acos(min(1.0, max(0.0, extent) * HIP_OFFSET_COS)))
    return both, both


def leg_image(body: Body, own: Own) -> float:
    """Vertical hip-ankle distance in the image, mean of both legs, frame heights."""
    return mean(body.leg_extents_image)


def knee_bend(body: Body, own: Own) -> Pair:
    """The larger of the image and world knee flexion: tells that a leg bends at all, from any view."""
    (il, ir), (wl, wr) = body.knee_image, body.knee_world
    return max(il, wl), max(ir, wr)


def thigh_height(body: Body, own: Own) -> float:
    """(hip - knee) / shank, vertical, in the world: 1 standing, 0 thighs level, negative below."""
    total = 0.0
    for side in SIDES:
        hip, knee, ankle = (body.in_world(j, side) for j in (HIP, KNEE, ANKLE))
        shank = dist(knee, ankle)
        total += (knee[1] - hip[1]) / shank if shank > 0.0 else NAN
    return total / 2.0


def thigh_slope(body: Body, own: Own) -> float:
    """How far the knees are below the hips in the world, in thigh lengths: 1 standing, 0 level; both legs."""
    return mean(body.thigh_slopes)


def trunk_lean(body: Body, own: Own) -> float:
    """The trunk against vertical, degrees: side-on in the image, else in the world."""
    if body.view == SIDE:
        return body.trunk_tilt_image
    return FLATNESS * body.trunk_tilt if body.view == FRONT else body.trunk_tilt


def knee_gap_ratio(body: Body, own: Own) -> float:
    """Knee gap / ankle gap in the image (KASR): 1 = knees over ankles, below = knees in."""
    return body.knee_gap


def knee_inside_toes(body: Body, own: Own) -> Pair:
    """How far each knee is inside (medial of) its toes, in own shank lengths.

    Across by the image; where the person is turned, the toes' lead over the knee shifts them in it, and the
    world tells by how much.
    """
    return _inside(body, own, 0), _inside(body, own, 1)


def _inside(body: Body, own: Own, side: int) -> float:
    image, world = body.image, body.world
    across = (image[FOOT + side][0] - image[KNEE + side][0]) / (own.get("shank_image") or NAN)
    knee, ankle, toe = world[KNEE + side], world[ANKLE + side], world[FOOT + side]
    lead = (toe[2] - knee[2]) / (dist(knee, ankle) or NAN)
    outward = 1.0 if side == 0 else -1.0  # facing the camera, the person's left is on the image's right
    return (across * cos(body.turned) - lead * sin(body.turned)) * outward


def shank_image(body: Body, own: Own) -> float:
    """Vertical knee-ankle distance in the image, mean of both legs, frame heights."""
    i = body.image
    return (i[ANKLE][1] - i[KNEE][1] + i[ANKLE + 1][1] - i[KNEE + 1][1]) / 2.0


def shank_lean(body: Body, own: Own) -> Pair:
    """Each shank against vertical in the image plane, degrees."""
    return _shank_lean(body, 0), _shank_lean(body, 1)


def _shank_lean(body: Body, side: int) -> float:
    knee, ankle = body.on_image(KNEE, side), body.on_image(ANKLE, side)
    return degrees(atan2(abs(knee[0] - ankle[0]), ankle[1] - knee[1]))


def hip_flexion(body: Body, own: Own) -> float:
    """Shoulder-hip-knee flexion in the world, degrees: 0 in one line; the more bent side."""
    w = body.world
    return max(flexion(w[SHOULDER + s], w[HIP + s], w[KNEE + s]) for s in SIDES)


def hands_to_knees(body: Body, own: Own) -> float:
    """How far the lower hand is above (+) or below (-) its knee in the world, metres."""
    return min(body.world[KNEE + s][1] - body.world[WRIST + s][1] for s in SIDES)


def hands_uneven(body: Body, own: Own) -> float:
    """How much higher one hand is than the other in the world, metres."""
    return abs(body.world[WRIST][1] - body.world[WRIST + 1][1])


def bend_difference(body: Body, own: Own) -> float:
    """How much more one knee bends than the other, degrees."""
    left, right = knee_bend(body, own)
    return abs(left - right)


def least_knee_bend(body: Body, own: Own) -> float:
    """The less bent knee's flexion, degrees."""
    return min(knee_bend(body, own))


def most_knee_bend(body: Body, own: Own) -> float:
    """The more bent knee's flexion, degrees."""
    return max(knee_bend(body, own))


def trunk_tilt(body: Body, own: Own) -> float:
    """The trunk against vertical in the world, degrees."""
    return body.trunk_tilt


def knees_apart(body: Body, own: Own) -> float:
    """Knee gap / ankle gap where the view shows it, else 1."""
    return 1.0 if body.view == SIDE else knee_gap_ratio(body, own)


def knee_gap_gain(body: Body, own: Own) -> float:
    """Knee gap ratio over its own standing value: sinking hips open good knees."""
    return knee_gap_ratio(body, own) - own.get("knee_gap_ratio", NAN)


def knees_inside(body: Body, own: Own) -> float:
    """Mean of both knees inside their toes, shank lengths: turning the body cancels between the sides.

    Knees this close together hide the feet's true direction, so their gap then speaks for itself.
    """
    return max(mean(knee_inside_toes(body, own)), KNEES_MEET - knee_gap_ratio(body, own))


def knee_over_foot(body: Body, own: Own) -> Pair:
    """Direction of the thigh against that of the foot on the floor (world), degrees; + = knee outside."""
    return _over_foot(body, 0), _over_foot(body, 1)


def _over_foot(body: Body, side: int) -> float:
    w = body.world
    hip, knee, heel, toe = w[HIP + side], w[KNEE + side], w[HEEL + side], w[FOOT + side]
    thigh = atan2(knee[0] - hip[0], hip[2] - knee[2])
    foot = atan2(toe[0] - heel[0], heel[2] - toe[2])
    off = (degrees(thigh - foot) + 180.0) % 360.0 - 180.0
    return off if side == 0 else -off


def knees_over_feet(body: Body, own: Own) -> float:
    """The same, mean of both legs: turning the body cancels between the sides."""
    return mean(knee_over_foot(body, own))


def side_lean(body: Body, own: Own) -> float:
    """How far the trunk tips to a side, along the hip axis, degrees without sign (world)."""
    (hx, hy, hz), (sx, sy, sz) = body.hips, body.shoulders
    return degrees(atan2(abs(body.along_hips(sx - hx, sz - hz)), hy - sy))
