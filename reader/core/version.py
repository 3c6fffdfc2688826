"""An older version of a text: what of it still stands, and where."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from reader.core.approximate import parting, similarity
from reader.core.difference import differences
from reader.core.folding import fold
from reader.core.span import Span

SURROUNDINGS = 64
"""Code points on either side of a passage that say whether it stands where it did."""

ISLAND = 12
"""Code points that stand unchanged from which on that is no chance."""


LONGEST = 1000
"""Code points of words put in, up to which it is asked what of them stands for which words taken out."""

_WORD = re.compile(r"\w+")

SHORT = 40
"""Code points of words put in, up to which they stand for those taken out, whatever they are."""

_BEYOND = 0.45
"""What a passage's surroundings count for beyond words that were put in between."""

_ALIKE = 0.45
"""How similar longer ones must be to stand for those taken out."""


@dataclass(frozen=True, slots=True)
class Landing:
    """Where a span went (``None``: nothing is in its place), and how many of its code points still stand there."""

    span: Span | None
    kept: int


class Version:
    """``text`` as it became ``now``."""

    def __init__(self, text: str, now: str) -> None:
        self.text = text
        self._now = now
        self._edits = differences(text, now)
        self._starts = [edit.old.start for edit in self._edits]
        self._ends = [edit.old.end for edit in self._edits]
        self._new_starts = [edit.new.start for edit in self._edits]
        self.fresh = tuple(edit.new for edit in self._edits if edit.new)
        """What the new text has in place of old words, or besides them; sorted."""

    def untouched(self, span: Span) -> Span | None:
        """Where ``span`` stands now, when nothing within it was changed; ``None`` when something was."""
        index = bisect_right(self._ends, span.start)
        if index < len(self._edits) and self._starts[index] < span.end:
            return None
        shift = self._shift(index)
        return Span(span.start + shift, span.end + shift)

    def landing(self, span: Span) -> Landing:
        """Where ``span``, which is not empty, went. Words put in at either end of it are not its own; those put in for its own are."""
        pieces = list(self._kept(span))
        if not pieces:
            return Landing(self._replaced(span), 0)
        first, last = self._first_and_last([piece for piece, _ in pieces])
        start, end = self._now_at(first.start), self._now_at(last.end - 1) + 1
        if first.start > span.start:
            edit = self._edits[bisect_right(self._ends, span.start)]
            outside, inside = Span(edit.old.start, max(span.start, edit.old.start)), Span(max(span.start, edit.old.start), first.start)
            start = self._replacement(edit.new, outside, inside, Span(edit.old.end, edit.old.end), start).start
        if last.end < span.end:
            edit = self._edits[bisect_right(self._ends, last.end)]
            inside, outside = Span(last.end, min(span.end, edit.old.end)), Span(min(span.end, edit.old.end), edit.old.end)
            end = self._replacement(edit.new, Span(last.end, last.end), inside, outside, end).end
        return Landing(Span(start, end), sum(len(piece) for piece, _ in pieces))

    def kept(self, before: Span, after: Span, now: Span) -> tuple[float, float]:
        """The shares of what stood before a passage and after it that still stand, when the passage stands at ``now``.

        What stands by chance does not count; where words were put in between, what is beyond them counts for less than half. Of an empty
        span, all stands.
        """
        return self._standing(before, now.start, is_before=True), self._standing(after, now.end, is_before=False)

    def _standing(self, side: Span, edge: int, *, is_before: bool) -> float:
        if side.is_empty:
            return 1.0
        standing = 0.0
        for piece, whole in self._kept(side):
            if is_before:
                put_in = edge - self._now_at(piece.end - 1) - 1 - (side.end - piece.end)
            else:
                put_in = self._now_at(piece.start) - edge - (piece.start - side.start)
            if whole >= ISLAND:
                standing += len(piece) * (1.0 if put_in <= SHORT else _BEYOND)
        return standing / len(side)

    def stretch(self, offset: int) -> int:
        """The length of the stretch around the code point at ``offset`` that still stands as it did; 0 when that does not."""
        return next((whole for _, whole in self._kept(Span(offset, offset + 1))), 0)

    def is_old(self, span: Span) -> bool:
        """Whether ``span`` of the new text stood, as it is, in the old one."""
        index = bisect_right(self._new_starts, span.start)
        if index < len(self._edits) and self._new_starts[index] < span.end:
            return False
        return index == 0 or self._edits[index - 1].new.end <= span.start

    def _kept(self, span: Span) -> Iterator[tuple[Span, int]]:
        """The stretches of ``span`` that still stand, each with the length of the whole stretch that it is part of."""
        index = bisect_right(self._ends, span.start)
        start = self._ends[index - 1] if index else 0
        while start < span.end:
            end = self._starts[index] if index < len(self._edits) else len(self.text)
            part = Span(max(start, span.start), max(start, span.start, min(end, span.end)))
            if part:
                yield part, end - start
            if index == len(self._edits):
                return
            start = self._ends[index]
            index += 1

    def _first_and_last(self, pieces: list[Span]) -> tuple[Span, Span]:
        """The first and the last of what still stands, but for what other words at an end have in common with the span's."""
        while len(pieces) > 1 and self._is_chance(pieces[-1], Span(pieces[-2].end, pieces[-1].start)):
            pieces.pop()
        while len(pieces) > 1 and self._is_chance(pieces[0], Span(pieces[0].end, pieces[1].start)):
            pieces.pop(0)
        return pieces[0], pieces[-1]

    def _is_chance(self, piece: Span, gap: Span) -> bool:
        """Whether ``piece`` is punctuation, or little, beside words that took the place of those in ``gap`` and are others."""
        edit = self._edits[bisect_left(self._ends, gap.end)]
        if _WORD.search(piece.of(self.text)) and (edit.old.is_empty or 2 * len(piece) >= len(edit.new)):
            return False
        if edit.old.is_empty:
            return len(edit.new) > SHORT
        nothing = Span(edit.old.start, edit.old.start)
        return not self._replacement(edit.new, nothing, edit.old, Span(edit.old.end, edit.old.end), edit.new.start)

    def _replaced(self, span: Span) -> Span | None:
        """What stands for a span of which nothing still stands."""
        edit = self._edits[bisect_right(self._ends, span.start)]
        before, after = Span(edit.old.start, span.start), Span(span.end, edit.old.end)
        return self._replacement(edit.new, before, span, after, edit.new.start) or None

    def _replacement(self, new: Span, before: Span, inside: Span, after: Span, otherwise: int) -> Span:
        """What of ``new``, which replaced three adjoining spans, stands for the middle one; else nothing, at ``otherwise``."""
        nothing = Span(otherwise, otherwise)
        taken = len(before) + len(inside) + len(after)
        if new.is_empty or max(len(new), taken) > LONGEST or len(new) > 2 * taken + SHORT:
            return nothing
        words, middle = new.of(self._now), inside.of(self.text)
        if not before and fold(words[: len(middle)]) == fold(middle) and not _is_joined(middle, words[len(middle) :]):
            return Span(new.start, new.start + len(middle))
        if not after and middle and fold(words[-len(middle) :]) == fold(middle) and not _is_joined(words[: -len(middle)], middle):
            return Span(new.end - len(middle), new.end)
        outer, other = before.of(self.text), after.of(self.text)
        start = parting(outer, middle + other, words) if _WORD.search(outer) else 0
        end = start + parting(middle, other, words[start:]) if _WORD.search(other) else len(words)
        found = words[start:end]
        if (
            len(new) > SHORT
            and not set(_WORD.findall(middle)) <= set(_WORD.findall(found))
            and similarity(fold(found), fold(middle)) < _ALIKE
        ):
            return nothing
        return Span(new.start + start, new.start + end)

    def _now_at(self, offset: int) -> int:
        """Where a code point that still stands does."""
        return offset + self._shift(bisect_right(self._ends, offset))

    def _shift(self, index: int) -> int:
        """How far what stands between the edits ``index - 1`` and ``index`` has been shifted."""
        if index == 0:
            return 0
        edit = self._edits[index - 1]
        return edit.new.end - edit.old.end


def _is_joined(before: str, after: str) -> bool:
    """Whether a word runs on from one into the other."""
    return before[-1:].isalnum() and after[:1].isalnum()
