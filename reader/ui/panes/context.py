"""Lists that say where their cursor goes, and lines whose words stand in their context."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message

from reader.core.visible import visible
from reader.ui.cells import fitted
from reader.ui.entities import ContextLine
from reader.ui.panes.listing import WALKING, Entry, ListPane, ListRow, fit

LEAD = 0.34
"""The share of a line that what stands before takes at the most, so that the words stand one below the other."""


class MarkingPane(ListPane, inherit_bindings=False):
    """A list whose lines are marked with the space bar, and that says when its cursor is on another line."""

    BINDINGS = [
        *(binding for binding in WALKING if "space" not in binding.key),
        Binding("pagedown", "page(1)", show=False),
        Binding("space", "mark", show=False),
        Binding("escape", "leave", show=False),
    ]

    @dataclass
    class Walked(Message):
        """The cursor is on the line of another value; ``None``: on none."""

        pane: MarkingPane
        value: str | None

    @dataclass
    class Marked(Message):
        """The line of a value is to be marked, or not any more."""

        pane: MarkingPane
        value: str

    @dataclass
    class Backed(Message):
        """The reader wants back to where they were before."""

        pane: MarkingPane

    _walked: str | None = None

    def change(self) -> None:
        super().change()
        if self.cursor_value != self._walked:
            self._walked = self.cursor_value
            self.post_message(self.Walked(self, self._walked))

    def action_leave(self) -> None:
        self.post_message(self.Backed(self))

    def action_mark(self) -> None:
        if (value := self.cursor_value) is not None:
            self.post_message(self.Marked(self, value))
            self.action_move(1)


class ContextPane(MarkingPane):
    """Draws a :class:`ContextLine` with its words in the middle, what stands before and after them more quietly."""

    is_beside = False
    """Whether it stands at the right of another list, from which a line parts it."""

    def rows(self, size: Size) -> Sequence[ListRow]:
        rows = super().rows(size)
        return [*rows, *[""] * (size.height - len(rows))] if self.is_beside else rows

    def draw_row(self, row: ListRow, width: int) -> list[Segment]:
        if not self.is_beside:
            return super().draw_row(row, width)
        return [Segment("│", self._looks.frame), *super().draw_row(row, width - 1)]

    def draw_line(self, row: Entry, width: int) -> list[Segment]:
        line, looks = row.line, self._looks
        if not isinstance(line, ContextLine):
            return super().draw_line(row, width)
        before, words, after = (visible(" ".join(part.split())) for part in (line.before, line.text, line.after))
        lead = _last(f"{before}{' ' if line.before[-1:].isspace() else ''}", int(width * LEAD))
        gap = " " if line.after[:1].isspace() else ""
        room = max(0, width - 4 - int(width * LEAD))
        segments = [
            Segment("▸" if row.is_chosen else " ", looks.base),
            Segment(line.glyph, looks.glyph(line.name)),
            Segment(" ", looks.base),
            Segment(lead, looks.quiet),
            Segment(fit(words, room), looks.glyph(line.name)),
            Segment(fit(f"{gap}{after}", max(0, room - cell_len(fit(words, room)))), looks.quiet),
        ]
        over = looks.cursor_line if row.is_chosen else None
        return [Segment(s.text, (s.style or looks.base) + (over or Style())) for s in fitted(segments, width, looks.base)]


def _last(text: str, width: int) -> str:
    """The end of ``text`` in exactly ``width`` cells, cut at its beginning with an ellipsis."""
    if cell_len(text) <= width:
        return " " * (width - cell_len(text)) + text
    kept = text[-width:]
    while kept and cell_len(kept) > width - 1:
        kept = kept[1:]
    return " " * (width - 1 - cell_len(kept)) + "…" + kept
