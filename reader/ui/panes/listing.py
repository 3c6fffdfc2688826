"""A list of lines that can be walked and chosen from; it draws only what is in sight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from rich.cells import cell_len, chop_cells, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message

from reader.core.visible import visible
from reader.ui.cells import fitted
from reader.ui.panes.pane import RowsPane
from reader.ui.theme import Looks

WALKING = (
    Binding("down,j", "move(1)", show=False),
    Binding("up,k", "move(-1)", show=False),
    Binding("pagedown,space", "page(1)", show=False),
    Binding("pageup", "page(-1)", show=False),
    Binding("home,g", "move(-1000000000)", show=False),
    Binding("end,G", "move(1000000000)", show=False),
    Binding("enter", "choose", show=False),
)
"""The keys of everything that is walked with a cursor and chosen from; it has the actions ``move``, ``page`` and ``choose``."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line. ``value`` is what choosing it gives (``None``: a heading). ``side`` stands at the right edge, ``glyph`` before the text.

    Of the ``shorter`` ones, the first that there is room for stands in place of a ``side`` that is too long.
    """

    text: str
    value: str | None = None
    side: str = ""
    glyph: str = ""
    name: str = ""
    shorter: tuple[str, ...] = ()


class Lines:
    """A few lines. An heir may have many, and make each when it is asked for."""

    def __init__(self, lines: Sequence[Line] = ()) -> None:
        self._lines = lines

    def __len__(self) -> int:
        return len(self._lines)

    def __getitem__(self, place: int) -> Line:
        return self._lines[place]

    def place_of(self, value: str) -> int | None:
        """Where the first line with ``value`` stands; ``None``: nowhere."""
        return next((place for place, line in enumerate(self._lines) if line.value == value), None)


@dataclass(frozen=True, slots=True)
class Title:
    """The row over the lines: the first of ``texts`` that there is room for."""

    texts: tuple[str, ...]
    has_focus: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A line in sight. ``is_chosen``: the cursor of a list that has the focus is on it; ``is_followed``: the caret is at it."""

    line: Line
    is_chosen: bool
    is_followed: bool


ListRow: TypeAlias = Title | Entry | str
"""What a row of a list shows; a sentence where there are no lines."""


