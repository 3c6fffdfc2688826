"""Changes to records as values: each knows what was and what shall be, so each can be turned round."""

from __future__ import annotations

from dataclasses import dataclass

from reader.core.annotation import Record


@dataclass(frozen=True, slots=True)
class Change:
    """One record before and after: ``before`` is ``None`` when it is added, ``after`` is ``None`` when it is removed.

    Raises ``ValueError`` when both are ``None`` or they are not the same record.
    """

    before: Record | None
    after: Record | None

    def __post_init__(self) -> None:
        if self.before is None and self.after is None:
            raise ValueError("a change of nothing")
        if self.before is None or self.after is None:
            return
        if self.before.id != self.after.id or type(self.before) is not type(self.after):
            raise ValueError(f"a change turns {self.before.id} into another record")

    @property
    def id(self) -> str:
        record = self.after or self.before
        assert record is not None
        return record.id


@dataclass(frozen=True, slots=True)
class Transaction:
    """Changes that are made, kept, undone and redone together.

    ``title`` says what it does, in words for the reader ("mark claim"). ``document`` and ``offset`` are where it happened, so that
    undoing it can show the place; the document is empty for what is about the folder as a whole.
    """

    title: str
    changes: tuple[Change, ...]
    document: str
    offset: int

    def __post_init__(self) -> None:
        if len({change.id for change in self.changes}) != len(self.changes):
            raise ValueError("a transaction changes one record twice")


def inverse(transaction: Transaction) -> Transaction:
    """What takes ``transaction`` back. ``inverse(inverse(t))`` is ``t``."""
    turned = tuple(Change(change.after, change.before) for change in reversed(transaction.changes))
    return Transaction(transaction.title, turned, transaction.document, transaction.offset)
