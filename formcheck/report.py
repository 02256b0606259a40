"""Sessions as one HTML file: it opens without a network, prints, and refers to nothing outside itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from formcheck import wording
from formcheck.core.events import AttemptRejected, HoldEnded, RepCounted
from formcheck.core.exercise import Exercise
from formcheck.core.summary import Set, Summary
from formcheck.core.trends import tallies, tally
from formcheck.report_chart import chart
from formcheck.stored import Sample, StoredSession

TEMPLATE = "report.html.jinja"
MOST_TIPS = 3  # more is not read


@dataclass(frozen=True)
class Reported:
    """What the report tells of one session or film; `when` and `source` are for people."""

    name: str
    when: str
    source: str
    duration_s: float
    summary: Summary
    samples: Sequence[Sample]

    @classmethod
    def stored(
        cls,
        line: StoredSession,
        summary: Summary,
        samples: Sequence[Sample],
        exercises: Mapping[str, Exercise],
    ) -> Reported:
        """A session of the history."""
        when = datetime.fromisoformat(line.started_at).astimezone().strftime("%Y-%m-%d %H:%M")
        name = line.plan or session_name(line.exercise, exercises)
        return cls(name, when, line.source["name"], line.duration_s, summary, samples)


def session_name(key: str, exercises: Mapping[str, Exercise]) -> str:
    """What a session is called that was begun without a plan."""
    return exercises[key].name if key in exercises else key.replace("_", " ").capitalize()


def to_html(sessions: Iterable[Reported], exercises: Mapping[str, Exercise]) -> str:
    """The report; all text in it is escaped by the template."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    shown = [_shown(session, exercises) for session in sessions]
    return environment.get_template(TEMPLATE).render(sessions=shown)


def _shown(session: Reported, exercises: Mapping[str, Exercise]) -> dict[str, Any]:
    summary = session.summary
    sets = [_set(one, session.samples, exercises.get(one.started.exercise)) for one in summary.sets]
    facts = (session.name, session.when, session.source, wording.duration(session.duration_s))
    return {
        "facts": [fact for fact in facts if fact],
        "headline": wording.headline(summary, exercises),
        "sets": sets,
        "tips": _tips(summary, exercises),
    }


def _set(one: Set, samples: Sequence[Sample], exercise: Exercise | None) -> dict[str, Any]:
    """A set as the template shows it: ready text and a drawing."""
    started = one.started
    found = tally(started.exercise, [one], exercise)
    unit = exercise.signal.measure.unit if exercise else ""
    during = [sample for sample in samples if started.t <= sample[0] <= one.end_s]
    return {
        "number": started.index,
        "exercise": exercise.name if exercise else started.exercise,
        "target": wording.target(started),
        "done": wording.duration(found.held_s) if found.held_s else str(found.reps),
        "corrected": f"{found.corrected:+d}" if found.corrected else "",
        "clean": f"{found.clean} of {found.judged}" if found.judged else "",
        "seconds": wording.quantity(found.seconds, "s"),
        "depth": wording.quantity(found.depth, unit),
        "faults": ", ".join(f"{wording.cue(exercise, key)} ({n})" for key, n in found.faults.items()),
        "never_judged": [_unseen(exercise, key) for key in found.never_judged],
        "chart": Markup(chart(one, during, exercise)) if len(during) > 1 else None,
        "signal": f"{exercise.signal.label}{f' ({unit})' if unit else ''}" if exercise else "",
        "measures": [wording.heading(name) for name in _measures(one.reps)],
        "reps": [_rep(rep, _measures(one.reps), exercise) for rep in one.reps],
        "holds": [_hold(hold, exercise) for hold in one.holds],
        "attempts": _attempts(one.attempts),
    }


def _measures(reps: Iterable[RepCounted]) -> list[str]:
    return list(dict.fromkeys(name for rep in reps for name in rep.measures if name != "seconds"))


def _attempts(attempts: Iterable[AttemptRejected]) -> dict[str, str]:
    """When something did not count, by the reason why."""
    at: dict[str, list[str]] = {}
    for attempt in attempts:
        at.setdefault(attempt.reason.replace("_", " "), []).append(wording.clock(attempt.start_s))
    return {reason: ", ".join(moments) for reason, moments in at.items()}


def _rep(rep: RepCounted, measures: Iterable[str], exercise: Exercise | None) -> dict[str, Any]:
    return {
        "faulty": bool(rep.faults),
        "cells": [
            *(str(rep.index), rep.side, wording.clock(rep.start_s), f"{rep.end_s - rep.start_s:.1f}"),
            *(wording.quantity(rep.measures.get(name), wording.measure_name(name)[1]) for name in measures),
            *(wording.cues(exercise, rep.faults), wording.cues(exercise, rep.not_judged)),
        ],
    }


def _hold(hold: HoldEnded, exercise: Exercise | None) -> dict[str, Any]:
    ended = hold.reason.replace("_", " ")
    seen = (hold.side, wording.clock(hold.start_s), f"{hold.held_s:.1f}", ended)
    return {"faulty": bool(hold.faults), "cells": [*seen, wording.cues(exercise, hold.faults)]}


def _unseen(exercise: Exercise | None, key: str) -> str:
    """A rule that was never judged, and how to turn so that it can be."""
    turns = [rule.turn for rule in (exercise.faults if exercise else ()) if rule.key == key and rule.turn]
    return ": ".join([wording.cue(exercise, key), *turns])


def _tips(summary: Summary, exercises: Mapping[str, Exercise]) -> list[tuple[str, str]]:
    """What to mind next time: the most frequent faults, what to do and what was seen."""
    counted = [
        (number, exercises.get(found.exercise), key)
        for found in tallies(summary, exercises)
        for key, number in found.faults.items()
    ]
    most = sorted(counted, key=lambda one: -one[0])[:MOST_TIPS]
    return [
        (rule.cue, rule.explains)
        for _, exercise, key in most
        for rule in (exercise.faults if exercise else ())
        if rule.key == key
    ]
