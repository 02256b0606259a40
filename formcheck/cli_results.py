"""What `analyze` writes when it is asked to: a report, a table, and the film with what was seen drawn in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from formcheck.cli_options import one_line, wrong

if TYPE_CHECKING:
    from formcheck.analyze import Failure, Result


def check_target(option: str, path: Path | None, ending: str = "") -> None:
    """End with exit code 2 where a file cannot be written; better before the work than after it."""
    if path is None:
        return
    if ending and path.suffix != ending:
        wrong(option, f"expected a name that ends in {ending}")
    if not path.parent.is_dir():
        wrong(option, f"there is no folder {path.parent}")
    if path.is_dir():
        wrong(option, f"expected a file to write, got the folder {path!s}")


def check_annotate(files: Sequence[str], annotate: Path | None) -> None:
    """End with exit code 2 unless there is one film to draw into, and it is not the one to be written."""
    check_target("--annotate", annotate, ".mp4")
    if annotate is None:
        return
    if len(files) > 1 or Path(files[0]).suffix.lower() == ".npz":
        wrong("--annotate", "expected one film to analyze")
    if annotate.exists() and Path(files[0]).exists() and annotate.samefile(files[0]):
        wrong("--annotate", "expected another file than the film itself")


def write_report(results: Sequence[Result | Failure], path: Path) -> list[str]:
    """One report of all films; why it could not be written."""
    from formcheck.exercises import CATALOGUE
    from formcheck.recording import replace_file
    from formcheck.report import Reported, session_name, to_html

    told = [
        Reported(
            name=session_name(result.exercise, CATALOGUE),
            when="",
            source=Path(result.path).name,
            duration_s=result.duration_s,
            summary=result.summary,
            samples=result.samples,
        )
        for result in _good(results)
    ]
    page = to_html(told, CATALOGUE).encode("utf-8", "backslashreplace")
    try:
        replace_file(path, lambda file: file.write(page))
    except OSError as error:
        return [f"--report {one_line(error)}"]
    return []


def write_table(results: Sequence[Result | Failure], path: Path) -> list[str]:
    """One table of all films; why it could not be written."""
    from formcheck.exports import Listed, to_csv
    from formcheck.recording import replace_file

    listed = (Listed(Path(result.path).name, "", "", result.summary) for result in _good(results))
    table = to_csv(listed).encode("utf-8", "backslashreplace")
    try:
        replace_file(path, lambda file: file.write(table))
    except OSError as error:
        return [f"--csv {one_line(error)}"]
    return []


def write_film(result: Result | Failure, recording: Path, path: Path) -> list[str]:
    """The film with what was seen and said drawn in; why it could not be written."""
    from formcheck.annotate import annotate
    from formcheck.camera import CameraError
    from formcheck.exercises import CATALOGUE
    from formcheck.recording import read_recording

    try:
        for one in _good([result]):
            annotate(one.path, read_recording(recording), one.events, one.summary, CATALOGUE, path)
    except (CameraError, ValueError, OSError) as error:
        return [f"--annotate {one_line(error)}"]
    return []


def _good(results: Sequence[Result | Failure]) -> list[Result]:
    from formcheck.analyze import Result

    return [result for result in results if isinstance(result, Result)]


@contextmanager
def place_for_landmarks(record: Path | None, annotate: Path | None) -> Iterator[Path | None]:
    """Where the landmarks are written: where they are wanted, else for drawing in a folder of its own."""
    if annotate is None or record is not None:
        yield record
        return
    with TemporaryDirectory(prefix="formcheck-drawing-") as folder:
        yield Path(folder) / "seen.npz"
