"""What commands look at: a document, where the reader stands in it, and what has been said about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from heapq import nsmallest

from reader.core.annotation import Annotation
from reader.core.document import Document, Post
from reader.core.marks import Mark, Marks
from reader.core.records import Records
from reader.core.span import Span
from reader.core.suggested import Spot, Suggested
from reader.core.suggestion import Suggestion


@dataclass(frozen=True, slots=True)
class Selection:
    """``head`` is the caret, ``anchor`` the other end (equal: nothing is selected), ``origin`` where growing started.

    ``extending``: motions move the head and leave the anchor. ``mark`` is the annotation that was gone to by name (its id), for
    where several lie on one another; ``proposal`` says which of the places where it may stand is selected, from 0. ``suggestion`` is
    the suggestion that was gone to.
    """

    anchor: int
    head: int
    origin: int
    extending: bool = False
    mark: str | None = None
    proposal: int = 0
    suggestion: Spot | None = None

    @classmethod
    def caret(cls, offset: int) -> Selection:
        return cls(offset, offset, offset)

    @property
    def span(self) -> Span:
        return Span(min(self.anchor, self.head), max(self.anchor, self.head))

    @property
    def is_empty(self) -> bool:
        return self.anchor == self.head


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The annotation (its id) that the reader was last asked about, and which one of those to review it was then, from 0."""

    annotation: str
    number: int


@dataclass(frozen=True, slots=True)
class State:
    """The open document with its marks, the records of its folder, and the selection. Commands read it and change nothing.

    ``suggested`` are the suggestions that are shown; ``None`` while none are wanted.
    """

    document: Document
    records: Records
    marks: Marks
    selection: Selection
    reviewed: Reviewed | None = None
    suggested: Suggested | None = None

    def selecting(self, selection: Selection) -> State:
        """The same with another selection. A mark that is gone to by name and has no certain place is in review from then on."""
        id, before = selection.mark, self.reviewed
        if id is None or not (self.marks.review.has(id) or self.marks.lost.has(id)):
            return replace(self, selection=selection)
        number = self.marks.review.number(id)
        if number is None:
            number = before.number if before is not None else 0
        return replace(self, selection=selection, reviewed=Reviewed(id, number))

    @property
    def in_review(self) -> Annotation | None:
        """The annotation that the reader was last asked about, as long as it has no certain place."""
        id = self.reviewed.annotation if self.reviewed is not None else None
        if id is None or not (self.marks.review.has(id) or self.marks.lost.has(id)):
            return None
        return self.records.annotation(id)

    @property
    def caret(self) -> int:
        return self.selection.head

    @property
    def post(self) -> Post | None:
        """The post at the caret."""
        return self.document.post_at(self.caret)

    def annotations_at_caret(self, most: int) -> list[Annotation]:
        """Up to ``most`` of the annotations over the selection's start, else over the caret.

        The one that was gone to by name leads, then what covers the selection exactly, then the innermost.
        """
        found = (self.records.annotation(mark.id) for mark in self._leading(most))
        return [annotation for annotation in found if annotation is not None]

    @property
    def annotation(self) -> Annotation | None:
        """What a command at the caret means: the one of them that leads, or one without a place that was gone to by name."""
        named = self.selection.mark
        if named is not None and named in self.marks.orphans:
            return self.records.annotation(named)
        return next(iter(self.annotations_at_caret(1)), None)

    @property
    def suggestion(self) -> Suggestion | None:
        """The suggestion that is decided upon at the caret: the one that was gone to, else the innermost. None over a selection.

        None either where a mark was gone to by name: then that is meant.
        """
        if self.suggested is None or not self.selection.is_empty or self.selection.mark is not None:
            return None
        return self.chosen_suggestion or next(iter(self.suggested.at(self.caret)), None)

    @property
    def chosen_suggestion(self) -> Suggestion | None:
        """The suggestion that was gone to, as long as nobody has decided upon it and nothing else is selected."""
        spot = self.selection.suggestion
        return self.suggested.get(spot) if self.suggested is not None and spot is not None and self.selection.is_empty else None

    def _leading(self, most: int) -> list[Mark]:
        selection = self.selection
        marks, span = self.marks.at(selection.span.start), selection.span
        if selection.mark is None and span.is_empty:
            return marks[:most]
        return nsmallest(most, marks, key=lambda mark: (mark.id != selection.mark, mark.hull != span))


def unmarked(document: Document) -> State:
    """``document`` as if nothing had been said about it, with the caret where it starts."""
    return State(document, Records(), Marks(document), Selection.caret(first_offset(document)))


def first_offset(document: Document) -> int:
    """Where the caret starts: the first character of the first block; 0 in a document without any."""
    return document.blocks[0].span.start if document.blocks else 0
