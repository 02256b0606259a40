"""Tables of figures, and their three shapes: for the terminal, as Markdown, as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from rich.console import Console
from rich.table import Table as RichTable

from benchmarks.scores import Figure

Cell = str | int | float | Figure | None
NOTHING = "-"


@dataclass(frozen=True, slots=True)
class Column:
    """A heading and how its numbers are written: as a share in percent, or with so many decimals."""

    name: str
    share: bool = False
    decimals: int = 2

    def text(self, cell: Cell) -> str:
        """The value alone."""
        if cell is None:
            return NOTHING
        if isinstance(cell, str | int):
            return str(cell)
        return self._number(cell.value if isinstance(cell, Figure) else cell) + ("%" if self.share else "")

    def interval(self, cell: Cell) -> str:
        """The 95 % interval, empty where there is none."""
        if not isinstance(cell, Figure):
            return ""
        between = " to " if cell.low < 0 else "-"
        return f"({self._number(cell.low)}{between}{self._number(cell.high)})"

    def _number(self, value: float) -> str:
        return f"{100 * value:.0f}" if self.share else f"{value:.{self.decimals}f}"


@dataclass
class Table:
    """Rows of cells under columns; `note` says what the words mean."""

    title: str
    columns: Sequence[Column]
    rows: list[Sequence[Cell]] = field(default_factory=list)
    note: str = ""

    def filled(self) -> Table:
        """The same without the columns in which no row says anything."""
        kept = [i for i in range(len(self.columns)) if any(row[i] not in (None, "") for row in self.rows)]
        rows: list[Sequence[Cell]] = [[row[i] for i in kept] for row in self.rows]
        return Table(self.title, [self.columns[i] for i in kept], rows, self.note)

    def print(self, console: Console) -> None:
        """Show it on a terminal."""
        shown = RichTable(title=self.title, title_justify="left", title_style="bold", caption=self.note)
        shown.caption_justify = "left"
        for index, column in enumerate(self.columns):
            numbers = all(not isinstance(row[index], str) for row in self.rows)
            shown.add_column(column.name, justify="right" if numbers else "left")
        for row in self.rows:
            shown.add_row(*(self._lines(c, cell) for c, cell in zip(self.columns, row, strict=True)))
        console.print(shown)

    @staticmethod
    def _lines(column: Column, cell: Cell) -> str:
        text, interval = column.text(cell), column.interval(cell)
        return f"{text}\n[dim]{interval}[/dim]" if interval else text

    def markdown(self) -> str:
        """The table as GitHub shows it."""
        lines = [
            f"### {self.title}",
            "",
            "| " + " | ".join(column.name for column in self.columns) + " |",
            "|" + "---|" * len(self.columns),
        ]
        for row in self.rows:
            cells = [
                f"{column.text(cell)} {column.interval(cell)}".strip().replace("|", "\\|")
                for column, cell in zip(self.columns, row, strict=True)
            ]
            lines.append("| " + " | ".join(cells) + " |")
        return "\n".join([*lines, "", *([self.note, ""] if self.note else [])])

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON: a figure becomes value, low, high and n."""
        names = [column.name for column in self.columns]
        rows = [
            {
                name: asdict(cell) if isinstance(cell, Figure) else cell
                for name, cell in zip(names, row, strict=True)
            }
            for row in self.rows
        ]
        return {"title": self.title, "note": self.note, "rows": rows}
