"""Rows of segments as finished strips of a widget's size."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from reader.ui.cells import fitted


def finished(widget: Widget, rows: Iterable[Sequence[Segment]], width: int, ground: Style) -> list[Strip]:
    """``rows`` as strips of ``width`` cells, after the toolkit's filters for this terminal, such as the one that takes colours away."""
    filters = widget.get_line_filters()
    background = widget.background_colors[1] if filters else None
    strips = []
    for row in rows:
        segments = fitted(row, width, ground)
        for line_filter in filters:
            assert background is not None
            segments = line_filter.apply(segments, background)
        strips.append(Strip(segments, width))  # made once: a strip costs more than what is in it
    return strips


def drawn(widget: Widget, rows: Sequence[Sequence[Segment]], ground: Style, crop: Region) -> list[Strip]:
    """The part ``crop`` of a widget whose rows from the top are ``rows``; ``ground`` fills what they leave."""
    shown = [rows[y] if y < len(rows) else () for y in crop.line_range]
    return [strip.crop(crop.x, crop.right) for strip in finished(widget, shown, widget.size.width, ground)]
