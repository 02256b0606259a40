import numpy as np
import pytest
from simulate import SIDE_CAMERA, Camera, Film, changed, squats, squatting, standing

from formcheck import CATALOGUE, replay, summarise

SQUAT = CATALOGUE["squat"]


def coached(film, camera=None):
    return summarise(replay(SQUAT, film.poses(camera)))


@pytest.mark.parametrize("azimuth", [0, 20, 45, 70, 90, -60])
def test_ten_squats_count_ten_from_everywhere(azimuth):
    assert len(coached(squats(10), Camera(azimuth=azimuth)).reps) == 10


@pytest.mark.parametrize("aspect", [(640, 480), (1280, 720), (480, 640)])
def test_the_shape_of_the_frame_changes_nothing(aspect):
    camera = Camera(width=aspect[0], size_y=aspect[1], hfov=65 if aspect[0] > aspect[1] else 45, away=3.2)
    assert len(coached(squats(4), camera).reps) == 4


def test_the_knee_angle_is_right_from_the_front():
    rep = coached(squats([{"flexion": 100.0}])).reps[0]
    assert rep.measures["knee_flexion_deg"] == pytest.approx(100, abs=6)


def test_the_boundaries_are_those_of_the_movement():
    first = coached(squats(1)).reps[0]
    assert first.start_s == pytest.approx(1.0, abs=0.3)
    assert first.peak_s == pytest.approx(2.1, abs=0.1)
    assert first.end_s == pytest.approx(3.2, abs=0.3)


FAULTY = [
    ("knees_in", {"knee_in": 25.0}, {}, Camera()),
    ("knees_off_toes", {"knee_in": 40.0}, {}, Camera()),
    ("knees_off_toes", {"knee_in": -45.0}, {"knee_in": -5.0}, Camera()),
    ("shallow", {"flexion": 70.0}, {"flexion": 112.0}, Camera()),
    ("shallow", {"flexion": 70.0}, {"flexion": 112.0}, SIDE_CAMERA),
    ("forward_lean", {"lean": 62.0}, {"lean": 45.0}, SIDE_CAMERA),
    ("heels_up", {"heel_up": 50.0}, {"heel_up": 5.0}, SIDE_CAMERA),
    ("uneven", {"side": 18.0}, {"side": 4.0}, Camera()),
    ("stance", {"stance": 0.06}, {"stance": 0.2}, Camera()),
    ("toes_out", {"toe_out": 70.0}, {"toe_out": 30.0}, Camera()),
]


@pytest.mark.parametrize(("fault", "bad", "good", "camera"), FAULTY)
def test_a_fault_is_flagged_in_the_repetition_that_has_it(fault, bad, good, camera):
    steady = bad.keys() <= {"stance", "toe_out"}  # one stands so for the whole set
    if steady:
        assert fault in coached(squats([bad] * 2), camera).reps[0].faults
        assert fault not in coached(squats([good] * 2), camera).faults
        return
    reps = coached(squats([good, bad, good]), camera).reps
    assert [fault in rep.faults for rep in reps] == [False, True, False]


def test_too_fast():
    assert all("too_fast" in rep.faults for rep in coached(squats(3, seconds=0.55)).reps)
    assert "too_fast" not in coached(squats(3, seconds=1.6)).faults


@pytest.mark.parametrize(
    ("camera", "unseen"),
    [
        (Camera(), {"heels_up"}),
        (Camera(azimuth=40), {"heels_up", "knees_off_toes", "stance", "toes_out", "uneven"}),
        (SIDE_CAMERA, {"knees_in", "knees_off_toes", "stance", "toes_out", "uneven"}),
        (Camera(azimuth=180), {f.key for f in SQUAT.faults} - {"too_fast"}),
    ],
)
def test_what_the_view_hides_is_not_judged(camera, unseen):
    bad = squats([{"knee_in": 25.0, "heel_up": 50.0, "lean": 62.0}] * 2)
    for rep in coached(bad, camera).reps:
        assert set(rep.not_judged) == unseen
        assert not unseen & set(rep.faults)


def test_a_caving_knee_is_said_before_the_repetition_is_over():
    events = replay(SQUAT, squats([{"knee_in": 28.0}]).poses())
    kinds = [e.kind for e in events if e.kind in ("fault_raised", "rep_counted")]
    assert kinds[0] == "fault_raised"


def test_a_fault_that_was_said_is_taken_back_when_the_next_repetition_begins():
    events = replay(SQUAT, squats([{"knee_in": 28.0}, {}]).poses())
    story = [e.kind for e in events if "fault" in e.kind or e.kind == "rep_counted"]
    assert story[:2] == ["fault_raised", "rep_counted"]
    assert "fault_cleared" in story[:-1]


def test_a_half_hearted_dip_is_no_repetition():
    assert coached(squats([{"flexion": 30.0}] * 3)).reps == ()


