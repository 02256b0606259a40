"""The programme: one data-only file for each exercise."""

from formcheck.core.exercise import Exercise
from formcheck.exercises.bridge import BRIDGE
from formcheck.exercises.deadlift import DEADLIFT
from formcheck.exercises.downward_dog import DOWNWARD_DOG
from formcheck.exercises.lunge import LUNGE
from formcheck.exercises.side_lunge import SIDE_LUNGE
from formcheck.exercises.squat import SQUAT
from formcheck.exercises.wall_sit import WALL_SIT

CATALOGUE: dict[str, Exercise] = {
    exercise.key: exercise
    for exercise in (SQUAT, LUNGE, BRIDGE, SIDE_LUNGE, DEADLIFT, WALL_SIT, DOWNWARD_DOG)
}
