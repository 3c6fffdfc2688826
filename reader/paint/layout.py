"""A document as rows of the screen: wrapped text, the frames of posts, the gaps between blocks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from reader.core.document import Block, Document
from reader.core.span import Span
from reader.paint.wrap import cell_of, offset_of, wrap

FRAME = 4
"""Cells that a post's frame takes from its text: a line and a space on either side."""


class RowKind(Enum):
    TEXT = "text"
    FRAME_TOP = "frame_top"
    FRAME_BOTTOM = "frame_bottom"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of one block. ``span`` is the text on it (empty for frames and gaps)."""

    kind: RowKind
    span: Span
    block: Block


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
        """The cell, from the left edge of its row's text, at which ``offset`` is drawn."""
        row = self.row(self.locate(offset))
        return cell_of(self.document.text, row.span, offset, self.measure)

    def offset(self, place: Place, cell: int) -> int:
        """The offset drawn at ``cell`` of a row; for a frame or gap that of the nearest text row of its block."""
        laid = self._block(place.block)
        nearest = min(max(place.row, laid.first), laid.first + len(laid.starts) - 1)
        return offset_of(self.document.text, laid.rows[nearest].span, cell, self.measure)

    def _block(self, index: int) -> _Laid:
        laid = self._laid.get(index)
        if laid is None:
            laid = self._laid[index] = self._lay_out(index)
        return laid

    def _lay_out(self, index: int) -> _Laid:
        block = self.document.blocks[index]
        spans = wrap(self.document.text, block.span, self.width - FRAME if block.post else self.width, self.measure)
        rows = [Row(RowKind.TEXT, span, block) for span in spans]
        if block.post:
            rows.insert(0, Row(RowKind.FRAME_TOP, Span(block.span.start, block.span.start), block))
            rows.append(Row(RowKind.FRAME_BOTTOM, Span(block.span.end, block.span.end), block))
        if index + 1 < len(self.document.blocks):
            rows.append(Row(RowKind.GAP, Span(block.span.end, block.span.end), block))
        return _Laid(tuple(rows), 1 if block.post else 0, tuple(span.start for span in spans))
