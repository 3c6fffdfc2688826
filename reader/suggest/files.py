"""The suggester of what was imported: suggestions that somebody else made, put in their places."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from threading import Lock
from typing import Protocol

from reader.core.document import Document
from reader.core.errors import ReaderError
from reader.core.handed_on import SuggestedDocument, SuggestedDocuments
from reader.core.resolution import Resolver
from reader.core.suggestion import Suggestion
from reader.suggest.contract import Knowledge


class UnreadImportError(ReaderError):
    """Some of what was imported cannot be read."""


class Imports(Protocol):
    """What was imported for a folder, by name. Both may be asked in any thread."""

    def versions(self) -> Mapping[str, Hashable]:
        """The names in order, each with what becomes another when the import was made anew. ``ReaderError`` when that cannot be told."""

    def read(self, name: str) -> Iterable[SuggestedDocument]:
        """What was imported under ``name``. ``ReaderError`` when it cannot be read."""


class Imported:
    """Gives the suggestions of ``imports``, each with the name of the import that it is from.

    An import is read when suggestions are first asked for, in the thread that asks, and again when it was made anew. Words that have moved
    since are looked for, and those that are not found are left out.
    """

    name = "imported"
    title = "suggestions that were imported"

    def __init__(self, imports: Imports) -> None:
        self._imports = imports
        self._lock = Lock()
        self._read: dict[str, tuple[Hashable, SuggestedDocuments | ReaderError]] = {}

    def suggest(self, document: Document, knowledge: Knowledge) -> Iterator[Suggestion]:
        """The suggestions for ``document``, as they were handed on, import by import. Refused names are left out.

        After those of all others, ``UnreadImportError`` says which imports cannot be read.
        """
        unread: list[str] = []
        resolver: Resolver | None = None
        for name, documents in self._imported():
            if isinstance(documents, ReaderError):
                unread.append(str(documents))
                continue
            for suggested in (one for found in documents.of(document) for one in found.suggestions):
                resolver = resolver or Resolver(document)
                span = resolver.resolve(suggested.selector).span
                if span is None or span.of(document.text) in knowledge.refused:
                    continue
                yield Suggestion(
                    span,
                    suggested.sort,
                    suggested.label,
                    (*suggested.reasons, f"imported from “{name}”"),
                    self.name,
                    suggested.confidence,
                    name=suggested.name,
                    claimant=suggested.claimant,
                )
        if unread:
            raise UnreadImportError(" ".join(unread))

    def _imported(self) -> list[tuple[str, SuggestedDocuments | ReaderError]]:
        """What was imported by name, or why it cannot be read."""
        with self._lock:
            versions = self._imports.versions()
            self._read = {name: read for name, read in self._read.items() if name in versions}
            for name, version in versions.items():
                if name not in self._read or self._read[name][0] != version:
                    self._read[name] = version, self._read_now(name)
            return [(name, self._read[name][1]) for name in versions]

    def _read_now(self, name: str) -> SuggestedDocuments | ReaderError:
        try:
            return SuggestedDocuments(self._imports.read(name))
        except ReaderError as error:
            return error
