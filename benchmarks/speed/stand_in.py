"""What a counter usually looks like in a tutorial: two joint angles, two thresholds, and a drawing of it all.

It stands in for those found on the web, so that their cost can be measured beside ours. Like them it turns
the picture that the model saw back from RGB, draws the skeleton with MediaPipe's own function in two colours,
an angle at each knee, and a filled box with the count and the stage.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from mediapipe.tasks.python import vision
from numpy.typing import NDArray

LEGS = ((23, 25, 27), (24, 26, 28))  # hip, knee, ankle
UP_DEG, DOWN_DEG = 160.0, 100.0  # knee angles of standing and of the bottom of a squat
WHITE, BLACK, ORANGE = (255, 255, 255), (0, 0, 0), (16, 117, 245)
JOINTS, BONES = (
    vision.drawing_utils.DrawingSpec(colour, 2, 2) for colour in ((66, 117, 245), (230, 66, 245))
)
BOX = (0, 0), (225, 73)  # pixels


def angle(a: NDArray[Any], b: NDArray[Any], c: NDArray[Any]) -> float:
    """The angle at b in the image, degrees."""
    turn = np.arctan2(c[1] - b[1], c[0] - b[0]) - np.arctan2(a[1] - b[1], a[0] - b[0])
    degrees = abs(float(np.degrees(turn)))
    return 360.0 - degrees if degrees > 180.0 else degrees


@dataclass
class Counter:
    """Counts squats by the knees."""

    count: int = 0
    down: bool = False

    def update(self, landmarks: Sequence[Any], rgb: NDArray[np.uint8]) -> NDArray[Any]:
        """One frame, drawn; `landmarks` is MediaPipe's list for the picture that it saw."""
        image = cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR)
        height, width = image.shape[:2]
        points = np.array([(mark.x * width, mark.y * height) for mark in landmarks])
        knees = [angle(*points[list(leg)]) for leg in LEGS]
        if max(knees) < DOWN_DEG:
            self.down = True
        elif self.down and min(knees) > UP_DEG:
            self.down, self.count = False, self.count + 1
        bones = vision.PoseLandmarksConnections.POSE_LANDMARKS
        vision.drawing_utils.draw_landmarks(image, landmarks, bones, JOINTS, BONES)
        for knee, (_, joint, _) in zip(knees, LEGS, strict=True):
            at = tuple(map(int, points[joint]))
            _write(image, f"{knee:.0f}", at, 0.5, WHITE)
        cv2.rectangle(image, *BOX, ORANGE, -1)
        _write(image, "REPS", (15, 12), 0.5, BLACK)
        _write(image, str(self.count), (10, 60), 2.0, WHITE)
        _write(image, "STAGE", (65, 12), 0.5, BLACK)
        _write(image, "down" if self.down else "up", (60, 60), 2.0, WHITE)
        return image


def _write(image: NDArray[Any], text: str, at: Sequence[int], size: float, colour: Sequence[int]) -> None:
    cv2.putText(image, text, at, cv2.FONT_HERSHEY_SIMPLEX, size, colour, 2, cv2.LINE_AA)
