"""All records of a folder with the indexes that questions about them need."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reader.core.annotation import Annotation, Claim, Entity, Mention, PostCorrection, Record, Relation
from reader.core.errors import ReaderError
from reader.core.transaction import Transaction


class ConflictError(ReaderError):
    """A transaction starts from a record that is not as it says."""


def fold_name(name: str) -> str:
    """``name`` as names are compared: case and white space folded, without a possessive."""
    folded = " ".join(name.split()).casefold()
    return folded[:-2] if folded.endswith(("'s", "’s")) else folded


class Records:
    """A set of records, changed by whole transactions only. Asking by id, document, entity or name costs the size of the answer."""

    def __init__(self, records: Iterable[Record] = ()) -> None:
        self._by_id: dict[str, Record] = {}
        self._by_document: dict[str, dict[str, None]] = {}
        self._by_entity: dict[str, dict[str, None]] = {}
        self._by_name: dict[str, dict[str, None]] = {}
        self._by_end: dict[str, dict[str, None]] = {}
        for record in records:
            self._add(record)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Records) and self._by_id == other._by_id

    __hash__ = None  # type: ignore[assignment]  # mutable

    def __iter__(self) -> Iterator[Record]:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

    def get(self, id: str) -> Record | None:
        """The record ``id``, of whatever sort."""
        return self._by_id.get(id)

    def annotation(self, id: str) -> Annotation | None:
        record = self._by_id.get(id)
        return record if isinstance(record, Annotation) else None

    def entity(self, id: str | None) -> Entity | None:
        record = self._by_id.get(id) if id else None
        return record if isinstance(record, Entity) else None

    def entities(self) -> list[Entity]:
        """All entities, by name, then id."""
        return sorted((r for r in self if isinstance(r, Entity)), key=lambda e: (e.name.casefold(), e.id))

    def annotations_of(self, document: str) -> list[Annotation]:
        """The annotations of a document (its id), in no order."""
        return [r for r in self._indexed(self._by_document, document) if isinstance(r, Annotation)]

    def corrections_of(self, document: str) -> list[PostCorrection]:
        """The post corrections of a document (its id), the oldest first."""
        found = [r for r in self._indexed(self._by_document, document) if isinstance(r, PostCorrection)]
        return sorted(found, key=lambda correction: (correction.provenance.created, correction.id))

    def documents(self) -> frozenset[str]:
        """The ids of all documents that records speak of."""
        return frozenset(document for document, ids in self._by_document.items() if ids)

    def users_of(self, entity: str) -> list[Annotation]:
        """The mentions of an entity and the claims that it makes."""
        return [r for r in self._indexed(self._by_entity, entity) if isinstance(r, Annotation)]

    def entities_named(self, name: str) -> list[Entity]:
        """The entities with this name or alias, compared by :func:`fold_name`, in the order in which they were added."""
        return [r for r in self._indexed(self._by_name, fold_name(name)) if isinstance(r, Entity)]

    def relations_of(self, annotation: str) -> list[Relation]:
        """The relations with this annotation at either end."""
        return [r for r in self._indexed(self._by_end, annotation) if isinstance(r, Relation)]

    def relations(self) -> list[Relation]:
        """All relations, by id."""
        return sorted((r for r in self if isinstance(r, Relation)), key=lambda r: r.id)

    def check(self, transaction: Transaction) -> None:
        """``ConflictError`` when a change of ``transaction`` does not start from what is here."""
        for change in transaction.changes:
            if self._by_id.get(change.id) != change.before:
                raise ConflictError(f"“{transaction.title}” cannot be applied: record {change.id} has changed since. Reopen the folder.")

    def apply(self, transaction: Transaction) -> None:
        """Make all changes of ``transaction``, or none: ``ConflictError`` as from :meth:`check`."""
        self.check(transaction)
        for change in transaction.changes:
            if change.before is not None:
                self._remove(change.before)
            if change.after is not None:
                self._add(change.after)

    def _indexed(self, index: dict[str, dict[str, None]], key: str) -> Iterator[Record]:
        return (self._by_id[id] for id in index.get(key, ()))

    def _add(self, record: Record) -> None:
        self._by_id[record.id] = record
        for index, key in self._keys(record):
            index.setdefault(key, {})[record.id] = None

    def _remove(self, record: Record) -> None:
        del self._by_id[record.id]
        for index, key in self._keys(record):
            index[key].pop(record.id, None)
            if not index[key]:
                del index[key]

    def _keys(self, record: Record) -> list[tuple[dict[str, dict[str, None]], str]]:
        match record:
            case Annotation(document=document, body=Mention(entity=str(entity)) | Claim(claimant=str(entity))):
                return [(self._by_document, document), (self._by_entity, entity)]
            case Annotation(document=document) | PostCorrection(document=document):
                return [(self._by_document, document)]
            case Entity(name=name, aliases=aliases):
                return [(self._by_name, folded) for folded in dict.fromkeys(fold_name(n) for n in (name, *aliases))]
            case Relation(source=source, target=target):
                return [(self._by_end, end) for end in dict.fromkeys((source, target))]
