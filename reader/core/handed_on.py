"""Suggestions that somebody else has made and handed on, with what finds their places and their documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reader.core.anchor import Selector
from reader.core.document import Document
from reader.core.suggestion import Sort


@dataclass(frozen=True, slots=True)
class Suggested:
    """A mark that was suggested on the words of ``selector``; the rest is as in :class:`reader.core.suggestion.Suggestion`."""

    selector: Selector
    sort: Sort
    label: str
    reasons: tuple[str, ...] = ()
    confidence: float = 0.5
    name: str | None = None
    claimant: str | None = None


@dataclass(frozen=True, slots=True)
class SuggestedDocument:
    """What was suggested for one document, which is known by ``id``, ``sha256`` of its source and ``path``; empty: not said."""

    id: str
    sha256: str
    path: str
    suggestions: tuple[Suggested, ...]


class SuggestedDocuments:
    """Documents with what was suggested for them, found by the document that is read."""

    def __init__(self, documents: Iterable[SuggestedDocument]) -> None:
        self._by: dict[tuple[str, str], list[SuggestedDocument]] = {}
        for document in documents:
            for key in (("id", document.id), ("sha256", document.sha256), ("path", document.path)):
                if key[1]:
                    self._by.setdefault(key, []).append(document)

    def of(self, document: Document) -> list[SuggestedDocument]:
        """What was suggested for ``document``: for one of its id, else of its very content, else of its path. Empty: nothing."""
        keys = (("id", document.id), ("sha256", document.sha256), ("path", document.path))
        return next((found for key in keys if (found := self._by.get(key))), [])
