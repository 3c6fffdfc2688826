"""A disk on which one operation fails, or on which the process dies."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random

from reader.store.disk import Disk, Release, Stamp
from tests.store.simulated import SimulatedDisk

CHANGING = frozenset({"open_new", "open_to_append", "write", "truncate", "sync", "sync_content", "replace", "remove", "make_folder"})
READING = frozenset({"open_to_read", "read"})


class Crash(BaseException):
    """The process is no more."""


class FailingDisk(Disk):
    """A disk whose operation no. ``failing`` (from 1) of those that are ``counted`` raises; 0 lets all of them pass.

    A write that fails has written half. ``count`` is how many there were. ``forever``: those after it fail too. With the ``code`` 0 the
    process dies there: :class:`Crash` is raised by it and by everything after it, nothing more is done, and all locks are free.
    Making the names in a folder durable counts as ``sync``, making the file of a lock as ``open_new``.
    """

    def __init__(
        self,
        failing: int = 0,
        code: int = errno.ENOSPC,
        forever: bool = False,
        disk: Disk | None = None,
        counted: frozenset[str] = CHANGING,
        seed: int = 0,
    ) -> None:
        self.failing = failing
        self.code = code
        self.forever = forever
        self.count = 0
        self.happened: list[str] = []
        self.is_dead = False
        self._disk = disk or Disk()
        self._counted = counted
        self._dice = Random(seed)
        self._held: dict[int, Release] = {}
        self._locks = 0

    def die(self) -> None:
        """End the process that this disk is used by: its files are closed, its locks are free."""
        self.is_dead = True
        held, self._held = self._held, {}
        for release in held.values():
            release()

    def real(self, path: Path) -> Path:
        return self._disk.real(path)

    def is_folder(self, path: Path) -> bool:
        self._pass("is_folder", path)
        return self._disk.is_folder(path)

    def names(self, path: Path) -> list[str]:
        self._pass("names", path)
        return self._disk.names(path)

    def open_to_read(self, path: Path) -> int:
        self._pass("open_to_read", path)
        return self._holding(self._disk.open_to_read(path))

    def open_new(self, path: Path) -> int:
        self._pass("open_new", path)
        return self._holding(self._disk.open_new(path))

    def open_to_append(self, path: Path) -> int:
        self._pass("open_to_append", path)
        return self._holding(self._disk.open_to_append(path))

    def read(self, file: int, start: int = 0) -> bytes:
        self._pass("read")
        return self._disk.read(file, start)

    def write(self, file: int, content: bytes) -> None:
        self._pass("write", meanwhile=lambda: self._disk.write(file, content[: len(content) // 2]))
        self._disk.write(file, content)

    def truncate(self, file: int, size: int) -> None:
        self._pass("truncate")
        self._disk.truncate(file, size)

    def sync(self, file: int) -> None:
        self._pass("sync", meanwhile=lambda: self._lose(file))
        self._disk.sync(file)

    def sync_content(self, file: int) -> None:
        self._pass("sync_content", meanwhile=lambda: self._lose(file))
        self._disk.sync_content(file)

    def close(self, file: int) -> None:
        self._pass("close")
        self._held.pop(file, None)
        self._disk.close(file)

    def replace(self, new: Path, old: Path) -> None:
        self._pass("replace", old)
        self._disk.replace(new, old)

    def remove(self, path: Path) -> None:
        self._pass("remove", path)
        self._disk.remove(path)

    def make_folder(self, path: Path) -> None:
        self._pass("make_folder", path)
        self._disk.make_folder(path)

    def sync_folder(self, path: Path) -> None:
        self._pass("sync", path)
        self._disk.sync_folder(path)

    def stamp(self, path: Path) -> Stamp | None:
        self._pass("stamp", path)
        return self._disk.stamp(path)

    def stamp_of(self, file: int) -> Stamp:
        self._pass("stamp_of")
        return self._disk.stamp_of(file)

    def lock(self, path: Path, patience: float) -> Release:
        self._pass("open_new", path)
        release = self._disk.lock(path, patience)
        self._locks -= 1
        self._held[self._locks] = release
        return partial(self._release, self._locks)

    def _release(self, lock: int) -> None:
        self._pass("release")
        self._held.pop(lock)()

    def _holding(self, file: int) -> int:
        self._held[file] = partial(self._disk.close, file)
        return file

    def _lose(self, file: int) -> None:
        if self.code and isinstance(self._disk, SimulatedDisk):
            self._disk.lose(file, self._dice)

    def _pass(self, operation: str, path: Path | None = None, meanwhile: Callable[[], None] = lambda: None) -> None:
        """Count an operation, and raise if it is the one that fails, after having done ``meanwhile``."""
        if self.is_dead:
            raise Crash
        if operation not in self._counted:
            return
        self.count += 1
        self.happened.append(f"{operation} {path.name}" if path else operation)
        if self.count == self.failing or (self.forever and 0 < self.failing <= self.count):
            meanwhile()
            if not self.code:
                self.die()
                raise Crash
            raise OSError(self.code, os.strerror(self.code))
