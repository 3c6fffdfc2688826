"""A TinyDB storage over durable rows: one commit at a time, no other process between, and nothing broken written over."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tinydb.storages import Storage

from reader.core.errors import StoreError
from reader.store.disk import Disk, Release, make_folders, write_new
from reader.store.durable import DurableRows
from reader.store.journal import Changes
from reader.store.layout import Table, Tables, line
from reader.store.trouble import told

PATIENCE = 5.0
"""Seconds to wait for another process to finish its commit, which takes a few milliseconds."""

LONGEST_JOURNAL = 4 * 1024 * 1024
"""Bytes from which on a journal that is longer than its snapshot is folded into it, so that each byte is written about twice in all."""


class JournalStorage(Storage):
    """The database at ``path``, its rows in memory as their lines. Nothing is read before it is asked for, nothing made before a write.

    A change is on disk when :meth:`change`, :meth:`write` or the outermost :meth:`batch` returns; when one of them raises ``StoreError``,
    memory is as it was, and so is the disk as far as it lets us. Neither the file nor its folder may be a symbolic link that leads out
    of the folder above.
    """

    def __init__(self, path: Path | str, disk: Disk | None = None, longest_journal: int = LONGEST_JOURNAL) -> None:
        self._path = Path(path)
        self._disk = disk or Disk()
        self._held = DurableRows(self._path, self._disk, longest_journal)
        self._draft: dict[str, dict[int, bytes | None]] | None = None
        self._has_written = False
        self._kept_aside: int | None = None

    @property
    def held(self) -> DurableRows:
        """The rows as they were last committed, and what their files look like. To look at: changes go through the storage."""
        return self._held

    def rows(self, table: str) -> Table:
        """The rows of a table as the open batch, if any, has made them."""
        committed = self._held.tables.get(table, {})
        if not self._draft or table not in self._draft:
            return committed
        return {number: row for number, row in {**committed, **self._draft[table]}.items() if row is not None}

    def refresh(self) -> None:
        """Take in what others have committed."""
        with told("read", self._path):
            self._held.catch_up()

    def read(self) -> dict[str, dict[str, Any]] | None:
        """All tables as fresh values, as TinyDB wants them; ``None`` while there is nothing."""
        if self._draft is None:
            self.refresh()
        names = {*self._held.tables, *(self._draft or ())}
        if not names:
            return None
        return {name: json.loads(b"{" + b",".join(self.rows(name).values()) + b"}") for name in sorted(names)}

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Make ``data`` the whole database. For TinyDB's own operations, which change a copy of what they read and hand it back."""
        self.become({name: {int(number): line(int(number), row) for number, row in rows.items()} for name, rows in data.items()})

    def become(self, tables: Tables) -> None:
        """Make ``tables`` the whole database. Costs what differs."""
        with self.batch():
            assert self._draft is not None
            for name in {*self._held.tables, *self._draft, *tables}:
                wanted = tables.get(name, {})
                self._draft[name] = {**dict.fromkeys(number for number in self.rows(name) if number not in wanted), **wanted}

    def change(self, table: str, rows: Mapping[int, object | None]) -> None:
        """Put rows into a table under their numbers, or take them out (``None``). Costs the rows, and the write at the batch's end."""
        self.change_lines(table, {number: None if row is None else line(number, row) for number, row in rows.items()})

    def change_lines(self, table: str, lines: Mapping[int, bytes | None]) -> None:
        """As :meth:`change`, of rows that are written already (:func:`reader.store.layout.line`)."""
        if self._draft is None:
            with self.batch():
                self.change_lines(table, lines)
        else:
            self._draft.setdefault(table, {}).update(lines)

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Make all changes within it one commit, all or nothing, that no other process comes between.

        On entry what others have committed is taken in. A batch within a batch is part of it.
        """
        if self._draft is not None:
            yield
            return
        with self._locked():
            self._draft = {}
            try:
                yield
                changes = self._effective(self._draft)
                if changes:
                    self._refuse_to_write_over()
                    self._has_written = True
                    self._held.commit(changes)
            finally:
                self._draft = None

    def keep_aside(self, path: Path) -> None:
        """Copy snapshot and journal as they are durably to ``path``, with their own suffix, or to a free name like it. Only within a batch.

        Files that could not be read whole are not written over before this was done. Done once for each version of them.
        """
        if self._kept_aside == self._held.reading:
            return
        own = self._held.path
        for original in (own, own.with_suffix(".journal")):
            with told("read", original):
                try:
                    file = self._disk.open_to_read(original)
                except FileNotFoundError:
                    continue
                try:
                    content = self._disk.read(file)
                finally:
                    self._disk.close(file)
            self._put_aside(path.with_suffix(original.suffix), content)
        self._kept_aside = self._held.reading

    def compact(self) -> int:
        """Fold the journal into the snapshot, if there is one; gives the bytes of an unfinished line that this has cut off.

        Files that do not check are left alone, unless they were kept aside.
        """
        self.refresh()
        if not self._can_compact:
            return 0
        with self._locked():
            torn = self._held.torn
            if self._can_compact:
                self._held.rewrite()
            return torn

    @property
    def _can_compact(self) -> bool:
        return (self._held.has_journal or self._held.is_to_be_rewritten) and self._may_write_over

    def close(self) -> None:
        """Let go of the files, and fold a journal that was written to into the snapshot; closing twice does nothing.

        What is asked later opens them again. When folding fails nothing is lost: the journal stays.
        """
        if self._has_written:
            with suppress(StoreError):
                self.compact()
            self._has_written = False
        self._held.forget()

    def _effective(self, draft: Changes) -> dict[str, dict[int, bytes | None]]:
        """The changes of a draft that change something."""
        changes: dict[str, dict[int, bytes | None]] = {}
        for table, rows in draft.items():
            committed = self._held.tables.get(table, {})
            changed = {number: row for number, row in rows.items() if committed.get(number) != row}
            if changed:
                changes[table] = changed
        return changes

    def _refuse_to_write_over(self) -> None:
        if not self._may_write_over:
            raise StoreError(f"{self._path} is broken ({self._held.damage[0]}) and is not written over. Keep it aside first.")

    @property
    def _may_write_over(self) -> bool:
        return not self._held.damage or self._kept_aside == self._held.reading

    def _put_aside(self, path: Path, content: bytes) -> None:
        for attempt in range(1, 1000):
            free = path if attempt == 1 else path.with_name(f"{path.stem}-{attempt}{path.suffix}")
            with told("write", free), suppress(FileExistsError):
                self._disk.close(write_new(self._disk, free, content))
                self._disk.sync_folder(free.parent)
                return
        raise StoreError(f"Cannot keep the broken {self._path} aside: {path} and 999 names like it are taken. Move them away.")

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Hold the lock beside the database, with all that others have committed in memory."""
        path = self._held.lock_path
        with told("write", self._path):
            release = self._lock(path)
        try:
            with told("read", self._path):
                self._held.catch_up(is_locked=True)
            yield
        finally:
            release()

    def _lock(self, path: Path) -> Release:
        try:
            try:
                return self._disk.lock(path, PATIENCE)
            except FileNotFoundError:
                make_folders(self._disk, path.parent)
                return self._disk.lock(path, PATIENCE)
        except TimeoutError as error:
            raise StoreError(f"Another reader has been writing {self._path} for {PATIENCE:.0f} seconds. Close it and try again.") from error
