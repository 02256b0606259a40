"""A recording and the truth about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

SCORED, HARD = "scored", "hard"
# A planted fault: True must be said, False must not, None either way (borderline, or nobody knows).
Verdicts = Mapping[str, bool | None]


@dataclass(frozen=True, slots=True)
class TrueRep:
    """One repetition that is really there; times in seconds, None where the label does not say."""

    end_s: float | None = None
    start_s: float | None = None
    peak_s: float | None = None
    side: str | None = None
    faults: Verdicts = field(default_factory=dict)  # a fault that is missing is not there
    measures: Mapping[str, float] = field(default_factory=dict)  # at the turning point, by name with unit
    since_s: Mapping[str, float] = field(
        default_factory=dict
    )  # when a fault became true, where that is known


@dataclass(frozen=True, slots=True)
class Truth:
    """What a coach of one exercise must find in a clip.

    low, high   counts that are accepted where the clip starts or ends in mid-repetition
    each        the repetitions; empty where only their number is known
    faults      of the clip as a whole; None where nobody looked for faults
    hold_s, shortest_s, longest_s   of an exercise that is held: seconds, and those that are accepted
    holds       each time that it is held; empty where only the seconds are known
    """

    reps: int
    low: int
    high: int
    each: tuple[TrueRep, ...] = ()
    faults: Verdicts | None = None
    hold_s: float = 0.0
    shortest_s: float = 0.0
    longest_s: float = 0.0
    holds: tuple[TrueRep, ...] = ()


@dataclass(frozen=True, slots=True)
class Clip:
    """One recording: `path` is an .npz or a film, `truths` go by the key of the coach that watches it.

    status   "scored", "hard" (scored apart), or why it is left out
    correct  of sets that are labelled as a whole: all repetitions right, or all deliberately wrong
    """

    name: str
    folder: str
    path: Path
    exercise: str
    movement: str
    view: str
    status: str
    truths: Mapping[str, Truth]
    correct: bool | None = None
    rendered: bool = False

    @property
    def filmed(self) -> bool:
        """Whether the model has to look at it first."""
        return self.path.suffix != ".npz"


# Labels name the narrower fault; the wider one that it entails may be said as well: a knee inside its toes
# is not over them either.
ENTAILED = {"knees_in": "knees_off_toes"}


def widened(faults: Verdicts) -> Verdicts:
    """The same verdicts, with neither verdict on what a fault entails."""
    entailed = {
        ENTAILED[fault]: None for fault, there in faults.items() if there is not False and fault in ENTAILED
    }
    return {**entailed, **faults}


NOTHING = Truth(0, 0, 0, (), {})
