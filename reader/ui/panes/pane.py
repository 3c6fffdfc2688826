"""What all panes are: rows that are drawn one by one and kept, until they show something else.

Whenever anything changes, the toolkit asks each widget between the first and the last changed row of the screen for all of its rows,
which is the whole screen when the top and the bottom bar are among them. So what has not changed must cost next to nothing.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import groupby
from typing import Generic, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual.containers import Container
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from reader.ui.strips import finished
from reader.ui.theme import Looks

Row = TypeVar("Row", bound=Hashable)


class Ground(Container):
    """What panes stand on. They cover all of it, so it draws nothing."""

    BLANK = True


class Pane(Widget):
    """Keeps its rows as finished strips. Its heir says which have changed, and draws those when they are asked for."""

    def __init__(self, looks: Looks, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._looks = looks
        self._strips: list[Strip | None] = []
        self._drawn_for = Size(0, 0)

    @property
    def ground(self) -> Style:
        """What fills a row after what is drawn on it."""
        return self._looks.base

    @abstractmethod
    def draw(self, rows: Sequence[int]) -> Iterable[Sequence[Segment]]:
        """What stands on the rows with these numbers, counted from the top, in no more cells than the pane is wide."""

    @property
    def extent(self) -> Size:
        """The pane's size; asking for it costs nothing once it was drawn."""
        return self._drawn_for if self._strips else self.size

    def fit(self, size: Size) -> None:
        """Take the rows for a pane of another size: those of another width are drawn anew."""
        if size.width != self._drawn_for.width or not self._strips:
            self._strips = [None] * size.height
        elif size.height != self._drawn_for.height:
            self._strips = [*self._strips[: size.height], *[None] * (size.height - len(self._strips))]
        self._drawn_for = size

    def redraw(self, rows: Iterable[int] | None = None) -> None:
        """Draw ``rows`` anew; all of them, for ``None``."""
        if rows is None:
            self._strips = []
            self.refresh()
            return
        known = sorted({y for y in rows if 0 <= y < len(self._strips)})
        for y in known:
            self._strips[y] = None
        for _, run in groupby(enumerate(known), lambda numbered: numbered[1] - numbered[0]):
            following = [y for _, y in run]
            self.refresh(Region(0, following[0], self._drawn_for.width, len(following)))

    def scroll_rows(self, rows: int) -> None:
        """Move what is drawn up by ``rows`` (negative: down); only the rows that come into sight are drawn."""
        height = len(self._strips)
        if abs(rows) >= height:
            self.redraw()
            return
        new: list[Strip | None] = [None] * abs(rows)
        self._strips = self._strips[rows:] + new if rows > 0 else new + self._strips[: height + rows]
        self.refresh()

    def restyle(self, looks: Looks) -> None:
        """Draw everything in other looks."""
        self._looks = looks
        self.redraw()

    def render_lines(self, crop: Region) -> list[Strip]:
        size = self.size
        self.fit(size)
        missing = [y for y in crop.line_range if y < size.height and self._strips[y] is None]
        if missing:
            for y, strip in zip(missing, finished(self, self.draw(missing), size.width, self.ground), strict=True):
                self._strips[y] = strip
        strips = [strip for strip in self._strips[crop.y : crop.bottom] if strip is not None]
        strips += [Strip.blank(size.width, self.ground)] * (crop.height - len(strips))  # the toolkit draws before it tells of a new size
        if crop.x == 0 and crop.width == size.width:
            return strips
        return [strip.crop(crop.x, crop.right) for strip in strips]


class RowsPane(Pane, Generic[Row]):
    """A pane whose heir says what each row shows, as a value; rows that show the same as before are not drawn anew."""

    def __init__(self, looks: Looks, *, id: str | None = None) -> None:
        super().__init__(looks, id=id)
        self._values: list[Row | None] = []

    @abstractmethod
    def rows(self, size: Size) -> Sequence[Row]:
        """What the rows show, from the top; rows that are left over show nothing."""

    @abstractmethod
    def draw_row(self, row: Row, width: int) -> Sequence[Segment]:
        """A row, in at most ``width`` cells."""

    def change(self) -> None:
        """Draw the rows anew that show something else now."""
        before, size = self._values, self.size
        if size != self._drawn_for or len(before) != size.height:
            self.redraw()
            return
        self._values = self._rows(size)
        changed = [y for y, row in enumerate(self._values) if row != before[y]]
        if changed:
            self.redraw(changed)

    def change_where(self, changed: Callable[[Row | None], Row | None]) -> None:
        """Draw the rows anew of which ``changed`` makes something else; it is asked about what each of them shows."""
        before, size = self._values, self.size
        if size != self._drawn_for or len(before) != size.height:
            self.redraw()
            return
        self._values = [changed(row) for row in before]
        self.redraw([y for y, row in enumerate(self._values) if row is not before[y]])

    def fit(self, size: Size) -> None:
        if size != self._drawn_for:
            self._values = []
        super().fit(size)

    def redraw(self, rows: Iterable[int] | None = None) -> None:
        if rows is None:
            self._values = []
        super().redraw(rows)

    def draw(self, rows: Sequence[int]) -> Iterable[Sequence[Segment]]:
        size = self._drawn_for
        if len(self._values) != size.height:
            self._values = self._rows(size)
        return [() if (row := self._values[y]) is None else self.draw_row(row, size.width) for y in rows]

    def _rows(self, size: Size) -> list[Row | None]:
        rows = self.rows(size)[: size.height]
        return [*rows, *[None] * (size.height - len(rows))]
