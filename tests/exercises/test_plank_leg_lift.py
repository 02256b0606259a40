import pytest
from simulate import FLOOR_CAMERA
from simulate_floor import plank_lifts, planking

from formcheck import CATALOGUE, replay, summarise


def coached(film):
    return summarise(replay(CATALOGUE["plank_leg_lift"], film.poses(FLOOR_CAMERA)))


def test_each_leg_counts_for_itself():
    reps = coached(plank_lifts(["left", "right", "left"])).reps
    assert [(rep.side, rep.faults) for rep in reps] == [("left", ()), ("right", ()), ("left", ())]


def test_a_short_hold_is_said():
    assert coached(plank_lifts(["left"], held_s=0.6)).reps[0].faults == ("too_short",)


@pytest.mark.parametrize(("hips", "fault"), [(-0.11, "hips_sag"), (0.26, "hips_high")])
def test_hips_out_of_line_are_said(hips, fault):
    assert fault in coached(plank_lifts(["left"], hips=hips)).reps[0].faults


def test_a_plain_plank_counts_nothing():
    film = plank_lifts([])
    film.add(8.0, lambda _: planking())
    assert coached(film).reps == coached(film).attempts == ()
