"""Squat: both knees bend, the hips sink and come back."""

from formcheck.core import measures as m
from formcheck.core.counting import WHOLE, Attempt, Cycle, Gate, Reading, lasts
from formcheck.core.exercise import Exercise, Signal
from formcheck.core.faults import Fault, Limit
from formcheck.core.measure import Measure, SidedMeasure, outside
from formcheck.core.view import FRONT, LYING, SIDE, THREE_QUARTER
from formcheck.exercises.standing import (
    FACE_IT,
    FEET,
    SHANKS,
    SIDE_ON,
    STANDING,
    THIGHS,
    TOO_FAST,
    TRUNK_LINES,
    feet_in_view,
    upright,
)

LEAST_BEND = Measure("least_knee_bend", "deg", m.least_knee_bend)
MOST_BEND = Measure("most_knee_bend", "deg", m.most_knee_bend)
WIDE = Measure("feet_wide", "m", m.feet_wide)
BALANCE = Measure("balance", "m", m.balance)
TILT = Measure("trunk_tilt", "deg", m.trunk_tilt)
UNEVEN_FEET = Measure("ankles_uneven", "m", m.ankles_uneven)
BOTH_FEET = Measure("hip_drop_low", "", m.hip_drop_low)
SPLIT = Measure("feet_split", "m", m.feet_split)
KNEES = SidedMeasure("knee_flexion", "deg", m.knee_flexion)
THIGH_HEIGHT = Measure("thigh_height", "shanks", m.thigh_height)
TRUNK = Measure("lean", "deg", m.trunk_lean)
# Where one stands, not where one is at the bottom: there the shoulders turn and the feet hide.
SEEN_TRUNK = Measure("trunk_lean", "deg", m.trunk_lean_side)
STANCE = Measure("stance_off", "shoulder widths", lambda b, own: outside(m.own_stance(b, own), 0.55, 3.5))

DEEP_DEG = (
    107.0  # deg of knee flexion: rendered squats below level read 108 and more, valid recorded ones 115
)

FACING = frozenset({FRONT, THREE_QUARTER})
ANY = frozenset({FRONT, THREE_QUARTER, SIDE})

FAULTS = (
    Fault(
        key="knees_in",
        cue="Knees out",
        explains="The knees came closer together than the feet and inside the toes.",
        # Knee gap / ankle gap: correct squats sit at 1.3 (UI-PRMD p5 0.97), but wide stances of good squats
        # go down to 0.87; so it must also fail to open against the own standing (good squats of the
        # recordings open by 0.20 or more, caving ones by 0.19 or less) and lie inside the toe line
        # (rendered people: 0.10 shank = 3.5-5 cm of knee travel).
        limits=(
            Limit(Reading(Measure("knee_gap_ratio", "", m.knee_gap_ratio)), below=1.0),
            Limit(Reading(Measure("knee_gap_gain", "", m.knee_gap_gain)), below=0.2),
            Limit(Reading(Measure("knees_inside", "shanks", m.knees_inside)), above=0.10),
        ),
        views=FACING,
        turn=FACE_IT,
        limbs=(*THIGHS, *SHANKS),
        priority=1,
        early=True,
    ),
    Fault(
        key="knees_off_toes",
        cue="Knees over the toes",
        explains="The thighs pointed somewhere else than the feet.",
        # Definition: knee in line with the toes. Correct squats lie within 12 degrees (mean of both legs).
        limits=(
            Limit(
                Reading(
                    Measure(
                        "knees_off_feet",
                        "deg",
                        lambda b, own: outside(m.knees_over_feet(b, own), -15.0, 45.0),
                    )
                ),
                above=0.0,
            ),
        ),
        views=frozenset({FRONT}),
        turn=FACE_IT,
        limbs=(*THIGHS, *FEET),
        priority=2,
    ),
    Fault(
        key="shallow",
        cue="Sit deeper",
        explains="The thighs stayed clearly above level.",
        # UI-PRMD: correct squats p98 0.35, in every view. But rendered people's hips read 0.35 too high at
        # the bottom, so the knee must agree.
        limits=(
            Limit(Reading(THIGH_HEIGHT), above=0.36),
            Limit(Reading(KNEES), below=DEEP_DEG),
            # Knees that cave in read 10 degrees straighter and the hips higher: then depth is not blamed.
            Limit(Reading(Measure("knees_apart", "", m.knees_apart)), above=0.8),
        ),
        views=ANY,
        turn="",
        limbs=THIGHS,
        priority=4,
    ),
    Fault(
        key="forward_lean",
        cue="Chest up",
        explains="The trunk leaned far forward.",
        # Recordings, side-on: clean squats up to 51 degrees, faulty ones from 54. UI-PRMD correct p98 47.
        limits=(Limit(Reading(TRUNK), above=53.0),),
        views=ANY,
        turn="",
        limbs=TRUNK_LINES,
        priority=3,
        early=True,
    ),
    Fault(
        key="heels_up",
        cue="Heels down",
        explains="The heels left the floor.",
        # Recordings: flat heels pitch up to 16 degrees over the own stance.
        limits=(Limit(Reading(Measure("heel_lift", "deg", m.heel_lift)), above=17.0),),
        views=frozenset({SIDE}),
        turn=SIDE_ON,
        limbs=FEET,
        priority=5,
    ),
    Fault(
        key="stance",
        cue="Feet a little wider than the hips",
        explains="The feet stood much too close or much too wide.",
        # Correct squats: 0.62 to 1.87 shoulder widths in the recordings, up to 2.9 in UI-PRMD.
        limits=(Limit(Reading(STANCE), above=0.0),),
        views=frozenset({FRONT}),
        turn=FACE_IT,
        limbs=FEET,
        priority=7,
    ),
    Fault(
        key="toes_out",
        cue="Toes more forward",
        explains="The feet pointed far outwards.",
        # UI-PRMD correct squats: p98 47 degrees.
        limits=(Limit(Reading(SidedMeasure("toe_out", "deg", m.toe_out)), above=50.0),),
        views=frozenset({FRONT}),
        turn=FACE_IT,
        limbs=FEET,
        priority=8,
    ),
    Fault(
        key="uneven",
        cue="Weight on both feet",
        explains="The trunk tipped to one side.",
        # UI-PRMD, sideways lean: correct p98 7.5 degrees, incorrect p90 16.
        limits=(Limit(Reading(Measure("side_lean", "deg", m.side_lean)), above=10.0),),
        views=frozenset({FRONT}),
        turn=FACE_IT,
        limbs=TRUNK_LINES,
        priority=6,
    ),
    TOO_FAST,
)


