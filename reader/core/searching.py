"""Where a passage stands now, when the text that it was marked in is not known any more: quote and context are all there is to go by."""

from __future__ import annotations

from reader.core.anchor import CONTEXT, Outcome, Resolution, Selector
from reader.core.likeness import WORDS, Passage
from reader.core.places import GONE, MARGIN, Place, Places, lost, taken
from reader.core.span import Span

_TELLING = 16
"""Code points next to a quote that are sought to know whether its place is still there."""

_FAR = 1000
"""Code points that may have been put in between a quote and its context."""


def search(places: Places, selector: Selector) -> Resolution:
    """Where ``selector`` stands, sought everywhere."""
    text = places.document.text
    passage = Passage(selector.quote, selector.prefix, selector.suffix)
    here = selector.span
    has_context = bool(selector.prefix or selector.suffix)
    if has_context and here.of(text) == selector.quote and standing_sides(text, here, selector) == 2:
        return Resolution(Outcome.EXACT, here, 1.0)
    found = places.exact(passage, selector, here.start)
    if not found or found[0].likeness.context < 0.6:
        found = sorted([*found, *places.approximate(passage, selector, here.start)], key=lambda place: -place.score)
    is_single = sum(place.likeness.quote > 0.99 for place in found) == 1
    fit = [place for place in found if _fits(places, place, passage, selector, is_single=is_single)]
    if fit and all(fit[0].score - place.score >= MARGIN or place.span.overlaps(fit[0].span) for place in found):
        if not fit[0].is_same:
            return taken(fit[0], Outcome.EDITED, fit[1:])
        return taken(fit[0], Outcome.EXACT if fit[0].span == here else Outcome.MOVED, fit[1:])
    if fit:
        return lost(Outcome.AMBIGUOUS, found, "its words stand in several places alike")
    near = [place for place in found if place.likeness.quote > 0.8]
    if len(near) == 1 and near[0].is_same and passage.length >= 0.6 and not _is_vacant(passage, places.folded.text):
        return taken(near[0], Outcome.MOVED)
    if near:
        return lost(Outcome.AMBIGUOUS, near, "its words stand only between other words than they did")
    return lost(Outcome.ORPHAN, [place for place in found if place.score > 0.4], GONE)


def _is_vacant(passage: Passage, text: str) -> bool:
    """Whether what stood around the passage is still there, somewhere without it."""
    sides = (passage.prefix[-_TELLING:], passage.suffix[:_TELLING])
    return any(len(side.strip()) >= _TELLING // 2 and side in text for side in sides)


def _fits(places: Places, place: Place, passage: Passage, selector: Selector, *, is_single: bool) -> bool:
    """Whether there is enough to say for a place."""
    quote, context, length = place.likeness.quote, place.likeness.context, passage.length
    least = place.likeness.least
    sides = standing_sides(places.document.text, place.span, selector)
    if max(len(selector.prefix), len(selector.suffix)) > CONTEXT and sides < 2:
        return False  # Another place had the same context but for its ends.
    if length < WORDS and ((least < 0.7 and not is_single) or not sides):
        return False
    if context < 0.97 and _is_elsewhere(places, place, passage):
        return False
    if quote > 0.99:
        return context >= 0.35 + 0.35 * (1 - length)
    if passage.is_word:
        return quote >= 0.7 and context >= 0.8
    if least < 0.3 and quote < 0.8:
        return False
    return (quote >= 0.5 and context >= 0.6) or (quote >= 0.75 and context >= 0.35 and length > 0.6)


def standing_sides(text: str, span: Span, selector: Selector) -> int:
    """On how many sides of ``span`` all that stood there still does, letter by letter."""
    return text.endswith(selector.prefix, 0, span.start) + text.startswith(selector.suffix, span.end)


def _is_elsewhere(places: Places, place: Place, passage: Passage) -> bool:
    """Whether context that is not at a place stands far from it: then the passage was there."""
    text, span = places.folded.text, places.folded.folded(place.span)
    around = Span(max(0, span.start - _FAR), span.end + _FAR)
    sides = ((place.likeness.before, passage.prefix[-_TELLING:]), (place.likeness.after, passage.suffix[:_TELLING]))
    return any(
        likeness is not None
        and likeness < 0.3
        and len(piece.strip()) >= _TELLING // 2
        and (text.find(piece, 0, around.start) >= 0 or text.find(piece, around.end) >= 0)
        for likeness, piece in sides
    )
