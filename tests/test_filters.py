from dataclasses import replace

import numpy as np
import pytest
from simulate import changed, squats

from formcheck.core.body import Body
from formcheck.core.filters import LONGEST_GAP_S, BodySmoother, OneEuro
from formcheck.core.pose import Pose


def run(x, fps=30.0, rule=None):
    state = (rule or OneEuro()).start()
    return np.array([state.update(i / fps, [v])[0] for i, v in enumerate(x)])


def test_a_still_value_stays_itself():
    assert run([0.3] * 50) == pytest.approx(np.full(50, 0.3))


def test_jitter_at_rest_is_reduced():
    noise = np.random.default_rng(0).normal(0, 0.002, 300)
    assert run(noise)[30:].std() < 0.75 * noise[30:].std()


def test_the_bottom_of_a_quick_squat_is_not_eaten():
    t = np.arange(90) / 30
    signal = 0.4 * np.exp(-(((t - 1.5) / 0.25) ** 2))  # the hips drop 0.4 m and are back within 0.8 s
    assert run(signal).max() > 0.985 * signal.max()


def test_the_same_film_at_another_rate_is_smoothed_alike():
    def film(fps):
        t = np.arange(int(3 * fps)) / fps
        return run(np.sin(2 * t), fps)

    assert film(60)[::4] == pytest.approx(film(15), abs=0.06)


def test_a_long_gap_starts_afresh():
    state = OneEuro().start()
    state.update(0.0, [1.0])
    assert state.update(LONGEST_GAP_S + 0.1, [5.0])[0] == 5.0


def test_a_time_that_does_not_rise_starts_afresh_instead_of_dividing_by_nothing():
    state = OneEuro().start()
    state.update(1.0, [1.0])
    assert state.update(1.0, [2.0])[0] == 2.0


def test_nobody_stays_nobody_and_the_next_person_is_not_blended_with_the_last():
    poses = squats(1).poses()
    smoother = BodySmoother.start()
    smoother.update(poses[0])
    assert smoother.update(Pose.nobody(0.1)) is None
    moved = replace(changed(poses[1], image=poses[1].image + 0.3), t=0.2)
    assert smoother.update(moved).image == Body(moved).image
