"""A list of rows that are tables: they are drawn as they are."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from reader.core.visible import visible
from reader.ui.cells import fitted
from reader.ui.panes.listing import Entry, ListPane, fit

TABLE = "table"
"""The name of lines that are rows of a table."""


class SummaryPane(ListPane):
    """Draws the rows of a table with all their spaces, other lines as any list does."""

    def draw_line(self, row: Entry, width: int) -> list[Segment]:
        """What a line shows, in up to ``width`` cells."""
        if row.line.name != TABLE:
            return super().draw_line(row, width)
        looks = self._looks
        style = looks.base + Style(bold=True) if row.line.value is None else looks.base
        text = fit(visible(row.line.text), width - 1)
        segments = [Segment("▸" if row.is_chosen else " ", looks.base), Segment(text, style)]
        if not row.is_chosen:
            return segments
        padded = [*segments, Segment(" " * max(0, width - 1 - cell_len(text)), looks.base)]
        return [Segment(s.text, (s.style or looks.base) + looks.cursor_line) for s in fitted(padded, width, looks.base)]
