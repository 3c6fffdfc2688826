"""Changes in context: the words that were taken out and put in, with what stands around them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from reader.core.comparison import Comparison
from reader.core.difference import Edit, differences
from reader.core.document import Document
from reader.core.sentences import sentence_at
from reader.core.span import Span

CONTEXT = 160
"""Code points of context on either side at most."""

LONGEST = 2000
"""Code points of a piece at most; the middle of a longer one is left out."""


class Part(StrEnum):
    """What a piece of a change is."""

    SAME = "same"
    OLD = "old"
    NEW = "new"


BRACKETS = {Part.SAME: ("", ""), Part.OLD: ("[-", "-]"), Part.NEW: ("{+", "+}")}
"""What stands around a piece, so that nothing rests on colour; as in the word diff of git."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that are in both versions, or in one of them. They are as the document has them, white space folded."""

    part: Part
    words: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Changes that stand next to each other, and where they begin in either text."""

    old: int
    new: int
    pieces: tuple[Piece, ...]


def passages(comparison: Comparison) -> Iterator[Passage]:
    """The changes of words in the order of the text, those of one sentence together."""
    old, new = comparison.old, comparison.new
    group: list[Edit] = []
    reach = -1
    for edit in comparison.word_edits:
        if group and edit.new.start > reach:
            yield _passage(old, new, group)
            group = []
        group.append(edit)
        if edit.new.end >= reach:
            reach = _end(new, edit.new.end)
    if group:
        yield _passage(old, new, group)


def inline(was: str, now: str) -> tuple[Piece, ...]:
    """The words of two wordings in one, what differs marked."""
    return tuple(_pieces(was, now, differences(was, now), Span(0, len(was))))


def spelled(pieces: tuple[Piece, ...]) -> str:
    """The pieces in one line, what was taken out in ``[-…-]``, what was put in in ``{+…+}``."""
    return "".join(f"{BRACKETS[piece.part][0]}{piece.words}{BRACKETS[piece.part][1]}" for piece in pieces)


def _passage(old: Document, new: Document, edits: list[Edit]) -> Passage:
    first, last = edits[0], edits[-1]
    around = _context(new, Span(first.new.start, last.new.end))
    before, after = first.new.start - around.start, around.end - last.new.end
    span = Span(first.old.start - min(before, first.old.start), min(len(old.text), last.old.end + after))
    return Passage(first.old.start, first.new.start, tuple(_pieces(old.text, new.text, edits, span)))


def _context(document: Document, span: Span) -> Span:
    """The sentences that ``span`` begins and ends in, as far as they are near."""
    start = span.start
    first = document.passage_at(start)
    if not first.is_empty:
        start = max(start - CONTEXT, min(start, sentence_at(document.text, start, first).start))
    return Span(start, _end(document, span.end))


def _end(document: Document, offset: int) -> int:
    """The end of the sentence at ``offset``, as far as it is near."""
    passage = document.passage_at(offset)
    return offset if passage.is_empty else min(offset + CONTEXT, max(offset, sentence_at(document.text, offset, passage).end))


def _pieces(old: str, new: str, edits: list[Edit] | tuple[Edit, ...], span: Span) -> Iterator[Piece]:
    at = span.start
    for edit in edits:
        for part, words in ((Part.SAME, old[at : edit.old.start]), (Part.OLD, edit.old.of(old)), (Part.NEW, edit.new.of(new))):
            if words:
                yield Piece(part, _folded(words))
        at = edit.old.end
    if at < span.end:
        yield Piece(Part.SAME, _folded(old[at : span.end]))


def _folded(words: str) -> str:
    """``words`` with each run of white space made one space, of very many the first and the last."""
    if len(words) > LONGEST:
        words = f"{words[: LONGEST // 2]} […] {words[-LONGEST // 2 :]}"
    line = " ".join(words.split())
    return f"{' ' if words[0].isspace() else ''}{line}{' ' if line and words[-1].isspace() else ''}"
