"""Lines in context: matches of a search with what stands on either side, and the orders in which they are read (KWIC)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from reader.core.folding import fold
from reader.core.graphemes import next_grapheme, previous_grapheme
from reader.core.span import Span

CONTEXT = 120
"""Code points on either side that are looked at."""

LONGEST = 200
"""Code points of a match that are kept to be shown."""

WORDS = 3
"""Words on either side by which lines are sorted, the nearest first."""

_NEAR = 64
"""Code points on either side in which those words are looked for."""

_WORD = re.compile(r"\w+(?:[-'’]\w+)*")


class Order(StrEnum):
    """What lines in context are sorted by."""

    DOCUMENT = "document"
    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class ContextLine:
    """A match with its surroundings: ``left`` and ``right`` begin and end anywhere, and are one line each, as is ``match``.

    ``entry`` is the number of its document, ``span`` where it stands in that. ``before`` and ``after`` are the nearest words on either
    side as they are compared, the nearest first.
    """

    entry: int
    path: str
    span: Span
    left: str
    match: str
    right: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    @property
    def place(self) -> tuple[int, int]:
        """What sorts lines by document."""
        return (self.entry, self.span.start)


def context_line(entry: int, path: str, text: str, span: Span) -> ContextLine:
    """The line of the match on ``span`` of a document's ``text``."""
    start = max(0, span.start - CONTEXT)
    end = min(len(text), span.end + CONTEXT)
    if start:
        start = next_grapheme(text, start - 1)
    if end < len(text):
        end = previous_grapheme(text, end + 1)
    left, right = text[min(start, span.start) : span.start], text[span.end : max(end, span.end)]
    before = tuple(reversed(_WORD.findall(_compared(left[-_NEAR:]))[-WORDS:]))
    after = tuple(_WORD.findall(_compared(right[:_NEAR]))[:WORDS])
    return ContextLine(entry, path, span, _line(left), _match(text, span), _line(right), before, after)


def stands_in(line: ContextLine, text: str) -> bool:
    """Whether the match of ``line`` still stands in a document's ``text`` where it was found."""
    return line.span.end <= len(text) and _match(text, line.span) == line.match


def in_order(lines: Iterable[ContextLine], order: Order) -> list[ContextLine]:
    """``lines`` sorted; those that are alike stay in the order of the documents."""
    match order:
        case Order.DOCUMENT:
            return sorted(lines, key=lambda line: line.place)
        case Order.LEFT:
            return sorted(lines, key=lambda line: (line.before, line.place))
        case Order.RIGHT:
            return sorted(lines, key=lambda line: (line.after, line.place))


def _match(text: str, span: Span) -> str:
    return _line(text[span.start : min(span.end, span.start + LONGEST)])


def _compared(words: str) -> str:
    return words.lower() if words.isascii() else fold(words)


def _line(words: str) -> str:
    """``words`` with each run of white space as one space, also at the ends."""
    joined = " ".join(words.split())
    if not joined:
        return " " if words else ""
    return f"{' ' if words[0].isspace() else ''}{joined}{' ' if words[-1].isspace() else ''}"
