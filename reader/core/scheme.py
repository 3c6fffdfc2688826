"""The label set: what kinds of claims, types of entities, verdicts, relations and attributes there are, and what of a record it lacks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from reader.core.annotation import Annotation, Body, Claim, Entity, Record, Relation

ANNOTATION_TYPES = ("claim", "mention", "note", "tag", "evidence")
"""What attributes may stand on and relations may join, as schemes and exports call it."""

OUTSIDE = "(not in the scheme)"
"""What is said of a label that is kept although the scheme does not have it."""

YES, NO = "yes", "no"
"""The values of an attribute that is a question."""


@dataclass(frozen=True, slots=True)
class Label:
    """One choice. ``name`` is stored and exported, ``title`` is shown, ``letter`` chooses it from the keyboard.

    ``color`` (``#rrggbb``) and ``glyph`` (one cell) are how its marks look; empty: as the theme has it. ``guidelines`` say when it is
    chosen, ``examples`` show it. ``same_as`` are (name of another scheme, name of the label there) pairs.
    """

    name: str
    title: str
    letter: str
    description: str = ""
    color: str = ""
    glyph: str = ""
    guidelines: str = ""
    examples: tuple[str, ...] = ()
    same_as: tuple[tuple[str, str], ...] = field(default=(), kw_only=True)

    @property
    def is_explained(self) -> bool:
        """Whether there is more to say of it than its title."""
        return bool(self.description or self.guidelines or self.examples)


@dataclass(frozen=True, slots=True)
class RelationKind(Label):
    """A kind of relation. ``sources`` and ``targets`` are what it may join: types of annotations (``claim``, …); empty: all."""

    sources: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()

    def joins(self, source: str, target: str) -> bool:
        """Whether it may lead from an annotation of the type ``source`` to one of the type ``target``."""
        return (not self.sources or source in self.sources) and (not self.targets or target in self.targets)


class AttributeKind(StrEnum):
    CHOICE = "choice"
    TEXT = "text"
    YES_NO = "yes_no"


@dataclass(frozen=True, slots=True)
class Attribute:
    """Something that can be said of annotations of the types ``on`` (empty: of all). ``choices`` are what a CHOICE is chosen from."""

    name: str
    title: str
    kind: AttributeKind
    choices: tuple[str, ...] = ()
    on: tuple[str, ...] = ()
    description: str = ""

    def is_on(self, type: str) -> bool:
        """Whether it can be said of annotations of the ``type``."""
        return not self.on or type in self.on

    def allows(self, value: str) -> bool:
        """Whether ``value`` is one that it may have."""
        match self.kind:
            case AttributeKind.CHOICE:
                return value in self.choices
            case AttributeKind.YES_NO:
                return value in (YES, NO)
            case AttributeKind.TEXT:
                return True


@dataclass(frozen=True, slots=True)
class Scheme:
    """All choices of a project. The first claim kind is what a new claim gets; the first entity type is what an author gets."""

    claim_kinds: tuple[Label, ...]
    entity_types: tuple[Label, ...]
    verdicts: tuple[Label, ...]
    relation_kinds: tuple[RelationKind, ...]
    attributes: tuple[Attribute, ...] = ()

    def entity_type(self, name: str) -> Label | None:
        return label_named(name, self.entity_types)

    def attribute(self, name: str) -> Attribute | None:
        return next((attribute for attribute in self.attributes if attribute.name == name), None)


def label_named(name: str, labels: Sequence[Label]) -> Label | None:
    """The one of ``labels`` with this name."""
    return next((label for label in labels if label.name == name), None)


def type_of(body: Body) -> str:
    """The type of an annotation with this body, one of ``ANNOTATION_TYPES``."""
    return type(body).__name__.lower()


def label_map(scheme: Scheme, to: str) -> Mapping[str, str]:
    """The entity types of the scheme ``to`` by those of ``scheme`` (names). What has no counterpart there is left out."""
    pairs = {label.name: dict(label.same_as).get(to) for label in scheme.entity_types}
    return MappingProxyType({name: there for name, there in pairs.items() if there is not None})


def counterparts(scheme: Scheme, standard: Scheme, name: str) -> Mapping[str, str]:
    """The entity types of ``scheme`` (names) by those of ``standard``, which it calls ``name``, that it does not have itself.

    What the standard says of other schemes counts first, then what ``scheme`` says of the standard. What neither tells is left out.
    """
    own = {label.name: dict(label.same_as) for label in scheme.entity_types}
    found = dict[str, str]()
    for label in standard.entity_types:
        if label.name in own:
            continue
        theirs = [there for other, there in label.same_as if there in own and other not in own[there]]  # no scheme names itself
        said = theirs or [type for type, same in own.items() if same.get(name) == label.name]
        if said:
            found[label.name] = said[0]
    return MappingProxyType(found)


def unknown(record: Record, scheme: Scheme) -> tuple[str, ...]:
    """What ``record`` says that ``scheme`` does not have, each in a few words (``claim kind “rumour”``); empty: it has it all."""
    return tuple(_unknown(record, scheme))


def _unknown(record: Record, scheme: Scheme) -> Iterator[str]:
    match record:
        case Annotation(body=body, attributes=attributes):
            if isinstance(body, Claim):
                yield from _missing("claim kind", body.kind, scheme.claim_kinds)
                if body.verdict is not None:
                    yield from _missing("verdict", body.verdict, scheme.verdicts)
            for name, value in attributes:
                attribute = scheme.attribute(name)
                if attribute is None:
                    yield f"attribute “{name}”"
                elif not attribute.is_on(type_of(body)):
                    yield f"attribute “{name}” on a {type_of(body)}"
                elif not attribute.allows(value):
                    yield f"value “{value}” of the attribute “{name}”"
        case Entity(label=label):
            yield from _missing("entity type", label, scheme.entity_types)
        case Relation(kind=kind):
            yield from _missing("relation kind", kind, scheme.relation_kinds)
        case _:
            pass


def _missing(what: str, name: str, labels: Sequence[Label]) -> Iterator[str]:
    if label_named(name, labels) is None:
        yield f"{what} “{name}”"
