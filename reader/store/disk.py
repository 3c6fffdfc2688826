"""The few operations that a durable write is made of, in one replaceable object."""

from __future__ import annotations

import errno
import os
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TypeAlias

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]  # asked for before each use

Stamp: TypeAlias = tuple[int, int, int, int]
"""Tells one version of a file from another: device, inode, time of change in nanoseconds, size in bytes."""

Release: TypeAlias = Callable[[], None]

_BINARY = getattr(os, "O_BINARY", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)
_NOT_LOCKABLE = (errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOTSUP)
_POLL = 0.002


class Disk:
    """The file system. Everything that the store does to it goes through here and raises ``OSError``; a test replaces some of it.

    What is only read goes through here too, so that a whole other file system can stand in for the real one.
    """

    def real(self, path: Path) -> Path:
        """``path`` with all its links followed, as far as it exists."""
        return Path(os.path.realpath(path))

    def is_folder(self, path: Path) -> bool:
        return path.is_dir()

    def names(self, path: Path) -> list[str]:
        """The names in a folder, in no order."""
        return os.listdir(path)  # noqa: PTH208  # names are all that is asked for

    def open_to_read(self, path: Path) -> int:
        """A file, no link, open for reading. A pipe without a writer is empty rather than waited for."""
        return os.open(path, os.O_RDONLY | _NO_LINK | _NO_WAIT | _BINARY)

    def open_new(self, path: Path) -> int:
        """A file that did not exist, open for reading anywhere and for writing at its end; nobody but its owner may read it."""
        return os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_EXCL | _NO_LINK | _BINARY, 0o600)

    def open_to_append(self, path: Path) -> int:
        """An existing file, no link, open for reading anywhere and for writing at its end."""
        return os.open(path, os.O_RDWR | os.O_APPEND | _NO_LINK | _NO_WAIT | _BINARY)

    def read(self, file: int, start: int = 0) -> bytes:
        """All bytes of an open file from ``start``."""
        os.lseek(file, start, os.SEEK_SET)
        left = os.fstat(file).st_size - start
        parts = []
        while part := os.read(file, max(left, 1 << 16)):
            parts.append(part)
            left -= len(part)
            if left == 0:
                break
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def write(self, file: int, content: bytes) -> None:
        left = memoryview(content)
        while left:
            left = left[os.write(file, left) :]

    def truncate(self, file: int, size: int) -> None:
        """Cut a file that is open for writing to ``size`` bytes."""
        os.ftruncate(file, size)

    def sync(self, file: int) -> None:
        """Make an open file's bytes and all that belongs to them durable."""
        os.fsync(file)

    def sync_content(self, file: int) -> None:
        """Make an open file's bytes and its size durable."""
        getattr(os, "fdatasync", os.fsync)(file)  # not on macOS and Windows

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
            return _stamp(os.stat(path))  # noqa: PTH116  # asked at every commit, and Path.stat takes three times as long
        except FileNotFoundError:
            return None

    def stamp_of(self, file: int) -> Stamp:
        return _stamp(os.fstat(file))

    def lock(self, path: Path, patience: float) -> Release:
        """Lock the file ``path``, which is made and never removed, against other processes; gives what releases it.

        ``TimeoutError`` when another holds it for ``patience`` seconds. A process that dies holds nothing any more.
        """
        if fcntl is None:
            return _lock_by_library(path, patience)
        file = os.open(path, os.O_RDWR | os.O_CREAT | _NO_LINK, 0o600)
        try:
            deadline = time.monotonic() + patience
            while True:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    return partial(os.close, file)
                except BlockingIOError:
                    if time.monotonic() >= deadline:
                        raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT), str(path)) from None
                    time.sleep(_POLL)
        except BaseException as error:
            os.close(file)
            if isinstance(error, OSError) and error.errno in _NOT_LOCKABLE:
                return _lock_by_library(path, patience)
            raise


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


def write_whole(disk: Disk, path: Path, content: bytes) -> None:
    """Put ``content`` durably at ``path``, as a whole, in place of what is there. Its folder must still be synced."""
    new = path.with_name(f".{path.stem}.{secrets.token_hex(8)}.new")
    disk.close(write_new(disk, new, content))
    try:
        disk.replace(new, path)
    except BaseException:
        with suppress(OSError):  # the first error is the one to tell
            disk.remove(new)
        raise


def make_folders(disk: Disk, path: Path) -> None:
    """Make the folder ``path`` and those above it that are missing, each durably and for its owner only."""
    missing = []
    while not disk.is_folder(path):
        missing.append(path)
        path = path.parent
    for folder in reversed(missing):
        disk.make_folder(folder)
        disk.sync_folder(folder.parent)


def _lock_by_library(path: Path, patience: float) -> Release:
    """The lock for systems and file systems without ``flock``. Takes a hundred times as long, and knows them all."""
    from filelock import FileLock, Timeout

    lock = FileLock(path, timeout=patience, mode=0o600, poll_interval=_POLL)
    try:
        lock.acquire()
    except Timeout:
        raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT), str(path)) from None
    return lock.release


def _stamp(status: os.stat_result) -> Stamp:
    return status.st_dev, status.st_ino, status.st_mtime_ns, status.st_size
