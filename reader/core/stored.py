"""What a store and its user hand each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from reader.core.annotation import Record
from reader.core.history import History
from reader.core.visit import Visit


class Step(Enum):
    """How a transaction reaches the store, and so what becomes of the history there."""

    DO = "do"
    UNDO = "undo"
    REDO = "redo"


@dataclass(frozen=True, slots=True)
class Stored:
    """All that a store holds. ``problems`` are sentences on what was found broken while it was opened."""

    records: tuple[Record, ...] = ()
    history: History = field(default_factory=History)
    visits: tuple[Visit, ...] = ()
    problems: tuple[str, ...] = ()
