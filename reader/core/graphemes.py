"""Grapheme clusters: what a reader takes for one character.

Extended grapheme clusters of Unicode 17 (UAX #29, rules GB3 to GB999, with GB9c for Indic conjuncts and GB11 for emoji). GB9c is read as
the ``regex`` package reads it, which the tests compare with: a linker joins the consonant after it, whatever stands before.

Two limits keep the cost of every call independent of the length of the text. Rules that look back (GB9c, GB11, GB12 and GB13)
look back 512 code points at most; in a longer run of regional indicators, flags begin at even offsets. A cluster of more than 512 code
points is cut where the offset is a multiple of 512. No writing system comes near either.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from enum import IntEnum, auto
from functools import lru_cache
from itertools import pairwise

from reader.core.grapheme_data import RANGES
from reader.core.span import Span

LOOK_BACK = 512
"""Code points: the longest run that decides a boundary, and the longest cluster that is never cut."""


class _Class(IntEnum):
    OTHER = 0
    CR = auto()
    LF = auto()
    ZWJ = auto()
    REGIONAL = auto()
    HANGUL_LV = auto()
    HANGUL_LVT = auto()
    CONTROL = auto()
    EXTEND = auto()
    INDIC_EXTEND = auto()
    LINKER = auto()
    LINKING_LETTER = auto()
    PREPEND = auto()
    SPACING_MARK = auto()
    CONSONANT = auto()
    PICTOGRAPH = auto()
    HANGUL_L = auto()
    HANGUL_V = auto()
    HANGUL_T = auto()


_C = _Class
_EXTENDING = frozenset({_C.EXTEND, _C.INDIC_EXTEND, _C.LINKER, _C.ZWJ})
_CONTROLS = frozenset({_C.CR, _C.LF, _C.CONTROL})
_JOINED = frozenset(
    {
        *((_C.HANGUL_L, after) for after in (_C.HANGUL_L, _C.HANGUL_V, _C.HANGUL_LV, _C.HANGUL_LVT)),
        *((before, after) for before in (_C.HANGUL_LV, _C.HANGUL_V) for after in (_C.HANGUL_V, _C.HANGUL_T)),
        *((before, _C.HANGUL_T) for before in (_C.HANGUL_LVT, _C.HANGUL_T)),
    }
)
"""Hangul syllables: GB6, GB7, GB8."""

_FIRST_JOINING = "\u0300"
"""Between two code points below this one there is a boundary, save between CR and LF."""


def is_boundary(text: str, offset: int) -> bool:
    """Whether a grapheme begins or ends at ``offset``. Both ends of the text, and what lies outside it, are boundaries."""
    if offset <= 0 or offset >= len(text):
        return True
    if not _is_joined(text, offset):
        return True
    return offset % LOOK_BACK == 0 and all(_is_joined(text, at) for at in range(offset - LOOK_BACK + 1, offset))


def next_grapheme(text: str, offset: int) -> int:
    """The first boundary after ``offset``; the length of the text at its end."""
    at = offset + 1
    if at >= len(text):
        return len(text)
    if text[at] < _FIRST_JOINING and text[at] != "\n" and text[offset] < _FIRST_JOINING:
        return at
    while not is_boundary(text, at):
        at += 1
    return at


def previous_grapheme(text: str, offset: int) -> int:
    """The last boundary before ``offset``; 0 at the start of the text."""
    at = min(offset, len(text)) - 1
    while not is_boundary(text, at):
        at -= 1
    return max(0, at)


def grapheme_at(text: str, offset: int) -> Span:
    """The grapheme that the code point at ``offset`` belongs to; an empty span at the end of the text."""
    if offset >= len(text):
        return Span(len(text), len(text))
    start = offset if is_boundary(text, offset) else previous_grapheme(text, offset)
    return Span(start, next_grapheme(text, offset))


def graphemes(text: str) -> Iterator[Span]:
    """The graphemes of ``text`` in order, without gaps; none when it is empty."""
    start = 0
    while start < len(text):
        end = next_grapheme(text, start)
        yield Span(start, end)
        start = end


def is_extending(character: str) -> bool:
    """Whether a code point always draws on the one before it: a combining mark, a variation selector, a joiner."""
    kind = _class_of(character)
    return kind in _EXTENDING or kind == _C.SPACING_MARK


def _is_joined(text: str, offset: int) -> bool:
    """Whether the rules forbid a boundary before the code point at ``offset`` (not 0)."""
    first, second = text[offset - 1], text[offset]
    if first < _FIRST_JOINING and second < _FIRST_JOINING:
        return first == "\r" and second == "\n"
    before, after = _class_of(first), _class_of(second)
    if before in _CONTROLS or after in _CONTROLS:
        return False
    if after in _EXTENDING or after == _C.SPACING_MARK or before == _C.PREPEND:
        return True
    if after == _C.CONSONANT:
        return _ends_in_linker(text, offset)
    if after == _C.PICTOGRAPH:
        return before == _C.ZWJ and _ends_in_pictograph(text, offset - 1)
    if after == _C.REGIONAL:
        return before == _C.REGIONAL and _splits_flag(text, offset)
    return (before, after) in _JOINED


def _ends_in_linker(text: str, offset: int) -> bool:
    """GB9c: whether the code points before ``offset`` are a linker, then only marks."""
    for at in range(offset - 1, max(0, offset - LOOK_BACK) - 1, -1):
        kind = _class_of(text[at])
        if kind in (_C.LINKER, _C.LINKING_LETTER):
            return True
        if kind not in (_C.INDIC_EXTEND, _C.ZWJ):
            return False
    return False


def _ends_in_pictograph(text: str, offset: int) -> bool:
    """GB11: whether the code points before ``offset`` are a pictograph, then only marks."""
    for at in range(offset - 1, max(0, offset - LOOK_BACK) - 1, -1):
        kind = _class_of(text[at])
        if kind not in _EXTENDING or kind == _C.ZWJ:
            return kind == _C.PICTOGRAPH
    return False


def _splits_flag(text: str, offset: int) -> bool:
    """GB12 and GB13: whether an odd number of regional indicators stands before ``offset``."""
    first = max(0, offset - LOOK_BACK)
    for at in range(offset - 1, first - 1, -1):
        if _class_of(text[at]) != _C.REGIONAL:
            return (offset - 1 - at) % 2 == 1
    return (offset - first) % 2 == 1 if first == 0 else offset % 2 == 1


@lru_cache(maxsize=8192)
def _class_of(character: str) -> _Class:
    code = ord(character)
    if 0xAC00 <= code <= 0xD7A3:
        return _C.HANGUL_LVT if (code - 0xAC00) % 28 else _C.HANGUL_LV
    return _KINDS[bisect_right(_STARTS, code) - 1]


def _table() -> tuple[list[int], list[_Class]]:
    """The first code point of every range, and the class of each; what lies between two ranges is OTHER."""
    ranges = [(0x0D, 0x0D, _C.CR), (0x0A, 0x0A, _C.LF), (0x200D, 0x200D, _C.ZWJ), (0x1F1E6, 0x1F1FF, _C.REGIONAL)]
    for name, listed in RANGES.items():
        for item in listed.split():
            low, _, high = item.partition("-")
            ranges.append((int(low, 16), int(high or low, 16), _Class[name]))
    ranges.sort()
    ranges.append((0x110000, 0x110000, _C.OTHER))
    starts, kinds = [0], [_C.OTHER]
    for (first, last, kind), (following, _, _) in pairwise(ranges):
        starts.append(first)
        kinds.append(kind)
        if last + 1 < following:
            starts.append(last + 1)
            kinds.append(_C.OTHER)
    return starts, kinds


_STARTS, _KINDS = _table()
