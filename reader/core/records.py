"""All records of a folder with the indexes that questions about them need."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, Protocol

from reader.core.annotation import (
    Annotation,
    Claim,
    DocumentStatus,
    Entity,
    Mention,
    PostCorrection,
    Record,
    Refusal,
    Relation,
    Sketch,
    Stage,
)
from reader.core.errors import ReaderError
from reader.core.folded_names import fold_name as fold_name  # it is imported from here, where names are compared
from reader.core.transaction import Transaction

if TYPE_CHECKING:
    from reader.core.short_names import Candidate, ShortNames


class ConflictError(ReaderError):
    """A transaction starts from a record that is not as it says."""


class Use(NamedTuple):
    """An annotation (its id) that mentions an entity, or a claim that it makes: in which document (its id), from which offset on."""

    id: str
    document: str
    start: int
    is_claim: bool


class Sleepers(Protocol):
    """Annotations that are kept and were not yet read, and what they are found by."""

    def __len__(self) -> int: ...

    def documents(self) -> Collection[str]:
        """The ids of the documents that they are about."""

    def of_document(self, document: str) -> Sequence[str]:
        """The ids of those about a document (its id)."""

    def count_of(self, document: str) -> int:
        """How many are about a document (its id). Costs nothing."""

    def sketches(self, document: str) -> Iterator[tuple[str, Sketch | None]]:
        """The ids of those about a document (its id), each with its sketch; ``None`` when it takes reading it."""

    def of_entity(self, entity: str) -> Sequence[str]:
        """The ids of those that mention an entity or that it claims. The first time takes looking at all; any thread may do it."""

    def count_of_entity(self, entity: str) -> int | None:
        """How many mention an entity or are claims of it; ``None`` before :meth:`of_entity` was asked for the first time. Costs nothing."""

    def uses_of(self, entity: str) -> Iterator[Use]:
        """Those that mention an entity or that it claims, and where they were marked."""

    def wake(self, id: str) -> Annotation | None:
        """Read one; ``None`` when there is none with this id, or it cannot be read after all."""


class Records:
    """A set of records, changed by whole transactions only. Asking by id, document, entity or name costs the size of the answer.

    Annotations may be ``asleep`` until somebody asks for them. One that cannot be read then is as if it had not been there.
    """

    def __init__(self, records: Iterable[Record] = (), asleep: Sleepers | None = None) -> None:
        self._by_id: dict[str, Record] = {}
        self._by_document: dict[str, dict[str, None]] = {}
        self._by_corrected: dict[str, dict[str, None]] = {}
        self._by_refused: dict[str, dict[str, None]] = {}
        self._by_status: dict[str, dict[str, None]] = {}
        self._stages: Counter[Stage] = Counter()
        self._by_entity: dict[str, dict[str, None]] = {}
        self._by_name: dict[str, dict[str, None]] = {}
        self._by_end: dict[str, dict[str, None]] = {}
        self._entities: dict[str, None] = {}
        self._relations: dict[str, None] = {}
        self._relations_in: tuple[str, tuple[str, ...]] | None = None
        self._short_names: ShortNames | None = None
        self._unnamed: list[str] = []
        self._asleep = asleep
        self._roused: set[str] = set()
        self._roused_of: dict[str, int] = {}
        self._roused_documents: set[str] = set()
        self._roused_uses: dict[str, int] = {}
        for record in records:
            self._add(record)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Records) and {r.id: r for r in self} == {r.id: r for r in other}

    __hash__ = None  # type: ignore[assignment]  # mutable

    def __iter__(self) -> Iterator[Record]:
        if self._asleep is not None:
            for document in list(self._asleep.documents()):
                self._rouse_document(document)
        return iter(list(self._by_id.values()))

    def __len__(self) -> int:
        return len(self._by_id) + (len(self._asleep) - len(self._roused) if self._asleep else 0)

    def get(self, id: str) -> Record | None:
        """The record ``id``, of whatever sort."""
        if id not in self._by_id:
            self._rouse((id,))
        return self._by_id.get(id)

    def annotation(self, id: str) -> Annotation | None:
        record = self.get(id)
        return record if isinstance(record, Annotation) else None

    def entity(self, id: str | None) -> Entity | None:
        record = self.get(id) if id else None
        return record if isinstance(record, Entity) else None

    def entities(self) -> list[Entity]:
        """All entities, by name, then id."""
        return sorted((r for r in self._of(self._entities) if isinstance(r, Entity)), key=lambda e: (e.name.casefold(), e.id))

    def annotations_of(self, document: str) -> list[Annotation]:
        """The annotations of a document (its id), in no order."""
        self._rouse_document(document)
        return [r for r in self._of(self._by_document.get(document, {})) if isinstance(r, Annotation)]

    def sketches_of(self, document: str) -> Iterator[Annotation | Sketch]:
        """The annotations of a document (its id), in no order; of those that are asleep, as much as putting them in their places takes."""
        yield from [r for r in self._of(self._by_document.get(document, {})) if isinstance(r, Annotation)]
        if self._asleep is None or document in self._roused_documents:
            return
        for id, sketch in self._asleep.sketches(document):
            if id not in self._roused and id not in self._by_id:
                found = sketch or self.annotation(id)
                if found is not None:
                    yield found

    def some_of(self, document: str, most: int) -> list[Annotation]:
        """Up to ``most`` annotations of a document (its id), in no order. Wakes no more than those."""
        known = list(islice(self._by_document.get(document, {}), most))
        if self._asleep is not None and document not in self._roused_documents and len(known) < most:
            self._rouse([id for id in self._asleep.of_document(document) if id not in self._roused][: most - len(known)])
            known = list(islice(self._by_document.get(document, {}), most))
        return [r for r in self._of(known) if isinstance(r, Annotation)]

    def ids_of(self, document: str) -> list[str]:
        """The ids of the annotations of a document (its id), in no order. Wakes none; one of them may turn out not to be readable."""
        awake = list(self._by_document.get(document, {}))
        if self._asleep is None or document in self._roused_documents:
            return awake
        return awake + [id for id in self._asleep.of_document(document) if id not in self._roused and id not in self._by_id]

    def count_of(self, document: str) -> int:
        """How many annotations a document (its id) has. Wakes none, and costs nothing."""
        awake = len(self._by_document.get(document, {}))
        if self._asleep is None or document in self._roused_documents:
            return awake
        return awake + self._asleep.count_of(document) - self._roused_of.get(document, 0)

    def corrections_of(self, document: str) -> list[PostCorrection]:
        """The post corrections of a document (its id), the oldest first."""
        found = [r for r in self._of(self._by_corrected.get(document, {})) if isinstance(r, PostCorrection)]
        return sorted(found, key=lambda correction: (correction.provenance.created, correction.id))

    def refusals_of(self, document: str) -> list[Refusal]:
        """What was refused in a document (its id), in the order in which it was."""
        return [r for r in self._of(self._by_refused.get(document, {})) if isinstance(r, Refusal)]

    def refusals(self) -> list[Refusal]:
        """What was refused in any document."""
        return [refusal for document in list(self._by_refused) for refusal in self.refusals_of(document)]

    def status_of(self, document: str) -> DocumentStatus | None:
        """What the reader has said last of how far the work on a document (its id) is; ``None``: nothing."""
        found = [r for r in self._of(self._by_status.get(document, {})) if isinstance(r, DocumentStatus)]
        return max(found, key=lambda status: (status.provenance.modified, status.id), default=None)

    def documents_at(self, stage: Stage) -> list[str]:
        """The documents (their ids) of which the reader has said last that the work is so far, the latest first."""
        found = [status for document in self._by_status if (status := self.status_of(document)) is not None and status.stage is stage]
        return [status.document for status in sorted(found, key=lambda one: (one.provenance.modified, one.id), reverse=True)]

    def stages(self) -> Mapping[Stage, int]:
        """Of how many documents the reader has said last that the work is so far. Costs nothing."""
        return {stage: count for stage, count in self._stages.items() if count}

    def documents(self) -> frozenset[str]:
        """The ids of all documents that records speak of."""
        asleep = (document for document in (self._asleep.documents() if self._asleep else ()) if self.count_of(document))
        return frozenset({*self._by_document, *self._by_corrected, *self._by_refused, *self._by_status, *asleep})

    def speaks_of(self, document: str) -> bool:
        """Whether any record is about a document (its id). Wakes none."""
        is_there = any(document in index for index in (self._by_corrected, self._by_refused, self._by_status))
        return is_there or self.count_of(document) > 0

    def user_ids_of(self, entity: str) -> Iterator[str]:
        """The ids of the mentions of an entity and of the claims that it makes. Wakes none."""
        yield from list(self._by_entity.get(entity, {}))
        if self._asleep is not None:
            yield from (id for id in self._asleep.of_entity(entity) if id not in self._roused)

    def users_of(self, entity: str) -> list[Annotation]:
        """The mentions of an entity and the claims that it makes."""
        if self._asleep is not None:
            self._rouse(self._asleep.of_entity(entity))
        return [r for r in self._of(self._by_entity.get(entity, {})) if isinstance(r, Annotation)]

    def entities_named(self, name: str) -> list[Entity]:
        """The entities with this name or alias, compared by :func:`fold_name`, in the order in which they were added."""
        return [r for r in self._of(self._by_name.get(fold_name(name), {})) if isinstance(r, Entity)]

    def uses_of(self, entity: str) -> Iterator[Use]:
        """The mentions of an entity and the claims that it makes, in no order, and where they were marked. Wakes none."""
        for record in list(self._of(self._by_entity.get(entity, {}))):
            if isinstance(record, Annotation):
                yield Use(record.id, record.document, record.targets[0].start, isinstance(record.body, Claim))
        if self._asleep is not None:
            yield from (use for use in self._asleep.uses_of(entity) if use.id not in self._roused)

    def count_uses(self, entity: str) -> int | None:
        """How many mentions an entity has and claims it makes; ``None`` before :meth:`find_uses`. Costs nothing."""
        awake = len(self._by_entity.get(entity, ()))
        if self._asleep is None:
            return awake
        asleep = self._asleep.count_of_entity(entity)
        return None if asleep is None else awake + asleep - self._roused_uses.get(entity, 0)

    def find_uses(self) -> None:
        """Look through all annotations for the entities that they mention, should that not have been done. Any thread may do it."""
        asleep = self._asleep
        if asleep is not None:
            asleep.of_entity("")

    def candidates(self, name: str) -> tuple[Candidate, ...]:
        """The entities that ``name`` could stand for: by being theirs, or short for theirs. Asking a second time costs nothing."""
        self.index_names(len(self._entities))
        return self._short_names.candidates(name) if self._short_names is not None else ()

    def sharing(self, name: str) -> tuple[str, ...]:
        """The entities (ids) with which ``name`` has a word in common, or that have its letters for initials."""
        self.index_names(len(self._entities))
        return self._short_names.sharing(name) if self._short_names is not None else ()

    def index_names(self, most: int) -> bool:
        """Get up to ``most`` more entities ready for :meth:`candidates`; whether that was all. Else the first who asks waits."""
        if self._short_names is None:
            if not self._entities:
                return True
            from reader.core.short_names import ShortNames  # the lists of words in it cost start-up time

            self._short_names, self._unnamed = ShortNames(), list(self._entities)
        for _ in range(min(most, len(self._unnamed))):
            entity = self._by_id.get(self._unnamed.pop())
            if isinstance(entity, Entity):
                self._short_names.put(entity.id, (entity.name, *entity.aliases))
        return not self._unnamed

    def relations_of(self, annotation: str) -> list[Relation]:
        """The relations with this annotation at either end."""
        return [r for r in self._of(self._by_end.get(annotation, {})) if isinstance(r, Relation)]

    def count_relations_in(self, document: str) -> int:
        """How many relations have an end in a document (its id). Wakes none, and costs nothing when it is asked of the same one again."""
        return len(self._related(document)) if self._relations else 0

    def relations_in(self, document: str) -> list[Relation]:
        """The relations with an end in a document (its id), in no order. Wakes none of the ends."""
        return [r for r in self._of(self._related(document)) if isinstance(r, Relation)]

    def relations(self) -> list[Relation]:
        """All relations, by id."""
        return sorted((r for r in self._of(self._relations) if isinstance(r, Relation)), key=lambda r: r.id)

    def check(self, transaction: Transaction) -> None:
        """``ConflictError`` when a change of ``transaction`` does not start from what is here."""
        for change in transaction.changes:
            if self.get(change.id) != change.before:
                raise ConflictError(f"“{transaction.title}” cannot be applied: record {change.id} has changed since. Reopen the folder.")

    def apply(self, transaction: Transaction) -> None:
        """Make all changes of ``transaction``, or none: ``ConflictError`` as from :meth:`check`."""
        self.check(transaction)
        for change in transaction.changes:
            self.put(change.id, change.after)

    def put(self, id: str, record: Record | None) -> None:
        """Make ``record`` the one with this id, or have none (``None``), whatever was there."""
        before = self.get(id)
        if id in self._by_end or isinstance(before, Relation) or isinstance(record, Relation):
            self._relations_in = None
        if before is not None:
            self._remove(before)
        if record is not None:
            self._add(record)

    def _of(self, ids: Iterable[str]) -> Iterator[Record]:
        return (self._by_id[id] for id in ids)

    def _related(self, document: str) -> tuple[str, ...]:
        if self._relations_in is None or self._relations_in[0] != document:
            ends: Iterable[str] = self._by_end
            if len(self._by_end) > self.count_of(document) or any(id not in self._by_id for id in ends):
                ends = self.ids_of(document)
            else:  # of few relations, all of whose ends are awake
                awake = (record for id in ends if isinstance(record := self._by_id[id], Annotation))
                ends = [annotation.id for annotation in awake if annotation.document == document]
            found = dict.fromkeys(relation for id in ends for relation in self._by_end.get(id, ()))
            self._relations_in = document, tuple(found)
        return self._relations_in[1]

    def _rouse_document(self, document: str) -> None:
        """Read the annotations of a document that are still asleep. When it was the last one, nobody is."""
        if self._asleep is None or document in self._roused_documents or not self._asleep.count_of(document):
            return
        self._rouse(self._asleep.of_document(document))
        self._roused_documents.add(document)
        if len(self._roused_documents) == len(self._asleep.documents()):
            self._asleep = None
            self._roused.clear()

    def _rouse(self, ids: Iterable[str]) -> None:
        """Read those of ``ids`` that are still asleep."""
        if self._asleep is None:
            return
        for id in ids:
            if id not in self._roused and id not in self._by_id:
                record = self._asleep.wake(id)
                if record is not None:
                    self._roused.add(id)
                    self._roused_of[record.document] = self._roused_of.get(record.document, 0) + 1
                    for entity in [key for index, key in self._keys(record) if index is self._by_entity]:
                        self._roused_uses[entity] = self._roused_uses.get(entity, 0) + 1
                    self._add(record)

    def _add(self, record: Record) -> None:
        self._by_id[record.id] = record
        if isinstance(record, Entity | Relation):
            (self._entities if isinstance(record, Entity) else self._relations)[record.id] = None
        if self._short_names is not None and isinstance(record, Entity):
            self._short_names.put(record.id, (record.name, *record.aliases))
        if isinstance(record, DocumentStatus):
            self._count_stage(record.document, -1)
        for index, key in self._keys(record):
            index.setdefault(key, {})[record.id] = None
        if isinstance(record, DocumentStatus):
            self._count_stage(record.document, 1)

    def _remove(self, record: Record) -> None:
        if isinstance(record, DocumentStatus):
            self._count_stage(record.document, -1)
        del self._by_id[record.id]
        if self._short_names is not None and isinstance(record, Entity):
            self._short_names.remove(record.id)
        self._entities.pop(record.id, None)
        self._relations.pop(record.id, None)
        for index, key in self._keys(record):
            index[key].pop(record.id, None)
            if not index[key]:
                del index[key]
        if isinstance(record, DocumentStatus):
            self._count_stage(record.document, 1)

    def _count_stage(self, document: str, by: int) -> None:
        """Count what is said of a document once more, or no more."""
        if document in self._by_status:
            status = self.status_of(document)
            assert status is not None
            self._stages[status.stage] += by

    def _keys(self, record: Record) -> list[tuple[dict[str, dict[str, None]], str]]:
        match record:
            case Annotation(document=document, body=Mention(entity=str(entity)) | Claim(claimant=str(entity))):
                return [(self._by_document, document), (self._by_entity, entity)]
            case Annotation(document=document):
                return [(self._by_document, document)]
            case PostCorrection(document=document):
                return [(self._by_corrected, document)]
            case Refusal(document=document):
                return [(self._by_refused, document)]
            case DocumentStatus(document=document):
                return [(self._by_status, document)]
            case Entity(name=name, aliases=aliases):
                return [(self._by_name, folded) for folded in dict.fromkeys(fold_name(n) for n in (name, *aliases))]
            case Relation(source=source, target=target):
                return [(self._by_end, end) for end in dict.fromkeys((source, target))]
