"""A disk on which one operation fails."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from reader.store.disk import Disk


class FailingDisk(Disk):
    """A real disk whose operation no. ``failing`` (from 1) of those that change it raises; 0 lets all of them pass.

    A write that fails has written half. ``count`` is how many there were. ``forever``: those after it fail too.
    """

    def __init__(self, failing: int = 0, code: int = errno.ENOSPC, forever: bool = False) -> None:
        self.failing = failing
        self.count = 0
        self._code = code
        self._forever = forever

    def open_new(self, path: Path) -> int:
        self._step()
        return super().open_new(path)

    def write(self, file: int, content: bytes) -> None:
        try:
            self._step()
        except OSError:
            super().write(file, content[: len(content) // 2])
            raise
        super().write(file, content)

    def sync(self, file: int) -> None:
        self._step()
        super().sync(file)

    def replace(self, new: Path, old: Path) -> None:
        self._step()
        super().replace(new, old)

    def make_folder(self, path: Path) -> None:
        self._step()
        super().make_folder(path)

    def _step(self) -> None:
        self.count += 1
        if self.count == self.failing or (self._forever and 0 < self.failing <= self.count):
            raise OSError(self._code, os.strerror(self._code))
