"""How a span is written down so that it can be found again, and how sure it is that it was.

The parts are those of the W3C Web Annotation Data Model, §4.2.4 (text quote) and §4.2.5 (text position).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reader.core.document import Document, digest_of_text
from reader.core.span import Span

CONTEXT = 32
"""Code points of context kept on either side, where the text has them."""

LONGEST_CONTEXT = 256
"""Code points of context on either side that are kept at most, where fewer do not tell a place from every other."""

SEARCHED = 500_000
"""Code points on either side of a span that are searched for its double: so much is searched within 2 ms, in any text."""

_TELLING = 1024
"""Code points of a quote that are searched for; who has more has no double."""


@dataclass(frozen=True, slots=True)
class Selector:
    """A span as it was when it was marked: its place, its words, and what stood on either side.

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


class Outcome(StrEnum):
    """What became of a selector's words, the better first."""

    EXACT = "exact"
    MOVED = "moved"
    EDITED = "edited"
    AMBIGUOUS = "ambiguous"
    ORPHAN = "orphan"


SEVERITY = tuple(Outcome)
"""The outcomes in order: of several targets, the one that comes last here is the annotation's."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Where a selector's words may stand now. ``confidence`` lies in 0..1."""

    span: Span
    confidence: float


@dataclass(frozen=True, slots=True)
class Resolution:
    """Where a selector's words stand now, and how sure that is.

    EXACT: the same words, in the same place or in one that is known to be the same. MOVED: the same words elsewhere. EDITED: words were
    changed inside. AMBIGUOUS: they may stand in any of the ``candidates``, the best first. ORPHAN: they stand nowhere; ``candidates``
    are what comes nearest, none to a few. ``span`` is ``None`` in the last two. ``reason`` says why, in words that follow on "the mark: ".
    """

    outcome: Outcome
    span: Span | None
    confidence: float
    candidates: tuple[Candidate, ...] = ()
    reason: str = ""


def describe(source: Document | str, span: Span) -> Selector:
    """The selector of ``span`` in a document or a mere text. ``ValueError`` when the span is empty or leaves the text.

    At least 32 code points of context are kept on either side, and more, up to 256, until prefix, quote and suffix together stand only
    once among the half million code points before and after.
    """
    text = source if isinstance(source, str) else source.text
    if span.is_empty or span.end > len(text):
        raise ValueError(f"nothing to select at {span.start} to {span.end}")
    prefix, suffix = context_of(text, span, _telling_context(text, span))
    if isinstance(source, str):
        return Selector(span.start, span.end, span.of(text), prefix, suffix, digest_of_text(text))
    post = source.post_at(span.start)
    block = post.id if post and post.span.covers(span) else ""
    return Selector(span.start, span.end, span.of(text), prefix, suffix, source.digest, block)


def context_of(text: str, span: Span, reach: int = CONTEXT) -> tuple[str, str]:
    """Up to ``reach`` code points before and after ``span``."""
    return text[max(0, span.start - reach) : span.start], text[span.end : span.end + reach]


def _telling_context(text: str, span: Span) -> int:
    """How many code points of context tell ``span`` from every other place."""
    reach = CONTEXT
    end = min(span.end, span.start + _TELLING)
    low, high = max(0, span.start - SEARCHED), end + SEARCHED
    start = max(0, span.start - reach)
    needle = text[start : end + reach]
    at = text.find(needle, low, high)
    while at >= 0 and reach < LONGEST_CONTEXT:
        if at == start:
            low = at + 1
        else:
            # Where the shorter needle did not stand, the longer does not either: what was searched is not searched again.
            reach *= 2
            farther = max(0, span.start - reach)
            low, start = max(low, at - (start - farther)), farther
            needle = text[start : end + reach]
        at = text.find(needle, low, high)
    return reach
