"""What marks are told apart by, and filters made of that."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import assert_never

from reader.core.annotation import Annotation, Claim, Evidence, Mention, Note, Status, Tag
from reader.core.records import Records


class Facet(StrEnum):
    """What marks may be told apart by."""

    SORT = "sort"
    KIND = "kind"
    ENTITY = "entity"
    CLAIMANT = "claimant"
    VERDICT = "verdict"
    TAG = "tag"
    SURE = "sure"
    CHECK = "worth checking"
    RELATION = "relation"
    CREATOR = "by"


NONE = ""
"""The value of a claim without a claimant, or without a verdict."""

_SORTS = {Claim: "claim", Mention: "entity", Note: "note", Tag: "tag", Evidence: "evidence"}
_MANY = frozenset([Facet.TAG, Facet.RELATION])
"""Facets of which a mark may have several values."""


def values_of(annotation: Annotation, facet: Facet, records: Records) -> tuple[str, ...]:
    """The values that an annotation has on a facet; none, where it cannot have any."""
    body = annotation.body
    match facet:
        case Facet.SORT:
            return (_SORTS[type(body)],)
        case Facet.KIND:
            if isinstance(body, Mention):
                entity = records.entity(body.entity)
                return (entity.label,) if entity else ()
            return (body.kind,) if isinstance(body, Claim) else ()
        case Facet.ENTITY:
            return (body.entity,) if isinstance(body, Mention) else ()
        case Facet.CLAIMANT:
            return (body.claimant or NONE,) if isinstance(body, Claim) else ()
        case Facet.VERDICT:
            return (body.verdict or NONE,) if isinstance(body, Claim) else ()
        case Facet.TAG:
            return tuple(dict.fromkeys((*annotation.tags, body.label) if isinstance(body, Tag) else annotation.tags))
        case Facet.SURE:
            return ("sure" if annotation.status is Status.OK else annotation.status.value,)
        case Facet.CHECK:
            return (_CHECKS[body.checkworthy],) if isinstance(body, Claim) else ()
        case Facet.RELATION:
            return tuple(dict.fromkeys(relation.kind for relation in records.relations_of(annotation.id)))
        case Facet.CREATOR:
            return (annotation.provenance.creator,)
        case other:
            assert_never(other)


_CHECKS = {True: "yes", False: "no", None: "undecided"}


def titled(facet: Facet, value: str, records: Records) -> str:
    """A value in words that also say, together with others, which facet it is of."""
    match facet:
        case Facet.CLAIMANT | Facet.ENTITY:
            entity = records.entity(value)
            return (entity.name if entity else "unknown name") if value else "no claimant"
        case Facet.VERDICT:
            return value.replace("_", " ") or "no verdict"
        case Facet.TAG:
            return f"#{value}"
        case Facet.CHECK:
            return {"yes": "worth checking", "no": "not worth checking"}.get(value, "worth undecided")
        case Facet.CREATOR:
            return f"by {value}"
        case Facet.SORT | Facet.KIND | Facet.SURE | Facet.RELATION:
            return {"claim": "claims", "entity": "entities", "note": "notes", "tag": "tags"}.get(value, value.replace("_", " "))
        case other:
            assert_never(other)


@dataclass(frozen=True, slots=True)
class Criterion:
    """Met by marks that have ``value`` on ``facet``."""

    facet: Facet
    value: str

    def is_met(self, annotation: Annotation, records: Records) -> bool:
        return self.value in values_of(annotation, self.facet, records)


class Listing(StrEnum):
    """What a list of marks is ordered by; but for the place, marks stand under headings."""

    PLACE = "place"
    KIND = "kind"
    CLAIMANT = "claimant"
    VERDICT = "verdict"
    MODIFIED = "time modified"


@dataclass(frozen=True, slots=True)
class Filter:
    """Passes the marks that meet all ``criteria``. ``listing`` is their order."""

    criteria: tuple[Criterion, ...] = ()
    listing: Listing = Listing.PLACE

    @property
    def is_active(self) -> bool:
        """Whether anything is listed otherwise than without a filter."""
        return self != NOTHING

    def passes(self, annotation: Annotation, records: Records) -> bool:
        return all(criterion.is_met(annotation, records) for criterion in self.criteria)

    def without(self, facet: Facet) -> Filter:
        """The same but for what it asks of ``facet``."""
        return replace(self, criteria=tuple(criterion for criterion in self.criteria if criterion.facet is not facet))

    def toggled(self, criterion: Criterion) -> Filter:
        """Without ``criterion`` if it is among those to be met, else with it, in place of another one that cannot be met beside it."""
        if criterion in self.criteria:
            return replace(self, criteria=tuple(other for other in self.criteria if other != criterion))
        kept = self if criterion.facet in _MANY else self.without(criterion.facet)
        return replace(self, criteria=(*kept.criteria, criterion))

    def described(self, records: Records) -> str:
        """What it passes and in what order, in words; empty when it is not active."""
        parts = [titled(criterion.facet, criterion.value, records) for criterion in self.criteria]
        return " · ".join([*parts, *([f"by {self.listing}"] if self.listing is not Listing.PLACE else [])])


NOTHING = Filter()
"""The filter that passes all marks in the order in which they always stand."""


@dataclass(slots=True)
class Choices:
    """What could be chosen of ``facet`` beside what is ``chosen`` of the others: the values that occur, and on how many marks."""

    chosen: Filter
    facet: Facet
    counts: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        if self.facet not in _MANY:  # another value of it would take the place of the one that is chosen
            self.chosen = self.chosen.without(self.facet)

    def add(self, annotation: Annotation, records: Records) -> None:
        """Count one mark more, if it meets what is chosen."""
        if self.chosen.passes(annotation, records):
            self.counts.update(values_of(annotation, self.facet, records))

    def values(self) -> list[tuple[str, int]]:
        """The values with their counts, the most first."""
        return sorted(self.counts.items(), key=lambda found: (-found[1], found[0]))
