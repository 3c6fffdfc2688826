"""What a reader says about a document: annotations, the entities they name, relations, post corrections, refusals, how far the work is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from reader.core.anchor import Selector
from reader.core.document import Platform
from reader.core.span import Span
from reader.core.suggestion import Sort


class Attribution(StrEnum):
    """How a claim reaches the page: its claimant says it, is quoted, is paraphrased, or stays unnamed."""

    AUTHOR = "author"
    QUOTED = "quoted"
    PARAPHRASED = "paraphrased"
    ANONYMOUS = "anonymous"


class Status(StrEnum):
    OK = "ok"
    UNSURE = "unsure"
    SUGGESTED = "suggested"


@dataclass(frozen=True, slots=True)
class Claim:
    """Something said that may be true or false. ``kind`` and ``verdict`` are names of the scheme, ``claimant`` an entity's id.

    ``checkworthy`` is ``None`` while nobody has decided. ``links`` are URLs that bear on the claim.
    """

    kind: str
    claimant: str | None = None
    attribution: Attribution = Attribution.AUTHOR
    checkworthy: bool | None = None
    verdict: str | None = None
    note: str = ""
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """One place that names an entity (its id)."""

    entity: str


@dataclass(frozen=True, slots=True)
class Note:
    """Words of the annotator about the target."""

    text: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A free label on the target."""

    label: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """The target, or what ``url`` leads to, bears on claims; relations say on which and how."""

    url: str | None = None
    note: str = ""


Body: TypeAlias = Claim | Mention | Note | Tag | Evidence

Group: TypeAlias = type[Body] | str
"""What an annotation is listed among: the mentions of an entity (its id), else those of its sort."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Who made a record, and when it was made and last changed (UTC, ISO 8601 with seconds and ``Z``)."""

    creator: str
    created: str
    modified: str


@dataclass(frozen=True, slots=True)
class Annotation:
    """A body attached to one or more targets in a document (its id). ``targets`` are in the order of the text, never none.

    ``is_lost``: its annotator has said that its words are gone. It stands only where they are found again as they were.
    ``attributes`` are values of the scheme's attributes, by name, in the order of the names.
    """

    id: str
    document: str
    targets: tuple[Selector, ...]
    body: Body
    provenance: Provenance
    tags: tuple[str, ...] = ()
    status: Status = Status.OK
    is_lost: bool = False
    attributes: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if not self.targets:
            raise ValueError(f"annotation {self.id} has no target")

    @property
    def hull(self) -> Span:
        """The smallest span over all targets, where they were marked."""
        return Span(self.targets[0].start, max(target.end for target in self.targets))


@dataclass(frozen=True, slots=True)
class Sketch:
    """As much of an annotation as putting it in its place takes."""

    id: str
    targets: tuple[Selector, ...]
    group: Group
    status: Status = Status.OK


def group_of(annotation: Annotation | Sketch) -> Group:
    """What an annotation is listed among."""
    if isinstance(annotation, Sketch):
        return annotation.group
    return annotation.body.entity if isinstance(annotation.body, Mention) else type(annotation.body)


@dataclass(frozen=True, slots=True)
class Entity:
    """The thing that mentions name. ``label`` is an entity type of the scheme; ``references`` are ids or URLs elsewhere."""

    id: str
    name: str
    label: str
    aliases: tuple[str, ...] = ()
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """``source`` stands in ``kind`` (a relation kind of the scheme) to ``target``; both are annotation ids."""

    id: str
    kind: str
    source: str
    target: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class PostCorrection:
    """The reader's word on the post with the id ``post``; it wins over what was recognised.

    ``extent`` covers body and attribution; ``None`` says that this is no post. A post that was not recognised at all has an id of its own.
    """

    id: str
    document: str
    post: str
    extent: Selector | None
    provenance: Provenance
    platform: Platform = Platform.OTHER
    author: str | None = None
    handle: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """The reader's word that what ``target`` quotes is not to be suggested as a ``sort`` of mark."""

    id: str
    document: str
    target: Selector
    sort: Sort
    provenance: Provenance


class Stage(StrEnum):
    """How far the work on a document is."""

    NEW = "new"
    IN_WORK = "in_work"
    DONE = "done"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class DocumentStatus:
    """The reader's word on how far the work on a document is. Of several on one document, the one modified last holds."""

    id: str
    document: str
    stage: Stage
    provenance: Provenance


Record: TypeAlias = Annotation | Entity | Relation | PostCorrection | Refusal | DocumentStatus
"""What the store keeps and a transaction changes. Every record has an ``id``: 14 hexadecimal digits, below 2**53."""
