"""The floors of a key: a plain widget of the toolkit that fills the screen. ``l`` changes one of its rows, ``p`` all of them."""

from rich.segment import Segment
from textual import events
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class Rows(Widget, can_focus=True):
    """Rows of text that are drawn once and kept."""

    def __init__(self) -> None:
        super().__init__()
        self._changes: dict[int, int] = {}

    def render_lines(self, crop: Region) -> list[Strip]:
        return [self._row(y).crop(crop.x, crop.right) for y in crop.line_range]

    def on_key(self, event: events.Key) -> None:
        rows = {"l": range(7, 8), "p": range(self.size.height)}.get(event.key, range(0))
        for y in rows:
            self._changes[y] = self._changes.get(y, 0) + 1
        self.refresh(Region(0, rows.start, self.size.width, len(rows)))

    def _row(self, y: int) -> Strip:
        words = f"Row {y}, painted {self._changes.get(y, 0)} times in words that differ each time. "
        return Strip([Segment((words * 3)[: self.size.width])]).adjust_cell_length(self.size.width)


class Painting(App[None]):
    def compose(self) -> ComposeResult:
        yield Rows()


if __name__ == "__main__":
    Painting().run()
