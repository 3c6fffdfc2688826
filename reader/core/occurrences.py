"""Every occurrence of a name in a text, and in which manner it stands there."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from reader.core.anchor import Selector, describe
from reader.core.document import Document
from reader.core.graphemes import is_boundary
from reader.core.names import name_at
from reader.core.span import Span
from reader.core.words import without_possessive, word_at

PIECE = 1 << 16
"""Code points that are looked through at a time: a thread that looks keeps no other waiting for longer."""

WIDEST_GAP = 8
"""Code points of white space between two words of a name."""

SHORT = 3
"""Code points up to which a name in other letters is another word: *US* and *us*, *May* and *may*."""

BEFORE, AFTER = 24, 80
"""Code points of context that are shown with an occurrence."""


class Manner(IntEnum):
    """How an occurrence stands in the text, what is surest first."""

    NAME = 0
    ALIAS = 1
    HANDLE = 2
    POSSESSIVE = 3
    COMPOUND = 4
    CASE = 5


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A name on ``span``, without its possessive or what else the word goes on with."""

    span: Span
    manner: Manner


@dataclass(frozen=True, slots=True)
class Place:
    """An occurrence that can be marked or refused in the document with the id ``document``, with some words around it.

    ``refusal`` is the id of the record that refuses it already; ``None``: nothing does.
    """

    document: str
    target: Selector
    manner: Manner
    before: str
    after: str
    refusal: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The places in one document, the surest manner first and those refused last. ``marked`` are counted, and not among them.

    ``is_all``: nothing was left out because there were too many.
    """

    document: Document
    places: tuple[Place, ...]
    marked: int
    is_all: bool


def occurrences(document: Document, names: Sequence[str], most: int) -> list[Occurrence]:
    """Where ``names`` stand as whole words, in order and apart, ``most`` at the most. The first is the proper name, the others are aliases.

    Where several could be taken, the first is, then the longest. White space in a name stands for any. Letters are compared without regard
    to case as far as that turns each code point into one. Takes time in proportion to text and number of names.
    """
    text = document.text
    sought = [_Sought(number, name) for number, name in enumerate(dict.fromkeys(names)) if name.split()]
    reach = max((len(one.name) + WIDEST_GAP * len(one.words) for one in sought), default=0)
    found: list[Occurrence] = []
    end = 0
    for start in range(0, len(text), PIECE):
        lowered = _lowered(text[start : start + PIECE + reach])
        for span, one in sorted(_candidates(lowered, start, sought), key=lambda pair: (pair[0].start, -pair[0].end, pair[1].number)):
            if span.start >= end and (manner := _manner(document, span, one)) is not None:
                found.append(Occurrence(span, manner))
                end = span.end
                if len(found) == most:
                    return found
    return found


def placed(
    document: Document, found: Sequence[Occurrence], marked: Collection[Span], refused: Mapping[Span, str], *, is_all: bool = True
) -> Found:
    """The places of those of ``found`` that are not among the spans ``marked``; ``refused`` are spans with the ids of their refusals."""
    left = [one for one in found if one.span not in marked]
    left.sort(key=lambda one: (one.span in refused, one.manner, one.span))
    text = document.text
    places = tuple(
        Place(
            document.id,
            describe(document, one.span),
            one.manner,
            text[max(0, one.span.start - BEFORE) : one.span.start],
            text[one.span.end : one.span.end + AFTER],
            refused.get(one.span),
        )
        for one in left
    )
    return Found(document, places, len(found) - len(left), is_all)


class _Sought:
    """One name: its words, and what finds them in small letters."""

    def __init__(self, number: int, name: str) -> None:
        self.number = number
        self.name = name
        self.words = name.split()
        gap = rf"\s{{1,{WIDEST_GAP}}}"
        self.pattern = re.compile(gap.join(re.escape(_lowered(word)) for word in self.words))

    @property
    def is_handle(self) -> bool:
        return self.name.startswith("@")


def _candidates(lowered: str, shift: int, sought: Sequence[_Sought]) -> Iterator[tuple[Span, _Sought]]:
    """Where the letters of a name stand in a piece of the text that starts at ``shift``; what starts in the next piece is left to that."""
    for one in sought:
        for match in one.pattern.finditer(lowered):
            if match.start() >= PIECE:
                break
            yield Span(shift + match.start(), shift + match.end()), one


def _manner(document: Document, span: Span, one: _Sought) -> Manner | None:
    """How a name stands on ``span``; ``None`` when that is no whole word, or another one in other letters."""
    text, within = document.text, document.passage_at(span.start)
    if not within.covers(span) or not is_boundary(text, span.start) or not is_boundary(text, span.end):
        return None
    first, last = word_at(text, span.start, within), word_at(text, span.end - 1, within)
    is_whole = (first is None or first.start == span.start) and (last is None or last.end == span.end)
    is_possessive = not is_whole and last is not None and without_possessive(text, last).end == span.end
    is_possessive = is_possessive and (first is None or first.start == span.start)
    if not is_whole and not is_possessive and name_at(text, span.start, within) != span:
        return None
    if one.is_handle:
        return Manner.HANDLE
    if span.of(text).split() != one.words:
        return Manner.CASE if len(one.name) > SHORT else None
    if is_possessive:
        return Manner.POSSESSIVE
    if not is_whole:
        return Manner.COMPOUND
    return Manner.NAME if one.number == 0 else Manner.ALIAS


def _lowered(text: str) -> str:
    """``text`` in small letters, one code point for each."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(map(_small, text))


@lru_cache(4096)
def _small(letter: str) -> str:
    small = letter.lower()
    return small if len(small) == 1 else letter
