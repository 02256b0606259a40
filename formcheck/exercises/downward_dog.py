"""Downward dog: hands and feet on the floor, hips highest; counted in seconds and breaths."""

from formcheck.core import floor
from formcheck.core.attempt import WHOLE
from formcheck.core.baseline import Baseline
from formcheck.core.exercise import Exercise, Signal
from formcheck.core.faults import Fault, Limit
from formcheck.core.holding import Check, Hold
from formcheck.core.measure import Measure
from formcheck.core.readings import Reading
from formcheck.core.view import SIDE, THREE_QUARTER

ARMS = Measure("arms_in_line", "deg", floor.arms_in_line)
HIPS = Measure("hips_over_shoulders", "torsos", floor.hips_over_shoulders)
LEGS = Measure("near_knee_angle", "deg", floor.knee_angle)
ACROSS = frozenset({SIDE, THREE_QUARTER})
TURN = "Turn side-on to the camera."
BACK_LINES = ((13, 11), (14, 12), (11, 23), (12, 24))

DOWNWARD_DOG = Exercise(
    key="downward_dog",
    name="Downward dog",
    trains="The back of the legs, shoulders and back",
    goal="5 to 8 deep breaths",
    placement="Laptop on the floor or a low stool, 2 to 3 m away. Side-on to it, hands and feet in the "
    "picture.",
    signal=Signal(HIPS, "hips over shoulders", start=-0.3, target=0.6),
    baseline=Baseline(rests=lambda body, own: False, measures=()),
    counter=Hold(
        # Recorded dogs: arms 161 to 178 degrees, hips 0.48 to 0.85 torsos over the shoulders, knees 144 and
        # more; the way in and out of it starts at 110 degrees and -0.3.
        checks=(
            Check("hips_dropped", lambda body, own: floor.hips_over_shoulders(body, own) > 0.35),
            Check("knees_down", lambda body, own: floor.knee_angle(body, own) > 105.0),
            Check("hands_up", floor.hands_down),
            Check("arms_bent", lambda body, own: floor.arms_in_line(body, own) > 135.0),
            # On the forearms it is a plank with high hips: elbows read 99 to 120 there, 152 and more in dogs.
            Check("arms_bent", lambda body, own: floor.elbow_angle(body, own) > 135.0),
        )
    ),
    faults=(
        Fault(
            key="hips_low",
            cue="Hips higher",
            explains="The hips were hardly higher than the shoulders.",
            limits=(Limit(Reading(HIPS, WHOLE), below=0.45),),
            views=ACROSS,
            turn=TURN,
            limbs=BACK_LINES,
            priority=1,
            early=True,
        ),
        Fault(
            key="back_bent",
            cue="Arms and back in one line",
            explains="The arms and the trunk made an angle at the shoulders.",
            limits=(Limit(Reading(ARMS, WHOLE), below=152.0),),
            views=ACROSS,
            turn=TURN,
            limbs=BACK_LINES,
            priority=2,
            early=True,
        ),
        Fault(
            key="knees_very_bent",
            cue="Bent knees are fine; straighter when you can",
            explains="The knees were well bent, which is allowed.",
            limits=(Limit(Reading(LEGS, WHOLE), below=130.0),),
            views=ACROSS,
            turn=TURN,
            limbs=((23, 25), (24, 26), (25, 27), (26, 28)),
            priority=3,
            early=True,
        ),
    ),
    breath_s=5.0,  # s; the article asks for deep breaths: about 12 a minute
)
