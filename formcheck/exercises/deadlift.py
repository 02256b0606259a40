"""Deadlift: a hip hinge. The trunk tips and returns, the hands reach the shins, the knees bend less."""

from formcheck.core import feet
from formcheck.core import measures as m
from formcheck.core.attempt import UP, WHOLE, Attempt
from formcheck.core.baseline import Baseline
from formcheck.core.body import SIDES, WRIST, Body
from formcheck.core.counting import Cycle, Gate
from formcheck.core.exercise import Exercise, Signal
from formcheck.core.faults import Fault, Limit
from formcheck.core.measure import Measure, Own
from formcheck.core.readings import Reading
from formcheck.core.view import FRONT, SIDE, UPRIGHT_VIEWS
from formcheck.exercises.standing import DIFFERENCE, FACE_IT, SIDE_ON, THIGHS, TRUNK_LINES, WIDE, stands

HINGE = Measure("hip_flexion", "deg", m.hip_flexion)
TRUNK = Measure("trunk_tilt", "deg", m.trunk_tilt)
HANDS = Measure("hands_to_knees", "m", m.hands_to_knees)
# Of a hand behind the body (0.66 and less side-on, 0.62 and more elsewhere) the model guesses where it is.
HIDDEN_HAND = Measure("hidden_hand", "", lambda body, own: min(body.visibility[WRIST + s] for s in SIDES))
APART = Measure("hands_uneven", "m", m.hands_uneven)
HIPS = Measure("hip_height_low", "m", m.hip_height_low)
SPLIT = Measure("feet_split", "m", feet.feet_split)
KNEE = Measure("most_knee_bend", "deg", m.most_knee_bend)


def hinge(body: Body, own: Own) -> float:
    """Hip flexion over the own standing value, in right angles."""
    return (m.hip_flexion(body, own) - own["hip_flexion"]) / 90.0


def hinges(attempt: Attempt) -> bool:
    """The knees bend less than in a squat, or the hands are at the shins (recordings: knees to 122)."""
    knees = Reading(KNEE).of(attempt)
    return knees <= 100.0 or (knees <= 125.0 and Reading(HANDS, WHOLE, "min").of(attempt) <= -0.05)


def tipped_on_straight_legs(body: Body, own: Own) -> float:
    """Tilt of the trunk while the knees are all but straight, degrees; 0 while they bend."""
    return body.trunk_tilt if m.most_knee_bend(body, own) < 35.0 else 0.0


TIPPED = Measure("tipped_on_straight_legs", "deg", tipped_on_straight_legs)

FAULTS = (
    Fault(
        key="squatty",
        cue="Hips back, knees softer",
        explains="The knees bent as in a squat instead of the hips folding.",
        # Recorded deadlifts with bent knees (up to 122) tip the trunk 55 degrees and more.
        limits=(Limit(Reading(KNEE), above=95.0), Limit(Reading(TRUNK), below=50.0)),
        views=UPRIGHT_VIEWS,
        turn="",
        limbs=THIGHS,
        priority=1,
    ),
    Fault(
        key="not_locked_out",
        cue="Stand tall at the top",
        explains="The hips did not come back to straight.",
        # Standing reads 7 to 32 degrees; at 88 % of the way back 25 more than that is no lock-out.
        limits=(Limit(Reading(HINGE, WHOLE, "last"), above=55.0),),
        views=UPRIGHT_VIEWS,
        turn="",
        limbs=TRUNK_LINES,
        priority=2,
    ),
    Fault(
        key="hips_shoot_up",
        cue="Chest and hips rise together",
        explains="The knees straightened before the trunk came up.",
        # Recorded deadlifts straighten their knees while the trunk is still tipped by up to 68 degrees.
        limits=(
            Limit(Reading(KNEE), above=60.0),
            Limit(Reading(TIPPED, UP, "max"), above=72.0),
        ),
        # Turned halfway the model has the trunk 15 degrees too upright.
        views=frozenset({SIDE}),
        turn=SIDE_ON,
        limbs=(*TRUNK_LINES, *THIGHS),
        priority=5,
    ),
    Fault(
        key="short_range",
        cue="Reach lower",
        explains="The hands stayed above the knees.",
        # Hands at shin height are 0.12 m and more below the knees; at the knees they are level.
        limits=(Limit(Reading(HANDS, WHOLE, "min"), above=0.0),),
        views=UPRIGHT_VIEWS,
        turn="",
        limbs=((13, 15), (14, 16)),
        priority=3,
    ),
    Fault(
        key="uneven",
        cue="Weight on both feet",
        explains="The trunk tipped to one side.",
        # As in the squat; a hinge shows it only facing the camera.
        limits=(Limit(Reading(Measure("side_lean", "deg", m.side_lean), WHOLE), above=15.0),),
        views=frozenset({FRONT}),
        turn=FACE_IT,
        limbs=TRUNK_LINES,
        priority=4,
    ),
)

DEADLIFT = Exercise(
    key="deadlift",
    name="Deadlift",
    trains="The back of the thighs, buttocks and back",
    goal="10 to 20 repetitions, 1 to 3 sets",
    placement="Laptop on a chair or table, 2 to 3 m away, whole body and feet in the picture. Best side-on.",
    signal=Signal(HINGE, "hip flexion", start=15.0, target=100.0),
    baseline=Baseline(rests=stands, measures=(HINGE,), priors={"hip_flexion": 15.0}),
    counter=Cycle(
        travel=hinge,
        opens=0.25,
        least=0.5,
        returns=0.7,
        settles=0.88,
        highest_top=0.2,
        usual=1.0,
        shortest_s=0.5,
        longest_s=12.0,
        gates=(
            # Recorded deadlifts: trunk 47 degrees and more, hands 0.06 m over the knees and lower, knees up
            # to 122. Squats tip up to 51 with the hands above the knees, or reach down with the trunk at 38.
            Gate("not_hinged", lambda a: Reading(TRUNK).of(a) >= 43.0),
            Gate("hands_high", lambda a: Reading(HANDS, WHOLE, "min").of(a) <= 0.08),
            Gate("squatted", hinges),
            # Both hands go down: 0.12 m and less apart in recordings; a thing is picked up with one.
            Gate("one_hand", lambda a: Reading(APART).of(a) < 0.15 or Reading(HIDDEN_HAND).of(a) < 0.6),
            # On the floor the hips are near the ankles' height; a hinge keeps them at 0.3 m and more.
            Gate("not_upright", lambda a: Reading(HIPS).of(a) >= 0.25),
            Gate("not_upright", lambda a: Reading(TRUNK).of(a) <= 100.0),
            # A burpee stretches the hips by jumping back with the feet; who is not locked out is still up.
            Gate("not_upright", lambda a: Reading(TRUNK, WHOLE, "last").of(a) <= 60.0),
            Gate("feet_split", lambda a: Reading(SPLIT).of(a) < 0.38),
            # Side lunges stand 0.8 m and more apart, one knee bent more, deadlifts under the shoulders.
            Gate("feet_wide", lambda a: Reading(WIDE).of(a) < 0.7 or Reading(DIFFERENCE).of(a) < 12.0),
        ),
    ),
    faults=FAULTS,
    reports=(Reading(HINGE, WHOLE, "max"), Reading(TRUNK), Reading(HANDS, WHOLE, "min"), Reading(KNEE)),
)
