"""What the exercises that start upright share: the standing baseline and the gates of a stander."""

from __future__ import annotations

from formcheck.core import feet
from formcheck.core import measures as m
from formcheck.core.attempt import BOTTOM, WHOLE, Attempt
from formcheck.core.baseline import Baseline
from formcheck.core.body import Body
from formcheck.core.counting import Gate
from formcheck.core.events import LEFT, RIGHT
from formcheck.core.faults import Fault, Limit
from formcheck.core.measure import Measure, Own, SidedMeasure
from formcheck.core.readings import Reading, Seconds
from formcheck.core.view import BACK, UPRIGHT_VIEWS

STANDING_KNEE_DEG = 35.0  # deg; both knees straighter than this = standing (sketch over 135 clips)
STANDING_TRUNK_DEG = 40.0  # deg; the same

FEET_SEEN = Measure("feet_seen", "", feet.feet_seen)
TRUNK = Measure("trunk_tilt", "deg", m.trunk_tilt)


def stands(body: Body, own: Own) -> bool:
    """Both legs straight and the trunk up."""
    return (
        body.trunk_tilt < STANDING_TRUNK_DEG
        and max(body.leg_extents) > 0.6
        and max(body.knee_world) < STANDING_KNEE_DEG
    )


STANDING = Baseline(
    rests=stands,
    measures=(
        Measure("hip_height", "m", m.hip_height),
        Measure("hip_height_low", "m", m.hip_height_low),
        Measure("leg_image", "frame heights", m.leg_image),
    ),
    seldom=(
        Measure("shank_image", "frame heights", m.shank_image),
        Measure("knee_gap_ratio", "", m.knee_gap_ratio),
    ),
    priors={"hip_height": 0.76, "hip_height_low": 0.76},
)


SLOPES = SidedMeasure("thigh_slope", "", lambda body, own: body.thigh_slopes)
WIDE = Measure("feet_wide", "m", feet.feet_wide)
DIFFERENCE = Measure("bend_difference", "deg", m.bend_difference)
KNEE_GAP = Measure("knees_apart", "", m.knees_apart)
ANKLES_LEVEL = Measure("ankles_level", "shanks", feet.ankles_level)


def caving_knees_hide_the_feet(attempt: Attempt) -> bool:
    """Knees that meet before feet side by side: the model then puts one foot half a metre behind the other.

    The image tells: rendered squats with knees caved in keep the ankles level within 0.07 shank lengths; in
    lunges, whose rear heel is up, they differ by 0.33 and more, seen from the floor by 0.11. But there one
    thigh hangs and the other lies (slopes 0.94 and more apart), those of a squat lie alike (up to 0.44).
    """
    level = Reading(KNEE_GAP).of(attempt) < 0.5 and Reading(ANKLES_LEVEL).of(attempt) < 0.12
    slopes = [Reading(SLOPES).of(attempt, side) for side in (LEFT, RIGHT)]
    return level and abs(slopes[0] - slopes[1]) < 0.7


def feet_in_view() -> Gate:
    """Ankles outside the frame are invented by the model and made false squats out of arm stretches."""
    return Gate("feet_unseen", lambda a: Reading(FEET_SEEN, WHOLE, "median").of(a) >= 0.3)


def upright() -> Gate:
    """The shoulders stay above the hips: 95 degrees keeps deliberately bad squats, refuses floor work."""
    return Gate("not_upright", lambda a: Reading(TRUNK, BOTTOM, "median").of(a) <= 95.0)


THIGHS = ((23, 25), (24, 26))  # pairs of landmarks, left and right, to draw a fault on
SHANKS = ((25, 27), (26, 28))
FEET = ((29, 31), (30, 32))
TRUNK_LINES = ((11, 23), (12, 24))
FACE_IT = "Face the camera."
SIDE_ON = "Turn side-on to the camera."

FEET_SPLIT_M = (
    0.26  # m in front of each other: lunges of the recordings 0.41 and more (UI-PRMD 0.27), squats up to 0.14
)

SHORTEST_REP_S = 0.7  # s; the quickest good repetition of the recordings took 0.88
TOO_FAST = Fault(
    key="too_fast",
    cue="Slower",
    explains="The whole repetition took less than 0.7 seconds.",
    limits=(Limit(Seconds(WHOLE), below=SHORTEST_REP_S),),
    views=UPRIGHT_VIEWS | {BACK},
    turn="",
    limbs=(*THIGHS, *SHANKS),
    priority=9,
)
