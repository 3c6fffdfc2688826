"""The marks of a document that a filter passes, in its order, found some at a time and listed."""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import TypeAlias, assert_never, overload

from reader.core.annotation import Annotation, Claim, Evidence, Mention, Note, Tag
from reader.core.marks import Marks, Order
from reader.core.records import Records
from reader.core.state import State
from reader.paint.facets import Facet, Filter, Listing, titled, values_of
from reader.paint.outline import CHANGED, UNREADABLE, Item
from reader.paint.reviewing import quote_of
from reader.paint.runs import name_of

_Entry: TypeAlias = tuple[int, Order]
"""Where a mark stands under its heading, by rank and by place; those without a place come last."""

_NOWHERE = sys.maxsize


class Sifted:
    """The marks of a document that pass a filter: as many as were found by going through :meth:`steps`, all of them at its end."""

    def __init__(self, state: State, sought: Filter) -> None:
        self.filter = sought
        self.seen = 0
        self.is_whole = False
        self._marks, self._records = state.marks, state.records
        self._placed: list[Order] = []
        self._groups: dict[str, list[_Entry]] = {}
        self._found: dict[str, tuple[str, _Entry]] = {}
        self._unsorted: set[str] = set()

    def __len__(self) -> int:
        return len(self._found)

    def steps(self) -> Iterator[None]:
        """Look at one mark after the other, in the order of the text; good as long as no mark is changed. Wakes them."""
        for id in each_of(self._marks):
            self._look_at(id)
            yield
        self.is_whole = True

    def is_of(self, state: State) -> bool:
        """Whether these are marks of the document that is open in ``state``."""
        return self._marks is state.marks

    def renew(self, ids: Iterable[str]) -> None:
        """Look again at the annotations with these ids, which were added, changed or removed."""
        for id in ids:
            self._forget(id)
            if self._marks.get(id) is not None or id in self._marks.orphans:
                self._look_at(id)

    def outline(self) -> FilteredOutline:
        """What was found by now, to be listed."""
        for group in self._unsorted:
            self._groups[group].sort()
        self._unsorted.clear()
        titles = sorted((group for group, entries in self._groups.items() if entries), key=str.casefold)
        if self.filter.listing is Listing.MODIFIED:
            titles.reverse()
        return FilteredOutline(self, [(title, self._groups[title]) for title in titles])

    def entry_of(self, id: str) -> tuple[str, _Entry] | None:
        """The heading that an annotation (its id) stands under, and where; ``None``: it was not found."""
        return self._found.get(id)

    def item(self, id: str) -> Item:
        """The line of an annotation (its id)."""
        annotation, records = self._records.annotation(id), self._records
        if annotation is None:
            return Item(UNREADABLE, "orphan", id)
        word = item_of(annotation, records)
        extra = self._marks.orphans.get(id) or (CHANGED if self._marks.is_edited(id) else "")
        name = "orphan" if id in self._marks.orphans else word.name
        return replace(word, name=name, detail=" · ".join(part for part in (word.detail, extra) if part))

    def step(self, caret: int, id: str | None, by: int) -> tuple[str, int] | None:
        """The mark (its id) after (``by`` 1) or before (-1) the one with ``id``, else the caret; and which one it is, from 0.

        ``None``: there is none. Marks without a place are not gone to.
        """
        current = self._marks.get(id) if id else None
        if by > 0:
            at = bisect_right(self._placed, current.order) if current else bisect_left(self._placed, (caret + 1,))
        else:
            at = bisect_left(self._placed, current.order if current else (caret,)) - 1
        return (self._placed[at][2], at) if 0 <= at < len(self._placed) else None

    def _look_at(self, id: str) -> None:
        self.seen += 1
        annotation = self._records.annotation(id)
        if annotation is None or not self.filter.passes(annotation, self._records):
            return
        mark = self._marks.get(id)
        order = mark.order if mark is not None else (_NOWHERE, 0, id)
        group, rank = self._heading(annotation)
        entry = (rank, order)
        self._found[id] = (group, entry)
        entries = self._groups.setdefault(group, [])
        if not entries or entry > entries[-1]:
            entries.append(entry)
        elif self.is_whole and group not in self._unsorted:
            insort(entries, entry)
        else:
            entries.append(entry)
            self._unsorted.add(group)
        if mark is not None and (not self._placed or order > self._placed[-1]):
            self._placed.append(order)
        elif mark is not None:
            insort(self._placed, order)

    def _forget(self, id: str) -> None:
        group, entry = self._found.pop(id, ("", None))
        if entry is None:
            return
        entries = self._groups[group]
        if group in self._unsorted:
            entries.remove(entry)
        else:
            del entries[bisect_left(entries, entry)]
        at = bisect_left(self._placed, entry[1])
        if at < len(self._placed) and self._placed[at] == entry[1]:
            del self._placed[at]

    def _heading(self, annotation: Annotation) -> tuple[str, int]:
        """What an annotation is listed under (empty: no heading), and its rank there."""
        match self.filter.listing:
            case Listing.PLACE:
                return "", 0
            case Listing.KIND | Listing.CLAIMANT | Listing.VERDICT as listing:
                facet = Facet(listing.value)
                values = values_of(annotation, facet, self._records) or values_of(annotation, Facet.SORT, self._records)
                is_other = not values_of(annotation, facet, self._records)
                return titled(Facet.SORT if is_other else facet, values[0], self._records), 0
            case Listing.MODIFIED:
                modified = annotation.provenance.modified
                digits = "".join(character for character in modified if character in "0123456789")
                return modified[:10] or "unknown", -int(digits or 0)
            case other:
                assert_never(other)


