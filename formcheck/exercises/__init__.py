"""The programme: one data-only file for each exercise."""

from formcheck.core.exercise import Exercise
from formcheck.exercises.bridge import BRIDGE
from formcheck.exercises.lunge import LUNGE
from formcheck.exercises.squat import SQUAT

CATALOGUE: dict[str, Exercise] = {exercise.key: exercise for exercise in (SQUAT, LUNGE, BRIDGE)}
