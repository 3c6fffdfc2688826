"""The suggester of what was imported: suggestions that somebody else made, put in their places."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from threading import Lock

from reader.core.document import Document
from reader.core.handed_on import SuggestedDocument, SuggestedDocuments
from reader.core.resolution import Resolver
from reader.core.suggestion import Suggestion
from reader.suggest.contract import Knowledge


class Imported:
    """Gives the suggestions that ``read`` reads, each with the name of the import that it is from.

    ``read`` is called once, when suggestions are first asked for, in the thread that asks; what it raises is raised then, and it is called
    again the next time. Words that have moved since are looked for, and those that are not found are left out.
    """

    name = "imported"
    title = "suggestions that were imported"

    def __init__(self, read: Callable[[], Iterable[tuple[str, Iterable[SuggestedDocument]]]]) -> None:
        self._read = read
        self._lock = Lock()
        self._imports: list[tuple[str, SuggestedDocuments]] | None = None

    def suggest(self, document: Document, knowledge: Knowledge) -> Iterator[Suggestion]:
        """The suggestions for ``document``, as they were handed on, import by import. Refused names are left out."""
        resolver = Resolver(document)
        for name, documents in self._imported():
            for suggested in (one for found in documents.of(document) for one in found.suggestions):
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

    def _imported(self) -> list[tuple[str, SuggestedDocuments]]:
        with self._lock:
            if self._imports is None:
                self._imports = [(name, SuggestedDocuments(documents)) for name, documents in self._read()]
            return self._imports
