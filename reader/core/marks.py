"""Where the annotations of one document stand in its text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reader.core.anchor import Anchored, resolve
from reader.core.annotation import Annotation
from reader.core.span import Span

CELL = 512
"""Code points per cell of the grid that finds marks by place."""

WIDE = 64
"""A mark over more cells than this is kept in one list instead."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An annotation in its place: ``spans`` are its targets as they stand now, in the order of the text."""

    id: str
    spans: tuple[Span, ...]

    @property
    def hull(self) -> Span:
        return Span(self.spans[0].start, max(span.end for span in self.spans))

    @property
    def order(self) -> tuple[int, int, str]:
        """Sorts marks as they are read and exported: by start, the longer first, then by id."""
        hull = self.hull
        return hull.start, -hull.end, self.id


class Marks:
    """The annotations of one document, found by place. What cannot be anchored stands in ``orphans`` (annotation id: reason)."""

    def __init__(self, text: str, annotations: Iterable[Annotation] = ()) -> None:
        self.orphans: dict[str, str] = {}
        self._text = text
        self._by_id: dict[str, Mark] = {}
        self._order: list[tuple[int, int, str]] = []
        self._grid: dict[int, dict[str, None]] = {}
        self._wide: dict[str, None] = {}
        for annotation in annotations:
            self._place(annotation)
        self._order = sorted(mark.order for mark in self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[Mark]:
        """All marks in the order of the text."""
        return (self._by_id[id] for _, _, id in self._order)

    def get(self, id: str) -> Mark | None:
        return self._by_id.get(id)

    def add(self, annotation: Annotation) -> None:
        mark = self._place(annotation)
        if mark is not None:
            insort(self._order, mark.order)

    def remove(self, id: str) -> None:
        self.orphans.pop(id, None)
        mark = self._by_id.pop(id, None)
        if mark is None:
            return
        del self._order[bisect_left(self._order, mark.order)]
        for cell in self._cells(mark):
            self._grid[cell].pop(id, None)
        self._wide.pop(id, None)

    def at(self, offset: int) -> list[Mark]:
        """The marks with a target over the code point at ``offset``, the shortest first: the innermost leads."""
        found = [mark for mark in self._near(Span(offset, offset + 1)) if any(span.contains(offset) for span in mark.spans)]
        return sorted(found, key=lambda mark: (len(mark.hull), mark.order))

    def within(self, span: Span) -> list[Mark]:
        """The marks with a target that overlaps ``span``, in the order of the text."""
        return sorted((mark for mark in self._near(span) if any(s.overlaps(span) for s in mark.spans)), key=lambda mark: mark.order)

    def following(self, offset: int, id: str | None = None) -> Mark | None:
        """The mark after ``id`` in the order of the text; without it, the first that starts after ``offset``."""
        current = self._by_id.get(id) if id else None
        index = bisect_right(self._order, current.order) if current else bisect_left(self._order, (offset + 1,))
        return self._by_id[self._order[index][2]] if index < len(self._order) else None

    def preceding(self, offset: int, id: str | None = None) -> Mark | None:
        """The mark before ``id`` in the order of the text; without it, the last that starts before ``offset``."""
        current = self._by_id.get(id) if id else None
        index = bisect_left(self._order, current.order if current else (offset,))
        return self._by_id[self._order[index - 1][2]] if index else None

    def _place(self, annotation: Annotation) -> Mark | None:
        spans = []
        for target in annotation.targets:
            match resolve(self._text, target):
                case Anchored(span=span):
                    spans.append(span)
                case orphan:
                    self.orphans[annotation.id] = orphan.reason
                    return None
        mark = Mark(annotation.id, tuple(sorted(spans)))
        self._by_id[mark.id] = mark
        cells = self._cells(mark)
        if cells:
            for cell in cells:
                self._grid.setdefault(cell, {})[mark.id] = None
        else:
            self._wide[mark.id] = None
        return mark

    def _cells(self, mark: Mark) -> range:
        hull = mark.hull
        cells = range(hull.start // CELL, hull.end // CELL + 1)
        return cells if len(cells) <= WIDE else range(0)

    def _near(self, span: Span) -> Iterator[Mark]:
        ids = dict.fromkeys(self._wide)
        for cell in range(span.start // CELL, span.end // CELL + 1):
            ids.update(self._grid.get(cell, {}))
        return (self._by_id[id] for id in ids)
