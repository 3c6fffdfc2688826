"""A text as it is compared: typography, case and accents folded, with the way back to its offsets.

Folded are quotation marks, dashes, white space, ellipses, case, the accents of Latin letters, ligatures and full-width forms; soft hyphens
and other characters that take no room are dropped.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import chain

from reader.core.span import Span

_SINGLE = "‘’‚‛′ʼ`´"
_DOUBLE = "“”„‟″«»"
_DASHES = "‐‑‒–—―−"
_DROPPED = "\u00ad\u200b-\u200f\u2060-\u2064\ufeff\ufe0e\ufe0f\u0300-\u036f"
_TELLING = rf"[^\S ]\s*| \s+|--+|[{_DASHES}]-*|[{_SINGLE}]|[{_DOUBLE}]|…|[{_DROPPED}]+"
_ANY = re.compile(rf"{_TELLING}|[\u00c0-\u024f\u1e00-\u1eff\ufb00-\ufb06\uff01-\uff5e]")
_ASCII = re.compile(r"[^\S ]\s*| \s+|--+|`")


class Folded:
    """A text with what it is compared as (``text``). Costs one pass over it."""

    def __init__(self, original: str) -> None:
        lowered = _lowered(original)
        pieces: list[str] = []
        folded, kept = [0], [0]
        length = at = 0
        for found in (_ASCII if original.isascii() else _ANY).finditer(lowered):
            start, end = found.span()
            piece = _folded(found[0])
            pieces += (lowered[at:start], piece)
            length += start - at
            if len(piece) != end - start:
                folded.append(length)
                kept.append(start)
                folded.append(length + len(piece))
                kept.append(end)
            length += len(piece)
            at = end
        pieces.append(lowered[at:])
        self.text = "".join(pieces)
        self._folded = folded
        self._kept = kept

    def original(self, span: Span) -> Span:
        """The code points of the original that became ``span`` of the folded text, those that were dropped at its ends left out."""
        start = _across(self._folded, self._kept, bisect_right(self._folded, span.start) - 1, span.start)
        if span.is_empty:
            return Span(start, start)
        index = bisect_left(self._folded, span.end)
        if index == len(self._folded) or self._folded[index] != span.end:
            index -= 1
        return Span(start, max(start, _across(self._folded, self._kept, index, span.end, is_end=True)))

    def folded(self, span: Span) -> Span:
        """The code points of the folded text that ``span`` of the original became."""
        start = _across(self._kept, self._folded, bisect_right(self._kept, span.start) - 1, span.start)
        end = _across(self._kept, self._folded, bisect_right(self._kept, span.end) - 1, span.end, is_end=True)
        return Span(start, max(start, end))


def _across(here: list[int], there: list[int], index: int, offset: int, *, is_end: bool = False) -> int:
    """The offset in the other text. A piece that was replaced begins at every odd ``index``; within it, it is the piece's start or end."""
    if index % 2 == 0 or offset == here[index]:
        return there[index] + offset - here[index]
    return there[index + 1] if is_end else there[index]


def fold(text: str) -> str:
    """``text`` as it is compared."""
    return (_ASCII if text.isascii() else _ANY).sub(lambda found: _folded(found[0]), _lowered(text))


def _lowered(text: str) -> str:
    """Lower case, code point by code point: without the one letter that has two for it, and the one whose form depends on its place."""
    return text.replace("İ", "I").lower().replace("ς", "σ")


@lru_cache(maxsize=4096)
def _folded(piece: str) -> str:
    first = piece[0]
    if first.isspace():
        return " "
    if first in _SINGLES:
        return _SINGLES[first]
    if "\u0300" <= first <= "\u036f" or unicodedata.category(first) in ("Cf", "Mn"):
        return ""
    plain = unicodedata.normalize("NFKD", first)
    return "".join(char for char in plain if not unicodedata.combining(char)).lower()


_SINGLES = dict(chain(((c, "'") for c in _SINGLE), ((c, '"') for c in _DOUBLE), ((c, "-") for c in f"-{_DASHES}"), [("…", "...")]))
