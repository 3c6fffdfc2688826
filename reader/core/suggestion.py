"""What could be marked, and why: suggestions are shown and decided upon, never kept."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reader.core.span import Span


class Sort(StrEnum):
    """What accepting a suggestion makes."""

    CLAIM = "claim"
    MENTION = "mention"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A mark that could be made on ``span``. ``label`` is a claim kind or an entity type of the scheme.

    ``name`` is the name of the entity that a mention is probably of, which may be longer than the words on ``span``; ``entity`` is its id
    where it is known already. ``claimant`` is a claim's, by name. ``reasons`` are phrases for the reader, the weightiest first;
    ``source`` is the name of the suggester; ``confidence`` lies between 0 and 1.
    """

    span: Span
    sort: Sort
    label: str
    reasons: tuple[str, ...]
    source: str
    confidence: float = 0.5
    name: str | None = None
    entity: str | None = None
    claimant: str | None = None
