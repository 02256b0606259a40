"""Rendered films: the exact truth stands beside each as NAME.json."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.clips import SCORED, Clip, TrueRep, Truth, Verdicts, widened
from formcheck import CATALOGUE

HOLD_SLACK_S = 0.5  # s that the seconds of all holds may be off
GRADES = {"clear": True, "borderline": None, "acceptable": False}  # of a planted fault: must it be said


def rendered_films(folder: Path) -> list[Clip]:
    """The films of a folder that have their truth beside them; every coach of the catalogue watches each.

    ValueError: a truth that cannot be read, in one line.
    """
    films = ((path, path.with_suffix(".mp4")) for path in sorted(folder.glob("*.json")))
    return [rendered_film(film, truth) for truth, film in films if film.is_file()]


def rendered_film(film: Path, truth: Path | None = None) -> Clip:
    """One film with its truth."""
    truth = truth or film.with_suffix(".json")
    try:
        told = json.loads(truth.read_text("utf-8"))
        truths = {key: _exactly(told, key) for key in CATALOGUE if key in told["count"]}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{truth}: not the truth of a film ({type(error).__name__}: {error})") from None
    exercise = str(told.get("exercise", "none"))
    return Clip(
        name=film.stem,
        folder=film.parent.name,
        path=film,
        exercise=exercise,
        movement=exercise,
        view=str(told.get("view", "")),
        status=SCORED,
        truths=truths,
        rendered=True,
    )


def _exactly(told: Mapping[str, Any], key: str) -> Truth:
    """What the coach of one exercise must find."""
    each, holds = (
        tuple(_one(part) for part in told.get(kind, ()) if part.get("exercise", told.get("exercise")) == key)
        for kind in ("reps", "holds")
    )
    count = int(told["count"][key])
    held = sum(float(hold["held_s"]) for hold in told.get("holds", ()) if hold["exercise"] == key)
    faults = _of_all(holds or each)
    shortest, longest = (held - HOLD_SLACK_S, held + HOLD_SLACK_S) if holds else (0.0, 0.0)
    return Truth(count, count, count, each, faults, held, shortest, longest, holds)


def _one(told: Mapping[str, Any]) -> TrueRep:
    """One repetition or one hold."""
    return TrueRep(
        end_s=float(told["end_s"]),
        start_s=float(told["start_s"]),
        peak_s=float(told["peak_s"]) if "peak_s" in told else None,
        side=told.get("side"),
        faults=widened({fault: GRADES[grade] for fault, grade in (told.get("faults") or {}).items()}),
        measures={
            k: float(v) for k, v in told.items() if isinstance(v, int | float) and not k.endswith("_s")
        },
        since_s=told.get("since_s") or {},
    )


def _of_all(reps: tuple[TrueRep, ...]) -> Verdicts:
    """The verdict about the film: of the worst repetition or hold."""
    found: dict[str, bool | None] = {}
    for rep in reps:
        for fault, verdict in rep.faults.items():
            known = (found.get(fault, False), verdict)
            found[fault] = True if True in known else None if None in known else False
    return found
