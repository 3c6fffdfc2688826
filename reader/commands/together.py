"""Several edits as one transaction, each of which sees what those before it did."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from reader.core.annotation import Record
from reader.core.records import Records
from reader.core.transaction import Change, Transaction, inverse


def together(records: Records, steps: Iterable[Callable[[], Transaction | None]], title: Callable[[int], str]) -> Transaction | None:
    """One transaction that does what ``steps`` do one after the other; it is where the first of them is. ``None``: none does anything.

    ``title`` says what is done, by how many of the steps did something. ``records`` are changed meanwhile, and in the end as they were.
    """
    done: list[Transaction] = []
    try:
        for step in steps:
            transaction = step()
            if transaction is not None:
                records.apply(transaction)
                done.append(transaction)
    finally:
        for transaction in reversed(done):
            records.apply(inverse(transaction))
    changes = _joined(done)
    return Transaction(title(len(done)), changes, done[0].document, done[0].offset) if changes else None


def _joined(transactions: Sequence[Transaction]) -> tuple[Change, ...]:
    """What all ``transactions`` come to: one change for each record, none for what is in the end as it was."""
    before: dict[str, Record | None] = {}
    after: dict[str, Record | None] = {}
    for transaction in transactions:
        for change in transaction.changes:
            before.setdefault(change.id, change.before)
            after[change.id] = change.after
    return tuple(Change(first, after[id]) for id, first in before.items() if first != after[id])
