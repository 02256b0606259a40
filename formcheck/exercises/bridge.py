"""Bridge: lying on the back, feet up, the hips rise to the line from shoulders to knees."""

from formcheck.core import floor
from formcheck.core.baseline import Baseline
from formcheck.core.body import Body
from formcheck.core.counting import BOTTOM, WHOLE, Attempt, Cycle, Gate, Reading
from formcheck.core.exercise import Exercise, Signal
from formcheck.core.measures import Measure, Own

HIP_LINE = Measure("hip_line", "shoulder-knee lengths", floor.hip_line)
LEVEL = Measure("shoulder_level", "shoulder-knee lengths", floor.shoulder_level)
FAR_LEG = Measure("far_leg_up", "", floor.far_leg_up)
HIP_ANGLE = Measure("hip_angle", "deg", floor.hip_angle)

RESTING = -0.14  # hips this far below the line lie on the floor (own rest: -0.18 to -0.37)
REST_MARGIN = 0.05  # over the own rest and still at rest


def rests(body: Body, own: Own) -> bool:
    """Hips on the floor, as low as they have been."""
    line = floor.hip_line(body, own)
    return line < RESTING and line < own.get("hip_line", RESTING) + REST_MARGIN


def shoulders_stay(attempt: Attempt) -> bool:
    """The shoulders keep their height over the feet: sit-ups do not."""
    return Reading(LEVEL, WHOLE, "max").of(attempt) - Reading(LEVEL, WHOLE, "min").of(attempt) < 0.22


BRIDGE = Exercise(
    key="bridge",
    name="Bridge",
    trains="Buttocks and the back of the thighs",
    goal="20 repetitions, 1 to 3 sets",
    placement="Laptop on the floor or a low stool, 2 m away; lie side-on to it, knees up, whole body in the picture.",
    signal=Signal(HIP_LINE, "hips against the shoulder-knee line", start=-0.25, target=0.0),
    baseline=Baseline(rests=rests, measures=(HIP_LINE,), posture=floor.supine_feet_up),
    counter=Cycle(
        travel=floor.hip_rise,
        opens=0.06,
        least=0.10,
        returns=0.6,
        settles=0.85,
        gates=(
            Gate("too_small", lambda a: Reading(HIP_LINE, WHOLE, "max").of(a) >= -0.08, (HIP_LINE,)),
            Gate("sat_up", shoulders_stay, (LEVEL,)),
            Gate("one_leg", lambda a: Reading(FAR_LEG, BOTTOM, "median").of(a) < 0.5, (FAR_LEG,)),
        ),
        shortest_s=0.3,
    ),
    faults=(),
    reports=(Reading(HIP_ANGLE, BOTTOM),),
)
