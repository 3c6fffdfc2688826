"""The matches of a search in the order of the text, as many as are known."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from reader.core.span import Span


def _offsets() -> array[int]:
    return array("Q")


@dataclass(frozen=True, slots=True, eq=False)
class Matches:
    """Where matches start and end. They are in order and share no code point. ``is_whole``: there are no others."""

    starts: array[int] = field(default_factory=_offsets)
    ends: array[int] = field(default_factory=_offsets)
    is_whole: bool = True

    @classmethod
    def of(cls, spans: Iterable[Span], most: int) -> Matches:
        """The first ``most`` of ``spans``, which are in order; those that begin within the one before are left out."""
        starts, ends = _offsets(), _offsets()
        at = 0
        rest = iter(spans)
        for span in rest:
            if span.start < at:
                continue
            if len(starts) == most:
                return cls(starts, ends, is_whole=False)
            starts.append(span.start)
            ends.append(span.end)
            at = span.end
        return cls(starts, ends)

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, number: int) -> Span:
        return Span(self.starts[number], self.ends[number])

    def next_from(self, offset: int) -> Span | None:
        """The first match at or after ``offset``, else the first of all."""
        if not self.starts:
            return None
        number = bisect_left(self.starts, offset)
        return self[number if number < len(self) else 0]

    def previous_from(self, offset: int) -> Span | None:
        """The last match before ``offset``, else the last of all."""
        return self[bisect_left(self.starts, offset) - 1] if self.starts else None

    def within(self, span: Span) -> list[Span]:
        """The matches that share a code point with ``span``, in order."""
        first = bisect_right(self.ends, span.start)
        return [self[number] for number in islice(range(first, len(self)), bisect_left(self.starts, span.end) - first)]

    def number_at(self, offset: int) -> int | None:
        """Which match starts at ``offset``, counted from 1; ``None`` when none does."""
        number = bisect_left(self.starts, offset)
        return number + 1 if number < len(self) and self.starts[number] == offset else None
