"""The store that keeps one annotator's work in one TinyDB database."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from reader.core.annotation import Record
from reader.core.errors import StoreError
from reader.core.history import LIMIT
from reader.core.stored import News, Step, Stored
from reader.core.transaction import Change, Transaction
from reader.core.visit import Visit
from reader.store.codec import (
    RECORD_TABLES,
    SCHEMA_VERSION,
    SEALED_SINCE,
    decode_record,
    decode_visit,
    encode_record,
    encode_visit,
    record_id,
    row_number,
    table_of,
)
from reader.store.contents import (
    META_LINE,
    META_ROW,
    Contents,
    Side,
    Steps,
    migrated,
    read_contents,
    step_line,
    steps_of,
    version_of,
    visit_number,
    written_transaction,
)
from reader.store.disk import Disk
from reader.store.journal_storage import LONGEST_JOURNAL, JournalStorage
from reader.store.keeping import TextKeeper
from reader.store.layout import META, row, written
from reader.store.snapshots import Snapshots
from reader.store.table import Database, RowTable

MOST_LINES = 50_000
"""Lines of records that are remembered for undo and redo."""


def utc_now() -> datetime:
    return datetime.now(UTC)


class TinyStore:
    """The database at ``path``: the tables annotations, entities, relations, corrections, visits, history and meta.

    Loading changes nothing on disk, broken as the files may be. The first write after that keeps broken files aside under a name with the
    ``clock``'s time and leaves in the database what could be read. A database of a newer schema is read as far as possible, never written.
    """

    def __init__(
        self, path: Path, clock: Callable[[], datetime] = utc_now, disk: Disk | None = None, longest_journal: int = LONGEST_JOURNAL
    ) -> None:
        self._path = path
        self._clock = clock
        self._database = Database(path, disk=disk, longest_journal=longest_journal)
        storage = self._database.storage
        assert isinstance(storage, JournalStorage)
        self._storage: JournalStorage = storage
        self._snapshots = Snapshots(path.parent, disk)
        self._keeper = TextKeeper(self._snapshots)
        self._known: int | None = None
        self._aside = path
        self._version = SCHEMA_VERSION
        self._steps = Steps()
        self._complaints: tuple[str, ...] = ()
        self._broken: tuple[tuple[str, int], ...] = ()
        self._cut = 0
        self._lines: dict[str, tuple[Record, bytes]] = {}  # what was written last of each, so that undo need not spell it again

    def load(self) -> Stored:
        """All that is kept; empty when nothing was ever kept. Creates nothing. Annotations are asleep while nothing speaks against it."""
        self._storage.refresh()
        contents = self._read(asleep=self._storage.held.is_sealed)
        self._storage.held.take_others()
        return Stored(contents.records, contents.history, contents.visits, self._problems(contents), self._notices(self._take_torn()))

    def check(self) -> tuple[str, ...]:
        """Sentences on everything that is wrong with the database, each row of it read; none when all is well."""
        self._storage.refresh()
        contents = self._read()
        return (*self._problems(contents), *self._notices(self._take_torn()))

    def commit(self, changes: tuple[Change, ...], step: Step, transaction: Transaction) -> None:
        """Keep ``changes`` and what ``step`` makes of the history in one durable write, or raise ``StoreError`` and keep nothing.

        Also raised when a record that a change starts from is no longer so: another process of the same annotator was here.
        """
        with self._storage.batch():
            self._ready_to_write()
            held = {name: self._table(name).lines() for name in RECORD_TABLES}
            sides = [self._side(change, transaction.title, held) for change in changes]
            rows: dict[str, dict[int, bytes | None]] = {}
            lines: dict[str, tuple[Record, bytes]] = {}
            for change, (_, after) in zip(changes, sides, strict=True):
                number = row_number(change.id)
                line = after and b'"%d":%b' % (number, after)
                rows.setdefault(table_of(change), {})[number] = line
                if line is not None and change.after is not None:
                    lines[change.id] = change.after, line
            if step is Step.UNDO:
                sides = [(after, before) for before, after in reversed(sides)]
            steps = self._put_step(rows.setdefault("history", {}), step, transaction, sides)
            for table, changed in rows.items():
                self._table(table).put_lines(changed)
        self._wrote(steps)
        if len(self._lines) + len(lines) > MOST_LINES:
            self._lines.clear()
        self._lines.update(lines)

    def save_visit(self, visit: Visit) -> None:
        """Keep how far a document was read, in place of what was kept for the same document.

        A broken database is not touched for that: it stays as it is until a mark is made.
        """
        self._storage.refresh()
        if self._known != self._storage.held.reading:
            self._read()
        if self._complaints:
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

    def news(self) -> News:
        """What other processes of the same annotator have committed since the store was loaded or this was last asked."""
        self._storage.refresh()
        records: dict[str, Record | None] = {}
        visits: list[Visit] = []
        for table, number in self._storage.held.take_others():
            kept = self._table(table).lines().get(number)
            with suppress(StoreError, ValueError):  # what is broken is told when the database is loaded, and kept
                if table in RECORD_TABLES and (kept is not None or record_id(number) not in records):
                    id = record_id(number)
                    records[id] = None if kept is None else decode_record(table, id, row(kept))
                elif table == "visits" and kept is not None:
                    visits.append(decode_visit(row(kept)))
        cut, self._cut = self._cut, 0
        return News(records, tuple(visits), (*self._notices(cut), *self._keeper.take_notices()))

    def keep_text(self, text: str, versions: Collection[str] | None = None) -> None:
        """Have a canonical text that marks were made on kept beside the database, durably and soon, in a thread of its own."""
        self._keeper.keep(text, versions)

    def text(self, digest: str) -> str | None:
        """A canonical text that was kept by any annotator, by its digest; ``None`` when it was not, or is broken."""
        return self._snapshots.text(digest)

    def compact(self) -> None:
        """Fold the journal that a stopped process has left into the database. Does nothing to one that is broken, newer, or in order."""
        self._storage.refresh()
        if version_of(self._storage.held.tables) <= SCHEMA_VERSION:
            self._cut += self._storage.compact()

    def repair(self) -> tuple[str, ...]:
        """Bring the database in order, and give sentences on what was done; none when nothing was wrong.

        Broken files are kept aside, what can be read is left in place, and a journal is folded in. ``StoreError`` when it is of a newer
        schema or cannot be written.
        """
        self._storage.refresh()
        contents = self._read()
        wrong, torn = bool(self._complaints), self._storage.held.torn
        if wrong or torn or self._version < SCHEMA_VERSION:
            with self._storage.batch():
                self._ready_to_write()
            self._storage.compact()
            self._cut = torn
        aside = f"{self._path} was broken. As it was it is kept aside as {self._aside.name}; {len(contents.records)} records are kept."
        return (*((aside,) if wrong else ()), *self._notices(self._take_torn()))

    def close(self) -> None:
        """Let go of the file, once the texts that were handed in are kept. Closing twice does nothing."""
        self._keeper.close()
        self._database.close()

    def _table(self, name: str) -> RowTable:
        table = self._database.table(name)
        assert isinstance(table, RowTable)
        return table

    def _read(self, *, asleep: bool = False) -> Contents:
        """Read what the storage holds, and note what the next commit must know."""
        storage = self._storage
        contents = read_contents(storage.held.tables, asleep=asleep)
        if contents.version > SCHEMA_VERSION and storage.held.damage and not contents.broken:
            contents = replace(contents, version=SCHEMA_VERSION)  # all of it reads as this one's: it is the number that was hit
        unsealed = () if storage.held.is_sealed or storage.held.damage or contents.version < SEALED_SINCE else ("it bears no checksum",)
        self._known = storage.held.reading
        self._version = contents.version
        self._steps = contents.steps
        self._complaints = (*storage.held.damage, *unsealed, *contents.broken.values())
        self._broken = tuple(contents.broken)
        self._aside = self._path.with_name(f"{self._path.stem}.broken-{self._clock():%Y%m%dT%H%M%S}.json")
        return contents

    def _glance(self) -> None:
        """Note what the next commit must know, as :meth:`_read` does, without reading rows that nothing speaks against."""
        storage = self._storage
        if not storage.held.is_sealed or version_of(storage.held.tables) != SCHEMA_VERSION:
            self._read()
            return
        self._known, self._version = storage.held.reading, SCHEMA_VERSION
        self._steps = steps_of(storage.held.tables)
        self._complaints = self._broken = ()

    def _ready_to_write(self) -> None:
        """Within a batch: take in what others wrote, keep aside what is broken, bring the rest up to this program's schema."""
        storage = self._storage
        if self._known != storage.held.reading:
            self._glance()
        if self._version > SCHEMA_VERSION:
            raise StoreError(f"{self._path} was written by a newer version of reader and can only be read. Install the newer version.")
        self._cut += storage.held.torn
        if self._complaints:
            storage.keep_aside(self._aside)
            storage.held.discard(self._broken)
        if self._version < SCHEMA_VERSION:
            storage.become(migrated({name: storage.rows(name) for name in storage.held.tables}, self._version))
        if self._table(META).lines().get(META_ROW) != META_LINE:
            self._table(META).put_lines({META_ROW: META_LINE})

    def _side(self, change: Change, title: str, held: Mapping[str, Mapping[int, bytes]]) -> Side:
        """The JSON of a change's record before and after.

        ``StoreError`` when it does not start from what is kept, or could not be read again as it is: nothing may be acknowledged that is
        broken tomorrow.
        """
        number = row_number(change.id)
        known, line = self._lines.get(change.id, (None, b""))
        spelt = line[line.find(b":") + 1 :]
        kept = [(table, found) for table, lines in held.items() if (found := lines.get(number)) is not None]
        if change.before is not None and change.before is known and len(kept) == 1 and kept[0][1] is line:
            before: bytes | None = spelt
        else:
            before = written(encode_record(change.before)) if change.before else None
            if kept != ([(table_of(change), b'"%d":%b' % (number, before))] if before else []):
                raise StoreError(
                    f"“{title}” was not kept: another reader has changed record {change.id} since. Reopen the folder and try again."
                )
        if change.after is None or change.after is known:
            return before, spelt if change.after else None
        encoded = encode_record(change.after)
        try:
            again = decode_record(table_of(change), change.id, encoded)
        except StoreError as error:
            raise StoreError(f"“{title}” was not kept: {error}. Change that and try again.") from error
        if again != change.after:
            raise StoreError(f"“{title}” was not kept: it would be read as something else. Please report this.")
        return before, written(encoded)

    def _put_step(self, rows: dict[int, bytes | None], step: Step, transaction: Transaction, sides: Sequence[Side]) -> Steps:
        """Have in ``rows`` what a step makes of the history, and give what stands in it then.

        Where another process has dropped the transaction, it is put back.
        """
        steps, spelt = self._steps, written_transaction(transaction, sides)
        if step is Step.DO:
            _check_words(transaction)
            place = steps.next
            after = Steps((*steps.done[max(0, len(steps.done) + 1 - LIMIT) :], place))
            rows.update(dict.fromkeys((*steps.undone, *steps.done[: len(steps.done) + 1 - len(after.done)])))
        else:
            lines, undone = self._table("history").lines(), step is Step.REDO
            numbers = steps.undone if undone else steps.done[::-1]  # what was undone last has the lowest number
            place = next((n for n in numbers if lines[n] == step_line(n, spelt, undone)), steps.next)
            after = steps.moved(place, undone=not undone)
        rows[place] = step_line(place, spelt, step is Step.UNDO)
        return after

    def _wrote(self, steps: Steps) -> None:
        self._known = self._storage.held.reading
        self._version = SCHEMA_VERSION
        self._steps = steps
        self._complaints = self._broken = ()

    def _problems(self, contents: Contents) -> tuple[str, ...]:
        """What is wrong with the database, and what becomes of it."""
        if contents.version > SCHEMA_VERSION:
            read = f"{len(contents.records)} of its records could be read"
            return (f"{self._path} was written by a newer version of reader; {read}. To change it, install the newer version.",)
        if self._complaints:
            return (
                f"{self._path} is broken ({_listed(self._complaints)}); {len(contents.records)} of its records could be read. "
                f"It stays as it is until something is changed, and is then kept aside as {self._aside.name}.",
            )
        return ()

    def _take_torn(self) -> int:
        """The bytes of unfinished lines that were found since this was last asked."""
        cut, self._cut = self._cut, 0
        return cut + self._storage.held.torn

    def _notices(self, torn: int) -> tuple[str, ...]:
        if not torn:
            return ()
        return (
            f"{self._path}: a change that was not finished when a reader was stopped is left out ({torn} bytes); all before it is kept.",
        )


def _check_words(transaction: Transaction) -> None:
    """``StoreError`` when the words of a transaction could not be read again as they are."""
    try:
        f"{transaction.title}{transaction.document}".encode()
    except UnicodeEncodeError:
        raise StoreError(f"{transaction.title!r} was not kept: its words hold half a character. Change that and try again.") from None


def _listed(complaints: tuple[str, ...]) -> str:
    """The first few of many complaints."""
    shown = "; ".join(complaints[:3])
    return f"{shown}; and {len(complaints) - 3} more" if len(complaints) > 3 else shown
