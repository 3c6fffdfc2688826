"""What one annotator has said about a library, with the documents it was said about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from reader.core.annotation import Annotation
from reader.core.correction import corrected
from reader.core.document import Document
from reader.core.errors import SourceError
from reader.core.marks import Marks
from reader.core.records import Records
from reader.core.resolution import Resolver, Texts, no_text
from reader.core.stored import Stored
from reader.core.visit import Visit
from reader.core.visits import Visits
from reader.library import Library


@dataclass(frozen=True, slots=True)
class Unread:
    """A document of the library that cannot be read, and why, in a sentence."""

    path: str
    problem: str


def read_documents(library: Library) -> Iterator[Document | Unread]:
    """The documents of ``library`` as their sources hold them, one at a time, in its order."""
    for entry in library.entries:
        try:
            yield library.load(entry)
        except SourceError as error:
            yield Unread(entry.path, str(error))


class Work:
    """A library with the records that ``annotator`` keeps about it.

    ``problems`` say what of those is broken, ``notices`` what else happened to them, ``notice`` what is odd about where they are.
    ``text`` gives the texts that marks were made on, as far as they were kept.
    """

    def __init__(self, library: Library, annotator: str, stored: Stored, notice: str | None = None, text: Texts = no_text) -> None:
        self.problems = stored.problems
        self.notices = stored.notices
        self.notice = notice
        self.library = library
        self.annotator = annotator
        self.text = text
        self.records = Records(stored.records)
        self.visits = Visits(stored.visits)

    def documents(self) -> Iterator[Document | Unread]:
        """The documents as the annotator corrected them, one at a time, in the order of the library."""
        for document in read_documents(self.library):
            if isinstance(document, Document):
                document = self.identified(document)
                document = corrected(document, self.records.corrections_of(document.id), Resolver(document, self.text).resolve)
            yield document

    def identified(self, source: Document) -> Document:
        """``source`` under the id of the document that it is for the annotator.

        What was found to have moved stays found, here and not in the store, so that no other file is taken for it.
        """
        document = self.visits.identified(source, self.records.speaks_of, self.library.has)
        visit = self.visits.get(document.id)
        if visit is not None and visit.path != document.path:
            self.visits.put(replace(visit, path=document.path, before=visit.path))
        return document

    def marks(self, document: Document) -> Marks:
        """The annotations of ``document``, those that were made on an older version of it sought by what became of that."""
        return Marks(document, self.records.annotations_of(document.id), Resolver(document, self.text))

    def annotations(self) -> list[Annotation]:
        """All annotations, in no order."""
        return [record for record in self.records if isinstance(record, Annotation)]

    def missing(self, read: set[str]) -> dict[str, Visit | None]:
        """The documents (ids) that the annotator spoke of and that are not among ``read``, with how they were last seen.

        None where the library holds only some documents of its folder: nobody knows then whether the others are there.
        """
        if not self.library.is_whole:
            return {}
        return {id: self.visits.get(id) for id in sorted(self.records.documents() - read)}
