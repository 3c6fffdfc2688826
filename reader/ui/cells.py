"""Segments and texts in a number of cells."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from reader.core.graphemes import previous_grapheme


def fitted(segments: Sequence[Segment], width: int, ground: Style) -> list[Segment]:
    """``segments`` in just ``width`` cells: cut, or filled up with ``ground``."""
    room = width - sum(cell_len(text) for text, _, _ in segments)
    if room >= 0:
        return [*segments, Segment(" " * room, ground)] if room else list(segments)
    return Segment.adjust_line_length(list(segments), width, ground)


def tail(text: str, width: int) -> str:
    """The end of ``text``, whole characters of it, in at most ``width`` cells."""
    if text.isascii():
        return text[max(0, len(text) - width) :] if width > 0 else ""
    at, room = len(text), width
    while at > 0:
        before = previous_grapheme(text, at)
        room -= cell_len(text[before:at])
        if room < 0:
            break
        at = before
    return text[at:]
