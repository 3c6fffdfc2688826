"""What lies on each stretch of a text, told without asking who: as many marks as there are, a row of the screen has few stretches."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

from reader.core.span import Span

CHUNK = 512
"""Code points that are counted together."""

MOST_CHUNKS = 256
"""Chunks that are kept for when they are asked for again."""

Layer = TypeVar("Layer", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Stretch(Generic[Layer]):
    """Code points on which the same ``layers`` lie, at least one; ``starting`` are those of them that begin at its first."""

    span: Span
    layers: frozenset[Layer]
    starting: frozenset[Layer]


class Coverage(Generic[Layer]):
    """Counts layers, each a span with a value. ``near`` gives those that may lie on a span, whenever a part of the text is first asked for.

    From then on it is told of each that comes or goes.
    """

    def __init__(self, near: Callable[[Span], Iterable[tuple[Span, Layer]]]) -> None:
        self._near = near
        self._chunks: dict[int, _Chunk[Layer]] = {}

    def within(self, span: Span) -> list[Stretch[Layer]]:
        """The stretches that share a code point with ``span``, in order and apart."""
        found: list[Stretch[Layer]] = []
        for number in range(span.start // CHUNK, (span.end - 1) // CHUNK + 1):
            stretches = self._chunk(number).stretches()
            first = bisect_right(stretches, span.start, key=lambda stretch: stretch.span.end)
            found += stretches[first : bisect_left(stretches, span.end, key=lambda stretch: stretch.span.start)]
        return found

    def count(self, span: Span, layer: Layer, by: int) -> None:
        """Take in that a layer has come (``by`` 1) or gone (-1)."""
        numbers = range(span.start // CHUNK, (span.end - 1) // CHUNK + 1)
        for number in self._chunks.keys() & set(numbers) if len(numbers) > MOST_CHUNKS else numbers:
            if number in self._chunks:
                self._chunks[number].count(span, layer, by)

    def _chunk(self, number: int) -> _Chunk[Layer]:
        chunk = self._chunks.get(number)
        if chunk is None:
            if len(self._chunks) >= MOST_CHUNKS:
                self._chunks.clear()
            chunk = self._chunks[number] = _Chunk(Span(number * CHUNK, (number + 1) * CHUNK))
            for span, layer in self._near(chunk.span):
                if span.overlaps(chunk.span):
                    chunk.count(span, layer, 1)
        return chunk


class _Chunk(Generic[Layer]):
    def __init__(self, span: Span) -> None:
        self.span = span
        self._open: Counter[Layer] = Counter()
        self._starts: defaultdict[int, Counter[Layer]] = defaultdict(Counter)
        self._ends: defaultdict[int, Counter[Layer]] = defaultdict(Counter)
        self._stretches: list[Stretch[Layer]] | None = None

    def count(self, span: Span, layer: Layer, by: int) -> None:
        self._stretches = None
        if span.start < self.span.start:
            self._open[layer] += by
        else:
            self._starts[span.start][layer] += by
        if span.end < self.span.end:
            self._ends[span.end][layer] += by

    def stretches(self) -> list[Stretch[Layer]]:
        if self._stretches is None:
            self._stretches = self._flattened()
        return self._stretches

    def _flattened(self) -> list[Stretch[Layer]]:
        cuts = sorted({self.span.start, *self._starts, *self._ends, self.span.end})
        stretches, active = [], +self._open
        for start, end in pairwise(cuts):
            if start in self._ends:
                active -= self._ends[start]
            starting = frozenset(+self._starts[start]) if start in self._starts else frozenset()
            if starting:
                active += self._starts[start]
            if active:
                stretches.append(Stretch(Span(start, end), frozenset(active), starting))
        return stretches
