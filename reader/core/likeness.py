"""How much a place in a text is like the passage that a selector was made on."""

from __future__ import annotations

from dataclasses import dataclass

from reader.core.anchor import CONTEXT
from reader.core.approximate import common, distances_from_start, similarity
from reader.core.difference import differences
from reader.core.folding import fold
from reader.core.span import Span

LONG = 60
"""Code points of a quote that say by themselves what it is."""

WORDS = 0.5
"""The length, of 1, below which a quote is a name or a few words."""

DETAILED = 1500
"""Code points of a quote up to which every letter is compared; longer ones are by words."""

_LINE = 16
"""Code points besides the quote from which on its line tells it."""

_TELLING = 6
"""Code points of context that say nothing yet."""

_CHANCE = 0.4
"""How similar two stretches of one language are for no reason."""

_NEAR = 250
"""Code points that may have been put in between a quote and its context."""

_DISPLACED = 0.4
"""What context is worth that still stands before, or after, but not at once."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How similar quote and context are, each in 0..1. A side is ``None`` where the text began or ended: there is nothing to compare."""

    quote: float
    before: float | None
    after: float | None

    @property
    def context(self) -> float:
        """Both sides as one: an edit on one side is common, so the better counts for more."""
        sides = [side for side in (self.before, self.after) if side is not None]
        if len(sides) < 2:
            return 0.9 * sum(sides)
        return 0.7 * max(sides) + 0.3 * min(sides)

    @property
    def least(self) -> float:
        """The less similar side; where there is one side only, that counts when it is the same altogether."""
        if self.before is None or self.after is None:
            return float(1.0 in (self.before, self.after))
        return min(self.before, self.after)


class Passage:
    """A quote with what stood before and after it, as they are compared.

    A name or a few words are told by their own line, where that has any other words: the paragraphs around may stand unchanged while
    theirs was written anew.
    """

    def __init__(self, quote: str, prefix: str, suffix: str) -> None:
        self.quote = fold(quote).strip() or fold(quote) or quote
        self.length = min(1.0, len(self.quote) / LONG)
        self.is_word = len(self.quote.split()) < 2
        before, after = own_line(self.length, prefix, suffix)
        self.prefix, self.suffix = fold(before), fold(after)
        self._begins, self._ends = len(prefix) < CONTEXT and before == prefix, len(suffix) < CONTEXT and after == suffix

    def likeness(self, text: str, span: Span) -> Likeness:
        """How much ``span`` of a folded text is like it."""
        quote = _similarity(self.quote, span.of(text).strip())
        before = text[max(0, span.start - len(self.prefix) - _NEAR) : span.start]
        after = text[span.end : span.end + len(self.suffix) + _NEAR]
        is_same = before.endswith(self.prefix) and after.startswith(self.suffix)
        if is_same and len(self.prefix) + len(self.suffix) >= _TELLING:
            return Likeness(quote, 1.0, 1.0)
        return Likeness(
            quote,
            _side(self.prefix[::-1], before[::-1], is_last=self._begins),
            _side(self.suffix, after, is_last=self._ends),
        )

    def closeness(self, text: str, span: Span) -> int:
        """How many code points of context, counted outwards, are the same at ``span`` of a folded text; cheaper than its likeness."""
        before = text[max(0, span.start - CONTEXT) : span.start]
        return common(self.prefix[::-1], before[::-1]) + common(self.suffix, text[span.end : span.end + CONTEXT])


def _similarity(quote: str, words: str) -> float:
    if quote == words:
        return 1.0
    if not quote or not words:
        return 0.0
    if max(len(quote), len(words)) <= DETAILED:
        return similarity(quote, words)
    changed = sum(max(len(edit.old), len(edit.new)) for edit in differences(quote, words))
    return max(0.0, 1 - changed / max(len(quote), len(words)))


def own_line(length: float, prefix: str, suffix: str) -> tuple[str, str]:
    """What of the context of a quote (its length in 0..1) says something of it."""
    if length >= WORDS:
        return prefix, suffix
    before, after = prefix.rpartition("\n")[2], suffix.partition("\n")[0]
    return (before, after) if len(before) + len(after) >= _LINE else (prefix, suffix)


def _side(context: str, found: str, *, is_last: bool) -> float | None:
    """How similar what follows is, read outwards from the quote. ``is_last``: there the text ended."""
    if is_last and context.strip() == found.strip():
        return 1.0
    if len(context) < _TELLING:
        return None
    if found.startswith(context):
        return 1.0
    room = found[: len(context) + len(context) // 4]
    apart = distances_from_start(context, room)[0]
    near = max((1 - apart / len(context) - _CHANCE) / (1 - _CHANCE), common(context, found) / max(CONTEXT, len(context)))
    if near < _DISPLACED and len(context) >= 16 and context[:20] in found:
        return _DISPLACED
    return max(0.0, near)
