"""Loading each document with the loader for its kind, and saying which files are better left alone."""

from __future__ import annotations

import os
import stat
from importlib import import_module
from pathlib import Path

from reader.core.document import Document
from reader.core.errors import SourceError
from reader.sources.safe import LIMIT, shown

LOADERS = {
    ".htm": "reader.sources.html",
    ".html": "reader.sources.html",
    ".markdown": "reader.sources.markdown",
    ".md": "reader.sources.markdown",
    ".txt": "reader.sources.text",
    ".xhtml": "reader.sources.html",
}
"""The module whose ``load(path, root, encoding)`` reads files with this suffix; imported when the first such file is loaded."""


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


def beginning(path: Path, root: Path, encoding: str | None = None) -> Document | None:
    """What can be shown of a large file at once: see :func:`reader.sources.text.beginning`; ``None`` for other kinds."""
    if not is_quick(path):
        return None
    from reader.sources import text

    return text.beginning(path.absolute(), root.absolute(), encoding)


def is_quick(path: Path) -> bool:
    """Whether ``path`` is loaded without the help of another process."""
    return LOADERS.get(path.suffix.lower()) == "reader.sources.text"


def prepare(path: Path) -> None:
    """Start what the loader of ``path`` needs, without waiting for it: it is going to be loaded soon."""
    module = LOADERS.get(path.suffix.lower())
    if module is not None and not is_quick(path):
        import_module(module).prepare()


def problem(path: Path, root: Path) -> str | None:
    """A sentence that says why the file ``path`` in the folder ``root`` is not to be opened; ``None`` when nothing speaks against it.

    It is looked at and not opened, however it is found: this neither waits nor reads.
    """
    try:
        if path.is_symlink():
            if not path.exists():
                return "It is a link that leads nowhere. Remove it, or restore the file it points to."
            if not path.resolve().is_relative_to(root.resolve()):
                return "It is a link that leads out of the folder. Copy the file into the folder to read it."
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            return _folder_problem(path)
        if not stat.S_ISREG(status.st_mode):
            return "It is no ordinary file but a pipe, a socket or a device. Save its text to a file."
        if path.suffix.lower() not in LOADERS:
            return f"It is of a kind that cannot be read. Name a file that ends in {' or '.join(sorted(LOADERS))}."
        if status.st_size > LIMIT:
            return f"It is too large: {status.st_size:,} bytes, and at most {LIMIT:,} can be read. Split it into smaller files."
        if not os.access(path, os.R_OK):
            return "You may not read it. Change its permissions."
    except FileNotFoundError:
        return "It is no longer there. Restore it, or open the folder anew."
    except (OSError, RuntimeError) as error:
        return f"It cannot be looked at: {_reason(error)}. Check the disk or the link."
    return None


def _folder_problem(path: Path) -> str:
    try:
        with os.scandir(path):
            return "It is a folder. Open it as one."
    except OSError as error:
        return f"The folder cannot be read: {_reason(error)}. Change its permissions."


def _reason(error: OSError | RuntimeError) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()
