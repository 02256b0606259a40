"""Films as landmarks: the real model looks at each once, and a cache keeps what it saw."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from formcheck.camera import open_film
from formcheck.landmarker import MODELS, Landmarker
from formcheck.recording import Recording, read_recording, write_recording

NAME_DIGITS = 20  # of a hash, in the name of a cached file


@dataclass(frozen=True, slots=True)
class LandmarkCache:
    """Recordings by the content of film and model; a changed film or model is looked at again."""

    folder: Path
    model: str = "full"

    def of(self, film: Path) -> Recording:
        """The landmarks of a film. CameraError: it cannot be decoded. OSError: no place to keep them."""
        path = self._place(film)
        if not path.is_file():
            self.folder.mkdir(parents=True, exist_ok=True)
            started = time.perf_counter()
            _look(film, self.model, path)
            path.with_suffix(".seconds").write_text(f"{time.perf_counter() - started:.3f}\n")
        return read_recording(path)

    def seconds(self, film: Path) -> float | None:
        """How long decoding and model took when the film was looked at; None when nobody knows."""
        try:
            return float(self._place(film).with_suffix(".seconds").read_text())
        except (OSError, ValueError):
            return None

    def _place(self, film: Path) -> Path:
        content = hashlib.sha256(film.read_bytes())
        content.update(MODELS[self.model].encode())
        content.update(version("mediapipe").encode())
        return self.folder / f"{content.hexdigest()[:NAME_DIGITS]}.npz"


def _look(film: Path, model: str, path: Path) -> None:
    with open_film(film) as source, Landmarker(model) as landmarker:
        detections = [landmarker.detect(frame.image, frame.t) for frame in source]
        write_recording(path, detections, source.fps)
