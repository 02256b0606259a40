"""What is wrong with a request or a file, in one line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def first_line(errors: Sequence[Any]) -> str:
    """The first of pydantic's errors: where, and what was expected."""
    where = ".".join(str(part) for part in errors[0]["loc"] if part not in ("path", "query"))
    return f"{where}: {errors[0]['msg']}" if where else str(errors[0]["msg"])
