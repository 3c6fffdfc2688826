"""The article: one canvas on which the rows of a document are drawn, with its caret, its mouse and its scrolling."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip

from reader.core.span import Span
from reader.core.state import State
from reader.core.visible import visible
from reader.paint.layout import Place, RowKind
from reader.ui.drawing import Canvas, canvas_for, draw_page, page_end, thumb_of
from reader.ui.finding import NOTHING, Finding
from reader.ui.panes.listing import fold
from reader.ui.panes.pane import Pane
from reader.ui.theme import Looks

EMPTY = "This article is empty."

CONTEXT_ROWS = 2
"""Rows kept in sight above and below the caret, where the article has them."""


class ArticlePane(Pane, can_focus=True):
    """Draws a state and says where the reader points. It scrolls by itself: the caret is always in sight."""

    @dataclass
    class Pointed(Message):
        """The mouse pointed at ``offset``. ``clicks`` counts; ``is_drag``: the button was down since the last one."""

        offset: int
        clicks: int = 1
        is_drag: bool = False

    @dataclass
    class Scrolled(Message):
        """The page moved under the caret, which would now stand at ``offset``."""

        offset: int

    def __init__(self, looks: Looks, *, id: str | None = None) -> None:
        super().__init__(looks, id=id)
        self._canvas: Canvas | None = None
        self._top = Place(0, 0)
        self._thumb = range(0)
        self._goal: int | None = None
        self._is_dragging = False
        self._placeholder = ""
        self.when_empty = EMPTY
        """What is said in place of a document without text."""

    # What it shows

    def show(self, state: State, found: Finding = NOTHING) -> None:
        """Draw ``state``; only the rows that differ from what is drawn are drawn anew."""
        if not state.document.blocks:
            self.show_nothing(self.when_empty)
            return
        old = self._canvas
        self._placeholder = ""
        if old is None or old.state.document is not state.document:
            self._start(state, found, keep_top=old is not None and old.state.document.id == state.document.id)
            return
        self._canvas = replace(old, state=state, found=found)
        self._scroll_to_caret()
        if found is not old.found or state.marks is not old.state.marks or state.suggested is not old.state.suggested:
            self.redraw()
        else:
            self.redraw(y for span in self._differing(old.state, state) for y in self._rows_of(span))

    def show_nothing(self, words: str) -> None:
        """No document: ``words`` say why."""
        self._canvas = None
        self._placeholder = words
        self.redraw()

    def changed(self, spans: Sequence[Span] | None) -> None:
        """Draw the rows anew that show any of ``spans``; all rows, for ``None``."""
        self.redraw(None if spans is None else (y for span in spans for y in self._rows_of(span)))

    def restyle(self, looks: Looks) -> None:
        """Draw everything in other looks."""
        if self._canvas is not None:
            self._canvas = replace(self._canvas, looks=looks)
        super().restyle(looks)

    # Where things are

    @property
    def last_offset(self) -> int:
        """The end of what is in sight, in code points."""
        if self._canvas is None:
            return 0
        return page_end(self._canvas.layout, self._top, self.extent.height)

    def row_from_caret(self, rows: int) -> int | None:
        """The offset ``rows`` text rows below the caret (negative: above), at the cell where the caret wants to be."""
        if self._canvas is None:
            return None
        state, layout = self._canvas.state, self._canvas.layout
        place = layout.locate(state.caret)
        if self._goal is None:
            self._goal = self._cell(state.caret)
        step = 1 if rows > 0 else -1
        left = abs(rows)
        target = place
        while left:
            moved = layout.step(target, step)
            if moved == target:
                break
            target = moved
            if layout.row(target).kind is RowKind.TEXT:
                place, left = target, left - 1
        return self._offset(place, self._goal)

    def page_from_caret(self, pages: int) -> int | None:
        """The offset a page below the caret (negative: above); the page moves with it."""
        if self._canvas is None:
            return None
        layout = self._canvas.layout
        if self._goal is None:
            self._goal = self._cell(self._canvas.state.caret)
        rows = pages * max(1, self.extent.height - CONTEXT_ROWS)
        place = layout.step(layout.locate(self._canvas.state.caret), rows)
        top = layout.step(self._top, rows)
        self._set_top(top)
        return self._offset(place, self._goal)

    def forget_goal(self) -> None:
        """The next vertical motion starts from the caret's own cell."""
        self._goal = None

    # Drawing

    def render_lines(self, crop: Region) -> list[Strip]:
        canvas = self._canvas
        if canvas is not None and canvas.width != self._cells():  # the toolkit draws a new size before it tells of it
            self._lay_out(canvas.state, canvas.found, keep_top=True)
            self._strips = []
        return super().render_lines(crop)

    def draw(self, rows: Sequence[int]) -> Iterable[Sequence[Segment]]:
        canvas = self._canvas
        if canvas is None:
            return [self._placeholder_line(y) for y in rows]
        self._thumb = thumb_of(canvas.layout, self._top, self.extent.height)
        return draw_page(canvas, self._top, rows, self._thumb)

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002  # the toolkit's signature
        return container.width

    def _placeholder_line(self, y: int) -> Sequence[Segment]:
        width = self.extent.width
        lines = [part for line in self._placeholder.split("\n") for part in fold(visible(line), max(8, width - 4), 0)]
        index = y - max(0, (self.extent.height - len(lines)) // 2)
        words = lines[index] if 0 <= index < len(lines) else ""
        indent = " " * max(0, (width - cell_len(words)) // 2)
        return [Segment(indent + words, self._looks.quiet)]

    # What changes

    def on_resize(self) -> None:
        canvas = self._canvas
        if canvas is None:
            return
        if canvas.width == self._cells():
            self.fit(self.size)
            self._scroll_to_caret()
            self._fill_page()
            self._draw_thumb()
        else:
            self._start(canvas.state, canvas.found, keep_top=True)

    def on_focus(self) -> None:
        self._set_focus(has_focus=True)

    def on_blur(self) -> None:
        self._set_focus(has_focus=False)

    def _set_focus(self, *, has_focus: bool) -> None:
        if self._canvas is not None:
            self._canvas = replace(self._canvas, has_focus=has_focus)
            self.redraw(self._rows_of(Span(self._canvas.state.caret, self._canvas.state.caret)))

    def _start(self, state: State, found: Finding, *, keep_top: bool) -> None:
        """Draw ``state`` anew for the width there is. The first row stays in sight when ``keep_top``."""
        self._lay_out(state, found, keep_top=keep_top)
        self.redraw()

    def _lay_out(self, state: State, found: Finding, *, keep_top: bool) -> None:
        shown = self._canvas.layout.row(self._top).span.start if keep_top and self._canvas else None
        self._canvas = canvas_for(state, self._looks, self._cells(), has_focus=self.has_focus, found=found)
        layout = self._canvas.layout
        self._top = layout.locate(shown) if shown is not None else Place(0, 0)
        if shown is not None and shown <= state.document.blocks[0].span.start:
            self._top = Place(0, 0)
        self._scroll_to_caret()

    def _cells(self) -> int:
        """The cells of a row of text with its margins; the last one is the scrollbar's."""
        return max(1, self.size.width - 1)

    def _scroll_to_caret(self) -> None:
        """Bring the caret's row into sight, with some rows around it."""
        canvas = self._canvas
        height = self.size.height
        if canvas is None or height < 1:
            return
        layout = canvas.layout
        room = min(CONTEXT_ROWS, (height - 1) // 2)
        caret = layout.locate(canvas.state.caret)
        below = layout.distance(self._top, caret, 2 * height)
        if below < room or below > height - 1 - room:
            far = abs(below) >= 2 * height
            rows_above = height // 3 if far else (room if below < room else height - 1 - room)
            self._set_top(self._filled(layout.step(caret, -rows_above)))

    def _fill_page(self) -> None:
        """Leave no room below the last row where there are rows above."""
        self._set_top(self._filled(self._top))

    def _filled(self, top: Place) -> Place:
        """The first row in sight when ``top`` is wanted there, and no room is to be left below the last row."""
        canvas, height = self._canvas, self.size.height
        assert canvas is not None
        layout, block = canvas.layout, len(canvas.state.document.blocks) - 1
        end = Place(block, len(layout.rows(block)) - 1)
        return layout.step(end, 1 - height) if layout.distance(top, end, height) < height - 1 else top

    def _set_top(self, top: Place) -> None:
        """Scroll to ``top``; the rows that stay in sight are not drawn anew."""
        canvas = self._canvas
        if top == self._top or canvas is None:
            return
        rows = canvas.layout.distance(self._top, top, self.size.height)
        self._top = top
        self._thumb = range(self._thumb.start - rows, self._thumb.stop - rows)
        self.scroll_rows(rows)
        self._draw_thumb()

    def _draw_thumb(self) -> None:
        """Draw the rows anew where the scrollbar differs."""
        assert self._canvas is not None
        thumb = thumb_of(self._canvas.layout, self._top, self.extent.height)
        self.redraw(set(thumb) ^ set(self._thumb))

    def _differing(self, old: State, new: State) -> Iterator[Span]:
        """What is drawn otherwise in ``new``: by its caret, selection, focused post or chosen mark."""
        before, after = old.selection, new.selection
        if before == after:
            return
        if before.anchor != after.anchor and not (before.is_empty and after.is_empty):
            yield before.span
            yield after.span
        elif not (before.is_empty and after.is_empty):
            yield Span(*sorted((before.head, after.head)))
        yield Span(before.head, before.head)
        yield Span(after.head, after.head)
        for one, other in ((old, new), (new, old)):
            if one.post is not None and one.post is not other.post:
                yield one.post.span
            if one.selection.mark is not None and one.selection.mark != other.selection.mark:
                mark = one.marks.get(one.selection.mark)
                if mark is not None:
                    yield mark.hull
            if one.selection.suggestion is not None and one.selection.suggestion != other.selection.suggestion:
                yield one.selection.suggestion.span

    def _rows_of(self, span: Span) -> range:
        """The rows in sight that show ``span``, its ends included, and the frames beside them."""
        canvas = self._canvas
        if canvas is None:
            return range(0)
        height, layout = self.extent.height, canvas.layout
        start = layout.locate(span.start)
        end = start if span.is_empty else layout.locate(span.end)
        first = layout.distance(self._top, start, height + 1)
        last = first if end == start else layout.distance(self._top, end, height + 1)
        first -= layout.row(layout.step(start, -1)).kind is RowKind.FRAME_TOP
        last += layout.row(layout.step(end, 1)).kind is RowKind.FRAME_BOTTOM
        return range(max(0, first), min(height, last + 1))

    # The mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        offset = self._offset_under(event)
        if event.button == 1 and offset is not None:
            self.capture_mouse()
            self._is_dragging = True
            self.post_message(self.Pointed(offset))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        offset = self._offset_under(event) if self._is_dragging else None
        if offset is not None:
            self.post_message(self.Pointed(offset, is_drag=True))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        if self._is_dragging:
            self._is_dragging = False
            self.release_mouse()
            event.stop()

    def on_click(self, event: events.Click) -> None:
        offset = self._offset_under(event)
        if event.chain > 1 and offset is not None:
            self.post_message(self.Pointed(offset, clicks=event.chain))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._scroll(3)
        event.stop()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._scroll(-3)
        event.stop()

    def _scroll(self, rows: int) -> None:
        """Move the page and, so that nothing acts out of sight, the caret as far as it must."""
        canvas = self._canvas
        if canvas is None:
            return
        layout, height = canvas.layout, self.extent.height
        top = layout.step(self._top, rows)
        end = Place(len(canvas.state.document.blocks) - 1, len(layout.rows(len(canvas.state.document.blocks) - 1)) - 1)
        if rows > 0 and layout.distance(self._top, end, height) < height:
            return
        self._set_top(top)
        room = min(CONTEXT_ROWS, (height - 1) // 2)
        below = layout.distance(top, layout.locate(canvas.state.caret), 2 * height)
        if below < room or below > height - 1 - room:
            place = layout.step(top, room if below < room else height - 1 - room)
            self.post_message(self.Scrolled(self._offset(place, self._cell(canvas.state.caret))))

    def _offset_under(self, event: events.MouseEvent) -> int | None:
        """The offset drawn under the pointer; above or below the pane, on the nearest row."""
        canvas = self._canvas
        if canvas is None:
            return None
        y = min(max(event.y, 0), self.extent.height - 1)
        return self._offset(canvas.layout.step(self._top, y), event.x - canvas.left)

    def _cell(self, offset: int) -> int:
        """The cell of ``offset`` from the left edge of the column."""
        assert self._canvas is not None
        return self._canvas.layout.cell(offset)

    def _offset(self, place: Place, cell: int) -> int:
        assert self._canvas is not None
        return self._canvas.layout.offset(place, cell)
