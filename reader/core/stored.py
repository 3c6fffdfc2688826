"""What a store and its user hand each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from reader.core.annotation import Record
from reader.core.history import History
from reader.core.records import Records
from reader.core.visit import Visit


class Step(Enum):
    """How a transaction reaches the store, and so what becomes of the history there."""

    DO = "do"
    UNDO = "undo"
    REDO = "redo"


@dataclass(frozen=True, slots=True)
class Stored:
    """All that a store holds; ``records`` are for whoever asked, to change as they like.

    ``problems`` are sentences on what was found broken while it was opened, ``notices`` on what else happened to it, without a loss.
    """

    records: Records = field(default_factory=Records)
    history: History = field(default_factory=History)
    visits: tuple[Visit, ...] = ()
    problems: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class News:
    """What others have committed since the store was last asked: the changed records by id, ``None`` for a removed one; new visits.

    ``notices`` as in :class:`Stored`.
    """

    records: Mapping[str, Record | None] = field(default_factory=dict)
    visits: tuple[Visit, ...] = ()
    notices: tuple[str, ...] = ()
