"""The folders that are open, each with the documents in it that are meant."""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path

from reader.core.document import Document
from reader.core.errors import SourceError
from reader.sources import folder
from reader.sources.apart import Scan
from reader.sources.folder import LOADERS
from reader.sources.safe import encodable, shown
from reader.sources.scan import scan

ENDINGS = tuple(sorted(LOADERS))
"""How the names of files end that can be read."""


FELT, LARGE = 150_000, 1_000_000
"""Bytes from which on loading a file is felt, and from which on nobody but its reader has it loaded."""

MOST_LOOKS = 50
"""Files that are looked at for one that can be read, before the first is shown."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file that looks like a document. ``path`` is relative to the folder, for showing; ``file`` opens it."""

    path: str
    file: Path


@dataclass(frozen=True)  # without slots: the names are kept once they were looked for
class Library:
    """A folder, which annotations are kept beside, and the documents in it that are meant.

    Those are the ``named`` files, and when it ``is_whole`` all that are found in it too. ``encoding`` is what their files are in;
    ``None``: found out for each.
    """

    root: Path
    named: tuple[str, ...] = ()
    is_whole: bool = True
    encoding: str | None = None

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The paths from the folder of all documents that are meant. A whole folder is looked through when this is first asked for."""
        found = chain.from_iterable(scan(self.root, ENDINGS)) if self.is_whole else ()
        return tuple(dict.fromkeys(chain(found, self.named)))

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The documents that are meant, as :attr:`names` has them."""
        return tuple(map(self.entry, self.names))

    def scan(self) -> Scan | None:
        """A going through the folder, begun now, which gives the paths from it of all that is found; ``None`` when it is not whole."""
        return Scan(self.root, ENDINGS) if self.is_whole else None

    def entry(self, name: str) -> Entry:
        """The entry of the file with the path ``name`` from the folder."""
        return Entry(encodable(name), self.root / name)

    def may_hold(self, path: str) -> bool:
        """Whether ``path``, which somebody wrote down, stays within the folder."""
        return bool(path) and "\0" not in path and not os.path.isabs(path) and ".." not in path.replace("\\", "/").split("/")  # noqa: PTH117  # asked of many

    def has(self, path: str) -> bool:
        """Whether there is anything at ``path`` from the folder.

        Taken to be so where it cannot be told: with U+FFFD in it, a path stands for names that cannot be written down.
        """
        return self.may_hold(path) and ("\ufffd" in path or os.path.lexists(os.path.join(self.root, path)))  # noqa: PTH118  # asked of many

    def problem(self, entry: Entry) -> str | None:
        """Why an entry is not to be opened, in a sentence; ``None`` when it may be tried. It is only looked at."""
        return folder.problem(entry.file, self.root)

    def prepare(self, entry: Entry) -> None:
        """Start what an entry needs to be loaded, without waiting for it; nothing, when it is not to be opened."""
        if self.problem(entry) is None:
            folder.prepare(entry.file)

    def load(self, entry: Entry) -> Document:
        """The document of one of the entries, as its file says. ``SourceError`` when it cannot be read."""
        problem = self.problem(entry)
        if problem is not None:
            raise SourceError(f"{shown(entry.path)}: {problem}")
        return folder.load(entry.file, self.root, self.encoding)

    def beginning(self, entry: Entry) -> Document | None:
        """What can be shown of a large document before it is loaded; ``None`` when it must be loaded first."""
        return folder.beginning(entry.file, self.root, self.encoding)

    def is_large(self, entry: Entry, size: int = LARGE) -> bool:
        """Whether loading ``entry``, from ``size`` bytes on, keeps the machine busy; not, when that cannot be told."""
        try:
            return entry.file.stat().st_size >= size
        except OSError:
            return False

    def is_quick(self, entry: Entry) -> bool:
        """Whether loading ``entry`` takes hardly longer than reading its file."""
        return folder.is_quick(entry.file)


class Shelf:
    """The documents of several libraries in one list, which grows at its end. An entry is made when it is asked for."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self._libraries: list[Library] = []
        self._starts: list[int] = []

    def __len__(self) -> int:
        return len(self._names)

    def __getitem__(self, index: int) -> tuple[Library, Entry]:
        library = self._libraries[bisect_right(self._starts, index) - 1]
        return library, library.entry(self._names[index])

    def library(self, index: int) -> Library:
        """The library of the document at ``index``."""
        return self._libraries[bisect_right(self._starts, index) - 1]

    def path(self, index: int) -> str:
        """The path of the document at ``index``, fit to be shown."""
        return encodable(self._names[index])

    def add(self, library: Library, names: list[str]) -> None:
        """Put files of ``library``, by their paths from its folder, at the end."""
        if not self._libraries or self._libraries[-1] is not library:
            self._libraries.append(library)
            self._starts.append(len(self._names))
        self._names += names

    def index_of(self, library: Library, path: str) -> int | None:
        """Where the document of ``library`` with ``path`` stands; ``None`` when it is not there (yet)."""
        return next((index for index in self._indexes(library) if encodable(self._names[index]) == path), None)

    def paths(self, library: Library) -> list[str]:
        """The paths, fit to be shown, of all documents of ``library`` that are there by now."""
        return [encodable(self._names[index]) for index in self._indexes(library)]

    def _indexes(self, library: Library) -> Iterator[int]:
        ends = (*self._starts[1:], len(self._names))
        for at, (start, end) in enumerate(zip(self._starts, ends, strict=True)):
            if self._libraries[at] is library:
                yield from range(start, end)


def libraries(paths: Iterable[Path | str], encoding: str | None = None) -> list[Library]:
    """The libraries of ``paths``, in their order: a folder's is all that is found under it, a file's is its folder with it alone.

    Files of one folder share a library, and a file right in a folder that is given too is in its library. ``SourceError`` names a path
    that leads nowhere.
    """
    whole: set[Path] = set()
    files: dict[Path, dict[str, None]] = {}
    for path in map(_absolute, paths):
        if path.is_dir():
            whole.add(path)
            files.setdefault(path, {})
        else:
            files.setdefault(path.parent, {})[path.name] = None
    return [Library(root, tuple(named), root in whole, encoding) for root, named in files.items()]


def _absolute(given: Path | str) -> Path:
    """The path without dots; links in it stay, as a reader should see the name that was given."""
    try:
        Path(given).stat()
    except (FileNotFoundError, NotADirectoryError):
        raise SourceError(f"{shown(given)} does not exist. Check the spelling, or name a folder with text files.") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL
        reason = error.strerror if isinstance(error, OSError) else error
        raise SourceError(f"{shown(given)} cannot be opened: {reason}. Check its name and permissions.") from None
    return Path(os.path.abspath(given))  # noqa: PTH100  # resolve() would follow links
