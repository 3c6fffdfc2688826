"""What changed, as a list of passages that can be walked; only those in sight are laid out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from reader.core.span import Span
from reader.core.visible import visible
from reader.paint.changes import BRACKETS, Part
from reader.paint.telling import Item
from reader.paint.wrap import wrap
from reader.ui.panes.listing import WALKING
from reader.ui.strips import drawn
from reader.ui.theme import Looks

INDENT = 4

Row = list[Segment]


class ChangesPane(Widget, can_focus=True):
    """The items under their headings, one of them the reader's. What is taller than the pane scrolls by rows."""

    BINDINGS = [*WALKING]

    @dataclass
    class Chosen(Message):
        """The reader wants to see where this stands."""

        item: Item

    @dataclass
    class Walked(Message):
        """The cursor went to another item."""

    def __init__(self, looks: Looks, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._looks = looks
        self._items: Sequence[Item] = ()
        self._empty = ""
        self._cursor = 0
        self._top = 0
        self._skip = 0

    @property
    def item(self) -> Item | None:
        """The reader's item; ``None`` when there are none."""
        return self._items[self._cursor] if self._items else None

    def show(self, items: Sequence[Item], empty: str) -> None:
        """Show other items, from the first; the sentence ``empty`` when there are none."""
        self._items, self._empty = items, empty
        self._cursor = self._top = self._skip = 0
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        return drawn(self, self._rows(self.size.width, self.size.height), self._looks.base, crop)

    def on_resize(self) -> None:
        self._keep_in_sight()

    def action_move(self, steps: int) -> None:
        """Go on by items; through one that is taller than the pane by its rows."""
        if not self._items:
            return
        height = max(1, self.size.height)
        tall = len(self._item_rows(self._cursor, self.size.width)) - height
        if abs(steps) == 1 and self._top == self._cursor and tall > 0 and 0 <= self._skip + steps * (height // 2) < tall + height // 2:
            self._skip = min(tall, self._skip + steps * (height // 2))
        else:
            self._cursor = min(max(0, self._cursor + steps), len(self._items) - 1)
            self._keep_in_sight()
        self.post_message(self.Walked())
        self.refresh()

    def action_page(self, pages: int) -> None:
        """Go on by as many items as are in sight."""
        height, rows, at = self.size.height, 0, self._cursor
        while 0 <= at < len(self._items) and rows < height:
            rows += len(self._item_rows(at, self.size.width))
            at += pages
        self.action_move(at - self._cursor - pages if abs(at - self._cursor) > 1 else pages)

    def action_choose(self) -> None:
        if self.item is not None:
            self.post_message(self.Chosen(self.item))

    def on_click(self, event: events.Click) -> None:
        row, at = event.y + self._skip, self._top
        while at < len(self._items):
            row -= len(self._item_rows(at, self.size.width))
            if row < 0:
                self._cursor = at
                self.refresh()
                self.action_choose()
                return
            at += 1

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.action_move(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.action_move(-1)

    def _keep_in_sight(self) -> None:
        """Scroll as little as shows the whole of the cursor's item, or its beginning."""
        self._skip = 0
        width, height = self.size.width, self.size.height
        if self._cursor <= self._top:
            self._top = self._cursor
            return
        rows, at = len(self._item_rows(self._cursor, width)), self._cursor if self._items else 0
        while at > self._top:
            rows += len(self._item_rows(at - 1, width))
            if rows > height:
                break
            at -= 1
        self._top = at

    def _rows(self, width: int, height: int) -> list[Row]:
        if not self._items:
            text = visible(self._empty)
            lines = wrap(text, Span(0, len(text)), max(1, width - 2), cell_len) if text else ()
            return [[Segment(f" {row.of(text)}", self._looks.base)] for row in lines]
        rows: list[Row] = []
        at = self._top
        while at < len(self._items) and len(rows) < height + self._skip:
            rows += self._item_rows(at, width)
            at += 1
        return rows[self._skip :]

    def _item_rows(self, at: int, width: int) -> list[Row]:
        """The rows of an item: its heading, where it is the first under it, what it is, the words, and what is to be said of them."""
        item, looks = self._items[at], self._looks
        is_first = at == 0 or self._items[at - 1].heading != item.heading
        rows: list[Row] = []
        if is_first:
            rows += [[Segment(item.heading, looks.base + Style(bold=True, underline=True))]]
        is_here = at == self._cursor
        title = looks.base + (looks.cursor_line if is_here else Style(bold=True))
        rows += [[Segment(f"{'▸' if is_here else ' '} {words}", title)] for words in _lines(item.title, width - 2)]
        rows += self._word_rows(item, width)
        for note in item.notes:
            rows += [[Segment(f"{' ' * INDENT}{words}", looks.quiet)] for words in _lines(f"→ {note}", width - INDENT)]
        return [*rows, []]

    def _word_rows(self, item: Item, width: int) -> list[Row]:
        styles = {Part.SAME: self._looks.base, Part.OLD: self._looks.taken_out, Part.NEW: self._looks.put_in}
        text, parts = "", []
        for piece in item.pieces:
            before, after = BRACKETS[piece.part]
            words = f"{before}{visible(piece.words)}{after}"
            parts.append((len(text), len(text) + len(words), styles[piece.part]))
            text += words
        rows: list[Row] = []
        for row in wrap(text, Span(0, len(text)), max(1, width - INDENT), cell_len) if text else ():
            segments = [Segment(" " * INDENT, self._looks.base)]
            for start, end, style in parts:
                if start < row.end and row.start < end:
                    segments.append(Segment(text[max(start, row.start) : min(end, row.end)].replace("\n", " "), style))
            rows.append(segments)
        return rows


def _lines(words: str, width: int) -> list[str]:
    text = visible(" ".join(words.split()))
    return [row.of(text).rstrip() for row in wrap(text, Span(0, len(text)), max(1, width), cell_len)]
