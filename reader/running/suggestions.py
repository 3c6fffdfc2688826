"""Suggestions that others have made: imported, listed, removed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError, SourceError
from reader.library import Library, libraries
from reader.report.console import complain, say, shown
from reader.report.work import Unread
from reader.running.works import DONE, WRONG, counted

if TYPE_CHECKING:
    from reader.core.document import Document


def import_suggestions(folder: str, file: str, encoding: str | None, *, name: str | None, takes_all: bool, may_replace: bool) -> int:
    """Keep the suggestions in ``file`` for ``folder`` under ``name`` (``None``: the file's own). WRONG when not all have a place."""
    from reader.formats.json_import import LARGEST, read_suggestions, write_suggestions
    from reader.report.importing import accept
    from reader.report.work import read_documents
    from reader.sources.safe import read_bytes
    from reader.store.suggestions import SuggestionFiles

    library = _whole_library(folder, encoding)
    given = read_suggestions(read_bytes(Path(file), LARGEST), shown(file), takes_all=takes_all)
    unread: list[str] = []

    def documents() -> Iterable[Document]:
        for document in read_documents(library):
            if isinstance(document, Unread):
                unread.append(document.problem)
            else:
                yield document

    accepted = accept(given, documents())
    if not accepted.count:
        raise SourceError(f"{file}: none of its suggestions has a place in {folder}. Check that it was made for these documents.")
    kept = SuggestionFiles(library.root).keep(name or Path(file).stem, write_suggestions(accepted.documents), may_replace=may_replace)
    say(shown(line) for line in [f"{kept}: {accepted.lines(given.others)[0]}", *accepted.lines(given.others)[1:]])
    for problem in unread:
        complain(f"reader: {problem}")
    return WRONG if accepted.lost or accepted.strangers or unread else DONE


def list_suggestions(folder: str) -> int:
    """Print what was imported for ``folder``, a line each. WRONG when one cannot be read."""
    from reader.formats.json_import import read_suggestions
    from reader.store.suggestions import SuggestionFiles

    files = SuggestionFiles(_whole_library(folder, None).root)
    wrong = False
    for name in files.names():
        try:
            documents = read_suggestions(files.read(name), name).documents
        except ReaderError as error:
            complain(f"reader: {error}")
            wrong = True
            continue
        count = sum(len(document.suggestions) for document in documents)
        say([shown(f"{name}: {counted(count, 'suggestion')} for {counted(len(documents), 'document')}")])
    return WRONG if wrong else DONE


def remove_suggestions(folder: str, name: str) -> int:
    """Remove what was imported for ``folder`` under ``name``."""
    from reader.store.suggestions import SuggestionFiles

    SuggestionFiles(_whole_library(folder, None).root).remove(name)
    return DONE


def _whole_library(folder: str, encoding: str | None) -> Library:
    """The library of a folder. ``SourceError`` when it is a file."""
    (library,) = libraries([folder], encoding)
    if not library.is_whole:
        raise SourceError(f"{folder}: is a file. Name its folder: suggestions are kept for all documents of one.")
    return library
