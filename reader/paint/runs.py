"""Which names cover which part of a row: the one place that decides what is drawn over what."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reader.core.annotation import Annotation, Body, Claim, Evidence, Group, Note, Status, Tag, group_of
from reader.core.marks import Layer, Marks
from reader.core.records import Records
from reader.core.span import Span
from reader.core.suggestion import Sort, Suggestion

EDITED = "edited"
"""The name of words of a mark that were changed since it was made."""


@dataclass(frozen=True, slots=True)
class Run:
    """Code points that are drawn alike, and the names of what they are (``claim``, ``mention.PERSON``, ``selection`` …)."""

    span: Span
    names: frozenset[str]


def runs(span: Span, layers: Iterable[tuple[Span, str]], marked: Sequence[Run] = ()) -> tuple[Run, ...]:
    """``span`` cut where a layer or a run of ``marked``, which are in order and apart, begins or ends, in order and without gaps.

    Parts of layers and runs outside it are left out.
    """
    clipped = [(max(layer.start, span.start), min(layer.end, span.end), name) for layer, name in layers if layer.overlaps(span)]
    cuts = {span.start, span.end}
    cuts.update(cut for start, end, _ in clipped for cut in (start, end))
    cuts.update(cut for run in marked for cut in (run.span.start, run.span.end) if span.start < cut < span.end)
    made, at = [], 0
    for start, end in pairwise(sorted(cuts)):
        while at < len(marked) and marked[at].span.end <= start:
            at += 1
        names = marked[at].names if at < len(marked) and marked[at].span.start <= start else frozenset()
        over = [name for first, last, name in clipped if first <= start and end <= last]
        made.append(Run(Span(start, end), names.union(over) if over else names))
    return tuple(made)


def marked_runs(span: Span, marks: Marks, records: Records) -> tuple[list[Run], set[str]]:
    """The stretches of ``span`` on which marks lie, named by what those are, and the names of what starts within it."""
    made, starting = [], set()
    for stretch in marks.stretches(span):
        made.append(Run(stretch.span, frozenset(name for layer in stretch.layers for name in _names(layer, records))))
        if stretch.starting and span.contains(stretch.span.start):
            starting |= {_name_of_group(layer.group, records) for layer in stretch.starting}
            starting |= {EDITED for layer in stretch.starting if layer.is_edited}
    return made, starting


def kind_layers(span: Span, marks: Marks, records: Records, kinds: Collection[str]) -> list[tuple[Span, str]]:
    """Where claims of these ``kinds`` lie over ``span``, named ``claim.`` and their kind. Without kinds it costs nothing."""
    layers: list[tuple[Span, str]] = []
    for mark in marks.within(span) if kinds else ():
        annotation = records.annotation(mark.id) if mark.group is Claim else None
        if annotation is not None and isinstance(annotation.body, Claim) and annotation.body.kind in kinds:
            layers += [(part, name_of(annotation, records)) for part in mark.spans]
    return layers


def _names(layer: Layer, records: Records) -> Iterator[str]:
    yield _name_of_group(layer.group, records)
    if layer.status is not Status.OK:
        yield layer.status.value
    if layer.is_edited:
        yield EDITED


def _name_of_group(group: Group, records: Records) -> str:
    if not isinstance(group, str):
        return _NAMES[group]
    known = records.entity(group)
    return f"mention.{known.label}" if known else "mention"


def name_of(annotation: Annotation, records: Records) -> str:
    """The name under which an annotation is drawn; of a claim, with its kind after a dot."""
    if isinstance(annotation.body, Claim):
        return f"claim.{annotation.body.kind}"
    return _name_of_group(group_of(annotation), records)


def name_of_suggestion(suggestion: Suggestion) -> str:
    """The name under which a suggestion is drawn."""
    return "suggestion.claim" if suggestion.sort is Sort.CLAIM else f"suggestion.mention.{suggestion.label}"


_NAMES: Mapping[type[Body], str] = {Claim: "claim", Note: "note", Tag: "tag", Evidence: "evidence"}
