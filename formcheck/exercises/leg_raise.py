"""Leg raise: lying on a side, the straight top leg rises slowly and comes back as slowly."""

from formcheck.core import lifting
from formcheck.core.attempt import WHOLE
from formcheck.core.baseline import Baseline
from formcheck.core.body import Body
from formcheck.core.counting import Cycle, Gate
from formcheck.core.exercise import Exercise, Signal
from formcheck.core.faults import Fault, Limit
from formcheck.core.measure import Measure, Own
from formcheck.core.readings import HALF, Reading, Seconds, left_or_right
from formcheck.core.view import ALL_VIEWS
from formcheck.exercises.standing import SHANKS, THIGHS

TOP_ANKLE = Measure("top_ankle", "torsos", lifting.top_ankle)
SHOULDERS = Measure("shoulders_level", "torsos", lifting.shoulders_level)
LIFT = Measure("leg_lift", "torsos", lifting.top_ankle_lift)
TURN = Measure("shoulders_turn", "torsos", lifting.shoulders_turn)
KNEES = Measure("knee_flexion", "deg", lifting.top_knee_flexion)
SHANK = Measure("top_shank", "torsos", lifting.top_shank)
TOES = Measure("toes_up", "torsos", lifting.toes_up)


def rests(body: Body, own: Own) -> bool:
    """The legs together, as low as they have been."""
    return lifting.top_ankle(body, own) < own.get("top_ankle", 0.5) + 0.1


LEGS = (*THIGHS, *SHANKS)
BENT_DEG = 42.0  # deg; rendered people: straight knees read up to 31, bent by 62 they read 58
QUICK_S = 1.7  # s of a half: less than half of the article's 4 s

LEG_RAISE = Exercise(
    key="leg_raise",
    name="Leg raise",
    trains="The sides of the hips and thighs",
    goal="10 repetitions with each leg, 1 to 3 sets; 4 seconds up, 4 seconds down",
    placement="Laptop on the floor, 2 m away. Lie on your side facing it, all of you in the picture.",
    signal=Signal(LIFT, "height of the leg", start=0.0, target=0.9),
    baseline=Baseline(
        rests=rests,
        measures=(TOP_ANKLE, SHOULDERS, SHANK),
        known_s=0.2,
        posture=lifting.on_a_side,
        grace_s=0.6,
    ),
    counter=Cycle(
        travel=lifting.top_ankle_lift,
        opens=0.12,
        least=0.2,
        returns=0.7,
        settles=0.9,
        highest_top=0.1,
        usual=0.8,
        shortest_s=0.4,
        # A leg drawn up is no leg raised; bent ones (a fault) read up to 62.
        gates=(Gate("leg_drawn_up", lambda a: Reading(KNEES).of(a) < 95.0),),
        side=left_or_right(Reading(SHOULDERS)),  # the leg of the upper shoulder
    ),
    faults=(
        Fault(
            key="too_fast",
            cue="Slower: 4 seconds up, 4 seconds down",
            explains="One half took much less than 4 seconds.",
            # A knee that bends stops the foot's rise while the thigh still goes up.
            limits=(Limit(Seconds(HALF), below=QUICK_S), Limit(Reading(KNEES), below=BENT_DEG)),
            views=ALL_VIEWS,
            turn="",
            limbs=LEGS,
            priority=2,
        ),
        Fault(
            key="low",
            cue="Lift the leg higher",
            explains="The leg rose little.",
            limits=(Limit(Reading(LIFT, WHOLE, "max"), below=0.6),),
            views=ALL_VIEWS,
            turn="",
            limbs=LEGS,
            priority=1,
        ),
        Fault(
            key="trunk_roll",
            cue="Shoulders and hips stacked",
            explains="The trunk rolled while the leg rose.",
            # Rendered people: still shoulders move up to 0.05.
            limits=(Limit(Reading(TURN, WHOLE, "max"), above=0.15),),
            views=ALL_VIEWS,
            turn="",
            limbs=((11, 12), (23, 24)),
            priority=3,
        ),
        Fault(
            key="knee_bent",
            cue="Top leg straight",
            explains="The knee of the top leg bent.",
            limits=(Limit(Reading(KNEES), above=BENT_DEG),),
            views=ALL_VIEWS,
            turn="",
            limbs=LEGS,
            priority=4,
        ),
        Fault(
            key="toes_turned",
            cue="Toes forward, not to the ceiling",
            explains="The leg turned outwards: the toes pointed to the ceiling.",
            # Rendered people: toes ahead read 0 to 0.1, turned up by 75 degrees 0.4.
            limits=(Limit(Reading(TOES), above=0.25),),
            views=ALL_VIEWS,
            turn="",
            limbs=((29, 31), (30, 32)),
            priority=5,
        ),
    ),
    reports=(Reading(LIFT, WHOLE, "max"), Reading(TURN, WHOLE, "max"), Reading(TOES), Reading(SHOULDERS)),
    per_side=True,
    tempo=(4.0, 4.0),  # s up and down: the article
)
