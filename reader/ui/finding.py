"""What the reader searched for in the open document, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reader.core.finding import Occurrences, Searched
from reader.core.matches import Matches
from reader.core.query import NO_QUERY, Query
from reader.core.span import Span

MOST_COUNTED = 1_000_000
"""Matches that are counted."""


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """The matches of ``query`` in a text, as far as they are known.

    Words are found when they are asked for, and are counted (``count``, of several words ``matches``) or not yet; of an expression there is
    no more than ``matches``.
    """

    query: Query = NO_QUERY
    matches: Matches | None = None
    count: int | None = None
    _occurrences: Occurrences | None = None

    @classmethod
    def of_words(cls, searched: Searched, words: str) -> Finding:
        """The places of ``words``, not counted yet; nothing, for white space."""
        return cls(Query(words), _occurrences=Occurrences(searched, words)) if words.strip() else cls()

    @classmethod
    def of_pattern(cls, query: Query, matches: Matches) -> Finding:
        """The matches of an expression, as far as they were found."""
        return cls(query, matches, len(matches))

    def counted(self) -> Finding:
        """The same with its words counted. That takes some tenths of a second for several words in megabytes."""
        occurrences = self._occurrences
        if self.count is not None or occurrences is None:
            return self
        if occurrences.is_one_word:
            return replace(self, count=occurrences.count())
        matches = Matches.of(occurrences.from_offset(0), MOST_COUNTED)
        return replace(self, matches=matches, count=len(matches))

    @property
    def is_quickly_counted(self) -> bool:
        """Whether counting takes a few milliseconds at the most."""
        return self._occurrences is not None and self._occurrences.is_one_word

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
        if self.count is None:
            return f"{words} …"
        number = self._number_at(caret)
        has_more = self.matches is not None and not self.matches.is_whole
        return f"{words} {f'{number:,}' if number else '–'}/{self.count:,}{'+' if has_more else ''}"

    def _number_at(self, offset: int) -> int | None:
        """Which match starts at ``offset``, counted from 1; ``None`` when none does."""
        if self.matches is not None:
            return self.matches.number_at(offset)
        if self._occurrences is None or not self._occurrences.starts_at(offset):
            return None
        return self._occurrences.count(offset) + 1

    @property
    def _places(self) -> Occurrences | Matches:
        if self._occurrences is not None:
            return self._occurrences
        return self.matches or _NONE


_NONE = Matches()

NOTHING = Finding()
"""No search."""
