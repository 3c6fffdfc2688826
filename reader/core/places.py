"""The places in a document that may be a passage, each with what there is to say for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reader.core.anchor import Candidate, Outcome, Resolution, Selector
from reader.core.document import Document
from reader.core.folding import Folded
from reader.core.likeness import Likeness, Passage
from reader.core.seeking import approximations, occurrences
from reader.core.span import Span
from reader.core.text import Snap, snap, trim

LISTED = 8
"""Candidates that are handed on at most."""

GONE = "its words are no longer in the text"

_REASONS = {Outcome.MOVED: "it was moved", Outcome.EDITED: "its words were changed"}

MARGIN = 0.08
"""How much more than for the next best there must be to say for a place."""

_SHORT, _LONG = 0.35, 0.65
"""What the quote counts for, of 1, in the score of a word and of a sentence."""

_EDGE = 8
"""Code points by which a place that was pieced together may miss the quote's ends."""

_POSITION, _BLOCK = 0.03, 0.02
"""What the distance to the old offset counts for, and lying in the same post."""


@dataclass(frozen=True, slots=True)
class Place:
    """A span of a document's text that may be the passage. ``score`` lies in 0..1. ``is_same``: the words are the quote's, unchanged."""

    span: Span
    likeness: Likeness
    score: float
    is_same: bool


class Places:
    """The places in ``document``, which is folded when that is first needed."""

    def __init__(self, document: Document, folded: Folded | None = None) -> None:
        self.document = document
        self._folded = folded

    def on(self, document: Document) -> Places:
        """The places of the same text cut into other blocks."""
        return Places(document, self._folded)

    @property
    def folded(self) -> Folded:
        if self._folded is None:
            self._folded = Folded(self.document.text)
        return self._folded

    def exact(self, passage: Passage, selector: Selector, near: int, ranges: Sequence[Span] | None = None) -> list[Place]:
        """Where the words stand, but for typography; the best first. ``near`` and ``ranges`` are of the document's text."""
        return self._found(occurrences(passage, self.folded.text, *self._where(near, ranges)), passage, selector, near)

    def approximate(self, passage: Passage, selector: Selector, near: int, ranges: Sequence[Span] | None = None) -> list[Place]:
        """Where the words may stand with changes; the best first."""
        return self._found(approximations(passage, self.folded.text, *self._where(near, ranges)), passage, selector, near)

    def at(self, span: Span, passage: Passage, selector: Selector) -> Place:
        """The place ``span``, whatever stands there."""
        return self._judged(span, self.folded.folded(span), passage, selector, span.start)

    def _where(self, near: int, ranges: Sequence[Span] | None) -> tuple[Sequence[Span], int]:
        folded = self.folded
        near = folded.folded(Span(near, near)).start if near < len(self.document.text) else len(folded.text)
        return [Span(0, len(folded.text))] if ranges is None else [folded.folded(span) for span in ranges], near

    def _found(self, spans: Iterable[Span], passage: Passage, selector: Selector, near: int) -> list[Place]:
        places = {(place := self._place(span, passage, selector, near)).span: place for span in spans}
        return sorted((place for place in places.values() if place.span), key=lambda place: (-place.score, place.span))

    def _place(self, span: Span, passage: Passage, selector: Selector, near: int) -> Place:
        return self._judged(self._readable(self.folded.original(span), selector), span, passage, selector, near)

    def _readable(self, span: Span, selector: Selector) -> Span:
        """``span`` as it would be marked: the quote itself where it stands there, else whole words without white space around them."""
        text, quote = self.document.text, selector.quote
        around = len(quote) - len(quote.strip()) + _EDGE
        start = text.find(quote, max(0, span.start - around), span.end + around)
        if start >= 0 and span.overlaps(Span(start, start + len(quote))):
            return whole_words(text, Span(start, start + len(quote)), selector)
        span = trim(text, snap(text, span, Snap.EXPAND))
        return whole_words(text, span, selector) if span else span

    def _judged(self, span: Span, folded: Span, passage: Passage, selector: Selector, near: int) -> Place:
        likeness = passage.likeness(self.folded.text, folded)
        weight = _SHORT + (_LONG - _SHORT) * passage.length
        apart = abs(span.start - near) / (1 + len(self.document.text))
        score = weight * likeness.quote + (1 - weight - _POSITION - _BLOCK) * likeness.context
        score += _POSITION * (1 - min(1.0, 4 * apart)) + _BLOCK * self._same_block(span, selector)
        return Place(span, likeness, score, span.of(self.document.text) == selector.quote)

    def _same_block(self, span: Span, selector: Selector) -> bool:
        post = self.document.post_at(span.start)
        return (post.id if post and post.span.covers(span) else "") == selector.block


def taken(place: Place, outcome: Outcome, others: Iterable[Place] = ()) -> Resolution:
    """The resolution that takes ``place``. ``others`` are worth a look besides."""
    return Resolution(outcome, place.span, round(min(1.0, place.score), 3), _candidates([place, *others]), _REASONS.get(outcome, ""))


def lost(outcome: Outcome, places: Iterable[Place], reason: str) -> Resolution:
    """The resolution that takes none of ``places``."""
    return Resolution(outcome, None, 0.0, _candidates(places), reason)


def _candidates(places: Iterable[Place]) -> tuple[Candidate, ...]:
    """The first few of ``places`` as they are handed on, none twice."""
    best: dict[Span, float] = {}
    for place in places:
        best.setdefault(place.span, round(min(1.0, place.score), 3))
    return tuple(Candidate(span, confidence) for span, confidence in list(best.items())[:LISTED])


def whole_words(text: str, span: Span, selector: Selector) -> Span:
    """``span`` without halves of words and characters at its ends, unless the selector had such words."""
    start, end = span.start, span.end
    if selector.quote[0].isalnum() and not selector.prefix[-1:].isalnum():
        while start and text[start].isalnum() and text[start - 1].isalnum() and span.start - start < _WORD:
            start -= 1
    if selector.quote[-1].isalnum() and not selector.suffix[:1].isalnum():
        while end < len(text) and text[end - 1].isalnum() and text[end].isalnum() and end - span.end < _WORD:
            end += 1
    return snap(text, Span(start, end), Snap.EXPAND)


_WORD = 32
"""Code points that a word's half is completed by at most."""