class FilteredOutline(Sequence[Item]):
    """The items of what a filter has let pass, under headings that count them. Each is made when it is asked for."""

    def __init__(self, sifted: Sifted, groups: Sequence[tuple[str, list[_Entry]]]) -> None:
        self._sifted = sifted
        self._groups = groups
        self._leads = [1 if title else 0 for title, _ in groups]
        self._counts = [len(entries) for _, entries in groups]
        self._starts = [0, *accumulate(count + lead for count, lead in zip(self._counts, self._leads, strict=True))]

    def __len__(self) -> int:
        return self._starts[-1]

    @overload
    def __getitem__(self, place: int) -> Item: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Item]: ...
    def __getitem__(self, place: int | slice) -> Item | Sequence[Item]:
        if isinstance(place, slice):
            return [self[index] for index in range(*place.indices(len(self)))]
        if not 0 <= place < len(self):
            raise IndexError(place)
        at = bisect_right(self._starts, place) - 1
        number = place - self._starts[at] - self._leads[at]
        title, entries = self._groups[at]
        return Item(f"{title} {self._counts[at]:,}", "heading") if number < 0 else self._sifted.item(entries[number][1][2])

    def place_of(self, target: str) -> int | None:
        """Where an annotation (its id) stands; ``None``: it is not listed."""
        found = self._sifted.entry_of(target)
        for at, (title, entries) in enumerate(self._groups):
            if found is not None and title == found[0]:
                number = bisect_left(entries, found[1], 0, self._counts[at])
                return self._starts[at] + self._leads[at] + number if number < self._counts[at] else None
        return None


def each_of(marks: Marks) -> Iterator[str]:
    """The annotations (ids) in the order of the text, then those without a place; the next is sought when it is asked for."""
    offset, id = -1, None
    while (mark := marks.following(offset, id)) is not None:
        offset, id = mark.hull.start, mark.id
        yield id
    yield from list(marks.orphans)


def item_of(annotation: Annotation, records: Records) -> Item:
    """The line of an annotation for itself: its words, and what is said of them."""
    quote, name = quote_of(annotation), name_of(annotation, records)
    match annotation.body:
        case Claim(claimant=claimant, kind=kind, verdict=verdict):
            known = records.entity(claimant)
            parts = [known.name if known else "", kind, (verdict or "").replace("_", " ")]
            return Item(quote, name, annotation.id, " · ".join(part for part in parts if part))
        case Mention(entity=id):
            entity = records.entity(id)
            parts = [entity.label, entity.name if entity.name != quote else ""] if entity else []
            return Item(quote, name, annotation.id, " · ".join(part for part in parts if part))
        case Note(text=text):
            return Item(text or quote, name, annotation.id, quote if text else "")
        case Tag(label=label):
            return Item(f"#{label}", name, annotation.id, quote)
        case Evidence(url=url, note=note):
            return Item(url or note or quote, name, annotation.id, quote if url or note else "")
        case other:
            assert_never(other)
