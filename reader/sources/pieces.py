"""What an extractor leaves of a page: passages in order, with slots where posts stood."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from reader.core.document import BlockKind


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of text; lines in it are parted by newlines. ``level`` as in ``Block``.

    ``links`` are ``(start, end, url)`` in code points of ``text``, sorted and disjoint. ``is_close``: it follows the one before without a
    blank line, as rows of a table and items of a list do.
    """

    kind: BlockKind
    text: str
    level: int = 0
    links: tuple[tuple[int, int, str], ...] = ()
    is_close: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of the page's ``number``-th post, from 0."""

    number: int


Piece: TypeAlias = Passage | Slot


def with_slots(found: Iterable[Passage], placeholder: re.Pattern[str]) -> Iterator[Piece]:
    """The passages cut at what matches ``placeholder``, each of which becomes a slot with its group 1, the first time it stands there."""
    seen = set()
    for passage in found:
        at = 0
        for held in placeholder.finditer(passage.text):
            yield from _cut(passage, at, held.start())
            at = held.end()
            if (number := int(held[1])) not in seen:
                seen.add(number)
                yield Slot(number)
        yield from _cut(passage, at, len(passage.text))


def _cut(passage: Passage, start: int, end: int) -> Iterator[Passage]:
    text = passage.text[start:end]
    if start == 0 and end == len(passage.text):
        yield passage
    elif stripped := text.strip(" \n|"):
        start += text.index(stripped)
        end = start + len(stripped)
        links = tuple((first - start, last - start, url) for first, last, url in passage.links if start <= first and last <= end)
        yield replace(passage, text=stripped, links=links)
