"""Plank leg lift: in a forearm plank one straight leg rises, is held, and comes back."""

from formcheck.core import lifting
from formcheck.core.attempt import BOTTOM
from formcheck.core.baseline import Baseline
from formcheck.core.counting import Cycle, Gate
from formcheck.core.exercise import Exercise, Signal
from formcheck.core.faults import Fault, Limit
from formcheck.core.measure import Measure, SidedMeasure
from formcheck.core.readings import Reading, Seconds, left_or_right
from formcheck.core.view import ALL_VIEWS
from formcheck.exercises.standing import SHANKS, THIGHS, TRUNK_LINES

ANKLES = Measure("ankles_level", "torsos", lifting.ankles_level)
LIFT = Measure("ankle_lift_signed", "torsos", lifting.ankle_lift)
HIPS = Measure("hips_over_line", "torsos", lifting.hips_over_line)
KNEES = SidedMeasure("knee_flexion", "deg", lambda body, own: body.knee_image)


ANKLE_LIFT = Measure("ankle_lift", "torsos", lifting.either_ankle_lift)
TRUNK_AND_LEGS = (*TRUNK_LINES, *THIGHS)
LEAST_HELD_S = 2.7  # s: the article asks for 3 to 5; the first and last quarter of the way count too

PLANK_LEG_LIFT = Exercise(
    key="plank_leg_lift",
    name="Plank leg lift",
    trains="Buttocks, the back of the thighs and the trunk",
    goal="10 repetitions with each leg, held 3 to 5 seconds, 1 to 3 sets",
    placement="Laptop on the floor or a low stool, 2 m away. In a forearm plank side-on to it, head and feet "
    "in the picture.",
    signal=Signal(ANKLE_LIFT, "height of the foot", start=0.0, target=0.5),
    baseline=Baseline(
        rests=lifting.rests_level(ANKLES, 0.2),
        measures=(ANKLES,),
        known_s=0.2,
        posture=lifting.in_a_plank,
        grace_s=0.6,
    ),
    counter=Cycle(
        travel=lifting.either_ankle_lift,
        opens=0.12,
        least=0.2,
        returns=0.7,
        settles=0.88,
        highest_top=0.1,
        usual=0.5,
        shortest_s=0.3,
        gates=(Gate("too_small", lambda a: abs(Reading(LIFT).of(a)) >= 0.15),),
        side=left_or_right(Reading(LIFT)),
    ),
    faults=(
        Fault(
            key="too_short",
            cue="Hold it for 3 seconds",
            explains="The leg was held up for less than 3 seconds.",
            limits=(Limit(Seconds(BOTTOM), below=LEAST_HELD_S),),
            views=ALL_VIEWS,
            turn="",
            limbs=(*THIGHS, *SHANKS),
            priority=3,
        ),
        Fault(
            key="hips_sag",
            cue="Hips up, back in line",
            explains="The hips sank below the line from the shoulders to the foot.",
            limits=(Limit(Reading(HIPS), below=-0.1),),
            views=ALL_VIEWS,
            turn="",
            limbs=TRUNK_AND_LEGS,
            priority=1,
        ),
        Fault(
            key="hips_high",
            cue="Hips down, back in line",
            explains="The hips rose above the line from the shoulders to the foot.",
            limits=(Limit(Reading(HIPS), above=0.4),),
            views=ALL_VIEWS,
            turn="",
            limbs=TRUNK_AND_LEGS,
            priority=2,
        ),
        Fault(
            key="knee_bent",
            cue="Straight leg",
            explains="The knee of the lifted leg bent.",
            limits=(Limit(Reading(KNEES), above=35.0),),
            views=ALL_VIEWS,
            turn="",
            limbs=SHANKS,
            priority=4,
        ),
    ),
    reports=(Reading(ANKLE_LIFT), Reading(HIPS), Reading(KNEES)),
    per_side=True,
)
