"""What a counter usually looks like in a tutorial: two joint angles, two thresholds, and a drawing of it all.

It stands in for those found on the web, so that their cost can be measured beside ours. They draw with
MediaPipe's own function, and so does this one.
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
GREEN, WHITE = (0, 255, 0), (255, 255, 255)


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

    def update(self, landmarks: Sequence[Any], image: NDArray[np.uint8]) -> None:
        """One frame, which is drawn on; `landmarks` is MediaPipe's list for the image."""
        height, width = image.shape[:2]
        points = np.array([(mark.x * width, mark.y * height) for mark in landmarks])
        knees = [angle(*points[list(leg)]) for leg in LEGS]
        if max(knees) < DOWN_DEG:
            self.down = True
        elif self.down and min(knees) > UP_DEG:
            self.down, self.count = False, self.count + 1
        bones = vision.PoseLandmarksConnections.POSE_LANDMARKS
        vision.drawing_utils.draw_landmarks(image, landmarks, bones)
        for knee, (_, joint, _) in zip(knees, LEGS, strict=True):
            at = tuple(map(int, points[joint]))
            cv2.putText(image, f"{knee:.0f}", at, cv2.FONT_HERSHEY_SIMPLEX, 0.5, WHITE, 2)
        cv2.putText(image, f"Squats: {self.count}", (10, 40), cv2.FONT_HERSHEY_SIMPLEX, 1.0, GREEN, 2)
