"""Matches as lines in context: the document, what stands before, the match, what stands behind."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType

from reader.core.concordance import ContextLine
from reader.ui.cells import fitted, tail
from reader.ui.clean import cleaned
from reader.ui.panes.listing import WALKING, Entry, Line, Lines, ListPane, ListRow, fit

NARROWEST, WIDEST = 8, 28
"""Cells of the column of documents."""

Marked = Callable[[ContextLine], tuple[str, str]]
"""Gives the glyph of what was made of a line, and the name for its looks; empty where nothing was."""


@dataclass(frozen=True, slots=True)
class ContextRow(Line):
    """A line in context as it is listed. ``is_marked``: the reader has picked it."""

    context: ContextLine | None = None
    is_marked: bool = False


class ContextLines(Lines):
    """Lines in context, in the order that they are given in; each is made ready to be shown when it comes into sight."""

    def __init__(self, lines: Sequence[ContextLine], picked: Container[tuple[int, int]], marked: Marked) -> None:
        super().__init__()
        self._context = lines
        self._picked = picked
        self._marked = marked

    def __len__(self) -> int:
        return len(self._context)

    def __getitem__(self, place: int) -> ContextRow:
        line = self._context[place]
        glyph, name = self._marked(line)
        return ContextRow(line.path, value_of(line), glyph=glyph, name=name, context=line, is_marked=line.place in self._picked)

    def place_of(self, value: str) -> int | None:
        entry, _, start = value.partition(":")
        sought = (int(entry), int(start))
        return next((place for place, line in enumerate(self._context) if line.place == sought), None)


def value_of(line: ContextLine) -> str:
    """What names a line in its list."""
    return f"{line.entry}:{line.span.start}"


class ConcordancePane(ListPane, inherit_bindings=False):
    """Lines in context under a title. Their matches stand under one another."""

    BINDINGS: ClassVar[list[BindingType]] = [
        replace(binding, key=binding.key.removesuffix(",space"), priority=True)
        for binding in WALKING  # the space picks lines
    ]

    @property
    def context(self) -> ContextLine | None:
        """The line that the cursor is on; ``None`` when there are none."""
        row = self._lines[self._cursor] if self._cursor < len(self._lines) else None
        return row.context if isinstance(row, ContextRow) else None

    def explain(self, empty: str) -> None:
        """Say why there are no lines."""
        if empty != self._empty:
            self._empty = empty
            self.change()

    def draw_row(self, row: ListRow, width: int) -> list[Segment]:
        match row:
            case Entry(line=ContextRow(context=ContextLine() as context)):
                return self._draw_context(row, context, width)
        return super().draw_row(row, width)

    def _draw_context(self, row: Entry, context: ContextLine, width: int) -> list[Segment]:
        looks, line = self._looks, row.line
        is_marked = isinstance(line, ContextRow) and line.is_marked
        column = min(WIDEST, max(NARROWEST, width // 5))
        room = max(0, width - column - 6)
        before = max(0, (room - 12) // 2)
        left = tail(cleaned(context.left), before)
        path = cleaned(context.path)
        if cell_len(path) > column:
            path = fit(path.rpartition("/")[2], column)
        segments = [
            Segment("▸" if row.is_chosen else " ", looks.base),
            Segment("✓" if is_marked else " ", looks.base + Style(bold=True)),
            Segment(set_cell_size(line.glyph, 1), looks.glyph(line.name)),
            Segment(" ", looks.base),
            Segment(set_cell_size(path, column), looks.quiet),
            Segment(" " * (1 + before - cell_len(left)), looks.base),
            Segment(left, looks.base),
            Segment(fit(cleaned(context.match), room - before), looks.style(frozenset({"found"})) + Style(bold=True)),
            Segment(cleaned(context.right), looks.base),
        ]
        segments = fitted(segments, width, looks.base)
        if not row.is_chosen:
            return segments
        return [Segment(segment.text, (segment.style or looks.base) + looks.cursor_line) for segment in segments]
