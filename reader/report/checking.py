"""Whether what is stored about a library holds together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from reader.core.annotation import Annotation, Claim, Mention, Record, Relation
from reader.core.document import Document
from reader.core.records import Records
from reader.core.stored import Stored
from reader.library import Library
from reader.report.work import Unread, Work, read_documents


def findings(library: Library, works: Sequence[Work]) -> Iterator[str]:
    """A sentence for everything that is wrong: documents that cannot be read, marks without a place, records that lead nowhere.

    ``works`` are those of the annotators who are asked about; each sentence on one begins with the annotator's name.
    """
    read: dict[str, set[str]] = {work.annotator: set() for work in works}
    for source in read_documents(library):
        if isinstance(source, Unread):
            yield source.problem
            continue
        for work in works:
            document = work.identified(source)
            read[work.annotator].add(document.id)
            yield from (f"{work.annotator}: {document.path}: {what}" for what in _unplaced(document, work))
    for work in works:
        for id, visit in work.missing(read[work.annotator]).items():
            about = len(work.records.annotations_of(id)) + len(work.records.corrections_of(id))
            where = visit.path if visit else f"the document {id}"
            kept = f"{_count(about, 'record')} about it {'is' if about == 1 else 'are'} kept"
            yield f"{work.annotator}: {where}: is gone or cannot be read, but {kept}."
        for record in sorted(work.records, key=lambda record: record.id):
            yield from (f"{work.annotator}: {what}" for what in _dangling(record, work.records))


def versions(stored: Stored) -> frozenset[str]:
    """The digests of the texts that marks were made on, also those that undo or redo would bring back."""
    history = (change for step in (*stored.history.done, *stored.history.undone) for change in step.changes)
    undoable = (record for change in history for record in (change.before, change.after))
    annotations = (record for record in chain(stored.records, undoable) if isinstance(record, Annotation))
    return frozenset(target.text for annotation in annotations for target in annotation.targets if target.text)


def _unplaced(document: Document, work: Work) -> Iterator[str]:
    for placement in sorted(work.marks(document).review, key=lambda placement: placement.annotation):
        annotation = work.records.annotation(placement.annotation)
        assert annotation is not None
        yield f"annotation {annotation.id} (“{_quote(annotation)}”): {placement.worst.reason}."
    for annotation in sorted(work.records.annotations_of(document.id), key=lambda annotation: annotation.id):
        for target in annotation.targets:
            if len(target.quote) != target.end - target.start:
                yield (
                    f"annotation {annotation.id} was marked from {target.start} to {target.end}, "
                    f"but its quote is {_count(len(target.quote), 'character')} long."
                )


def _dangling(record: Record, records: Records) -> Iterator[str]:
    match record:
        case Annotation(id=id, body=Mention(entity=str(entity))) if records.entity(entity) is None:
            yield f"annotation {id} mentions the entity {entity}, which is not stored."
        case Annotation(id=id, body=Claim(claimant=str(claimant))) if records.entity(claimant) is None:
            yield f"annotation {id} is claimed by the entity {claimant}, which is not stored."
        case Relation(id=id, source=source, target=target):
            for end in (source, target):
                if records.annotation(end) is None:
                    yield f"relation {id} leads to the annotation {end}, which is not stored."
        case _:
            pass


def _quote(annotation: Annotation) -> str:
    words = " ".join(annotation.targets[0].quote.split())
    return words if len(words) <= 60 else f"{words[:59]}…"


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