@pytest.mark.parametrize("camera", [Camera(), SIDE_CAMERA])
def test_an_even_dip_that_goes_further_is_a_shallow_squat(camera):
    reps = coached(squats([{"flexion": 54.0}] * 3), camera).reps
    assert ["shallow" in rep.faults for rep in reps] == [True] * 3


def tipped(film, degrees, camera):
    """The film as the model takes it from a camera that looks down: the body tips towards the camera."""
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    turn = np.array([[1.0, 0.0, 0.0], [0.0, c, s], [0.0, -s, c]])
    return [changed(pose, world=pose.world @ turn) for pose in film.poses(camera)]


def test_with_toes_outside_the_picture_nobody_knows_where_they_point():
    poses = squats([{"knee_in": -45.0}] * 2).poses()
    lowest = max(pose.image[[31, 32], 1].max() for pose in poses)
    cut = [changed(pose, image=pose.image + np.array([0.0, 1.01 - lowest])) for pose in poses]
    for rep in summarise(replay(SQUAT, cut)).reps:
        assert "knees_off_toes" in rep.not_judged


def with_a_foot_put_behind(film):
    """The film as the model takes it where knees that meet hide a foot: half a metre behind the other."""
    behind = np.zeros((33, 3))
    behind[[28, 30, 32], 2] = 0.5
    poses = film.poses()
    return [changed(pose, world=pose.world + behind * (pose.world[27, 1] < 0.65)) for pose in poses]


def test_knees_that_cave_in_until_they_hide_a_foot_make_no_lunge_of_a_squat():
    poses = with_a_foot_put_behind(squats([{"knee_in": 50.0}] * 3))
    assert ["knees_in" in rep.faults for rep in summarise(replay(SQUAT, poses)).reps] == [True] * 3
    assert summarise(replay(CATALOGUE["lunge"], poses)).reps == ()


@pytest.mark.parametrize("degrees", [-20.0, 0.0, 12.0])
@pytest.mark.parametrize("azimuth", [0.0, 40.0])
def test_a_lean_is_told_however_the_camera_looks_up_or_down(azimuth, degrees):
    film = squats([{"lean": 38.0}, {"lean": 64.0}, {"lean": 38.0}])
    reps = summarise(replay(SQUAT, tipped(film, degrees, Camera(azimuth=azimuth)))).reps
    assert ["forward_lean" in rep.faults for rep in reps] == [False, True, False]


def test_from_the_front_nobody_knows_that_there_is_no_lean():
    facing, half_turned = (coached(squats([{"lean": 38.0}] * 2), Camera(azimuth=a)).reps[0] for a in (0, 40))
    assert "forward_lean" in facing.not_judged
    assert "forward_lean" not in half_turned.not_judged


def test_who_leans_far_at_the_bottom_of_a_deep_squat_is_not_lying():
    reps = coached(squats([{"flexion": 140.0, "lean": 66.0}] * 2), Camera(azimuth=40)).reps
    assert ["forward_lean" in rep.faults for rep in reps] == [True, True]


def test_heels_in_doubt_are_neither_up_nor_down():
    reps = coached(squats([{"heel_up": up} for up in (5.0, 20.0, 50.0)]), SIDE_CAMERA).reps
    assert ["heels_up" in rep.faults for rep in reps] == [False, False, True]
    assert ["heels_up" in rep.not_judged for rep in reps] == [False, True, False]


def test_a_pause_at_the_bottom_is_one_repetition():
    film = Film().add(1, standing).add(1, lambda u: squatting(4 + 96 * u)).add(3, lambda u: squatting(100))
    film.add(1, lambda u: squatting(100 - 96 * u)).add(1, standing)
    assert len(coached(film).reps) == 1


@pytest.mark.parametrize(("stays_s", "count"), [(0.3, 3), (2.5, 2)])
def test_who_is_first_seen_down_and_stays_there_may_have_got_up_from_anywhere(stays_s, count):
    film = Film().add(stays_s, lambda u: squatting(105)).add(1.1, lambda u: squatting(105 - 101 * u))
    film.figures += squats(2).figures
    assert len(coached(film).reps) == count


def test_an_unfinished_last_repetition_is_told_and_not_counted():
    film = squats(2)
    film.figures = film.figures[: -int(2.4 * 30)]
    summary = coached(film)
    assert len(summary.reps) == 1
    assert [a.reason for a in summary.attempts] == ["unfinished"]


def test_feet_outside_the_frame_are_refused():
    camera = Camera(height=1.7, away=1.7)
    summary = coached(squats(3), camera)
    assert summary.reps == ()
    assert {a.reason for a in summary.attempts} == {"feet_unseen"}


@pytest.mark.parametrize("fps", [10.0, 15.0, 60.0])
def test_knees_that_cave_in_are_said_at_the_bottom_at_any_frame_rate(fps):
    def said_s(fps):
        events = replay(CATALOGUE["squat"], squats([{"knee_in": 14}] * 2, fps=fps).poses())
        return [event.t for event in events if event.kind == "fault_raised"]

    assert said_s(fps) == pytest.approx(said_s(30.0), abs=0.1)
    assert len(said_s(fps)) == 2
