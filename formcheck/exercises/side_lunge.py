"""Side lunge: feet wide, one knee bends and takes the weight, the other leg stays straight."""

from formcheck.core import measures as m
from formcheck.core.counting import Attempt, Cycle, Gate, Reading
from formcheck.core.events import LEFT, RIGHT
from formcheck.core.exercise import Exercise, Signal
from formcheck.core.faults import Fault, Limit
from formcheck.core.measure import Measure, SidedMeasure, each, outside
from formcheck.core.view import FRONT, SIDE, THREE_QUARTER
from formcheck.exercises.standing import (
    FACE_IT,
    FEET,
    SHANKS,
    STANDING,
    THIGHS,
    TRUNK_LINES,
    feet_in_view,
    upright,
)

MOST_BEND = Measure("most_knee_bend", "deg", m.most_knee_bend)
WIDE = Measure("feet_wide", "m", m.feet_wide)
SPLIT = Measure("feet_split", "m", m.feet_split)
DIFFERENCE = Measure("bend_difference", "deg", m.bend_difference)
KNEES = SidedMeasure("knee_bend", "deg", m.knee_bend)


ANY = frozenset({FRONT, THREE_QUARTER, SIDE})


def bent_leg(attempt: Attempt) -> str:
    """The leg that bends more at the bottom."""
    knees = Reading(KNEES)
    return LEFT if knees.of(attempt, LEFT) > knees.of(attempt, RIGHT) else RIGHT


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
        # UI-PRMD correct: median 14, p90 52 degrees (one of six people bends it).
        limits=(Limit(Reading(Measure("least_knee_bend", "deg", m.least_knee_bend)), above=60.0),),
        views=ANY,
        turn="",
        limbs=SHANKS,
        priority=4,
    ),
    Fault(
        key="shallow",
        cue="Sink deeper",
        explains="The knee bent little.",
        # UI-PRMD correct: 55 degrees and more.
        limits=(Limit(Reading(KNEES), below=54.0),),
        views=ANY,
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
        views=ANY,
        turn="",
        limbs=TRUNK_LINES,
        priority=3,
        early=True,
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
        opens=0.09,
        least=0.09,
        returns=0.7,
        settles=0.88,
        highest_top=0.2,
        usual=0.35,
        gates=(
            feet_in_view(),
            upright(),
            Gate("too_small", lambda a: Reading(MOST_BEND).of(a) >= 40.0, (MOST_BEND,)),
            Gate("both_bent", lambda a: Reading(DIFFERENCE).of(a) >= 20.0, (DIFFERENCE,)),
            Gate("feet_together", lambda a: Reading(WIDE).of(a) >= 0.6, (WIDE,)),
            # The hips turn a little towards the bent leg; a lunge's feet stand more before than beside.
            Gate("feet_split", lambda a: Reading(SPLIT).of(a) < 0.72 * Reading(WIDE).of(a), (SPLIT,)),
        ),
        side=bent_leg,
    ),
    faults=FAULTS,
    reports=(Reading(KNEES),),
    per_side=True,
)
