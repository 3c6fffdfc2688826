"""What the reader searched for in the open document, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from reader.core.span import Span

MOST_COUNTED = 2000
"""Matches of several words that are counted; of one word all are, which is a single fast look over the text."""


WIDEST_GAP = 32
"""Code points of white space between two words that are looked across."""


class Searched:
    """A text to be searched, with what that needs more than once."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def lowered(self) -> str:
        """The text in small letters, one code point for each."""
        lowered = self.text.lower()
        if len(lowered) == len(self.text):
            return lowered
        return "".join(small if len(small := letter.lower()) == 1 else letter for letter in self.text)


@dataclass(frozen=True)  # without slots: what was counted is kept
class Finding:
    """The matches of ``words`` in a text, found when they are asked for. Without capitals, capitals are found too.

    Any run of white space in one matches any in the other. A match may overlap another.
    """

    words: str = ""
    _text: str = field(default="", repr=False)
    _sought: str = field(default="", repr=False)

    @classmethod
    def of(cls, searched: Searched, words: str) -> Finding:
        if not words.split():
            return cls()
        return cls(words, searched.text, searched.lowered if words == words.lower() else searched.text)

    def next_from(self, offset: int) -> Span | None:
        """The first match at or after ``offset``, else the first of all."""
        return next(self._matches(offset), None) or next(self._matches(0), None)

    def previous_from(self, offset: int) -> Span | None:
        """The last match before ``offset``, else the last of all."""
        return self._last_before(offset) or self._last_before(len(self._text))

    def within(self, span: Span) -> list[Span]:
        """The matches that share a code point with ``span``, in order."""
        found: list[Span] = []
        for match in self._matches(max(0, span.start - self._reach)):
            if match.start >= span.end:
                break
            if match.end > span.start and (not found or match.start >= found[-1].end):
                found.append(match)
        return found

    @cached_property
    def count(self) -> int:
        """How many matches there are, none of them counted twice; not more than :data:`MOST_COUNTED` of several words."""
        return self._count_to(len(self._text))

    @property
    def is_counted(self) -> bool:
        """Whether ``count`` is all there are."""
        return len(self._pieces) < 2 or self.count < MOST_COUNTED

    def number_at(self, offset: int) -> int | None:
        """Which match starts at ``offset``, counted from 1; ``None`` when none does, or it lies beyond those that are counted."""
        match = next(self._matches(offset), None)
        if match is None or match.start != offset:
            return None
        number = self._count_to(offset) + 1
        return number if len(self._pieces) < 2 or number <= MOST_COUNTED else None

    @cached_property
    def _pieces(self) -> tuple[str, ...]:
        return tuple(self.words.split())

    @cached_property
    def _anchor(self) -> int:
        """The rarest of the pieces, which the others are looked for around."""
        if len(self._pieces) == 1:
            return 0
        return min(range(len(self._pieces)), key=lambda index: self._sought.count(self._pieces[index]))

    @property
    def _reach(self) -> int:
        """Code points that a match is taken to have at most."""
        return len(self.words) + WIDEST_GAP * len(self._pieces)

    def _count_to(self, end: int) -> int:
        if len(self._pieces) < 2:
            return self._sought.count(self._pieces[0], 0, end) if self._pieces else 0
        count = at = 0
        for match in self._matches(0):
            if match.start >= end or count == MOST_COUNTED:
                break
            if match.start >= at:
                count, at = count + 1, match.end
        return count

    def _matches(self, offset: int) -> Iterator[Span]:
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


NOTHING = Finding()
"""No search."""
