"""What the page gets to see of a frame, and how bright it is."""

from __future__ import annotations

from typing import Any

from formcheck.opencv import load_cv2

PICTURE_WIDTH = 640  # px; what the page shows: wider costs more than it tells
PICTURE_QUALITY = 75  # of the JPEG, 0..100
LIGHT_STEP = 8  # px; every eighth pixel tells how bright a room is


def small_jpeg(image: Any) -> bytes:
    """The frame for the page: at most 640 px wide; empty when it cannot be encoded."""
    cv2 = load_cv2()
    height, width = image.shape[:2]
    if width > PICTURE_WIDTH:
        size = (PICTURE_WIDTH, max(1, round(height * PICTURE_WIDTH / width)))
        image = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    done, data = cv2.imencode(".jpg", image, (cv2.IMWRITE_JPEG_QUALITY, PICTURE_QUALITY))
    return data.tobytes() if done else b""


def brightness(image: Any) -> float:
    """The mean brightness of a frame, 0..1."""
    return float(image[::LIGHT_STEP, ::LIGHT_STEP].mean()) / 255.0
