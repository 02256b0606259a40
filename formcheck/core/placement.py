"""Before the set: is the person well in the picture, and if not, the one thing to do about it."""

from __future__ import annotations

from math import dist, inf
from typing import Literal

from formcheck.core.body import ANKLE, FOOT, HEEL, HIP, KNEE, SHOULDER, SIDES, Body
from formcheck.core.exercise import Exercise
from formcheck.core.geometry import Point
from formcheck.core.pose import Landmark, Pose
from formcheck.core.view import BACK, FRONT, UPRIGHT_VIEWS, View

Advice = Literal[
    "dark",
    "nobody",
    "position",
    "feet",
    "back",
    "tilt_up",
    "tilt_down",
    "middle",
    "closer",
    "turn",
    "face",
    "good",
]
OUTLINE = (SHOULDER, HIP, KNEE, ANKLE, HEEL, FOOT)

DARK = 0.08  # mean brightness, 0..1: films made darker are followed well at 0.06, and lost at 0.04
EDGE = 0.02  # frame heights that must be free around the body, else it is about to be cut off
SMALL = 0.24  # shoulders to ankles in frame heights: a person of 1.75 m at 6 m from a webcam of 49 degrees
LOOSE = 0.02  # frame heights by which all this may be missed by who was well placed already
HOLD_S = 0.6  # s that new advice must stay true before it takes the place of the old
UPRIGHT_DEG = 45.0  # trunk against vertical in the image: who is more upright does not lie or kneel on hands
HEAD = 0.5  # of the way from shoulders to nose, from the nose to the top of the head
ENOUGH = 0.5  # of the rules that the best view can judge: with fewer, turning is worth it


class Placement:
    """One thing to do at a time; `advice` is the last one given, at `looked_s` of the source's time."""

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise
        self.advice: Advice | None = None
        self._turns = _turns(exercise)
        self._views = View()
        self.looked_s = -inf
        self._found: Advice | None = None
        self._since = 0.0

    def update(self, pose: Pose, light: float) -> Advice:
        """The advice after this frame, whose mean brightness is `light` (0..1)."""
        self.looked_s = pose.t
        found = self._look(pose, light)
        if found != self._found:
            self._found, self._since = found, pose.t
        if self.advice is None or pose.t - self._since >= HOLD_S:
            self.advice = found
        return self.advice

    def _look(self, pose: Pose, light: float) -> Advice:
        """What stands in the way in this frame, the first thing first."""
        if light < DARK:
            return "dark"
        if not pose.seen:
            return "nobody"
        body = Body(pose)
        view = self._views.update(body)
        baseline = self.exercise.baseline
        posture = baseline.posture
        if posture is not None and body.trunk_tilt_image < UPRIGHT_DEG:
            return "position"
        wrong = _framing(body, _top(pose, body), LOOSE if self.advice == "good" else 0.0)
        if wrong is not None:
            return wrong
        if posture is not None:
            return "good" if posture(body, dict(baseline.priors)) else "position"
        return self._turns.get(view, "good")


def _turns(exercise: Exercise) -> dict[str, Advice]:
    """How to turn, for each view from which too little can be judged; who lies is seen from the side."""
    views = UPRIGHT_VIEWS | {BACK}
    judged = {view: sum(view in fault.judged_from for fault in exercise.faults) for view in views}
    most = max(judged.values())
    better: Advice = "face" if judged[FRONT] == most else "turn"
    return {view: better for view, n in judged.items() if n < ENOUGH * most}


def _framing(body: Body, top_of_head: Point, loose: float) -> Advice | None:
    """How the person must move, or the screen, so that head and feet are in the picture; None: all are."""
    outline = [*_joints(body), top_of_head]
    edge = EDGE - loose
    left, right = min(x for x, _ in outline), max(x for x, _ in outline)
    top, bottom = min(y for _, y in outline), max(y for _, y in outline)
    above, below = top < edge, bottom > 1.0 - edge
    aside = left < edge or right > body.aspect - edge
    fits = bottom - top < 1.0 - 2.0 * edge
    if (above and below) or (aside and right - left > body.aspect - 2.0 * edge):
        return "back"
    if below:
        return "tilt_down" if fits else "feet"
    if above:
        return "tilt_up" if fits else "back"
    if aside:
        return "middle"
    return "closer" if _length(body) < SMALL - loose else None


def _joints(body: Body) -> list[Point]:
    """The joints that must be in the picture: those of the trunk, legs and feet."""
    return [
        body.on_image(joint, side) for joint in (SHOULDER, HIP, KNEE, ANKLE, HEEL, FOOT) for side in SIDES
    ]


def _top(pose: Pose, body: Body) -> Point:
    """The top of the head in the image, which lies beyond the nose."""
    (nx, ny), (sx, sy) = pose.image[Landmark.NOSE], body.shoulders_image
    return nx + HEAD * (nx - sx), ny + HEAD * (ny - sy)


def _length(body: Body) -> float:
    """Shoulders to ankles along the longer leg, however it is bent, in frame heights."""
    return body.torso_image + max(
        dist(body.on_image(HIP, side), body.on_image(KNEE, side))
        + dist(body.on_image(KNEE, side), body.on_image(ANKLE, side))
        for side in SIDES
    )
