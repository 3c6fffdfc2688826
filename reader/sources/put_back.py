"""Putting the posts that an extractor dropped back beside what stood next to them on the page."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Sequence

from reader.sources.pieces import Passage, Piece, Slot
from reader.sources.stream import Stream, squeezed

_SHORTEST = 15  # characters of a line that can be told from others like it
_LONGEST = 200  # characters of a line that are compared
_FARTHEST = 300  # lines that are looked through in each direction


def put_back(pieces: Sequence[Piece], stream: Stream, count: int, placeholder: re.Pattern[str]) -> list[Piece]:
    """The pieces with a slot for each of the page's ``count`` posts.

    A missing one goes behind the nearest line above it that is among the pieces, else before the nearest below, else to the end.
    """
    present = {piece.number for piece in pieces if isinstance(piece, Slot)}
    missing = [number for number in range(count) if number not in present]
    if not missing:
        return list(pieces)
    page = _Page(stream, pieces, placeholder)
    additions: list[tuple[int, int]] = []  # the number of the piece that a post stands before, and its own
    for number in missing:
        insort(additions, (page.place(number), number))
    result: list[Piece] = []
    for index, piece in enumerate(pieces):
        result += [Slot(number) for _, number in _at(additions, index)]
        result.append(piece)
    return result + [Slot(number) for _, number in _at(additions, len(pieces))]


def _at(additions: list[tuple[int, int]], index: int) -> list[tuple[int, int]]:
    return additions[bisect_left(additions, (index, -1)) : bisect_left(additions, (index + 1, -1))]


class _Page:
    """The lines of a page, and which of them are left among the pieces."""

    def __init__(self, stream: Stream, pieces: Sequence[Piece], placeholder: re.Pattern[str]) -> None:
        self._lines = stream.text.split("\n")
        self._placeholder = placeholder
        self._end = len(pieces)
        self._slots = {piece.number: index for index, piece in enumerate(pieces) if isinstance(piece, Slot)}
        self._passages = [index for index, piece in enumerate(pieces) if isinstance(piece, Passage)]
        self._article = squeezed(piece for piece in pieces if isinstance(piece, Passage))
        self._held = {int(found[1]): at for at, line in enumerate(self._lines) for found in placeholder.finditer(line)}
        self._known: dict[int, int | None] = {}

    def place(self, number: int) -> int:
        """The index of the piece that the post goes before; the number of pieces: it goes to the end."""
        at = self._held.get(number)
        if at is None:
            return self._end
        for line in range(at, max(-1, at - _FARTHEST), -1):
            if (index := self._index(line)) is not None:
                return index + 1
        for line in range(at + 1, min(len(self._lines), at + _FARTHEST)):
            if (index := self._index(line)) is not None:
                return index
        return self._end

    def _index(self, line: int) -> int | None:
        """The index of the piece that holds a line of the page."""
        if line not in self._known:
            self._known[line] = self._find(self._lines[line])
        return self._known[line]

    def _find(self, line: str) -> int | None:
        if held := self._placeholder.search(line):
            return self._slots.get(int(held[1]))
        if len(line) < _SHORTEST:
            return None
        at = self._article.text.find(line[-_LONGEST:])
        return self._passages[self._article.number_at(at)] if at >= 0 else None
