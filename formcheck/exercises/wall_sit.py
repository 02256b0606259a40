"""Wall sit: the back against a wall, the thighs level; only seconds in position count."""

from formcheck.core import feet
from formcheck.core import measures as m
from formcheck.core.attempt import WHOLE
from formcheck.core.body import Body
from formcheck.core.exercise import Exercise, Signal
from formcheck.core.faults import Fault, Limit
from formcheck.core.geometry import NAN
from formcheck.core.holding import Check, Entry, Hold, Still
from formcheck.core.measure import Measure, Own
from formcheck.core.readings import Reading
from formcheck.core.view import FRONT, UPRIGHT_VIEWS
from formcheck.exercises.standing import FACE_IT, FEET_SPLIT_M, STANDING, THIGHS, TRUNK_LINES

SLOPE = Measure("thigh_slope", "", m.thigh_slope)
KNEES_IN = 0.8  # knee gap / ankle gap; as in the squat, where 0.9 flags hardly any correct one

# Slope of the thighs in the world: 1 hangs down, 0 is level. The model's hips read up to 0.3 too high, and
# facing the camera level thighs with the knees together read 0.6.
SITS_BELOW, SITS_BELOW_FACING, SITS_ABOVE = 0.55, 0.65, -0.6
UPRIGHT_DEG = 35.0  # trunk against vertical; a squat's bottom leans further


def judged_slope(body: Body, own: Own) -> float:
    """Slope of the thighs where it can be read: knees that meet before the camera hide how the thighs lie."""
    return NAN if m.knees_apart(body, own) < KNEES_IN else m.thigh_slope(body, own)


def sits(body: Body, own: Own) -> bool:
    """The thighs are near level, or lower."""
    return m.thigh_slope(body, own) < (SITS_BELOW_FACING if body.view == FRONT else SITS_BELOW)


JUDGED_SLOPE = Measure("judged_thigh_slope", "", judged_slope)

WALL_SIT = Exercise(
    key="wall_sit",
    name="Wall sit",
    trains="Thighs and buttocks",
    goal="Hold 10, 20, 30 or 60 seconds, 1 to 10 times",
    placement="Laptop on a chair or table, 2 m away, whole body and feet in the picture. Side-on is best.",
    signal=Signal(SLOPE, "slope of the thighs", start=1.0, target=0.25),
    baseline=STANDING,
    counter=Hold(
        checks=(
            Check("stood_up", sits),
            Check("sank", lambda body, own: m.thigh_slope(body, own) > SITS_ABOVE),
            Check("leaned", lambda body, own: body.trunk_tilt < UPRIGHT_DEG),
            Check("feet_split", lambda body, own: feet.feet_split(body, own) < FEET_SPLIT_M),
        ),
        # Who squats slowly is still at the bottom for a second or more, but not for so long.
        still=Still(m.thigh_slope, 0.12),
        confirm_s=2.5,
        # Who sits down on a chair must bring the trunk over the feet, by some 40 degrees; a back that slides
        # down a wall stays upright.
        entry=Entry(m.trunk_tilt, 30.0),
    ),
    faults=(
        Fault(
            key="too_high",
            cue="Sit lower",
            explains="The thighs stayed clearly above level.",
            # A recorded sit labelled clean reads 0.26.
            limits=(Limit(Reading(JUDGED_SLOPE, WHOLE), above=0.42),),
            views=UPRIGHT_VIEWS,
            turn="",
            limbs=THIGHS,
            priority=2,
            early=True,
        ),
        Fault(
            key="too_low",
            cue="A little higher",
            explains="The hips hung below the knees.",
            limits=(Limit(Reading(JUDGED_SLOPE, WHOLE), below=-0.2),),
            views=UPRIGHT_VIEWS,
            turn="",
            limbs=THIGHS,
            priority=3,
            early=True,
        ),
        Fault(
            key="knees_in",
            cue="Knees out",
            explains="The knees came closer together than the feet.",
            limits=(Limit(Reading(Measure("knee_gap_ratio", "", m.knee_gap_ratio), WHOLE), below=KNEES_IN),),
            views=frozenset({FRONT}),
            turn=FACE_IT,
            limbs=THIGHS,
            priority=1,
            early=True,
        ),
        Fault(
            key="trunk_lean",
            cue="Back flat on the wall",
            explains="The trunk came away from the wall.",
            # A trunk within 10 degrees of vertical leans on the wall; the measure errs by 8 from the front.
            limits=(Limit(Reading(Measure("trunk_lean", "deg", m.trunk_lean), WHOLE), above=20.0),),
            views=UPRIGHT_VIEWS,
            turn="",
            limbs=TRUNK_LINES,
            priority=4,
            early=True,
        ),
    ),
)