class ListPane(RowsPane[ListRow], can_focus=True):
    """Lines under a title. The cursor is the reader's; the followed line is where the caret is."""

    BINDINGS = [*WALKING, Binding("escape", "leave", show=False)]

    @dataclass
    class Chosen(Message):
        """A line was chosen, by Enter or the mouse."""

        pane: ListPane
        value: str

        @property
        def control(self) -> ListPane:
            return self.pane

    @dataclass
    class Moved(Message):
        """Other lines came into sight."""

        pane: ListPane

        @property
        def control(self) -> ListPane:
            return self.pane

    @dataclass
    class Left(Message):
        """The reader wants back to the article."""

    def __init__(self, title: str, looks: Looks, empty: str, *, id: str | None = None) -> None:
        super().__init__(looks, id=id)
        self._titles: tuple[str, ...] = (title,)
        self._empty = empty
        self._lines = Lines()
        self._cursor = 0
        self._top = 0
        self._followed: str | None = None

    @property
    def lines_in_sight(self) -> Sequence[Line]:
        last = min(len(self._lines), self._top + max(0, self.size.height - 1))
        return [self._lines[place] for place in range(self._top, last)]

    def show(self, lines: Lines, *titles: str) -> None:
        """Show other lines; cursor and scroll stay where they are, as far as there are lines. ``titles`` as in :meth:`entitle`."""
        self._lines = lines
        self._titles = titles or self._titles
        cursor = self._selectable(min(self._cursor, max(0, len(lines) - 1)), 1)
        if cursor == self._cursor:
            self._put_top(self._top)
        else:
            self._cursor = cursor
            self._keep_in_sight(cursor)
        self.change()

    def put_empty(self, words: str) -> None:
        """Show ``words`` from now on where there are no lines."""
        if words != self._empty:
            self._empty = words
            self.change()

    def entitle(self, *titles: str) -> None:
        """Put another title above the lines, the first of ``titles`` that there is room for; one that is there already costs nothing."""
        if titles != self._titles:
            self._titles = titles
            self.change()

    @property
    def cursor_value(self) -> str | None:
        """The value of the line that the cursor is on; ``None`` when there are no lines."""
        return self._lines[self._cursor].value if self._cursor < len(self._lines) else None

    def put_cursor(self, value: str | None) -> None:
        """Put the cursor on the line of ``value``; on the first, for ``None`` or when there is no such line."""
        place = self._lines.place_of(value) if value else None
        self._cursor = self._selectable(0, 1) if place is None else place
        self._keep_in_sight(self._cursor)
        self.change()

    def on_resize(self) -> None:
        self._keep_in_sight(self._cursor)
        self.post_message(self.Moved(self))

    def follow(self, value: str | None) -> None:
        """Show the line of ``value`` as the one where the caret is, and keep it in sight unless the reader walks the list."""
        if value == self._followed:
            return
        former, top, self._followed = self._followed, self._top, value
        index = self._lines.place_of(value) if value else None
        if index is not None and not self.has_focus:
            self._cursor = index
            self._keep_in_sight(index)
        if self._top == top:
            self.change_where(lambda row: self._marked(row, former))
        else:
            self.change()

    def _marked(self, row: ListRow | None, former: str | None) -> ListRow | None:
        """What a row shows now that the caret is not on the line of ``former`` any more."""
        if not isinstance(row, Entry) or row.line.value is None or row.line.value not in (former, self._followed):
            return row
        return replace(row, is_followed=row.line.value == self._followed)

    def action_move(self, rows: int) -> None:
        target = min(max(self._cursor + rows, 0), len(self._lines) - 1)
        self._cursor = self._selectable(target, 1 if rows > 0 else -1)
        self._keep_in_sight(self._cursor)
        self.change()

    def action_page(self, pages: int) -> None:
        self.action_move(pages * max(1, self.size.height - 2))

    def action_choose(self) -> None:
        if (value := self.cursor_value) is not None:
            self.post_message(self.Chosen(self, value))

    def action_leave(self) -> None:
        self.post_message(self.Left())

    def on_click(self, event: events.Click) -> None:
        index = self._top + event.y - 1
        if event.y >= 1 and index < len(self._lines) and self._lines[index].value is not None:
            self._cursor = index
            self.action_choose()
            self.change()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._scroll(3)
        event.stop()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._scroll(-3)
        event.stop()

    def on_focus(self) -> None:
        self.change()

    def on_blur(self) -> None:
        self.change()

    def _scroll(self, rows: int) -> None:
        self._put_top(self._top + rows)
        self.change()

    def _selectable(self, index: int, step: int) -> int:
        """The nearest line from ``index`` on, in the direction of ``step`` and then the other, that is no heading."""
        for direction in (step, -step):
            at = index
            while 0 <= at < len(self._lines):
                if self._lines[at].value is not None:
                    return at
                at += direction
        return 0

    def _keep_in_sight(self, index: int) -> None:
        height = max(1, self.size.height - 1)
        is_first = index > 0 and self._lines[index - 1].value is None
        first = index - 1 if is_first else index  # a heading stays with its first line
        self._put_top(min(max(self._top, index - height + 1), first))

    def _put_top(self, top: int) -> None:
        top = max(0, min(top, len(self._lines) - max(1, self.size.height - 1)))
        if top != self._top:
            self._top = top
            self.post_message(self.Moved(self))

    def rows(self, size: Size) -> Sequence[ListRow]:
        title = Title(self._titles, self.has_focus)
        if not self._lines:
            return [title, self._empty]
        last = min(len(self._lines), self._top + size.height - 1)
        return [title, *(self._entry(place) for place in range(self._top, last))]

    def _entry(self, place: int) -> Entry:
        line = self._lines[place]
        is_chosen = place == self._cursor and self.has_focus
        return Entry(line, is_chosen, line.value is not None and line.value == self._followed)

    def draw_row(self, row: ListRow, width: int) -> list[Segment]:
        looks = self._looks
        match row:
            case Title(texts, has_focus):
                text = next((text for text in texts if cell_len(text) < width), texts[-1])
                style = looks.key if has_focus else looks.panel + Style(bold=True)
                return fitted([Segment(f"{'▸' if has_focus else ' '}{visible(text)}", style)], width, looks.panel)
            case Entry():
                return self.draw_line(row, width)
            case str():
                return [Segment(f" {row}", looks.quiet)]

    def draw_line(self, row: Entry, width: int) -> list[Segment]:
        """What a line shows, in up to ``width`` cells."""
        looks, line = self._looks, row.line
        text = visible(" ".join(line.text.split()))
        side = _side_of(line, max(width // 2, width - cell_len(text) - 3) if line.shorter else width // 2)
        room = max(0, width - cell_len(side) - 3)
        text = fit(text, room)
        style = looks.base + Style(bold=True) if line.value is None else looks.base
        segments = [
            Segment("▸" if row.is_chosen else " ", looks.base),
            Segment(set_cell_size(line.glyph, 1), looks.glyph(line.name)),
            Segment(" ", looks.base),
            Segment(text + " " * max(0, room - cell_len(text)), style),
            Segment(side, looks.quiet),
        ]
        over = looks.cursor_line if row.is_chosen else looks.followed_line if row.is_followed else None
        return segments if over is None else [Segment(s.text, (s.style or looks.base) + over) for s in fitted(segments, width, looks.base)]


def _side_of(line: Line, room: int) -> str:
    """What stands at the right edge of a line, in at most ``room`` cells with a space before and after it."""
    sides = [f" {visible(side)} " for side in (line.side, *line.shorter) if side]
    return fit(next((side for side in sides if cell_len(side) <= room), sides[-1] if sides else " "), room)


def fit(text: str, width: int) -> str:
    """``text`` in at most ``width`` cells, cut with an ellipsis."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + "…" if width > 0 else ""


def fold(text: str, width: int, indent: int) -> list[str]:
    """``text`` in lines of up to ``width`` cells, broken at spaces and in words that are longer; the first is ``indent`` cells shorter."""
    lines, line, room = list[str](), "", width - indent
    for word in text.split(" "):
        joined = f"{line} {word}" if line else word
        if cell_len(joined) <= room:
            line = joined
            continue
        if line:
            lines.append(line)
            room = width
        *full, line = chop_cells(word, max(1, room)) or [""]
        if full:
            lines += full
            room = width
    return [*lines, line]
