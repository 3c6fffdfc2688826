"""The list of documents narrowed to those whose names or titles hold some words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import chain

_BETWEEN = "\0"  # what no name holds


class Narrowing:
    """Which of many documents, by their indexes in order, hold all words of ``text``: in any order, in capitals or small letters.

    All are shown while there are no words. Documents come at the end; those that hold the words are shown too.
    """

    def __init__(self) -> None:
        self.text = ""
        self._folded: list[str] = []
        self._shown: list[int] | range = range(0)

    def __len__(self) -> int:
        """How many are shown."""
        return len(self._shown)

    def __getitem__(self, place: int) -> int:
        """The index of the document that is shown at ``place``."""
        return self._shown[place]

    def onward(self, index: int) -> Iterator[int]:
        """The indexes of those that are shown now: first from the document at ``index`` on, then those before it."""
        place = self.place_from(index)
        return chain(self._shown[place:], self._shown[:place])

    def place_of(self, index: int) -> int | None:
        """The place at which a document is shown; ``None`` when it is not."""
        place = self.place_from(index)
        return place if place < len(self._shown) and self._shown[place] == index else None

    def place_from(self, index: int) -> int:
        """The place of the first that is shown from the document at ``index`` on."""
        return bisect_left(self._shown, index)

    def add(self, names: list[str]) -> None:
        """More documents, by their names."""
        first = len(self._folded)
        self._folded += _BETWEEN.join(names).casefold().split(_BETWEEN) if names else []
        if isinstance(self._shown, range):
            self._shown = range(len(self._folded))
        else:
            self._shown += self._holding(range(first, len(self._folded)), self.text)

    def know_title(self, index: int, title: str) -> None:
        """The title of a document, from now on sought through as well."""
        name, _, _ = self._folded[index].partition(_BETWEEN)
        self._folded[index] = f"{name}{_BETWEEN}{title.casefold()}"

    def narrow(self, text: str) -> None:
        """Show those that hold the words of ``text``; all, when there are none."""
        if not text.split():
            self._shown = range(len(self._folded))
        elif self.text.split() and text.startswith(self.text):  # what more letters leave is among what fewer left
            self._shown = self._holding(self._shown, text)
        else:
            self._shown = self._holding(range(len(self._folded)), text)
        self.text = text if text.split() else ""

    def _holding(self, among: list[int] | range, text: str) -> list[int]:
        folded, indexes = self._folded, among
        for word in dict.fromkeys(text.casefold().split()):
            if isinstance(indexes, range):
                part = folded if len(indexes) == len(folded) else folded[indexes.start : indexes.stop]
                indexes = [index for index, name in enumerate(part, indexes.start) if word in name]
            else:
                indexes = [index for index in indexes if word in folded[index]]
        return list(indexes)
