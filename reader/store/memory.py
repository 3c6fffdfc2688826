"""A store that forgets: for tests, and for reading without keeping anything."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from reader.core.annotation import Record
from reader.core.document import digest_of_text
from reader.core.errors import StoreError
from reader.core.history import LIMIT, History
from reader.core.records import Records
from reader.core.stored import News, Step, Stored
from reader.core.transaction import Change, Transaction
from reader.core.visit import Visit


class MemoryStore:
    """Keeps ``records``, and what is committed, as long as it lives; after :meth:`close` too, so that it can be opened again."""

    def __init__(self, records: Iterable[Record] = ()) -> None:
        self._records = {record.id: record for record in records}
        self._history = History()
        self._visits: dict[str, Visit] = {}
        self._texts: dict[str, str] = {}

    def load(self) -> Stored:
        """All that is kept."""
        return Stored(Records(self._records.values()), self._history, tuple(self._visits.values()))

    def commit(self, changes: tuple[Change, ...], step: Step, transaction: Transaction) -> None:
        """Keep ``changes`` and what ``step`` makes of the history; ``StoreError`` when a change does not start from what is kept."""
        for change in changes:
            if self._records.get(change.id) != change.before:
                raise StoreError(
                    f"“{transaction.title}” was not kept: record {change.id} has changed since. Reopen the folder and try again."
                )
        for change in changes:
            if change.after is None:
                del self._records[change.id]
            else:
                self._records[change.id] = change.after
        done, undone = list(self._history.done), list(self._history.undone)
        match step:
            case Step.DO:
                undone = []
                done = [*done, transaction][-LIMIT:]
            case Step.UNDO:
                _take_last(done, transaction)
                undone.append(transaction)
            case Step.REDO:
                _take_last(undone, transaction)
                done.append(transaction)
        self._history = History(tuple(done), tuple(undone))

    def save_visit(self, visit: Visit) -> None:
        """Keep how far a document was read, in place of what was kept for the same document."""
        self._visits[visit.document] = visit

    def news(self) -> News:
        """Nothing: nobody else writes here."""
        return News()

    def keep_text(self, text: str, versions: Collection[str] | None = None) -> None:
        """Keep a canonical text that marks were made on; with ``versions`` only if its digest is among them."""
        digest = digest_of_text(text)
        if versions is None or digest in versions:
            self._texts[digest] = text

    def text(self, digest: str) -> str | None:
        """A canonical text that was kept, by its digest."""
        return self._texts.get(digest)

    def close(self) -> None:
        """Nothing to let go of."""


def _take_last(transactions: list[Transaction], transaction: Transaction) -> None:
    """Take the last that equals ``transaction`` out of the list, if one does."""
    for index in range(len(transactions) - 1, -1, -1):
        if transactions[index] == transaction:
            del transactions[index]
            return
