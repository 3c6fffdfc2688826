"""Wrapping: offset ↔ row ↔ cell, with no toolkit in sight.

``measure`` is the terminal's: how many cells a string takes. It is asked for the display form of one grapheme at a time, but not for what
``_NARROW`` and ``_WIDE`` match, where it must give 1 and 2: this makes wrapping plain text fast.

A row breaks after white space, between ideographs, else after a hyphen or dash, else between graphemes. A newline ends its row and takes no
cell. White space that ends a row, up to eight graphemes of it, hangs over the edge: it belongs to the row, at cells past its width. A tab
takes four cells wherever it stands, so that what a row looks like depends on nothing before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reader.core.graphemes import is_boundary, next_grapheme, previous_grapheme
from reader.core.span import Span
from reader.core.visible import visible

TAB = 4
"""Cells that a tab takes."""

HANGING = 8
"""Graphemes of white space that may hang over the edge of a row."""

_NARROW = re.compile(
    "[ -~\xa0-\xac\xae-\u02ff\u0391-\u03a1\u03a3-\u03ff\u0400-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u203b\u203d-\u2048\u20a0-\u20bf]+"
)
"""One cell each, each a grapheme unless what follows the last one joins it."""

_WIDE = re.compile("[\u3041-\u3096\u30a1-\u30fa\u30fc\u4e00-\u9fff\u3001\u3002\u300c-\u300f]+")
"""Two cells each, likewise. No Hangul: Korean breaks at spaces."""

_SPACES = frozenset(" \t\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u200b\u205f\u3000")
_IDEOGRAPH = re.compile(
    "[\u2e80-\u2fdf\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_NOT_FIRST = frozenset("、。，．・：；！？）］｝」』】〉》〕〗’”,.:;!?)]}»ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々…")
_NOT_LAST = frozenset("（［｛「『【〈《〔〖‘“([{«")
_HYPHEN = re.compile("(?<=[^\\W_])[-\u2010\u2013\u2014]+(?=\\w)|[\u2014]+")
_CHUNK = 1 << 16


def wrap(text: str, span: Span, width: int, measure: Callable[[str], int]) -> tuple[Span, ...]:
    """All of ``rows``."""
    return tuple(rows(text, span, width, measure))


def rows(text: str, span: Span, width: int, measure: Callable[[str], int], start: int | None = None) -> Iterator[Span]:
    """The rows of a block in order: spans without gaps, from ``start`` (where a row begins; ``None``: the start of ``span``) to its end.

    ``width`` is in cells; below 1 it counts as 1. What a row shows is no wider, save for a grapheme that alone is wider. An empty span
    has one empty row. The work of a row depends on its length alone, so that a caller may stop at any row of a block of any size.
    """
    at = span.start if start is None else start
    width = max(1, width)
    if at >= span.end:
        if span.is_empty:
            yield span
        return
    plain = at  # up to here every code point is one cell and one grapheme
    while at < span.end:
        if plain < at + width + HANGING + 1 and plain < span.end:
            plain = _plain_until(text, at, span.end)
        is_plain = at + width + HANGING + 1 <= plain
        end = _plain_row(text, at, width) if is_plain else _row_end(text, Span(at, span.end), width, measure)
        yield Span(at, end)
        at = end


def cell_of(text: str, row: Span, offset: int, measure: Callable[[str], int]) -> int:
    """The cell, from the row's left edge, at which the grapheme at ``offset`` begins; ``offset`` outside the row counts as its end.

    White space that hangs over the edge gives cells past the width.
    """
    offset = min(max(offset, row.start), row.end)
    if offset > row.start and text[offset - 1] == "\n":
        offset -= 1
    if _is_plain(text, row.start, offset):
        return offset - row.start
    cells = 0
    for place in _cells(text, row, measure):
        if place.end > offset:
            break
        cells = place.cell + place.width
    return cells


def offset_of(text: str, row: Span, cell: int, measure: Callable[[str], int]) -> int:
    """The start of the grapheme that is drawn over ``cell``; the row's start for a negative one.

    Past the end of the row it is the last place for a caret: before a newline, after the last grapheme where the line ends without
    one, else (the line goes on in the next row) the start of the last grapheme.
    """
    last = _last_place(text, row)
    if _is_plain(text, row.start, row.end):
        return min(row.start + max(0, cell), last)
    return next((place.start for place in _cells(text, row, measure) if cell < place.cell + place.width), last)


def cell_width(grapheme: str, measure: Callable[[str], int]) -> int:
    """The cells that one grapheme takes: none for a newline, ``TAB`` for a tab, else what its display form measures."""
    if grapheme == "\n":
        return 0
    return TAB if grapheme == "\t" else measure(visible(grapheme))


def drawn(piece: str) -> str:
    """What is drawn for a piece of a row that ends between graphemes: its display form, tabs as spaces, newlines as nothing."""
    return visible(piece).replace("\t", " " * TAB).replace("\n", "")


@dataclass(frozen=True, slots=True)
class _Placed:
    """A grapheme of a row and where it is drawn."""

    start: int
    end: int
    cell: int
    width: int


def _cells(text: str, row: Span, measure: Callable[[str], int]) -> Iterator[_Placed]:
    at, cell = row.start, 0
    while at < row.end:
        end = min(row.end, next_grapheme(text, at))
        width = cell_width(text[at:end], measure)
        yield _Placed(at, end, cell, width)
        at, cell = end, cell + width


def _last_place(text: str, row: Span) -> int:
    if row.is_empty or row.end == len(text) or text[row.end] == "\n":
        return row.end - (not row.is_empty and text[row.end - 1] == "\n")
    return max(row.start, row.end - 1 if text[row.end - 1] == "\n" else previous_grapheme(text, row.end))


def _is_plain(text: str, start: int, end: int) -> bool:
    """Whether each code point of a row is one cell and one grapheme; a newline at its end does not matter."""
    if end > start and text[end - 1] == "\n":
        end -= 1
    if end == start:
        return True
    found = _NARROW.match(text, start, end)
    return found is not None and found.end() == end and next_grapheme(text, end - 1) == end


def _plain_until(text: str, start: int, limit: int) -> int:
    """Where the narrow code points that begin at ``start`` end, as far as one chunk; one less where the last may be joined."""
    found = _NARROW.match(text, start, min(limit, start + _CHUNK))
    if found is None:
        return start
    return found.end() if found.end() == limit else found.end() - 1


def _plain_row(text: str, start: int, width: int) -> int:
    """The end of a row of narrow code points, of which more follow than the row can hold."""
    edge = start + width
    if text[edge] == " ":
        end = edge + 1
    else:
        end = text.rfind(" ", start, edge) + 1
        if end == 0:
            return _after_hyphen(text, start, edge) or edge
    while text[end] == " " and end < edge + HANGING:
        end += 1
    return end


def _row_end(text: str, rest: Span, width: int, measure: Callable[[str], int]) -> int:
    """The end of the row that begins at ``rest.start``."""
    at, cells, opportunity = rest.start, 0, rest.start
    while at < rest.end:
        if text[at] == "\n":
            return at + 1
        run = _run(text, at, rest.end, width - cells)
        if run is not None:
            end, taken = run
        else:
            end = min(rest.end, next_grapheme(text, at))
            taken = cell_width(text[at:end], measure)
            if cells + taken > width and text[at] in _SPACES:
                return _after_hanging(text, at, rest.end)
            if cells + taken > width:
                break
        opportunity = _last_opportunity(text, rest.start, at, end) or opportunity
        at, cells = end, cells + taken
    else:
        return rest.end
    if at == rest.start:
        return end
    if _breaks_between(text[at - 1], text[at]):
        return at
    if opportunity > rest.start:
        return opportunity
    return _after_hyphen(text, rest.start, at) or at


def _run(text: str, start: int, limit: int, room: int) -> tuple[int, int] | None:
    """The end and the cells of as many narrow or wide code points as fit into ``room`` cells; ``None`` where none do or are."""
    for pattern, cells in ((_NARROW, 1), (_WIDE, 2)):
        found = pattern.match(text, start, min(limit, start + room // cells + 1))
        if found is None:
            continue
        end = found.end() if found.end() == limit else found.end() - 1
        if end > start + room // cells:
            end -= 1
        return (end, (end - start) * cells) if end > start else None
    return None


def _last_opportunity(text: str, row: int, start: int, end: int) -> int:
    """The last place after ``start``, up to ``end``, where a row that began at ``row`` may break before what follows; 0 without one.

    A break at ``start`` counts, one at ``end`` does not unless white space stands before it.
    """
    for at in range(end, max(start, row + 1) - 1, -1):
        breaks = text[at - 1] in _SPACES or (at < end and _breaks_between(text[at - 1], text[at]))
        if breaks and is_boundary(text, at):
            return at
    return 0


def _breaks_between(before: str, after: str) -> bool:
    """Whether a row may end between these code points: after white space, and next to an ideograph unless punctuation forbids it."""
    if before in _SPACES:
        return after not in _SPACES
    if not (_IDEOGRAPH.match(before) or _IDEOGRAPH.match(after) or (before > "\u2fff" and before in _NOT_FIRST)):
        return False
    return after not in _NOT_FIRST and before not in _NOT_LAST and after not in _SPACES


def _after_hanging(text: str, start: int, limit: int) -> int:
    """The end of the white space at ``start`` that hangs over the edge, with the newline behind it."""
    at = start
    for _ in range(HANGING):
        if at >= limit or text[at] not in _SPACES:
            break
        at = min(limit, next_grapheme(text, at))
    return at + 1 if at < limit and text[at] == "\n" else at


def _after_hyphen(text: str, start: int, end: int) -> int:
    """The place after the last hyphen or dash between two words in ``start`` to ``end``; 0 when there is none."""
    places = (found.end() for found in _HYPHEN.finditer(text, start, end + 1))
    return max((place for place in places if start < place <= end and is_boundary(text, place)), default=0)
