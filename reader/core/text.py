"""Spans that respect what readers take for characters."""

from __future__ import annotations

from enum import StrEnum
from typing import assert_never

from reader.core.graphemes import grapheme_at, is_boundary, next_grapheme, previous_grapheme
from reader.core.span import Span


class Snap(StrEnum):
    """What becomes of a span that begins or ends inside a grapheme."""

    STRICT = "strict"
    EXPAND = "expand"
    CONTRACT = "contract"


def snap(text: str, span: Span, how: Snap) -> Span:
    """``span`` with both ends on grapheme boundaries of ``text``.

    EXPAND takes in every grapheme that the span touches, CONTRACT keeps those that lie in it whole (none: an empty span at its start's
    next boundary, or at its end's last one where that comes first). STRICT changes nothing, and raises ``ValueError`` when an end splits a
    grapheme. An empty span inside a grapheme is moved to the grapheme's start. Ends past the text raise ``ValueError``.
    """
    if span.end > len(text):
        raise ValueError(f"the span {span.start} to {span.end} leaves a text of {len(text)}")
    starts, ends = is_boundary(text, span.start), is_boundary(text, span.end)
    if starts and ends:
        return span
    match how:
        case Snap.STRICT:
            raise ValueError(f"the span {span.start} to {span.end} splits a character")
        case _ if span.is_empty:
            start = grapheme_at(text, span.start).start
            return Span(start, start)
        case Snap.EXPAND:
            start = span.start if starts else previous_grapheme(text, span.start)
            return Span(start, span.end if ends else next_grapheme(text, span.end))
        case Snap.CONTRACT:
            start = span.start if starts else next_grapheme(text, span.start)
            end = span.end if ends else previous_grapheme(text, span.end)
            return Span(min(start, end), end)
        case _:
            assert_never(how)


def trim(text: str, span: Span) -> Span:
    """``span`` without the white space at its ends; of white space alone an empty span at its start."""
    words = span.of(text)
    ink = words.strip()
    if not ink:
        return Span(span.start, span.start)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(ink))
