"""Finding the documents of a folder, and loading each with the loader for its kind."""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from reader.core.document import Document
from reader.core.errors import SourceError
from reader.sources.safe import encodable, shown

LOADERS = {
    ".htm": "reader.sources.html",
    ".html": "reader.sources.html",
    ".markdown": "reader.sources.markdown",
    ".md": "reader.sources.markdown",
    ".txt": "reader.sources.text",
    ".xhtml": "reader.sources.html",
}
"""The module whose ``load(path, root, encoding)`` reads files with this suffix; imported when the first such file is loaded."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file that looks like a document. ``path`` is relative to the folder, for showing; ``file`` opens it.

    ``problem`` is a sentence that says why it cannot be opened, ``None`` when it may be tried.
    """

    path: str
    file: Path
    problem: str | None = None


def find(root: Path) -> list[Entry]:
    """The documents under ``root``, sorted by path: all files with a known suffix; of a file ``root``, itself.

    Names that begin with a dot are left out, and links that lead out of ``root`` or to a folder already visited are not followed. Raises
    ``SourceError`` when ``root`` is missing or may not be read; what is wrong deeper down is an entry with its problem.
    """
    root = root.absolute()  # not resolved: a reader should see the name that was given
    if not root.is_dir():
        if not root.exists():
            raise SourceError(f"{shown(root)} does not exist. Check the spelling, or name a folder with text files.")
        return [Entry(encodable(root.name), root, _problem(root, root.parent.resolve()))]
    entries: list[Entry] = []
    home = root.resolve()
    visited = {_identity(home)}
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as found:
                inside = [Path(item.path) for item in found if not item.name.startswith(".")]
        except OSError as error:
            if folder == root:
                advice = "Change its permissions, or open another folder."
                raise SourceError(f"{shown(root)} cannot be read: {_reason(error)}. {advice}") from error
            entries.append(_entry(folder, root, f"The folder cannot be read: {_reason(error)}. Change its permissions."))
            continue
        for path in inside:
            if _is_folder(path):
                identity = _identity(path)
                if identity not in visited and (not path.is_symlink() or path.resolve().is_relative_to(home)):
                    visited.add(identity)
                    waiting.append(path)
            elif path.suffix.lower() in LOADERS:
                entries.append(_entry(path, root, _problem(path, home)))
    return sorted(entries, key=lambda entry: (entry.path, os.fsencode(entry.file)))


def load(path: Path, root: Path, encoding: str | None = None) -> Document:
    """The document in ``path``, named by its place under ``root``; ``encoding`` is what the file is in (``None``: found out).

    Raises ``SourceError`` when no loader knows its suffix, or when the loader cannot read it.
    """
    path, root = path.absolute(), root.absolute()
    module = LOADERS.get(path.suffix.lower())
    if module is None:
        known = ", ".join(sorted(LOADERS))
        raise SourceError(f"{shown(path)} is of a kind that cannot be read. Name a file that ends in {known}.")
    document = import_module(module).load(path, root, encoding)
    assert isinstance(document, Document)
    return document


def is_quick(path: Path) -> bool:
    """Whether ``path`` is loaded without the help of another process."""
    return LOADERS.get(path.suffix.lower()) == "reader.sources.text"


def prepare(path: Path) -> None:
    """Start what the loader of ``path`` needs, without waiting for it: it is going to be loaded soon."""
    module = LOADERS.get(path.suffix.lower())
    if module == "reader.sources.html":  # the one that takes long to start
        import_module(module).prepare()


def _entry(path: Path, root: Path, problem: str | None) -> Entry:
    return Entry(encodable(path.relative_to(root).as_posix()), path, problem)


def _problem(path: Path, home: Path) -> str | None:
    """Why a path is not to be opened, without opening it; ``None`` when nothing speaks against it."""
    try:
        if path.is_symlink() and not path.exists():
            return "It is a link that leads nowhere. Remove it, or restore the file it points to."
        if path.is_symlink() and not path.resolve().is_relative_to(home):
            return "It is a link that leads out of the folder. Copy the file into the folder to read it."
        if not path.is_file():
            return "It is no ordinary file but a pipe, a socket or a device. Save its text to a file."
        if not os.access(path, os.R_OK):
            return "You may not read it. Change its permissions."
    except (OSError, RuntimeError) as error:
        return f"It cannot be looked at: {_reason(error)}. Check the disk or the link."
    return None


def _is_folder(path: Path) -> bool:
    """Whether ``path`` leads to a folder; not, where that may not be known."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _identity(folder: Path) -> tuple[int, int] | str:
    try:
        status = folder.stat()
    except OSError:
        return str(folder)
    return (status.st_dev, status.st_ino)


def _reason(error: OSError | RuntimeError) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()
