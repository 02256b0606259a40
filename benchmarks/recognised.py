"""Which exercise does the coach take a recording for, when nobody tells it?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from benchmarks.clips import SCORED, Clip
from benchmarks.landmarks import LandmarkCache
from benchmarks.perturb import Perturbation
from benchmarks.scores import mean
from benchmarks.tables import Cell, Column, Table
from benchmarks.trials import recorded
from formcheck import CATALOGUE
from formcheck.camera import CameraError
from formcheck.core.recognise import recognise

NOBODY = "nothing"
COLUMNS = (
    Column("recordings"),
    Column("exercise"),
    Column("n"),
    Column("recognised", share=True),
    Column("taken for"),
    Column("mistaken"),
)
NOTE = (
    "Scored recordings, each watched by all coaches at once until one has seen two repetitions or three "
    "seconds of a hold, or the recording ends. Other movements are right as nothing."
)


def recognised_table(clips: Iterable[Clip], cache: LandmarkCache, change: Perturbation) -> Table:
    """The confusion matrix: one row for every folder and exercise, and for other movements."""
    groups: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for clip in clips:
        wanted = clip.exercise if clip.exercise in CATALOGUE else NOBODY
        if clip.status != SCORED or (wanted == NOBODY and clip.exercise != "none"):
            continue
        try:
            poses = change.apply(recorded(clip, cache), clip.name)
        except (CameraError, OSError, ValueError):
            continue  # the report names it already
        found = recognise(CATALOGUE.values(), poses)
        taken_for = NOBODY if found is None else found.key
        groups.setdefault((clip.folder, wanted), []).append((clip.name, taken_for))
    rows = [[*key, *_row(key[1], found)] for key, found in sorted(groups.items())]
    return Table("Recognised", COLUMNS, list(rows), NOTE)


def _row(wanted: str, found: Sequence[tuple[str, str]]) -> list[Cell]:
    taken_for = Counter(key for _, key in found)
    return [
        len(found),
        mean([float(key == wanted) for _, key in found]),
        ", ".join(f"{key} {count}" for key, count in taken_for.most_common()),
        ", ".join(f"{name} {key}" for name, key in found if key != wanted),
    ]
