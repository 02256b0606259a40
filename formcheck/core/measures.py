"""What is measured on a standing person: functions of one body and of the person's own baseline."""

from __future__ import annotations

from math import acos, atan2, degrees, hypot

from formcheck.core.body import ANKLE, FOOT, HEEL, HIP, KNEE, SHOULDER, SIDES, WRIST, Body
from formcheck.core.geometry import NAN, flexion
from formcheck.core.measure import Own, Pair, mean
from formcheck.core.view import FRONT, SIDE

# The model's hip lies about 3 cm below the joint, which makes a standing leg read 4 degrees bent
# (rendered people: knee flexion = 2 acos(extent * cos 4 deg), RMSE 2.8-5.2 deg).
# The model flattens depth: facing the camera a trunk that leans 40 degrees reads 28 (rendered people);
# undone by less than that, because real people vary.
FLATNESS = 1.1
# Side-on the near knee's image angle reads 0.92 to 0.98 of the truth less 4.7 degrees (rendered people):
# the model's hip lies in front of the joint when the hip is bent. The far leg reads 20 degrees straighter.
SIDE_KNEE_SLOPE, SIDE_KNEE_OFFSET = 0.95, -4.7
KNEES_MEET = 0.7  # knee gap / ankle gap: good squats of the recordings stay above 0.8 in every view
HIP_OFFSET_COS = 0.99756


# -- standing ---------------------------------------------------------------------------------------------


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
    return _extent_flexion(body, own, 0), _extent_flexion(body, own, 1)


def _extent_flexion(body: Body, own: Own, side: int) -> float:
    standing = own.get("leg_image")
    if not standing:
        return body.knee_world[side]
    extent = mean(body.leg_extents_image) / standing
    return degrees(2.0 * acos(min(1.0, max(0.0, extent) * HIP_OFFSET_COS)))


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
        shank = hypot(*(a - k for a, k in zip(ankle, knee, strict=True)))
        total += (knee[1] - hip[1]) / shank if shank > 0.0 else NAN
    return total / 2.0


def thigh_slope(body: Body, own: Own) -> float:
    """How far the knees are below the hips in the world, in thigh lengths: 1 standing, 0 level; both legs."""
    return mean(body.thigh_slopes)


def trunk_lean_side(body: Body, own: Own) -> float:
    """The same, but only where it is a number to report: from elsewhere it reads 5 to 38 degrees too low."""
    return trunk_lean(body, own) if body.view == SIDE else NAN


def trunk_lean(body: Body, own: Own) -> float:
    """The trunk against vertical, degrees: side-on in the image, else in the world."""
    if body.view == SIDE:
        return body.trunk_tilt_image
    return FLATNESS * body.trunk_tilt if body.view == FRONT else body.trunk_tilt


def knee_gap_ratio(body: Body, own: Own) -> float:
    """Knee gap / ankle gap in the image (KASR): 1 = knees over ankles, below = knees in."""
    i = body.image
    ankles = abs(i[ANKLE][0] - i[ANKLE + 1][0])
    knees = (i[KNEE][0] - i[KNEE + 1][0]) * (1.0 if i[ANKLE][0] >= i[ANKLE + 1][0] else -1.0)
    return knees / ankles if ankles > 0.0 else NAN


def knee_inside_toes(body: Body, own: Own) -> Pair:
    """How far each knee is inside (medial of) its toes in the image, in own shank lengths."""
    return _inside(body, own, 0), _inside(body, own, 1)


def _inside(body: Body, own: Own, side: int) -> float:
    shank = own.get("shank_image") or NAN
    knee, toe = body.on_image(KNEE, side), body.on_image(FOOT, side)
    outward = 1.0 if side == 0 else -1.0  # facing the camera, the person's left is on the image's right
    return (toe[0] - knee[0]) * outward / shank


def shank_image(body: Body, own: Own) -> float:
    """Vertical knee-ankle distance in the image, mean of both legs, frame heights."""
    i = body.image
    return (i[ANKLE][1] - i[KNEE][1] + i[ANKLE + 1][1] - i[KNEE + 1][1]) / 2.0


def foot_pitch(body: Body, own: Own) -> float:
    """How steeply the near foot points down in the image, degrees: rises when the heel lifts."""
    side = body.near_side
    heel, toe = body.on_image(HEEL, side), body.on_image(FOOT, side)
    return degrees(atan2(toe[1] - heel[1], abs(toe[0] - heel[0])))


def heel_lift(body: Body, own: Own) -> float:
    """Foot pitch over the own standing value, degrees."""
    return foot_pitch(body, own) - own.get("foot_pitch", NAN)


def shank_lean(body: Body, own: Own) -> Pair:
    """Each shank against vertical in the image plane, degrees."""
    return _shank_lean(body, 0), _shank_lean(body, 1)


