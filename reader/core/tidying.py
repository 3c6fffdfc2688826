"""Edits made readable: coincidences taken in, ends put where sentences and words begin, no character split.

Here an edit is four numbers: it takes ``old[a:b]`` out and puts ``new[c:d]`` in. The steps are those of “semantic cleanup” and
“semantic lossless cleanup” in Neil Fraser's Diff Match and Patch (2006), in words instead of letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeAlias

from reader.core import units
from reader.core.graphemes import is_boundary
from reader.core.matching import shared_end, shared_start

Numbers: TypeAlias = tuple[int, int, int, int]

CHANCE = 3
"""Words in a row that two passages may share by chance."""

LONGEST_CHANCE = 128
"""Code points that these may have."""

SLIDE = 64
"""Code points that an insertion or deletion is moved at most to where a sentence or word begins."""

LONG = 256
"""Code points from which on a replaced word is compared letter by letter at its ends."""

REACH = 1024
"""Code points that are gone through at most to the next boundary between graphemes."""

_SPACE = re.compile(r"\s")
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*\s+\Z")


def tidied(old: str, new: str, edits: Iterable[Numbers]) -> list[Numbers]:
    """``edits``, which are sorted and disjoint, as fewer and clearer ones that turn ``old`` into ``new`` all the same.

    They neither touch nor split a grapheme, and none is empty.
    """
    trimmed = [_trimmed(old, new, edit) for edit in _joined(edits)]
    kept = _without_chance(old, new, [edit for edit in trimmed if edit[0] < edit[1] or edit[2] < edit[3]])
    return _snapped(old, new, _slid(old, new, kept))


def _joined(edits: Iterable[Numbers]) -> list[Numbers]:
    """``edits`` with those that touch made one."""
    joined: list[Numbers] = []
    for a, b, c, d in edits:
        if joined and joined[-1][1] == a and joined[-1][3] == c:
            joined[-1] = (joined[-1][0], b, joined[-1][2], d)
        else:
            joined.append((a, b, c, d))
    return joined


def _trimmed(old: str, new: str, edit: Numbers) -> Numbers:
    """The edit without the white space and punctuation that both sides begin with, and the white space that both end with.

    Of very long words it is without the letters, too.
    """
    a, b, c, d = edit
    if min(b - a, d - c) > LONG and not _SPACE.search(old, a, b) and not _SPACE.search(new, c, d):
        start = shared_start(old, a, b, new, c, d)
        end = shared_end(old, a + start, b, new, c + start, d)
        a, b, c, d = a + start, b - end, c + start, d - end
    while a < b and c < d and old[a] == new[c] and old[a].isspace():
        a, c = a + 1, c + 1
    while a < b and c < d and old[b - 1] == new[d - 1] and old[b - 1].isspace():
        b, d = b - 1, d - 1
    start = 0
    while a + start < b and c + start < d and old[a + start] == new[c + start] and not old[a + start].isalnum():
        start += 1
    if (a + start == b or old[a + start].isspace()) and (c + start == d or new[c + start].isspace()):
        a, c = a + start, c + start
    return a, b, c, d


def _without_chance(old: str, new: str, edits: list[Numbers]) -> list[Numbers]:
    """``edits`` with those made one that only chance parts."""
    kept: list[Numbers] = []
    for edit in edits:
        kept.append(edit)
        while len(kept) > 1 and _is_chance(old, new, kept[-2], kept[-1]):
            _, b, _, d = kept.pop()
            a, _, c, _ = kept.pop()
            kept.append((a, b, c, d))
    return kept


def _is_chance(old: str, new: str, one: Numbers, other: Numbers) -> bool:
    """Whether what two edits leave between them is no word, or few words that are small beside either edit.

    Between two words that were each replaced by one, any word counts.
    """
    if other[0] - one[1] > LONGEST_CHANCE:
        return False
    between = old[one[1] : other[0]]
    shared = [word for word in units.words(between) if any(map(str.isalnum, word))]
    if not shared:
        return "\n" not in between
    ink = sum(len(word.rstrip()) for word in shared)
    is_small = len(shared) <= CHANCE and 2 * ink <= min(max(b - a, d - c) for a, b, c, d in (one, other))
    return is_small and not (_is_exchange(old, new, one) and _is_exchange(old, new, other))


def _is_exchange(old: str, new: str, edit: Numbers) -> bool:
    """Whether an edit puts one word in the place of one."""
    a, b, c, d = edit
    return max(b - a, d - c) <= LONGEST_CHANCE and len(units.words(old[a:b])) == len(units.words(new[c:d])) == 1


def _slid(old: str, new: str, edits: list[Numbers]) -> list[Numbers]:
    """``edits`` with each insertion and deletion, among the places where it says the same, at the clearest."""
    slid: list[Numbers] = []
    for index, (a, b, c, d) in enumerate(edits):
        if (a == b) == (c == d):
            slid.append((a, b, c, d))
            continue
        after = slid[-1][1] if slid else 0
        before = edits[index + 1][0] if index + 1 < len(edits) else len(old)
        shift = _best_shift(*((old, a, b) if a < b else (new, c, d)), min(SLIDE, a - after - 1), min(SLIDE, before - b - 1))
        slid.append((a + shift, b + shift, c + shift, d + shift))
    return slid


def _best_shift(text: str, start: int, end: int, left: int, right: int) -> int:
    """How far to the right (below 0: to the left) the stretch is clearest; of places alike the last."""
    back = 0
    while back < left and text[start - back - 1] == text[end - back - 1]:
        back += 1
    on = 0
    while on < right and text[start + on] == text[end + on]:
        on += 1
    if not back and not on:
        return 0
    return max(range(-back, on + 1), key=lambda shift: (_clarity(text, start + shift) + _clarity(text, end + shift), shift))


def _clarity(text: str, offset: int) -> int:
    """How much of a beginning ``offset`` is: of a paragraph, a sentence, a word; less than nothing within a word."""
    if offset in (0, len(text)) or text[offset - 1] == "\n":
        return 4
    if text[offset - 1].isspace() and not text[offset].isspace():
        return 3 if _SENTENCE_END.search(text, max(0, offset - 8), offset) else 2
    if text[offset - 1].isalnum() and text[offset].isalnum():
        return -4
    return 1 if text[offset].isspace() else 0


def _snapped(old: str, new: str, edits: list[Numbers]) -> list[Numbers]:
    """``edits`` with their ends where graphemes begin in both texts, and those made one that touch then."""
    snapped: list[Numbers] = []
    for index, (a, b, c, d) in enumerate(edits):
        first = snapped[-1][1] if snapped else 0
        for _ in range(min(REACH, max(0, a - first))):
            if is_boundary(old, a) and is_boundary(new, c):
                break
            a, c = a - 1, c - 1
        last = edits[index + 1][0] if index + 1 < len(edits) else len(old)
        for _ in range(min(REACH, last - b)):
            if is_boundary(old, b) and is_boundary(new, d):
                break
            b, d = b + 1, d + 1
        snapped.append((a, b, c, d))
        if len(snapped) > 1 and a <= first:
            snapped[-2:] = [(snapped[-2][0], b, snapped[-2][2], d)]
    return snapped
