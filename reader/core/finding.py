"""Where words stand in a text: any white space between them, capitals found by small letters, nothing else folded."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from reader.core.span import Span

WIDEST_GAP = 32
"""Code points of white space between two words that are looked across."""

_PIECE = 65_536
"""Code points that are made small at a time: all at once would keep every other thread waiting."""


class Searched:
    """A text to be searched, with what that needs more than once."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def lowered(self) -> str:
        """The text in small letters, one code point for each."""
        return lowered(self.text)


def lowered(text: str) -> str:
    """``text`` in small letters, one code point for each; a final sigma is one like others, whatever stands behind it."""
    pieces, at = [], 0
    while at < len(text):
        end = at + _PIECE
        if end < len(text):
            end = text.rfind("\n", at, end) + 1 or end
        pieces.append(_lowered(text[at:end]))
        at = end
    return "".join(pieces)


def _lowered(text: str) -> str:
    small = text.lower().replace("ς", "σ")
    if len(small) == len(text):
        return small
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in text).replace("ς", "σ")


class Occurrences:
    """Where ``words`` stand in a text, found when it is asked for. Without capitals, capitals are found too.

    Any run of white space in one matches any in the other. A match may overlap another.
    """

    def __init__(self, searched: Searched, words: str) -> None:
        is_folded = words == words.lower()
        self._pieces = tuple((lowered(words) if is_folded else words).split())
        self._text = searched.text
        self._sought = searched.lowered if is_folded else searched.text

    def next_from(self, offset: int) -> Span | None:
        """The first match at or after ``offset``, else the first of all."""
        return next(self.from_offset(offset), None) or next(self.from_offset(0), None)

    def previous_from(self, offset: int) -> Span | None:
        """The last match before ``offset``, else the last of all."""
        return self._last_before(offset) or self._last_before(len(self._text))

    def within(self, span: Span) -> list[Span]:
        """The matches that share a code point with ``span``, in order."""
        found: list[Span] = []
        for match in self.from_offset(max(0, span.start - self._reach)):
            if match.start >= span.end:
                break
            if match.end > span.start and (not found or match.start >= found[-1].end):
                found.append(match)
        return found

    def from_offset(self, offset: int) -> Iterator[Span]:
        """The matches that start at or after ``offset``, in order."""
        if not self._pieces:
            return
        anchor = self._pieces[self._anchor]
        at = self._sought.find(anchor, offset)
        while at >= 0:
            match = self._around(at)
            if match is not None and match.start >= offset:
                yield match
            at = self._sought.find(anchor, at + 1)

    @property
    def is_one_word(self) -> bool:
        """Whether counting takes a single fast look over the text."""
        return len(self._pieces) == 1

    def count(self, end: int | None = None) -> int:
        """How many times a single word stands before ``end`` (``None``: at all), no code point counted twice."""
        return self._sought.count(self._pieces[0], 0, len(self._text) if end is None else end)

    def starts_at(self, offset: int) -> bool:
        """Whether a match starts at ``offset``."""
        match = next(self.from_offset(offset), None) if self._sought.startswith(self._pieces[0], offset) else None
        return match is not None and match.start == offset

    @cached_property
    def _anchor(self) -> int:
        """The rarest of the pieces, which the others are looked for around."""
        if len(self._pieces) == 1:
            return 0
        return min(range(len(self._pieces)), key=lambda index: self._sought.count(self._pieces[index]))

    @property
    def _reach(self) -> int:
        """Code points that a match is taken to have at most."""
        return sum(map(len, self._pieces)) + WIDEST_GAP * len(self._pieces)

    def _last_before(self, offset: int) -> Span | None:
        """The last match that starts before ``offset``."""
        if not self._pieces:
            return None
        anchor = self._pieces[self._anchor]
        end = offset + self._reach if self._anchor else offset - 1 + len(anchor)
        at = self._sought.rfind(anchor, 0, end)
        while at >= 0:
            match = self._around(at)
            if match is not None and match.start < offset:
                return match
            at = self._sought.rfind(anchor, 0, at + len(anchor) - 1)
        return None

    def _around(self, at: int) -> Span | None:
        """The match whose anchor stands at ``at``."""
        text, sought, pieces = self._text, self._sought, self._pieces
        start, end = at, at + len(pieces[self._anchor])
        for piece in reversed(pieces[: self._anchor]):
            gap = start
            while gap > 0 and text[gap - 1].isspace():
                gap -= 1
            if gap == start or not sought.endswith(piece, 0, gap):
                return None
            start = gap - len(piece)
        for piece in pieces[self._anchor + 1 :]:
            gap = end
            while gap < len(text) and text[gap].isspace():
                gap += 1
            if gap == end or not sought.startswith(piece, gap):
                return None
            end = gap + len(piece)
        return Span(start, end)
