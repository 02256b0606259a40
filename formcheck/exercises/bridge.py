"""Bridge: lying on the back, feet up, the hips rise to the line from shoulders to knees."""

from formcheck.core import floor
from formcheck.core.attempt import UP, WHOLE, Attempt
from formcheck.core.baseline import Baseline
from formcheck.core.body import Body
from formcheck.core.counting import Cycle, Gate
from formcheck.core.exercise import Exercise, Signal
from formcheck.core.faults import Fault, Limit
from formcheck.core.measure import Measure, Own
from formcheck.core.measures import knee_gap_ratio
from formcheck.core.readings import Reading, Seconds
from formcheck.core.view import FRONT, LYING
from formcheck.exercises.standing import SHANKS, THIGHS, TRUNK_LINES

HIP_LINE = Measure("hip_line", "shoulder-knee lengths", floor.hip_line)
LEVEL = Measure("shoulder_level", "shoulder-knee lengths", floor.shoulder_level)
FAR_LEG = Measure("far_leg_up", "", floor.far_leg_up)
HIP_ANGLE = Measure("hip_angle", "deg", floor.hip_angle)

RESTING = -0.06  # hips this far below the line may rest (own rest -0.18 to -0.37; feet far -0.09)
# Over the own rest and still at rest: wider, a slow half bridge would lift the rest with it.
REST_MARGIN = 0.04


def rests(body: Body, own: Own) -> bool:
    """Hips on the floor, as low as they have been."""
    line = floor.hip_line(body, own)
    return line < RESTING and line < own.get("hip_line", RESTING) + REST_MARGIN


def shoulders_stay(attempt: Attempt) -> bool:
    """The shoulders keep their height over the feet: sit-ups do not."""
    return Reading(LEVEL, WHOLE, "max").of(attempt) - Reading(LEVEL, WHOLE, "min").of(attempt) < 0.22


def leaves_the_floor(attempt: Attempt) -> bool:
    """Pelvic tilts stay low; half bridges count: a third of the way from the own rest to the line."""
    # Rendered half bridges: 0.38 and more of it.
    missing = -Reading(HIP_LINE, WHOLE, "max").of(attempt)
    return attempt.peak >= 0.35 * (attempt.peak + missing)


SIDEWAYS = frozenset({LYING})
FROM_THE_FEET = frozenset({FRONT})  # the camera beyond the feet: nothing else shows left against right
LIE_FEET_FIRST = "Cannot be seen lying side-on, where repetitions are counted."

FAULTS = (
    Fault(
        key="not_full",
        cue="Hips up to the line",
        explains="The hips stayed below the line from shoulders to knees.",
        # Recordings: full bridges reach -0.03 and more; the noise is about 0.02.
        limits=(Limit(Reading(HIP_LINE), below=-0.06),),
        views=SIDEWAYS,
        turn="Lie side-on to the camera.",
        limbs=(*TRUNK_LINES, *THIGHS),
        priority=2,
    ),
    Fault(
        key="over_arched",
        cue="Stop at the line",
        explains="The hips went above the line from shoulders to knees.",
        # Recordings: correct tops read 174 to 190 degrees, faulty ones 194 to 205. Rendered people in loose
        # trousers with their knees apart up to 199, clearly over-arched ones from 208.
        limits=(Limit(Reading(HIP_ANGLE), above=200.0, doubt=6.0),),
        views=SIDEWAYS,
        turn="Lie side-on to the camera.",
        limbs=(*TRUNK_LINES, *THIGHS),
        priority=1,
        early=True,
    ),
    Fault(
        key="knees_in",
        cue="Knees apart",
        explains="The knees fell towards each other.",
        limits=(Limit(Reading(Measure("knee_gap_ratio", "", knee_gap_ratio)), below=0.8),),
        views=FROM_THE_FEET,
        turn=LIE_FEET_FIRST,
        limbs=THIGHS,
        priority=3,
    ),
    Fault(
        key="knees_apart",
        cue="Knees hip-wide",
        explains="The knees fell apart.",
        limits=(Limit(Reading(Measure("knee_gap_ratio", "", knee_gap_ratio)), above=1.8),),
        views=FROM_THE_FEET,
        turn=LIE_FEET_FIRST,
        limbs=THIGHS,
        priority=4,
    ),
    Fault(
        key="feet_far",
        cue="Feet closer",
        explains="The feet stood far from the hips, the knees stayed open at the top.",
        # At the top the shin is upright when the knee is near 90. Recordings up to 96; rendered feet a little
        # too far away 114 to 116, clearly too far 119 to 126.
        limits=(Limit(Reading(Measure("knee_angle", "deg", floor.knee_angle)), above=117.0),),
        views=SIDEWAYS,
        turn="Lie side-on to the camera.",
        limbs=SHANKS,
        priority=6,
    ),
    Fault(
        key="uneven_hips",
        cue="Hips level",
        explains="One hip hung lower than the other.",
        limits=(Limit(Reading(Measure("hip_slope", "deg", floor.hip_slope)), above=8.0),),
        views=FROM_THE_FEET,
        turn=LIE_FEET_FIRST,
        limbs=((23, 24),),
        priority=5,
    ),
    Fault(
        key="dropped",
        cue="Slower down",
        explains="The hips dropped to the floor in less than 0.4 seconds.",
        # Controlled lowering takes 0.6 s and more in the recordings.
        limits=(Limit(Seconds(UP), below=0.4),),
        views=SIDEWAYS,
        turn="Lie side-on to the camera.",
        limbs=(*TRUNK_LINES, *THIGHS),
        priority=7,
    ),
)

BRIDGE = Exercise(
    key="bridge",
    name="Bridge",
    trains="Buttocks and the back of the thighs",
    goal="20 repetitions, 1 to 3 sets",
    placement="Laptop on the floor or a low stool, 2 m away. Lie side-on to it, knees up, all of you in "
    "the picture.",
    signal=Signal(HIP_LINE, "hips against the shoulder-knee line", start=-0.25, target=0.0),
    baseline=Baseline(rests=rests, measures=(HIP_LINE,), known_s=0.15, posture=floor.supine_feet_up),
    counter=Cycle(
        travel=floor.hip_rise,
        opens=0.05,
        least=0.065,
        returns=0.6,
        settles=0.9,
        highest_top=0.05,
        usual=0.25,
        gates=(
            Gate("too_small", leaves_the_floor),
            Gate("sat_up", shoulders_stay),
            Gate("one_leg", lambda a: Reading(FAR_LEG).of(a) < 0.5),
        ),
        shortest_s=0.3,
    ),
    faults=FAULTS,
    reports=(Reading(HIP_LINE),),
)
