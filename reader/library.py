"""The folders that are open, each with the documents in it that are meant."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from reader.core.document import Document
from reader.core.errors import SourceError
from reader.sources import folder
from reader.sources.folder import LOADERS
from reader.sources.folder import Entry as Entry
from reader.sources.safe import shown

ENDINGS = tuple(sorted(LOADERS))
"""How the names of files end that can be read."""


@dataclass(frozen=True, slots=True)
class Library:
    """A folder, which annotations are kept beside, and the documents in it that are meant; all of them when it ``is_whole``.

    ``encoding`` is what their files are in; ``None``: found out for each.
    """

    root: Path
    entries: tuple[Entry, ...]
    is_whole: bool = True
    encoding: str | None = None

    def load(self, entry: Entry) -> Document:
        """The document of one of the entries, as its file says. ``SourceError`` when it cannot be read."""
        if entry.problem is not None:
            raise SourceError(f"{shown(entry.path)}: {entry.problem}")
        return folder.load(entry.file, self.root, self.encoding)

    def is_quick(self, entry: Entry) -> bool:
        """Whether loading ``entry`` takes hardly longer than reading its file."""
        return folder.is_quick(entry.file)


def libraries(paths: Iterable[Path | str], encoding: str | None = None) -> list[Library]:
    """The libraries of ``paths``, in their order: a folder's is all that is found under it, a file's is its folder with it alone.

    Files of one folder share a library; a file right in a folder that is given too adds none. ``SourceError`` names a path that leads
    nowhere.
    """
    whole: set[Path] = set()
    files: dict[Path, dict[Path, None]] = {}
    for path in map(_absolute, paths):
        if path.is_dir():
            whole.add(path)
            files.setdefault(path, {})
        else:
            files.setdefault(path.parent, {})[path] = None
    return [
        Library(root, tuple(folder.find(root)), encoding=encoding)
        if root in whole
        else Library(root, tuple(map(_entry, named)), is_whole=False, encoding=encoding)
        for root, named in files.items()
    ]


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


def _entry(file: Path) -> Entry:
    (entry,) = folder.find(file)
    if entry.problem is None and file.suffix.lower() not in ENDINGS:
        return replace(entry, problem=f"It is of a kind that cannot be read. Name a file that ends in {' or '.join(ENDINGS)}.")
    return entry
