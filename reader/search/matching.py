"""The matches of a query in one text, whichever sort of query it is."""

from __future__ import annotations

from collections.abc import Callable

from reader.core.finding import Occurrences, Searched
from reader.core.matches import Matches
from reader.core.query import Query
from reader.search.patterns import Invalid, find_pattern
from reader.sources.bounded import Failure

Find = Callable[[str], Matches | Invalid | Failure]


def finder(query: Query, most: int) -> Find:
    """What gives the first ``most`` matches of ``query`` in a text."""
    if query.is_pattern:
        return lambda text: find_pattern(query, text, most=most)
    words = query.words
    pieces = words.split()
    longest = max(pieces, key=len, default="")

    def find(text: str) -> Matches:
        # A look for one word first: most texts do not have it, and lowering is most of the work.
        if words != words.lower() and longest not in text:
            return Matches()
        return Matches.of(Occurrences(Searched(text), words).from_offset(0), most)

    return find
