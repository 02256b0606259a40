"""Stick people written to disk as recordings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from formcheck.core.pose import Pose
from formcheck.recording import Detection, write_recording


def write_trace(path: Path, poses: Sequence[Pose]) -> None:
    """Write what a camera saw of a stick person as the model would have given it."""
    frames = []
    for pose in poses:
        image, world = np.ones((33, 5), np.float32), np.ones((33, 5), np.float32)
        image[:, :2], world[:, :3] = pose.image / (pose.aspect, 1.0), pose.world
        image[:, 3] = pose.visibility
        frames.append(Detection(pose.t, image, world, 640, 480))
    path.parent.mkdir(parents=True, exist_ok=True)
    write_recording(path, frames, 30.0)
