"""Lunge: one foot in front, the hips sink between the feet and come back."""

from formcheck.core import measures as m
from formcheck.core.counting import BOTTOM, WHOLE, Attempt, Cycle, Gate, Reading
from formcheck.core.events import LEFT, RIGHT
from formcheck.core.exercise import Exercise, Signal
from formcheck.core.measures import Measure, SidedMeasure
from formcheck.exercises.standing import STANDING, feet_in_view, upright

MOST_BEND = Measure("most_knee_bend", "deg", m.most_knee_bend)
SPLIT = Measure("thigh_difference", "", m.thigh_difference)
APART = Measure("feet_apart", "m", m.feet_apart)
STEP = Measure("ankle_step", "", m.ankle_step)
SLOPES = SidedMeasure("thigh_slope", "", lambda body, own: body.thigh_slopes)
KNEES = SidedMeasure("knee_bend", "deg", m.knee_bend)


def split(attempt: Attempt) -> bool:
    """One foot is in front of the other: by the thighs, the feet on the floor or the ankles in the image."""
    return (
        Reading(SPLIT, BOTTOM, "median").of(attempt) > 0.4
        or Reading(APART, BOTTOM, "median").of(attempt) > 0.6
        or Reading(STEP, BOTTOM, "median").of(attempt) > 0.14
    )


def front_leg(attempt: Attempt) -> str:
    """The leg in front: its thigh is flatter at the bottom."""
    slope = Reading(SLOPES, BOTTOM, "median")
    return LEFT if slope.of(attempt, LEFT) < slope.of(attempt, RIGHT) else RIGHT


LUNGE = Exercise(
    key="lunge",
    name="Lunge",
    trains="Thighs and buttocks",
    goal="20 repetitions, 1 to 3 sets",
    placement="Laptop on a chair or table, 3 m away, whole body and both feet in the picture; best side-on.",
    signal=Signal(KNEES, "knee flexion", start=0.0, target=90.0),
    baseline=STANDING,
    counter=Cycle(
        travel=m.hip_drop_low,
        opens=0.12,
        least=0.12,
        returns=0.7,
        settles=0.88,
        gates=(
            feet_in_view(),
            upright(),
            Gate("too_small", lambda a: Reading(MOST_BEND, BOTTOM, "median").of(a) >= 50.0, (MOST_BEND,)),
            Gate("feet_together", split, (SPLIT, APART, STEP)),
        ),
        side=front_leg,
    ),
    faults=(),
    reports=(Reading(KNEES, WHOLE, "max"), Reading(SLOPES, BOTTOM)),
    per_side=True,
)
