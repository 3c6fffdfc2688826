"""Which of several documents a text may go on from, told by the passages that were marked in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

SHARE = 0.5
"""The share of a document's marked passages that must be in the text."""

LETTERS = 40
"""Code points that the passages in the text must have together: a few names stand in many texts."""

ASKED = 20
"""Passages, the longest ones, that are looked for first: most documents have nothing to do with the text."""


@dataclass(frozen=True, slots=True)
class Precursor:
    """A document (its id) that a text may go on from: of its ``asked`` different marked passages, ``found`` are in the text."""

    document: str
    found: int
    asked: int


def likeliest(text: str, passages: Mapping[str, Iterable[str]]) -> Precursor | None:
    """The document with the greatest share of its ``passages`` in ``text``; ``None`` when no share tells anything."""
    precursors = (precursor for document in passages if (precursor := _precursor(text, document, passages[document])))
    return max(precursors, key=lambda precursor: (precursor.found / precursor.asked, precursor.found, precursor.document), default=None)


def _precursor(text: str, document: str, passages: Iterable[str]) -> Precursor | None:
    longest = sorted({passage for passage in passages if passage.strip()}, key=lambda passage: (-len(passage), passage))
    found: list[str] = []
    for asked, passage in enumerate(longest, 1):
        if asked == ASKED and len(found) < SHARE * ASKED / 2:
            return None
        if passage in text:
            found.append(passage)
    is_telling = len(found) >= SHARE * len(longest) and sum(map(len, found)) >= LETTERS
    return Precursor(document, len(found), len(longest)) if is_telling else None
