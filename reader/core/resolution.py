"""Finding again what selectors were made on, in a text that has changed since, and never in a place that is only like it.

Where the text of then is known, its differences to that of now say where each passage went, and quote and context must agree. Without
it, quote and context are sought everywhere. Either way a place is taken only when there is enough to say for it, and clearly
more than for any other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TypeAlias

from reader.core.anchor import SEVERITY, Outcome, Resolution, Selector, describe
from reader.core.annotation import Annotation, Sketch
from reader.core.document import Document
from reader.core.places import Places
from reader.core.searching import search, standing_sides
from reader.core.span import Span
from reader.core.tracing import trace
from reader.core.version import Version

Texts: TypeAlias = Callable[[str], str | None]
"""Gives a canonical text that marks were made on, by its digest; ``None`` when it is not kept."""


def no_text(digest: str) -> None:  # noqa: ARG001  # whatever it is
    """Knows no text."""
    return


@dataclass(frozen=True, slots=True)
class Placement:
    """What became of an annotation (its id): the resolution of each of its targets, in their order."""

    annotation: str
    resolutions: tuple[Resolution, ...]

    @property
    def worst(self) -> Resolution:
        """The resolution that is the annotation's: of several targets, the worst."""
        return max(self.resolutions, key=lambda resolution: (SEVERITY.index(resolution.outcome), -resolution.confidence))

    @property
    def outcome(self) -> Outcome:
        return self.worst.outcome

    @property
    def spans(self) -> tuple[Span, ...] | None:
        """Where the targets stand now, in the order of the text; ``None`` when one of them has no place."""
        spans = tuple(resolution.span for resolution in self.resolutions if resolution.span is not None)
        return tuple(sorted(spans)) if len(spans) == len(self.resolutions) else None


class Resolver:
    """Resolves the selectors of one document. ``snapshots`` gives the texts of its older versions.

    What selectors have in common is done once, when it is first needed. Another thread may use it than the screen's.
    """

    def __init__(self, document: Document, snapshots: Texts = no_text) -> None:
        self.document = document
        self._snapshots = snapshots
        self._versions: dict[str, Version | None] = {}
        self._places = Places(document)

    def on(self, document: Document) -> Resolver:
        """The resolver of the same text cut into other blocks. What is done once is done once for both."""
        other = Resolver(document, self._snapshots)
        other._versions = self._versions
        other._places = self._places.on(document)
        return other

    def at_once(self, selector: Selector) -> Resolution | None:
        """Its resolution, when the text is the one that it was made on; ``None`` when it must be sought.

        One that does not say which text that was is where it was made, when its words and all its context are.
        """
        if not selector.quote:
            return Resolution(Outcome.ORPHAN, None, 0.0, reason="the mark has no words")
        return Resolution(Outcome.EXACT, selector.span, 1.0) if self._is_here(selector) else None

    def resolve(self, selector: Selector) -> Resolution:
        """Where its words stand now; in the text that it was made on, where it was made."""
        resolution = self.at_once(selector)
        if resolution is not None:
            return resolution
        version = self._version(selector.text)
        traced = trace(self._places, version, selector) if version else None
        return traced or search(self._places, selector)

    def placement(self, annotation: Annotation) -> Placement:
        """Where the targets of ``annotation`` stand now."""
        return Placement(annotation.id, tuple(map(self.resolve, annotation.targets)))

    def spans_at_once(self, annotation: Annotation | Sketch) -> tuple[Span, ...] | None:
        """Where the targets of ``annotation`` stand, in the order of the text, when all stand where they were made; ``None`` otherwise.

        Cheaper than anything else here: this is done for every mark when a document is opened.
        """
        if all(map(self._is_here, annotation.targets)):
            return tuple(sorted(target.span for target in annotation.targets))
        return None

    def _is_here(self, selector: Selector) -> bool:
        text = self.document.text
        if not selector.quote or text[selector.start : selector.end] != selector.quote:
            return False
        return selector.text == self.document.digest if selector.text else standing_sides(text, selector.span, selector) == 2

    def _version(self, digest: str) -> Version | None:
        """The text that ``digest`` names, compared with that of now; ``None`` when it is not known or not kept."""
        if not digest or digest == self.document.digest:
            return None
        if digest not in self._versions:
            text = self._snapshots(digest)
            self._versions[digest] = None if text is None else Version(text, self.document.text)
        return self._versions[digest]


def reanchored(annotation: Annotation, document: Document, spans: Iterable[Span]) -> Annotation:
    """``annotation``, not lost, with ``spans`` of the present text for its targets. ``ValueError`` when there are none, or one is empty."""
    return replace(annotation, targets=tuple(describe(document, span) for span in sorted(spans)), is_lost=False)
