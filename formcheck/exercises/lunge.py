"""Lunge: one foot in front, the hips sink between the feet and come back."""

from formcheck.core import measures as m
from formcheck.core.counting import BOTTOM, WHOLE, Attempt, Cycle, Gate, Reading, lasts
from formcheck.core.events import LEFT, RIGHT
from formcheck.core.exercise import Exercise, Signal
from formcheck.core.faults import Fault, Limit
from formcheck.core.measure import Measure, SidedMeasure, each, outside
from formcheck.core.view import FRONT, SIDE, THREE_QUARTER
from formcheck.exercises.standing import (
    FACE_IT,
    FEET,
    FEET_SPLIT_M,
    SHANKS,
    SIDE_ON,
    STANDING,
    THIGHS,
    TOO_FAST,
    TRUNK_LINES,
    feet_in_view,
    upright,
)

MOST_BEND = Measure("most_knee_bend", "deg", m.most_knee_bend)
SPLIT = Measure("feet_split", "m", m.feet_split)
SLOPES = SidedMeasure("thigh_slope", "", lambda body, own: body.thigh_slopes)
KNEES = SidedMeasure("knee_bend", "deg", m.knee_bend)


def front_leg(attempt: Attempt) -> str:
    """The leg in front: its thigh is flatter at the bottom."""
    slope = Reading(SLOPES, BOTTOM, "median")
    return LEFT if slope.of(attempt, LEFT) < slope.of(attempt, RIGHT) else RIGHT


TRUNK = Measure("trunk_lean", "deg", m.trunk_lean)

FAULTS = (
    Fault(
        key="knees_in",
        cue="Front knee out",
        explains="The front knee went inside its toes.",
        # The bent leg's knee against its toes only: the angle at the knee is ill-conditioned head-on.
        # UI-PRMD inline lunge, front: correct p98 0.00 shank lengths, incorrect p90 0.20.
        limits=(Limit(Reading(SidedMeasure("knee_inside_toes", "shanks", m.knee_inside_toes)), above=0.10),),
        views=frozenset({FRONT}),
        turn=FACE_IT,
        limbs=(*THIGHS, *SHANKS),
        priority=1,
    ),
    Fault(
        key="knees_off_toes",
        cue="Knee over the toes",
        explains="The front thigh pointed somewhere else than its foot.",
        # Definition: knee in line with the toes. UI-PRMD correct: -14 to 13 degrees.
        limits=(
            Limit(
                Reading(
                    SidedMeasure(
                        "knee_off_foot",
                        "deg",
                        lambda b, own: each(outside, m.knee_over_foot(b, own), -22.0, 22.0),
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
        key="knee_past_toes",
        cue="Front shin upright",
        explains="The front shin leaned far forward, the knee past the toes.",
        # Labelled frames put the cut at 19.5; good lunges of the recordings lean to 24, faulty ones from 30.
        limits=(Limit(Reading(SidedMeasure("shank_lean", "deg", m.shank_lean)), above=24.5),),
        views=frozenset({SIDE}),
        turn=SIDE_ON,
        limbs=SHANKS,
        priority=4,
    ),
    Fault(
        key="shallow",
        cue="Sink deeper",
        explains="The front knee bent little.",
        # A strict coach asks for 90; UI-PRMD correct, side-on: 72 and more.
        limits=(Limit(Reading(KNEES), below=68.0),),
        views=frozenset({THREE_QUARTER, SIDE}),
        turn=SIDE_ON,
        limbs=THIGHS,
        priority=5,
    ),
    Fault(
        key="forward_lean",
        cue="Chest up",
        explains="The trunk leaned far forward.",
        # A lunge has no clear cut: UI-PRMD correct p98 13, but a good one of the recordings leans 31.
        limits=(Limit(Reading(TRUNK), above=32.0),),
        views=frozenset({FRONT, THREE_QUARTER, SIDE}),
        turn="",
        limbs=TRUNK_LINES,
        priority=3,
        early=True,
    ),
    Fault(
        key="wobble",
        cue="Stay upright over the feet",
        explains="The trunk tipped to one side.",
        # UI-PRMD, front: correct p98 5 degrees, incorrect median 8, p90 30.
        limits=(Limit(Reading(Measure("side_lean", "deg", m.side_lean)), above=8.0),),
        views=frozenset({FRONT}),
        turn=FACE_IT,
        limbs=TRUNK_LINES,
        priority=6,
    ),
    TOO_FAST,
)

LUNGE = Exercise(
    key="lunge",
    name="Lunge",
    trains="Thighs and buttocks",
    goal="20 repetitions, 1 to 3 sets",
    placement="Laptop on a chair or table, 3 m away, whole body and both feet in the picture. Best side-on.",
    signal=Signal(KNEES, "knee flexion", start=0.0, target=90.0),
    baseline=STANDING,
    counter=Cycle(
        travel=m.hip_drop_low,
        opens=0.09,
        least=0.09,
        returns=0.7,
        settles=0.88,
        highest_top=0.2,
        usual=0.5,
        gates=(
            feet_in_view(),
            upright(),
            Gate("too_small", lambda a: Reading(MOST_BEND).of(a) >= 50.0, (MOST_BEND,)),
            # Who kneels to tie a shoe stays down.
            Gate("knelt", lambda a: lasts(a) < 4.0),
            Gate("feet_together", lambda a: Reading(SPLIT).of(a) > FEET_SPLIT_M, (SPLIT,)),
        ),
        side=front_leg,
    ),
    faults=FAULTS,
    reports=(Reading(KNEES, WHOLE, "max"), Reading(SLOPES, BOTTOM)),
    per_side=True,
)
