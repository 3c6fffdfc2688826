"""The store that keeps one annotator's work in one TinyDB database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from reader.core.errors import StoreError
from reader.core.stored import Step, Stored
from reader.core.transaction import Change, Transaction
from reader.core.visit import Visit
from reader.store.codec import RECORD_TABLES, SCHEMA_VERSION, decode_record, decode_visit, encode_record, encode_visit, row_number, table_of
from reader.store.contents import META_ROW, Contents, decode_step, encode_step, meta_row, migrated, read_contents, visit_number
from reader.store.disk import Disk
from reader.store.fields import Object
from reader.store.file import FileStorage
from reader.store.layout import Content, line, row
from reader.store.table import Database, RowTable


def utc_now() -> datetime:
    return datetime.now(UTC)


class TinyStore:
    """The database at ``path``: the tables annotations, entities, relations, corrections, visits, history and meta.

    Loading changes nothing on disk, broken as the file may be. The first write after that keeps the broken file aside under a name with the
    ``clock``'s time and leaves in the database what could be read. A database of a newer schema is read as far as possible, never written.
    """

    def __init__(self, path: Path, clock: Callable[[], datetime] = utc_now, disk: Disk | None = None) -> None:
        self._path = path
        self._clock = clock
        self._database = Database(path, disk)
        storage = self._database.storage
        assert isinstance(storage, FileStorage)
        self._storage: FileStorage = storage
        self._known: Content | None = None
        self._aside = path
        self._version = SCHEMA_VERSION
        self._steps: dict[int, bool] = {}
        self._broken: tuple[tuple[str, int], ...] = ()

    def load(self) -> Stored:
        """All that is kept; empty when nothing was ever kept. Creates nothing."""
        self._storage.refresh()
        contents = self._read()
        return Stored(contents.records, contents.history, contents.visits, self._problems(contents))

    def commit(self, changes: tuple[Change, ...], step: Step, transaction: Transaction) -> None:
        """Keep ``changes`` and what ``step`` makes of the history in one durable write, or raise ``StoreError`` and keep nothing.

        Also raised when a record that a change starts from is no longer so: another process of the same annotator was here.
        """
        with self._storage.batch():
            self._ready_to_write()
            rows: dict[str, dict[int, object | None]] = {}
            for change in changes:
                self._check_start(change, transaction.title)
                table = table_of(change)
                rows.setdefault(table, {})[row_number(change.id)] = change.after and encode_record(change.after)
            for table, changed in rows.items():
                self._table(table).put(changed)
            steps = self._record_step(step, transaction)
        self._wrote(steps)

    def save_visit(self, visit: Visit) -> None:
        """Keep how far a document was read, in place of what was kept for the same document.

        A broken database is not touched for that: it stays as it is until a mark is made.
        """
        self._storage.refresh()
        if self._known is not self._storage.content:
            self._read()
        if self._storage.content.damage or self._broken:
            return
        with self._storage.batch():
            self._ready_to_write()
            encoded = encode_visit(visit)
            try:
                decode_visit(encoded)
            except StoreError as error:
                raise StoreError(f"How far you are in {visit.path!r} was not kept: {error}. Rename the file and open it again.") from error
            self._table("visits").put({visit_number(visit.document): encoded})
        self._wrote(self._steps)

    def close(self) -> None:
        """Let go of the file. Closing twice does nothing."""
        self._database.close()

    def _table(self, name: str) -> RowTable:
        table = self._database.table(name)
        assert isinstance(table, RowTable)
        return table

    def _read(self) -> Contents:
        """Read what the storage holds, and note what the next commit must know."""
        contents = read_contents(self._storage.content.tables)
        self._known = self._storage.content
        self._version = contents.version
        self._steps = contents.steps
        self._broken = tuple(contents.broken)
        self._aside = self._path.with_name(f"{self._path.stem}.broken-{self._clock():%Y%m%dT%H%M%S}.json")
        return contents

    def _ready_to_write(self) -> None:
        """Within a batch: take in what others wrote, keep aside what is broken, bring the rest up to this program's schema."""
        storage = self._storage
        if self._known is not storage.content:
            self._read()
        if self._version > SCHEMA_VERSION:
            raise StoreError(f"{self._path} was written by a newer version of reader and can only be read. Install the newer version.")
        if storage.content.damage or self._broken:
            storage.keep_aside(self._aside)
            for table, number in self._broken:
                self._table(table).put({number: None})
        if self._version < SCHEMA_VERSION:
            storage.become(migrated(storage.tables, self._version))
        self._table("meta").put({META_ROW: meta_row()})

    def _check_start(self, change: Change, title: str) -> None:
        """``StoreError`` when a change does not start from what is kept."""
        number = row_number(change.id)
        kept = [(table, found) for table in RECORD_TABLES if (found := self._table(table).lines().get(number)) is not None]
        if [decode_record(table, change.id, row(found)) for table, found in kept] != ([change.before] if change.before else []):
            raise StoreError(
                f"“{title}” was not kept: another reader has changed record {change.id} since. Reopen the folder and try again."
            )

    def _record_step(self, step: Step, transaction: Transaction) -> dict[int, bool]:
        """Bring the history up to a step and give its rows. Where another process has dropped the transaction, it is put back."""
        table = self._table("history")
        encoded = encode_step(transaction, undone=step is Step.UNDO)
        _check_step(encoded, transaction)
        if step is Step.DO:
            place, dropped = None, [number for number, undone in self._steps.items() if undone]
        else:
            place, dropped = self._place(transaction, undone=step is Step.REDO), []
        if place is None:
            place = max(self._steps, default=0) + 1
        table.put({**dict.fromkeys(dropped), place: encoded})
        steps = self._steps | {place: step is Step.UNDO}
        return {number: undone for number, undone in steps.items() if number not in dropped}

    def _place(self, transaction: Transaction, undone: bool) -> int | None:
        """The row in which ``transaction`` stands done or undone, the one that undo or redo would take first."""
        lines = self._table("history").lines()
        standing = encode_step(transaction, undone)
        order = sorted((number for number, state in self._steps.items() if state is undone), reverse=not undone)
        return next((number for number in order if lines[number] == line(number, standing)), None)

    def _wrote(self, steps: dict[int, bool]) -> None:
        self._known = self._storage.content
        self._version = SCHEMA_VERSION
        self._steps = steps
        self._broken = ()

    def _problems(self, contents: Contents) -> tuple[str, ...]:
        """What is wrong with the database, and what becomes of it."""
        complaints = (*self._storage.content.damage, *contents.broken.values())
        read = f"{len(contents.records)} of its records could be read"
        if contents.version > SCHEMA_VERSION:
            return (f"{self._path} was written by a newer version of reader; {read}. To change it, install the newer version.",)
        if complaints:
            return (
                f"{self._path} is broken ({_listed(complaints)}); {read}. "
                f"It stays as it is until something is changed, and is then kept aside as {self._aside.name}.",
            )
        return ()


def _check_step(encoded: Object, transaction: Transaction) -> None:
    """``StoreError`` when a transaction could not be read again as it is: nothing may be acknowledged that is broken tomorrow."""
    try:
        again, _ = decode_step(encoded)
    except StoreError as error:
        raise StoreError(f"“{transaction.title}” was not kept: {error}. Change that and try again.") from error
    if again != transaction:
        raise StoreError(f"“{transaction.title}” was not kept: it would be read as something else. Please report this.")


def _listed(complaints: tuple[str, ...]) -> str:
    """The first few of many complaints."""
    shown = "; ".join(complaints[:3])
    return f"{shown}; and {len(complaints) - 3} more" if len(complaints) > 3 else shown
