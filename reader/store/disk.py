"""The few operations that a durable write is made of, in one replaceable object."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

Stamp: TypeAlias = tuple[int, int, int, int]
"""Tells one version of a file from another: device, inode, time of change in nanoseconds, size."""


class Disk:
    """The file system. Everything that the store does to it goes through here and raises ``OSError``; a test replaces one method."""

    def open_to_read(self, path: Path) -> int:
        return os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))

    def open_new(self, path: Path) -> int:
        """A file that did not exist, open for writing; nobody but its owner may read it."""
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)

    def read(self, file: int) -> bytes:
        """All that is left in an open file."""
        parts = []
        while part := os.read(file, 1 << 20):
            parts.append(part)
        return b"".join(parts)

    def write(self, file: int, content: bytes) -> None:
        left = memoryview(content)
        while left:
            left = left[os.write(file, left) :]

    def sync(self, file: int) -> None:
        os.fsync(file)

    def close(self, file: int) -> None:
        os.close(file)

    def replace(self, new: Path, old: Path) -> None:
        new.replace(old)

    def remove(self, path: Path) -> None:
        path.unlink()

    def make_folder(self, path: Path) -> None:
        """``path`` as a folder for its owner only; nothing when it is there."""
        path.mkdir(mode=0o700, exist_ok=True)

    def sync_folder(self, path: Path) -> None:
        """Make the names in a folder durable, where the system can: Windows has no such call, some network file systems refuse it."""
        if os.name == "nt":
            return
        folder = os.open(path, os.O_RDONLY)
        try:
            self.sync(folder)
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.ENOTSUP):
                raise
        finally:
            os.close(folder)

    def stamp(self, path: Path) -> Stamp | None:
        """The version of the file at ``path``; ``None`` when there is none."""
        try:
            return _stamp(path.stat())
        except FileNotFoundError:
            return None

    def stamp_of(self, file: int) -> Stamp:
        return _stamp(os.fstat(file))


def write_new(disk: Disk, path: Path, content: bytes) -> int:
    """Put ``content`` durably into a new file and give it, still open; a file that cannot be finished is removed again."""
    file = disk.open_new(path)
    try:
        disk.write(file, content)
        disk.sync(file)
    except BaseException:
        with suppress(OSError):  # the first error is the one to tell
            disk.close(file)
        with suppress(OSError):
            disk.remove(path)
        raise
    return file


def make_folders(disk: Disk, path: Path) -> None:
    """Make the folder ``path`` and those above it that are missing, each durably and for its owner only."""
    missing = []
    while not path.is_dir():
        missing.append(path)
        path = path.parent
    for folder in reversed(missing):
        disk.make_folder(folder)
        disk.sync_folder(folder.parent)


def _stamp(status: os.stat_result) -> Stamp:
    return status.st_dev, status.st_ino, status.st_mtime_ns, status.st_size
