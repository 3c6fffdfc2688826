"""Segments in a number of cells."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style


def fitted(segments: Sequence[Segment], width: int, ground: Style) -> list[Segment]:
    """``segments`` in just ``width`` cells: cut, or filled up with ``ground``."""
    room = width - sum(cell_len(text) for text, _, _ in segments)
    if room >= 0:
        return [*segments, Segment(" " * room, ground)] if room else list(segments)
    return Segment.adjust_line_length(list(segments), width, ground)
