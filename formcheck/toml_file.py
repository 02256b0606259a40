"""Files that a person writes: read, checked, and what is wrong with them in one line."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from formcheck.assets import escaped

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

LARGEST_FILE = 1 << 20  # bytes; nobody writes more by hand


def read_toml(path: Path) -> dict[str, Any]:
    """What the file says. ValueError: it is no TOML; OSError: it cannot be read. Each is one line."""
    try:
        with path.open("rb") as file:
            told: dict[str, Any] = tomllib.loads(file.read(LARGEST_FILE).decode("utf-8-sig"))
            return told
    except UnicodeDecodeError:
        raise ValueError(f"{path}: expected text in UTF-8") from None
    except RecursionError:
        raise ValueError(f"{path}: lists or tables within each other without end") from None
    except ValueError as error:  # no TOML, or a number of a thousand digits
        raise ValueError(f"{path}: {error}") from None
    except OSError as error:
        raise OSError(f"{path}: {error.strerror or error}") from None


def first_fault(error: ValidationError, keys: Mapping[str, Iterable[str]]) -> str:
    """The first thing that is wrong: its key, what was expected, and what came.

    keys   the keys that there are, by the place that they belong to ("" is the file itself)
    """
    fault = error.errors(include_url=False)[0]
    where = [str(part + 1) if isinstance(part, int) else escaped(part) for part in fault["loc"]]
    if fault["type"] == "extra_forbidden":
        known = keys["".join(where[:1]) if len(where) > 1 else ""]
        return f"{' '.join(where)}: there is no such key; expected one of {', '.join(known)}"
    said = fault["msg"].removeprefix("Value error, ").replace("Input should be", "expected")
    if fault["type"] == "missing":
        return f"{' '.join(where)}: this key is missing"
    came = "" if fault["type"] == "value_error" else f"; got {fault['input']!r:.60}"
    return f"{' '.join(where)}: {said}{came}" if where else said
