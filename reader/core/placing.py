"""Putting what was said of a document in its places: at once what stands where it was made, the rest when it was sought."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from reader.core.anchor import Resolution, Selector
from reader.core.annotation import Annotation, PostCorrection, Sketch
from reader.core.correction import corrected
from reader.core.document import Document
from reader.core.marks import Marks
from reader.core.resolution import Placement, Resolver, Texts

TOGETHER = 100
"""Annotations that are handed on together: putting them in their places takes a few milliseconds."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where posts that were corrected (by their extents) or annotations stand; one of the two is empty."""

    extents: Mapping[Selector, Resolution] = field(default_factory=dict)
    annotations: tuple[tuple[Annotation, Placement], ...] = ()


@dataclass(frozen=True, slots=True)
class Placing:
    """What of a document is to be sought: ``extents`` of posts among its ``corrections``, and ``annotations``.

    ``resolver`` is that of the document as its source says; ``known`` are the extents that were sought before.
    """

    resolver: Resolver
    corrections: tuple[PostCorrection, ...]
    known: Mapping[Selector, Resolution]
    extents: tuple[Selector, ...]
    annotations: tuple[Annotation, ...]

    def run(self) -> Iterator[Placed]:
        """Where they stand, first the posts, for their bounds tell places apart, then the annotations, some at a time; in any thread."""
        sought = {extent: self.resolver.resolve(extent) for extent in self.extents}
        if sought:
            yield Placed(sought)
        known = {**self.known, **sought}
        document = corrected(self.resolver.document, self.corrections, lambda extent: self.resolver.at_once(extent) or known.get(extent))
        resolver = self.resolver.on(document)
        for first in range(0, len(self.annotations), TOGETHER):
            some = self.annotations[first : first + TOGETHER]
            yield Placed(annotations=tuple((annotation, resolver.placement(annotation)) for annotation in some))


class Anchorage:
    """What is known of where things stand in a document, as its ``source`` says. ``texts`` gives the texts of its older versions."""

    def __init__(self, source: Document, texts: Texts) -> None:
        self._source = source
        self._resolver = Resolver(source, texts)
        self._known: dict[Selector, Resolution] = {}

    def document(self, corrections: Iterable[PostCorrection]) -> Document:
        """The document as its reader corrected it, but for what must be sought and was not yet."""
        return corrected(self._source, corrections, self._resolve)

    def marks(
        self,
        document: Document,
        annotations: Iterable[Annotation | Sketch],
        wake: Callable[[str], Annotation | None] | None = None,
        count: int | None = None,
    ) -> Marks:
        """Those of ``annotations`` that stand in ``document`` where they were made; the others are pending. The rest as there."""
        return Marks(document, annotations, self._resolver.on(document), placements={}, wake=wake, count=count)

    def placing(self, corrections: Iterable[PostCorrection], marks: Marks) -> Placing | None:
        """What is still to be sought; ``None``: nothing."""
        corrections = tuple(corrections)
        extents = (correction.extent for correction in corrections if correction.extent is not None)
        unknown = tuple(extent for extent in extents if self._resolve(extent) is None)
        if not unknown and not marks.pending:
            return None
        return Placing(self._resolver, corrections, dict(self._known), unknown, tuple(marks.pending.values()))

    def lost(self, corrections: Iterable[PostCorrection]) -> tuple[PostCorrection, ...]:
        """Those of ``corrections`` whose posts were sought and have no place any more."""
        sought = ((correction, self._resolve(correction.extent)) for correction in corrections if correction.extent is not None)
        return tuple(correction for correction, found in sought if found is not None and found.span is None)

    def know(self, extents: Mapping[Selector, Resolution]) -> None:
        """Take in where posts stand."""
        self._known |= extents

    def _resolve(self, extent: Selector) -> Resolution | None:
        return self._resolver.at_once(extent) or self._known.get(extent)
