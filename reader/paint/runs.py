"""Which names cover which part of a row: the one place that decides what is drawn over what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reader.core.annotation import Annotation, Claim, Evidence, Mention, Note, Status, Tag
from reader.core.marks import Mark
from reader.core.records import Records
from reader.core.span import Span


@dataclass(frozen=True, slots=True)
class Run:
    """Code points that are drawn alike, and the names of what they are (``claim``, ``mention.PERSON``, ``selection`` …)."""

    span: Span
    names: frozenset[str]


def runs(span: Span, layers: Iterable[tuple[Span, str]]) -> tuple[Run, ...]:
    """``span`` cut where a layer begins or ends, in order and without gaps; parts of layers outside it are left out."""
    clipped = [(shared, name) for layer, name in layers if (shared := span.intersection(layer)) and not shared.is_empty]
    cuts = sorted({span.start, span.end, *(cut for shared, _ in clipped for cut in (shared.start, shared.end))})
    return tuple(
        Run(Span(start, end), frozenset(name for shared, name in clipped if shared.start <= start and end <= shared.end))
        for start, end in pairwise(cuts)
    )


def mark_layers(marks: Sequence[Mark], records: Records, current: str | None) -> list[tuple[Span, str]]:
    """The layers of ``marks``: what each is, whether it is unsure, and which one is the current (its id)."""
    layers: list[tuple[Span, str]] = []
    for mark in marks:
        annotation = records.annotation(mark.id)
        if annotation is None:
            continue
        names = [name_of(annotation, records)]
        if annotation.status is not Status.OK:
            names.append(annotation.status.value)
        if mark.id == current:
            names.append("current")
        layers.extend((span, name) for span in mark.spans for name in names)
    return layers


def name_of(annotation: Annotation, records: Records) -> str:
    """The name under which an annotation is drawn."""
    match annotation.body:
        case Claim():
            return "claim"
        case Mention(entity=entity):
            known = records.entity(entity)
            return f"mention.{known.label}" if known else "mention"
        case Note():
            return "note"
        case Tag():
            return "tag"
        case Evidence():
            return "evidence"
