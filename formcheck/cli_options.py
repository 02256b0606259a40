"""Options and mistakes that several commands share."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from formcheck.assets import escaped

if TYPE_CHECKING:
    from formcheck.core.exercise import Exercise


class Model(str, Enum):
    """The pose models that are shipped."""

    full = "full"
    lite = "lite"


AUTO = "auto"  # in the place of an exercise: the coach finds out
ExerciseKey = Annotated[
    str,
    typer.Option("--exercise", "-e", metavar="KEY", help="What is done, for instance squat; auto finds out."),
]
ModelName = Annotated[Model, typer.Option(help="Pose model: full is more exact, lite is faster.")]
DataDir = Annotated[
    Path | None,
    typer.Option(metavar="DIR", envvar="FORMCHECK_DATA_DIR", help="Where sessions are kept."),
]


def one_line(error: Exception) -> str:
    """An error in one line; the system's own start with the file."""
    if isinstance(error, OSError) and error.strerror and error.filename:
        return f"{escaped(str(error.filename))}: {error.strerror}"
    return escaped(" ".join(str(error).split())) or type(error).__name__


def wrong(option: str, message: str) -> NoReturn:
    """End with exit code 2, as for any other mistake on the command line."""
    raise typer.BadParameter(message, param_hint=option)


def find_exercise(key: str) -> Exercise:
    """The exercise of this key, or the end of the program with the keys that there are."""
    from formcheck.exercises import CATALOGUE

    if key not in CATALOGUE:
        wrong("--exercise", f"expected one of {', '.join(CATALOGUE)}; got {key!r}")
    return CATALOGUE[key]
