"""The suggestions for one document that nobody has decided upon, found by place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, overload

from reader.core.anchor import Outcome, Selector
from reader.core.annotation import Claim
from reader.core.marks import Mark, Marks
from reader.core.resolution import Resolver
from reader.core.span import Span
from reader.core.suggestion import Sort, Suggestion

LONGEST = 5000
"""Code points of a suggestion; what is longer is no sentence and no name, and is left out."""

MANY = 100
"""Spans that are looked at one by one; with more, everything is looked at again."""

TOGETHER = 100
"""Suggestions for which marks are looked for at once."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Which suggestion: there are no two of one sort on the same span."""

    span: Span
    sort: Sort


Order: TypeAlias = tuple[int, int, str]
"""Sorts suggestions as they are walked: by start, the longer first."""


def spot_of(suggestion: Suggestion) -> Spot:
    return Spot(suggestion.span, suggestion.sort)


def order_of(spot: Spot) -> Order:
    return spot.span.start, -spot.span.end, spot.sort


@dataclass(frozen=True, slots=True)
class InOrder:
    """Suggestions as they are walked, whether decided or not; ``longest`` is the length of the longest of them."""

    by_order: Mapping[Order, Suggestion]
    longest: int


def in_order(suggestions: Iterable[Suggestion]) -> InOrder:
    """``suggestions`` in order, one for each spot, without those that are too long; in any thread."""
    taken = {order_of(spot_of(suggestion)): suggestion for suggestion in suggestions if 0 < len(suggestion.span) <= LONGEST}
    longest = max((len(suggestion.span) for suggestion in taken.values()), default=0)
    return InOrder({order: taken[order] for order in sorted(taken)}, longest)


class Suggested(Sequence[Suggestion]):
    """Suggestions in the order in which they are walked, without those that are decided: refused, or on words marked in the same way.

    A claim is suggested where no claim is, a mention where no mention is, of whatever kind or type: who marked the words has decided.
    ``marks`` are the document's; when they change, the spans that may be decided otherwise by now are to be looked at again.
    """

    def __init__(self, suggestions: Iterable[Suggestion] | InOrder, marks: Marks, refused: Iterable[Spot] = ()) -> None:
        ordered = suggestions if isinstance(suggestions, InOrder) else in_order(suggestions)
        self._by_order = ordered.by_order
        self._all = list(self._by_order)
        self._reach = ordered.longest
        self._marks = marks
        self._refused = set(refused)
        self._open = list(self._open_of_all())

    def __len__(self) -> int:
        return len(self._open)

    @overload
    def __getitem__(self, number: int) -> Suggestion: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Suggestion]: ...
    def __getitem__(self, number: int | slice) -> Suggestion | Sequence[Suggestion]:
        if isinstance(number, slice):
            return [self._by_order[order] for order in self._open[number]]
        return self._by_order[self._open[number]]

    def number(self, spot: Spot) -> int | None:
        """Which of them stands on ``spot``, from 0; ``None`` when there is none, or it is decided."""
        order = order_of(spot)
        number = bisect_left(self._open, order)
        return number if number < len(self._open) and self._open[number] == order else None

    def get(self, spot: Spot) -> Suggestion | None:
        """The suggestion on ``spot``; ``None`` when there is none, or it is decided."""
        number = self.number(spot)
        return None if number is None else self[number]

    def from_offset(self, offset: int) -> int:
        """How many start before ``offset``: the number of the first that does not."""
        return bisect_left(self._open, (offset,))

    def after(self, spot: Spot) -> int:
        """How many come before ``spot`` and on it: the number of the next."""
        return bisect_right(self._open, order_of(spot))

    def within(self, span: Span) -> list[Suggestion]:
        """Those that share a code point with ``span``, in order."""
        return [self._by_order[order] for order in self._near(self._open, span)]

    def at(self, offset: int) -> list[Suggestion]:
        """Those over the code point at ``offset``, the shortest first."""
        return sorted(self.within(Span(offset, offset + 1)), key=lambda suggestion: len(suggestion.span))

    def look_again(self, spans: Collection[Span]) -> None:
        """Decide anew about those that share a code point with one of ``spans``, where marks have come or gone."""
        if len(spans) > MANY:
            self._open = list(self._open_of_all())
            return
        for order in {order for span in spans for order in self._near(self._all, span)}:
            self._set_open(order, is_open=self._is_open(order))

    def refuse(self, spot: Spot) -> None:
        """What is suggested on ``spot`` is refused."""
        self._refused.add(spot)
        self._set_open(order_of(spot), is_open=False)

    def allow(self, spot: Spot) -> None:
        """What is suggested on ``spot`` is not refused any more."""
        self._refused.discard(spot)
        order = order_of(spot)
        if order in self._by_order:
            self._set_open(order, is_open=self._is_open(order))

    def _near(self, orders: Sequence[Order], span: Span) -> list[Order]:
        """Those of ``orders`` that share a code point with ``span``."""
        first = bisect_left(orders, (span.start - self._reach + 1,))
        last = bisect_left(orders, (span.end,), lo=first)
        return [order for order in orders[first:last] if -order[1] > span.start]

    def _set_open(self, order: Order, *, is_open: bool) -> None:
        number = bisect_left(self._open, order)
        is_listed = number < len(self._open) and self._open[number] == order
        if is_open and not is_listed:
            insort(self._open, order)
        elif is_listed and not is_open:
            del self._open[number]

    def _open_of_all(self) -> Iterator[Order]:
        """Those that are open. Marks are looked for on behalf of many suggestions at once."""
        for at in range(0, len(self._all), TOGETHER):
            some = self._all[at : at + TOGETHER]
            near = self._marks.within(Span(some[0][0], max(-order[1] for order in some)))
            taken = {sort: _joined(span for mark in near if is_of_sort(mark, sort) for span in mark.spans) for sort in Sort}
            for order in some:
                start, end = order[0], -order[1]
                spans = taken[self._by_order[order].sort]
                number = bisect_right(spans, start, key=_end_of)
                is_taken = number < len(spans) and spans[number].start < end
                if not is_taken and not (self._refused and Spot(Span(start, end), self._by_order[order].sort) in self._refused):
                    yield order

    def _is_open(self, order: Order) -> bool:
        suggestion = self._by_order[order]
        if spot_of(suggestion) in self._refused:
            return False
        return not any(is_of_sort(mark, suggestion.sort) for mark in self._marks.within(suggestion.span))


def is_of_sort(mark: Mark, sort: Sort) -> bool:
    """Whether ``mark`` is what accepting a suggestion of this sort would make."""
    return mark.group is Claim if sort is Sort.CLAIM else isinstance(mark.group, str)


def _joined(spans: Iterable[Span]) -> list[Span]:
    """What ``spans`` cover together, in order and apart."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def _end_of(span: Span) -> int:
    return span.end


def refused_spots(refused: Iterable[tuple[Selector, Sort]], resolver: Resolver) -> set[Spot]:
    """Where in the resolver's document stands what was refused, also after its text was edited.

    Where it may stand in several places, all with just its words are meant: what was refused is not to come back.
    """
    spots = set()
    for selector, sort in refused:
        found = resolver.resolve(selector)
        if found.span is not None:
            spots.add(Spot(found.span, sort))
        elif found.outcome is Outcome.AMBIGUOUS:
            same = (one.span for one in found.candidates if one.span.of(resolver.document.text) == selector.quote)
            spots.update(Spot(span, sort) for span in same)
    return spots
