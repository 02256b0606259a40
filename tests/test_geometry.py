import math

import pytest

from formcheck.core import geometry as g


def test_a_right_angle():
    assert g.angle((1, 0), (0, 0), (0, 2)) == pytest.approx(90)
    assert g.flexion((0, 1, 0), (0, 0, 0), (0, -1, 0)) == pytest.approx(0)


def test_points_that_coincide_have_no_angle():
    assert math.isnan(g.angle((0, 0), (0, 0), (1, 1)))
    assert math.isnan(g.height_over_line((0, 0), (1, 1), (1, 1)))


def test_upright_level_and_upside_down():
    assert g.tilt((0, 0), (0, -1)) == pytest.approx(0)
    assert g.tilt((0, 0), (3, 0)) == pytest.approx(90)
    assert g.tilt((0, 0, 0), (0, 1, 0)) == pytest.approx(180)


@pytest.mark.parametrize("ends", [((0, 0), (4, 0)), ((4, 0), (0, 0))])
def test_above_a_line_is_positive_whichever_way_it_runs(ends):
    assert g.height_over_line((2, -1), *ends) == pytest.approx(1)
    assert g.height_over_line((2, 0.5), *ends) == pytest.approx(-0.5)


def test_the_middle_of_two_points():
    assert g.middle((0, 2), (4, 4)) == (2, 3)
