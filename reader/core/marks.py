"""Where the annotations of one document stand in its text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from reader.core.anchor import Outcome, Selector
from reader.core.annotation import Annotation, Group, Sketch, Status, group_of
from reader.core.coverage import Coverage, Stretch
from reader.core.document import Document
from reader.core.listed import Key, Listed, renew
from reader.core.resolution import Placement, Resolver
from reader.core.span import Span

CELL, SMALLEST_CELL = 512, 32
"""Code points per cell of the grid that finds marks by place; fewer, where marks stand closer than a few to a cell."""

WIDE = 64
"""A mark over more cells than this is kept in one list instead."""


Order: TypeAlias = tuple[int, int, str]
"""Sorts marks as they are read and exported: by start, the longer first, then by id."""


class Layer(NamedTuple):
    """What a mark lays over the text that it covers. ``is_edited``: words there were changed since it was made."""

    group: Group
    status: Status
    is_edited: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """An annotation in its place: ``spans`` are its targets as they stand now, in the order of the text.

    ``status`` is the annotation's. ``is_edited``: words of it were changed since it was made.
    """

    id: str
    spans: tuple[Span, ...]
    group: Group = field(default="", compare=False)
    status: Status = field(default=Status.OK, compare=False)
    is_edited: bool = field(default=False, compare=False)
    hull: Span = field(init=False, compare=False)
    """The smallest span over all of them."""

    def __post_init__(self) -> None:
        first, *others = self.spans
        hull = Span(first.start, max(span.end for span in self.spans)) if others else first
        object.__setattr__(self, "hull", hull)

    @property
    def order(self) -> Order:
        hull = self.hull
        return hull.start, -hull.end, self.id

    @property
    def layer(self) -> Layer:
        return Layer(self.group, self.status, self.is_edited)


class Marks:
    """The annotations of one document, found by place.

    What has no place stands in ``orphans`` (annotation id: reason); its placement says where it may be. What must be sought and was not
    yet stands in ``pending``, by id, until it is settled.

    ``review`` is what a reader should look at: the annotations whose words were changed, in the order of the text, then those without a
    place, in the order in which they were made. Of those without a place that are ``lost``, nothing is asked: their annotator has said so,
    or there is no text at all.
    """

    def __init__(
        self,
        document: Document,
        annotations: Iterable[Annotation | Sketch] = (),
        resolver: Resolver | None = None,
        placements: Mapping[str, Placement] | None = None,
        wake: Callable[[str], Annotation | None] | None = None,
        count: int | None = None,
    ) -> None:
        """Without ``placements``, every annotation is sought by ``resolver`` (``None``: one that knows no older version).

        With them, by annotation id, those that have none and must be sought are left ``pending``, now and whenever they are added.
        ``wake`` gives the annotation (by its id) that a sketch is of, for those that do not stand where they were made.
        ``count`` is about how many come, so that they need not be held all at once (``None``: they are counted).
        """
        self.orphans: dict[str, str] = {}
        self.pending: dict[str, Annotation] = {}
        self.review, self.lost = Listed(), Listed()
        self._has_text = bool(document.text)
        self._resolver = resolver or Resolver(document)
        self._seeks = placements is None
        self._wake = wake
        self._changed: dict[str, tuple[Annotation, Placement]] = {}
        self._fresh: list[str] = []
        self._known: dict[str, tuple[tuple[Selector, ...], Placement]] = {}
        self._by_id: dict[str, Mark] = {}
        self._order: list[Order] = []
        self._groups: dict[Group, list[Order]] = {}
        self._firsts: list[tuple[Order, str]] = []
        self._grid: dict[int, dict[str, None]] = {}
        self._wide: dict[str, None] = {}
        if count is None:
            annotations = list(annotations)
            count = len(annotations)
            if placements:
                self._known = {a.id: (a.targets, placements[a.id]) for a in annotations if a.id in placements}
        self._cell = max(SMALLEST_CELL, min(CELL, 8 * len(document.text) // max(1, count)))
        self._coverage: Coverage[Layer] = Coverage(self._layers_near)
        self._at: tuple[int, list[Mark]] | None = None
        self.change((), annotations)

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[Mark]:
        """All marks in the order of the text."""
        return (self._by_id[id] for _, _, id in self._order)

    def get(self, id: str) -> Mark | None:
        return self._by_id.get(id)

    def count(self, group: Group) -> int:
        """How many marks of a group there are."""
        return len(self._groups.get(group, ()))

    def nth(self, group: Group, number: int) -> Mark:
        """The mark with this number, from 0, among those of its group, in the order of the text."""
        return self._by_id[self._groups[group][number][2]]

    def number(self, mark: Mark) -> int:
        """Which one of its group a mark is, from 0."""
        return bisect_left(self._groups[mark.group], mark.order)

    def entities(self) -> Sequence[tuple[Order, str]]:
        """The entities that are mentioned (their ids), each with the order of its first mention, in that order."""
        return self._firsts

    def placement(self, id: str) -> Placement | None:
        """What became of an annotation that does not stand exactly where it was made; ``None`` when it does, is pending, or not known."""
        changed = self._changed.get(id)
        return changed[1] if changed else None

    def is_edited(self, id: str) -> bool:
        """Whether words of an annotation that has its place were changed."""
        mark = self._by_id.get(id)
        return mark is not None and mark.is_edited

    def add(self, annotation: Annotation) -> None:
        """Put an annotation in its place, in place of where it stood, if it did."""
        self.change((annotation.id,), (annotation,))

    def remove(self, id: str) -> None:
        self.change((id,), ())

    def change(self, removed: Iterable[str], added: Iterable[Annotation | Sketch]) -> None:
        """Take out the annotations with the ids ``removed``, as far as they are here, then put in those ``added``."""
        removed = list(removed)
        gone = [mark for id in removed if (mark := self._take_out(id)) is not None]
        self._put_in_order(gone, [mark for annotation in added if (mark := self._place(annotation)) is not None])
        self._list(removed)

    def settle(self, placements: Iterable[tuple[Annotation, Placement]]) -> None:
        """Put each annotation where its placement says, in place of where it stood, if it did."""
        placements = list(placements)
        for annotation, placement in placements:
            self._known[annotation.id] = (annotation.targets, placement)
        self.change([annotation.id for annotation, _ in placements], [annotation for annotation, _ in placements])

    def at(self, offset: int) -> list[Mark]:
        """The marks with a target over the code point at ``offset``, the shortest first: the innermost leads."""
        if self._at is None or self._at[0] != offset:  # asked for several times for every key
            found = [mark for mark in self._near(Span(offset, offset + 1)) if any(span.contains(offset) for span in mark.spans)]
            found.sort(key=lambda mark: (len(mark.hull), mark.order))
            self._at = (offset, found)
        return self._at[1]

    def within(self, span: Span) -> list[Mark]:
        """The marks with a target that overlaps ``span``, in the order of the text."""
        return sorted((mark for mark in self._near(span) if any(s.overlaps(span) for s in mark.spans)), key=lambda mark: mark.order)

    def stretches(self, span: Span) -> list[Stretch[Layer]]:
        """What the marks lay over ``span``, in order and apart. Costs the same for one mark and for a thousand."""
        return self._coverage.within(span)

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

    def _take_out(self, id: str) -> Mark | None:
        self.orphans.pop(id, None)
        self.pending.pop(id, None)
        self._changed.pop(id, None)
        mark = self._by_id.pop(id, None)
        if mark is not None:
            for cell in self._cells(mark):
                self._grid[cell].pop(id, None)
            self._wide.pop(id, None)
            self._count(mark, -1)
        return mark

    def _place(self, annotation: Annotation | Sketch) -> Mark | None:
        placement = self._known_placement(annotation)
        spans = self._resolver.spans_at_once(annotation) if placement is None else placement.spans
        if placement is None and spans is not None:
            return self._put(Mark(annotation.id, spans, group_of(annotation), annotation.status))
        if isinstance(annotation, Sketch):
            woken = self._wake(annotation.id) if self._wake else None
            return self._place(woken) if woken is not None else None
        if placement is None and not self._seeks:
            self.pending[annotation.id] = annotation
            return None
        if placement is None:
            placement = self._resolver.placement(annotation)
            self._known[annotation.id] = (annotation.targets, placement)
        if placement.outcome is not Outcome.EXACT:
            self._changed[annotation.id] = (annotation, placement)
            self._fresh.append(annotation.id)
        if placement.spans is None or (annotation.is_lost and placement.outcome is Outcome.EDITED):
            self.orphans[annotation.id] = placement.worst.reason
            return None
        is_edited = placement.outcome is Outcome.EDITED
        return self._put(Mark(annotation.id, placement.spans, group_of(annotation), annotation.status, is_edited))

    def _put(self, mark: Mark) -> Mark:
        self._by_id[mark.id] = mark
        cells = self._cells(mark)
        if cells:
            for cell in cells:
                self._grid.setdefault(cell, {})[mark.id] = None
        else:
            self._wide[mark.id] = None
        self._count(mark, 1)
        return mark

    def _list(self, removed: Iterable[str]) -> None:
        """List what was just put in, and is not where it was made, for the reader to look at; what was taken out no more."""
        review: list[tuple[Key, Placement]] = []
        lost: list[tuple[Key, Placement]] = []
        for id in self._fresh:
            annotation, placement = self._changed[id]
            if placement.outcome is not Outcome.MOVED:
                is_lost = id in self.orphans and (annotation.is_lost or not self._has_text)
                (lost if is_lost else review).append((self._key(annotation), placement))
        self._fresh.clear()
        self.review.change(removed, review)
        self.lost.change(removed, lost)

    def _key(self, annotation: Annotation) -> Key:
        """Sorts what is to be looked at: marks by place, then orphans by when they were made."""
        mark = self._by_id.get(annotation.id)
        return (0, *mark.order) if mark else (1, annotation.provenance.created, annotation.hull.start, annotation.id)

    def _known_placement(self, annotation: Annotation | Sketch) -> Placement | None:
        """Its placement, when it was sought before with the same targets: what is said of a mark may change, or come back."""
        known = self._known.get(annotation.id)
        return known[1] if known is not None and known[0] == annotation.targets else None

    def _put_in_order(self, left: Sequence[Mark], arrived: Sequence[Mark]) -> None:
        self._at = None
        gone, come = [(mark.order, mark.group) for mark in left], [(mark.order, mark.group) for mark in arrived]
        renew(self._order, [order for order, _ in gone], [order for order, _ in come])
        moved: dict[Group, tuple[list[Order], list[Order]]] = {}
        for order, group in gone:
            moved.setdefault(group, ([], []))[0].append(order)
        for order, group in come:
            moved.setdefault(group, ([], []))[1].append(order)
        firsts_before, firsts_after = [], []
        for group, (out, new) in moved.items():
            orders = self._groups.setdefault(group, [])
            before = orders[0] if orders else None
            renew(orders, out, new)
            after = orders[0] if orders else None
            if not orders:
                del self._groups[group]
            if before != after and isinstance(group, str):
                firsts_before += [(before, group)] if before else []
                firsts_after += [(after, group)] if after else []
        renew(self._firsts, firsts_before, firsts_after)

    def _count(self, mark: Mark, by: int) -> None:
        for span in mark.spans:
            self._coverage.count(span, mark.layer, by)

    def _layers_near(self, span: Span) -> Iterator[tuple[Span, Layer]]:
        return ((target, mark.layer) for mark in self._near(span) for target in mark.spans)

    def _cells(self, mark: Mark) -> range:
        hull = mark.hull
        cells = range(hull.start // self._cell, hull.end // self._cell + 1)
        return cells if len(cells) <= WIDE else range(0)

    def _near(self, span: Span) -> Iterator[Mark]:
        ids = dict.fromkeys(self._wide)
        for cell in range(span.start // self._cell, span.end // self._cell + 1):
            ids.update(self._grid.get(cell, {}))
        return (self._by_id[id] for id in ids)
