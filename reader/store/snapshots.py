"""The canonical texts that marks were made on, each kept once, as a file named by its digest."""

from __future__ import annotations

import re
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from reader.core.errors import StoreError
from reader.store.disk import Disk, make_folders, write_whole
from reader.store.trouble import told

FOLDER = "snapshots"
SUFFIX = ".txt"

LONGEST = 256 * 1024 * 1024
"""The most bytes of UTF-8 that a text may have to be kept; no larger file is read."""

_PIECE = 1 << 18
_DIGEST = re.compile(r"[0-9a-f]{32}")
_UNFINISHED = re.compile(r"\.[0-9a-f]{32}\.[0-9a-f]{16}\.new")


@dataclass(frozen=True, slots=True)
class Stock:
    """What lies among the kept texts: digests of ``whole`` and of ``broken`` ones, and names of ``unfinished`` files; each sorted.

    An unfinished file is being written now, or was when its writer was stopped.
    """

    whole: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()
    unfinished: tuple[str, ...] = ()


class Snapshots:
    """The texts kept beside the databases in the folder ``home``, for all their annotators: ``home/snapshots/DIGEST.txt``.

    Texts are never changed: who finds one there leaves it. Nothing is made before one is kept. The folder may not be a symbolic link that
    leads out of the folder above ``home``; a link in a text's place is replaced, never followed.
    """

    def __init__(self, home: Path, disk: Disk | None = None) -> None:
        self._home = home
        self._disk = disk or Disk()

    def keep(self, text: str) -> None:
        """Have ``text`` kept durably; one that is there already is left as it is. ``StoreError`` when it cannot be kept."""
        content = _encoded(text)
        path = self._folder() / f"{_digest(content)}{SUFFIX}"
        if len(content) > LONGEST:
            raise StoreError(f"{path} was not kept: {len(content):,} bytes, and at most {LONGEST:,} are. Split the article.")
        with told("write", path):
            if not self._holds(path, content):
                make_folders(self._disk, path.parent)
                self._disk.sync_folder(path.parent.parent)  # who made the folder may have died before that
                self._write(path, content)
            self._disk.sync_folder(path.parent)

    def text(self, digest: str) -> str | None:
        """The text with this ``digest``; ``None`` when it is not kept, cannot be read, or is broken."""
        if not _DIGEST.fullmatch(digest):
            return None
        with suppress(OSError, StoreError, UnicodeDecodeError):
            content = self._read(self._folder() / f"{digest}{SUFFIX}")
            if content is not None and _digest(content) == digest:
                return content.decode("utf-8", "surrogatepass")
        return None

    def stock(self) -> Stock:
        """What is there; every text is read. ``StoreError`` when the folder cannot be."""
        folder = self._folder()
        with told("read", folder):
            names = sorted(self._disk.names(folder)) if self._disk.is_folder(folder) else []
        digests = [name.removesuffix(SUFFIX) for name in names if name.endswith(SUFFIX) and _DIGEST.fullmatch(name.removesuffix(SUFFIX))]
        whole = tuple(digest for digest in digests if self.text(digest) is not None)
        broken = tuple(digest for digest in digests if digest not in whole)
        return Stock(whole, broken, tuple(name for name in names if _UNFINISHED.fullmatch(name)))

    def remove(self, digests: Collection[str] = (), unfinished: Collection[str] = ()) -> None:
        """Remove texts, and unfinished files by their names. ``StoreError`` when one cannot be; what is not there is as good as removed.

        Whoever is just writing an unfinished file fails, is told so, and keeps the text at the next mark.
        """
        folder = self._folder()
        for name in (*(f"{digest}{SUFFIX}" for digest in digests), *unfinished):
            with told("write", folder / name), suppress(FileNotFoundError):
                self._disk.remove(folder / name)

    def _folder(self) -> Path:
        """The folder's real place. ``StoreError`` when a symbolic link leads out of the folder that it belongs to."""
        path = self._home / FOLDER
        folder = self._disk.real(path)
        if not folder.is_relative_to(self._disk.real(self._home.parent)):
            raise StoreError(f"{path} leads out of its folder, to {folder}. Replace the symbolic link by what it stands for.")
        return folder

    def _holds(self, path: Path, content: bytes) -> bool:
        """Whether ``content`` is what stands at ``path``; not, when that cannot be read."""
        with suppress(OSError):
            return self._read(path, len(content)) == content
        return False

    def _read(self, path: Path, longest: int = LONGEST) -> bytes | None:
        """The bytes of a file; ``None`` for one with more than ``longest``."""
        file = self._disk.open_to_read(path)
        try:
            return self._disk.read(file) if self._disk.stamp_of(file)[3] <= longest else None
        finally:
            self._disk.close(file)

    def _write(self, path: Path, content: bytes) -> None:
        """Put ``content`` at ``path`` as a whole. Others may do the same meanwhile: it is the same."""
        write_whole(self._disk, path, content)


def _encoded(text: str) -> bytes:
    """The bytes whose digest names ``text``. Encoded piece by piece: in one go a long text would stop every other thread for long."""
    return b"".join(text[start : start + _PIECE].encode("utf-8", "surrogatepass") for start in range(0, len(text), _PIECE))


def _digest(content: bytes) -> str:
    """:func:`reader.core.document.digest_of_text` of the text that was encoded to ``content``."""
    return blake2b(content, digest_size=16).hexdigest()
