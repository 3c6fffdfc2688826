"""A TinyDB storage that replaces its file as a whole: after a crash the file is the old one or the new one."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tinydb.storages import Storage

from reader.core.errors import StoreError
from reader.store.disk import Disk, Stamp, make_folders, write_new
from reader.store.layout import Content, Table, Tables, line, parse, render
from reader.store.trouble import told

if TYPE_CHECKING:
    from filelock import BaseFileLock

PATIENCE = 5.0
"""Seconds to wait for another process to finish its commit, which takes a few milliseconds."""


class FileStorage(Storage):
    """The file at ``path``, its rows kept in memory as their lines. Nothing is read before it is asked for, nothing made before a write.

    A change is on disk when :meth:`change`, :meth:`write` or the outermost :meth:`batch` returns; when one of them raises ``StoreError``,
    file and memory are as they were. Neither the file nor its folder may be a symbolic link that leads out of the folder above.
    """

    def __init__(self, path: Path | str, disk: Disk | None = None) -> None:
        self._path = Path(path)
        self._disk = disk or Disk()
        self._content = Content()
        self._draft: dict[str, Table] | None = None
        self._stamp: Stamp | None = None
        self._held: int | None = None
        self._kept: Content | None = None
        self._guard: BaseFileLock | None = None

    @property
    def content(self) -> Content:
        """What the file held when it was last read or written. Another object stands for another version."""
        return self._content

    @property
    def tables(self) -> Tables:
        """The tables as the open batch, if any, has made them."""
        return self._content.tables if self._draft is None else self._draft

    def refresh(self) -> None:
        """Read the file again if it is not the version that is known here."""
        path = self._contained()
        with told("read", self._path):
            if self._stamp is not None and self._disk.stamp(path) == self._stamp:
                return
            try:
                file = self._disk.open_to_read(path)
            except FileNotFoundError:
                self._know(Content() if self._stamp else self._content, None)
                return
            try:
                content = parse(self._disk.read(file))
            except BaseException:
                self._disk.close(file)
                raise
            self._know(content, file)

    def read(self) -> dict[str, dict[str, Any]] | None:
        """All tables as fresh values, as TinyDB wants them; ``None`` while there is no file."""
        if self._draft is None:
            self.refresh()
        if not self.tables:
            return None
        return {name: json.loads(b"{" + b",".join(rows.values()) + b"}") for name, rows in self.tables.items()}

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Make ``data`` the whole database. For TinyDB's own operations, which change a copy of what they read and hand it back."""
        self.become({name: {int(number): line(int(number), row) for number, row in rows.items()} for name, rows in data.items()})

    def become(self, tables: Tables) -> None:
        """Make ``tables`` the whole database."""
        with self.batch():
            self._draft = dict(tables)

    def change(self, table: str, rows: Mapping[int, object | None]) -> None:
        """Put rows into a table under their numbers, or take them out (``None``). Costs the rows, and the write at the batch's end."""
        with self.batch():
            assert self._draft is not None
            changed = dict(self._draft.get(table, {}))
            for number, row in rows.items():
                if row is None:
                    changed.pop(number, None)
                else:
                    changed[number] = line(number, row)
            self._draft[table] = changed

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Make all changes within it one write, all or nothing, that no other process comes between.

        On entry the file is read again if another process has changed it. A batch within a batch is part of it.
        """
        if self._draft is not None:
            yield
            return
        with self._locked():
            self.refresh()
            self._draft = dict(self._content.tables)
            try:
                yield
                if self._draft != self._content.tables:
                    self._replace(self._draft)
            finally:
                self._draft = None

    def keep_aside(self, path: Path) -> None:
        """Copy the file as it is durably to ``path``, or to a free name like it. Only within a batch.

        A file that could not be read whole is not written over before this was done. Done once for each version of the file.
        """
        if self._kept is self._content:
            return
        with told("read", self._path):
            file = self._disk.open_to_read(self._contained())
            try:
                original = self._disk.read(file)
            finally:
                self._disk.close(file)
        for attempt in range(1, 1000):
            free = path if attempt == 1 else path.with_name(f"{path.stem}-{attempt}{path.suffix}")
            with told("write", free), suppress(FileExistsError):
                self._disk.close(write_new(self._disk, free, original))
                self._disk.sync_folder(free.parent)
                self._kept = self._content
                return
        raise StoreError(f"Cannot keep the broken {self._path} aside: {path} and 999 names like it are taken. Move them away.")

    def close(self) -> None:
        """Let go of the file; closing twice does nothing. What is asked later opens it again."""
        self._let_go()
        self._stamp = None

    def _replace(self, tables: Tables) -> None:
        if self._content.damage and self._kept is not self._content:
            raise StoreError(f"{self._path} is broken ({self._content.damage[0]}) and is not written over. Keep it aside first.")
        path = self._contained()
        new = path.with_name(f".{path.name}.new")
        with told("write", self._path):
            with suppress(FileNotFoundError):
                self._disk.remove(new)  # left by a process that was killed; the lock is ours
            file = write_new(self._disk, new, render(tables))
            try:
                self._disk.replace(new, path)
                try:
                    self._disk.sync_folder(path.parent)
                except BaseException:
                    self._take_back(new, path)
                    raise
            except BaseException:
                self._disk.close(file)
                with suppress(OSError):  # it is gone when the replacing was what worked
                    self._disk.remove(new)
                raise
            self._know(Content(dict(tables)), file)

    def _take_back(self, new: Path, path: Path) -> None:
        """Have the old content in the file again: what was not acknowledged shall not turn up later. As far as the disk lets us."""
        with suppress(OSError):
            if self._stamp is None:
                self._disk.remove(path)
            else:
                self._disk.close(write_new(self._disk, new, render(self._content.tables)))
                self._disk.replace(new, path)

    def _know(self, content: Content, file: int | None) -> None:
        """Take ``content`` as the version in the open ``file``.

        The file stays open: while it does, its inode number cannot be given to another process's version, so no change goes unseen.
        """
        stamp = None if file is None else self._disk.stamp_of(file)
        self._let_go()
        self._content, self._stamp, self._held = content, stamp, file
        if os.name == "nt":  # an open file could not be replaced there, and numbers are not used again
            self._let_go()

    def _let_go(self) -> None:
        if self._held is not None:
            self._disk.close(self._held)
            self._held = None

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Hold the lock beside the database, ``NAME.lock``, which is never removed: a process that waits for it would then hold nothing."""
        from filelock import FileLock, Timeout  # 12 ms that opening a folder need not wait for

        path = self._contained()
        with told("write", self._path):
            make_folders(self._disk, path.parent)
            if self._guard is None or Path(self._guard.lock_file) != path.with_suffix(".lock"):
                self._guard = FileLock(path.with_suffix(".lock"), timeout=PATIENCE, mode=0o600, poll_interval=0.002)
            try:
                self._guard.acquire()
            except Timeout as error:
                raise StoreError(
                    f"Another reader has been writing {self._path} for {PATIENCE:.0f} seconds. Close it and try again."
                ) from error
        try:
            yield
        finally:
            self._guard.release()

    def _contained(self) -> Path:
        """The database's real place. ``StoreError`` when a symbolic link leads out of the folder that it belongs to."""
        home = Path(os.path.realpath(self._path.parent.parent))
        path = Path(os.path.realpath(self._path))
        if not path.is_relative_to(home):
            raise StoreError(f"{self._path} leads out of its folder, to {path}. Replace the symbolic link by what it stands for.")
        return path
