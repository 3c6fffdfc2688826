"""Where the article stands among the panes, by the size of the terminal; ``reading.tcss`` lays them out so."""

from __future__ import annotations

from dataclasses import dataclass

WIDE = 100
"""From this many cells on the inspector stands beside the article; below, under it."""

ROOMY = 160
"""From this many cells on the side panes are wider."""

SMALLEST = (24, 6)
"""Columns and rows of the smallest terminal in which an article can be read."""

FULL = (40, 12)
"""Columns and rows of the smallest terminal that has room for all panes."""


@dataclass(frozen=True, slots=True)
class Rectangle:
    """Cells of the screen: its top left corner, counted from 0, and how many columns and rows."""

    x: int
    y: int
    width: int
    height: int


def article_place(columns: int, rows: int, *, has_library: bool) -> Rectangle | None:
    """Where the article stands at first. ``has_library``: there are several documents. ``None``: there is no room for all panes."""
    if columns < FULL[0] or rows < FULL[1]:
        return None
    if columns < WIDE:
        return Rectangle(0, 1, columns, rows - 2 - 6)
    library, inspector = (36, 50) if columns >= ROOMY else (26, 34)
    left = library if has_library else 0
    return Rectangle(left, 1, columns - left - inspector, rows - 2)
