"""A folder of films and what was found in them: each result is a file at once, so that none is done twice."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from formcheck import __version__
from formcheck.analyze import SCHEMA
from formcheck.exports import inert
from formcheck.recording import replace_file

ENDINGS = {".mp4", ".m4v", ".mov", ".avi", ".mkv", ".webm", ".mpg", ".mpeg", ".wmv", ".npz"}
COLUMNS = (
    "film",
    "exercise",
    "view",
    "seconds",
    "frames",
    "frames_with_pose",
    "reps",
    "clean_reps",
    "held_s",
    "not_counted",
    "faults",
    "warnings",
    "error",
)

Document = dict[str, Any]  # of one film, as in the JSON document of `formcheck analyze`


@dataclass(frozen=True, slots=True)
class Folder:
    """Films below `root`, and `results`, where a JSON file for each and the summary are kept.

    exercise   the key of what is done in all of them; None: find out for each
    """

    root: Path
    results: Path
    exercise: str | None
    model: str

    def films(self) -> list[Path]:
        """Every film and recording below the folder, by name."""
        found = (path for path in self.root.rglob("*") if path.suffix.lower() in ENDINGS and path.is_file())
        return sorted(path for path in found if self.results not in path.parents)

    def done(self, film: Path) -> Document | None:
        """What an earlier run found in the same film, asked the same way; None: it is still to be done."""
        try:
            kept = json.loads(self._place(film).read_bytes())
        except (OSError, ValueError):
            return None
        same = isinstance(kept, dict) and kept.get("of") == self._stamp(film)
        return kept["result"] if same else None

    def keep(self, film: Path, result: Document) -> None:
        """Write a film's result. A film that could not be read is tried again next time. OSError."""
        if "error" in result:
            return
        place = self._place(film)
        place.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps({"of": self._stamp(film), "result": result}, indent=1, allow_nan=False)
        replace_file(place, lambda file: file.write(text.encode()))

    def summarise(self, results: Iterable[tuple[Path, Document]]) -> Path:
        """Write summary.csv, a line for each film. OSError."""
        text = io.StringIO()
        table = csv.DictWriter(text, COLUMNS)
        table.writeheader()
        for film, result in sorted(results):
            row = {"film": film.relative_to(self.root).as_posix(), **_row(result)}
            table.writerow({column: inert(cell) for column, cell in row.items()})
        place = self.results / "summary.csv"
        replace_file(place, lambda file: file.write(text.getvalue().encode("utf-8", "backslashreplace")))
        return place

    def _place(self, film: Path) -> Path:
        name = film.relative_to(self.root)
        return self.results / name.with_name(f"{name.name}.json")

    def _stamp(self, film: Path) -> Document:
        """What a result depends on."""
        file = film.stat()
        return {
            "size": file.st_size,
            "changed_ns": file.st_mtime_ns,
            "exercise": self.exercise,
            "model": self.model,
            "formcheck": __version__,
            "schema": SCHEMA,
        }


def _row(result: Document) -> Document:
    faults = Counter(fault for part in ("reps", "holds") for each in result[part] for fault in each["faults"])
    return {
        "exercise": result["exercise"],
        "view": result["view"],
        "seconds": result["source"].get("duration_s"),
        "frames": result["source"].get("frames"),
        "frames_with_pose": result["source"].get("frames_with_pose"),
        "reps": len(result["reps"]),
        "clean_reps": sum(not rep["faults"] for rep in result["reps"]),
        "held_s": round(sum(hold["held_s"] for hold in result["holds"]), 3),
        "not_counted": len(result["attempts"]),
        "faults": "; ".join(f"{fault} {count}" for fault, count in faults.most_common()),
        "warnings": "; ".join(result["warnings"]),
        "error": result.get("error", ""),
    }
