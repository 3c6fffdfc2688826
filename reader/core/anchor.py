"""How a span is written down so that it can be found again in its document.

The parts are those of the W3C Web Annotation Data Model, §4.2.4 (text quote) and §4.2.5 (text position).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from reader.core.document import digest_of_text
from reader.core.span import Span

CONTEXT = 32
"""Code points of context kept on either side, where the text has them."""


@dataclass(frozen=True, slots=True)
class Selector:
    """A span as it was when it was marked: its place, its words, and up to 32 code points on either side.

    ``text`` is the digest of the canonical text that it was made on (empty: not known). ``block`` is the id of the post that it lies in
    (empty: in none, or not known).
    """

    start: int
    end: int
    quote: str
    prefix: str = ""
    suffix: str = ""
    text: str = ""
    block: str = ""

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Anchored:
    """Where the words of a selector stand now; ``moved`` when that is not where they stood."""

    span: Span
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Orphan:
    """The words of a selector are not in the text, or stand in several places alike."""

    reason: str


Resolution: TypeAlias = Anchored | Orphan


def describe(text: str, span: Span) -> Selector:
    """The selector of ``span`` in ``text``. ``ValueError`` when the span is empty or leaves the text."""
    if span.is_empty or span.end > len(text):
        raise ValueError(f"nothing to select at {span.start} to {span.end}")
    return Selector(
        span.start,
        span.end,
        span.of(text),
        text[max(0, span.start - CONTEXT) : span.start],
        text[span.end : span.end + CONTEXT],
        digest_of_text(text),
    )


def resolve(text: str, selector: Selector) -> Resolution:
    """Where ``selector`` stands in ``text``.

    The old place is right when its words and the context on one side agree, or when the words stand nowhere else. Otherwise every
    place of the exact words is compared by its context, and one is taken only when it agrees with more of the
    context than any other. ``resolve(text, describe(text, span))`` is ``span``.
    """
    quote = selector.quote
    if not quote:
        return Orphan("the mark has no words")
    if text[selector.start : selector.end] == quote and _context_agrees(text, selector):
        return Anchored(selector.span)
    places = _places(text, quote)
    if not places:
        return Orphan("its words are no longer in the text")
    scored = sorted(((_shared_context(text, selector, at), at) for at in places), reverse=True)
    if len(scored) > 1 and scored[0][0] == scored[1][0]:
        return Orphan(f"its words now stand in {len(places)} places alike")
    start = scored[0][1]
    return Anchored(Span(start, start + len(quote)), moved=start != selector.start)


def _context_agrees(text: str, selector: Selector) -> bool:
    """Whether the words on one side are still the same; no words on a side, at an end of the text, prove nothing."""
    if not selector.prefix and not selector.suffix:
        return True
    is_after = bool(selector.prefix) and text.endswith(selector.prefix, 0, selector.start)
    return is_after or (bool(selector.suffix) and text.startswith(selector.suffix, selector.end))


def _places(text: str, quote: str) -> list[int]:
    places, at = [], text.find(quote)
    while at >= 0:
        places.append(at)
        at = text.find(quote, at + 1)
    return places


def _shared_context(text: str, selector: Selector, at: int) -> int:
    """How many code points of context, counted outwards from the quote, are the same at ``at``."""
    end = at + len(selector.quote)
    before = _common(reversed(text[max(0, at - CONTEXT) : at]), reversed(selector.prefix))
    return before + _common(text[end : end + CONTEXT], selector.suffix)


def _common(one: Iterable[str], other: Iterable[str]) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
