"""What a part of the soak found, beside what was wanted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

MB = 1 << 20


@dataclass(frozen=True)
class Figure:
    """One line of the table."""

    what: str
    found: float
    wanted: float
    unit: str
    at_least: bool = False

    @property
    def good(self) -> bool:
        return self.found >= self.wanted if self.at_least else self.found <= self.wanted

    def __str__(self) -> str:
        wish = f"{'>=' if self.at_least else '<='} {self.wanted:g} {self.unit}"
        return f"{self.what:46}{self.found:10.1f} {self.unit:4}{wish:14}{'ok' if self.good else 'NO'}"


Figures = Iterator[Figure]
