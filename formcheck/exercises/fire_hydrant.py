"""Fire hydrant: on hands and knees, one bent knee rises to the side and comes back."""

from math import sin

from formcheck.core import lifting
from formcheck.core.attempt import WHOLE, Attempt
from formcheck.core.baseline import Baseline
from formcheck.core.body import LEFT_SIDE, Body
from formcheck.core.counting import Cycle, Gate
from formcheck.core.exercise import Exercise, Signal
from formcheck.core.faults import Fault, Limit
from formcheck.core.geometry import NAN
from formcheck.core.measure import Measure, Own, Pair, SidedMeasure
from formcheck.core.readings import Reading, left_or_right
from formcheck.core.view import ALL_VIEWS
from formcheck.exercises.standing import SHANKS, THIGHS

KNEES = Measure("knees_level", "torsos", lifting.knees_level)
SHOULDERS = Measure("shoulders_level", "torsos", lifting.shoulders_level)
LIFT = Measure("knee_lift_signed", "torsos", lifting.knee_lift)
TURN = Measure("shoulders_turn", "torsos", lifting.shoulders_turn)
HANDS = Measure("wrists_level", "torsos", lifting.wrists_level)
SIDE_ON, TURNED = 0.87, 0.5  # sine of the body's turn: 60 and 30 degrees


KNEE_LIFT = Measure("knee_lift", "torsos", lifting.either_knee_lift)
SHIN = Measure("shin_over_knee", "torsos", lifting.shin_over_knee)

lifted = left_or_right(Reading(LIFT))


def in_profile(body: Body) -> bool:
    """Whether the camera sees the body side-on."""
    return abs(sin(body.turned)) > SIDE_ON


def seen_lift(body: Body, own: Own) -> float:
    """Height of the lifted knee; turned, the body hides the far leg, which reads a third of it or less."""
    lift = lifting.knee_lift(body, own)
    far = (lift > 0.0) != (body.near_side == LEFT_SIDE)
    return NAN if far and abs(sin(body.turned)) > TURNED else abs(lift)


def shin_in_profile(body: Body, own: Own) -> float:
    """How far the lifted shin's ankle is above its knee, where the camera sees it from the side."""
    return lifting.shin_over_knee(body, own) if in_profile(body) else NAN


def flexion_in_profile(body: Body, own: Own) -> Pair:
    """Knee flexion of each leg, degrees, where the camera sees it in profile: else the shin points at it."""
    return body.knee_world if in_profile(body) else (NAN, NAN)


SEEN_LIFT = Measure("seen_knee_lift", "torsos", seen_lift)
SHIN_IN_PROFILE = Measure("shin_in_profile", "torsos", shin_in_profile)
FLEXION = SidedMeasure("knee_flexion", "deg", flexion_in_profile)


def knee_stays_bent(attempt: Attempt) -> bool:
    """A kick stretches the leg (interior angle 150 and more); unknown from where it cannot be seen."""
    return not Reading(FLEXION).of(attempt, lifted(attempt)) < 38.0


FIRE_HYDRANT = Exercise(
    key="fire_hydrant",
    name="Fire hydrant",
    trains="The sides of the hips",
    goal="10 repetitions with each leg, 1 to 3 sets",
    placement="Laptop on the floor or a low stool, 2 m away. On hands and knees, side-on or turned halfway, "
    "all of you in the picture.",
    signal=Signal(KNEE_LIFT, "height of the knee", start=0.0, target=0.5),
    baseline=Baseline(
        rests=lifting.rests_level(KNEES, 0.25),
        measures=(KNEES, Measure("ankles_level", "torsos", lifting.ankles_level), SHOULDERS),
        known_s=0.2,
        posture=lifting.on_hands_and_knees,
    ),
    counter=Cycle(
        travel=lifting.either_knee_lift,
        opens=0.08,
        least=0.12,
        returns=0.6,
        settles=0.88,
        highest_top=0.1,
        usual=0.5,
        shortest_s=0.4,
        gates=(
            # A shin that stays level keeps its ankle at the knee's height; a donkey kick turns it up.
            Gate("kicked_back", lambda a: Reading(SHIN).of(a) < 0.3),
            # A bird dog lifts the other hand.
            Gate("hand_lifted", lambda a: Reading(HANDS, WHOLE, "max").of(a) < 0.6),
            Gate("leg_stretched", knee_stays_bent),
        ),
        side=lifted,
    ),
    faults=(
        Fault(
            key="low",
            cue="Lift the knee higher",
            explains="The knee rose little.",
            limits=(Limit(Reading(SEEN_LIFT, WHOLE, "max"), below=0.35),),
            views=ALL_VIEWS,
            turn="",
            limbs=THIGHS,
            priority=1,
        ),
        Fault(
            key="torso_twist",
            cue="Chest to the floor",
            explains="The trunk turned with the leg.",
            limits=(Limit(Reading(TURN), above=0.26),),
            views=ALL_VIEWS,
            turn="",
            limbs=((11, 12), (23, 24)),
            priority=2,
        ),
        Fault(
            key="knee_angle",
            cue="Keep the knee bent",
            explains="The knee did not stay near a right angle.",
            # From the side a stretched leg's shin hangs down from its knee (rendered people: by 0.48), a bent
            # one's stays level (within 0.18).
            limits=(Limit(Reading(SHIN_IN_PROFILE), below=-0.33),),
            views=ALL_VIEWS,
            turn="",
            limbs=SHANKS,
            priority=3,
        ),
    ),
    reports=(Reading(KNEE_LIFT, WHOLE, "max"), Reading(TURN), Reading(SHIN)),
    per_side=True,
)
