"""Rows of segments as finished strips of a widget's size."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


def filtered(widget: Widget, strips: Iterable[Strip]) -> list[Strip]:
    """``strips`` after the toolkit's filters for this terminal, such as the one that takes colours away."""
    finished = list(strips)
    for line_filter in widget.get_line_filters():
        background = widget.background_colors[1]
        finished = [strip.apply_filter(line_filter, background) for strip in finished]
    return finished


def drawn(widget: Widget, rows: Sequence[Iterable[Segment]], ground: Style, crop: Region) -> list[Strip]:
    """The part ``crop`` of a widget whose rows from the top are ``rows``; ``ground`` fills what they leave."""
    width = widget.size.width
    strips = [Strip(rows[y] if y < len(rows) else []).adjust_cell_length(width, ground) for y in crop.line_range]
    return [strip.crop(crop.x, crop.right) for strip in filtered(widget, strips)]
