"""Where a passage of an older version stands now, when that version's text is known.

What stood elsewhere in the old text is never taken for the passage: only words that are where the differences say that it went, or that are
new in the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from reader.core.anchor import CONTEXT, Outcome, Resolution, Selector, context_of
from reader.core.approximate import common
from reader.core.likeness import WORDS, Passage, own_line
from reader.core.places import GONE, MARGIN, Place, Places, lost, taken, whole_words
from reader.core.span import Span
from reader.core.text import trim
from reader.core.version import SURROUNDINGS, Version

_RIVALS = 50
"""Other places of the quote in the old text that are looked at."""

_SENTENCE = 0.33
"""The length, of 1, from which on a quote is told from others by itself."""

_TOUCHING = 8
"""Code points of context that a name or a word must have in common with another for that to be looked at."""

_BRACKETED = 0.5
"""The share of the surroundings on one side that must still stand around a passage for it to be in its place."""

_BARELY = 0.4
"""The share on the worse side from which on a passage that still begins or ends its line is in its place."""

_UNTOUCHED = 0.9
"""The share of the surroundings on both sides that leaves no doubt."""

_STRETCH = 24
"""Code points that must still stand together with a name or a word, when one side of its surroundings is gone."""

_RECOGNISABLE, _RECOGNISABLE_WORD = 0.5, 0.7
"""How similar changed words, or a changed word, must be to the quote, in the same place."""

_AHEAD = 0.1
"""How much more its surroundings must be those of the passage than those of another place with the same words."""

_MOSTLY = 0.5
"""The share that must still stand when both sides do too, whatever was put in between."""

_STANDING = 0.4
"""The share of a quote that must still stand as it did for its words not to be judged one by one."""


def trace(places: Places, version: Version, selector: Selector) -> Resolution | None:
    """What became of ``selector``; ``None`` when it was not made on that version."""
    span = selector.span
    if span.end > len(version.text) or span.of(version.text) != selector.quote:
        return None
    before = min(span.start, max(CONTEXT, len(selector.prefix)))
    after = min(len(version.text) - span.end, max(CONTEXT, len(selector.suffix)))
    untouched = version.untouched(Span(span.start - before, span.end + after))
    if untouched is not None:
        start = untouched.start + before
        return Resolution(Outcome.EXACT, Span(start, start + len(span)), 1.0)
    return _Trace(places, version, selector).resolution()


class _Trace:
    def __init__(self, places: Places, version: Version, selector: Selector) -> None:
        self.places, self.version, self.selector = places, version, selector
        self.text, self.old = places.document.text, version.text
        self.landing = version.landing(selector.span)
        self.passage = Passage(selector.quote, *context_of(self.old, selector.span))

    def resolution(self) -> Resolution:
        landed = self._landed()
        if landed and self._is_in_place(landed):
            return taken(landed, Outcome.EXACT if landed.is_same else Outcome.EDITED)
        fresh = self._fresh()
        fit = [place for place in (*([landed] if landed else []), *fresh) if self._fits(place)]
        fit.sort(key=lambda place: -place.score)
        if fit and (len(fit) == 1 or fit[0].score - fit[1].score >= MARGIN):
            return taken(fit[0], Outcome.MOVED if fit[0].is_same else Outcome.EDITED, fit[1:])
        others = self.places.exact(self.passage, self.selector, self._near())
        if fit:
            return lost(Outcome.AMBIGUOUS, [*fit, *others], f"it may be any of {len(fit)} places")
        near = [place for place in fresh if place.likeness.quote > 0.8]
        if near:
            return lost(Outcome.AMBIGUOUS, [*near, *others], "it was taken out of its place, and may have been put in elsewhere")
        if others:
            return lost(Outcome.ORPHAN, others, "it was taken out of the text; the same words elsewhere are not its own")
        return lost(Outcome.ORPHAN, [landed] if landed and landed.likeness.quote > 0.2 else [], GONE)

    def _landed(self) -> Place | None:
        """The place where the differences say that the passage is; ``None`` when nothing of it still stands."""
        span = self.landing.span
        if span is None:
            return None
        if span.of(self.text) != self.selector.quote:
            span = trim(self.text, span)
        return self.places.at(whole_words(self.text, span, self.selector), self.passage, self.selector) if span else None

    def _is_in_place(self, place: Place) -> bool:
        least, most = self._surroundings(place)
        if least < _UNTOUCHED and not self._beats(self._rivals(place), place):
            return False
        if place.is_same and self.passage.length >= WORDS:
            return most >= _BRACKETED
        if place.is_same:
            return (
                least >= _BRACKETED or (most >= _BRACKETED and self._stretch() >= _STRETCH) or (least >= _BARELY and self._edges_its_line())
            )
        if most < _BRACKETED:
            return False
        standing = self.landing.kept / len(self.selector.quote)
        if standing >= _MOSTLY and least >= _BRACKETED:
            return True
        if self.passage.is_word or standing < _STANDING:
            return place.likeness.quote >= _RECOGNISABLE_WORD
        return place.likeness.quote >= _RECOGNISABLE

    def _surroundings(self, place: Place) -> tuple[float, float]:
        """How much of what stood on either side still does, the less first. Where the text began or ended, the other side counts."""
        span = self.selector.span
        words = own_line(self.passage.length, *context_of(self.old, span, SURROUNDINGS))
        before, after = Span(span.start - len(words[0]), span.start), Span(span.end, span.end + len(words[1]))
        shares = self.version.kept(before, after, place.span)
        sides = [share for share, side in zip(shares, (before, after), strict=True) if side]
        return min(sides, default=1.0), max(sides, default=1.0)

    def _edges_its_line(self) -> bool:
        """Whether the quote begins or ends a line as it did, and what stood before or after that line still stands there."""
        span, old = self.selector.span, self.old
        start = old.rfind("\n", 0, span.start) + 1
        if not old[start : span.start].strip() and self.version.untouched(Span(max(0, start - _STRETCH), span.end)):
            return True
        end = old.find("\n", span.end)
        end = len(old) if end < 0 else end
        return not old[span.end : end].strip() and self.version.untouched(Span(span.start, min(len(old), end + _STRETCH))) is not None

    def _stretch(self) -> int:
        """How many code points next to the quote still stand with it."""
        return self.version.stretch(self.selector.start) - len(self.selector.quote)

    def _fresh(self) -> list[Place]:
        """The places among the words that are new in the text."""
        least = len(self.selector.quote) // 2
        ranges = [Span(max(0, span.start - 16), min(len(self.text), span.end + 16)) for span in self.version.fresh if len(span) >= least]
        if not ranges:
            return []
        near = self._near()
        found = self.places.exact(self.passage, self.selector, near, ranges)
        if not found and not self.passage.is_word:
            found = self.places.approximate(self.passage, self.selector, near, ranges)
        return [place for place in found if not self.version.is_old(place.span)]

    def _near(self) -> int:
        return self.landing.span.start if self.landing.span else self.selector.start

    def _fits(self, place: Place) -> bool:
        """Whether there is enough to say for a place that is new in the text, and nothing else of the old text can have become it."""
        quote, context, length = place.likeness.quote, place.likeness.context, self.passage.length
        rivals = self._rivals(place)
        if not self._beats(rivals, place):
            return False
        if quote > 0.99:
            tells_itself = length >= _SENTENCE and len(self.selector.quote.split()) >= 4 and not rivals
            return tells_itself or (context >= 0.35 + 0.3 * (1 - length) and (length >= WORDS or place.likeness.least >= 0.7))
        return (quote >= 0.6 and context >= 0.4 and not self.passage.is_word) or (quote >= 0.8 and length > 0.6)

    def _rivals(self, place: Place) -> list[Span]:
        """Where else in the old text the quote stood, or what is at ``place``, but for what still stands where it did.

        Of a name or a word, those places that have some of the context of ``place``.
        """
        words = place.span.of(self.text)
        if self.passage.length < _SENTENCE:
            before, after = context_of(self.text, place.span, _TOUCHING)
            needles = {(before, words, ""), ("", words, after)}
        else:
            needles = {("", self.selector.quote, ""), ("", words, "")}
        spans = {
            Span(at + len(before), at + len(before) + len(needle))
            for before, needle, after in needles
            for at in islice(_all(before + needle + after, self.old), _RIVALS)
        }
        mine = self.selector.span
        return sorted(span for span in spans if not span.overlaps(mine) and self.version.untouched(span) in (None, place.span))

    def _beats(self, rivals: Sequence[Span], place: Place) -> bool:
        """Whether what stands around ``place`` is more like what stood around the passage than around any of ``rivals``."""
        new, old = self.text, self.old
        if not rivals:
            return True
        nearest = sorted(rivals, key=lambda rival: -_shared(old, rival, new, place.span))[:3]
        folded = self.places.folded
        span = folded.folded(place.span)
        mine = self._context_at(self.selector.span, span)
        return all(mine - self._context_at(rival, span) >= _AHEAD for rival in nearest)

    def _context_at(self, old: Span, folded: Span) -> float:
        """How much what stands around a span of the folded text is like what stood around one of the old text, whatever their words."""
        before, after = context_of(self.old, old, SURROUNDINGS)
        return Passage(self.selector.quote, before, after).likeness(self.places.folded.text, folded).context


def _shared(old: str, was: Span, new: str, now: Span) -> int:
    """How many code points around the two spans are the same, counted outwards."""
    before, after = context_of(old, was)
    here_before, here_after = context_of(new, now)
    return common(before[::-1], here_before[::-1]) + common(after, here_after)


def _all(words: str, text: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)
