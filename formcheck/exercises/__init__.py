"""The programme: one data-only file for each exercise."""

from formcheck.core.exercise import Exercise
from formcheck.exercises.banded_walk import BANDED_WALK
from formcheck.exercises.bridge import BRIDGE
from formcheck.exercises.deadlift import DEADLIFT
from formcheck.exercises.downward_dog import DOWNWARD_DOG
from formcheck.exercises.fire_hydrant import FIRE_HYDRANT
from formcheck.exercises.jump_squat import JUMP_SQUAT
from formcheck.exercises.leg_raise import LEG_RAISE
from formcheck.exercises.lunge import LUNGE
from formcheck.exercises.plank_leg_lift import PLANK_LEG_LIFT
from formcheck.exercises.side_lunge import SIDE_LUNGE
from formcheck.exercises.squat import SQUAT
from formcheck.exercises.wall_sit import WALL_SIT

# General ones before special ones: where two coaches count the same repetitions, the later one is meant.
CATALOGUE: dict[str, Exercise] = {
    exercise.key: exercise
    for exercise in (
        SQUAT,
        LUNGE,
        BRIDGE,
        SIDE_LUNGE,
        BANDED_WALK,
        DEADLIFT,
        FIRE_HYDRANT,
        LEG_RAISE,
        PLANK_LEG_LIFT,
        JUMP_SQUAT,
        WALL_SIT,
        DOWNWARD_DOG,
    )
}
