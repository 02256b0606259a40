"""What is measured of squats only: functions of one body and of the person's own baseline."""

from __future__ import annotations

from math import atan2, degrees, sin

from formcheck.core import feet
from formcheck.core import measures as m
from formcheck.core.body import FOOT, SIDES, Body
from formcheck.core.geometry import NAN
from formcheck.core.measure import Own, Pair, mean, outside
from formcheck.core.view import FRONT, SIDE

# m of the trunk's middle before the ankles: correct squats of motion capture 0.00 to 0.09.
BALANCED_M = 0.04


def trunk_lean(body: Body, own: Own) -> float:
    """How far the trunk leans forward at the bottom, degrees: side-on in the image, else by the balance.

    The model tips the whole body with a camera that looks up or down: a lean of 42 degrees reads 4 to 48 in
    the world. But who squats has the weight over the feet, and that tells by how much (then 30 to 50).
    """
    if body.view == SIDE:
        return body.trunk_tilt_image
    (sx, sy, sz), (hx, hy, hz) = body.shoulders, body.hips
    lean = degrees(atan2(body.square_to_hips(sx - hx, sz - hz), hy - sy))
    high = mean(body.leg_extents) + (hy - sy) / 2.0
    return lean - degrees(atan2(feet.balance(body, own) - BALANCED_M, high))


def seen_trunk_lean(body: Body, own: Own) -> float:
    """The same, but only where it is a number to report: from the front it reads up to 30 degrees too low."""
    return NAN if body.view == FRONT else trunk_lean(body, own)


# Side-on good squats read too straight, of rendered people in leggings by up to 15 degrees, with toes out by
# 42 by 22 degrees and 0.38 shanks too high: those thighs do not lie in the picture.
SIDE_DOUBT_DEG, SIDE_DOUBT_SHANKS = 7.0, 0.14


def doubted_flexion(body: Body, own: Own) -> Pair:
    """Knee flexion with the benefit of the doubt, degrees."""
    left, right = m.knee_flexion(body, own)
    doubt = SIDE_DOUBT_DEG if body.view == SIDE else 0.0
    return left + doubt, right + doubt


def doubted_height(body: Body, own: Own) -> float:
    """Height of the hips over the knees with the benefit of the doubt, shank lengths."""
    return m.thigh_height(body, own) - (SIDE_DOUBT_SHANKS if body.view == SIDE else 0.0)


SIDE_LEAN_DEG = 10.0  # UI-PRMD, sideways lean: correct p98 7.5 degrees, incorrect p90 16
SIDEWAYS_SHARE = 0.27  # of the whole lean; UI-PRMD, correct: p98 0.26 where it leans by 40 degrees and more
TURNED_SHARE = 0.5  # of the body's turn: its error lets a forward lean read as sideways (rendered people)
SHIFT_M = 0.09  # m of the trunk off the feet's middle: correct recordings, from the front, up to 0.06
# m more for a body turned square: the depth of the weight errs by up to 0.4 (rendered people).
TURNED_SHIFT_M = 0.25


def unevenness(body: Body, own: Own) -> float:
    """How uneven the weight is: 1 where the trunk tips or shifts too far to a side."""
    allowed = max(SIDE_LEAN_DEG, SIDEWAYS_SHARE * body.trunk_tilt) + TURNED_SHARE * abs(degrees(body.turned))
    shift = SHIFT_M + TURNED_SHIFT_M * abs(sin(body.turned))
    return max(m.side_lean(body, own) / allowed, feet.weight_shift(body, own) / shift)


# Definition: knee in line with the toes. Correct squats lie within 12 degrees (mean of both legs), but where
# the model misses the feet's direction the image must agree.
INWARD_DEG, INWARD_SHANKS = 16.0, 0.12
# Of the knees outside the toes: good and narrow squats up to 0.31; thighs 36 to 40 degrees outside the feet
# 0.42 to 0.46 (rendered people).
OUTWARD_SHANKS = 0.37


def knees_off_toes(body: Body, own: Own) -> float:
    """How far the knees are off the line of the feet: 1 is too much; NaN with a toe outside the picture."""
    if max(body.on_image(FOOT, side)[1] for side in SIDES) > 1.0:
        return NAN
    inside = m.knees_inside(body, own)
    inward = min(-m.knees_over_feet(body, own) / INWARD_DEG, inside / INWARD_SHANKS)
    return max(inward, -inside / OUTWARD_SHANKS)


# deg of the body's turn: beyond it one foot points along the camera's line, where 62 degrees read 31.
FACED_DEG = 23.0


def toe_out(body: Body, own: Own) -> float:
    """How far the feet point outwards, mean of both, degrees; NaN of somebody turned."""
    return mean(feet.toe_out(body, own)) if abs(degrees(body.turned)) < FACED_DEG else NAN


def own_toe_out(body: Body, own: Own) -> float:
    """The same when standing."""
    return own.get("toe_out", NAN) if abs(degrees(body.turned)) < FACED_DEG else NAN


def stance_width(body: Body, own: Own) -> float:
    """Ankle gap / shoulder gap; NaN of somebody turned, as who walks in is."""
    return feet.stance_width(body, own) if body.view == FRONT else NAN


# Shoulder widths; correct squats: 0.62 to 1.87 in the recordings, up to 2.9 in UI-PRMD.
NARROW, WIDE = 0.55, 3.5


def stance_off(body: Body, own: Own) -> float:
    """How much too close or too wide the feet are, shoulder widths.

    Where one stands, not where one is at the bottom: there the shoulders turn and the feet hide.
    """
    return outside(own.get("stance_width", NAN), NARROW, WIDE)
