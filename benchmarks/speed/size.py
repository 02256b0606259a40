"""What formcheck takes on disk: its wheel, and every package that it brings along."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

from benchmarks.speed.rows import Row

ROOT = Path(__file__).resolve().parents[2]
MOST_WHEEL_MB = 20.0
SHOWN_MB = 5.0  # packages that take less are summed up
MB = 2**20


def rows() -> Iterator[Row]:
    """The wheel, the largest packages, and all of them."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = ("--quiet", "--no-deps", "--wheel-dir", folder, str(ROOT))
        subprocess.run([sys.executable, "-m", "pip", "wheel", *wanted], check=True, capture_output=True)
        (wheel,) = Path(folder).glob("*.whl")
        yield Row("wheel of formcheck", wheel.stat().st_size / MB, "MB", most=MOST_WHEEL_MB)
    sizes = {name: _size(found) / MB for name, found in brought_along("formcheck").items()}
    sizes.pop("formcheck", None)
    for name, size in sorted(sizes.items(), key=lambda item: -item[1]):
        if size >= SHOWN_MB:
            yield Row(f"installed: {name}", size, "MB")
    small = [size for size in sizes.values() if size < SHOWN_MB]
    yield Row(f"installed: {len(small)} smaller packages", sum(small), "MB")
    yield Row("installed: all of them", sum(sizes.values()), "MB")


def brought_along(root: str) -> dict[str, Distribution]:
    """A package and everything that it requires here, by name."""
    found: dict[str, Distribution] = {}
    wanted = [Requirement(root)]
    while wanted:
        asked = wanted.pop()
        name = re.sub(r"[-_.]+", "-", asked.name).lower()
        if name in found:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:  # another system's
            continue
        for text in found[name].requires or ():
            needed = Requirement(text)
            extras = asked.extras or {""}
            if needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in extras):
                wanted.append(needed)
    return found


def _size(package: Distribution) -> int:
    """Bytes of the files that it installed."""
    places = (Path(str(package.locate_file(file))) for file in package.files or ())
    return sum(place.stat().st_size for place in places if place.is_file())
