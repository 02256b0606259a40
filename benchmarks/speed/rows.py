"""One line of the table of speeds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import process_time

from benchmarks.tables import Column, Table

COLUMNS = (
    Column("figure"),
    Column("measured"),
    Column("beside it"),
    Column("ratio"),
    Column("goal"),
    Column("met"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A figure, what stands beside it, and the goal; `ratio` is measured over beside.

    most, least   the goal, for the ratio where there is one, else for the figure itself
    """

    figure: str
    value: float
    unit: str
    beside: float | None = None
    peer: str = ""
    most: float | None = None
    least: float | None = None

    @property
    def ratio(self) -> float | None:
        """What it is of what stands beside it."""
        return None if self.beside is None else self.value / self.beside

    @property
    def met(self) -> bool | None:
        """Whether the goal is reached; None without one."""
        judged = self.value if self.ratio is None else self.ratio
        if self.most is not None:
            return judged <= self.most
        return None if self.least is None else judged >= self.least

    def cells(self) -> list[str | None]:
        """As in the table."""
        least = None if self.least is None else f">= {self.least:g}"
        return [
            self.figure,
            f"{self.value:.3g} {self.unit}" if self.value < 1000 else f"{self.value:.0f} {self.unit}",
            None if self.beside is None else f"{self.beside:.3g} {self.unit} {self.peer}",
            None if self.ratio is None else f"{self.ratio:.2f}",
            least if self.most is None else f"<= {self.most:g}",
            {True: "yes", False: "NO", None: None}[self.met],
        ]


def table_of(rows: list[Row]) -> Table:
    """All lines as one table."""
    return Table("Speed", COLUMNS, [row.cells() for row in rows])


def cpu_seconds(work: Callable[[], object], times: int) -> float:
    """The median of the CPU time of this process for a piece of work."""
    taken = []
    for _ in range(times):
        began = process_time()
        work()
        taken.append(process_time() - began)
    return median(taken)
