"""What the reader searched for in the open document, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reader.core.matches import Matches
from reader.core.occurrences import Occurrences, Searched
from reader.core.query import NO_QUERY, Query
from reader.core.span import Span

MOST_COUNTED = 1_000_000
"""Matches that are counted."""


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """The matches of ``query`` in a text, as far as they are known.

    Words are found when they are asked for, and ``matches`` is ``None`` until they are counted; of an expression there is no more than
    ``matches``.
    """

    query: Query = NO_QUERY
    matches: Matches | None = None
    _occurrences: Occurrences | None = None

    @classmethod
    def of_words(cls, searched: Searched, words: str) -> Finding:
        """The places of ``words``, not counted yet; nothing, for white space."""
        return cls(Query(words), None, Occurrences(searched, words)) if words.strip() else cls()

    @classmethod
    def of_pattern(cls, query: Query, matches: Matches) -> Finding:
        """The matches of an expression, as far as they were found."""
        return cls(query, matches)

    def counted(self) -> Finding:
        """The same with its words counted, which takes some tenths of a second in megabytes."""
        if self.matches is not None or self._occurrences is None:
            return self
        return replace(self, matches=Matches.of(self._occurrences.from_offset(0), MOST_COUNTED))

    def next_from(self, offset: int) -> Span | None:
        """The first match at or after ``offset``, else the first of all."""
        return self._places.next_from(offset)

    def previous_from(self, offset: int) -> Span | None:
        """The last match before ``offset``, else the last of all."""
        return self._places.previous_from(offset)

    def within(self, span: Span) -> list[Span]:
        """The matches that share a code point with ``span``, in order."""
        return self._places.within(span)

    def standing(self, caret: int) -> str:
        """What is searched for, which match the caret is at, and how many there are; empty without a search."""
        if self.query.is_empty:
            return ""
        words = f"/{self.query.words}/" if self.query.is_pattern else f"“{self.query.words}”"
        if self.matches is None:
            return f"{words} …"
        number = self.matches.number_at(caret)
        return f"{words} {f'{number:,}' if number else '–'}/{len(self.matches):,}{'' if self.matches.is_whole else '+'}"

    @property
    def _places(self) -> Occurrences | Matches:
        if self._occurrences is not None:
            return self._occurrences
        return self.matches or _NONE


_NONE = Matches()

NOTHING = Finding()
"""No search."""
