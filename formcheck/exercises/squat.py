"""Squat: both knees bend, the hips sink and come back."""

from formcheck.core import measures as m
from formcheck.core.counting import BOTTOM, WHOLE, Cycle, Gate, Reading
from formcheck.core.exercise import Exercise, Signal
from formcheck.core.measures import Measure, SidedMeasure
from formcheck.exercises.standing import STANDING, feet_in_view, upright

LEAST_BEND = Measure("least_knee_bend", "deg", m.least_knee_bend)
MOST_BEND = Measure("most_knee_bend", "deg", m.most_knee_bend)
BOTH_FEET = Measure("hip_drop_low", "", m.hip_drop_low)
SPLIT = Measure("thigh_difference", "", m.thigh_difference)
KNEES = SidedMeasure("knee_flexion", "deg", m.knee_flexion)

SQUAT = Exercise(
    key="squat",
    name="Squat",
    trains="Thighs and buttocks",
    goal="20 repetitions, 1 to 3 sets",
    placement="Laptop on a chair or table, 2 to 3 m away, whole body and feet in the picture; face it, or turn side-on.",
    signal=Signal(KNEES, "knee flexion", start=0.0, target=90.0),
    baseline=STANDING,
    counter=Cycle(
        travel=m.hip_drop,
        opens=0.12,
        least=0.12,
        returns=0.7,
        settles=0.88,
        gates=(
            feet_in_view(),
            upright(),
            Gate("one_leg", lambda a: Reading(LEAST_BEND, BOTTOM, "median").of(a) >= 35.0, (LEAST_BEND,)),
            Gate("too_small", lambda a: Reading(MOST_BEND, BOTTOM, "median").of(a) >= 50.0, (MOST_BEND,)),
            Gate("walked", lambda a: Reading(BOTH_FEET, BOTTOM, "median").of(a) >= 0.1, (BOTH_FEET,)),
            Gate("one_leg", lambda a: not Reading(SPLIT, BOTTOM, "median").of(a) > 0.4, (SPLIT,)),
        ),
    ),
    faults=(),
    reports=(Reading(KNEES, WHOLE, "max"),),
)
