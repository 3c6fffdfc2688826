"""What a suggester is, and what it is told beside the document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from reader.core.document import Document
from reader.core.scheme import Scheme
from reader.core.suggestion import Suggestion


@dataclass(frozen=True, slots=True)
class KnownName:
    """An entity of the folder as one of its names leads to it."""

    entity: str
    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the reader's own work says. It is a value: suggesters run in a thread while the work goes on.

    ``names`` are the strings that name one entity of the folder, as they are written (case-sensitive); ``refused`` the strings that the
    reader has refused as names.
    """

    scheme: Scheme
    names: Mapping[str, KnownName] = field(default_factory=dict)
    refused: frozenset[str] = frozenset()


class Suggester(Protocol):
    """Finds what could be marked in a document. Plugins offer one as an entry point of the group ``reader.suggesters``."""

    @property
    def name(self) -> str:
        """What the suggestions' ``source`` says."""

    @property
    def title(self) -> str:
        """What it does, in a few words for the reader."""

    def suggest(self, document: Document, knowledge: Knowledge) -> Iterable[Suggestion]:
        """The suggestions for ``document`` in the order of the text. Labels that the scheme does not have are left out by the caller."""
