"""What the system said went wrong with a database, as a sentence for the reader."""

from __future__ import annotations

import errno
from pathlib import Path

from reader.core.errors import StoreError


class told:  # noqa: N801  # read as a word: with told("write", path)
    """Turns an ``OSError`` into a ``StoreError`` that says what (``doing``, "read" or "write"), where, and what to do next."""

    __slots__ = ("_doing", "_path")

    def __init__(self, doing: str, path: Path) -> None:
        self._doing = doing
        self._path = path

    def __enter__(self) -> None:
        """Nothing: a class, because three of these stand on the way of each commit and a generator takes five times as long."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, OSError):
            raise StoreError(f"Cannot {self._doing} {self._path}: {_reason(error)}") from error


def _reason(error: OSError) -> str:
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return "the disk is full. Make room and try again."
        case errno.EACCES | errno.EPERM:
            return "permission denied. Give yourself access to the folder and its files, and try again."
        case errno.EROFS:
            return "the disk is read-only. Copy the folder to where you can write, and open it there."
        case errno.EIO:
            return "the disk reports an error. Copy the folder to another disk before anything else."
        case errno.ELOOP:
            return "it is a symbolic link where there may be none. Replace it by a file of its own."
        case errno.EISDIR | errno.ENOTDIR | errno.EEXIST:
            return f"{(error.strerror or 'something is in the way').lower()}. Move away what is in its place, and try again."
        case _:
            return f"{(error.strerror or str(error)).lower()}. Check the folder and try again."
