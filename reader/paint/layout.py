"""A document as rows of the screen: wrapped text, the frames of posts, the gaps between blocks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from reader.core.document import Block, BlockKind, Document, Post
from reader.core.span import Span
from reader.paint.wrap import cell_of, offset_of, rows, wrap

FRAME = 4
"""Cells that a post's frame takes from its text: a line and a space on either side."""

STEP = 2
"""Cells by which what lies in something else is set in: the items of a list, a quotation, a post within a post."""

_DEEPEST = 4  # steps
_ROOMY = 24  # cells of text that setting in always leaves
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_MARKER = re.compile(r"(?:[-–—*+•‣◦▪·]|\d{1,9}[.)])[ \t]+")


class RowKind(Enum):
    TEXT = "text"
    FRAME_TOP = "frame_top"
    FRAME_BOTTOM = "frame_bottom"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of one block. ``span`` is the text on it (empty for frames and gaps).

    ``indent`` is how many cells right of the column's edge its text begins, or a frame's row. ``bullet``: a list's sign stands before it.
    """

    kind: RowKind
    span: Span
    block: Block
    indent: int = 0
    bullet: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A row of a document: block by index, row by index within the block."""

    block: int
    row: int


@dataclass(frozen=True, slots=True)
class _Laid:
    """A block's rows. Its text rows are contiguous: the first is ``rows[first]``, and ``starts`` are their offsets."""

    rows: tuple[Row, ...]
    first: int
    starts: tuple[int, ...]


class Layout:
    """The rows of ``document`` for a text width in cells. Blocks are wrapped when they are first asked for."""

    def __init__(self, document: Document, width: int, measure: Callable[[str], int]) -> None:
        self.document = document
        self.width = max(1, width)
        self.measure = measure
        self._laid: dict[int, _Laid] = {}
        self._posts: dict[str, Post] | None = None

    def rows(self, block: int) -> tuple[Row, ...]:
        """The rows of the block with this index; the gap after it belongs to it, save for the last block."""
        return self._block(block).rows

    def row(self, place: Place) -> Row:
        return self.rows(place.block)[place.row]

    def locate(self, offset: int) -> Place:
        """The text row that ``offset`` is drawn on: where two rows meet, the later one."""
        index = self.document.block_index(offset) or 0
        laid = self._block(index)
        return Place(index, laid.first + max(0, bisect_right(laid.starts, offset) - 1))

    def step(self, place: Place, rows: int) -> Place:
        """The place ``rows`` further down (negative: up), or the first or last one."""
        block, row = place.block, place.row + rows
        while row < 0 and block > 0:
            block -= 1
            row += len(self.rows(block))
        while row >= len(self.rows(block)) and block + 1 < len(self.document.blocks):
            row -= len(self.rows(block))
            block += 1
        return Place(block, min(max(row, 0), len(self.rows(block)) - 1))

    def distance(self, start: Place, end: Place, limit: int) -> int:
        """Rows from ``start`` down to ``end``, negative when it lies above; never more than ``limit`` either way."""
        if end < start:
            return -self.distance(end, start, limit)
        rows, block = -start.row, start.block
        while block < end.block and rows < limit:
            rows += len(self.rows(block))
            block += 1
        return min(limit, rows + end.row) if block == end.block else limit

    def cell(self, offset: int) -> int:
        """The cell, from the left edge of the column, at which ``offset`` is drawn."""
        row = self.row(self.locate(offset))
        return row.indent + cell_of(self.document.text, row.span, offset, self.measure)

    def offset(self, place: Place, cell: int) -> int:
        """The offset drawn at ``cell`` of the column in a row; for a frame or gap that of the nearest text row of its block."""
        laid = self._block(place.block)
        row = laid.rows[min(max(place.row, laid.first), laid.first + len(laid.starts) - 1)]
        return offset_of(self.document.text, row.span, cell - row.indent, self.measure)

    def depth(self, post: Post) -> int:
        """How many posts ``post`` lies in, as far as that is shown; 0 when it stands by itself."""
        if post.parent is None:
            return 0
        if self._posts is None:
            self._posts = {known.id: known for known in self.document.posts}
        depth = 0
        above = self._posts.get(post.parent)
        while above is not None and depth < _DEEPEST:
            depth += 1
            above = self._posts.get(above.parent) if above.parent else None
        return depth

    def _block(self, index: int) -> _Laid:
        laid = self._laid.get(index)
        if laid is None:
            laid = self._laid[index] = self._lay_out(index)
        return laid

    def _lay_out(self, index: int) -> _Laid:
        block = self.document.blocks[index]
        start, end = (Span(at, at) for at in (block.span.start, block.span.end))
        if block.post:
            inset = self._set_in(self.depth(block.post))
            texts = wrap(self.document.text, block.span, self.width - FRAME - inset, self.measure)
            rows = [Row(RowKind.TEXT, span, block, inset + FRAME // 2) for span in texts]
            rows.insert(0, Row(RowKind.FRAME_TOP, start, block, inset))
            rows.append(Row(RowKind.FRAME_BOTTOM, end, block, inset))
        else:
            rows = self._text_rows(block)
            texts = tuple(row.span for row in rows)
        if index + 1 < len(self.document.blocks) and not self._is_close(block, self.document.blocks[index + 1]):
            rows.append(Row(RowKind.GAP, end, block))
        return _Laid(tuple(rows), 1 if block.post else 0, tuple(span.start for span in texts))

    def _text_rows(self, block: Block) -> list[Row]:
        text, span = self.document.text, block.span
        if block.kind is BlockKind.QUOTE:
            inset = self._set_in(1)
            return [Row(RowKind.TEXT, row, block, inset) for row in wrap(text, span, self.width - inset, self.measure)]
        if block.kind is not BlockKind.ITEM:
            return [Row(RowKind.TEXT, row, block) for row in wrap(text, span, self.width, self.measure)]
        marker = _MARKER.match(text, span.start, span.end)
        if marker is None:
            inset = self._set_in(block.level)
            lines = wrap(text, span, self.width - inset, self.measure)
            return [Row(RowKind.TEXT, row, block, inset, bullet=inset > 0 and row.start == span.start) for row in lines]
        # An item with a sign of its own: what follows stands under its words, unless it is set in by its source already.
        inset = self._set_in(block.level - 1)
        first = next(rows(text, span, self.width - inset, self.measure))
        hang = 0 if "\n" in span.of(text) else min(len(marker[0]), self._set_in(_DEEPEST) // 2)
        later = Span(first.end, span.end)
        others = () if later.is_empty else wrap(text, later, self.width - inset - hang, self.measure)
        return [Row(RowKind.TEXT, first, block, inset), *(Row(RowKind.TEXT, row, block, inset + hang) for row in others)]

    def _set_in(self, steps: int) -> int:
        """Cells for ``steps``, as far as they leave room for text."""
        return max(0, min(STEP * min(steps, _DEEPEST), self.width - FRAME - _ROOMY))

    def _is_close(self, block: Block, following: Block) -> bool:
        """Whether no gap parts the two: posts one in the other, items or rows of a table that the source parts by no blank line."""
        if block.post and following.post:
            return self.depth(following.post) > 0 and (following.post.parent == block.post.id or self.depth(block.post) > 0)
        text = self.document.text
        if block.kind is not following.kind or _BLANK_LINE.search(text, block.span.end, following.span.start):
            return False
        return block.kind is BlockKind.ITEM or (" | " in block.span.of(text) and " | " in following.span.of(text))
