"""Which exercise is this: nobody, too little, and what has been seen by the time that it is clear."""

from simulate import Film, marching, squats, standing

from formcheck import CATALOGUE, replay
from formcheck.core.coach import Coach
from formcheck.core.pose import Pose
from formcheck.core.recognise import Recogniser, recognise

EXERCISES = tuple(CATALOGUE.values())


def test_standing_and_marching_are_no_exercise():
    assert recognise(EXERCISES, Film().add(10, standing).poses()) is None
    assert recognise(EXERCISES, marching(12).poses()) is None
    assert recognise(EXERCISES, [Pose.nobody(i / 30) for i in range(30)]) is None


def test_one_repetition_is_not_enough_while_more_may_come_but_decides_at_the_end():
    poses = squats(1).poses()
    recogniser = Recogniser(EXERCISES)
    assert not any(recogniser.update(pose) for pose in poses)
    found = recogniser.finish()
    assert found is not None
    assert found.coach.exercise.key == "squat"


def test_the_coach_that_is_found_has_seen_everything():
    poses = squats(4).poses()
    recogniser, alone = Recogniser(EXERCISES), Coach(CATALOGUE["squat"])
    events = []
    for pose in poses:
        known = recogniser.found
        if recogniser.update(pose) is None or known is None:
            events += alone.update(pose)
        else:
            events += known.coach.update(pose)
    events += recogniser.found.coach.finish()
    assert events == replay(CATALOGUE["squat"], poses)
