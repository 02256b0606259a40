"""Banded walk: side steps against a band; the feet part and close, the body moves sideways and back."""

from dataclasses import replace
from math import asin, cos, degrees, sin

from formcheck.core import feet
from formcheck.core import measures as m
from formcheck.core.attempt import WHOLE, Attempt
from formcheck.core.body import Body
from formcheck.core.counting import Cycle, Gate
from formcheck.core.events import LEFT, RIGHT
from formcheck.core.exercise import Exercise, Signal
from formcheck.core.faults import Fault, Limit
from formcheck.core.geometry import NAN
from formcheck.core.measure import Measure, Own, SidedMeasure
from formcheck.core.readings import Reading
from formcheck.core.view import BACK, FRONT, THREE_QUARTER
from formcheck.exercises.standing import FACE_IT, FEET, SHANKS, STANDING, THIGHS, feet_in_view, upright

GAP = Measure("feet_wide", "m", feet.feet_wide)
NARROW_M = 0.3  # m between the feet when nobody knows yet: hip width and a little
CLOSED_M = 0.22  # m; closer than this the band hangs loose (rendered people keep 0.33 and more, closed 0.12)


def parted(body: Body, own: Own) -> float:
    """How much wider than the own stance the feet are, metres."""
    return feet.feet_wide(body, own) - own["feet_wide"]


def aside(body: Body, own: Own) -> float:
    """Where the hips are across the picture, torsos, growing to the person's left."""
    across = 1.0 if cos(body.turned) >= 0.0 else -1.0
    return across * body.hips_image[0] / body.torso_image if body.torso_image > 0.0 else NAN


def turned(body: Body, own: Own) -> float:
    """How far the body is turned out of the picture's plane, degrees: 0 facing the camera or away from it."""
    return degrees(asin(min(abs(sin(body.turned)), 1.0)))


def height(body: Body, own: Own) -> float:
    """How high the shoulders are in the picture, own leg lengths: the trunk that tips lowers them too."""
    return -body.shoulders_image[1] / own.get("leg_image", NAN)


ASIDE = Measure("hips_aside", "torsos", aside)
TURNED = Measure("turned", "deg", turned)
LEAN = Measure("trunk_tilt", "deg", m.trunk_tilt)
SPLIT = Measure("feet_split", "m", feet.feet_split)
HEIGHT = Measure("shoulder_height", "legs", height)
KNEES = Measure("most_knee_bend", "deg", m.most_knee_bend)


def moved(attempt: Attempt) -> float:
    """How far the body went to the person's left, torsos."""
    return Reading(ASIDE, WHOLE, "last").of(attempt) - Reading(ASIDE, WHOLE, "first").of(attempt)


def aside_not_ahead(attempt: Attempt) -> bool:
    """Who walks has one foot in front more than aside; turned by 30 degrees one seems to, by up to half."""
    ahead = Reading(SPLIT, WHOLE, "p90").of(attempt)
    return ahead < 0.25 or ahead < 0.6 * Reading(GAP, WHOLE, "max").of(attempt)


START = replace(
    STANDING, measures=(*STANDING.measures, GAP), priors={**STANDING.priors, "feet_wide": NARROW_M}
)
ANY = frozenset({FRONT, THREE_QUARTER, BACK})

BANDED_WALK = Exercise(
    key="banded_walk",
    name="Banded walk",
    trains="The sides of the hips",
    goal="10 steps to one side, 10 back, 1 to 3 sets",
    placement="Laptop on a chair or table, 3 m away. Face it, with room for some steps to either side.",
    signal=Signal(GAP, "feet apart", start=0.3, target=0.6),
    baseline=START,
    counter=Cycle(
        travel=parted,
        opens=0.07,
        least=0.09,
        returns=0.6,
        # A step is over when the feet stop closing: only then it is known how close they came.
        settles=2.0,
        highest_top=0.15,
        usual=0.25,
        shortest_s=0.25,
        longest_s=6.0,
        gates=(
            feet_in_view(),
            upright(),
            # Who stands wide when the picture begins has not stepped.
            Gate("", lambda a: a.start_seen),
            # Beyond 45 degrees the picture shows more of a step ahead than of one aside.
            Gate("turned_away", lambda a: Reading(TURNED, WHOLE, "p90").of(a) <= 45.0),
            # Jumping jacks and stepping out and in again leave the hips where they were; a step takes them
            # along by 0.35 and more.
            Gate("no_side_step", lambda a: abs(moved(a)) >= 0.3),
            Gate("walked", aside_not_ahead),
            Gate("too_quick", lambda a: a.times[-1] - a.times[0] >= 0.5),
            Gate("squatted", lambda a: Reading(KNEES).of(a) < 70.0),
            Gate("bent_over", lambda a: Reading(LEAN).of(a) < 50.0),
        ),
        side=lambda a: LEFT if moved(a) > 0.0 else RIGHT,
    ),
    faults=(
        Fault(
            key="knees_in",
            cue="Knees out against the band",
            explains="The band pulled the knees together.",
            # Rendered people: knees over the feet read 0.75 to 0.9 of the ankles' gap, pulled in 0.5.
            limits=(Limit(Reading(Measure("knee_gap_ratio", "", m.knee_gap_ratio)), below=0.64),),
            views=frozenset({FRONT}),
            turn=FACE_IT,
            limbs=(*THIGHS, *SHANKS),
            priority=1,
        ),
        Fault(
            key="feet_together",
            cue="Keep the band tight",
            explains="The feet came together and the band went slack.",
            limits=(Limit(Reading(GAP, WHOLE, "min"), below=CLOSED_M),),
            views=ANY,
            turn="",
            limbs=SHANKS,
            priority=2,
        ),
        Fault(
            key="toes_out",
            cue="Toes forward",
            explains="The feet pointed outwards.",
            limits=(Limit(Reading(SidedMeasure("toe_out", "deg", feet.toe_out)), above=40.0),),
            views=frozenset({FRONT}),
            turn=FACE_IT,
            limbs=FEET,
            priority=3,
        ),
        Fault(
            key="bobbing",
            cue="Stay low, head level",
            explains="The body rose and sank with the step.",
            # Rendered people: feet that part lower it by up to 0.061, legs that straighten move it by 0.07.
            limits=(Limit(Reading(HEIGHT, WHOLE, "range"), above=0.065),),
            views=ANY,
            turn="",
            limbs=(*THIGHS, *SHANKS),
            priority=4,
        ),
    ),
    reports=(Reading(GAP, WHOLE, "max"), Reading(Measure("knee_gap_ratio", "", m.knee_gap_ratio))),
    per_side=True,
)
