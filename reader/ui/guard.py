"""The last filter over every strip before it reaches the terminal, whichever widget drew it: ours or the toolkit's."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import RenderableType
from rich.segment import Segment
from rich.style import Style
from textual._compositor import (  # what the toolkit hands to the terminal has no public name
    ChopsUpdate,
    CompositorUpdate,
    InlineUpdate,
    LayoutUpdate,
)
from textual.strip import Strip

from reader.ui.clean import cleaned, is_clean


def guarded(update: RenderableType | CompositorUpdate | None) -> RenderableType | None:
    """``update`` with every strip of it :func:`harmless`. Other things than updates of strips are not shown: nothing draws any."""
    match update:
        case LayoutUpdate():
            return LayoutUpdate([[harmless(strip) for strip in line] for line in update.strips], update.region)
        case ChopsUpdate():
            drawn = {y for y, _, _ in update.spans}
            chops = [_harmless_line(line) if y in drawn else line for y, line in enumerate(update.chops)]
            return ChopsUpdate(chops, update.spans, update.chop_ends)
        case InlineUpdate():
            return InlineUpdate([harmless(strip) for strip in update.strips], update.clear)
        case _:
            return None


def harmless(strip: Strip) -> Strip:
    """``strip`` if it is nothing but text to look at, else the same with stand-ins for what is not, in as many cells.

    That is, each character is as :func:`reader.core.visible.visible` shows it, no style carries a link (OSC 8), and no segment is a
    control sequence.
    """
    letters, acts = [], False
    for text, style, control in strip:
        letters.append(text)
        acts = acts or control is not None or (style is not None and style.link is not None)
    row = "".join(letters)
    return strip if is_clean(row) and not acts else _redrawn(strip, cleaned(row))


def _redrawn(strip: Strip, row: str) -> Strip:
    """``strip`` with the characters of ``row`` in the place of its own."""
    segments, at = [], 0
    for text, style, _ in strip:
        segments.append(Segment(row[at : at + len(text)], style and _without_link(style)))
        at += len(text)
    return Strip(segments).adjust_cell_length(strip.cell_length)


def _without_link(style: Style) -> Style:
    return style if style.link is None else style.update_link(None)


def _harmless_line(line: Mapping[int, Strip | None]) -> Mapping[int, Strip | None]:
    return {x: None if strip is None else harmless(strip) for x, strip in line.items()}
