"""What the commands that print have in common: the work on a path, what is odd about it, how the terminal is."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader.config import annotator_name, config_path, load_settings
from reader.core.errors import SourceError
from reader.core.stored import Stored
from reader.library import ENDINGS, Library, libraries
from reader.report.console import complain, is_terminal
from reader.report.work import Unread, Work

if TYPE_CHECKING:
    from reader.core.document import Document
    from reader.store.tiny import TinyStore

DONE, WRONG = 0, 1
"""What a command that did its work gives: all is well, or something is not."""


def work_at(path: str, annotator: str | None, encoding: str | None) -> Work:
    """The library at ``path`` with the annotations of whoever is meant, and what is odd about those."""
    from reader.store.place import annotators

    (library,) = libraries([path], encoding)
    for entry in library.entries[:1]:
        library.prepare(entry)
    name = annotator_name(annotator, os.environ, load_settings(None if annotator else config_path(os.environ)))
    known = annotators(library.root)
    notice = strangers(name, known)
    if not known or notice is not None:
        work = Work(library, name, Stored(), notice)
    else:
        store, notice = store_opener(name)(library.root)
        try:
            work = Work(library, name, store.load(), notice, store.text)
        finally:
            store.close()
    if not library.entries and not work.records:
        raise nothing_to_read(library)
    return work


def read_all(work: Work) -> tuple[list[Document], list[Unread]]:
    return parted(work.documents())


def parted(found: Iterable[Document | Unread]) -> tuple[list[Document], list[Unread]]:
    """The documents that can be read, and those that cannot."""
    documents: list[Document] = []
    unread: list[Unread] = []
    for document in found:
        if isinstance(document, Unread):
            unread.append(document)
        else:
            documents.append(document)
    return documents, unread


def only_document(work: Work) -> Document:
    """The document of a library of one file. ``SourceError`` when it cannot be read."""
    documents, unread = read_all(work)
    if unread:
        raise SourceError(unread[0].problem)
    return documents[0]


def file_named(path: str) -> str:
    """``path``; ``SourceError`` when it is a folder."""
    if Path(path).is_dir():
        raise SourceError(f"{path}: is a folder. Name a file in it; “reader list” says which there are.")
    return path


def store_opener(annotator: str) -> Callable[[Path], tuple[TinyStore, str | None]]:
    """What opens the store of ``annotator`` for a folder, and says what is odd about where it lies."""

    def open_store(root: Path) -> tuple[TinyStore, str | None]:
        from reader.store.place import database_path
        from reader.store.tiny import TinyStore

        place = database_path(root, annotator)
        return TinyStore(place.path), place.problem

    return open_store


def notify(work: Work, *others: str) -> None:
    """Say on standard error, after all went well, what is odd about ``work`` and what ``others`` there is to know."""
    for notice in (*((work.notice,) if work.notice else ()), *work.problems, *work.notices, *others):
        complain(f"reader: {notice}")


def strangers(name: str, known: Sequence[str]) -> str | None:
    """A sentence when only others than ``name`` have annotations here."""
    from reader.store.place import is_same

    if not known or any(is_same(name, other) for other in known):
        return None
    return f"there are no annotations by “{name}” here, but by {', '.join(known)}; choose with --annotator NAME."


def counted(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def nothing_to_read(library: Library) -> SourceError:
    return SourceError(f"{library.root} holds nothing to read. Name a folder with files that end in {' or '.join(ENDINGS)}.")


def has_colours() -> bool:
    return is_terminal() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def terminal_width() -> int:
    from shutil import get_terminal_size

    return max(20, get_terminal_size((80, 24)).columns)
