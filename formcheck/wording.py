"""What a session came to in plain words: the same in the terminal and in the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import ceil

from formcheck.core.events import EACH, HoldEnded, RepCounted, SetStarted
from formcheck.core.exercise import Exercise
from formcheck.core.measure import REPORTED_UNITS
from formcheck.core.summary import Summary

SIGNS = {"deg": "°", "m": " m", "s": " s"}
FEWEST_FOR_A_TREND = 3  # faults from which on it is worth saying when they came
LATE_SHARE = 0.7  # of the faults lie in the second half: they came late


def count(number: int, what: str) -> str:
    """So many of something: "1 rep", "2 reps"."""
    return f"{number} {what}" + ("" if number == 1 else "s")


def quantity(value: float | None, unit: str) -> str:
    """A number with its unit, with as many digits as it deserves; nothing for None."""
    if value is None:
        return ""
    digits = 0 if unit == "deg" or abs(value) >= 100 else 1 if abs(value) >= 1 or unit == "s" else 2
    return f"{value:.{digits}f}{SIGNS.get(unit, '')}"


def duration(seconds: float) -> str:
    """How long: "48 s", "2 min", "2 min 10 s", "1 h 5 min"."""
    s = round(seconds)
    if s < 60:
        return f"{s} s"
    if s < 3600:
        return f"{s // 60} min" + (f" {s % 60} s" if s % 60 else "")
    return f"{s // 3600} h" + (f" {s // 60 % 60} min" if s // 60 % 60 else "")


def clock(seconds: float) -> str:
    """A moment of a session: 75.4 is "1:15"."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def measure_name(key: str) -> tuple[str, str]:
    """A measure's name and unit: "knee_flexion_deg" is ("knee flexion", "deg")."""
    name, _, unit = key.rpartition("_")
    return (name, unit) if unit in REPORTED_UNITS else (key, "")


def heading(measure: str) -> str:
    """A measure's name with its unit: "knee flexion (deg)"."""
    name, unit = measure_name(measure)
    return name.replace("_", " ") + (f" ({unit})" if unit else "")


def cue(exercise: Exercise | None, key: str) -> str:
    """A fault in the words that the coach says; its key where this version has not the exercise."""
    found = [fault.cue for fault in (exercise.faults if exercise else ()) if fault.key == key]
    return found[0] if found else key.replace("_", " ")


def cues(exercise: Exercise | None, keys: Iterable[str]) -> str:
    """Several faults in those words."""
    return ", ".join(cue(exercise, key) for key in keys)


def target(started: SetStarted) -> str:
    """What a set asked for; nothing where it asked for nothing."""
    each = " each side" if started.side == EACH else ""
    if started.target_reps is not None:
        return f"{started.target_reps} reps{each}"
    seconds = started.target_s if started.target_s is not None else started.work_s
    return "" if seconds is None else f"{duration(seconds)}{each}"


def headline(summary: Summary, exercises: Mapping[str, Exercise]) -> str:
    """One sentence that a friend would say."""
    held_s = sum(hold.held_s for hold in summary.holds)
    parts = [
        count(len(summary.reps), "rep") if summary.reps else "",
        f"{duration(held_s)} held" if held_s else "",
        count(len(summary.sets), "set") if len(summary.sets) > 1 else "",
    ]
    if not (summary.reps or held_s):
        return "Nothing counted this time."
    return f"{', '.join(part for part in parts if part)}; {_form(summary, exercises)}."


def _form(summary: Summary, exercises: Mapping[str, Exercise]) -> str:
    done: dict[str, list[RepCounted | HoldEnded]] = {}
    for one in summary.sets:
        done.setdefault(one.started.exercise, []).extend([*one.reps, *one.holds])
    faults = Counter((key, fault) for key, bouts in done.items() for bout in bouts for fault in bout.faults)
    if not faults:
        judged = any(_rules(exercises.get(key)) > len(rep.not_judged) for key, rep in _reps(done))
        clean = judged or not summary.reps
        return "all clean, as far as could be seen" if clean else "the form could not be judged from there"
    ((key, fault), number) = faults.most_common(1)[0]
    bouts = [bout for bout in done[key] if not _unseen(bout, fault)]
    exercise = exercises.get(key)
    of = f" ({exercise.name.lower() if exercise else key})" if len(done) > 1 else ""
    late = late_start([fault in bout.faults for bout in bouts])
    where = "" if late is None else f", mostly after no. {late}"
    return f"“{cue(exercise, fault)}” on {number} of {len(bouts)}{of}{where}"


def _reps(done: Mapping[str, Sequence[RepCounted | HoldEnded]]) -> list[tuple[str, RepCounted]]:
    return [(key, bout) for key, bouts in done.items() for bout in bouts if isinstance(bout, RepCounted)]


def _rules(exercise: Exercise | None) -> int:
    return len(exercise.faults) if exercise else 0


def _unseen(bout: RepCounted | HoldEnded, fault: str) -> bool:
    return isinstance(bout, RepCounted) and fault in bout.not_judged


def late_start(faulty: Sequence[bool]) -> int | None:
    """The repetition after which most faults came, when they came late."""
    at = [i for i, fault in enumerate(faulty) if fault]
    late = [i for i in at if i >= ceil(len(faulty) / 2)]
    if len(at) < FEWEST_FOR_A_TREND or len(late) / len(at) < LATE_SHARE:
        return None
    return late[0]
