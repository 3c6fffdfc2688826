"""Where in a folded text a passage may stand: its words as they are, else what is put together from pieces of it.

The pieces of a passage that was changed in few places mostly stand as they did; where several of them stand in their order, with about
their distances, is a place to look at ("seed and extend", as in W. R. Pearson and D. J. Lipman's FASTA, PNAS 85, 1988).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from reader.core.likeness import Passage
from reader.core.span import Span
from reader.core.version import Version

OCCURRENCES = 100
"""Places of the same words that are compared by their context; of more, those that also have some context in common."""

COMPARED = 8
"""Places of the same words that are compared in every detail."""

LOOKED_AT = 6
"""Places of pieces that are."""

PIECE = 10
"""Code points of a piece."""

PIECES = 32
"""Pieces of a passage that are looked for."""

COMMON = 6
"""Places from which on a piece says nothing."""

LONG = 200
"""Code points of a passage from which on others as long may have been put in between."""

HUGE = 50_000
"""Code points of a passage from which on one place is looked at only."""

DRIFT = 2000
"""Code points that edits within a passage may shift its parts."""

_SHORT_CONTEXT = 12


def occurrences(passage: Passage, text: str, ranges: Sequence[Span], near: int) -> list[Span]:
    """Where in ``ranges`` of ``text`` the quote stands, at most 8.

    Those with the most context in common come first, of these the nearest to ``near``.
    """
    quote = passage.quote
    found = list(islice(_all(quote, text, ranges), OCCURRENCES + 1))
    if len(found) > OCCURRENCES:
        head, tail = passage.prefix[-_SHORT_CONTEXT:], passage.suffix[:_SHORT_CONTEXT]
        told = [at + len(head) for at in islice(_all(head + quote, text, ranges), OCCURRENCES)] if head else []
        told += islice(_all(quote + tail, text, ranges), OCCURRENCES) if tail else []
        close = islice(_all(quote, text, [Span(max(span.start, near), max(span.end, near)) for span in ranges]), COMPARED)
        found = list(dict.fromkeys([*told, *close, *found[:COMPARED]]))
    spans = [Span(at, at + len(quote)) for at in found]
    if len(spans) <= COMPARED:
        return spans
    return sorted(spans, key=lambda span: (-passage.closeness(text, span), abs(span.start - near)))[:COMPARED]


def approximations(passage: Passage, text: str, ranges: Sequence[Span], near: int) -> list[Span]:
    """What in ``ranges`` of ``text`` may be the passage with changes, at most 6, the most likely first."""
    whole = passage.prefix + passage.quote + passage.suffix
    quote = Span(len(passage.prefix), len(passage.prefix) + len(passage.quote))
    step = max(PIECE, len(whole) // PIECES)
    hits = []
    for offset in range(0, max(1, len(whole) - PIECE + 1), step):
        places = list(islice(_all(whole[offset : offset + PIECE], text, ranges), COMMON))
        if len(places) < COMMON:
            hits += [(at - offset, offset) for at in places]
    drift = min(DRIFT, max(24, len(whole) // 3 if len(whole) < LONG else len(whole)))
    groups = list(_groups(sorted(hits), drift))
    groups.sort(key=lambda group: (-len({offset for _, offset in group}), abs(group[0][0] + quote.start - near)))
    spans = []
    for group in groups[: LOOKED_AT if len(whole) < HUGE else 1]:
        low, high = max(0, group[0][0] - 40), max(0, min(len(text), group[-1][0] + len(whole) + 40))
        landed = Version(whole, text[low:high]).landing(quote).span
        if landed:
            spans.append(Span(low + landed.start, low + landed.end))
    return spans


def _groups(hits: list[tuple[int, int]], drift: int) -> Iterator[list[tuple[int, int]]]:
    """``hits``, sorted by their shift, in groups whose shifts differ by ``drift`` at most."""
    group: list[tuple[int, int]] = []
    for hit in hits:
        if group and hit[0] - group[0][0] > drift:
            yield group
            group = []
        group.append(hit)
    if group:
        yield group


def _all(needle: str, text: str, ranges: Sequence[Span]) -> Iterator[int]:
    """Where ``needle`` stands in ``ranges``, in order, also where it overlaps itself."""
    for span in ranges:
        if len(span) < len(needle):
            continue
        at = text.find(needle, span.start, span.end)
        while at >= 0:
            yield at
            at = text.find(needle, at + 1, span.end)
