"""Jump squat: down, off the floor with straight legs, and a soft landing."""

from math import inf

from formcheck.core import feet
from formcheck.core import measures as m
from formcheck.core.attempt import AIR, LANDING
from formcheck.core.counting import Gate
from formcheck.core.exercise import Exercise, Signal
from formcheck.core.faults import Fault, Limit
from formcheck.core.jumping import Jump
from formcheck.core.measure import Measure, SidedMeasure
from formcheck.core.readings import Reading
from formcheck.core.view import BACK, FRONT, UPRIGHT_VIEWS
from formcheck.exercises.standing import (
    FACE_IT,
    FEET_SPLIT_M,
    SHANKS,
    STANDING,
    THIGHS,
    TRUNK_LINES,
    feet_in_view,
    upright,
)

KNEES = SidedMeasure("knee_flexion", "deg", m.knee_flexion)
LEAST_BEND = Measure("least_knee_bend", "deg", m.least_knee_bend)
MOST_BEND = Measure("most_knee_bend", "deg", m.most_knee_bend)
SPLIT = Measure("feet_split", "m", feet.feet_split)
TILT = Measure("trunk_tilt", "deg", m.trunk_tilt)
DROP = Measure("hip_drop", "", m.hip_drop)
GAP = Measure("knee_gap_ratio", "", m.knee_gap_ratio)
LEAST_FLIGHT = 0.11  # own leg lengths of the toes: plain squats up to 0.1, recorded jumps 0.2 and more
ANY = UPRIGHT_VIEWS | {BACK}

JUMP_SQUAT = Exercise(
    key="jump_squat",
    name="Jump squat",
    trains="Thighs, buttocks and calves, and the breath",
    goal="20 repetitions, 1 to 3 sets",
    placement="Laptop on a chair or table, 3 m away, whole body and room above the head in the picture.",
    signal=Signal(KNEES, "knee flexion", start=0.0, target=90.0),
    baseline=STANDING,
    counter=Jump(
        travel=m.hip_drop,
        opens=0.09,
        least=0.15,
        returns=0.7,
        settles=2.0,  # never on the way up: there it begins
        highest_top=0.1,
        usual=0.4,
        longest_s=8.0,
        gates=(
            feet_in_view(),
            upright(),
            Gate("one_leg", lambda a: Reading(LEAST_BEND).of(a) >= 35.0),
            # Rear feet of lunges turn on their toes, plates of deadlifts hide the feet.
            Gate("feet_split", lambda a: Reading(SPLIT).of(a) < FEET_SPLIT_M),
            Gate("bent_over", lambda a: Reading(TILT).of(a) < 60.0),
            Gate("no_jump", lambda a: a.off_s < inf),
            # Heels alone rise by as much in the noise of plain squats: only toes off the floor are a jump.
            Gate("no_flight", lambda a: a.flight >= LEAST_FLIGHT),
        ),
    ),
    faults=(
        Fault(
            key="not_extended",
            cue="Stretch all the way",
            explains="The hips and knees stayed bent in the air.",
            # Rendered people: straight legs read 0 of their length shorter, bent ones 0.19.
            limits=(Limit(Reading(DROP, AIR, "min"), above=0.1),),
            views=ANY,
            turn="",
            limbs=(*TRUNK_LINES, *THIGHS),
            priority=2,
        ),
        Fault(
            key="stiff_landing",
            cue="Land softly, bend the knees",
            explains="The knees hardly bent on landing.",
            # Rendered soft landings sink by 0.12 and more, stiff ones by 0.02. Knees that fall in hide it in
            # the world, not in the image: there soft ones read 52 degrees and more, stiff ones 26.
            limits=(
                Limit(Reading(DROP, LANDING, "max"), below=0.055),
                Limit(Reading(MOST_BEND, LANDING, "max"), below=35.0),
                Limit(Reading(KNEES, LANDING, "max"), below=40.0),
            ),
            views=ANY,
            turn="",
            limbs=(*THIGHS, *SHANKS),
            priority=1,
        ),
        Fault(
            key="knees_in",
            cue="Knees out as you land",
            explains="The knees fell together on landing.",
            limits=(Limit(Reading(GAP, LANDING, "min"), below=0.75),),
            views=frozenset({FRONT}),
            turn=FACE_IT,
            limbs=(*THIGHS, *SHANKS),
            priority=3,
        ),
    ),
    reports=(Reading(KNEES, take="max"), Reading(DROP, LANDING, "max"), Reading(GAP, LANDING, "min")),
)
