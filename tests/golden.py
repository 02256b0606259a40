"""`python -m tests.golden [NAME...]`: write what the coaches say about the films, to be compared ever after.

Read the difference before you commit it: every line is something that the coach now says otherwise.
"""

from __future__ import annotations

import sys
from pathlib import Path

from platformdirs import user_cache_path

from benchmarks.clips import Clip
from formcheck.recording import write_events
from tests.landmark_cache import FILMS, Screening, films


def golden_files(film: Clip) -> dict[str, Path]:
    """Where the events of a film are kept: of its own exercise, or of every coach if it has no single one."""
    if film.exercise in film.truths:
        return {film.exercise: FILMS / f"{film.name}.events.jsonl"}
    return {key: FILMS / f"{film.name}.{key}.events.jsonl" for key in film.truths}


def main(names: list[str]) -> None:
    """Write the events of these films, or of all."""
    chosen = [film for film in films() if film.name in names or not names]
    with Screening(user_cache_path("formcheck") / "landmarks", chosen) as screening:
        for film in chosen:
            trials = screening.trials(film)
            for key, path in golden_files(film).items():
                write_events(path, trials[key].events)
                print(f"{path.name}: {len(trials[key].events)} events", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
