"""The committed films with their truth."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILMS = Path(__file__).parent / "fixtures" / "films"


@dataclass(frozen=True)
class PlannedRep:
    """A repetition as it truly was; `faults` names what was planted and how clearly."""

    exercise: str
    side: str  # "both" | "left" | "right"
    start_s: float
    peak_s: float
    end_s: float
    faults: dict[str, str]  # fault: "clear" | "borderline" | "acceptable"
    measures: dict[str, float]

    @property
    def clear_faults(self) -> set[str]:
        """What everybody would call a fault."""
        return {fault for fault, grade in self.faults.items() if grade == "clear"}

    @property
    def free_of(self) -> set[str]:
        """Faults that are planted so slightly that nobody should be told."""
        return {fault for fault, grade in self.faults.items() if grade == "acceptable"}


@dataclass(frozen=True)
class FixtureFilm:
    """A rendered film and what is in it."""

    path: Path
    exercise: str  # a key of the catalogue, "none" or "workout"
    view: str
    fps: float
    duration_s: float
    reps: tuple[PlannedRep, ...]
    truth: dict[str, Any]

    @property
    def name(self) -> str:
        """The film's name."""
        return self.path.stem

    def reps_of(self, exercise: str) -> tuple[PlannedRep, ...]:
        """The repetitions of one exercise, in order."""
        return tuple(rep for rep in self.reps if rep.exercise == exercise)


FIELDS = ("exercise", "side", "start_s", "peak_s", "end_s", "faults")


def read_film(truth_file: Path) -> FixtureFilm:
    """A film from the JSON file beside it."""
    truth = json.loads(truth_file.read_text("utf-8"))
    reps = tuple(
        PlannedRep(
            **{key: rep[key] for key in FIELDS},
            measures={key: value for key, value in rep.items() if key not in FIELDS},
        )
        for rep in truth["reps"]
    )
    return FixtureFilm(
        truth_file.with_name(truth["film"]),
        truth["exercise"],
        truth["view"],
        truth["fps"],
        truth["duration_s"],
        reps,
        truth,
    )


def fixture_films() -> list[FixtureFilm]:
    """All committed films, by name."""
    return [read_film(path) for path in sorted(FILMS.glob("*.json"))]
