"""Side lunge: feet wide, one knee bends and takes the weight, the other leg stays straight."""

from math import acos, degrees

from formcheck.core import feet
from formcheck.core import measures as m
from formcheck.core.attempt import BOTTOM, Attempt
from formcheck.core.body import Body
from formcheck.core.counting import Cycle, Gate
from formcheck.core.events import LEFT, RIGHT
from formcheck.core.exercise import Exercise, Signal
from formcheck.core.faults import Fault, Limit
from formcheck.core.geometry import NAN
from formcheck.core.measure import Measure, Own, SidedMeasure, each, outside
from formcheck.core.readings import Reading
from formcheck.core.view import FRONT, SIDE, THREE_QUARTER, UPRIGHT_VIEWS
from formcheck.exercises.standing import (
    DIFFERENCE,
    FACE_IT,
    FEET,
    SHANKS,
    SIDE_ON,
    SLOPES,
    STANDING,
    THIGHS,
    TRUNK_LINES,
    WIDE,
    feet_in_view,
    upright,
)

MOST_BEND = Measure("most_knee_bend", "deg", m.most_knee_bend)
SPLIT = Measure("feet_split", "m", feet.feet_split)
KNEES = SidedMeasure("knee_bend", "deg", m.knee_bend)


def bent_leg(attempt: Attempt) -> str:
    """The leg that bends more at the bottom."""
    knees = Reading(KNEES)
    return LEFT if knees.of(attempt, LEFT) > knees.of(attempt, RIGHT) else RIGHT


def straight_leg_points_sideways(attempt: Attempt) -> bool:
    """A thigh that hangs straight down while the other one lies is the rear one of a lunge.

    Side lunges reach 0.94, with little between the thighs; lunges 0.94 and more, with 0.33 and more.
    """
    left, right = (Reading(SLOPES).of(attempt, side) for side in (LEFT, RIGHT))
    return max(left, right) < 0.93 or abs(left - right) < 0.4


def straighter_knee(body: Body, own: Own) -> float:
    """Flexion of the straighter leg, degrees.

    The picture faces the plane of the lunge: a knee that bends out of it shortens its leg there.
    """
    (left, right), standing = body.leg_lengths_image, own.get("leg_image", NAN)
    shortened = 2.0 * degrees(acos(min(1.0, max(left, right) / standing))) if body.view != SIDE else 0.0
    return max(m.least_knee_bend(body, own), shortened)


FAULTS = (
    Fault(
        key="knees_off_toes",
        cue="Bent knee over the toes",
        explains="The bent thigh pointed somewhere else than its foot.",
        # Definition: knee in line with the toes. UI-PRMD correct: -23 to 13 degrees, recordings -15 to 6.
        limits=(
            Limit(
                Reading(
                    SidedMeasure(
                        "knee_off_foot",
                        "deg",
                        lambda b, own: each(outside, m.knee_over_foot(b, own), -26.0, 26.0),
                    )
                ),
                above=0.0,
            ),
        ),
        views=frozenset({FRONT}),
        turn=FACE_IT,
        limbs=(*THIGHS, *FEET),
        priority=2,
    ),
    Fault(
        key="knees_in",
        cue="Bent knee out",
        explains="The bent knee went inside its toes.",
        # The bent leg only: a straight leg's knee is far inside its toes and means nothing. Clean recorded
        # side lunges reach 0.22 shank lengths, UI-PRMD correct ones 0.13.
        limits=(Limit(Reading(SidedMeasure("knee_inside_toes", "shanks", m.knee_inside_toes)), above=0.27),),
        views=frozenset({FRONT}),
        turn=FACE_IT,
        limbs=(*THIGHS, *SHANKS),
        priority=1,
    ),
    Fault(
        key="straight_leg_bent",
        cue="Other leg straight",
        explains="The leg that should stay straight was bent.",
        # UI-PRMD correct, facing the camera: p90 70, p98 83 degrees (one of six people bends it). Rendered
        # people: straight ones read up to 36, bent by 90 they read 77.
        limits=(Limit(Reading(Measure("straighter_knee", "deg", straighter_knee)), above=84.0),),
        views=UPRIGHT_VIEWS,
        turn="",
        limbs=SHANKS,
        priority=4,
    ),
    Fault(
        key="shallow",
        cue="Sink deeper",
        explains="The hips sank little.",
        # UI-PRMD correct: 0.16 and more, good ones of the recordings 0.23.
        limits=(
            Limit(
                Reading(Measure("hip_drop_low", "own hip heights", m.hip_drop_low), BOTTOM, "max"),
                below=0.155,
            ),
        ),
        views=UPRIGHT_VIEWS,
        turn="",
        limbs=THIGHS,
        priority=5,
    ),
    Fault(
        key="forward_lean",
        cue="Chest up",
        explains="The trunk leaned far forward.",
        # UI-PRMD correct p98 57 degrees, recordings up to 56; incorrect ones up to 90.
        limits=(Limit(Reading(Measure("trunk_lean", "deg", m.trunk_lean)), above=60.0),),
        views=UPRIGHT_VIEWS,
        glimpsed=frozenset({FRONT}),  # as in the lunge: depth is what the model reads worst
        turn=SIDE_ON,
        limbs=TRUNK_LINES,
        priority=3,
        early=True,
    ),
    Fault(
        key="wobble",
        cue="Stay upright over the feet",
        explains="The trunk tipped to one side.",
        # UI-PRMD correct: p95 20 degrees, most 25, good ones of the recordings 14; incorrect ones up to 46.
        limits=(Limit(Reading(Measure("side_lean", "deg", m.side_lean)), above=26.0),),
        views=frozenset({FRONT, THREE_QUARTER}),
        turn=FACE_IT,
        limbs=TRUNK_LINES,
        priority=6,
    ),
)

SIDE_LUNGE = Exercise(
    key="side_lunge",
    name="Side lunge",
    trains="Inner thighs and buttocks",
    goal="10 repetitions each leg, 1 to 3 sets",
    placement="Laptop on a chair or table, 3 m away, whole body and both feet in the picture. Face it.",
    signal=Signal(KNEES, "knee flexion", start=0.0, target=90.0),
    baseline=STANDING,
    counter=Cycle(
        travel=m.hip_drop_low,
        opens=0.06,
        least=0.06,
        returns=0.7,
        settles=0.88,
        highest_top=0.2,
        usual=0.35,
        gates=(
            feet_in_view(),
            upright(),
            Gate("too_small", lambda a: Reading(MOST_BEND).of(a) >= 40.0),
            Gate("both_bent", lambda a: Reading(DIFFERENCE).of(a) >= 14.0),
            Gate("feet_together", lambda a: Reading(WIDE).of(a) >= 0.6),
            # The hips turn a little towards the bent leg; a lunge's feet stand more before than beside.
            Gate("feet_split", lambda a: Reading(SPLIT).of(a) < 0.78 * Reading(WIDE).of(a)),
            Gate("feet_split", straight_leg_points_sideways),
        ),
        side=bent_leg,
    ),
    faults=FAULTS,
    reports=(Reading(KNEES),),
    per_side=True,
)
