"""Where the spans of an old version of a text stand in the new one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from reader.core.difference import Edit
from reader.core.span import Span


@dataclass(frozen=True, slots=True)
class Projected:
    """What became of a span of the old text.

    ``span`` is where it stands in the new text: from what became of its first code point to what became of its last, all that came in
    place of an end that was replaced included; empty when nothing came in its place. ``kept`` are the code points of the old span that
    are in the new text. ``edits`` are those that change the inside of the span, in order: what is put in at its very ends is not inside.
    ``ends_kept`` says that neither end was taken out.
    """

    span: Span
    kept: int
    edits: tuple[Edit, ...]
    ends_kept: bool

    @property
    def is_untouched(self) -> bool:
        """Whether the words are the same from end to end."""
        return not self.edits


class Projection:
    """The way from an old text to a new one, as ``edits`` say it, which are sorted, disjoint and do not touch."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._edits = edits
        self._starts = [edit.old.start for edit in edits]
        self._ends = [edit.old.end for edit in edits]

    def project(self, span: Span) -> Projected:
        """What became of ``span``. An empty span lies before what is put in where it is."""
        inside = self._inside(span)
        kept = len(span) - sum(min(edit.old.end, span.end) - max(edit.old.start, span.start) for edit in inside)
        first, last = (inside[0], inside[-1]) if inside else (None, None)
        starts_in = first is not None and first.old.start <= span.start
        ends_in = last is not None and last.old.end >= span.end
        kept_start = self._position if span.is_empty else self._after
        start = first.new.start if first is not None and starts_in else kept_start(span.start)
        end = last.new.end if last is not None and ends_in else self._position(span.end)
        return Projected(Span(start, end), kept, inside, not (starts_in or ends_in))

    def span(self, span: Span) -> Span | None:
        """Where ``span`` stands with all that changed inside it; ``None`` when one of its ends was taken out or replaced."""
        projected = self.project(span)
        return projected.span if projected.ends_kept else None

    def _inside(self, span: Span) -> tuple[Edit, ...]:
        """The edits that take code points out of ``span``, or put some in between two of its own."""
        found = self._edits[bisect_right(self._ends, span.start) : bisect_left(self._starts, span.end)]
        return tuple(found)

    def _after(self, offset: int) -> int:
        """Where the code point at ``offset``, which is kept, stands in the new text."""
        index = bisect_right(self._starts, offset) - 1
        return offset + self._edits[index].new.end - self._edits[index].old.end if index >= 0 else offset

    def _position(self, offset: int) -> int:
        """Where the end of the code point before ``offset``, which is kept, stands in the new text; of what is taken out its start."""
        index = bisect_left(self._starts, offset) - 1
        if index < 0:
            return offset
        edit = self._edits[index]
        return edit.new.start if offset < edit.old.end else offset + edit.new.end - edit.old.end


def inverse(edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """The edits that turn the new text into the old one."""
    return tuple(Edit(edit.new, edit.old) for edit in edits)
