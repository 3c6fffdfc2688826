"""Rows in memory as they stand on the disk: a snapshot with a write-ahead journal beside it.

The snapshot is ``NAME.json``; commits since it was written are lines of ``NAME.journal``. A commit is one line, appended and made durable
before anything in memory changes. A snapshot is only ever replaced by one with the same rows, so replacing acknowledges nothing and may
fail at any step; whether it takes in the journal that is still there, should the program die in between, it says itself (its seal).

What is asked of the disk, and in which order, follows SQLite's "Atomic Commit" and "Write-Ahead Logging", and what Rebello et al. found
of failing syncs ("Can Applications Recover from fsync Failures?", USENIX ATC 2020).
"""

from __future__ import annotations

import errno
import secrets
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from reader.core.errors import StoreError
from reader.store.disk import Disk, write_new
from reader.store.files import Snapshot, Tail, held_open, read_snapshot, read_tail
from reader.store.journal import Changes, Header, entry_line, header_line, read_on
from reader.store.layout import Tables, render
from reader.store.trouble import told

_ATTEMPTS = 100


class DurableRows:
    """The rows of the database at ``path``, as their lines. Nothing is read before :meth:`catch_up`, nothing made before a commit.

    A commit that raises ``StoreError`` leaves memory as it was, and the disk as far as it lets us. Neither the file nor its folder may
    be a symbolic link that leads out of the folder above.
    """

    def __init__(self, path: Path, disk: Disk, longest_journal: int) -> None:
        self._path = path
        self._disk = disk
        self._longest = longest_journal
        self._tables: dict[str, dict[int, bytes]] = {}
        self._snapshot = Snapshot()
        self._tail: Tail | None = None
        self._is_doubtful = False
        self._are_folders_durable = False
        self._reading = 0
        self._others: set[tuple[str, int]] = set()
        self._real: Path | None = None
        self._named: dict[str, Path] = {}

    @property
    def reading(self) -> int:
        """How often the rows were changed by others or read anew; 0: never read."""
        return self._reading

    @property
    def tables(self) -> Tables:
        """All rows as they were last committed."""
        return self._tables

    @property
    def is_sealed(self) -> bool:
        """Whether the rows are just those that were written here: the snapshot bears a checksum, and all checks."""
        return not self.damage and (self._snapshot.stamp is None or self._snapshot.seal is not None)

    @property
    def damage(self) -> tuple[str, ...]:
        """Phrases on what could not be read or does not check; they hold until the next write."""
        return (*self._snapshot.damage, *(self._tail.damage if self._tail else ()))

    @property
    def torn(self) -> int:
        """Bytes at the journal's end of a commit that was not finished: somebody was stopped while writing, or is writing now."""
        return self._tail.torn if self._tail else 0

    @property
    def is_to_be_rewritten(self) -> bool:
        """Whether the next commit writes the snapshot anew before it acknowledges anything, though there was one."""
        return self._is_doubtful or bool(self.damage)

    @property
    def has_journal(self) -> bool:
        return self._tail is not None

    @property
    def path(self) -> Path:
        """The database's real place. ``StoreError`` when a symbolic link leads out of the folder that it belongs to."""
        if self._real is None:
            home = self._disk.real(self._path.parent.parent)
            path = self._disk.real(self._path)
            if not path.is_relative_to(home):
                raise StoreError(f"{self._path} leads out of its folder, to {path}. Replace the symbolic link by what it stands for.")
            self._real = path
        return self._real

    @property
    def lock_path(self) -> Path:
        """The file that stands for the lock."""
        return self._beside(".lock")

    def catch_up(self, *, is_locked: bool = False) -> None:
        """Have in memory what stands on the disk. Without the lock a snapshot may be replaced meanwhile: then it is read again."""
        for _ in range(_ATTEMPTS):
            if self._reading == 0 or self._disk.stamp(self.path) != self._snapshot.stamp:
                self._read_all()
            else:
                self._read_tail(is_locked=is_locked)
            if is_locked or self._disk.stamp(self.path) == self._snapshot.stamp:
                return
        raise StoreError(f"{self._path} is being written faster than it can be read. Try again.")

    def take_others(self) -> set[tuple[str, int]]:
        """The rows that others have changed since this was last asked, by table and number."""
        others, self._others = self._others, set()
        return others

    def commit(self, changes: Changes) -> None:
        """Keep ``changes`` durably, then in memory. Only under the lock. Files that do not check are written over."""
        if self.is_to_be_rewritten or self._snapshot.seal is None:
            self.rewrite()
        with told("write", self._path):
            if self._tail is not None and self._tail.follows:
                self._append(self._tail, changes)
            else:
                self._begin_journal(changes)
        _put(self._tables, changes)
        assert self._tail is not None
        if self._tail.end > max(self._longest, self._snapshot.stamp[3] if self._snapshot.stamp else 0):
            with suppress(StoreError):  # it is kept already; the next commit tries again
                self.rewrite()

    def discard(self, rows: Iterable[tuple[str, int]]) -> None:
        """Leave rows, by table and number, out of memory and of the snapshot that the next commit writes anew. Only under the lock."""
        for table, number in rows:
            self._tables.get(table, {}).pop(number, None)
            self._is_doubtful = True

    def rewrite(self) -> None:
        """Replace the snapshot by one of all rows in memory, and remove the journal, which it takes in. Only under the lock."""
        path = self.path
        new = path.with_name(f".{path.name}.new")
        with told("write", self._path):
            with suppress(FileNotFoundError):
                self._disk.remove(new)  # left by a process that was killed; the lock is ours
            raw, seal = render(self._tables, self._tail.id if self._tail else "")
            file = write_new(self._disk, new, raw)
            self._is_doubtful = True  # until the new one is durable under its name
            try:
                self._disk.replace(new, path)
                self._sync_names()
            except BaseException:
                self._disk.close(file)
                with suppress(OSError):  # it is gone when the replacing was what worked
                    self._disk.remove(new)
                raise
            self._drop_snapshot()
            self._snapshot = held_open(self._disk, Snapshot(self._disk.stamp_of(file), seal, file))
            if self._tail is not None:
                self._remove_journal(self._tail)
            self._is_doubtful = False

    def forget(self) -> None:
        """Let go of the files. What is asked later opens them again."""
        self._drop_snapshot()
        self._drop_tail()

    def _append(self, tail: Tail, changes: Changes) -> None:
        added, checksum = entry_line(tail.checksum, changes)
        if tail.file is None:
            file = self._disk.open_to_append(self._journal_path)
            try:
                self._sync_names()
            except BaseException:
                self._disk.close(file)
                raise
            tail.file = file
        is_written = False
        try:
            if tail.torn:
                self._disk.truncate(tail.file, tail.end)
            self._disk.write(tail.file, added)
            is_written = True
            self._disk.sync_content(tail.file)
        except BaseException as error:
            is_full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT) and not is_written
            is_cut = self._cut(tail)
            # After a failed sync nobody knows what is on the disk (the kernel drops the pages and says so only once): nothing more is
            # appended to this journal before all rows stand in a new snapshot.
            self._is_doubtful = self._is_doubtful or not (is_full and is_cut)
            raise
        tail.last, tail.end, tail.checksum = tail.end, tail.end + len(added), checksum
        tail.size = tail.end

    def _sync_names(self) -> None:
        """Make the names of snapshot and journal durable; at first those of the folders too: who made them may have died before that."""
        own, *outer = self.path.parents[:3]
        self._disk.sync_folder(own)
        if not self._are_folders_durable:
            for folder in outer:
                with suppress(PermissionError):  # a folder above that may be passed through and not read: then it was not made here
                    self._disk.sync_folder(folder)
            self._are_folders_durable = True

    def _cut(self, tail: Tail) -> bool:
        """Cut off what was not acknowledged, so that it does not turn up later; whether the disk let us."""
        assert tail.file is not None
        try:
            self._disk.truncate(tail.file, tail.end)
        except OSError:
            with suppress(OSError):
                tail.refused = self._disk.stamp_of(tail.file)
                tail.size = tail.refused[3]
            return False
        tail.size = tail.end
        return True

    def _begin_journal(self, changes: Changes) -> None:
        """Make a journal that goes on from the snapshot, in place of one that the snapshot takes in, and append its first line."""
        assert self._snapshot.seal is not None
        path = self._journal_path
        if self._tail is not None:
            self._disk.sync_folder(path.parent)  # first the name of the snapshot that takes it in
        with suppress(FileNotFoundError):
            self._disk.remove(path)
        self._drop_tail()
        header = Header(secrets.token_hex(8), self._snapshot.seal.checksum)
        first, checksum = header_line(header)
        file = write_new(self._disk, path, first)  # without an entry: one that fails is cut off, where a file might not be removed
        self._tail = Tail(self._disk.stamp_of(file)[:2], len(first), 0, len(first), checksum, header.id, follows=True, file=file)
        try:
            self._sync_names()
        except BaseException:
            self._is_doubtful = True
            raise
        self._append(self._tail, changes)

    def _remove_journal(self, tail: Tail) -> None:
        """Remove the journal that the snapshot takes in. Where that fails, it is known by its id; without one, it may not stay."""
        try:
            self._disk.remove(self._journal_path)
        except FileNotFoundError:
            pass  # somebody else has removed it
        except OSError:
            if not tail.id:
                raise
            tail.follows, tail.damage = False, ()
            return
        self._drop_tail()

    def _read_all(self) -> None:
        """Read snapshot and journal from their beginnings."""
        self._real, self._named = None, {}
        snapshot, tables = read_snapshot(self._disk, self.path)
        try:
            tail, entries = read_tail(self._disk, self._journal_path, snapshot)
        except BaseException:
            if snapshot.file is not None:
                self._disk.close(snapshot.file)
            raise
        for changes in entries:
            _put(tables, changes)
        if self._reading:
            self._note_others(tables)
        else:
            self._is_doubtful = tail is not None  # whoever left the journal may have seen a sync fail: then not all of it is on the disk
        self.forget()
        self._tables, self._snapshot, self._tail = tables, snapshot, tail
        self._reading += 1

    def _read_tail(self, *, is_locked: bool) -> None:
        """Read what was appended to the journal since it was last looked at.

        What was seen without the lock may have been cut off again, by a process whose sync failed, and another line appended in its place.
        """
        stamp, tail = self._disk.stamp(self._journal_path), self._tail
        if stamp is None:
            if tail is not None and tail.follows:
                self._is_doubtful = True  # somebody has removed it: its rows stand in memory alone
            self._drop_tail()
        elif tail is not None and stamp == tail.refused:
            return
        elif is_locked and tail is not None and not tail.follows and not tail.damage:
            self._read_all()  # a new one may have its number and its size
        elif tail is None or stamp[:2] != tail.identity or stamp[3] < tail.size or (stamp[3] > tail.size and not tail.follows):
            self._read_all()
        elif tail.follows and (is_locked or tail.torn or stamp[3] > tail.size):
            self._read_on(tail)

    def _read_on(self, tail: Tail) -> None:
        """Take in the lines that follow ``tail``; when its last line is another by now, read all again."""
        file = self._disk.open_to_read(self._journal_path) if tail.file is None else tail.file
        try:
            raw = self._disk.read(file, tail.last)
        finally:
            if tail.file is None:
                self._disk.close(file)
        known = tail.end - tail.last
        if raw[: len(tail.checksum)] != tail.checksum or raw[known - 1 : known] != b"\n":
            self._read_all()
            return
        if len(raw) == known == tail.size - tail.last:
            return
        more = read_on(raw[known:], tail.checksum)
        for changes in more.entries:
            self._others.update((table, number) for table, rows in changes.items() for number in rows)
            _put(self._tables, changes)
        tail.size = tail.last + len(raw)
        if more.end:
            tail.last, tail.end, tail.checksum = tail.end + more.last, tail.end + more.end, more.checksum
        tail.damage = (*tail.damage, *more.damage)
        self._reading += bool(more.entries or more.damage)

    def _note_others(self, tables: Tables) -> None:
        """Note which rows differ between memory and ``tables``, which come in its place."""
        for name in {*self._tables, *tables}:
            differing = self._tables.get(name, {}).items() ^ tables.get(name, {}).items()
            self._others.update((name, number) for number, _ in differing)

    @property
    def _journal_path(self) -> Path:
        return self._beside(".journal")

    def _beside(self, suffix: str) -> Path:
        found = self._named.get(suffix)
        if found is None:
            found = self._named[suffix] = self.path.with_suffix(suffix)
        return found

    def _drop_snapshot(self) -> None:
        if self._snapshot.file is not None:
            self._disk.close(self._snapshot.file)
        self._snapshot = Snapshot()

    def _drop_tail(self) -> None:
        if self._tail is not None and self._tail.file is not None:
            self._disk.close(self._tail.file)
        self._tail = None


def _put(tables: dict[str, dict[int, bytes]], changes: Changes) -> None:
    for table, rows in changes.items():
        committed = tables.setdefault(table, {})
        for number, row in rows.items():
            if row is None:
                committed.pop(number, None)
            else:
                committed[number] = row