def _shank_lean(body: Body, side: int) -> float:
    knee, ankle = body.on_image(KNEE, side), body.on_image(ANKLE, side)
    return degrees(atan2(abs(knee[0] - ankle[0]), ankle[1] - knee[1]))


def stance_width(body: Body, own: Own) -> float:
    """Ankle gap / shoulder gap, horizontally in the image."""
    i = body.image
    shoulders = abs(i[SHOULDER][0] - i[SHOULDER + 1][0])
    return abs(i[ANKLE][0] - i[ANKLE + 1][0]) / shoulders if shoulders > 0.0 else NAN


def own_stance(body: Body, own: Own) -> float:
    """The same when standing."""
    return own.get("stance_width", NAN)


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
    (lx, _, lz), (rx, _, rz) = body.world[HIP], body.world[HIP + 1]
    across = hypot(lx - rx, lz - rz)
    if not across > 0.0:
        return NAN
    (ax, _, az), (bx, _, bz) = body.world[ANKLE], body.world[ANKLE + 1]
    x = (body.hips[0] + body.shoulders[0] - ax - bx) / 2.0
    z = (body.hips[2] + body.shoulders[2] - az - bz) / 2.0
    return (x * (lz - rz) - z * (lx - rx)) / across


def feet_split(body: Body, own: Own) -> float:
    """How far one ankle is in front of the other, square to the hip axis on the floor, metres (world)."""
    (lx, _, lz), (rx, _, rz) = body.world[HIP], body.world[HIP + 1]
    across = hypot(lx - rx, lz - rz)
    if not across > 0.0:
        return NAN
    (ax, _, az), (bx, _, bz) = body.world[ANKLE], body.world[ANKLE + 1]
    return abs((az - bz) * (lx - rx) - (ax - bx) * (lz - rz)) / across


def hip_flexion(body: Body, own: Own) -> float:
    """Shoulder-hip-knee flexion in the world, degrees: 0 in one line; the more bent side."""
    w = body.world
    return max(flexion(w[SHOULDER + s], w[HIP + s], w[KNEE + s]) for s in SIDES)


def hands_to_knees(body: Body, own: Own) -> float:
    """How far the lower hand is above (+) or below (-) its knee in the world, metres."""
    return min(body.world[KNEE + s][1] - body.world[WRIST + s][1] for s in SIDES)


def feet_wide(body: Body, own: Own) -> float:
    """How far the ankles are apart along the hip axis on the floor, metres (world)."""
    (lx, _, lz), (rx, _, rz) = body.world[HIP], body.world[HIP + 1]
    across = hypot(lx - rx, lz - rz)
    if not across > 0.0:
        return NAN
    (ax, _, az), (bx, _, bz) = body.world[ANKLE], body.world[ANKLE + 1]
    return abs((ax - bx) * (lx - rx) + (az - bz) * (lz - rz)) / across


def bend_difference(body: Body, own: Own) -> float:
    """How much more one knee bends than the other, degrees."""
    left, right = knee_bend(body, own)
    return abs(left - right)


def feet_seen(body: Body, own: Own) -> float:
    """The better visibility of the two ankles, zero where it lies outside the frame."""
    return max(body.visibility[ANKLE + s] if -0.02 < body.image[ANKLE + s][1] < 1.02 else 0.0 for s in SIDES)


def least_knee_bend(body: Body, own: Own) -> float:
    """The less bent knee's flexion, degrees."""
    return min(knee_bend(body, own))


def ankles_uneven(body: Body, own: Own) -> float:
    """How much higher one ankle is than the other in the world, metres: a lifted foot."""
    left, right = body.leg_extents
    return abs(left - right)


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
    hip, knee, heel, toe = (body.in_world(joint, side) for joint in (HIP, KNEE, HEEL, FOOT))
    thigh = atan2(knee[0] - hip[0], hip[2] - knee[2])
    foot = atan2(toe[0] - heel[0], heel[2] - toe[2])
    off = (degrees(thigh - foot) + 180.0) % 360.0 - 180.0
    return off if side == 0 else -off


def knees_over_feet(body: Body, own: Own) -> float:
    """The same, mean of both legs: turning the body cancels between the sides."""
    return mean(knee_over_foot(body, own))


def side_lean(body: Body, own: Own) -> float:
    """How far the trunk tips to a side, along the hip axis, degrees without sign (world)."""
    (lx, _, lz), (rx, _, rz) = body.world[HIP], body.world[HIP + 1]
    trunk = [s - h for s, h in zip(body.shoulders, body.hips, strict=True)]
    across = hypot(lx - rx, lz - rz)
    if not across > 0.0:
        return NAN
    sideways = (trunk[0] * (lx - rx) + trunk[2] * (lz - rz)) / across
    return degrees(atan2(abs(sideways), -trunk[1]))