def both_legs(attempt: Attempt) -> bool:
    """Both knees bend; or the legs shorten much with both feet down, when caving knees hide how they bend."""
    deep = Reading(KNEES).of(attempt) >= 80.0
    down = Reading(UNEVEN_FEET).of(attempt) < 0.12 and Reading(WIDE).of(attempt) < 0.55
    return (deep and down) or Reading(LEAST_BEND).of(attempt) >= 35.0


def bends(attempt: Attempt) -> bool:
    """One knee bends 50 degrees; dim light hides that, but not how much the legs shorten under the trunk."""
    shorter = Reading(KNEES).of(attempt) >= 50.0 and Reading(TILT).of(attempt) < 60.0
    return shorter or Reading(MOST_BEND).of(attempt) >= 50.0


def stays_on_the_feet(attempt: Attempt) -> bool:
    """Who sits on a chair rests there, the trunk upright and far behind the feet; no squatter can."""
    behind = Reading(BALANCE).of(attempt) < -0.25 and Reading(TILT).of(attempt) < 12.0
    return not (behind and lasts(attempt) > 1.2)


def off_the_floor(attempt: Attempt) -> bool:
    """The hips stay above the ankles: who gets down to the mat and up again does not squat."""
    return attempt.peak < 0.9 and LYING not in attempt.views


SQUAT = Exercise(
    key="squat",
    name="Squat",
    trains="Thighs and buttocks",
    goal="20 repetitions, 1 to 3 sets",
    placement="Laptop on a chair or table, 2 to 3 m away, whole body and feet in the picture. Face it, or "
    "turn side-on.",
    signal=Signal(KNEES, "knee flexion", start=0.0, target=DEEP_DEG),
    baseline=STANDING,
    counter=Cycle(
        travel=m.hip_drop,
        # 0.09 to 0.16 gave the same counts over the recordings.
        opens=0.09,
        least=0.09,
        returns=0.7,
        settles=0.88,
        highest_top=0.1,
        usual=0.5,
        gates=(
            feet_in_view(),
            upright(),
            # Both knees 35 degrees and one 50: silences marching, high knees and leg swings.
            Gate("one_leg", both_legs, (LEAST_BEND, KNEES, UNEVEN_FEET, WIDE)),
            Gate("too_small", bends, (MOST_BEND, KNEES, TILT)),
            # Picking things up tips the trunk to 82 degrees over knees bent 51; bad squats stay under 70.
            Gate("bent_over", lambda a: Reading(TILT).of(a) < 68.0 or Reading(MOST_BEND).of(a) > 70.0),
            Gate("sat_down", stays_on_the_feet, (BALANCE, TILT)),
            Gate("not_upright", off_the_floor),
            # A step lifts one ankle; only a squat brings the hips nearer to the lower one too.
            Gate("walked", lambda a: Reading(BOTH_FEET).of(a) >= 0.1, (BOTH_FEET,)),
            # Laxer than a lunge is strict: knees that cave in hide the feet, and then depth is guessed.
            Gate("feet_split", lambda a: Reading(SPLIT).of(a) < 0.38, (SPLIT,)),
        ),
    ),
    faults=FAULTS,
    reports=(Reading(KNEES, WHOLE, "max"), Reading(THIGH_HEIGHT), Reading(SEEN_TRUNK)),
)
