"""What the reader searched for in the open document, and where it stands."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from reader.core.span import Span


@dataclass(frozen=True, slots=True)
class Finding:
    """The matches of ``words``, in order and apart. A search without capitals finds capitals too."""

    words: str = ""
    matches: tuple[Span, ...] = ()

    @classmethod
    def of(cls, text: str, words: str) -> Finding:
        """All places of ``words`` in ``text``; any run of white space in one matches any in the other."""
        pieces = [re.escape(piece) for piece in words.split()]
        if not pieces:
            return cls()
        flags = re.IGNORECASE if words == words.lower() else re.NOFLAG
        return cls(words, tuple(Span(*match.span()) for match in re.finditer(r"\s+".join(pieces), text, flags)))

    def next_from(self, offset: int) -> Span | None:
        """The first match at or after ``offset``, else the first of all."""
        index = bisect_left(self.matches, Span(offset, offset))
        return self.matches[index % len(self.matches)] if self.matches else None

    def previous_from(self, offset: int) -> Span | None:
        """The last match before ``offset``, else the last of all."""
        return self.matches[bisect_left(self.matches, Span(offset, offset)) - 1] if self.matches else None

    def number_at(self, offset: int) -> int | None:
        """Which match starts at ``offset``, counted from 1."""
        index = bisect_left(self.matches, Span(offset, offset))
        return index + 1 if index < len(self.matches) and self.matches[index].start == offset else None
